//! What is attached to a document: how API Gateway reads it there.

use std::time::Duration;

use construct_core::{Construct, Expr, IntoValue, Key, ResourceProps, Value};

use crate::apigatewayv2::http::api::CorsPreflightOptions;
use crate::apigatewayv2::http::authorizer::{HttpIdentitySource, check_cache};
use crate::apigatewayv2::http::integration::{HttpIntegrationConfig, PayloadFormatVersion};
use crate::error::codes;
use crate::lambda::{Function, invocation_uri};
use crate::value::value;
use crate::{Diagnostic, Node};

/// What answers an operation of a [`SpecHttpApi`](crate::apigatewayv2::SpecHttpApi).
///
/// A function is one by itself, and gets requests in the format 2.0; anything
/// else is said by an [`HttpIntegrationConfig`].
///
/// Appears as `x-amazon-apigateway-integration` of the operation.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpIntegrationConfig, HttpMethod, SpecHttpIntegration};
///
/// let website = HttpIntegrationConfig::http_proxy("https://example.com", HttpMethod::Get);
/// let website: SpecHttpIntegration = website.into();
/// ```
#[derive(Debug, Clone)]
pub struct SpecHttpIntegration(Answer);

#[derive(Debug, Clone)]
enum Answer {
    Function(Function),
    Config(Box<HttpIntegrationConfig>),
}

impl From<&Function> for SpecHttpIntegration {
    fn from(function: &Function) -> Self {
        Self(Answer::Function(function.clone()))
    }
}

impl From<HttpIntegrationConfig> for SpecHttpIntegration {
    fn from(config: HttpIntegrationConfig) -> Self {
        Self(Answer::Config(Box::new(config)))
    }
}

impl SpecHttpIntegration {
    pub(super) fn function(&self) -> Option<&Function> {
        match &self.0 {
            Answer::Function(function) => Some(function),
            Answer::Config(_) => None,
        }
    }

    pub(super) fn extension(&self, node: &Node) -> Expr {
        match &self.0 {
            // Lambda is called by POST whatever the verb of the request.
            Answer::Function(function) => {
                let version = PayloadFormatVersion::V2_0;
                let config = HttpIntegrationConfig::lambda(
                    invocation_uri(node, &function.function_arn()),
                    version,
                );
                let mut integration = extension(&config);
                if let Expr::Map(entries) = &mut integration {
                    let mut all = std::mem::take(entries).into_vec();
                    all.insert(1, (Key::Borrowed("httpMethod"), Expr::text("POST")));
                    *entries = all.into();
                }
                integration
            }
            Answer::Config(config) => {
                config.check(node);
                extension(config)
            }
        }
    }
}

/// An integration as [documents say it](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html).
fn extension(config: &HttpIntegrationConfig) -> Expr {
    let properties = config.to_cfn().into_props();
    let mut all: Vec<(Key, Expr)> = Vec::new();
    let key_of = |name: &str| match name {
        "IntegrationType" => "type".into(),
        "IntegrationMethod" => "httpMethod".into(),
        "IntegrationUri" => "uri".into(),
        "CredentialsArn" => "credentials".into(),
        name => camel_case(name),
    };
    for (name, property) in properties.entries() {
        let property = match (&**name, property) {
            ("IntegrationType", Expr::Str(kind)) => Expr::from(kind.to_lowercase()),
            ("TlsConfig", Expr::Map(entries)) => {
                Expr::Map(entries.iter().map(|(k, v)| (camel_case(k), v.clone())).collect())
            }
            ("ResponseParameters", Expr::Map(statuses)) => {
                Expr::Map(statuses.iter().map(|(k, v)| (k.clone(), changes(v))).collect())
            }
            (_, property) => property.clone(),
        };
        if !property.is_unset() {
            all.push((key_of(name), property));
        }
    }
    // People look for the type first.
    all.sort_by_key(|(key, _)| key != "type");
    Expr::Map(all.into())
}

/// How answers of one status are changed: what by what.
fn changes(of_status: &Expr) -> Expr {
    let field = |of: &Expr, name: &str| match of {
        Expr::Map(entries) => {
            entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        }
        _ => None,
    };
    let Some(Expr::List(all)) = field(of_status, "ResponseParameters") else {
        return of_status.clone();
    };
    let change = |one: &Expr| match field(one, "Destination") {
        Some(Expr::Str(what)) => Some((what, field(one, "Source").unwrap_or_default())),
        _ => None,
    };
    Expr::Map(all.iter().filter_map(change).collect())
}

fn camel_case(name: &str) -> Key {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_lowercase());
    Key::Owned(first.into_iter().chain(letters).collect())
}

/// What API Gateway answers to browsers, in a document.
pub(super) fn cors(options: &CorsPreflightOptions) -> Expr {
    let Expr::Map(properties) = options.to_expr() else {
        return Expr::Unset;
    };
    let entries = properties.iter().filter(|(_, value)| !value.is_unset());
    Expr::Map(entries.map(|(name, value)| (camel_case(name), value.clone())).collect())
}

/// What checks a security scheme of a [`SpecHttpApi`](crate::apigatewayv2::SpecHttpApi).
///
/// Appears in the scheme as `x-amazon-apigateway-authorizer`.
///
/// ```
/// use construct_lib::apigatewayv2::SpecHttpAuthorizer;
///
/// let customers = SpecHttpAuthorizer::jwt("https://login.example.com", ["shop"]);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct SpecHttpAuthorizer {
    kind: Kind,
    sources: Vec<String>,
    cache: Option<Duration>,
}

#[derive(Debug, Clone)]
enum Kind {
    Jwt { issuer: Value<String>, audience: Vec<Value<String>> },
    Function(Function),
    Iam,
}

impl SpecHttpAuthorizer {
    fn of(kind: Kind) -> Self {
        Self { kind, sources: vec!["$request.header.Authorization".to_owned()], cache: None }
    }

    /// Tokens of an issuer for one of these audiences, in the header `Authorization`.
    pub fn jwt<A: IntoValue<String>>(
        issuer: impl IntoValue<String>,
        audience: impl IntoIterator<Item = A>,
    ) -> Self {
        let audience = audience.into_iter().map(value).collect();
        Self::of(Kind::Jwt { issuer: value(issuer), audience })
    }

    /// A function that says `isAuthorized`, and is given the request in the format 2.0.
    pub fn function(function: &Function) -> Self {
        Self::of(Kind::Function(function.clone()))
    }

    /// Signatures by the keys of AWS.
    pub fn iam() -> Self {
        Self::of(Kind::Iam)
    }

    /// What of a request tells who sends it; `$request.header.Authorization` by default.
    /// A function without any is asked for each request.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-identity-source`, also when there is none for
    /// a token, or for answers that are [kept](Self::results_cache_ttl).
    pub fn identity_source<S: Into<String>>(
        mut self,
        sources: impl IntoIterator<Item = S>,
    ) -> Self {
        self.sources = sources.into_iter().map(S::into).collect();
        self
    }

    /// How long a function's answer is kept, in whole seconds up to an hour; not
    /// at all by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `authorizer-cache-out-of-range`.
    pub fn results_cache_ttl(mut self, ttl: Duration) -> Self {
        self.cache = Some(ttl);
        self
    }

    pub(super) fn called(&self) -> Option<&Function> {
        match &self.kind {
            Kind::Function(function) => Some(function),
            Kind::Jwt { .. } | Kind::Iam => None,
        }
    }

    fn check(&self, node: &Node) {
        let sources: Vec<_> =
            self.sources.iter().map(|source| HttpIdentitySource::of_document(source)).collect();
        match self.kind {
            Kind::Iam => {}
            Kind::Function(_) => {
                let help = "name an identity source, or leave `results_cache_ttl` out";
                check_cache(node, &sources, self.cache.unwrap_or_default(), help);
            }
            Kind::Jwt { .. } => {
                sources.iter().for_each(|source| source.check(node));
                if sources.is_empty() {
                    let message = "nothing tells where the token stands";
                    node.report(
                        Diagnostic::error(codes::INVALID_IDENTITY_SOURCE, message)
                            .help("name it, for example `$request.header.Authorization`"),
                    );
                }
            }
        }
    }

    pub(super) fn scheme(&self, scope: &dyn Construct) -> Expr {
        self.check(scope.node());
        let key = |entries: Vec<(&'static str, Expr)>| {
            let key = [
                ("type", Expr::text("apiKey")),
                ("name", Expr::text("Authorization")),
                ("in", Expr::text("header")),
            ];
            let all = key.into_iter().chain(entries);
            Expr::Map(all.map(|(key, value)| (Key::Borrowed(key), value)).collect())
        };
        let sources = match &self.sources[..] {
            [] => Expr::Unset,
            all => Expr::from(all.join(",")),
        };
        // Answers are kept by what tells requests apart.
        let cache = self.cache.or(self.sources.is_empty().then_some(Duration::ZERO));
        let seconds = |ttl: Duration| Expr::Int(i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX));
        match &self.kind {
            Kind::Iam => key(vec![("x-amazon-apigateway-authtype", Expr::text("awsSigv4"))]),
            Kind::Function(function) => {
                let authorizer = Expr::map([
                    ("type", Expr::text("request")),
                    ("identitySource", sources),
                    ("authorizerUri", invocation_uri(scope, &function.function_arn()).into()),
                    ("authorizerPayloadFormatVersion", Expr::text("2.0")),
                    ("enableSimpleResponses", Expr::Bool(true)),
                    ("authorizerResultTtlInSeconds", cache.map(seconds).unwrap_or_default()),
                ]);
                key(vec![("x-amazon-apigateway-authorizer", authorizer)])
            }
            Kind::Jwt { issuer, audience } => {
                let audience = audience.iter().map(|name| name.expr().clone());
                let configuration = Expr::map([
                    ("issuer", issuer.clone().into()),
                    ("audience", Expr::list(audience)),
                ]);
                let authorizer = Expr::map([
                    ("type", Expr::text("jwt")),
                    ("identitySource", sources),
                    ("jwtConfiguration", configuration),
                ]);
                Expr::map([
                    ("type", Expr::text("oauth2")),
                    ("x-amazon-apigateway-authorizer", authorizer),
                ])
            }
        }
    }
}
