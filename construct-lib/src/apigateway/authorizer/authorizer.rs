//! What all authorizers of REST APIs have in common.

use std::time::Duration;

use construct_cfn::apigateway::{CfnAuthorizer, CfnAuthorizerProps};
use construct_cfn::refs::ApiGatewayAuthorizerId;
use construct_core::{
    CfnResource, Construct, Expr, NodeId, ResourceProps, State, Value, intrinsic,
};

use crate::apigateway::RestApi;
use crate::apigateway::permission::permit_api;
use crate::error::codes;
use crate::lambda::Function;
use crate::{Diagnostic, Node, Stack};

/// Who says whether a request may reach a method of a REST API.
///
/// A [`TokenAuthorizer`](crate::apigateway::TokenAuthorizer) and a
/// [`RequestAuthorizer`](crate::apigateway::RequestAuthorizer) ask a function,
/// a [`CognitoUserPoolsAuthorizer`](crate::apigateway::CognitoUserPoolsAuthorizer)
/// asks user pools. Given to a method by
/// [`MethodOptions::authorizer`](crate::apigateway::MethodOptions::authorizer).
///
/// An authorizer belongs to one API: that of the first method that names it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authorizer of REST APIs",
    label = "expected a `TokenAuthorizer`, a `RequestAuthorizer` or a `CognitoUserPoolsAuthorizer`",
    note = "authorizers of HTTP and WebSocket APIs are others: those of `apigatewayv2`",
    note = "callers that IAM knows are let in by `MethodOptions::authorization_type(AuthorizationType::Iam)`"
)]
pub trait Authorizer {
    /// How a method names it.
    fn method_authorizer(&self) -> MethodAuthorizer;
}

/// An authorizer as a method names it: with the scopes that a token must have.
#[derive(Debug, Clone)]
#[must_use]
pub struct MethodAuthorizer {
    // No handle: options of methods may be kept in the tree as defaults.
    node: NodeId,
    id: Value<ApiGatewayAuthorizerId>,
    kind: Kind,
    scopes: Vec<Value<String>>,
}

/// The authorization types of methods that name an authorizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Custom,
    Cognito,
}

impl Authorizer for MethodAuthorizer {
    fn method_authorizer(&self) -> MethodAuthorizer {
        self.clone()
    }
}

impl MethodAuthorizer {
    /// One that asks a function.
    pub(super) fn custom(node: &Node) -> Self {
        Self::new(node, Kind::Custom, Vec::new())
    }

    /// One that asks user pools; a token must have one of these scopes.
    pub(super) fn cognito(node: &Node, scopes: Vec<Value<String>>) -> Self {
        Self::new(node, Kind::Cognito, scopes)
    }

    fn new(node: &Node, kind: Kind, scopes: Vec<Value<String>>) -> Self {
        Self { node: node.node_id(), id: authorizer_id(node), kind, scopes }
    }

    /// What the method's `AuthorizationType` says.
    pub(in crate::apigateway) fn authorization_type(&self) -> &'static str {
        match self.kind {
            Kind::Custom => "CUSTOM",
            Kind::Cognito => "COGNITO_USER_POOLS",
        }
    }

    /// What the method's `AuthorizerId` says.
    pub(in crate::apigateway) fn authorizer_id(&self) -> Value<ApiGatewayAuthorizerId> {
        self.id.clone()
    }

    /// What the method's `AuthorizationScopes` say.
    pub(in crate::apigateway) fn scopes(&self) -> Option<Vec<Value<String>>> {
        (!self.scopes.is_empty()).then(|| self.scopes.clone())
    }

    /// Makes the authorizer one of this API, in which `method` names it.
    #[track_caller]
    pub(in crate::apigateway) fn attach(&self, api: &RestApi, method: &Node) {
        let own = api.node().node_id();
        let Some(node) = method.find(self.node) else {
            // An authorizer of another app, which synthesis reports.
            return;
        };
        let found = node.update(|state: &mut AuthorizerState| {
            let is_new = state.api.is_none();
            (is_new, *state.api.get_or_insert(own), state.handler.clone())
        });
        let Some((is_new, attached, handler)) = found else {
            return;
        };
        if attached != own {
            method.report(
                Diagnostic::error(
                    codes::AUTHORIZER_OF_ANOTHER_API,
                    format!("the authorizer `{}` belongs to another API", node.path()),
                )
                .help("make an authorizer for each API; they may ask the same function or the same user pools"),
            );
            return;
        }
        if !is_new {
            return;
        }
        if let Some(cfn) = CfnResource::at(&node) {
            let props = CfnAuthorizerProps::patch().rest_api_id(api.rest_api_id());
            cfn.set_props(props.into_props());
        }
        api.follow_authorizer(self.node);
        if let Some(handler) = handler {
            let Some(function) = node.find(handler.function).and_then(|n| Function::at(&n)) else {
                return;
            };
            if let Some(resource) = function.resource_id() {
                api.follow_function(resource);
            }
            // A role that API Gateway takes on is allowed to call by its own policy.
            if !handler.has_role {
                permit_api(api, &function);
            }
        }
    }
}

/// The function that an authorizer asks.
#[derive(Debug, Clone)]
pub(super) struct Handler {
    pub(super) function: NodeId,
    pub(super) has_role: bool,
}

struct AuthorizerState {
    /// The API that it was given to first.
    api: Option<NodeId>,
    handler: Option<Handler>,
}

impl State for AuthorizerState {
    fn validate(&self, node: &Node) {
        if self.api.is_none() {
            node.report(
                Diagnostic::error(
                    codes::AUTHORIZER_UNATTACHED,
                    "no method of an API names the authorizer, so it belongs to none",
                )
                .help("give it to a method with `MethodOptions::authorizer`, or leave it out"),
            );
        }
    }

    fn is_passive(&self) -> bool {
        true
    }
}

/// What every authorizer takes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Common {
    pub(super) name: Value<String>,
    pub(super) cache: Option<Duration>,
}

/// The longest time for which API Gateway keeps what an authorizer said.
const LONGEST: Duration = Duration::from_secs(3600);

impl Common {
    /// Makes the resource of the authorizer at this node.
    #[track_caller]
    pub(super) fn define(
        &self,
        node: &Node,
        kind: &'static str,
        handler: Option<Handler>,
        props: CfnAuthorizerProps,
    ) {
        if let Some(cache) = self.cache {
            check_cache(node, cache);
        }
        let name = match self.name.expr() {
            Expr::Unset => Value::from(node.unique_id()),
            _ => self.name.clone(),
        };
        let seconds = |cache: Duration| i64::try_from(cache.as_secs()).unwrap_or(i64::MAX);
        let props =
            props.name(name).type_(kind).authorizer_result_ttl_in_seconds(self.cache.map(seconds));
        CfnAuthorizer::new(node, "Resource", props);
        node.set_state(AuthorizerState { api: None, handler });
    }
}

/// Reports a time for which API Gateway does not keep what an authorizer said.
pub(in crate::apigateway) fn check_cache(node: &Node, cache: Duration) {
    if cache > LONGEST || cache.subsec_nanos() > 0 {
        node.report(
            Diagnostic::error(
                codes::AUTHORIZER_CACHE_OUT_OF_RANGE,
                format!(
                    "what an authorizer said is kept for whole seconds up to an hour, got {cache:?}"
                ),
            )
            .help("use at most 3600 seconds, or 0 to ask it for each request"),
        );
    }
}

/// The id of the authorizer at this node.
pub(super) fn authorizer_id(node: &Node) -> Value<ApiGatewayAuthorizerId> {
    CfnResource::at(node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
}

/// The ARN of the authorizer at this node, by which API Gateway calls its function.
pub(super) fn authorizer_arn(node: &Node) -> Value<String> {
    let api = node.read(|state: &AuthorizerState| state.api).flatten();
    let api = api.and_then(|id| RestApi::at(&node.find(id)?));
    let Some((api, stack)) = api.zip(Stack::of(node)) else {
        node.report(
            Diagnostic::error(
                codes::AUTHORIZER_UNATTACHED,
                "the authorizer belongs to no API yet, so it has no ARN",
            )
            .help("give it to a method with `MethodOptions::authorizer` first"),
        );
        return Value::unset();
    };
    let resource = intrinsic::concat([
        api.rest_api_id().into(),
        Expr::text("/authorizers/"),
        authorizer_id(node).into(),
    ]);
    stack.format_arn("execute-api", resource)
}

/// Overrides properties of the authorizer's resource.
pub(super) fn patch(node: &Node, props: CfnAuthorizerProps) {
    if let Some(cfn) = CfnResource::at(node) {
        cfn.patch(props);
    }
}
