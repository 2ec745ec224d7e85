//! How an authorizer guards a route.

use std::fmt;

use construct_cfn::refs::ApiGatewayV2AuthorizerId;
use construct_core::{IntoValue, Value};

use crate::apigatewayv2::http::HttpApi;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// Who may call a route.
///
/// One of your own says how a route is guarded by an
/// [`HttpRouteAuthorizerConfig`]:
///
/// ```
/// use construct_lib::apigatewayv2::{HttpApi, HttpRouteAuthorizer, HttpRouteAuthorizerConfig};
///
/// /// An authorizer that the team made by hand.
/// #[derive(Debug, Clone)]
/// struct TeamAuthorizer;
///
/// impl HttpRouteAuthorizer for TeamAuthorizer {
///     fn bind(&self, _api: &HttpApi) -> HttpRouteAuthorizerConfig {
///         HttpRouteAuthorizerConfig::custom("abc123")
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot guard the routes of an HTTP API",
    label = "expected an authorizer of HTTP APIs",
    note = "use an `HttpJwtAuthorizer`, `HttpUserPoolAuthorizer`, `HttpLambdaAuthorizer`, `HttpIamAuthorizer` or `HttpNoneAuthorizer`"
)]
pub trait HttpRouteAuthorizer: fmt::Debug {
    /// Prepares what it needs in `api`, once, and says how a route is guarded.
    #[track_caller]
    fn bind(&self, api: &HttpApi) -> HttpRouteAuthorizerConfig;
}

/// What is asked of whoever calls a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HttpRouteAuthorizationType {
    /// Nothing.
    None,
    /// A signed request, and a permission of IAM.
    Iam,
    /// A token that an issuer signed.
    Jwt,
    /// What a function decides.
    Custom,
}

impl HttpRouteAuthorizationType {
    pub(in crate::apigatewayv2) fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Iam => "AWS_IAM",
            Self::Jwt => "JWT",
            Self::Custom => "CUSTOM",
        }
    }
}

/// How a route is guarded.
///
/// Appears as `AuthorizationType`, `AuthorizerId` and `AuthorizationScopes` of
/// the route.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct HttpRouteAuthorizerConfig {
    kind: HttpRouteAuthorizationType,
    authorizer: Value<ApiGatewayV2AuthorizerId>,
    scopes: Vec<String>,
}

impl HttpRouteAuthorizerConfig {
    /// Not at all.
    pub fn none() -> Self {
        Self::of(HttpRouteAuthorizationType::None, Value::unset())
    }

    /// By a permission of IAM.
    pub fn iam() -> Self {
        Self::of(HttpRouteAuthorizationType::Iam, Value::unset())
    }

    /// By a token that this authorizer accepts.
    pub fn jwt(authorizer: impl IntoValue<ApiGatewayV2AuthorizerId>) -> Self {
        Self::of(HttpRouteAuthorizationType::Jwt, value(authorizer))
    }

    /// By the function of this authorizer.
    pub fn custom(authorizer: impl IntoValue<ApiGatewayV2AuthorizerId>) -> Self {
        Self::of(HttpRouteAuthorizationType::Custom, value(authorizer))
    }

    pub(super) fn of(
        kind: HttpRouteAuthorizationType,
        authorizer: Value<ApiGatewayV2AuthorizerId>,
    ) -> Self {
        Self { kind, authorizer, scopes: Vec::new() }
    }

    /// Scopes that a route asks for besides its own.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(S::into));
        self
    }

    /// What is asked of a caller.
    #[must_use]
    pub fn authorization_type(&self) -> HttpRouteAuthorizationType {
        self.kind
    }

    pub(in crate::apigatewayv2) fn authorizer_id(&self) -> &Value<ApiGatewayV2AuthorizerId> {
        &self.authorizer
    }

    /// All scopes of a route: those of the authorizer, and the route's own or
    /// else the API's.
    pub(in crate::apigatewayv2) fn scopes_of_route(
        &self,
        node: &Node,
        own: Option<Vec<String>>,
        api: &HttpApi,
    ) -> Vec<String> {
        if self.kind != HttpRouteAuthorizationType::Jwt {
            if own.is_some_and(|scopes| !scopes.is_empty()) {
                node.report(
                    Diagnostic::error(
                        codes::SCOPES_WITHOUT_TOKEN,
                        "only tokens have scopes, and the route asks for none",
                    )
                    .help("guard it by `HttpJwtAuthorizer` or `HttpUserPoolAuthorizer`"),
                );
            }
            return Vec::new();
        }
        let mut all = self.scopes.clone();
        for scope in own.unwrap_or_else(|| api.default_scopes()) {
            if !all.contains(&scope) {
                all.push(scope);
            }
        }
        all
    }
}
