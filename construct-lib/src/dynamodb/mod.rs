//! Tables of DynamoDB.
//!
//! A [`Table`] knows the type of its items when it is made by
//! [`TableProps::of`]; only then can it fill a `TableName` in the environment
//! of a handler. What others may do with it is granted:
//! [`Table::grant_read_data`] and its siblings.

mod attribute;
mod billing;
mod check;
mod grants;
mod index;
mod options;
mod props;
mod table;

pub use attribute::{Attribute, AttributeType};
pub use billing::Billing;
pub use index::{GlobalSecondaryIndex, LocalSecondaryIndex, Projection};
pub use options::{StreamView, TableClass, TableEncryption};
pub use props::TableProps;
pub use table::{Table, TableAttributes, Untyped};
