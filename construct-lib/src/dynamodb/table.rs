//! `AWS::DynamoDB::Table`.

use std::fmt;
use std::marker::PhantomData;

use construct_cfn::dynamodb::{CfnTable, CfnTableProps, table as l1};
use construct_cfn::refs::{DynamoDbTableArn, DynamoDbTableName};
use construct_contract::{Fill, TableName};
use construct_core::{Construct, Expr, IntoValue, State, Value};

use super::attribute::Attribute;
use super::billing::Billing;
use super::index::key_schema;
use super::options::TableEncryption;
use super::props::TableProps;
use crate::error::codes;
use crate::logs::warn_of_fixed_name;
use crate::values::text;
use crate::{Diagnostic, Node, Stack};

/// The item type of a table for which none was stated.
#[derive(Debug)]
pub enum Untyped {}

/// A table.
///
/// Appears as [`AWS::DynamoDB::Table`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html),
/// by default paid for each request, and kept when it leaves its stack.
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
    /// Nothing for a table that is not of this app.
    cfn: Option<CfnTable>,
    pub(super) arn: Expr,
    name: Expr,
    pub(super) has_indexes: bool,
    pub(super) stream_arn: Option<Expr>,
}

impl State for TableState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl<T> Table<T> {
    /// A table.
    ///
    /// # Errors
    ///
    /// Synthesis reports `capacity-out-of-range`, `invalid-keys`,
    /// `invalid-name` and `duplicate-index`, and warns of
    /// `retained-fixed-name`.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: TableProps<T>) -> Self {
        let node = Node::new(scope, id);
        check(&node, &props);
        let cfn = CfnTable::new(&node, "Resource", cfn_props(&props));
        cfn.apply_removal_policy(props.removal_policy);
        node.set_state(TableState {
            arn: cfn.attr_arn().into(),
            name: cfn.ref_().into(),
            has_indexes: !props.global_indexes.is_empty() || !props.local_indexes.is_empty(),
            stream_arn: props.stream.map(|_| cfn.attr_stream_arn().into()),
            cfn: Some(cfn),
        });
        Self {
            node,
            of: PhantomData,
        }
    }

    /// A table that exists already in the stack's account and region, by its name.
    #[track_caller]
    pub fn from_table_name(scope: &dyn Construct, id: &str, name: impl IntoValue<String>) -> Self {
        let node = Node::new(scope, id);
        let name: Value<String> = Value::of(name.into_expr());
        let resource =
            construct_core::intrinsic::concat([Expr::text("table/"), name.clone().into()]);
        let arn = match Stack::of(&node) {
            Some(stack) => stack.format_arn("dynamodb", resource).into(),
            None => Expr::Unset,
        };
        node.set_state(TableState {
            cfn: None,
            arn,
            name: name.into(),
            // Which indexes it has is not known, and `index/*` of none allows nothing.
            has_indexes: true,
            stream_arn: None,
        });
        Self {
            node,
            of: PhantomData,
        }
    }

    /// The table at this node, when there is one; the caller vouches for `T`.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<TableState>().then(|| Self {
            node: node.clone(),
            of: PhantomData,
        })
    }

    /// Its name.
    #[must_use]
    pub fn table_name(&self) -> Value<DynamoDbTableName> {
        self.read(|state| Value::of(state.name.clone()))
    }

    /// Its ARN.
    #[must_use]
    pub fn table_arn(&self) -> Value<DynamoDbTableArn> {
        self.read(|state| Value::of(state.arn.clone()))
    }

    /// The ARN of its stream.
    ///
    /// # Errors
    ///
    /// Synthesis reports `table-without-stream`.
    #[must_use]
    pub fn table_stream_arn(&self) -> Value<String> {
        match self.read(|state| state.stream_arn.clone()) {
            Some(arn) => Value::of(arn),
            None => {
                self.node.report(
                    Diagnostic::error(codes::TABLE_WITHOUT_STREAM, "the table has no stream")
                        .help("turn it on with `TableProps::stream`"),
                );
                Value::unset()
            }
        }
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnTableProps) {
        if let Some(cfn) = self.read(|state| state.cfn.clone()) {
            cfn.patch(props);
        }
    }

    /// The same table, with no item type stated.
    #[must_use]
    pub fn untyped(&self) -> Table {
        Table {
            node: self.node.clone(),
            of: PhantomData,
        }
    }

    pub(super) fn read<R: Default>(&self, f: impl FnOnce(&TableState) -> R) -> R {
        self.node.read(f).unwrap_or_default()
    }
}

impl<T> Construct for Table<T> {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            of: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Table").field(&self.node).finish()
    }
}

impl<T> Fill<TableName<T>, Value<String>> for &Table<T> {
    fn fill(self) -> Value<String> {
        self.table_name().cast()
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
        Billing::Provisioned { read, write } => cfn
            .billing_mode(l1::BillingMode::PROVISIONED)
            .provisioned_throughput(l1::ProvisionedThroughput::new(
                i64::from(read),
                i64::from(write),
            )),
    };
    if !props.global_indexes.is_empty() {
        let indexes: Vec<_> = props
            .global_indexes
            .iter()
            .map(|i| i.to_cfn(props.billing))
            .collect();
        cfn = cfn.global_secondary_indexes(indexes);
    }
    if !props.local_indexes.is_empty() {
        let indexes: Vec<_> = props
            .local_indexes
            .iter()
            .map(|i| i.to_cfn(&props.partition_key))
            .collect();
        cfn = cfn.local_secondary_indexes(indexes);
    }
    if props.point_in_time_recovery {
        cfn = cfn.point_in_time_recovery_specification(
            l1::PointInTimeRecoverySpecification::new().point_in_time_recovery_enabled(true),
        );
    }
    if let Some(attribute) = &props.time_to_live {
        cfn = cfn.time_to_live_specification(
            l1::TimeToLiveSpecification::new(true).attribute_name(attribute),
        );
    }
    if props.encryption == TableEncryption::AwsManaged {
        cfn = cfn.sse_specification(l1::SSESpecification::new(true));
    }
    cfn.deletion_protection_enabled(props.deletion_protection.then_some(true))
        .stream_specification(
            props
                .stream
                .map(|view| l1::StreamSpecification::new(view.to_value())),
        )
        .table_class(props.class.map(super::options::TableClass::to_value))
        .table_name(text(props.name.clone()))
}

fn check<T>(node: &Node, props: &TableProps<T>) {
    if let Billing::Provisioned { read, write } = props.billing {
        let own = props.global_indexes.iter().filter_map(|i| i.capacity);
        for capacity in [(read, write)].into_iter().chain(own) {
            if let (0, _) | (_, 0) = capacity {
                node.report(
                    Diagnostic::error(
                        codes::CAPACITY_OUT_OF_RANGE,
                        "provisioned capacity must be at least 1, got 0",
                    )
                    .help("use `Billing::OnDemand` to pay per request"),
                );
            }
        }
    }
    check_keys(node, props);
    let mut names: Vec<&str> = Vec::new();
    let all = props
        .global_indexes
        .iter()
        .map(|i| &i.name)
        .chain(props.local_indexes.iter().map(|i| &i.name));
    for name in all {
        check_name(node, "an index", name);
        if names.contains(&&**name) {
            node.report(
                Diagnostic::error(
                    codes::DUPLICATE_INDEX,
                    format!("two indexes of the table are named `{name}`"),
                )
                .help("rename one of them"),
            );
        }
        names.push(name);
    }
    if let Some(name) = props.name.as_str() {
        check_name(node, "a table", name);
        warn_of_fixed_name(node, props.removal_policy);
    }
}

fn check_keys<T>(node: &Node, props: &TableProps<T>) {
    let report = |message: String, help: &'static str| {
        node.report(Diagnostic::error(codes::INVALID_KEYS, message).help(help));
    };
    let used = props
        .keys()
        .chain(
            props
                .global_indexes
                .iter()
                .flat_map(super::index::GlobalSecondaryIndex::keys),
        )
        .map(|(key, _)| key)
        .chain(props.local_indexes.iter().map(|i| &i.sort_key));
    let defined = props.attributes();
    for key in used {
        if let Some(other) = defined
            .iter()
            .find(|a| a.name == key.name && a.ty != key.ty)
        {
            report(
                format!(
                    "the key `{}` is {:?} in one place and {:?} in another",
                    key.name, other.ty, key.ty
                ),
                "an attribute has one type in a table and all its indexes",
            );
        }
    }
    let is_same =
        |a: &Attribute, b: &Option<Attribute>| b.as_ref().is_some_and(|b| a.name == b.name);
    let twice = is_same(&props.partition_key, &props.sort_key)
        || props
            .global_indexes
            .iter()
            .any(|i| is_same(&i.partition_key, &i.sort_key));
    if twice {
        report(
            "an attribute is both partition key and sort key".into(),
            "use two attributes, or no sort key",
        );
    }
    if !props.local_indexes.is_empty() && props.sort_key.is_none() {
        report(
            "a table with local secondary indexes has no sort key".into(),
            "add one with `TableProps::sort_key`, or use a global secondary index",
        );
    }
    if props.local_indexes.len() > 5 {
        report(
            format!(
                "a table takes at most 5 local secondary indexes, got {}",
                props.local_indexes.len()
            ),
            "use global secondary indexes",
        );
    }
}

fn check_name(node: &Node, what: &str, name: &str) {
    let fits = (3..=255).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    if !fits {
        node.report(
            Diagnostic::error(
                codes::INVALID_NAME,
                format!("`{name}` is not the name of {what}"),
            )
            .help("use 3 to 255 letters, digits, `_`, `-` and `.`"),
        );
    }
}
