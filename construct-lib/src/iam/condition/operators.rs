//! The operators, each with the keys that it can compare.

use construct_core::{Expr, Key};

use super::Condition;
use super::key::{
    ArnKey, BinaryKey, BoolKey, ConditionKey, DateKey, IpAddressKey, KeyOf, NumericKey, StringKey,
    Tested,
};
use super::values::{ConditionNumbers, ConditionTexts};

macro_rules! names {
    ($($name:ident)*) => {
        /// How a condition compares.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::iam) enum Operator {
            $($name),*
        }

        impl Operator {
            const ALL: &[Self] = &[$(Self::$name),*];

            /// The name as a policy has it.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name)),*
                }
            }
        }
    };
}

names! {
    StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase
    StringLike StringNotLike
    NumericEquals NumericNotEquals NumericLessThan
    NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals
    DateEquals DateNotEquals DateLessThan
    DateLessThanEquals DateGreaterThan DateGreaterThanEquals
    Bool BinaryEquals IpAddress NotIpAddress
    ArnEquals ArnLike ArnNotEquals ArnNotLike Null
}

impl Operator {
    /// Whether a text is an operator, with what may stand before and behind one.
    /// AWS does not tell upper from lower case here.
    pub(in crate::iam) fn is_known(text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        let bare =
            lower.strip_prefix("forallvalues:").or_else(|| lower.strip_prefix("foranyvalue:"));
        let bare = bare.unwrap_or(&lower);
        let is_one = |name: &str| Self::ALL.iter().any(|o| o.name().eq_ignore_ascii_case(name));
        is_one(bare) || bare.strip_suffix("ifexists").is_some_and(|b| is_one(b) && b != "null")
    }
}

// Written out: the compiler shows the line of the bound, and of a macro it would show the macro.
impl Condition {
    /// The text is one of these.
    pub fn string_equals(key: impl KeyOf<StringKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::StringEquals, values.into_texts())
    }

    /// The text is none of these.
    pub fn string_not_equals(key: impl KeyOf<StringKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::StringNotEquals, values.into_texts())
    }

    /// The text is one of these, in upper or lower case.
    pub fn string_equals_ignore_case(
        key: impl KeyOf<StringKey>,
        values: impl ConditionTexts,
    ) -> Self {
        Self::compare(key.into_parts(), Operator::StringEqualsIgnoreCase, values.into_texts())
    }

    /// The text is none of these, in upper or lower case.
    pub fn string_not_equals_ignore_case(
        key: impl KeyOf<StringKey>,
        values: impl ConditionTexts,
    ) -> Self {
        Self::compare(key.into_parts(), Operator::StringNotEqualsIgnoreCase, values.into_texts())
    }

    /// The text fits one of these, in which `*` stands for any characters and `?` for one.
    pub fn string_like(key: impl KeyOf<StringKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::StringLike, values.into_texts())
    }

    /// The text fits none of these, in which `*` stands for any characters and `?` for one.
    pub fn string_not_like(key: impl KeyOf<StringKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::StringNotLike, values.into_texts())
    }

    /// The number is one of these.
    pub fn numeric_equals(key: impl KeyOf<NumericKey>, values: impl ConditionNumbers) -> Self {
        Self::compare(key.into_parts(), Operator::NumericEquals, values.into_numbers())
    }

    /// The number is none of these.
    pub fn numeric_not_equals(key: impl KeyOf<NumericKey>, values: impl ConditionNumbers) -> Self {
        Self::compare(key.into_parts(), Operator::NumericNotEquals, values.into_numbers())
    }

    /// The number is less.
    pub fn numeric_less_than(key: impl KeyOf<NumericKey>, values: impl ConditionNumbers) -> Self {
        Self::compare(key.into_parts(), Operator::NumericLessThan, values.into_numbers())
    }

    /// The number is less or the same.
    pub fn numeric_less_than_equals(
        key: impl KeyOf<NumericKey>,
        values: impl ConditionNumbers,
    ) -> Self {
        Self::compare(key.into_parts(), Operator::NumericLessThanEquals, values.into_numbers())
    }

    /// The number is more.
    pub fn numeric_greater_than(
        key: impl KeyOf<NumericKey>,
        values: impl ConditionNumbers,
    ) -> Self {
        Self::compare(key.into_parts(), Operator::NumericGreaterThan, values.into_numbers())
    }

    /// The number is more or the same.
    pub fn numeric_greater_than_equals(
        key: impl KeyOf<NumericKey>,
        values: impl ConditionNumbers,
    ) -> Self {
        Self::compare(key.into_parts(), Operator::NumericGreaterThanEquals, values.into_numbers())
    }

    /// The date is one of these, for example `2026-04-01T00:00:00Z`.
    pub fn date_equals(key: impl KeyOf<DateKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::DateEquals, values.into_texts())
    }

    /// The date is none of these.
    pub fn date_not_equals(key: impl KeyOf<DateKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::DateNotEquals, values.into_texts())
    }

    /// The date is before this one.
    pub fn date_less_than(key: impl KeyOf<DateKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::DateLessThan, values.into_texts())
    }

    /// The date is this one or before it.
    pub fn date_less_than_equals(key: impl KeyOf<DateKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::DateLessThanEquals, values.into_texts())
    }

    /// The date is after this one.
    pub fn date_greater_than(key: impl KeyOf<DateKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::DateGreaterThan, values.into_texts())
    }

    /// The date is this one or after it.
    pub fn date_greater_than_equals(key: impl KeyOf<DateKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::DateGreaterThanEquals, values.into_texts())
    }

    /// The bytes are these, in base 64.
    pub fn binary_equals(key: impl KeyOf<BinaryKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::BinaryEquals, values.into_texts())
    }

    /// The address is in one of these ranges, for example `203.0.113.0/24`.
    pub fn ip_address(key: impl KeyOf<IpAddressKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::IpAddress, values.into_texts())
    }

    /// The address is in none of these ranges.
    pub fn not_ip_address(key: impl KeyOf<IpAddressKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::NotIpAddress, values.into_texts())
    }

    /// The ARN fits one of these part by part; `*` and `?` stand for characters of one part.
    pub fn arn_equals(key: impl KeyOf<ArnKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::ArnEquals, values.into_texts())
    }

    /// The same as [`arn_equals`](Self::arn_equals), under the name that most policies use for patterns.
    pub fn arn_like(key: impl KeyOf<ArnKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::ArnLike, values.into_texts())
    }

    /// The ARN fits none of these part by part.
    pub fn arn_not_equals(key: impl KeyOf<ArnKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::ArnNotEquals, values.into_texts())
    }

    /// The same as [`arn_not_equals`](Self::arn_not_equals), under the name that most policies use for patterns.
    pub fn arn_not_like(key: impl KeyOf<ArnKey>, values: impl ConditionTexts) -> Self {
        Self::compare(key.into_parts(), Operator::ArnNotLike, values.into_texts())
    }

    /// It is `true`, or it is `false`.
    pub fn bool(key: impl KeyOf<BoolKey>, value: bool) -> Self {
        Self::compare(key.into_parts(), Operator::Bool, truth(value))
    }

    /// The request lacks the key: `Null` with `true`.
    pub fn absent<K>(key: ConditionKey<K>) -> Self {
        Self::compare(key.into_parts(), Operator::Null, truth(true))
    }

    /// The request has the key: `Null` with `false`.
    pub fn present<K>(key: ConditionKey<K>) -> Self {
        Self::compare(key.into_parts(), Operator::Null, truth(false))
    }
}

/// A policy has these as texts, as AWS writes them.
fn truth(value: bool) -> Expr {
    Expr::Str(Key::Borrowed(if value { "true" } else { "false" }))
}
