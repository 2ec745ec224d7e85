//! Values that CloudFormation fetches from elsewhere, and those of them that
//! nobody may see.

use std::fmt;

use super::expr::{Expr, Key};
use super::fold;
use super::into_value::IntoValue;
use super::value::Value;

/// A [dynamic reference]: a value that CloudFormation fetches from another
/// service when it needs it.
///
/// Appears as the text `{{resolve:SERVICE:KEY}}`.
///
/// [dynamic reference]: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
///
/// ```
/// use construct_core::CfnDynamicReference;
///
/// let image = CfnDynamicReference::ssm("/images/base", Some(3)).value();
/// assert_eq!(image.as_literal(), Some("{{resolve:ssm:/images/base:3}}"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CfnDynamicReference(Expr);

/// The service that a dynamic reference asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CfnDynamicReferenceService {
    /// `ssm`: a plain text of Systems Manager.
    Ssm,
    /// `ssm-secure`: a secure text of Systems Manager.
    SsmSecure,
    /// `secretsmanager`: a secret of Secrets Manager.
    SecretsManager,
}

impl CfnDynamicReferenceService {
    /// The name in the template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ssm => "ssm",
            Self::SsmSecure => "ssm-secure",
            Self::SecretsManager => "secretsmanager",
        }
    }
}

impl CfnDynamicReference {
    /// What a service has under a key, as that service's references are written.
    ///
    /// # Errors
    ///
    /// Synthesis reports `malformed-dynamic-reference`.
    #[must_use]
    pub fn new(service: CfnDynamicReferenceService, reference_key: impl IntoValue<String>) -> Self {
        let start = Expr::from(format!("{{{{resolve:{}:", service.name()));
        Self(fold::concat([start, reference_key.into_expr(), Expr::text("}}")]))
    }

    /// A plain text of Systems Manager; its newest version by default.
    #[must_use]
    pub fn ssm(parameter_name: impl IntoValue<String>, version: Option<u64>) -> Self {
        Self::new(CfnDynamicReferenceService::Ssm, versioned(parameter_name.into_expr(), version))
    }

    /// The text, once it is fetched.
    ///
    /// A secret is better kept as a [`SecretValue`].
    #[must_use]
    pub fn value(self) -> Value<String> {
        Value::of(self.0)
    }
}

fn versioned(name: Expr, version: Option<u64>) -> Value<String> {
    let version = version.map_or(Expr::Unset, |v| Expr::from(format!(":{v}")));
    Value::of(fold::concat([name, version]))
}

/// A value that must not be seen.
///
/// It cannot be given where a plain text is due, so that it does not end up
/// where people read it, such as the environment of a Lambda function. A
/// construct that takes a `SecretValue` keeps it out of sight; for a property
/// that is known to do so, call [`unsafe_unwrap`](Self::unsafe_unwrap).
///
/// ```
/// use construct_core::{App, CfnResource, Expr, SecretValue, SecretsManagerSecretOptions, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let options = SecretsManagerSecretOptions::new().json_field("password");
/// let password = SecretValue::secrets_manager("orders/database", options);
/// let database = CfnResource::new(&stack, "Database", "AWS::RDS::DBInstance");
/// database.add_property_override("MasterUserPassword", Expr::from(password.unsafe_unwrap()));
/// ```
///
/// # Errors
///
/// Synthesis reports `misplaced-dynamic-reference` where CloudFormation does
/// not fetch a secret, and warns of `secret-exposed` where it would be read by
/// more people than may.
#[derive(Clone, PartialEq)]
pub struct SecretValue(pub(crate) Expr);

impl fmt::Debug for SecretValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretValue(..)")
    }
}

/// Which part and which version of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecretsManagerSecretOptions {
    json_field: Option<Key>,
    version: Version,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Version {
    #[default]
    Current,
    Stage(Key),
    Id(Key),
}

impl SecretsManagerSecretOptions {
    /// All of the secret, as it is at the time.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One field of a secret that is a JSON object; all of it by default.
    #[must_use]
    pub fn json_field(mut self, field: impl Into<Key>) -> Self {
        self.json_field = Some(field.into());
        self
    }

    /// The version with this label; `AWSCURRENT` by default. Takes the place
    /// of a version by its id.
    #[must_use]
    pub fn version_stage(mut self, stage: impl Into<Key>) -> Self {
        self.version = Version::Stage(stage.into());
        self
    }

    /// The version with this id. Takes the place of one by its label.
    #[must_use]
    pub fn version_id(mut self, id: impl Into<Key>) -> Self {
        self.version = Version::Id(id.into());
        self
    }
}

impl SecretValue {
    /// A secret of Secrets Manager, by its name or its ARN.
    ///
    /// It is fetched again only when a property of the resource that holds it
    /// changes.
    #[must_use]
    pub fn secrets_manager(
        secret_id: impl IntoValue<String>,
        options: SecretsManagerSecretOptions,
    ) -> Self {
        let (stage, id) = match options.version {
            Version::Current => ("".into(), "".into()),
            Version::Stage(stage) => (stage, "".into()),
            Version::Id(id) => ("".into(), id),
        };
        let field = options.json_field.unwrap_or_default();
        let part = Expr::from(format!(":SecretString:{field}:{stage}:{id}"));
        let key: Value<String> = Value::of(fold::concat([secret_id.into_expr(), part]));
        let service = CfnDynamicReferenceService::SecretsManager;
        Self::cfn_dynamic_reference(CfnDynamicReference::new(service, key))
    }

    /// A secure text of Systems Manager; its newest version by default.
    ///
    /// CloudFormation takes it in few properties only, which AWS
    /// [lists](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html).
    #[must_use]
    pub fn ssm_secure(parameter_name: impl IntoValue<String>, version: Option<u64>) -> Self {
        let key = versioned(parameter_name.into_expr(), version);
        Self::cfn_dynamic_reference(CfnDynamicReference::new(
            CfnDynamicReferenceService::SsmSecure,
            key,
        ))
    }

    /// What any dynamic reference gives.
    #[must_use]
    pub fn cfn_dynamic_reference(reference: CfnDynamicReference) -> Self {
        Self(reference.0)
    }

    /// An attribute of a resource that is a secret.
    #[must_use]
    pub fn resource_attribute(attribute: impl IntoValue<String>) -> Self {
        Self(attribute.into_expr())
    }

    /// A text that stands in the program and in the template, for tests.
    #[must_use]
    pub fn unsafe_plain_text(secret: impl IntoValue<String>) -> Self {
        Self(secret.into_expr())
    }

    /// The value as a plain text, for a property that keeps it from being seen.
    #[must_use]
    pub fn unsafe_unwrap(self) -> Value<String> {
        Value::of(self.0)
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<SecretValue> for SecretValue {
    fn into_expr(self) -> Expr {
        self.0
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<SecretValue> for &SecretValue {
    fn into_expr(self) -> Expr {
        self.0.clone()
    }
}
