//! What an item must be like.

use std::marker::PhantomData;
use std::ops::Not;

use construct_contract::Attribute;

use crate::error::Error;
use crate::expression::Placeholders;
use crate::item::{Encoded, Holds, encode};

/// What a write asks of the item that it meets, or a filter of those it finds.
///
/// Attributes are those of the item's type, and values those that they hold, so
/// that a misspelt name or a value of another type does not compile.
///
/// # Example
///
/// ```
/// use construct_contract::TableItem;
/// use construct_runtime::Condition;
///
/// #[derive(TableItem)]
/// struct Order {
///     #[table(partition_key)]
///     id: String,
///     total: u32,
///     note: Option<String>,
/// }
///
/// const ORDER: OrderAttributes = Order::ATTRIBUTES;
/// let cheap = Condition::at_most(ORDER.total, 100).and(Condition::not_exists(ORDER.note));
/// let other = !Condition::equals(ORDER.note, "gift") | cheap;
/// # let _ = other;
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Condition<T> {
    part: Part,
    items: PhantomData<fn() -> T>,
}

/// A condition without the type of its items.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Compare(&'static str, &'static str, Value),
    Between(&'static str, Value, Value),
    OneOf(&'static str, Vec<Value>),
    /// A function of the attribute alone, or of it and a value.
    Function(&'static str, &'static str, Option<Value>),
    Joined(&'static str, Vec<Part>),
    Not(Box<Part>),
}

/// An encoded value that can be cloned with its condition.
#[derive(Debug, Clone)]
pub(crate) struct Value(Result<aws_sdk_dynamodb::types::AttributeValue, String>);

impl Value {
    fn of(value: &impl serde::Serialize) -> Self {
        Self(encode(value).map_err(|error| crate::error::with_causes(&error)))
    }

    fn encoded(&self) -> Encoded {
        self.0.clone().map_err(Error::defect)
    }
}

impl<T> Condition<T> {
    const fn of(part: Part) -> Self {
        Self { part, items: PhantomData }
    }

    fn compare<V>(
        attribute: Attribute<T, V>,
        operator: &'static str,
        value: &impl Holds<V>,
    ) -> Self {
        Self::of(Part::Compare(attribute.name(), operator, Value::of(value)))
    }

    /// The attribute is there.
    pub fn exists<V>(attribute: Attribute<T, V>) -> Self {
        Self::of(Part::Function("attribute_exists", attribute.name(), None))
    }

    /// The attribute is not there. Of a key: there is no such item.
    pub fn not_exists<V>(attribute: Attribute<T, V>) -> Self {
        Self::of(Part::Function("attribute_not_exists", attribute.name(), None))
    }

    pub(crate) fn item_exists(partition_key: &'static str) -> Self {
        Self::of(Part::Function("attribute_exists", partition_key, None))
    }

    pub(crate) fn no_item(partition_key: &'static str) -> Self {
        Self::of(Part::Function("attribute_not_exists", partition_key, None))
    }

    /// The attribute has this value.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn equals<V>(attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        Self::compare(attribute, "=", &value)
    }

    /// The attribute has another value, or is not there.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn differs<V>(attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        Self::compare(attribute, "<>", &value)
    }

    /// The attribute comes before this value.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn less_than<V>(attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        Self::compare(attribute, "<", &value)
    }

    /// The attribute is this value or comes before it.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn at_most<V>(attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        Self::compare(attribute, "<=", &value)
    }

    /// The attribute comes after this value.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn greater_than<V>(attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        Self::compare(attribute, ">", &value)
    }

    /// The attribute is this value or comes after it.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn at_least<V>(attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        Self::compare(attribute, ">=", &value)
    }

    /// The attribute is one of these two or between them.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn between<V>(attribute: Attribute<T, V>, low: impl Holds<V>, high: impl Holds<V>) -> Self {
        Self::of(Part::Between(attribute.name(), Value::of(&low), Value::of(&high)))
    }

    /// The attribute has one of these values, of which there are 1 to 100.
    pub fn one_of<V, H: Holds<V>>(
        attribute: Attribute<T, V>,
        values: impl IntoIterator<Item = H>,
    ) -> Self {
        let values = values.into_iter().map(|value| Value::of(&value)).collect();
        Self::of(Part::OneOf(attribute.name(), values))
    }

    /// The text begins with this one.
    pub fn begins_with<V>(attribute: Attribute<T, V>, prefix: &str) -> Self {
        let prefix = Some(Value::of(&prefix));
        Self::of(Part::Function("begins_with", attribute.name(), prefix))
    }

    /// The text has this one in it.
    pub fn contains<V>(attribute: Attribute<T, V>, text: &str) -> Self {
        let text = Some(Value::of(&text));
        Self::of(Part::Function("contains", attribute.name(), text))
    }

    /// Both hold.
    pub fn and(self, other: Self) -> Self {
        self.join(" AND ", other)
    }

    /// At least one holds.
    pub fn or(self, other: Self) -> Self {
        self.join(" OR ", other)
    }

    fn join(self, word: &'static str, other: Self) -> Self {
        let parts = match self.part {
            Part::Joined(known, mut parts) if known == word => {
                parts.push(other.part);
                parts
            }
            part => vec![part, other.part],
        };
        Self::of(Part::Joined(word, parts))
    }

    pub(crate) fn into_part(self) -> Part {
        self.part
    }

    /// The condition as an expression.
    pub(crate) fn render(&self, placeholders: &mut Placeholders) -> Result<String, Error> {
        self.part.render(placeholders)
    }
}

impl<T> Not for Condition<T> {
    type Output = Self;

    fn not(self) -> Self {
        Self::of(Part::Not(Box::new(self.part)))
    }
}

impl<T> std::ops::BitAnd for Condition<T> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl<T> std::ops::BitOr for Condition<T> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl Part {
    pub(crate) fn render(&self, all: &mut Placeholders) -> Result<String, Error> {
        Ok(match self {
            Part::Compare(name, operator, value) => {
                let place = all.name(name);
                format!("{place} {operator} {}", all.value(name, &value.encoded())?)
            }
            Part::Between(name, low, high) => {
                let place = all.name(name);
                let low = all.value(name, &low.encoded())?;
                format!("{place} BETWEEN {low} AND {}", all.value(name, &high.encoded())?)
            }
            Part::OneOf(name, values) => {
                if values.is_empty() {
                    return Err(Error::defect(format!("no value is allowed for `{name}`")));
                }
                let place = all.name(name);
                let values: Result<Vec<String>, Error> =
                    values.iter().map(|value| all.value(name, &value.encoded())).collect();
                format!("{place} IN ({})", values?.join(", "))
            }
            Part::Function(function, name, None) => format!("{function}({})", all.name(name)),
            Part::Function(function, name, Some(value)) => {
                let place = all.name(name);
                format!("{function}({place}, {})", all.value(name, &value.encoded())?)
            }
            Part::Joined(word, parts) => {
                let parts: Result<Vec<String>, Error> =
                    parts.iter().map(|part| part.render_inside(all)).collect();
                parts?.join(word)
            }
            Part::Not(part) => format!("NOT {}", part.render_inside(all)?),
        })
    }

    fn render_inside(&self, all: &mut Placeholders) -> Result<String, Error> {
        let text = self.render(all)?;
        Ok(if matches!(self, Part::Joined(..)) { format!("({text})") } else { text })
    }
}
