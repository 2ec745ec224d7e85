//! When a statement holds.

mod key;
mod operators;
mod values;

use construct_core::{Expr, IntoValue, Json, Key};

pub use key::{
    ArnKey, BinaryKey, BoolKey, ConditionKey, DateKey, ForValues, IpAddressKey, KeyOf, ListOf,
    NumericKey, StringKey,
};
pub(super) use operators::Operator;
pub use values::{ConditionNumbers, ConditionTexts};

/// When a statement holds: an operator, a key, and what the key is compared with.
///
/// Appears in the
/// [`Condition`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html)
/// of a statement. What a key holds decides which operators there are: to
/// compare a text as a number does not compile.
///
/// ```
/// use construct_lib::iam::{ArnKey, BoolKey, Condition, ConditionKey, PolicyStatement};
///
/// const SOURCE_ARN: ConditionKey<ArnKey> = ConditionKey::new("aws:SourceArn");
/// const SECURE_TRANSPORT: ConditionKey<BoolKey> = ConditionKey::new("aws:SecureTransport");
///
/// let publish = PolicyStatement::allow()
///     .actions(["sns:Publish"])
///     .resource("*")
///     .condition(Condition::arn_like(SOURCE_ARN, "arn:aws:s3:::orders-*"))
///     .condition(Condition::bool(SECURE_TRANSPORT, true).if_exists());
/// ```
///
/// ```compile_fail,E0277
/// use construct_lib::iam::{Condition, ConditionKey, StringKey};
///
/// const NAME: ConditionKey<StringKey> = ConditionKey::new("aws:username");
/// let nonsense = Condition::numeric_less_than(NAME, 5);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Condition {
    operator: Key,
    key: Key,
    values: Expr,
}

impl Condition {
    fn compare((prefix, key): (&'static str, Key), operator: Operator, values: Expr) -> Self {
        let operator = match prefix {
            "" => Key::Borrowed(operator.name()),
            prefix => format!("{prefix}{}", operator.name()).into(),
        };
        Self { operator, key, values }
    }

    /// A condition that nothing looks at: an operator by its name, any key,
    /// and any values.
    ///
    /// For what the types do not know. Synthesis still reports an operator
    /// that there is not.
    ///
    /// ```
    /// use construct_lib::iam::Condition;
    ///
    /// let tagged = Condition::unchecked("StringEquals", "aws:RequestTag/team", "orders");
    /// ```
    pub fn unchecked(
        operator: impl Into<Key>,
        key: impl Into<Key>,
        values: impl IntoValue<Json>,
    ) -> Self {
        Self { operator: operator.into(), key: key.into(), values: values.into_expr() }
    }

    /// Holds as well when the request lacks the key.
    pub fn if_exists(mut self) -> Self {
        // AWS knows no `NullIfExists`: that a key is absent is what `Null` asks.
        if !self.operator.ends_with("IfExists") && self.operator != "Null" {
            self.operator = format!("{}IfExists", self.operator).into();
        }
        self
    }
}

/// The conditions of a statement, all of which must hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Conditions(Vec<(Key, Vec<(Key, Expr)>)>);

impl Conditions {
    /// Adds a condition. Of two for one operator and key the later one is
    /// kept, as in the CDK.
    pub(super) fn add(&mut self, condition: Condition) {
        let Condition { operator, key, values } = condition;
        let at = self.0.iter().position(|(o, _)| *o == operator).unwrap_or_else(|| {
            self.0.push((operator, Vec::new()));
            self.0.len() - 1
        });
        let tests = &mut self.0[at].1;
        match tests.iter_mut().find(|(k, _)| *k == key) {
            Some(test) => test.1 = values,
            None => tests.push((key, values)),
        }
    }

    pub(super) fn extend(&mut self, others: &Self) {
        for (operator, tests) in &others.0 {
            for (key, values) in tests {
                let (operator, key) = (operator.clone(), key.clone());
                self.add(Condition { operator, key, values: values.clone() });
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many keys are tested.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|(_, tests)| tests.len()).sum()
    }

    /// What each operator compares.
    pub(super) fn operators(&self) -> impl Iterator<Item = (&str, &[(Key, Expr)])> {
        self.0.iter().map(|(operator, tests)| (&**operator, &tests[..]))
    }

    pub(super) fn to_expr(&self) -> Expr {
        if self.is_empty() {
            return Expr::Unset;
        }
        let operators = self.0.iter();
        Expr::Map(
            operators.map(|(o, tests)| (o.clone(), Expr::Map(tests.clone().into()))).collect(),
        )
    }
}
