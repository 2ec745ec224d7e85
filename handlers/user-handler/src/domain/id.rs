use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use uuid::{NoContext, Timestamp, Uuid};

/// A user's id: a UUID, written in lower case with hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UserId(Uuid);

impl UserId {
    /// Reads an id in its one spelling.
    ///
    /// A UUID has other spellings; accepting them would give one user several
    /// addresses. Text of another shape, such as the key of an item that is
    /// no user, is no id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let id = Self(Uuid::try_parse(text).ok()?);
        (id.to_string() == text).then_some(id)
    }

    /// The id of these 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// The 16 bytes of the id.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(formatter)
    }
}

/// Tells the time, so that a test can stop it.
pub trait Clock: Sync {
    /// The time since 1970-01-01 in UTC.
    fn now(&self) -> Duration;
}

/// Makes the ids of new users, so that a test can know them.
pub trait Ids: Sync {
    /// An id that no user has.
    fn next(&self, now: Duration) -> UserId;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the rule protects templates; a running handler has a clock"
    )]
    fn now(&self) -> Duration {
        // A clock before 1970 is a broken machine; its users get the oldest ids.
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }
}

/// UUIDs of version 7: a time followed by 74 random bits.
///
/// They show when a user was created and nothing else, and sort by it in logs
/// and exports. DynamoDB spreads them by hash, so their order makes no hot
/// partition.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeOrderedIds;

impl Ids for TimeOrderedIds {
    fn next(&self, now: Duration) -> UserId {
        UserId(Uuid::new_v7(Timestamp::from_unix(NoContext, now.as_secs(), now.subsec_nanos())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "018f3c5e-7d4a-7c3b-9a51-2f6f0f6f9d11";

    #[test]
    fn has_one_spelling() {
        assert_eq!(UserId::parse(ID).map(|id| id.to_string()).as_deref(), Some(ID));
        for other in [
            "",
            "u1",
            "email#ann@example.com",
            "018F3C5E-7D4A-7C3B-9A51-2F6F0F6F9D11",
            "018f3c5e7d4a7c3b9a512f6f0f6f9d11",
            "{018f3c5e-7d4a-7c3b-9a51-2f6f0f6f9d11}",
            "urn:uuid:018f3c5e-7d4a-7c3b-9a51-2f6f0f6f9d11",
            " 018f3c5e-7d4a-7c3b-9a51-2f6f0f6f9d11",
        ] {
            assert_eq!(UserId::parse(other), None, "for {other:?}");
        }
    }

    #[test]
    fn new_ids_carry_the_time_and_differ() {
        let now = Duration::from_millis(0x018f_3c5e_7d4a);
        let first = TimeOrderedIds.next(now);
        let second = TimeOrderedIds.next(now);
        assert!(first.to_string().starts_with("018f3c5e-7d4a-7"), "{first}");
        assert_ne!(first, second);
        assert_eq!(UserId::parse(&first.to_string()), Some(first));
        assert_eq!(UserId::from_bytes(*first.as_bytes()), first);
    }
}
