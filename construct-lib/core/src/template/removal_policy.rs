//! What becomes of a resource that leaves its stack.

/// What becomes of a resource that is removed from its stack, replaced, or
/// whose stack is deleted.
///
/// See AWS on [`DeletionPolicy`] and [`UpdateReplacePolicy`].
///
/// [`DeletionPolicy`]: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
/// [`UpdateReplacePolicy`]: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemovalPolicy {
    /// It is deleted with all that it holds.
    Destroy,
    /// It stays in the account, and the stack forgets it.
    Retain,
    /// As [`Retain`](Self::Retain), but it is deleted when its own creation
    /// failed, so that the next try does not find the name taken.
    RetainExceptOnCreate,
    /// It is deleted after a snapshot was taken.
    Snapshot,
}

impl RemovalPolicy {
    /// The text of an attribute, when it is one that CloudFormation takes.
    pub(crate) fn attribute(text: &str) -> Option<&'static str> {
        ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"].into_iter().find(|t| *t == text)
    }

    /// `DeletionPolicy` and `UpdateReplacePolicy`.
    pub(crate) fn attributes(self) -> (&'static str, &'static str) {
        match self {
            Self::Destroy => ("Delete", "Delete"),
            Self::Retain => ("Retain", "Retain"),
            // An update that fails is rolled back by other means, so this one
            // has no such variant.
            Self::RetainExceptOnCreate => ("RetainExceptOnCreate", "Retain"),
            Self::Snapshot => ("Snapshot", "Snapshot"),
        }
    }
}
