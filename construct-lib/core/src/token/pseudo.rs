//! The pseudo parameters that CloudFormation fills in.

use super::expr::Expr;
use super::value::Value;

/// One pseudo parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pseudo {
    /// `AWS::AccountId`.
    AccountId,
    /// `AWS::NotificationARNs`.
    NotificationArns,
    /// `AWS::NoValue`.
    NoValue,
    /// `AWS::Partition`.
    Partition,
    /// `AWS::Region`.
    Region,
    /// `AWS::StackId`.
    StackId,
    /// `AWS::StackName`.
    StackName,
    /// `AWS::URLSuffix`.
    UrlSuffix,
}

impl Pseudo {
    /// All of them.
    pub(crate) const ALL: [Self; 8] = [
        Self::AccountId,
        Self::NotificationArns,
        Self::NoValue,
        Self::Partition,
        Self::Region,
        Self::StackId,
        Self::StackName,
        Self::UrlSuffix,
    ];

    /// The pseudo parameter of this name, when there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pseudo| pseudo.name() == name)
    }

    /// The name in the template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountId => "AWS::AccountId",
            Self::NotificationArns => "AWS::NotificationARNs",
            Self::NoValue => "AWS::NoValue",
            Self::Partition => "AWS::Partition",
            Self::Region => "AWS::Region",
            Self::StackId => "AWS::StackId",
            Self::StackName => "AWS::StackName",
            Self::UrlSuffix => "AWS::URLSuffix",
        }
    }
}

/// The [pseudo parameters]: facts about the deployment that CloudFormation fills in.
///
/// [pseudo parameters]: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
///
/// ```
/// use construct_core::{Aws, intrinsic};
///
/// let topic = intrinsic::sub("arn:${AWS::Partition}:sns:${AWS::Region}:${owner}:orders")
///     .variable("owner", Aws::ACCOUNT_ID);
/// ```
#[derive(Debug)]
pub enum Aws {}

impl Aws {
    /// The account that the stack is deployed to.
    pub const ACCOUNT_ID: Value<String> = Value::of(Expr::Pseudo(Pseudo::AccountId));
    /// Leaves the property out, as one branch of [`if_`](super::intrinsic::if_).
    pub const NO_VALUE: Value<String> = Value::of(Expr::Pseudo(Pseudo::NoValue));
    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub const PARTITION: Value<String> = Value::of(Expr::Pseudo(Pseudo::Partition));
    /// The region that the stack is deployed to.
    pub const REGION: Value<String> = Value::of(Expr::Pseudo(Pseudo::Region));
    /// The id of the stack.
    pub const STACK_ID: Value<String> = Value::of(Expr::Pseudo(Pseudo::StackId));
    /// The name of the stack.
    pub const STACK_NAME: Value<String> = Value::of(Expr::Pseudo(Pseudo::StackName));
    /// `amazonaws.com`, or `amazonaws.com.cn` in China.
    pub const URL_SUFFIX: Value<String> = Value::of(Expr::Pseudo(Pseudo::UrlSuffix));
    /// The topics that are told of the stack's events.
    pub const NOTIFICATION_ARNS: Value<super::List<String>> =
        Value::of(Expr::Pseudo(Pseudo::NotificationArns));
}
