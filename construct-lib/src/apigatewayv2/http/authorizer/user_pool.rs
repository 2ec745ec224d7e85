//! Tokens of a Cognito user pool.

use construct_cfn::refs::{CognitoUserPoolClientId, CognitoUserPoolId};
use construct_core::{Aws, Expr, IntoValue, Key, Value, intrinsic};

use super::{
    HttpIdentitySource, HttpJwtAuthorizer, HttpRouteAuthorizer, HttpRouteAuthorizerConfig,
};
use crate::Stack;
use crate::apigatewayv2::http::HttpApi;
use crate::value::value;

/// Lets in who signed in at a Cognito user pool.
///
/// Appears as one authorizer of the type `JWT` for each API, below it.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, HttpUserPoolAuthorizer};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let people = HttpUserPoolAuthorizer::new("People", "eu-west-1_AbCdEfGhI", ["4h57example"]);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new().default_authorizer(&people));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpUserPoolAuthorizer {
    pool: Value<CognitoUserPoolId>,
    region: Value<String>,
    tokens: HttpJwtAuthorizer,
}

impl HttpUserPoolAuthorizer {
    /// Accepts tokens of this user pool, for one of these app clients, in the
    /// header `Authorization`.
    ///
    /// `id` is that of the authorizer below the API. Two that are equal are
    /// one authorizer.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-authorizer` when there is no client.
    pub fn new<C: IntoValue<CognitoUserPoolClientId>>(
        id: impl Into<Key>,
        user_pool_id: impl IntoValue<CognitoUserPoolId>,
        user_pool_client_ids: impl IntoIterator<Item = C>,
    ) -> Self {
        let clients = user_pool_client_ids.into_iter().map(value::<CognitoUserPoolClientId>);
        Self {
            pool: value(user_pool_id),
            region: Value::unset(),
            tokens: HttpJwtAuthorizer::new(id, Value::<String>::unset(), clients),
        }
    }

    /// The region of the user pool; that of the API's stack by default.
    pub fn user_pool_region(mut self, region: impl IntoValue<String>) -> Self {
        self.region = value(region);
        self
    }

    /// The name that AWS shows; the id by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`.
    pub fn authorizer_name(mut self, name: impl IntoValue<String>) -> Self {
        self.tokens = self.tokens.authorizer_name(name);
        self
    }

    /// Where the token stands; in the header `Authorization` by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-identity-source` for what is no header and
    /// no value of the query string.
    pub fn identity_source(mut self, source: HttpIdentitySource) -> Self {
        self.tokens = self.tokens.identity_source(source);
        self
    }
}

impl HttpRouteAuthorizer for HttpUserPoolAuthorizer {
    #[track_caller]
    fn bind(&self, api: &HttpApi) -> HttpRouteAuthorizerConfig {
        let region = if self.region.expr().is_unset() {
            Stack::of(api).map_or(Aws::REGION, |stack| stack.region())
        } else {
            self.region.clone()
        };
        let issuer = intrinsic::concat([
            Expr::text("https://cognito-idp."),
            region.into(),
            Expr::text(".amazonaws.com/"),
            self.pool.expr().clone(),
        ]);
        self.tokens.clone().jwt_issuer(issuer).bind(api)
    }
}
