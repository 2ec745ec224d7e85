//! User pools of Amazon Cognito.

use std::time::Duration;

use construct_cfn::apigateway::CfnAuthorizerProps;
use construct_cfn::refs::{ApiGatewayAuthorizerId, CognitoUserPoolArn};
use construct_core::{Construct, IntoValue, Value};

use super::authorizer::{Common, authorizer_arn, authorizer_id, patch};
use super::token::check_source;
use super::{Authorizer, IdentitySource, MethodAuthorizer};
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// Lets in who signed in at a user pool of Amazon Cognito.
///
/// Appears as [`AWS::ApiGateway::Authorizer`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html)
/// of type `COGNITO_USER_POOLS`. A method that names it takes an identity
/// token; one that names it [with scopes](Self::with_scopes) takes an access
/// token that has one of them.
///
/// ```
/// use construct_lib::apigateway::{
///     CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps, HttpMethod, LambdaIntegration,
///     MethodOptions, RestApi, RestApiProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// // Or `pool.attr_arn()` of a `CfnUserPool`.
/// let pool = "arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Example";
/// let props = CognitoUserPoolsAuthorizerProps::new(pool);
/// let users = CognitoUserPoolsAuthorizer::new(&stack, "Users", props);
/// let orders = RestApi::new(&stack, "Api", RestApiProps::new()).root().add_resource("orders");
/// let read = MethodOptions::new().authorizer(&users.with_scopes(["orders/read"]));
/// orders.add_method_with(HttpMethod::Get, LambdaIntegration::new(&handler), read);
/// ```
#[derive(Debug, Clone)]
pub struct CognitoUserPoolsAuthorizer {
    node: Node,
}

/// What a [`CognitoUserPoolsAuthorizer`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct CognitoUserPoolsAuthorizerProps {
    common: Common,
    pools: Vec<Value<CognitoUserPoolArn>>,
    header: String,
}

impl CognitoUserPoolsAuthorizerProps {
    /// Whoever signed in at this user pool, by its ARN, with a token in the
    /// header `Authorization`.
    pub fn new(user_pool_arn: impl IntoValue<CognitoUserPoolArn>) -> Self {
        Self {
            common: Common::default(),
            pools: vec![value(user_pool_arn)],
            header: "Authorization".to_owned(),
        }
    }

    /// Also whoever signed in at this user pool; up to a thousand.
    pub fn user_pool(mut self, user_pool_arn: impl IntoValue<CognitoUserPoolArn>) -> Self {
        self.pools.push(value(user_pool_arn));
        self
    }

    /// The name that AWS shows; made from the construct's path by default.
    pub fn authorizer_name(mut self, name: impl IntoValue<String>) -> Self {
        self.common.name = value(name);
        self
    }

    /// For how long a token that was found right is not looked at again, in
    /// whole seconds up to an hour; five minutes by default.
    pub fn results_cache_ttl(mut self, ttl: Duration) -> Self {
        self.common.cache = Some(ttl);
        self
    }

    /// The header that holds the token; `Authorization` by default.
    ///
    /// Appears as `IdentitySource`.
    pub fn identity_header(mut self, name: impl Into<String>) -> Self {
        self.header = name.into();
        self
    }
}

/// The most user pools of one authorizer.
const POOLS: usize = 1000;

impl CognitoUserPoolsAuthorizer {
    /// An authorizer.
    ///
    /// # Errors
    ///
    /// Synthesis reports `authorizer-cache-out-of-range`,
    /// `invalid-identity-source`, `too-many-user-pools`,
    /// `authorizer-unattached` when no method names it, and
    /// `authorizer-of-another-api` when methods of two APIs do.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: CognitoUserPoolsAuthorizerProps) -> Self {
        let node = Node::new(scope, id);
        let source = IdentitySource::header(&*props.header);
        check_source(&node, &source);
        if props.pools.len() > POOLS {
            node.report(
                Diagnostic::error(
                    codes::TOO_MANY_USER_POOLS,
                    format!(
                        "an authorizer asks at most {POOLS} user pools, got {}",
                        props.pools.len()
                    ),
                )
                .help("make more authorizers, each for some of the methods"),
            );
        }
        let cfn_props = CfnAuthorizerProps::patch()
            .identity_source(source.to_string())
            .provider_arns(props.pools);
        props.common.define(&node, "COGNITO_USER_POOLS", None, cfn_props);
        Self { node }
    }

    /// The authorizer for a method that takes access tokens with one of these
    /// scopes, for example `orders/read`: what a client was allowed to do.
    ///
    /// Without any, a method takes identity tokens: who the user is.
    pub fn with_scopes<S: IntoValue<String>>(
        &self,
        scopes: impl IntoIterator<Item = S>,
    ) -> MethodAuthorizer {
        MethodAuthorizer::cognito(&self.node, scopes.into_iter().map(value).collect())
    }

    /// Its id.
    #[must_use]
    pub fn authorizer_id(&self) -> Value<ApiGatewayAuthorizerId> {
        authorizer_id(&self.node)
    }

    /// Its ARN.
    ///
    /// # Errors
    ///
    /// Synthesis reports `authorizer-unattached` when no method named it yet.
    #[must_use]
    pub fn authorizer_arn(&self) -> Value<String> {
        authorizer_arn(&self.node)
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnAuthorizerProps) {
        patch(&self.node, props);
    }
}

impl Authorizer for CognitoUserPoolsAuthorizer {
    fn method_authorizer(&self) -> MethodAuthorizer {
        MethodAuthorizer::cognito(&self.node, Vec::new())
    }
}

impl Construct for CognitoUserPoolsAuthorizer {
    fn node(&self) -> &Node {
        &self.node
    }
}
