//! Tables of DynamoDB.

mod attribute;
mod billing;
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
pub use table::{Table, Untyped};
