//! Keys that encrypt and sign.
//!
//! A [`Key`] is given to what it encrypts: a table or a log group. Whoever is
//! let read or write there is let use the key as well, so that mostly nothing
//! is granted on the key itself.

mod alias;
mod grants;
mod key;
mod key_props;
mod spec;

pub use alias::{Alias, AliasProps};
pub(crate) use grants::VIA_SERVICE;
pub use key::Key;
pub(crate) use key::via_service;
pub use key_props::KeyProps;
pub use spec::{KeySpec, KeyUsage};
