//! A table in one of several regions.

use construct_cfn::dynamodb::global_table as l1;
use construct_core::Value;

use super::capacity::Capacity;
use super::options::{ContributorInsightsMode, Insights, KinesisStream, TableClass};
use crate::Tag;
use crate::iam::PolicyDocument;
use crate::value::value;

/// A replica of a [`GlobalTable`](super::GlobalTable), and where it differs from the table.
///
/// Appears in [`Replicas`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-globaltable-replicaspecification.html).
/// What is not set here is as the table has it, but for policies, tags and
/// Kinesis streams, which each replica has of its own.
///
/// ```
/// use construct_lib::dynamodb::{ReplicaIndexOptions, ReplicaTableProps, TableClass};
///
/// let oregon = ReplicaTableProps::new("us-west-2")
///     .table_class(TableClass::StandardInfrequentAccess)
///     .index(ReplicaIndexOptions::new("by-email").contributor_insights());
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct ReplicaTableProps {
    pub(super) region: Value<String>,
    pub(super) read: Option<Capacity>,
    pub(super) max_read: Option<u32>,
    pub(super) class: Option<TableClass>,
    pub(super) insights: Option<Insights>,
    pub(super) deletion_protection: Option<bool>,
    pub(super) recovery_days: Option<u8>,
    pub(super) kinesis_stream: Option<KinesisStream>,
    pub(super) policy: PolicyDocument,
    pub(super) stream_policy: PolicyDocument,
    pub(super) tags: Vec<(String, String)>,
    pub(super) indexes: Vec<ReplicaIndexOptions>,
    pub(super) key_arn: Value<String>,
}

/// Where an index of a replica differs from that of the table.
#[derive(Debug, Clone)]
#[must_use]
pub struct ReplicaIndexOptions {
    pub(super) name: String,
    pub(super) read: Option<Capacity>,
    pub(super) max_read: Option<u32>,
    pub(super) insights: Option<Insights>,
}

impl ReplicaIndexOptions {
    /// The index of this name.
    pub fn new(index_name: impl Into<String>) -> Self {
        Self { name: index_name.into(), read: None, max_read: None, insights: None }
    }

    /// Its read capacity, when the table's is provisioned.
    pub fn read_capacity(mut self, capacity: Capacity) -> Self {
        self.read = Some(capacity);
        self
    }

    /// The most reads in a second, when the table is paid for each request.
    pub fn max_read_request_units(mut self, units: u32) -> Self {
        self.max_read = Some(units);
        self
    }

    /// Shows which of its keys are used most, in CloudWatch, at a cost.
    pub fn contributor_insights(mut self) -> Self {
        self.insights = Some(Insights(None));
        self
    }

    /// Shows which of its keys are used most, or throttled most, at a cost.
    pub fn contributor_insights_mode(mut self, mode: ContributorInsightsMode) -> Self {
        self.insights = Some(Insights(Some(mode)));
        self
    }

    fn to_cfn(&self) -> l1::ReplicaGlobalSecondaryIndexSpecification {
        l1::ReplicaGlobalSecondaryIndexSpecification::new(&*self.name)
            .contributor_insights_specification(self.insights.map(insights))
            .read_on_demand_throughput_settings(self.max_read.map(max_read))
            .read_provisioned_throughput_settings(self.read.map(Capacity::read))
    }
}

impl ReplicaTableProps {
    /// A replica in this region, as the table is.
    pub fn new(region: impl Into<String>) -> Self {
        Self::in_region(Value::text(region.into()))
    }

    pub(super) fn in_region(region: Value<String>) -> Self {
        Self {
            region,
            read: None,
            max_read: None,
            class: None,
            insights: None,
            deletion_protection: None,
            recovery_days: None,
            kinesis_stream: None,
            policy: PolicyDocument::new(),
            stream_policy: PolicyDocument::new(),
            tags: Vec::new(),
            indexes: Vec::new(),
            key_arn: Value::unset(),
        }
    }

    /// Its read capacity, when the table's is provisioned.
    pub fn read_capacity(mut self, capacity: Capacity) -> Self {
        self.read = Some(capacity);
        self
    }

    /// The most reads in a second, when the table is paid for each request.
    pub fn max_read_request_units(mut self, units: u32) -> Self {
        self.max_read = Some(units);
        self
    }

    /// What storage and requests cost.
    pub fn table_class(mut self, class: TableClass) -> Self {
        self.class = Some(class);
        self
    }

    /// Shows which keys are used most, in CloudWatch, at a cost.
    pub fn contributor_insights(mut self) -> Self {
        self.insights = Some(Insights(None));
        self
    }

    /// Shows which keys are used most, or throttled most, at a cost.
    pub fn contributor_insights_mode(mut self, mode: ContributorInsightsMode) -> Self {
        self.insights = Some(Insights(Some(mode)));
        self
    }

    /// Whether it refuses to be deleted.
    pub fn deletion_protection(mut self, protected: bool) -> Self {
        self.deletion_protection = Some(protected);
        self
    }

    /// Can be restored to any second of the last 35 days, at a cost.
    pub fn point_in_time_recovery(self) -> Self {
        self.recovery_period_in_days(35)
    }

    /// Can be restored to any second of the last 1 to 35 days, at a cost.
    pub fn recovery_period_in_days(mut self, days: u8) -> Self {
        self.recovery_days = Some(days);
        self
    }

    /// Tells a stream of Kinesis in its region of each change.
    pub fn kinesis_stream(mut self, stream: KinesisStream) -> Self {
        self.kinesis_stream = Some(stream);
        self
    }

    /// Who may use it besides those whom their own policies let.
    pub fn resource_policy(mut self, policy: PolicyDocument) -> Self {
        self.policy = policy;
        self
    }

    /// Who may read its stream besides those whom their own policies let.
    pub fn stream_resource_policy(mut self, policy: PolicyDocument) -> Self {
        self.stream_policy = policy;
        self
    }

    /// Adds a tag.
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// Where one of its indexes differs from that of the table.
    pub fn index(mut self, index: ReplicaIndexOptions) -> Self {
        self.indexes.push(index);
        self
    }

    pub(super) fn to_cfn(&self) -> l1::ReplicaSpecification {
        let indexes: Vec<_> = self.indexes.iter().map(ReplicaIndexOptions::to_cfn).collect();
        let tags: Vec<Tag> = self.tags.iter().map(|(key, of)| Tag::new(&**key, &**of)).collect();
        let policy =
            |policy: &PolicyDocument| (!policy.is_empty()).then(|| l1::ResourcePolicy::new(policy));
        let stream = policy(&self.stream_policy)
            .map(|policy| l1::ReplicaStreamSpecification::new().resource_policy(policy));
        let key = (!self.key_arn.expr().is_unset())
            .then(|| l1::ReplicaSSESpecification::new(&self.key_arn));
        let recovery = self.recovery_days.map(|days| {
            // 35 days are what AWS assumes.
            l1::PointInTimeRecoverySpecification::new()
                .point_in_time_recovery_enabled(true)
                .recovery_period_in_days((days != 35).then(|| i64::from(days)))
        });
        l1::ReplicaSpecification::new(&self.region)
            .contributor_insights_specification(self.insights.map(insights))
            .deletion_protection_enabled(self.deletion_protection)
            .global_secondary_indexes((!indexes.is_empty()).then_some(indexes))
            .kinesis_stream_specification(
                self.kinesis_stream
                    .as_ref()
                    .map(|stream| value(stream.to_cfn()).cast::<l1::KinesisStreamSpecification>()),
            )
            .point_in_time_recovery_specification(recovery)
            .read_on_demand_throughput_settings(self.max_read.map(max_read))
            .read_provisioned_throughput_settings(self.read.map(Capacity::read))
            .replica_stream_specification(stream)
            .resource_policy(policy(&self.policy))
            .sse_specification(key)
            .table_class(self.class.map(|class| class.to_value().cast::<String>()))
            .tags((!tags.is_empty()).then_some(tags))
    }
}

/// The same in the other resource type.
fn insights(insights: Insights) -> Value<l1::ContributorInsightsSpecification> {
    value(insights.to_cfn()).cast()
}

fn max_read(units: u32) -> l1::ReadOnDemandThroughputSettings {
    l1::ReadOnDemandThroughputSettings::new().max_read_request_units(i64::from(units))
}
