//! `AWS::DynamoDB::Table`.

use std::fmt;
use std::marker::PhantomData;

use construct_cfn::dynamodb::{CfnTable, CfnTableProps, table as l1};
use construct_cfn::refs::{DynamoDbTableArn, DynamoDbTableName};
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, ResourceProps, State, Value, intrinsic,
};

use super::billing::Billing;
use super::check;
use super::facts::{Facts, HasFacts, Indexes};
use super::import_source::ImportSource;
use super::index::key_schema;
use super::methods::table_methods;
use super::metrics::Operation;
use super::options::{Insights, KinesisStream, StreamView, TableClass};
use super::props::TableProps;
use super::throughput::WarmThroughput;
use crate::check::own_resource;
use crate::cloudwatch::{MathExpression, Metric, Statistic};
use crate::iam::{Grant, Grantable, PolicyDocument, PolicyStatement, validate};
use crate::kms::Key;
use crate::value::value;
use crate::{Node, Stack};

/// The item type of a table for which none was stated.
#[derive(Debug)]
pub enum Untyped {}

/// A table.
///
/// Appears as [`AWS::DynamoDB::Table`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html),
/// by default paid for each request, and kept when it leaves its stack.
///
/// Its keys cannot be changed: another key makes a new, empty table in its
/// place. A table in several regions is a [`GlobalTable`](super::GlobalTable).
///
/// `T` is the type of its items: only a table of `User` fills an environment
/// variable of type `TableName<User>`.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, Table, TableProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// table.grant_read_data(&handler);
/// ```
pub struct Table<T = Untyped> {
    node: Node,
    of: PhantomData<fn() -> T>,
}

pub(super) struct TableState {
    pub(super) facts: Facts,
    /// Nothing for a table that was imported.
    pub(super) own: Option<Own>,
}

/// What a table of this app is, beside what grants need.
pub(super) struct Own {
    pub(super) is_provisioned: bool,
    stream: Option<StreamView>,
    policy: PolicyDocument,
    stream_policy: PolicyDocument,
}

/// The most characters of the policy of a table or of a stream.
pub(super) const POLICY: usize = 20_480;

impl State for TableState {
    fn is_passive(&self) -> bool {
        self.own.is_none()
    }

    fn prepare(&mut self, node: &Node) {
        let (Some(cfn), Some(own)) = (CfnResource::at(node), &self.own) else {
            return;
        };
        if own.policy.is_empty() && own.stream_policy.is_empty() {
            return;
        }
        let mut props = CfnTableProps::patch();
        if !own.policy.is_empty() {
            props = props.resource_policy(l1::ResourcePolicy::new(&own.policy));
        }
        if let Some(view) = own.stream.filter(|_| !own.stream_policy.is_empty()) {
            let stream = l1::StreamSpecification::new(view.to_value());
            let policy = l1::ResourcePolicy::new(&own.stream_policy);
            props = props.stream_specification(stream.resource_policy(policy));
        }
        cfn.set_props(props.into_props());
    }

    fn validate(&self, node: &Node) {
        let Some(own) = &self.own else { return };
        for (what, policy) in
            [("the policy of a table", &own.policy), ("the policy of a stream", &own.stream_policy)]
        {
            validate::resource(node, policy);
            let help = "let the policies of roles say who may use it";
            validate::resource_size(node, what, policy, POLICY, help);
        }
        if !own.stream_policy.is_empty() && own.stream.is_none() {
            self.facts.stream_arn(node);
        }
    }
}

impl<T> Table<T> {
    /// A table.
    ///
    /// # Errors
    ///
    /// Synthesis reports `capacity-out-of-range`, `invalid-keys`,
    /// `invalid-name`, `invalid-index`, `duplicate-index`, `invalid-import`
    /// and `recovery-period-out-of-range`, and warns of `retained-fixed-name`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: TableProps<T>) -> Self {
        let node = Node::new(scope, id);
        check::props(&node, &props);
        let cfn = CfnTable::new(&node, "Resource", cfn_props(&props));
        cfn.apply_removal_policy(props.removal_policy);
        let global = props.global_indexes.iter().map(|i| i.name.clone());
        let local = props.local_indexes.iter().map(|i| i.name.clone());
        let facts = Facts {
            arn: cfn.attr_arn().cast(),
            name: cfn.ref_().cast(),
            indexes: Indexes::Known(global.chain(local).collect()),
            stream_arn: props.stream.map(|_| cfn.attr_stream_arn().cast()),
            key: props.encryption.key().map(|key| key.node().node_id()),
            region: None,
        };
        let own = Own {
            is_provisioned: matches!(props.billing, Billing::Provisioned { .. }),
            stream: props.stream,
            policy: props.resource_policy,
            stream_policy: props.stream_resource_policy,
        };
        node.set_state(TableState { facts, own: Some(own) });
        Self::here(node)
    }

    /// A table that exists already in the stack's account and region, by its name.
    #[track_caller]
    pub fn from_table_name(scope: &dyn Construct, id: &str, name: impl IntoValue<String>) -> Self {
        let name: Value<String> = value(name);
        let resource = intrinsic::concat([Expr::text("table/"), name.expr().clone()]);
        let arn = Stack::of(scope).map(|stack| stack.format_arn("dynamodb", resource));
        Self::import(scope, id, TableAttributes::new(arn.unwrap_or_default()), name)
    }

    /// A table that exists already, by its ARN.
    ///
    /// What is granted on it covers its indexes, too. See
    /// [`from_table_attributes`](Self::from_table_attributes) for its stream.
    #[track_caller]
    pub fn from_table_arn(scope: &dyn Construct, id: &str, arn: impl IntoValue<String>) -> Self {
        Self::from_table_attributes(scope, id, TableAttributes::new(arn))
    }

    /// A table that exists already, with what is known of it.
    #[track_caller]
    pub fn from_table_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: TableAttributes,
    ) -> Self {
        let resource = intrinsic::select(5, intrinsic::split(":", &attributes.arn));
        let name = intrinsic::select(1, intrinsic::split("/", resource));
        Self::import(scope, id, attributes, name)
    }

    #[track_caller]
    fn import(
        scope: &dyn Construct,
        id: &str,
        attributes: TableAttributes,
        name: Value<String>,
    ) -> Self {
        let facts = Facts {
            arn: attributes.arn,
            name,
            indexes: Indexes::Unknown,
            stream_arn: attributes.stream_arn,
            key: attributes.encryption_key.map(|key| key.node().node_id()),
            region: None,
        };
        Self::from_facts(scope, id, facts)
    }

    /// A table that is defined elsewhere, or in another region.
    #[track_caller]
    pub(super) fn from_facts(scope: &dyn Construct, id: &str, facts: Facts) -> Self {
        let node = Node::new(scope, id);
        node.set_state(TableState { facts, own: None });
        Self::here(node)
    }

    fn here(node: Node) -> Self {
        Self { node, of: PhantomData }
    }

    /// The table at this node, when there is one; the caller vouches for `T`.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<TableState>().then(|| Self::here(node.clone()))
    }

    /// Its name.
    #[must_use]
    pub fn table_name(&self) -> Value<DynamoDbTableName> {
        self.facts().name.cast()
    }

    /// Its ARN.
    #[must_use]
    pub fn table_arn(&self) -> Value<DynamoDbTableArn> {
        self.facts().arn.cast()
    }

    /// The ARN of its stream.
    ///
    /// # Errors
    ///
    /// Synthesis reports `table-without-stream`.
    #[must_use]
    pub fn table_stream_arn(&self) -> Value<String> {
        self.facts().stream_arn(&self.node)
    }

    /// Adds a statement to its policy, for example for another account. Its
    /// resource is `*`, or the circle would be one that CloudFormation refuses.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn add_to_resource_policy(&self, statement: PolicyStatement) {
        self.add_statement(|own| own.policy.add_statement(statement));
    }

    /// Adds a statement to the policy of its stream.
    ///
    /// # Errors
    ///
    /// As [`add_to_resource_policy`](Self::add_to_resource_policy); and
    /// `table-without-stream`.
    pub fn add_to_stream_resource_policy(&self, statement: PolicyStatement) {
        self.add_statement(|own| own.stream_policy.add_statement(statement));
    }

    fn add_statement(&self, add: impl FnOnce(&mut Own)) {
        if own_resource(&self.node).is_some() {
            self.node.update(|state: &mut TableState| state.own.as_mut().map(add));
        }
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnTableProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    /// The same table, with no item type stated.
    #[must_use]
    pub fn untyped(&self) -> Table {
        Table::here(self.node.clone())
    }
}

impl<T> HasFacts for Table<T> {
    fn facts(&self) -> Facts {
        self.node.read(|state: &TableState| state.facts.clone()).unwrap_or_default()
    }
}

table_methods!(Table);

impl<T> Construct for Table<T> {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self::here(self.node.clone())
    }
}

impl<T> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Table").field(&self.node).finish()
    }
}

fn cfn_props<T>(props: &TableProps<T>) -> CfnTableProps {
    let definitions: Vec<l1::AttributeDefinition> = props
        .attributes()
        .into_iter()
        .map(|a| l1::AttributeDefinition::new(&*a.name, a.ty.to_value()))
        .collect();
    let mut cfn = CfnTableProps::new(key_schema(props.keys())).attribute_definitions(definitions);
    cfn = match props.billing {
        Billing::OnDemand => cfn.billing_mode(l1::BillingMode::PAY_PER_REQUEST),
        Billing::Provisioned { read, write } => {
            cfn.billing_mode(l1::BillingMode::PROVISIONED).provisioned_throughput(
                l1::ProvisionedThroughput::new(i64::from(read), i64::from(write)),
            )
        }
    };
    let global: Vec<_> = props.global_indexes.iter().map(|i| i.to_cfn(props.billing)).collect();
    let local: Vec<_> =
        props.local_indexes.iter().map(|i| i.to_cfn(&props.partition_key)).collect();
    cfn.contributor_insights_specification(props.insights.map(Insights::to_cfn))
        .deletion_protection_enabled(props.deletion_protection.then_some(true))
        .global_secondary_indexes((!global.is_empty()).then_some(global))
        .import_source_specification(props.import_source.as_ref().map(ImportSource::to_cfn))
        .kinesis_stream_specification(props.kinesis_stream.as_ref().map(KinesisStream::to_cfn))
        .local_secondary_indexes((!local.is_empty()).then_some(local))
        .on_demand_throughput(props.max.to_cfn())
        .point_in_time_recovery_specification(props.recovery_days.map(recovery))
        .sse_specification(props.encryption.to_cfn())
        .stream_specification(
            props.stream.map(|view: StreamView| l1::StreamSpecification::new(view.to_value())),
        )
        .table_class(props.class.map(TableClass::to_value))
        .table_name(&props.name)
        .time_to_live_specification(
            props
                .time_to_live
                .as_deref()
                .map(|name| l1::TimeToLiveSpecification::new(true).attribute_name(name)),
        )
        .warm_throughput(props.warm.map(WarmThroughput::to_cfn))
}

fn recovery(days: u8) -> l1::PointInTimeRecoverySpecification {
    // 35 days are what AWS assumes.
    let shorter = (days != 35).then(|| i64::from(days));
    l1::PointInTimeRecoverySpecification::new()
        .point_in_time_recovery_enabled(true)
        .recovery_period_in_days(shorter)
}

/// What is known of a table that exists already.
///
/// ```
/// use construct_lib::dynamodb::{Table, TableAttributes};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/users";
/// let attributes = TableAttributes::new(arn).stream_arn(format!("{arn}/stream/2026"));
/// let users: Table = Table::from_table_attributes(&stack, "Users", attributes);
/// assert_eq!(users.table_name().as_literal(), Some("users"));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct TableAttributes {
    arn: Value<String>,
    stream_arn: Option<Value<String>>,
    encryption_key: Option<Key>,
}

impl TableAttributes {
    /// A table with this ARN, whose stream is not known.
    pub fn new(arn: impl IntoValue<String>) -> Self {
        Self { arn: value(arn), stream_arn: None, encryption_key: None }
    }

    /// The ARN of its stream.
    pub fn stream_arn(mut self, arn: impl IntoValue<String>) -> Self {
        self.stream_arn = Some(value(arn));
        self
    }

    /// The key that it is encrypted with.
    pub fn encryption_key(mut self, key: &Key) -> Self {
        self.encryption_key = Some(key.clone());
        self
    }
}
