//! A function that judges a token.

use std::time::Duration;

use construct_cfn::apigateway::CfnAuthorizerProps;
use construct_cfn::refs::ApiGatewayAuthorizerId;
use construct_core::{Construct, IntoValue, Value};

use super::authorizer::{Common, authorizer_arn, authorizer_id, patch};
use super::function::{handler, uri};
use super::{Authorizer, MethodAuthorizer};
use crate::error::codes;
use crate::iam::Role;
use crate::lambda::Function;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A function that gets a token from a header, and says whether its bearer may
/// call.
///
/// Appears as [`AWS::ApiGateway::Authorizer`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html)
/// of type `TOKEN`. The API may call the function by the same permission by
/// which its methods do.
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, LambdaIntegration, MethodOptions, RestApi, RestApiProps, TokenAuthorizer,
///     TokenAuthorizerProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let judge = Function::new(&stack, "Judge", FunctionProps::rust("judge"));
/// let bearers = TokenAuthorizer::new(&stack, "Bearers", TokenAuthorizerProps::new(&judge));
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = MethodOptions::new().authorizer(&bearers);
/// api.root().add_method_with(HttpMethod::Get, LambdaIntegration::new(&handler), options);
/// ```
#[derive(Debug, Clone)]
pub struct TokenAuthorizer {
    node: Node,
}

/// What a [`TokenAuthorizer`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct TokenAuthorizerProps {
    common: Common,
    handler: Function,
    role: Option<Role>,
    header: String,
    validation_regex: Option<String>,
}

impl TokenAuthorizerProps {
    /// Asks this function about the header `Authorization`, and keeps what it
    /// said for five minutes.
    pub fn new(handler: &Function) -> Self {
        Self {
            common: Common { cache: Some(Duration::from_secs(300)), ..Common::default() },
            handler: handler.clone(),
            role: None,
            header: "Authorization".to_owned(),
            validation_regex: None,
        }
    }

    /// The name that AWS shows; made from the construct's path by default.
    pub fn authorizer_name(mut self, name: impl IntoValue<String>) -> Self {
        self.common.name = value(name);
        self
    }

    /// For how long what the function said of a token is kept, in whole
    /// seconds up to an hour; 0 asks it for each request. 300 by default.
    pub fn results_cache_ttl(mut self, ttl: Duration) -> Self {
        self.common.cache = Some(ttl);
        self
    }

    /// Calls the function as this role instead of by a permission of the
    /// function. The role must trust `apigateway.amazonaws.com`; it gets a
    /// policy that allows the call.
    pub fn assume_role(mut self, role: &Role) -> Self {
        self.role = Some(role.clone());
        self
    }

    /// The header that holds the token; `Authorization` by default.
    ///
    /// Appears as `IdentitySource`.
    pub fn identity_header(mut self, name: impl Into<String>) -> Self {
        self.header = name.into();
        self
    }

    /// What a token must look like for the function to be asked at all; any
    /// token by default.
    ///
    /// Appears as `IdentityValidationExpression`. Tokens that do not match are
    /// refused with 401, without cost.
    pub fn validation_regex(mut self, pattern: impl Into<String>) -> Self {
        self.validation_regex = Some(pattern.into());
        self
    }
}

impl TokenAuthorizer {
    /// An authorizer.
    ///
    /// # Errors
    ///
    /// Synthesis reports `authorizer-cache-out-of-range`,
    /// `invalid-identity-source`, `authorizer-unattached` when no method names
    /// it, and `authorizer-of-another-api` when methods of two APIs do.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: TokenAuthorizerProps) -> Self {
        let node = Node::new(scope, id);
        let source = super::IdentitySource::header(&*props.header);
        check_source(&node, &source);
        let handler = handler(&node, &props.handler, props.role.as_ref());
        let cfn_props = CfnAuthorizerProps::patch()
            .authorizer_credentials(props.role.as_ref().map(Role::role_arn))
            .authorizer_uri(uri(&props.handler))
            .identity_source(source.to_string())
            .identity_validation_expression(props.validation_regex);
        props.common.define(&node, "TOKEN", Some(handler), cfn_props);
        Self { node }
    }

    /// Its id.
    #[must_use]
    pub fn authorizer_id(&self) -> Value<ApiGatewayAuthorizerId> {
        authorizer_id(&self.node)
    }

    /// The ARN by which it calls its function.
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

impl Authorizer for TokenAuthorizer {
    fn method_authorizer(&self) -> MethodAuthorizer {
        MethodAuthorizer::custom(&self.node)
    }
}

impl Construct for TokenAuthorizer {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// Reports a source whose name API Gateway would refuse.
pub(in crate::apigateway) fn check_source(node: &Node, source: &super::IdentitySource) {
    if !source.is_valid() {
        node.report(
            Diagnostic::error(
                codes::INVALID_IDENTITY_SOURCE,
                format!("`{source}` cannot tell who sends a request"),
            )
            .help("use letters, digits and `._$-`, for example `IdentitySource::header(\"Authorization\")`"),
        );
    }
}
