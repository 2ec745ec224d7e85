use std::marker::PhantomData;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use construct_contract::{HasPrefix, KeyAttribute, KeyKind, KeyType};

use crate::error::Error;
use crate::expression::Placeholders;
use crate::item::{Encoded, Holds, encode};

/// Which sort keys a query looks for, of those that are an `S`.
///
/// ```
/// use construct_runtime::SortKey;
///
/// let november: SortKey<String> = SortKey::begins_with("2026-11-");
/// let first_ten: SortKey<u32> = SortKey::at_most(10);
/// # let _ = (november, first_ten);
/// ```
#[derive(Debug)]
#[must_use]
pub struct SortKey<S> {
    range: Range,
    keys: PhantomData<fn() -> S>,
}

#[derive(Debug)]
enum Range {
    Compare(&'static str, Encoded),
    Between(Encoded, Encoded),
    BeginsWith(AttributeValue),
}

impl<S: KeyAttribute> SortKey<S> {
    fn of(range: Range) -> Self {
        Self { range, keys: PhantomData }
    }

    /// This one alone.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn equals(key: impl Holds<S>) -> Self {
        Self::of(Range::Compare("=", encode(&key)))
    }

    /// Those before this one.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn less_than(key: impl Holds<S>) -> Self {
        Self::of(Range::Compare("<", encode(&key)))
    }

    /// This one and those before it.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn at_most(key: impl Holds<S>) -> Self {
        Self::of(Range::Compare("<=", encode(&key)))
    }

    /// Those after this one.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn greater_than(key: impl Holds<S>) -> Self {
        Self::of(Range::Compare(">", encode(&key)))
    }

    /// This one and those after it.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn at_least(key: impl Holds<S>) -> Self {
        Self::of(Range::Compare(">=", encode(&key)))
    }

    /// These two and those between them.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn between(low: impl Holds<S>, high: impl Holds<S>) -> Self {
        Self::of(Range::Between(encode(&low), encode(&high)))
    }

    /// Those that begin so. Numbers do not begin with others.
    pub fn begins_with(prefix: &<S::Kind as HasPrefix>::Prefix) -> Self
    where
        S::Kind: HasPrefix,
    {
        let bytes = prefix.as_ref();
        Self::of(Range::BeginsWith(match S::Kind::TYPE {
            KeyType::Binary => AttributeValue::B(Blob::new(bytes)),
            _ => AttributeValue::S(String::from_utf8_lossy(bytes).into_owned()),
        }))
    }

    pub(crate) fn into_range(self) -> SortRange {
        SortRange(self.range)
    }
}

/// The same without the type of the keys.
#[derive(Debug)]
pub(crate) struct SortRange(Range);

impl SortRange {
    /// The part of a key condition that is about the sort key of this name.
    pub(crate) fn render(
        &self,
        name: &'static str,
        all: &mut Placeholders,
    ) -> Result<String, Error> {
        let place = all.name(name);
        Ok(match &self.0 {
            Range::Compare(operator, key) => {
                format!("{place} {operator} {}", all.value(name, key)?)
            }
            Range::Between(low, high) => {
                let low = all.value(name, low)?;
                format!("{place} BETWEEN {low} AND {}", all.value(name, high)?)
            }
            Range::BeginsWith(prefix) => {
                format!("begins_with({place}, {})", all.value(name, &Ok(prefix.clone()))?)
            }
        })
    }
}
