//! Attributes that are keys.

use construct_cfn::dynamodb::table as l1;
use construct_contract::{Key, KeyType};
use construct_core::Value;

/// The type of a key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttributeType {
    /// A text.
    String,
    /// A number.
    Number,
    /// Bytes.
    Binary,
}

impl AttributeType {
    pub(super) fn to_value(self) -> Value<l1::AttributeType> {
        match self {
            Self::String => l1::AttributeType::S,
            Self::Number => l1::AttributeType::N,
            Self::Binary => l1::AttributeType::B,
        }
    }

    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Binary => "binary",
        }
    }
}

/// An attribute that is the key of a table or of an index.
///
/// Appears in `AttributeDefinitions` and in a `KeySchema`.
///
/// ```
/// use construct_lib::dynamodb::Attribute;
///
/// let id = Attribute::string("id");
/// let created = Attribute::number("created");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attribute {
    pub(super) name: String,
    pub(super) ty: AttributeType,
}

impl Attribute {
    /// A text.
    #[must_use]
    pub fn string(name: impl Into<String>) -> Self {
        Self::new(name, AttributeType::String)
    }

    /// A number.
    #[must_use]
    pub fn number(name: impl Into<String>) -> Self {
        Self::new(name, AttributeType::Number)
    }

    /// Bytes.
    #[must_use]
    pub fn binary(name: impl Into<String>) -> Self {
        Self::new(name, AttributeType::Binary)
    }

    fn new(name: impl Into<String>, ty: AttributeType) -> Self {
        Self { name: name.into(), ty }
    }
}

impl From<Key> for Attribute {
    fn from(key: Key) -> Self {
        let ty = match key.key_type() {
            KeyType::String => AttributeType::String,
            KeyType::Number => AttributeType::Number,
            KeyType::Binary => AttributeType::Binary,
        };
        Self::new(key.name(), ty)
    }
}
