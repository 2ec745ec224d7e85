//! The types of values, and the versions of the language.

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonSchemaType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An object.
    Object,
    /// A list.
    Array,
    /// Any number.
    Number,
    /// A whole number.
    Integer,
    /// A text.
    String,
}

impl JsonSchemaType {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::String => "string",
        }
    }

    #[cfg(feature = "schemars")]
    pub(super) fn parse(name: &str) -> Option<Self> {
        let all = [
            Self::Null,
            Self::Boolean,
            Self::Object,
            Self::Array,
            Self::Number,
            Self::Integer,
            Self::String,
        ];
        all.into_iter().find(|kind| kind.name() == name)
    }
}

/// A version of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonSchemaVersion {
    /// Draft 4, which API Gateway validates requests by.
    Draft4,
    /// Draft 7, of which API Gateway ignores what draft 4 does not have.
    Draft7,
}

impl JsonSchemaVersion {
    pub(super) const KEYWORD: &str = "$schema";

    pub(super) fn uri(self) -> &'static str {
        match self {
            Self::Draft4 => "http://json-schema.org/draft-04/schema#",
            Self::Draft7 => "http://json-schema.org/draft-07/schema#",
        }
    }
}
