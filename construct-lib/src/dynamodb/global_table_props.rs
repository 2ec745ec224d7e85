//! What a table in several regions takes.

use construct_contract::TableItem;
use construct_core::IntoValue;

use super::attribute::Attribute;
use super::capacity::GlobalTableBilling;
use super::index::{GlobalSecondaryIndex, LocalSecondaryIndex};
use super::options::{ContributorInsightsMode, KinesisStream, StreamView, TableClass};
use super::props::TableProps;
use super::replica::ReplicaTableProps;
use super::table::Untyped;
use super::throughput::WarmThroughput;
use crate::RemovalPolicy;
use crate::iam::PolicyDocument;
use crate::kms::Key;

/// Whose keys a [`GlobalTable`](super::GlobalTable) is encrypted with.
#[derive(Debug, Clone, Default)]
pub enum GlobalTableEncryption {
    /// Those of DynamoDB, at no cost.
    #[default]
    Default,
    /// The account's `aws/dynamodb` in each region.
    AwsManaged,
    /// Keys of KMS, one in each region.
    CustomerManaged(GlobalTableKeys),
}

/// The keys of KMS of a [`GlobalTable`](super::GlobalTable).
///
/// ```
/// use construct_lib::dynamodb::{GlobalTableEncryption, GlobalTableKeys};
/// use construct_lib::kms::{Key, KeyProps};
/// use construct_lib::{App, Environment, Stack, StackProps};
///
/// let app = App::new();
/// let virginia = Environment::agnostic().region("us-east-1");
/// let stack = Stack::new(&app, "Orders", StackProps::new().environment(virginia));
/// let key = Key::new(&stack, "Key", KeyProps::new());
/// let oregon = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
/// let keys = GlobalTableKeys::new(&key).replica_key_arn("us-west-2", oregon);
/// let encryption = GlobalTableEncryption::CustomerManaged(keys);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct GlobalTableKeys {
    pub(super) key: Key,
    pub(super) replicas: Vec<(String, String)>,
}

impl GlobalTableKeys {
    /// This key in the stack's region.
    pub fn new(key: &Key) -> Self {
        Self { key: key.clone(), replicas: Vec::new() }
    }

    /// The ARN of the key for the replica of a region. It exists already: the
    /// table is made in all regions at once.
    pub fn replica_key_arn(mut self, region: impl Into<String>, arn: impl Into<String>) -> Self {
        self.replicas.push((region.into(), arn.into()));
        self
    }
}

/// What is read of an item that was written in another region.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum MultiRegionConsistency {
    /// What has arrived, mostly within a second.
    #[default]
    Eventual,
    /// What was written last, wherever that was, by a consistent read.
    ///
    /// It takes three replicas in regions that AWS lists together, or two and a
    /// witness, which only votes. It cannot be changed later, and there is
    /// neither a time to live nor a local index. See AWS on
    /// [consistency](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html).
    Strong {
        /// The region of the witness, when there are two replicas.
        witness_region: Option<String>,
    },
}

/// What a [`GlobalTable`](super::GlobalTable) takes.
///
/// Another partition key or sort key, another name and another local index
/// replace the table in all regions, and with it all items.
#[derive(Debug, Clone)]
#[must_use]
pub struct GlobalTableProps<T = Untyped> {
    /// What it has in common with a table of one region.
    pub(super) table: TableProps<T>,
    pub(super) billing: GlobalTableBilling,
    pub(super) encryption: GlobalTableEncryption,
    pub(super) consistency: MultiRegionConsistency,
    pub(super) replicas: Vec<ReplicaTableProps>,
    pub(super) tags: Vec<(String, String)>,
}

impl GlobalTableProps {
    /// A table with this partition key, for items of any shape.
    pub fn new(partition_key: Attribute) -> Self {
        Self::with(TableProps::new(partition_key))
    }

    /// A table for items of type `T`: its keys, their types and its indexes
    /// are those of the type. As [`TableProps::of`].
    pub fn of<T: TableItem>() -> GlobalTableProps<T> {
        GlobalTableProps::with(TableProps::of::<T>())
    }
}

impl<T> GlobalTableProps<T> {
    fn with(table: TableProps<T>) -> Self {
        Self {
            table,
            billing: GlobalTableBilling::default(),
            encryption: GlobalTableEncryption::default(),
            consistency: MultiRegionConsistency::default(),
            replicas: Vec::new(),
            tags: Vec::new(),
        }
    }

    fn set(mut self, f: impl FnOnce(TableProps<T>) -> TableProps<T>) -> Self {
        self.table = f(self.table);
        self
    }

    /// Adds a replica in another region than the stack's.
    pub fn replica(mut self, replica: ReplicaTableProps) -> Self {
        self.replicas.push(replica);
        self
    }

    /// What is read of an item that was written in another region; what has
    /// arrived, by default. Another choice replaces the table.
    pub fn multi_region_consistency(mut self, consistency: MultiRegionConsistency) -> Self {
        self.consistency = consistency;
        self
    }

    /// How it is paid for; for each request by default.
    pub fn billing(mut self, billing: GlobalTableBilling) -> Self {
        self.billing = billing;
        self
    }

    /// Whose keys it is encrypted with; DynamoDB's own by default.
    pub fn encryption(mut self, encryption: GlobalTableEncryption) -> Self {
        self.encryption = encryption;
        self
    }

    /// Adds a tag to the table in the stack's region.
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// As [`TableProps::sort_key`].
    pub fn sort_key(self, key: Attribute) -> Self {
        self.set(|table| table.sort_key(key))
    }

    /// As [`TableProps::global_secondary_index`].
    pub fn global_secondary_index(self, index: GlobalSecondaryIndex) -> Self {
        self.set(|table| table.global_secondary_index(index))
    }

    /// As [`TableProps::local_secondary_index`].
    pub fn local_secondary_index(self, index: LocalSecondaryIndex) -> Self {
        self.set(|table| table.local_secondary_index(index))
    }

    /// The name that AWS shows, the same in all regions; generated by default.
    pub fn table_name(self, name: impl IntoValue<String>) -> Self {
        self.set(|table| table.table_name(name))
    }

    /// As [`TableProps::removal_policy`], for all replicas.
    pub fn removal_policy(self, policy: RemovalPolicy) -> Self {
        self.set(|table| table.removal_policy(policy))
    }

    /// As [`TableProps::deletion_protection`], for all replicas.
    pub fn deletion_protection(self) -> Self {
        self.set(TableProps::deletion_protection)
    }

    /// As [`TableProps::point_in_time_recovery`], for all replicas.
    pub fn point_in_time_recovery(self) -> Self {
        self.set(TableProps::point_in_time_recovery)
    }

    /// As [`TableProps::recovery_period_in_days`], for all replicas.
    pub fn recovery_period_in_days(self, days: u8) -> Self {
        self.set(|table| table.recovery_period_in_days(days))
    }

    /// As [`TableProps::contributor_insights`], for all replicas and their indexes.
    pub fn contributor_insights(self) -> Self {
        self.set(TableProps::contributor_insights)
    }

    /// As [`TableProps::contributor_insights_mode`], for all replicas and their indexes.
    pub fn contributor_insights_mode(self, mode: ContributorInsightsMode) -> Self {
        self.set(|table| table.contributor_insights_mode(mode))
    }

    /// As [`TableProps::stream`]. With replicas there always is one, of new
    /// and old images.
    pub fn stream(self, view: StreamView) -> Self {
        self.set(|table| table.stream(view))
    }

    /// As [`TableProps::kinesis_stream`], in the stack's region.
    pub fn kinesis_stream(self, stream: KinesisStream) -> Self {
        self.set(|table| table.kinesis_stream(stream))
    }

    /// As [`TableProps::time_to_live`].
    pub fn time_to_live(self, attribute: impl Into<String>) -> Self {
        self.set(|table| table.time_to_live(attribute))
    }

    /// As [`TableProps::table_class`], for all replicas.
    pub fn table_class(self, class: TableClass) -> Self {
        self.set(|table| table.table_class(class))
    }

    /// As [`TableProps::max_read_request_units`], for each replica.
    pub fn max_read_request_units(self, units: u32) -> Self {
        self.set(|table| table.max_read_request_units(units))
    }

    /// As [`TableProps::max_write_request_units`].
    pub fn max_write_request_units(self, units: u32) -> Self {
        self.set(|table| table.max_write_request_units(units))
    }

    /// As [`TableProps::warm_throughput`].
    pub fn warm_throughput(self, throughput: WarmThroughput) -> Self {
        self.set(|table| table.warm_throughput(throughput))
    }

    /// As [`TableProps::resource_policy`], in the stack's region.
    pub fn resource_policy(self, policy: PolicyDocument) -> Self {
        self.set(|table| table.resource_policy(policy))
    }

    /// As [`TableProps::stream_resource_policy`], in the stack's region.
    pub fn stream_resource_policy(self, policy: PolicyDocument) -> Self {
        self.set(|table| table.stream_resource_policy(policy))
    }
}
