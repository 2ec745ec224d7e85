//! An action as a policy has it, and the check of its name while compiling.

use std::fmt;

use crate::service::{AccessLevel, ActionFacts, service};

/// The name of an action, or a pattern of names, as a policy has it.
///
/// [`action!`](crate::action!) and the constants in [`actions`](crate::actions)
/// make one that AWS knows for certain. What they cannot say is written on
/// purpose: [`Action::wildcard`], [`Action::unchecked`].
///
/// ```
/// use construct_iam_catalogue::{Action, action, actions};
///
/// assert_eq!(action!("dynamodb:GetItem"), actions::dynamodb::GET_ITEM);
/// assert_eq!(Action::wildcard("s3:Get*").as_str(), "s3:Get*");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Action(pub(crate) &'static str);

impl Action {
    /// A pattern of names, for example `s3:Get*`.
    ///
    /// What a pattern covers grows with AWS: name actions where they can be named.
    #[must_use]
    pub const fn wildcard(pattern: &'static str) -> Self {
        Self(pattern)
    }

    /// An action that AWS has, but this version of the catalogue does not know yet.
    ///
    /// Its name is not checked here; synthesis still warns of what it does not
    /// know, which can be acknowledged.
    #[must_use]
    pub const fn unchecked(name: &'static str) -> Self {
        Self(name)
    }

    /// The text, for example `dynamodb:GetItem`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// What AWS says of it; nothing for a pattern and for a name that is not known.
    #[must_use]
    pub fn facts(self) -> Option<ActionFacts> {
        let (prefix, name) = self.0.split_once(':')?;
        service(prefix)?.action(name)
    }

    /// Whether it lists, reads, writes, tags or changes permissions.
    #[must_use]
    pub fn access_level(self) -> Option<AccessLevel> {
        self.facts().map(ActionFacts::access_level)
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Action").field(&self.0).finish()
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// An [`Action`] of any AWS service, whose name is checked while it is compiled.
///
/// The name is written as AWS does, letter by letter.
///
/// ```
/// use construct_iam_catalogue::action;
///
/// assert_eq!(action!("ses:SendEmail").as_str(), "ses:SendEmail");
/// ```
///
/// A name that AWS does not have does not compile:
///
/// ```compile_fail
/// let action = construct_iam_catalogue::action!("ses:SendMail");
/// ```
#[macro_export]
macro_rules! action {
    ($name:literal) => {{
        // A constant with a name is evaluated by `cargo check`, too.
        const ACTION: $crate::Action = {
            if !$crate::is_known($name) {
                panic!("{}", $crate::complaint($name).as_str());
            }
            $crate::Action::unchecked($name)
        };
        ACTION
    }};
}
