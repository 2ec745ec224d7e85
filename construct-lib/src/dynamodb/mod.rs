//! Tables of DynamoDB.
//!
//! A [`Table`] knows the type of its items when it is made by
//! [`TableProps::of`]; only then can it fill a `Reader`, a `Writer` or a
//! `ReaderWriter` in the environment of a handler, which so may do just that.
//! What others may do with it is granted: [`Table::grant_read_data`] and its
//! siblings, and [`Table::grants`] for single items, attributes and indexes. A
//! [`GlobalTable`] is in several regions.

mod attribute;
mod billing;
mod capacity;
mod check;
mod facts;
mod fill;
mod global_check;
mod global_table;
mod global_table_props;
mod grants;
mod import_source;
mod index;
mod methods;
mod metrics;
mod narrow_grants;
mod options;
mod props;
mod replica;
mod scaling;
mod table;
mod throughput;

pub use attribute::{Attribute, AttributeType};
pub use billing::Billing;
pub use capacity::{AutoscaledCapacity, Capacity, GlobalTableBilling};
pub use global_table::GlobalTable;
pub use global_table_props::{
    GlobalTableEncryption, GlobalTableKeys, GlobalTableProps, MultiRegionConsistency,
};
pub use grants::TableGrants;
pub use import_source::{ImportSource, InputCompressionType, InputFormat};
pub use index::{GlobalSecondaryIndex, LocalSecondaryIndex, Projection};
pub use metrics::Operation;
pub use narrow_grants::NarrowGrants;
pub use options::{
    ApproximateCreationDateTimePrecision, ContributorInsightsMode, KinesisStream, StreamView,
    TableClass, TableEncryption,
};
pub use props::TableProps;
pub use replica::{ReplicaIndexOptions, ReplicaTableProps};
pub use scaling::{ScalableTableAttribute, UtilizationScaling};
pub use table::{Table, TableAttributes, Untyped};
pub use throughput::WarmThroughput;
