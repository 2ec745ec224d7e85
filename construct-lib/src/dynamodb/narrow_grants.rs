//! Grants on some items, some attributes or one index of a table.

use construct_core::{IntoValue, Value};

use super::grants::{READ, TableGrants, Use, WRITE, statement};
use crate::iam::{Condition, ConditionKey, Grant, Grantable, ListOf, PolicyStatement, StringKey};
use crate::value::value;

/// What a table lets others do with some of it: made by
/// [`TableGrants::leading_keys`], [`attributes`](TableGrants::attributes) and
/// [`index`](TableGrants::index), which can be combined.
///
/// ```
/// use construct_lib::dynamodb::{Attribute, Table, TableProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("user")));
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let own = table.grants().leading_keys(["${cognito-identity.amazonaws.com:sub}"]);
/// own.attributes(["user", "name"]).read_data(&handler);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct NarrowGrants {
    grants: TableGrants,
    leading_keys: Vec<Value<String>>,
    attributes: Vec<String>,
    index: Option<String>,
}

const ATTRIBUTES: ConditionKey<ListOf<StringKey>> = ConditionKey::new("dynamodb:Attributes");
const LEADING_KEYS: ConditionKey<ListOf<StringKey>> = ConditionKey::new("dynamodb:LeadingKeys");
const RETURN_VALUES: ConditionKey<StringKey> = ConditionKey::new("dynamodb:ReturnValues");
const SELECT: ConditionKey<StringKey> = ConditionKey::new("dynamodb:Select");
const SCAN: &str = "dynamodb:Scan";
const OF_INDEX: [&str; 2] = ["dynamodb:Query", SCAN];

impl NarrowGrants {
    pub(super) fn new(grants: TableGrants) -> Self {
        Self { grants, leading_keys: Vec::new(), attributes: Vec::new(), index: None }
    }

    /// As [`TableGrants::leading_keys`]; those of the index, when there is one.
    pub fn leading_keys<V: IntoValue<String>>(
        mut self,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.leading_keys.extend(values.into_iter().map(value));
        self
    }

    /// As [`TableGrants::attributes`].
    pub fn attributes<A: Into<String>>(mut self, names: impl IntoIterator<Item = A>) -> Self {
        self.attributes.extend(names.into_iter().map(Into::into));
        self
    }

    /// As [`TableGrants::index`].
    #[track_caller]
    pub fn index(mut self, name: &str) -> Self {
        self.grants.facts.check_index(&self.grants.node, name);
        self.index = Some(name.to_owned());
        self
    }

    /// Grants `grantee` permission to read.
    ///
    /// # Errors
    ///
    /// As [`TableGrants::read_data`].
    #[track_caller]
    pub fn read_data(&self, grantee: &dyn Grantable) -> Grant {
        self.grants.use_key(grantee, Use::Read);
        self.read(grantee)
    }

    /// Grants `grantee` permission to write: to update alone, when attributes are named.
    ///
    /// # Errors
    ///
    /// As [`TableGrants::read_data`]; and `invalid-grant` for an index, which
    /// only DynamoDB writes.
    #[track_caller]
    pub fn write_data(&self, grantee: &dyn Grantable) -> Grant {
        let grant = self.write(grantee);
        self.grants.use_key(grantee, Use::ReadAndWrite);
        grant
    }

    /// Grants `grantee` permission to read and to write.
    ///
    /// # Errors
    ///
    /// As [`write_data`](Self::write_data).
    #[track_caller]
    pub fn read_write_data(&self, grantee: &dyn Grantable) -> Grant {
        self.read(grantee);
        self.write_data(grantee)
    }

    #[track_caller]
    fn read(&self, grantee: &dyn Grantable) -> Grant {
        let all: &[&str] = if self.index.is_some() { &OF_INDEX } else { &READ };
        // A scan names no key, so that a condition on keys would hold for it.
        let names_key = |action: &&str| self.leading_keys.is_empty() || **action != *SCAN;
        let actions: Vec<&str> = all.iter().copied().filter(names_key).collect();
        let mut statement = self.narrow(statement(&actions));
        if !self.attributes.is_empty() {
            // Otherwise all attributes would be answered without being named.
            let named = Condition::string_equals(SELECT, "SPECIFIC_ATTRIBUTES").if_exists();
            statement = statement.condition(named);
        }
        self.grants.add(grantee, statement)
    }

    #[track_caller]
    fn write(&self, grantee: &dyn Grantable) -> Grant {
        if let Some(index) = &self.index {
            self.grants.report(
                format!("the index `{index}` is to be written, which only DynamoDB does"),
                "grant the write on the table",
            );
        }
        if self.attributes.is_empty() {
            return self.grants.add(grantee, self.narrow(statement(&WRITE)));
        }
        // What is answered must not be more than what may be named.
        let answers = ["NONE", "UPDATED_OLD", "UPDATED_NEW"];
        let statement = self
            .narrow(statement(&["dynamodb:UpdateItem"]))
            .condition(Condition::string_equals(RETURN_VALUES, answers).if_exists());
        self.grants.add(grantee, statement)
    }

    fn narrow(&self, statement: PolicyStatement) -> PolicyStatement {
        let facts = &self.grants.facts;
        let mut statement = match &self.index {
            Some(index) => statement.resource(facts.index_arn(index)),
            None => statement.resource(&facts.arn),
        };
        if !self.leading_keys.is_empty() {
            let keys = self.leading_keys.clone();
            statement =
                statement.condition(Condition::string_equals(LEADING_KEYS.for_all_values(), keys));
        }
        if !self.attributes.is_empty() {
            let names = self.attributes.clone();
            statement =
                statement.condition(Condition::string_equals(ATTRIBUTES.for_all_values(), names));
        }
        statement
    }
}
