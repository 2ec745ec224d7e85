//! Tests of the contract as a user meets it: through its derives.

mod environment;
mod key_structs;
mod keys;
mod re_export;
mod schema;
mod serde_names;
#[path = "../ui/support/stack.rs"]
mod stack;
mod ui;
mod wiring;
