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

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident: $operator:ident of $key:ident with $values:ident $into:ident;)*) => {
        impl Condition {
            $($(#[$doc])*
            pub fn $name(key: impl KeyOf<$key>, values: impl $values) -> Self {
                Self::compare(key.into_parts(), Operator::$operator, values.$into())
            })*
        }
    };
}

operators! {
    /// The text is one of these.
    string_equals: StringEquals of StringKey with ConditionTexts into_texts;
    /// The text is none of these.
    string_not_equals: StringNotEquals of StringKey with ConditionTexts into_texts;
    /// The text is one of these, in upper or lower case.
    string_equals_ignore_case: StringEqualsIgnoreCase of StringKey with ConditionTexts into_texts;
    /// The text is none of these, in upper or lower case.
    string_not_equals_ignore_case: StringNotEqualsIgnoreCase of StringKey with ConditionTexts into_texts;
    /// The text fits one of these, in which `*` stands for any characters and `?` for one.
    string_like: StringLike of StringKey with ConditionTexts into_texts;
    /// The text fits none of these, in which `*` stands for any characters and `?` for one.
    string_not_like: StringNotLike of StringKey with ConditionTexts into_texts;
    /// The number is one of these.
    numeric_equals: NumericEquals of NumericKey with ConditionNumbers into_numbers;
    /// The number is none of these.
    numeric_not_equals: NumericNotEquals of NumericKey with ConditionNumbers into_numbers;
    /// The number is less.
    numeric_less_than: NumericLessThan of NumericKey with ConditionNumbers into_numbers;
    /// The number is less or the same.
    numeric_less_than_equals: NumericLessThanEquals of NumericKey with ConditionNumbers into_numbers;
    /// The number is more.
    numeric_greater_than: NumericGreaterThan of NumericKey with ConditionNumbers into_numbers;
    /// The number is more or the same.
    numeric_greater_than_equals: NumericGreaterThanEquals of NumericKey with ConditionNumbers into_numbers;
    /// The date is one of these, for example `2026-04-01T00:00:00Z`.
    date_equals: DateEquals of DateKey with ConditionTexts into_texts;
    /// The date is none of these.
    date_not_equals: DateNotEquals of DateKey with ConditionTexts into_texts;
    /// The date is before this one.
    date_less_than: DateLessThan of DateKey with ConditionTexts into_texts;
    /// The date is this one or before it.
    date_less_than_equals: DateLessThanEquals of DateKey with ConditionTexts into_texts;
    /// The date is after this one.
    date_greater_than: DateGreaterThan of DateKey with ConditionTexts into_texts;
    /// The date is this one or after it.
    date_greater_than_equals: DateGreaterThanEquals of DateKey with ConditionTexts into_texts;
    /// The bytes are these, in base 64.
    binary_equals: BinaryEquals of BinaryKey with ConditionTexts into_texts;
    /// The address is in one of these ranges, for example `203.0.113.0/24`.
    ip_address: IpAddress of IpAddressKey with ConditionTexts into_texts;
    /// The address is in none of these ranges.
    not_ip_address: NotIpAddress of IpAddressKey with ConditionTexts into_texts;
    /// The ARN fits one of these part by part; `*` and `?` stand for characters of one part.
    arn_equals: ArnEquals of ArnKey with ConditionTexts into_texts;
    /// The same as [`arn_equals`](Self::arn_equals), under the name that most policies use for patterns.
    arn_like: ArnLike of ArnKey with ConditionTexts into_texts;
    /// The ARN fits none of these part by part.
    arn_not_equals: ArnNotEquals of ArnKey with ConditionTexts into_texts;
    /// The same as [`arn_not_equals`](Self::arn_not_equals), under the name that most policies use for patterns.
    arn_not_like: ArnNotLike of ArnKey with ConditionTexts into_texts;
}

impl Condition {
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
