//! Who acts.

use construct_cfn::refs::IamOidcProviderArn;
use construct_core::{Aws, Expr, IntoValue, Key, Value, intrinsic};

use super::condition::{Condition, ConditionKey, Conditions, StringKey};
use super::regions;
use super::statement::{PolicyStatement, push};
use crate::value::value;

/// Who acts, in a trust policy, in the policy of a resource or in a permission.
///
/// Appears as the `Principal` of a statement; see AWS on
/// [principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
///
/// ```
/// use construct_lib::iam::{Condition, ConditionKey, Principal, StringKey};
///
/// const AUDIENCE: ConditionKey<StringKey> =
///     ConditionKey::new("token.actions.githubusercontent.com:aud");
/// const SUBJECT: ConditionKey<StringKey> =
///     ConditionKey::new("token.actions.githubusercontent.com:sub");
///
/// let provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
/// let github = Principal::open_id_connect(provider)
///     .condition(Condition::string_equals(AUDIENCE, "sts.amazonaws.com"))
///     .condition(Condition::string_like(SUBJECT, "repo:example/orders:*"));
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
    pub(super) conditions: Conditions,
    actions: Vec<&'static str>,
    /// Why AWS would refuse it.
    pub(super) problem: Option<Key>,
}

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

const PRINCIPAL_ORG_ID: ConditionKey<StringKey> = ConditionKey::new("aws:PrincipalOrgID");
const SAML_AUDIENCE: ConditionKey<StringKey> = ConditionKey::new("SAML:aud");

impl Principal {
    fn one(who: Who, action: &'static str) -> Self {
        let conditions = Conditions::default();
        Self { members: vec![Member { who, conditions, actions: vec![action], problem: None }] }
    }

    fn with_problem(mut self, problem: Option<String>) -> Self {
        if let [member] = &mut self.members[..] {
            member.problem = problem.map(Key::from);
        }
        self
    }

    /// A service of AWS, for example `lambda.amazonaws.com` or just `lambda`.
    ///
    /// What has a dot is written as it is, so it may name a partition or a region.
    pub fn service(service: &str) -> Self {
        Self::one(Who::Service(Self::service_principal_name(service).into()), "sts:AssumeRole")
    }

    /// A service of AWS whose name has a region that may be known only at deployment.
    pub(crate) fn regional_service(name: Value<String>) -> Self {
        Self::one(Who::Service(name), "sts:AssumeRole")
    }

    /// A service of AWS in a region, which acts from there on resources in another one.
    ///
    /// In a region that an account has to opt in to it has a name of its own,
    /// such as `sns.me-south-1.amazonaws.com`; elsewhere its name is that of
    /// [`service`](Self::service).
    pub fn service_in_region(service: &str, region: &str) -> Self {
        let name = Self::service_principal_name(service);
        let name = match name.strip_suffix(".amazonaws.com") {
            Some(bare) if regions::is_opt_in(region) => format!("{bare}.{region}.amazonaws.com"),
            _ => name,
        };
        Self::service(&name)
    }

    /// The name by which a policy calls a service: `lambda` is `lambda.amazonaws.com`.
    #[must_use]
    pub fn service_principal_name(service: &str) -> String {
        if service.contains('.') { service.to_owned() } else { format!("{service}.amazonaws.com") }
    }

    /// Everyone in an account whom its own policies allow it: `arn:…:ACCOUNT:root`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-principal` when the id has not twelve digits.
    pub fn account(account: impl IntoValue<String>) -> Self {
        let account = value(account);
        let problem = account
            .as_literal()
            .filter(|id| id.len() != 12 || !id.bytes().all(|b| b.is_ascii_digit()))
            .map(|id| format!("`{id}` is not the id of an account, which has twelve digits"));
        Self::one(Who::Account(account), "sts:AssumeRole").with_problem(problem)
    }

    /// Everyone in the account of the stack whom its own policies allow it.
    pub fn account_root() -> Self {
        Self::account(Aws::ACCOUNT_ID)
    }

    /// A role, a user or a session, by its ARN.
    pub fn arn(arn: impl IntoValue<String>) -> Self {
        Self::one(Who::Arn(value(arn)), "sts:AssumeRole")
    }

    /// Everyone in an organization: `{"AWS": "*"}` with a condition on
    /// `aws:PrincipalOrgID`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-principal` when it is not the id of one.
    pub fn organization(id: impl IntoValue<String>) -> Self {
        let id = value(id);
        let problem = id
            .as_literal()
            .filter(|id| !is_organization(id))
            .map(|id| format!("`{id}` is not the id of an organization, such as `o-a1b2c3d4e5`"));
        Self::one(Who::Organization(id.clone()), "sts:AssumeRole")
            .condition(Condition::string_equals(PRINCIPAL_ORG_ID, id))
            .with_problem(problem)
    }

    /// Everyone, even without an account; written as `{"AWS": "*"}`.
    pub fn any() -> Self {
        Self::one(Who::Anyone, "sts:AssumeRole")
    }

    /// Everyone; written as a bare `*`, where a service asks for that.
    pub fn star() -> Self {
        Self::one(Who::Star, "sts:AssumeRole")
    }

    /// Whoever an identity provider vouches for, and takes on roles by `sts:AssumeRole`.
    ///
    /// Mostly one of [`web_identity`](Self::web_identity),
    /// [`open_id_connect`](Self::open_id_connect) and [`saml`](Self::saml) is
    /// meant, who take them on by actions of their own.
    pub fn federated(provider: impl IntoValue<String>) -> Self {
        Self::one(Who::Federated(value(provider)), "sts:AssumeRole")
    }

    /// Whoever signed in at a provider that AWS knows by name, for example
    /// `cognito-identity.amazonaws.com` or `accounts.google.com`. Always
    /// narrow it down by conditions on the token, such as its `aud`.
    pub fn web_identity(provider: impl IntoValue<String>) -> Self {
        Self::one(Who::Federated(value(provider)), "sts:AssumeRoleWithWebIdentity")
    }

    /// Whoever signed in at an OpenID Connect provider of the account, by the
    /// provider's ARN. Always narrow it down by conditions on the token: its
    /// `aud`, and its `sub`.
    pub fn open_id_connect(provider: impl IntoValue<IamOidcProviderArn>) -> Self {
        let provider: Value<IamOidcProviderArn> = value(provider);
        Self::web_identity(provider)
    }

    /// Whoever signed in at a SAML provider, by the provider's ARN. Narrow it
    /// down by a condition on `SAML:aud`.
    pub fn saml(provider_arn: impl IntoValue<String>) -> Self {
        Self::one(Who::Federated(value(provider_arn)), "sts:AssumeRoleWithSAML")
    }

    /// Whoever signed in at a SAML provider to use the console: the audience
    /// is the sign-in page of the provider's partition, or that of the
    /// partition `aws` when the ARN is known only at deployment.
    pub fn saml_console(provider_arn: impl IntoValue<String>) -> Self {
        let arn = value(provider_arn);
        let partition = arn.as_literal().and_then(|arn| arn.split(':').nth(1)).unwrap_or("aws");
        let page = regions::saml_sign_on_url(partition);
        Self::saml(arn).condition(Condition::string_equals(SAML_AUDIENCE, page))
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

    /// Only when a condition holds. Of two for one operator and key the later
    /// one is taken.
    #[expect(clippy::needless_pass_by_value, reason = "conditions are given away")]
    pub fn condition(mut self, condition: Condition) -> Self {
        for member in &mut self.members {
            member.conditions.add(condition.clone());
        }
        self
    }

    /// Only who belongs to this organization: a condition on `aws:PrincipalOrgID`.
    pub fn in_organization(self, id: impl IntoValue<String>) -> Self {
        let id: Value<String> = value(id);
        self.condition(Condition::string_equals(PRINCIPAL_ORG_ID, id))
    }

    /// May also tag the session: `sts:TagSession`.
    pub fn with_session_tags(mut self) -> Self {
        for member in &mut self.members {
            push(&mut member.actions, "sts:TagSession");
        }
        self
    }

    /// The account to which it belongs, where that is told.
    pub(super) fn account_id(&self) -> Option<Value<String>> {
        match &self.members[..] {
            [Member { who: Who::Account(id), .. }] => Some(id.clone()),
            _ => None,
        }
    }

    /// What a person would call it.
    pub(super) fn describe(&self) -> String {
        let name = |member: &Member| match &member.who {
            Who::Service(name) => text(name, "a service"),
            Who::Account(id) => text(id, "an account"),
            Who::Arn(arn) => text(arn, "an ARN"),
            Who::Organization(id) => text(id, "an organization"),
            Who::Anyone | Who::Star => "*".to_owned(),
            Who::Federated(provider) => text(provider, "a provider"),
            Who::CanonicalUser(id) => text(id, "a canonical user"),
        };
        self.members.iter().map(name).collect::<Vec<_>>().join(", ")
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

/// What is known now, or what it is.
fn text(value: &Value<String>, otherwise: &str) -> String {
    value.as_literal().unwrap_or(otherwise).to_owned()
}

fn is_organization(id: &str) -> bool {
    id.strip_prefix("o-").is_some_and(|rest| {
        (10..=32).contains(&rest.len())
            && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}
