//! Tokens that an issuer signed.

use construct_cfn::apigatewayv2::{CfnAuthorizerProps, authorizer as l1};
use construct_core::{IntoValue, Key, Value};

use super::{
    HttpAuthorizer, HttpIdentitySource, HttpRouteAuthorizationType, HttpRouteAuthorizer,
    HttpRouteAuthorizerConfig,
};
use crate::apigatewayv2::http::HttpApi;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// Lets in who has a token that an issuer signed for this API.
///
/// Appears as one authorizer of the type `JWT` for each API, below it. API
/// Gateway reads the keys of the issuer from its
/// `/.well-known/openid-configuration`, and checks signature, issuer,
/// audience, times and scopes of each token itself.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpJwtAuthorizer, HttpLambdaIntegration, HttpMethod,
///     HttpRouteOptions,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let orders = HttpLambdaIntegration::new("Orders", &handler);
/// let tokens = HttpJwtAuthorizer::new("Tokens", "https://issuer.example.com", ["orders"]);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new().default_authorizer(&tokens));
/// let write = HttpRouteOptions::new().authorization_scopes(["orders/write"]);
/// api.add_routes("/orders", [HttpMethod::Get], &orders);
/// api.add_routes_with("/orders", [HttpMethod::Post], &orders, write);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpJwtAuthorizer {
    id: Key,
    issuer: Value<String>,
    audience: Vec<Value<String>>,
    name: Value<String>,
    source: HttpIdentitySource,
}

impl HttpJwtAuthorizer {
    /// Accepts tokens of this issuer, for one of this audience, in the header
    /// `Authorization`.
    ///
    /// `id` is that of the authorizer below the API. Two that are equal are
    /// one authorizer.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-authorizer` when the issuer is no address
    /// that begins with `https://`, or there is no audience.
    pub fn new<A: IntoValue<String>>(
        id: impl Into<Key>,
        jwt_issuer: impl IntoValue<String>,
        jwt_audience: impl IntoIterator<Item = A>,
    ) -> Self {
        Self {
            id: id.into(),
            issuer: value(jwt_issuer),
            audience: jwt_audience.into_iter().map(value).collect(),
            name: Value::unset(),
            source: HttpIdentitySource::header("Authorization"),
        }
    }

    /// The name that AWS shows; the id by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`.
    pub fn authorizer_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// Where the token stands; in the header `Authorization` by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-identity-source` for what is no header and
    /// no value of the query string.
    pub fn identity_source(mut self, source: HttpIdentitySource) -> Self {
        self.source = source;
        self
    }

    /// Accepts tokens of another issuer instead.
    pub(super) fn jwt_issuer(mut self, issuer: Value<String>) -> Self {
        self.issuer = issuer;
        self
    }

    fn check(&self, node: &Node) {
        if self.audience.is_empty() {
            node.report(
                Diagnostic::error(
                    codes::INVALID_AUTHORIZER,
                    "the authorizer accepts tokens for nobody",
                )
                .help("name an audience: what the issuer writes into `aud` or `client_id`"),
            );
        }
        if let Some(issuer) = self.issuer.as_literal().filter(|text| !text.starts_with("https://"))
        {
            node.report(
                Diagnostic::error(
                    codes::INVALID_AUTHORIZER,
                    format!("`{issuer}` cannot be the issuer of tokens"),
                )
                .help("write its address as in `iss` of the tokens, from `https://` on"),
            );
        }
        self.source.check(node);
        if !self.source.holds_token() {
            node.report(
                Diagnostic::error(
                    codes::INVALID_IDENTITY_SOURCE,
                    format!("a token cannot stand in `{}`", self.source),
                )
                .help("use a header or a value of the query string"),
            );
        }
    }
}

impl HttpRouteAuthorizer for HttpJwtAuthorizer {
    #[track_caller]
    fn bind(&self, api: &HttpApi) -> HttpRouteAuthorizerConfig {
        let jwt = l1::JWTConfiguration::new().audience(self.audience.clone()).issuer(&self.issuer);
        let props = CfnAuthorizerProps::patch()
            .authorizer_type("JWT")
            .identity_source([self.source.to_string()])
            .jwt_configuration(jwt);
        let kind = HttpRouteAuthorizationType::Jwt;
        let check = |node: &Node| self.check(node);
        HttpAuthorizer::of(api, &self.id, &self.name, kind, props, &check).0.bind(api)
    }
}
