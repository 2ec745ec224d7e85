//! Choices of a table.

use construct_cfn::dynamodb::table as l1;
use construct_cfn::refs::KinesisStreamArn;
use construct_core::{IntoValue, Value};

use crate::kms::Key;
use crate::value::value;

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
///
/// See AWS on [encryption at rest](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html).
#[derive(Debug, Clone, Default)]
pub enum TableEncryption {
    /// One of DynamoDB's own, at no cost.
    #[default]
    Default,
    /// The account's `aws/dynamodb`, which its users can see and audit.
    AwsManaged,
    /// A key of KMS. Whoever is granted something on the table may use it for
    /// that, by way of DynamoDB.
    CustomerManaged(Key),
}

impl TableEncryption {
    pub(super) fn key(&self) -> Option<&Key> {
        match self {
            Self::CustomerManaged(key) => Some(key),
            Self::Default | Self::AwsManaged => None,
        }
    }

    pub(super) fn to_cfn(&self) -> Option<l1::SSESpecification> {
        match self {
            Self::Default => None,
            Self::AwsManaged => Some(l1::SSESpecification::new(true)),
            Self::CustomerManaged(key) => Some(
                l1::SSESpecification::new(true)
                    .kms_master_key_id(value::<String>(key.key_arn()))
                    .sse_type(l1::SSEType::KMS),
            ),
        }
    }
}

/// Which keys CloudWatch Contributor Insights shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContributorInsightsMode {
    /// Those that are used most, and those that are throttled most.
    AccessedAndThrottledKeys,
    /// Those that are throttled most, at a lower cost.
    ThrottledKeys,
}

/// That insights are on, and of what when that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Insights(pub(super) Option<ContributorInsightsMode>);

impl Insights {
    pub(super) fn to_cfn(self) -> l1::ContributorInsightsSpecification {
        let mode = self.0.map(|mode| match mode {
            ContributorInsightsMode::AccessedAndThrottledKeys => {
                l1::ContributorInsightsSpecificationMode::ACCESSED_AND_THROTTLED_KEYS
            }
            ContributorInsightsMode::ThrottledKeys => {
                l1::ContributorInsightsSpecificationMode::THROTTLED_KEYS
            }
        });
        l1::ContributorInsightsSpecification::new(true).mode(mode)
    }
}

/// How exactly a Kinesis stream says when an item was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApproximateCreationDateTimePrecision {
    /// To the millisecond.
    Millisecond,
    /// To the microsecond.
    Microsecond,
}

/// A stream of Kinesis that is told of each change.
///
/// Appears as `KinesisStreamSpecification`.
///
/// ```
/// use construct_lib::dynamodb::{
///     ApproximateCreationDateTimePrecision, Attribute, KinesisStream, TableProps,
/// };
///
/// let changes = KinesisStream::new("arn:aws:kinesis:us-east-1:111122223333:stream/changes")
///     .precision(ApproximateCreationDateTimePrecision::Microsecond);
/// let props = TableProps::new(Attribute::string("id")).kinesis_stream(changes);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct KinesisStream {
    pub(super) arn: Value<KinesisStreamArn>,
    precision: Option<ApproximateCreationDateTimePrecision>,
}

impl KinesisStream {
    /// The stream with this ARN.
    pub fn new(stream_arn: impl IntoValue<KinesisStreamArn>) -> Self {
        Self { arn: value(stream_arn), precision: None }
    }

    /// How exactly it says when an item was changed; to the millisecond by default.
    pub fn precision(mut self, precision: ApproximateCreationDateTimePrecision) -> Self {
        self.precision = Some(precision);
        self
    }

    pub(super) fn to_cfn(&self) -> l1::KinesisStreamSpecification {
        let precision = self.precision.map(|precision| match precision {
            ApproximateCreationDateTimePrecision::Millisecond => {
                l1::ApproximateCreationDateTimePrecision::MILLISECOND
            }
            ApproximateCreationDateTimePrecision::Microsecond => {
                l1::ApproximateCreationDateTimePrecision::MICROSECOND
            }
        });
        l1::KinesisStreamSpecification::new(&self.arn)
            .approximate_creation_date_time_precision(precision)
    }
}
