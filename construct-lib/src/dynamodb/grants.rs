//! What a table lets others do, written once for all kinds of table.

use construct_core::{Aws, Expr, IntoValue, Value, intrinsic};

use super::facts::Facts;
use super::narrow_grants::NarrowGrants;
use crate::error::codes;
use crate::iam::{Condition, Grant, Grantable, PolicyStatement};
use crate::kms::{Key, VIA_SERVICE};
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

pub(super) const READ: [&str; 5] = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
];
pub(super) const WRITE: [&str; 4] =
    ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
const DESCRIBE: &str = "dynamodb:DescribeTable";
const STREAM: [&str; 3] =
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
/// The actions that know an index; all others know the table alone.
const OF_INDEXES: [&str; 5] = [
    "dynamodb:DescribeContributorInsights",
    "dynamodb:PartiQLSelect",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateContributorInsights",
];
const USE_KEY_TO_READ: [&str; 2] = ["kms:Decrypt", "kms:DescribeKey"];
const USE_KEY_TO_WRITE: [&str; 3] = ["kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/// What a table lets others do.
///
/// Given by `grants()` of every kind of table. Each verb adds one statement to
/// the policy of whoever receives it; it names the indexes only when the table
/// has any and one of the actions knows them. A table that is encrypted with a
/// key of the account's adds the use of that key, by way of DynamoDB alone.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, GlobalSecondaryIndex, Table, TableProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let by_email = GlobalSecondaryIndex::new("by-email", Attribute::string("email"));
/// let props = TableProps::new(Attribute::string("tenant")).global_secondary_index(by_email);
/// let table = Table::new(&stack, "Table", props);
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// // Only items of the tenant that the role is tagged with.
/// table.grants().leading_keys(["${aws:PrincipalTag/tenant}"]).read_write_data(&handler);
/// table.grants().index("by-email").read_data(&handler);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct TableGrants {
    pub(super) node: Node,
    pub(super) facts: Facts,
}

impl TableGrants {
    pub(super) fn new(node: &Node, facts: Facts) -> Self {
        Self { node: node.clone(), facts }
    }

    /// Grants `grantee` permission to read items.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` is imported
    /// without a role.
    #[track_caller]
    pub fn read_data(&self, grantee: &dyn Grantable) -> Grant {
        self.use_key(grantee, Use::Read);
        self.actions(grantee, READ.into_iter().chain([DESCRIBE]))
    }

    /// Grants `grantee` permission to write and delete items.
    ///
    /// # Errors
    ///
    /// As [`read_data`](Self::read_data).
    #[track_caller]
    pub fn write_data(&self, grantee: &dyn Grantable) -> Grant {
        let grant = self.actions(grantee, WRITE.into_iter().chain([DESCRIBE]));
        self.use_key(grantee, Use::ReadAndWrite);
        grant
    }

    /// Grants `grantee` permission to read, write and delete items.
    ///
    /// # Errors
    ///
    /// As [`read_data`](Self::read_data).
    #[track_caller]
    pub fn read_write_data(&self, grantee: &dyn Grantable) -> Grant {
        let actions = READ.into_iter().chain(WRITE).chain([DESCRIBE]);
        let grant = self.actions(grantee, actions);
        self.use_key(grantee, Use::ReadAndWrite);
        grant
    }

    /// Grants `grantee` permission to do everything with the table, also to delete it.
    ///
    /// # Errors
    ///
    /// As [`read_data`](Self::read_data).
    #[track_caller]
    pub fn full_access(&self, grantee: &dyn Grantable) -> Grant {
        let grant = self.actions(grantee, ["dynamodb:*"]);
        self.use_key(grantee, Use::ReadAndWrite);
        grant
    }

    /// Grants `grantee` these actions, and no use of a key.
    ///
    /// # Errors
    ///
    /// As [`read_data`](Self::read_data).
    #[track_caller]
    pub fn actions<'a>(
        &self,
        grantee: &dyn Grantable,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> Grant {
        let actions: Vec<&str> = actions.into_iter().collect();
        let knows_index =
            |action: &&str| action.contains(['*', '?']) || OF_INDEXES.contains(action);
        let indexes = (self.facts.has_indexes() && actions.iter().any(knows_index))
            .then(|| self.facts.index_arn("*"));
        let statement = statement(&actions).resource(&self.facts.arn).resources(indexes);
        self.add(grantee, statement)
    }

    /// Narrows what is granted to items whose partition key is one of these.
    ///
    /// Appears as a condition on `dynamodb:LeadingKeys`. A value may hold a
    /// variable of IAM, for example `${aws:PrincipalTag/tenant}` or
    /// `${cognito-identity.amazonaws.com:sub}`. Actions that name no key, such
    /// as `Scan`, are left out. See AWS on
    /// [conditions for items](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
    pub fn leading_keys<V: IntoValue<String>>(
        &self,
        values: impl IntoIterator<Item = V>,
    ) -> NarrowGrants {
        NarrowGrants::new(self.clone()).leading_keys(values)
    }

    /// Narrows what is granted to these attributes.
    ///
    /// Appears as conditions on `dynamodb:Attributes` and on what is answered.
    /// Whoever reads must name attributes, keys among them, and whoever writes
    /// can only update, because other writes replace whole items.
    pub fn attributes<A: Into<String>>(&self, names: impl IntoIterator<Item = A>) -> NarrowGrants {
        NarrowGrants::new(self.clone()).attributes(names)
    }

    /// Narrows what is granted to one index, which can only be read.
    ///
    /// # Errors
    ///
    /// Synthesis reports `unknown-index`.
    #[track_caller]
    pub fn index(&self, name: &str) -> NarrowGrants {
        NarrowGrants::new(self.clone()).index(name)
    }

    /// Grants `grantee` permission to read the stream of the table.
    ///
    /// # Errors
    ///
    /// Synthesis reports `table-without-stream`, and `grant-without-role` as
    /// [`read_data`](Self::read_data).
    #[track_caller]
    pub fn stream_read(&self, grantee: &dyn Grantable) -> Grant {
        self.list_streams(grantee);
        self.use_key(grantee, Use::Read);
        self.stream(grantee, STREAM)
    }

    /// Grants `grantee` these actions on the stream of the table.
    ///
    /// # Errors
    ///
    /// As [`stream_read`](Self::stream_read); and `invalid-grant` for actions
    /// that know no stream.
    #[track_caller]
    pub fn stream<'a>(
        &self,
        grantee: &dyn Grantable,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> Grant {
        let actions: Vec<&str> = actions.into_iter().collect();
        let policies = [
            "dynamodb:DeleteResourcePolicy",
            "dynamodb:GetResourcePolicy",
            "dynamodb:PutResourcePolicy",
        ];
        let knows_stream = |action: &&&str| {
            action.contains(['*', '?']) || STREAM.contains(action) || policies.contains(action)
        };
        if let Some(action) = actions.iter().find(|action| !knows_stream(action)) {
            self.report(
                format!("`{action}` is no action on a stream"),
                "grant it on the table, or leave it out",
            );
        }
        self.add(grantee, statement(&actions).resource(self.facts.stream_arn(&self.node)))
    }

    /// Grants `grantee` permission to list streams.
    ///
    /// `dynamodb:ListStreams` knows no resource, so it is granted on all.
    ///
    /// # Errors
    ///
    /// As [`read_data`](Self::read_data).
    #[track_caller]
    pub fn list_streams(&self, grantee: &dyn Grantable) -> Grant {
        self.add(grantee, statement(&["dynamodb:ListStreams"]).resource("*"))
    }

    #[track_caller]
    pub(super) fn add(&self, grantee: &dyn Grantable, statement: PolicyStatement) -> Grant {
        Grant::add_to_principal(grantee, statement, &self.node)
    }

    /// Lets `grantee` use the key of the table, by way of DynamoDB alone.
    #[track_caller]
    pub(super) fn use_key(&self, grantee: &dyn Grantable, how: Use) {
        let key = self.facts.key.and_then(|id| Key::at(&self.node.find(id)?));
        let Some(key) = key else { return };
        let writes = USE_KEY_TO_WRITE.into_iter().filter(|_| how == Use::ReadAndWrite);
        let statement = key.statement(USE_KEY_TO_READ.into_iter().chain(writes));
        let via = self.via_dynamodb();
        self.add(grantee, statement.condition(Condition::string_equals(VIA_SERVICE, via)));
    }

    /// The name by which DynamoDB calls KMS where the table is.
    fn via_dynamodb(&self) -> Value<String> {
        let region = match &self.facts.region {
            Some(region) => Value::text(region.clone()),
            None => Stack::of(&self.node).map_or(Aws::REGION, |stack| stack.region()),
        };
        intrinsic::concat([Expr::text("dynamodb."), region.into(), Expr::text(".amazonaws.com")])
    }

    #[track_caller]
    pub(super) fn report(&self, message: String, help: &'static str) {
        self.node.report(Diagnostic::error(codes::INVALID_GRANT, message).help(help).at_caller());
    }
}

/// What a key is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Read,
    /// A write decrypts the key of the table, too.
    ReadAndWrite,
}

pub(super) fn statement(actions: &[&str]) -> PolicyStatement {
    let actions = actions.iter().map(|action| value::<String>((*action).to_owned()));
    PolicyStatement::allow().actions(actions)
}
