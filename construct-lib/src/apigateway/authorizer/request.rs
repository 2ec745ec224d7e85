//! A function that judges a whole request.

use std::time::Duration;

use construct_cfn::apigateway::CfnAuthorizerProps;
use construct_cfn::refs::ApiGatewayAuthorizerId;
use construct_core::{Construct, IntoValue, Value};

use super::authorizer::{Common, authorizer_arn, authorizer_id, patch};
use super::function::{handler, uri};
use super::token::check_source;
use super::{Authorizer, IdentitySource, MethodAuthorizer};
use crate::error::codes;
use crate::iam::Role;
use crate::lambda::Function;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A function that gets a request without its body, and says whether its
/// sender may call.
///
/// Appears as [`AWS::ApiGateway::Authorizer`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html)
/// of type `REQUEST`. The API may call the function by the same permission by
/// which its methods do.
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, IdentitySource, LambdaIntegration, MethodOptions, RequestAuthorizer,
///     RequestAuthorizerProps, RestApi, RestApiProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let judge = Function::new(&stack, "Judge", FunctionProps::rust("judge"));
/// let props = RequestAuthorizerProps::new(&judge, IdentitySource::header("X-Tenant"))
///     .identity_source(IdentitySource::query_string("region"));
/// let tenants = RequestAuthorizer::new(&stack, "Tenants", props);
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = MethodOptions::new().authorizer(&tenants);
/// api.root().add_method_with(HttpMethod::Get, LambdaIntegration::new(&handler), options);
/// ```
#[derive(Debug, Clone)]
pub struct RequestAuthorizer {
    node: Node,
}

/// What a [`RequestAuthorizer`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct RequestAuthorizerProps {
    common: Common,
    handler: Function,
    role: Option<Role>,
    sources: Vec<IdentitySource>,
}

impl RequestAuthorizerProps {
    /// Asks this function, and keeps what it said for five minutes, for requests
    /// in which the source is the same. A request that lacks it is refused
    /// with 401.
    pub fn new(handler: &Function, identity_source: IdentitySource) -> Self {
        Self { sources: vec![identity_source], ..Self::with_cache(handler, 300) }
    }

    /// Asks this function for each request.
    pub fn uncached(handler: &Function) -> Self {
        Self::with_cache(handler, 0)
    }

    fn with_cache(handler: &Function, seconds: u64) -> Self {
        let cache = Some(Duration::from_secs(seconds));
        Self {
            common: Common { cache, ..Common::default() },
            handler: handler.clone(),
            role: None,
            sources: Vec::new(),
        }
    }

    /// Adds something of a request that tells who sends it. What the function
    /// said is kept for requests in which all of them are the same, and a
    /// request that lacks one is refused with 401.
    pub fn identity_source(mut self, source: IdentitySource) -> Self {
        self.sources.push(source);
        self
    }

    /// The name that AWS shows; made from the construct's path by default.
    pub fn authorizer_name(mut self, name: impl IntoValue<String>) -> Self {
        self.common.name = value(name);
        self
    }

    /// For how long what the function said is kept, in whole seconds up to an
    /// hour; 0 asks it for each request.
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
}

impl RequestAuthorizer {
    /// An authorizer.
    ///
    /// # Errors
    ///
    /// Synthesis reports `authorizer-cache-out-of-range`,
    /// `invalid-identity-source` also when results are kept and there is none,
    /// `authorizer-unattached` when no method names it, and
    /// `authorizer-of-another-api` when methods of two APIs do.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "props are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: RequestAuthorizerProps) -> Self {
        let node = Node::new(scope, id);
        let help = "name an identity source, or use `RequestAuthorizerProps::uncached`";
        check_sources(&node, &props.sources, props.common.cache != Some(Duration::ZERO), help);
        let handler = handler(&node, &props.handler, props.role.as_ref());
        let sources: Vec<String> = props.sources.iter().map(ToString::to_string).collect();
        let cfn_props = CfnAuthorizerProps::patch()
            .authorizer_credentials(props.role.as_ref().map(Role::role_arn))
            .authorizer_uri(uri(&props.handler))
            .identity_source((!sources.is_empty()).then(|| sources.join(",")));
        props.common.define(&node, "REQUEST", Some(handler), cfn_props);
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

impl Authorizer for RequestAuthorizer {
    fn method_authorizer(&self) -> MethodAuthorizer {
        MethodAuthorizer::custom(&self.node)
    }
}

impl Construct for RequestAuthorizer {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// Reports sources that tell nothing, and answers that are kept for nobody.
pub(in crate::apigateway) fn check_sources(
    node: &Node,
    sources: &[IdentitySource],
    is_kept: bool,
    help: &'static str,
) {
    sources.iter().for_each(|source| check_source(node, source));
    if sources.is_empty() && is_kept {
        node.report(
            Diagnostic::error(
                codes::INVALID_IDENTITY_SOURCE,
                "what the authorizer said is kept, and nothing tells for which requests",
            )
            .help(help),
        );
    }
}
