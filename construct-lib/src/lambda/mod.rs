//! Functions of Lambda.

mod check;
mod code;
mod function;
mod options;
mod permission;
mod props;

pub use code::Code;
pub use construct_core::Architecture;
pub use function::{Function, FunctionAttributes};
pub use options::{Runtime, Tracing};
pub use permission::Permission;
pub use props::FunctionProps;
