//! Who acts.

use construct_core::{Aws, Expr, IntoValue, Key, intrinsic};

use super::statement::{PolicyStatement, push};

/// Who acts, in a trust policy or in the policy of a resource.
///
/// See AWS on [principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
///
/// ```
/// use construct_lib::iam::Principal;
///
/// let github = Principal::web_identity("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com")
///     .condition("StringEquals", "token.actions.githubusercontent.com:aud", "sts.amazonaws.com");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Principal {
    /// More than one group only for a composite: each is a statement of its own.
    groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq)]
struct Group {
    entries: Vec<(&'static str, Expr)>,
    conditions: Vec<(Key, Key, Expr)>,
    actions: Vec<&'static str>,
}

impl Principal {
    /// The kind of the principal that is written as a bare `*`.
    pub(super) const STAR: &'static str = "LiteralString";

    fn one(kind: &'static str, value: Expr, action: &'static str) -> Self {
        Self {
            groups: vec![Group {
                entries: vec![(kind, value)],
                conditions: Vec::new(),
                actions: vec![action],
            }],
        }
    }

    /// A service of AWS, for example `lambda.amazonaws.com` or just `lambda`.
    pub fn service(service: &str) -> Self {
        let name = if service.contains('.') {
            service.to_owned()
        } else {
            format!("{service}.amazonaws.com")
        };
        Self::one("Service", Expr::from(name), "sts:AssumeRole")
    }

    /// Everyone in an account whom its own policies allow it.
    pub fn account(account: impl IntoValue<String>) -> Self {
        let arn = intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":iam::"),
            account.into_expr(),
            Expr::text(":root"),
        ]);
        Self::arn(arn)
    }

    /// A role, a user or a session, by its ARN.
    pub fn arn(arn: impl IntoValue<String>) -> Self {
        Self::one("AWS", arn.into_expr(), "sts:AssumeRole")
    }

    /// Everyone in an organization.
    pub fn organization(id: impl IntoValue<String>) -> Self {
        Self::any().condition("StringEquals", "aws:PrincipalOrgID", id)
    }

    /// Everyone, even without an account; written as `{"AWS": "*"}`.
    pub fn any() -> Self {
        Self::one("AWS", Expr::text("*"), "sts:AssumeRole")
    }

    /// Everyone; written as a bare `*`, where a service asks for that.
    pub fn star() -> Self {
        Self::one(Self::STAR, Expr::text("*"), "sts:AssumeRole")
    }

    /// Whoever signed in at an OpenID Connect provider. Always narrow it down
    /// by conditions on the token's `aud` and `sub`.
    pub fn web_identity(provider_arn: impl IntoValue<String>) -> Self {
        Self::one(
            "Federated",
            provider_arn.into_expr(),
            "sts:AssumeRoleWithWebIdentity",
        )
    }

    /// Whoever signed in at a SAML provider.
    pub fn saml(provider_arn: impl IntoValue<String>) -> Self {
        Self::one(
            "Federated",
            provider_arn.into_expr(),
            "sts:AssumeRoleWithSAML",
        )
    }

    /// An account of S3, by its canonical user id.
    pub fn canonical_user(id: impl IntoValue<String>) -> Self {
        Self::one("CanonicalUser", id.into_expr(), "sts:AssumeRole")
    }

    /// Any of several.
    pub fn composite(all: impl IntoIterator<Item = Principal>) -> Self {
        Self {
            groups: all.into_iter().flat_map(|p| p.groups).collect(),
        }
    }

    /// Only when a condition holds, for example `StringEquals`, `sts:ExternalId` and a value.
    pub fn condition(
        mut self,
        operator: impl Into<Key>,
        key: impl Into<Key>,
        value: impl IntoValue<String>,
    ) -> Self {
        let (operator, key, value) = (operator.into(), key.into(), value.into_expr());
        for group in &mut self.groups {
            group
                .conditions
                .push((operator.clone(), key.clone(), value.clone()));
        }
        self
    }

    /// May also tag the session.
    pub fn with_session_tags(mut self) -> Self {
        for group in &mut self.groups {
            push(&mut group.actions, "sts:TagSession");
        }
        self
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &(&'static str, Expr)> {
        self.groups.iter().flat_map(|g| &g.entries)
    }

    pub(super) fn conditions(&self) -> impl Iterator<Item = &(Key, Key, Expr)> {
        self.groups.iter().flat_map(|g| &g.conditions)
    }

    /// The statements by which a role trusts this principal.
    pub(super) fn trust(&self) -> Vec<PolicyStatement> {
        let statement = |group: &Group| {
            let one = Self {
                groups: vec![group.clone()],
            };
            PolicyStatement::allow()
                .actions(group.actions.iter().copied())
                .principal(&one)
        };
        self.groups.iter().map(statement).collect()
    }

    /// The service's name or the account's ARN, where only one is taken.
    pub(crate) fn single(&self) -> Option<&Expr> {
        match &self.groups[..] {
            [group] => group.entries.first().map(|(_, e)| e),
            _ => None,
        }
    }
}
