//! Loops inside a template.

use std::borrow::Cow;

use super::super::expr::{Expr, ForEach, Key, Token};
use super::super::function::Intrinsic;
use super::super::into_value::{IntoValue, Json, List, Map, set};
use super::super::json::FOR_EACH;
use super::super::value::Value;

/// `Fn::ForEach`: entries of an object that CloudFormation repeats for each
/// value of a collection. It brings the transform `AWS::LanguageExtensions`.
///
/// In the keys, `${identifier}` stands for the value, and `&{identifier}` for
/// its letters and digits alone; in the values, [`item`](Loop::item) does. A
/// loop over resources, outputs or conditions is a
/// [`CfnForEach`](crate::CfnForEach).
///
/// A collection that is known to the program needs none of this: Rust's `for`
/// makes the entries, and synthesis sees them all.
///
/// # Errors
///
/// Synthesis reports `invalid-for-each` when the name or the identifier is not
/// of letters and digits, when the identifier is taken, and when a key is the
/// same each time.
///
/// ```
/// use construct_core::{App, CfnParameter, CfnParameterProps, CfnResource, Expr, ParameterType, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let props = CfnParameterProps::new(ParameterType::CommaDelimitedList);
/// let teams = CfnParameter::new(&stack, "Teams", props);
/// let tags = intrinsic::for_each("Tags", "Team", teams.value_list());
/// let each = tags.item();
/// let tags = tags.entry("team-&{Team}", each);
/// let group = CfnResource::new(&stack, "Group", "AWS::SSM::Parameter");
/// group.add_property_override("Tags", Expr::from(tags));
/// ```
#[must_use]
pub fn for_each(
    name: impl Into<Key>,
    identifier: impl Into<Key>,
    collection: impl IntoValue<List<String>>,
) -> Loop {
    Loop {
        name: name.into(),
        identifier: identifier.into(),
        collection: collection.into_expr(),
        entries: Vec::new(),
    }
}

/// See [`for_each`].
#[derive(Debug, Clone)]
pub struct Loop {
    name: Key,
    identifier: Key,
    collection: Expr,
    entries: Vec<(Key, Expr)>,
}

impl Loop {
    /// Its name in the template.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What stands for the value, each time.
    #[must_use]
    pub fn item(&self) -> Value<String> {
        Value::of(Expr::call(Intrinsic::Ref, Expr::Str(self.identifier.clone())))
    }

    /// Adds an entry that is repeated.
    #[must_use]
    pub fn entry(mut self, key: impl Into<Key>, value: impl Into<Expr>) -> Self {
        set(&mut self.entries, key.into(), value.into());
        self
    }

    /// Adds a loop that is repeated inside this one.
    #[must_use]
    pub fn nested(mut self, inner: Loop) -> Self {
        let (key, value) = inner.into_entry();
        set(&mut self.entries, key, value);
        self
    }

    /// The key and the value that stand for all its entries in an object.
    #[must_use]
    pub fn into_entry(self) -> (Key, Expr) {
        let each = ForEach {
            identifier: self.identifier,
            collection: self.collection,
            body: Expr::Map(self.entries.into()),
        };
        let key = Cow::Owned(format!("{FOR_EACH}{}", self.name));
        (key, Expr::token(Token::ForEach(Box::new(each))))
    }
}

impl From<Loop> for Expr {
    fn from(each: Loop) -> Self {
        Expr::Map([each.into_entry()].into())
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoValue<Map<T>> for Loop {
    fn into_expr(self) -> Expr {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for Loop {
    fn into_expr(self) -> Expr {
        self.into()
    }
}
