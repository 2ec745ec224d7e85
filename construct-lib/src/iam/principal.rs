//! Who acts.

use construct_core::{Aws, Expr, IntoValue, Key, Value, intrinsic};

use super::statement::{PolicyStatement, push};
use crate::value::value;

/// Who acts, in a trust policy, in the policy of a resource or in a permission.
///
/// Appears as the `Principal` of a statement; see AWS on
/// [principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
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
    /// Several only for a composite; each then is a statement of its own.
    pub(super) members: Vec<Member>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    who: Who,
    pub(super) conditions: Vec<Condition>,
    actions: Vec<&'static str>,
}

/// An operator, a key and what the key is compared with.
pub(super) type Condition = (Key, Key, Expr);

#[derive(Debug, Clone, PartialEq)]
enum Who {
    Service(Value<String>),
    Account(Value<String>),
    Arn(Value<String>),
    Organization(Value<String>),
    Anyone,
    Star,
    Federated(Value<String>),
    CanonicalUser(Value<String>),
}

/// The kind of the principal that is written as a bare `*`.
pub(super) const STAR: &str = "LiteralString";

impl Principal {
    fn one(who: Who, action: &'static str) -> Self {
        Self { members: vec![Member { who, conditions: Vec::new(), actions: vec![action] }] }
    }

    /// A service of AWS, for example `lambda.amazonaws.com` or just `lambda`.
    pub fn service(service: &str) -> Self {
        let name = if service.contains('.') {
            service.to_owned()
        } else {
            format!("{service}.amazonaws.com")
        };
        Self::one(Who::Service(name.into()), "sts:AssumeRole")
    }

    /// Everyone in an account whom its own policies allow it.
    pub fn account(account: impl IntoValue<String>) -> Self {
        Self::one(Who::Account(value(account)), "sts:AssumeRole")
    }

    /// A role, a user or a session, by its ARN.
    pub fn arn(arn: impl IntoValue<String>) -> Self {
        Self::one(Who::Arn(value(arn)), "sts:AssumeRole")
    }

    /// Everyone in an organization: `{"AWS": "*"}` with a condition on
    /// `aws:PrincipalOrgID`.
    pub fn organization(id: impl IntoValue<String>) -> Self {
        let id = value(id);
        Self::one(Who::Organization(id.clone()), "sts:AssumeRole").condition(
            "StringEquals",
            "aws:PrincipalOrgID",
            id,
        )
    }

    /// Everyone, even without an account; written as `{"AWS": "*"}`.
    pub fn any() -> Self {
        Self::one(Who::Anyone, "sts:AssumeRole")
    }

    /// Everyone; written as a bare `*`, where a service asks for that.
    pub fn star() -> Self {
        Self::one(Who::Star, "sts:AssumeRole")
    }

    /// Whoever signed in at an OpenID Connect provider or at Cognito. Always
    /// narrow it down by conditions on the token, such as its `aud` and `sub`.
    pub fn web_identity(provider: impl IntoValue<String>) -> Self {
        Self::one(Who::Federated(value(provider)), "sts:AssumeRoleWithWebIdentity")
    }

    /// Whoever signed in at a SAML provider. Narrow it down by a condition on
    /// `SAML:aud`.
    pub fn saml(provider_arn: impl IntoValue<String>) -> Self {
        Self::one(Who::Federated(value(provider_arn)), "sts:AssumeRoleWithSAML")
    }

    /// An account of S3, by its canonical user id.
    pub fn canonical_user(id: impl IntoValue<String>) -> Self {
        Self::one(Who::CanonicalUser(value(id)), "sts:AssumeRole")
    }

    /// Any of several.
    ///
    /// A role trusts each by a statement of its own, so that each may have
    /// other conditions.
    pub fn composite(all: impl IntoIterator<Item = Principal>) -> Self {
        Self { members: all.into_iter().flat_map(|p| p.members).collect() }
    }

    /// Only when a condition holds, for example `StringEquals`,
    /// `aws:SourceAccount` and a value. Of two values for one operator and
    /// key the later one is taken.
    pub fn condition(
        mut self,
        operator: impl Into<Key>,
        key: impl Into<Key>,
        value: impl IntoValue<String>,
    ) -> Self {
        let (operator, key, value) = (operator.into(), key.into(), value.into_expr());
        for member in &mut self.members {
            member.conditions.push((operator.clone(), key.clone(), value.clone()));
        }
        self
    }

    /// May also tag the session: `sts:TagSession`.
    pub fn with_session_tags(mut self) -> Self {
        for member in &mut self.members {
            push(&mut member.actions, "sts:TagSession");
        }
        self
    }

    /// The statements by which a role trusts this principal.
    pub(super) fn trust(&self) -> Vec<PolicyStatement> {
        let statement = |member: &Member| {
            let one = Self { members: vec![member.clone()] };
            PolicyStatement::allow().actions(member.actions.iter().copied()).principal(&one)
        };
        self.members.iter().map(statement).collect()
    }

    /// Who may call a function, where only a single one without conditions is
    /// taken: the principal, and the organization that it must be in.
    pub(crate) fn caller(&self) -> Option<(Value<String>, Value<String>)> {
        let [member] = &self.members[..] else {
            return None;
        };
        // An organization brings a condition of its own.
        let own = usize::from(matches!(member.who, Who::Organization(_)));
        if member.conditions.len() != own {
            return None;
        }
        Some(match &member.who {
            Who::Service(who) | Who::Account(who) | Who::Arn(who) => (who.clone(), Value::unset()),
            Who::Organization(id) => (Value::lit("*"), id.clone()),
            Who::Anyone | Who::Star => (Value::lit("*"), Value::unset()),
            Who::Federated(_) | Who::CanonicalUser(_) => return None,
        })
    }
}

impl Member {
    /// The kind and the name of the principal in a policy.
    pub(super) fn entry(&self) -> (&'static str, Expr) {
        match &self.who {
            Who::Service(name) => ("Service", name.expr().clone()),
            Who::Account(id) => ("AWS", account_arn(id).into()),
            Who::Arn(arn) => ("AWS", arn.expr().clone()),
            Who::Organization(_) | Who::Anyone => ("AWS", Expr::text("*")),
            Who::Star => (STAR, Expr::text("*")),
            Who::Federated(provider) => ("Federated", provider.expr().clone()),
            Who::CanonicalUser(id) => ("CanonicalUser", id.expr().clone()),
        }
    }
}

fn account_arn(id: &Value<String>) -> Value<String> {
    intrinsic::concat([
        Expr::text("arn:"),
        Aws::PARTITION.into(),
        Expr::text(":iam::"),
        id.expr().clone(),
        Expr::text(":root"),
    ])
}
