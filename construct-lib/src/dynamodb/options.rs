//! Choices of a table.

use construct_cfn::dynamodb::table as l1;
use construct_core::Value;

/// What the stream of a table says of each change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamView {
    /// The keys.
    KeysOnly,
    /// The item after the change.
    NewImage,
    /// The item before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
}

impl StreamView {
    pub(super) fn to_value(self) -> Value<l1::StreamViewType> {
        match self {
            Self::KeysOnly => l1::StreamViewType::KEYS_ONLY,
            Self::NewImage => l1::StreamViewType::NEW_IMAGE,
            Self::OldImage => l1::StreamViewType::OLD_IMAGE,
            Self::NewAndOldImages => l1::StreamViewType::NEW_AND_OLD_IMAGES,
        }
    }
}

/// What storage and requests cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableClass {
    /// For tables that are read and written.
    Standard,
    /// For tables whose storage is most of the bill.
    StandardInfrequentAccess,
}

impl TableClass {
    pub(super) fn to_value(self) -> Value<l1::TableClass> {
        match self {
            Self::Standard => l1::TableClass::STANDARD,
            Self::StandardInfrequentAccess => l1::TableClass::STANDARD_INFREQUENT_ACCESS,
        }
    }
}

/// Whose key a table is encrypted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableEncryption {
    /// One of DynamoDB's own, at no cost.
    #[default]
    Default,
    /// The account's `aws/dynamodb`, which its users can see and audit.
    AwsManaged,
}
