//! `AWS::DynamoDB::GlobalTable`.

use std::fmt;
use std::marker::PhantomData;

use construct_cfn::dynamodb::{CfnGlobalTable, CfnGlobalTableProps, global_table as l1};
use construct_core::{
    CfnResource, Construct, Expr, List, NodeId, ResourceProps, State, Value, intrinsic,
};

use super::capacity::GlobalTableBilling;
use super::facts::{Facts, HasFacts, Indexes};
use super::global_check;
use super::global_table_props::{
    GlobalTableEncryption, GlobalTableKeys, GlobalTableProps, MultiRegionConsistency,
};
use super::index::key_schema;
use super::methods::table_methods;
use super::metrics::Operation;
use super::options::StreamView;
use super::props::TableProps;
use super::replica::ReplicaTableProps;
use super::table::{POLICY, Table, Untyped};
use crate::check::own_resource;
use crate::cloudwatch::{MathExpression, Metric, Statistic};
use crate::error::codes;
use crate::iam::{Grant, Grantable, PolicyDocument, PolicyStatement, validate};
use crate::kms::Key;
use crate::value::value;
use crate::{Aws, Diagnostic, Node, Stack};

/// A table in several regions, each of which reads and writes.
///
/// Appears as [`AWS::DynamoDB::GlobalTable`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html),
/// as the CDK's `TableV2` does: by default with the stack's region alone, paid
/// for each request, and kept when it leaves its stack. A stack with replicas
/// must know its region.
///
/// Its keys cannot be changed: another key makes a new, empty table in its
/// place, in all regions.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, GlobalTable, GlobalTableProps, ReplicaTableProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Environment, Stack, StackProps};
///
/// let app = App::new();
/// let virginia = Environment::agnostic().region("us-east-1");
/// let stack = Stack::new(&app, "Orders", StackProps::new().environment(virginia));
/// let props = GlobalTableProps::new(Attribute::string("id"))
///     .replica(ReplicaTableProps::new("us-west-2"))
///     .replica(ReplicaTableProps::new("eu-west-1").point_in_time_recovery());
/// let table = GlobalTable::new(&stack, "Table", props);
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// table.grant_read_write_data(&handler);
/// table.replica("us-west-2").grant_read_data(&handler);
/// ```
pub struct GlobalTable<T = Untyped> {
    node: Node,
    of: PhantomData<fn() -> T>,
}

struct GlobalTableState {
    facts: Facts,
    table_id: Value<String>,
    /// Those of other regions as they were given, and that of the stack's last.
    replicas: Vec<ReplicaTableProps>,
    /// The keys of the replicas, by region.
    keys: Vec<(String, NodeId)>,
}

impl State for GlobalTableState {
    fn prepare(&mut self, node: &Node) {
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        let replicas: Vec<_> = self.replicas.iter().map(ReplicaTableProps::to_cfn).collect();
        cfn.set_props(CfnGlobalTableProps::patch().replicas(replicas).into_props());
    }

    fn validate(&self, node: &Node) {
        let policies = self.replicas.iter().flat_map(|replica| {
            [
                ("the policy of a table", &replica.policy),
                ("the policy of a stream", &replica.stream_policy),
            ]
        });
        for (what, policy) in policies {
            validate::resource(node, policy);
            let help = "let the policies of roles say who may use it";
            validate::resource_size(node, what, policy, POLICY, help);
        }
        if self.replicas.iter().any(|replica| !replica.stream_policy.is_empty()) {
            self.facts.stream_arn(node);
        }
    }
}

impl<T> GlobalTable<T> {
    /// A table in the stack's region and in those of its replicas.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-replica`, `unknown-index`,
    /// `capacity-out-of-range`, `invalid-scaling`, and what
    /// [`Table::new`] does.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, mut props: GlobalTableProps<T>) -> Self {
        let node = Node::new(scope, id);
        global_check::props(&node, &props);
        let has_replicas = !props.replicas.is_empty();
        let replicas = settle(&node, &mut props);
        let cfn = CfnGlobalTable::new(&node, "Resource", cfn_props(&props, has_replicas));
        cfn.apply_removal_policy(props.table.removal_policy);
        let global = props.table.global_indexes.iter().map(|i| i.name.clone());
        let local = props.table.local_indexes.iter().map(|i| i.name.clone());
        let has_stream = has_replicas || props.table.stream.is_some();
        let (key, keys) = match &props.encryption {
            GlobalTableEncryption::CustomerManaged(keys) => {
                (Some(keys.key.node().node_id()), replica_keys(&node, keys))
            }
            GlobalTableEncryption::Default | GlobalTableEncryption::AwsManaged => {
                (None, Vec::new())
            }
        };
        let facts = Facts {
            arn: value(cfn.attr_arn()),
            name: value(cfn.ref_()),
            indexes: Indexes::Known(global.chain(local).collect()),
            stream_arn: has_stream.then(|| value(cfn.attr_stream_arn())),
            key,
            region: None,
        };
        let table_id = value(cfn.attr_table_id());
        node.set_state(GlobalTableState { facts, table_id, replicas, keys });
        Self::here(node)
    }

    fn here(node: Node) -> Self {
        Self { node, of: PhantomData }
    }

    /// The table at this node, when there is one; the caller vouches for `T`.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<GlobalTableState>().then(|| Self::here(node.clone()))
    }

    /// Its name, which is the same in all regions.
    #[must_use]
    pub fn table_name(&self) -> Value<String> {
        self.facts().name
    }

    /// Its ARN in the stack's region.
    #[must_use]
    pub fn table_arn(&self) -> Value<String> {
        self.facts().arn
    }

    /// The ARN of its stream in the stack's region.
    ///
    /// # Errors
    ///
    /// Synthesis reports `table-without-stream`.
    #[must_use]
    pub fn table_stream_arn(&self) -> Value<String> {
        self.facts().stream_arn(&self.node)
    }

    /// Its id, which AWS gives.
    #[must_use]
    pub fn table_id(&self) -> Value<String> {
        self.node.read(|state: &GlobalTableState| state.table_id.clone()).unwrap_or_default()
    }

    /// The replica in a region, for grants and metrics: what is granted on it
    /// is granted there alone.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-replica` when there is none.
    #[track_caller]
    #[must_use]
    pub fn replica(&self, region: &str) -> Table<T> {
        let id = format!("ReplicaTable{region}");
        let made = self.node.try_child(&id).and_then(|node| Table::at(&node));
        made.unwrap_or_else(|| Table::from_facts(&self.node, &id, self.facts_in(region)))
    }

    #[track_caller]
    fn facts_in(&self, region: &str) -> Facts {
        let own = self.facts();
        let stack = Stack::of(&self.node);
        if stack.as_ref().is_some_and(|stack| stack.region().as_literal() == Some(region)) {
            return own;
        }
        let (has_replica, key) = self
            .node
            .read(|state: &GlobalTableState| {
                let mut regions = state.replicas.iter().map(|replica| &replica.region);
                let key = state.keys.iter().find(|(of, _)| of == region).map(|(_, key)| *key);
                (regions.any(|known| known.as_literal() == Some(region)), key)
            })
            .unwrap_or_default();
        if !has_replica {
            self.node.report(
                Diagnostic::error(
                    codes::INVALID_REPLICA,
                    format!("the table has no replica in `{region}`"),
                )
                .help("add one with `GlobalTableProps::replica`")
                .at_caller(),
            );
        }
        let account = stack.map_or(Aws::ACCOUNT_ID, |stack| stack.account());
        let arn: Value<String> = intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::from(format!(":dynamodb:{region}:")),
            account.into(),
            Expr::text(":table/"),
            own.name.expr().clone(),
        ]);
        // What AWS appends is known only there.
        let stream = intrinsic::concat([arn.expr().clone(), Expr::text("/stream/*")]);
        Facts {
            arn,
            stream_arn: own.stream_arn.map(|_| stream),
            key,
            region: Some(region.to_owned()),
            ..own
        }
    }

    /// Adds a statement to its policy in the stack's region.
    ///
    /// As [`Table::add_to_resource_policy`].
    pub fn add_to_resource_policy(&self, statement: PolicyStatement) {
        self.add_statement(|own| own.policy.add_statement(statement));
    }

    /// Adds a statement to the policy of its stream in the stack's region.
    ///
    /// As [`Table::add_to_stream_resource_policy`].
    pub fn add_to_stream_resource_policy(&self, statement: PolicyStatement) {
        self.add_statement(|own| own.stream_policy.add_statement(statement));
    }

    fn add_statement(&self, add: impl FnOnce(&mut ReplicaTableProps)) {
        self.node.update(|state: &mut GlobalTableState| state.replicas.last_mut().map(add));
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnGlobalTableProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    /// The same table, with no item type stated.
    #[must_use]
    pub fn untyped(&self) -> GlobalTable {
        GlobalTable::here(self.node.clone())
    }
}

impl<T> HasFacts for GlobalTable<T> {
    fn facts(&self) -> Facts {
        self.node.read(|state: &GlobalTableState| state.facts.clone()).unwrap_or_default()
    }
}

table_methods!(GlobalTable);

impl<T> Construct for GlobalTable<T> {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl<T> Clone for GlobalTable<T> {
    fn clone(&self) -> Self {
        Self::here(self.node.clone())
    }
}

impl<T> fmt::Debug for GlobalTable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GlobalTable").field(&self.node).finish()
    }
}

/// The keys of replicas as constructs, so that grants find them.
fn replica_keys(node: &Node, keys: &GlobalTableKeys) -> Vec<(String, NodeId)> {
    let one = |(region, arn): &(String, String)| {
        let key = Key::from_key_arn(node, &format!("ReplicaKey{region}"), &**arn);
        (region.clone(), key.node().node_id())
    };
    keys.replicas.iter().map(one).collect()
}

/// All replicas with what they take from the table, that of the stack's region last.
fn settle<T>(node: &Node, props: &mut GlobalTableProps<T>) -> Vec<ReplicaTableProps> {
    let region = Stack::of(node).map_or(Aws::REGION, |stack| stack.region());
    let mut own = ReplicaTableProps::in_region(region);
    own.kinesis_stream = props.table.kinesis_stream.take();
    own.policy = std::mem::replace(&mut props.table.resource_policy, PolicyDocument::new());
    own.stream_policy =
        std::mem::replace(&mut props.table.stream_resource_policy, PolicyDocument::new());
    own.tags = std::mem::take(&mut props.tags);
    if let GlobalTableEncryption::CustomerManaged(keys) = &props.encryption {
        own.key_arn = keys.key.key_arn().cast();
    }
    let mut all = std::mem::take(&mut props.replicas);
    all.push(own);
    for replica in &mut all {
        inherit(replica, props);
    }
    all
}

fn inherit<T>(replica: &mut ReplicaTableProps, props: &GlobalTableProps<T>) {
    let table = &props.table;
    let read = match props.billing {
        GlobalTableBilling::OnDemand => None,
        GlobalTableBilling::Provisioned { read, .. } => Some(read),
    };
    replica.read = replica.read.or(read);
    replica.max_read = replica.max_read.or(table.max.read);
    replica.class = replica.class.or(table.class);
    replica.insights = replica.insights.or(table.insights);
    replica.deletion_protection =
        replica.deletion_protection.or(table.deletion_protection.then_some(true));
    replica.recovery_days = replica.recovery_days.or(table.recovery_days);
    if let GlobalTableEncryption::CustomerManaged(keys) = &props.encryption
        && let Some((_, arn)) =
            keys.replicas.iter().find(|(of, _)| replica.region.as_literal() == Some(of))
    {
        replica.key_arn = Value::text(arn.clone());
    }
    let given = std::mem::take(&mut replica.indexes);
    replica.indexes = table
        .global_indexes
        .iter()
        .map(|index| {
            let found = given.iter().find(|options| options.name == index.name).cloned();
            let mut options =
                found.unwrap_or_else(|| super::ReplicaIndexOptions::new(index.name.clone()));
            let own_read = index.replicated_capacity.map(|(read, _)| read);
            options.read = options.read.or(own_read).or(read);
            options.max_read = options.max_read.or(index.max.read);
            options.insights = options.insights.or(index.insights).or(table.insights);
            options
        })
        .collect();
}

fn cfn_props<T>(props: &GlobalTableProps<T>, has_replicas: bool) -> CfnGlobalTableProps {
    let table = &props.table;
    let definitions: Vec<l1::AttributeDefinition> = table
        .attributes()
        .into_iter()
        .map(|a| {
            let ty: Value<l1::AttributeType> = a.ty.to_value().cast();
            l1::AttributeDefinition::new(&*a.name, ty)
        })
        .collect();
    let (mode, write) = match props.billing {
        GlobalTableBilling::OnDemand => (l1::BillingMode::PAY_PER_REQUEST, None),
        GlobalTableBilling::Provisioned { write, .. } => {
            (l1::BillingMode::PROVISIONED, Some(write))
        }
    };
    let encryption = match &props.encryption {
        GlobalTableEncryption::Default => None,
        GlobalTableEncryption::AwsManaged | GlobalTableEncryption::CustomerManaged(_) => {
            Some(l1::SSESpecification::new(true).sse_type(l1::SSEType::KMS))
        }
    };
    let (consistency, witness) = match &props.consistency {
        MultiRegionConsistency::Eventual => (None, None),
        MultiRegionConsistency::Strong { witness_region } => {
            (Some(l1::MultiRegionConsistency::STRONG), witness_region.as_deref())
        }
    };
    let witness = witness.map(|region| vec![l1::GlobalTableWitness::new().region(region)]);
    // Replicas tell each other by it.
    let stream = table.stream.or(has_replicas.then_some(StreamView::NewAndOldImages));
    let keys: Value<List<l1::KeySchema>> = value(key_schema(table.keys())).cast();
    with_indexes(CfnGlobalTableProps::patch(), table, write)
        .attribute_definitions(definitions)
        .billing_mode(mode)
        .global_table_witnesses(witness)
        .key_schema(keys)
        .multi_region_consistency(consistency)
        .sse_specification(encryption)
        .stream_specification(
            stream.map(|view| {
                l1::StreamSpecification::new(view.to_value().cast::<l1::StreamViewType>())
            }),
        )
        .table_name(&table.name)
        .time_to_live_specification(
            table
                .time_to_live
                .as_deref()
                .map(|name| l1::TimeToLiveSpecification::new(true).attribute_name(name)),
        )
        .warm_throughput(table.warm.map(|warm| value(warm.to_cfn()).cast::<l1::WarmThroughput>()))
        .write_on_demand_throughput_settings(table.max.write.map(max_write))
        .write_provisioned_throughput_settings(write.map(|write| write.write()))
}

fn with_indexes<T>(
    cfn: CfnGlobalTableProps,
    table: &TableProps<T>,
    write: Option<super::AutoscaledCapacity>,
) -> CfnGlobalTableProps {
    let global: Vec<l1::GlobalSecondaryIndex> = table
        .global_indexes
        .iter()
        .map(|index| {
            let keys: Value<List<l1::KeySchema>> = value(key_schema(index.keys())).cast();
            let projection: Value<l1::Projection> = value(index.projection.to_cfn()).cast();
            let own = index.replicated_capacity.map(|(_, write)| write);
            let warm = index.warm.map(|warm| value(warm.to_cfn()).cast::<l1::WarmThroughput>());
            l1::GlobalSecondaryIndex::new(&*index.name, keys, projection)
                .warm_throughput(warm)
                .write_on_demand_throughput_settings(index.max.write.map(max_write))
                .write_provisioned_throughput_settings(own.or(write).map(|write| write.write()))
        })
        .collect();
    let local: Vec<_> =
        table.local_indexes.iter().map(|i| i.to_cfn(&table.partition_key)).collect();
    let local = (!local.is_empty()).then(|| value(local).cast::<List<l1::LocalSecondaryIndex>>());
    cfn.global_secondary_indexes((!global.is_empty()).then_some(global))
        .local_secondary_indexes(local)
}

fn max_write(units: u32) -> l1::WriteOnDemandThroughputSettings {
    l1::WriteOnDemandThroughputSettings::new().max_write_request_units(i64::from(units))
}
