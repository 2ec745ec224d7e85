//! Records of Route 53 that lead to other resources.

mod alias_record;

pub use alias_record::{AliasRecord, HostedZoneAttributes};
pub(crate) use alias_record::{AliasTarget, RecordType};
