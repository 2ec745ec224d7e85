//! What a table takes.

use std::marker::PhantomData;

use construct_contract::{IndexKind, TableItem};
use construct_core::{IntoValue, Value};

use super::attribute::Attribute;
use super::billing::Billing;
use super::import_source::ImportSource;
use super::index::{GlobalSecondaryIndex, LocalSecondaryIndex};
use super::options::{
    ContributorInsightsMode, Insights, KinesisStream, StreamView, TableClass, TableEncryption,
};
use super::table::Untyped;
use super::throughput::{MaxThroughput, WarmThroughput};
use crate::RemovalPolicy;
use crate::iam::PolicyDocument;
use crate::value::value;

/// What a [`Table`](super::Table) takes.
///
/// Another partition key or sort key, another name, another local index and
/// another import replace the table, and with it all items.
#[derive(Debug, Clone)]
#[must_use]
pub struct TableProps<T = Untyped> {
    pub(super) partition_key: Attribute,
    pub(super) sort_key: Option<Attribute>,
    pub(super) global_indexes: Vec<GlobalSecondaryIndex>,
    pub(super) local_indexes: Vec<LocalSecondaryIndex>,
    pub(super) billing: Billing,
    pub(super) name: Value<String>,
    pub(super) removal_policy: RemovalPolicy,
    pub(super) deletion_protection: bool,
    pub(super) recovery_days: Option<u8>,
    pub(super) insights: Option<Insights>,
    pub(super) stream: Option<StreamView>,
    pub(super) time_to_live: Option<String>,
    pub(super) encryption: TableEncryption,
    pub(super) class: Option<TableClass>,
    pub(super) max: MaxThroughput,
    pub(super) warm: Option<WarmThroughput>,
    pub(super) kinesis_stream: Option<KinesisStream>,
    pub(super) import_source: Option<ImportSource>,
    pub(super) resource_policy: PolicyDocument,
    pub(super) stream_resource_policy: PolicyDocument,
    of: PhantomData<fn() -> T>,
}

impl TableProps {
    /// A table with this partition key, for items of any shape.
    pub fn new(partition_key: Attribute) -> Self {
        Self::with_key(partition_key)
    }

    /// A table for items of type `T`: its keys, their types and its indexes
    /// are those of the type.
    ///
    /// ```
    /// use construct_lib::contract::TableItem;
    /// use construct_lib::dynamodb::TableProps;
    ///
    /// #[derive(TableItem)]
    /// #[table(crate = "construct_lib::contract")]
    /// struct Order {
    ///     #[table(partition_key)]
    ///     id: String,
    /// }
    ///
    /// let props = TableProps::of::<Order>();
    /// ```
    pub fn of<T: TableItem>() -> TableProps<T> {
        let schema = T::SCHEMA;
        let mut props = TableProps::with_key(schema.partition_key().into());
        props.sort_key = schema.sort_key().map(Attribute::from);
        for index in schema.indexes() {
            let sort_key = index.sort_key().map(Attribute::from);
            match (index.kind(), sort_key) {
                (IndexKind::Local, Some(sort_key)) => props.local_indexes.push(
                    LocalSecondaryIndex::new(index.name(), sort_key)
                        .projection(index.projection().into()),
                ),
                (_, sort_key) => {
                    let partition_key = index.partition_key().into();
                    let mut global = GlobalSecondaryIndex::new(index.name(), partition_key)
                        .projection(index.projection().into());
                    global.sort_keys.extend(sort_key);
                    props.global_indexes.push(global);
                }
            }
        }
        props
    }
}

impl<T> TableProps<T> {
    fn with_key(partition_key: Attribute) -> Self {
        Self {
            partition_key,
            sort_key: None,
            global_indexes: Vec::new(),
            local_indexes: Vec::new(),
            billing: Billing::OnDemand,
            name: Value::unset(),
            removal_policy: RemovalPolicy::RetainExceptOnCreate,
            deletion_protection: false,
            recovery_days: None,
            insights: None,
            stream: None,
            time_to_live: None,
            encryption: TableEncryption::Default,
            class: None,
            max: MaxThroughput::default(),
            warm: None,
            kinesis_stream: None,
            import_source: None,
            resource_policy: PolicyDocument::new(),
            stream_resource_policy: PolicyDocument::new(),
            of: PhantomData,
        }
    }

    /// Sorts the items of one partition by this key.
    pub fn sort_key(mut self, key: Attribute) -> Self {
        self.sort_key = Some(key);
        self
    }

    /// Adds an index with a partition key of its own.
    pub fn global_secondary_index(mut self, index: GlobalSecondaryIndex) -> Self {
        self.global_indexes.push(index);
        self
    }

    /// Adds an index with the table's partition key.
    pub fn local_secondary_index(mut self, index: LocalSecondaryIndex) -> Self {
        self.local_indexes.push(index);
        self
    }

    /// How it is paid for; for each request by default.
    pub fn billing(mut self, billing: Billing) -> Self {
        self.billing = billing;
        self
    }

    /// The name that AWS shows; generated by default.
    pub fn table_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What becomes of it when it leaves the stack. By default it stays, with
    /// all items, unless its own creation failed.
    pub fn removal_policy(mut self, policy: RemovalPolicy) -> Self {
        self.removal_policy = policy;
        self
    }

    /// Refuses to be deleted, by anyone, until this is taken back.
    pub fn deletion_protection(mut self) -> Self {
        self.deletion_protection = true;
        self
    }

    /// Can be restored to any second of the last 35 days, at a cost; it
    /// cannot by default.
    pub fn point_in_time_recovery(self) -> Self {
        self.recovery_period_in_days(35)
    }

    /// Can be restored to any second of the last 1 to 35 days, at a cost.
    pub fn recovery_period_in_days(mut self, days: u8) -> Self {
        self.recovery_days = Some(days);
        self
    }

    /// Shows which keys are used most, in CloudWatch, at a cost; not by default.
    pub fn contributor_insights(mut self) -> Self {
        self.insights = Some(Insights(None));
        self
    }

    /// Shows which keys are used most, or throttled most, in CloudWatch, at a cost.
    pub fn contributor_insights_mode(mut self, mode: ContributorInsightsMode) -> Self {
        self.insights = Some(Insights(Some(mode)));
        self
    }

    /// The most reads in a second, when it is paid for each request; as many
    /// as the account has by default.
    pub fn max_read_request_units(mut self, units: u32) -> Self {
        self.max.read = Some(units);
        self
    }

    /// The most writes in a second, when it is paid for each request; as many
    /// as the account has by default.
    pub fn max_write_request_units(mut self, units: u32) -> Self {
        self.max.write = Some(units);
        self
    }

    /// What it can take at once, without growing into it.
    pub fn warm_throughput(mut self, throughput: WarmThroughput) -> Self {
        self.warm = Some(throughput);
        self
    }

    /// Tells a stream of Kinesis of each change; none by default.
    pub fn kinesis_stream(mut self, stream: KinesisStream) -> Self {
        self.kinesis_stream = Some(stream);
        self
    }

    /// Begins with the items of a bucket.
    pub fn import_source(mut self, source: ImportSource) -> Self {
        self.import_source = Some(source);
        self
    }

    /// Who may use it besides those whom their own policies let, for example
    /// another account; nobody by default. At most 20,480 characters.
    ///
    /// Name the table as `*`: its own ARN would be a circle.
    pub fn resource_policy(mut self, policy: PolicyDocument) -> Self {
        self.resource_policy = policy;
        self
    }

    /// Who may read its stream besides those whom their own policies let.
    pub fn stream_resource_policy(mut self, policy: PolicyDocument) -> Self {
        self.stream_resource_policy = policy;
        self
    }

    /// Tells of each change in a stream; none by default.
    pub fn stream(mut self, view: StreamView) -> Self {
        self.stream = Some(view);
        self
    }

    /// Deletes an item once the time in this attribute (seconds since 1970) has passed.
    pub fn time_to_live(mut self, attribute: impl Into<String>) -> Self {
        self.time_to_live = Some(attribute.into());
        self
    }

    /// Whose key it is encrypted with; DynamoDB's own by default.
    pub fn encryption(mut self, encryption: TableEncryption) -> Self {
        self.encryption = encryption;
        self
    }

    /// What storage and requests cost; standard by default.
    pub fn table_class(mut self, class: TableClass) -> Self {
        self.class = Some(class);
        self
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = (&Attribute, bool)> {
        [(&self.partition_key, true)].into_iter().chain(self.sort_key.iter().map(|k| (k, false)))
    }

    /// The attributes of all keys, in the order of their use.
    pub(super) fn used_attributes(&self) -> impl Iterator<Item = &Attribute> {
        let own = self.keys().map(|(key, _)| key);
        let global = self.global_indexes.iter().flat_map(GlobalSecondaryIndex::keys);
        let local = self.local_indexes.iter().map(|i| &i.sort_key);
        own.chain(global.map(|(key, _)| key)).chain(local)
    }

    /// Every attribute that is a key, once, in the order of first use.
    pub(super) fn attributes(&self) -> Vec<&Attribute> {
        let mut all: Vec<&Attribute> = Vec::new();
        for attribute in self.used_attributes() {
            if !all.iter().any(|a| a.name == attribute.name) {
                all.push(attribute);
            }
        }
        all
    }
}
