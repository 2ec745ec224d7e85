//! Indexes of a table.

use construct_cfn::dynamodb::table as l1;
use construct_contract as contract;

use super::attribute::Attribute;
use super::billing::Billing;
use super::capacity::{AutoscaledCapacity, Capacity};
use super::options::{ContributorInsightsMode, Insights};
use super::throughput::{MaxThroughput, WarmThroughput};

/// What an index copies of each item: its `Projection`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Projection {
    /// All of it.
    #[default]
    All,
    /// The keys of the table and of the index.
    KeysOnly,
    /// The keys and these attributes.
    Include(Vec<String>),
}

impl Projection {
    pub(super) fn to_cfn(&self) -> l1::Projection {
        match self {
            Self::All => l1::Projection::new().projection_type(l1::ProjectionType::ALL),
            Self::KeysOnly => l1::Projection::new().projection_type(l1::ProjectionType::KEYS_ONLY),
            Self::Include(attributes) => l1::Projection::new()
                .non_key_attributes(attributes.iter().map(String::as_str).collect::<Vec<_>>())
                .projection_type(l1::ProjectionType::INCLUDE),
        }
    }
}

impl From<contract::Projection> for Projection {
    fn from(projection: contract::Projection) -> Self {
        match projection {
            contract::Projection::All => Self::All,
            contract::Projection::KeysOnly => Self::KeysOnly,
            contract::Projection::Include(names) => {
                Self::Include(names.iter().map(|&n| n.to_owned()).collect())
            }
        }
    }
}

/// An index with a partition key of its own.
///
/// Appears in `GlobalSecondaryIndexes`; see AWS on
/// [global secondary indexes](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html).
///
/// ```
/// use construct_lib::dynamodb::{Attribute, GlobalSecondaryIndex, TableProps};
///
/// let by_email = GlobalSecondaryIndex::new("by-email", Attribute::string("email"));
/// let props = TableProps::new(Attribute::string("id")).global_secondary_index(by_email);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct GlobalSecondaryIndex {
    pub(super) name: String,
    pub(super) partition_keys: Vec<Attribute>,
    pub(super) sort_keys: Vec<Attribute>,
    pub(super) projection: Projection,
    pub(super) capacity: Option<(u32, u32)>,
    pub(super) replicated_capacity: Option<(Capacity, AutoscaledCapacity)>,
    pub(super) max: MaxThroughput,
    pub(super) warm: Option<WarmThroughput>,
    pub(super) insights: Option<Insights>,
}

impl GlobalSecondaryIndex {
    /// An index of all attributes by this key.
    pub fn new(name: impl Into<String>, partition_key: Attribute) -> Self {
        Self {
            name: name.into(),
            partition_keys: vec![partition_key],
            sort_keys: Vec::new(),
            projection: Projection::All,
            capacity: None,
            replicated_capacity: None,
            max: MaxThroughput::default(),
            warm: None,
            insights: None,
        }
    }

    /// Makes one more attribute part of the partition key; four at most. A
    /// query then names all of them.
    ///
    /// See AWS on [multi-attribute keys](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html).
    pub fn partition_key(mut self, key: Attribute) -> Self {
        self.partition_keys.push(key);
        self
    }

    /// Sorts the items of one partition by this key. Several of them, four at
    /// most, sort by one after the other.
    pub fn sort_key(mut self, key: Attribute) -> Self {
        self.sort_keys.push(key);
        self
    }

    /// What it copies; everything by default.
    pub fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// Its own capacity, when the table's is provisioned; the table's by default.
    pub fn capacity(mut self, read: u32, write: u32) -> Self {
        self.capacity = Some((read, write));
        self
    }

    /// Its own capacity in a [`GlobalTable`](super::GlobalTable) that is
    /// provisioned: for reads in each replica, and for writes in all of them;
    /// the table's by default.
    pub fn replicated_capacity(mut self, read: Capacity, write: AutoscaledCapacity) -> Self {
        self.replicated_capacity = Some((read, write));
        self
    }

    /// The most reads in a second, when the table is paid for each request.
    pub fn max_read_request_units(mut self, units: u32) -> Self {
        self.max.read = Some(units);
        self
    }

    /// The most writes in a second, when the table is paid for each request.
    pub fn max_write_request_units(mut self, units: u32) -> Self {
        self.max.write = Some(units);
        self
    }

    /// What it can take at once.
    pub fn warm_throughput(mut self, throughput: WarmThroughput) -> Self {
        self.warm = Some(throughput);
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

    pub(super) fn keys(&self) -> impl Iterator<Item = (&Attribute, bool)> {
        let partition = self.partition_keys.iter().map(|k| (k, true));
        partition.chain(self.sort_keys.iter().map(|k| (k, false)))
    }

    pub(super) fn to_cfn(&self, billing: Billing) -> l1::GlobalSecondaryIndex {
        let cfn = l1::GlobalSecondaryIndex::new(
            &*self.name,
            key_schema(self.keys()),
            self.projection.to_cfn(),
        )
        .contributor_insights_specification(self.insights.map(Insights::to_cfn))
        .on_demand_throughput(self.max.to_cfn())
        .warm_throughput(self.warm.map(WarmThroughput::to_cfn));
        match billing {
            Billing::OnDemand => cfn,
            Billing::Provisioned { read, write } => {
                let (read, write) = self.capacity.unwrap_or((read, write));
                cfn.provisioned_throughput(l1::ProvisionedThroughput::new(
                    i64::from(read),
                    i64::from(write),
                ))
            }
        }
    }
}

/// An index with the table's partition key and another sort key.
///
/// Appears in `LocalSecondaryIndexes`; it can only be made with its table. See AWS on
/// [local secondary indexes](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html).
///
/// ```
/// use construct_lib::dynamodb::{Attribute, LocalSecondaryIndex, TableProps};
///
/// let by_name = LocalSecondaryIndex::new("by-name", Attribute::string("name"));
/// let props = TableProps::new(Attribute::string("id"))
///     .sort_key(Attribute::number("created"))
///     .local_secondary_index(by_name);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct LocalSecondaryIndex {
    pub(super) name: String,
    pub(super) sort_key: Attribute,
    pub(super) projection: Projection,
}

impl LocalSecondaryIndex {
    /// An index of all attributes by the table's partition key and this one.
    pub fn new(name: impl Into<String>, sort_key: Attribute) -> Self {
        Self { name: name.into(), sort_key, projection: Projection::All }
    }

    /// What it copies; everything by default.
    pub fn projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    pub(super) fn to_cfn(&self, partition_key: &Attribute) -> l1::LocalSecondaryIndex {
        let keys = key_schema([(partition_key, true), (&self.sort_key, false)]);
        l1::LocalSecondaryIndex::new(&*self.name, keys, self.projection.to_cfn())
    }
}

/// A key schema: the partition key, and the sort key when there is one.
pub(super) fn key_schema<'a>(
    keys: impl IntoIterator<Item = (&'a Attribute, bool)>,
) -> Vec<l1::KeySchema> {
    let one = |(key, is_partition): (&Attribute, bool)| {
        let ty = if is_partition { l1::KeyType::HASH } else { l1::KeyType::RANGE };
        l1::KeySchema::new(&*key.name, ty)
    };
    keys.into_iter().map(one).collect()
}
