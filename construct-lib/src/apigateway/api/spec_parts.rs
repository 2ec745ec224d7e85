//! What is attached to a document: how API Gateway reads it there.

use std::time::Duration;

use construct_cfn::apigateway::method as l1;
use construct_cfn::refs::CognitoUserPoolArn;
use construct_core::{Construct, Expr, IntoValue, Key, Value};

use crate::Node;
use crate::apigateway::authorizer::{check_cache, check_sources};
use crate::apigateway::{
    CorsOptions, HttpMethod, IdentitySource, IntegrationConfig, IntegrationType,
};
use crate::lambda::{Function, invocation_uri};
use crate::value::value;

/// What answers an operation of a [`SpecRestApi`](crate::apigateway::SpecRestApi).
///
/// A function is one by itself; anything else is said by an [`IntegrationConfig`].
///
/// Appears as `x-amazon-apigateway-integration` of the operation.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, IntegrationConfig, IntegrationType, SpecIntegration};
///
/// let website = IntegrationConfig::new(IntegrationType::HttpProxy)
///     .integration_http_method(HttpMethod::Get)
///     .uri("https://example.com");
/// let website: SpecIntegration = website.into();
/// ```
#[derive(Debug, Clone)]
pub struct SpecIntegration(Answer);

#[derive(Debug, Clone)]
enum Answer {
    Function(Function),
    Config(Box<IntegrationConfig>),
}

impl From<&Function> for SpecIntegration {
    fn from(function: &Function) -> Self {
        Self(Answer::Function(function.clone()))
    }
}

impl From<IntegrationConfig> for SpecIntegration {
    fn from(config: IntegrationConfig) -> Self {
        Self(Answer::Config(Box::new(config)))
    }
}

impl SpecIntegration {
    /// The function that the API must be allowed to call.
    pub(super) fn function(&self) -> Option<&Function> {
        match &self.0 {
            Answer::Function(function) => Some(function),
            Answer::Config(_) => None,
        }
    }

    pub(super) fn extension(&self, scope: &dyn Construct) -> Expr {
        match &self.0 {
            // Lambda is called by POST whatever the verb of the request.
            Answer::Function(function) => extension(
                &IntegrationConfig::new(IntegrationType::AwsProxy)
                    .integration_http_method(HttpMethod::Post)
                    .uri(invocation_uri(scope, &function.function_arn())),
            ),
            Answer::Config(config) => extension(config),
        }
    }
}

/// An integration as [documents say it](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html).
fn extension(config: &IntegrationConfig) -> Expr {
    let Expr::Map(properties) = IntoValue::<l1::Integration>::into_expr(config.to_cfn()) else {
        return Expr::Unset;
    };
    let mut all: Vec<(Key, Expr)> = Vec::new();
    for (name, property) in properties.into_vec() {
        let (key, property) = match &*name {
            "Type" => (Key::Borrowed("type"), in_lower_case(property)),
            "PassthroughBehavior" => {
                (Key::Borrowed("passthroughBehavior"), in_lower_case(property))
            }
            "IntegrationHttpMethod" => (Key::Borrowed("httpMethod"), property),
            "IntegrationResponses" => (Key::Borrowed("responses"), responses(property)),
            _ => (camel_case(&name), property),
        };
        if !property.is_unset() {
            all.push((key, property));
        }
    }
    Expr::Map(all.into())
}

/// Answers by the pattern that chooses them, and one for all others.
fn responses(list: Expr) -> Expr {
    let Expr::List(responses) = list else {
        return Expr::Unset;
    };
    let mut all: Vec<(Key, Expr)> = Vec::new();
    for response in responses.into_vec() {
        let Expr::Map(properties) = response else {
            continue;
        };
        let mut pattern = Key::Borrowed("default");
        let mut one: Vec<(Key, Expr)> = Vec::new();
        for (name, property) in properties.into_vec() {
            match property {
                Expr::Str(text) if name == "SelectionPattern" => pattern = text,
                Expr::Unset => {}
                property => one.push((camel_case(&name), property)),
            }
        }
        all.push((pattern, Expr::Map(one.into())));
    }
    Expr::Map(all.into())
}

fn camel_case(name: &str) -> Key {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    Key::Owned(first.into_iter().chain(letters).collect())
}

fn in_lower_case(value: Expr) -> Expr {
    match value {
        Expr::Str(text) => Expr::from(text.to_lowercase()),
        other => other,
    }
}

/// The operation that answers what browsers ask first.
pub(super) fn preflight(options: &CorsOptions, is_all_binary: bool) -> Expr {
    let integration = extension(&options.integration(is_all_binary).config());
    let mut answers: Vec<(Key, Expr)> = Vec::new();
    if let Expr::Map(entries) = &integration {
        let responses = entries.iter().find(|(key, _)| key == "responses");
        if let Some((_, Expr::Map(responses))) = responses {
            answers.extend(responses.iter().map(|(_, response)| declared(response)));
        }
    }
    Expr::map([
        ("summary", Expr::text("Answers what browsers ask before a request from another origin")),
        ("responses", Expr::Map(answers.into())),
        ("x-amazon-apigateway-integration", integration),
    ])
}

/// An answer with its headers, as the operation declares them.
fn declared(response: &Expr) -> (Key, Expr) {
    let entries: &[(Key, Expr)] = match response {
        Expr::Map(entries) => entries,
        _ => &[],
    };
    let find = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let status = find("statusCode").and_then(Expr::as_str).unwrap_or("204").to_owned();
    let mut headers: Vec<(Key, Expr)> = Vec::new();
    if let Some(Expr::Map(parameters)) = find("responseParameters") {
        for (name, _) in parameters {
            if let Some(name) = name.strip_prefix("method.response.header.") {
                let schema = Expr::map([("type", Expr::text("string"))]);
                headers.push((Key::Owned(name.to_owned()), Expr::map([("schema", schema)])));
            }
        }
    }
    let answer = Expr::map([
        ("description", Expr::text("What the API takes from other origins")),
        ("headers", Expr::Map(headers.into())),
    ]);
    (Key::Owned(status), answer)
}

/// What checks a security scheme of a [`SpecRestApi`](crate::apigateway::SpecRestApi).
///
/// Appears in the scheme as `x-amazon-apigateway-authtype` and
/// `x-amazon-apigateway-authorizer`; the scheme becomes one by `apiKey`, the only
/// type that API Gateway reads.
///
/// ```
/// use construct_lib::apigateway::SpecAuthorizer;
///
/// let customers = SpecAuthorizer::user_pools([
///     "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf",
/// ]);
/// let services = SpecAuthorizer::iam();
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct SpecAuthorizer {
    auth_type: &'static str,
    kind: &'static str,
    function: Option<Function>,
    sources: Vec<IdentitySource>,
    user_pools: Vec<Value<CognitoUserPoolArn>>,
    cache: Option<Duration>,
}

impl SpecAuthorizer {
    fn of(auth_type: &'static str, kind: &'static str) -> Self {
        Self {
            auth_type,
            kind,
            function: None,
            sources: Vec::new(),
            user_pools: Vec::new(),
            cache: None,
        }
    }

    /// A function that is given the header `Authorization`.
    pub fn token(function: &Function) -> Self {
        Self { function: Some(function.clone()), ..Self::of("custom", "token") }
    }

    /// A function that is given the request, of which these parts tell who sends it.
    /// Without any it is asked for each request.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-identity-source`, also when there is none and
    /// what the function says is [kept](Self::results_cache_ttl).
    pub fn request(function: &Function, sources: impl IntoIterator<Item = IdentitySource>) -> Self {
        Self {
            function: Some(function.clone()),
            sources: sources.into_iter().collect(),
            ..Self::of("custom", "request")
        }
    }

    /// Tokens of these user pools, in the header `Authorization`.
    pub fn user_pools<A: IntoValue<CognitoUserPoolArn>>(arns: impl IntoIterator<Item = A>) -> Self {
        let kind = "cognito_user_pools";
        Self { user_pools: arns.into_iter().map(value).collect(), ..Self::of(kind, kind) }
    }

    /// Signatures by the keys of AWS.
    pub fn iam() -> Self {
        Self::of("awsSigv4", "")
    }

    /// How long an answer is kept, in whole seconds up to an hour; five minutes
    /// by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `authorizer-cache-out-of-range`.
    pub fn results_cache_ttl(mut self, ttl: Duration) -> Self {
        self.cache = Some(ttl);
        self
    }

    pub(super) fn function(&self) -> Option<&Function> {
        self.function.as_ref()
    }

    fn check(&self, node: &Node) {
        if let Some(cache) = self.cache {
            check_cache(node, cache);
        }
        if self.kind == "request" {
            let help = "name an identity source, or leave `results_cache_ttl` out";
            let is_kept = self.cache.is_some_and(|cache| !cache.is_zero());
            check_sources(node, &self.sources, is_kept, help);
        }
    }

    pub(super) fn scheme(&self, scope: &dyn Construct) -> Expr {
        self.check(scope.node());
        let header = self.sources.iter().find_map(|source| {
            source.to_string().strip_prefix("method.request.header.").map(str::to_owned)
        });
        let mut scheme: Vec<(Key, Expr)> = Vec::new();
        let mut add = |key: &'static str, value: Expr| scheme.push((Key::Borrowed(key), value));
        add("type", Expr::text("apiKey"));
        add("name", Expr::from(header.unwrap_or_else(|| "Authorization".to_owned())));
        add("in", Expr::text("header"));
        add("x-amazon-apigateway-authtype", Expr::text(self.auth_type));
        if !self.kind.is_empty() {
            add("x-amazon-apigateway-authorizer", self.authorizer(scope));
        }
        Expr::Map(scheme.into())
    }

    fn authorizer(&self, scope: &dyn Construct) -> Expr {
        let seconds = |ttl: Duration| Expr::Int(i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX));
        let uri = self.function.as_ref().map(|f| invocation_uri(scope, &f.function_arn()).into());
        let sources: Vec<String> = self.sources.iter().map(ToString::to_string).collect();
        // Left out, it is five minutes, which needs something to keep answers by.
        let is_for_each = self.kind == "request" && sources.is_empty();
        let cache = self.cache.or(is_for_each.then_some(Duration::ZERO));
        let pools = self.user_pools.iter().map(|arn| arn.expr().clone());
        Expr::map([
            ("type", Expr::text(self.kind)),
            ("authorizerUri", uri.unwrap_or_default()),
            (
                "providerARNs",
                if self.user_pools.is_empty() { Expr::Unset } else { Expr::list(pools) },
            ),
            (
                "identitySource",
                if sources.is_empty() { Expr::Unset } else { Expr::from(sources.join(", ")) },
            ),
            ("authorizerResultTtlInSeconds", cache.map(seconds).unwrap_or_default()),
        ])
    }
}
