//! CloudFormation's [intrinsic functions], typed by what they yield.
//!
//! [intrinsic functions]: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
//!
//! A function over literals is computed now and leaves only its result in
//! the template.

mod for_each;
mod rules;
mod values;

pub use super::function::Intrinsic;
pub use for_each::{Loop, for_each};
pub use rules::{contains, each_member_equals, each_member_in, ref_all, value_of, value_of_all};
pub use values::{
    GetStackOutput, cidr, find_in_map, find_in_map_by_name, find_in_map_with_default, get_azs,
    get_stack_output, import_list_value, import_value, length, to_json_string, transform,
};

use super::expr::{Expr, Key, Token};
use super::fold;
use super::into_value::{Condition, IntoValue, List, NamedCondition, set};
use super::value::Value;

/// `Fn::Join`: the items of a list, with `delimiter` between them.
///
/// ```
/// use construct_core::{Aws, intrinsic};
///
/// let bucket = intrinsic::join("-", [Aws::STACK_NAME, Aws::REGION]);
/// assert_eq!(intrinsic::join("-", ["a", "b"]).as_literal(), Some("a-b"));
/// ```
#[must_use]
pub fn join(delimiter: impl Into<Key>, parts: impl IntoValue<List<String>>) -> Value<String> {
    Value::of(fold::join(delimiter.into(), parts.into_expr()))
}

/// Parts of different types, put together to one text: `Fn::Join` without a
/// delimiter, unless all of it is known now.
#[must_use]
pub fn concat(parts: impl IntoIterator<Item = Expr>) -> Value<String> {
    Value::of(fold::concat(parts))
}

/// `Fn::Sub`: a text in which `${name}` stands for a variable, a pseudo
/// parameter or a logical id of the template.
///
/// Give a reference as a [`variable`](Sub::variable): it is then checked, and
/// follows its resource wherever that goes.
///
/// # Errors
///
/// Synthesis reports `unknown-sub-variable`, `unused-sub-variable` and
/// `malformed-sub`.
#[must_use]
pub fn sub(text: impl Into<Key>) -> Sub {
    Sub { text: text.into(), variables: Vec::new() }
}

/// See [`sub`].
#[derive(Debug, Clone)]
pub struct Sub {
    text: Key,
    variables: Vec<(Key, Expr)>,
}

impl Sub {
    /// Gives what `${name}` stands for.
    #[must_use]
    pub fn variable(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        let value = value.into_expr();
        if !value.is_unset() {
            set(&mut self.variables, name.into(), value);
        }
        self
    }

    /// The text, once it is deployed.
    #[must_use]
    pub fn value(self) -> Value<String> {
        Value::of(self.into_expr())
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<String> for Sub {
    fn into_expr(self) -> Expr {
        if self.variables.is_empty() && !self.text.contains("${") {
            return Expr::Str(self.text);
        }
        Expr::token(Token::Sub(self.text, self.variables.into()))
    }
}

/// `Fn::If`: `then` when the condition holds at deployment, else `otherwise`.
/// `None` leaves the property out.
///
/// ```
/// use construct_core::{App, CfnCondition, CfnParameter, CfnParameterProps, Stack, StackProps, Value, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let stage = CfnParameter::new(&stack, "Stage", CfnParameterProps::string());
/// let live = CfnCondition::new(&stack, "Live", intrinsic::equals(stage.value(), "live"));
/// let level: Value<String> = intrinsic::if_(&live, "warn", "debug");
/// ```
#[must_use]
pub fn if_<T: ?Sized>(
    condition: &dyn NamedCondition,
    then: impl IntoValue<T>,
    otherwise: impl IntoValue<T>,
) -> Value<T> {
    let id = condition.condition();
    Value::of(Expr::token(Token::If(id, then.into_expr(), otherwise.into_expr())))
}

/// `Fn::Select`: one item of a list, counted from zero.
///
/// # Errors
///
/// Synthesis reports `select-out-of-range` when the list is known to have no
/// such item.
#[must_use]
pub fn select(index: i64, list: impl IntoValue<List<String>>) -> Value<String> {
    Value::of(fold::select(index, list.into_expr()))
}

/// `Fn::Split`: the parts of a text between a delimiter.
#[must_use]
pub fn split(delimiter: impl Into<Key>, source: impl IntoValue<String>) -> Value<List<String>> {
    Value::of(fold::split(delimiter.into(), source.into_expr()))
}

/// `Fn::Base64`: a text, encoded at deployment.
#[must_use]
pub fn base64(source: impl IntoValue<String>) -> Value<String> {
    Value::of(Expr::token(Token::Base64(source.into_expr())))
}

/// `Fn::Equals`: whether two values are the same.
#[must_use]
pub fn equals(a: impl IntoValue<String>, b: impl IntoValue<String>) -> Value<Condition> {
    Value::of(Expr::token(Token::Equals(a.into_expr(), b.into_expr())))
}

/// `Fn::And`: whether all conditions hold.
///
/// One alone is itself; more than the ten that the function takes are nested.
///
/// # Errors
///
/// Synthesis reports `invalid-function-argument` when there are none.
#[must_use]
pub fn and(all: impl IntoIterator<Item = Value<Condition>>) -> Value<Condition> {
    Value::of(fold::logic(Token::And, all.into_iter().map(Expr::from).collect()))
}

/// `Fn::Or`: whether one of the conditions holds.
///
/// One alone is itself; more than the ten that the function takes are nested.
///
/// # Errors
///
/// Synthesis reports `invalid-function-argument` when there are none.
#[must_use]
pub fn or(any: impl IntoIterator<Item = Value<Condition>>) -> Value<Condition> {
    Value::of(fold::logic(Token::Or, any.into_iter().map(Expr::from).collect()))
}

/// `Fn::Not`: whether a condition does not hold.
#[must_use]
pub fn not(condition: impl IntoValue<Condition>) -> Value<Condition> {
    Value::of(Expr::token(Token::Not(condition.into_expr())))
}
