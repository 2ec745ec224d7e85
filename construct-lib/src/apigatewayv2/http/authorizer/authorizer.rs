//! `AWS::ApiGatewayV2::Authorizer` of an HTTP API.

use construct_cfn::apigatewayv2::{CfnAuthorizer, CfnAuthorizerProps};
use construct_cfn::refs::ApiGatewayV2AuthorizerId;
use construct_core::{CfnResource, Construct, IntoValue, Props, ResourceProps, State, Value};

use super::{HttpRouteAuthorizationType, HttpRouteAuthorizer, HttpRouteAuthorizerConfig};
use crate::Node;
use crate::apigatewayv2::http::HttpApi;
use crate::check::{Name, own_resource};
use crate::value::value;

/// An authorizer of one HTTP API.
///
/// Made when an [`HttpJwtAuthorizer`](crate::apigatewayv2::HttpJwtAuthorizer)
/// or one of its siblings first guards something. Appears as
/// [`AWS::ApiGatewayV2::Authorizer`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-authorizer.html).
/// One that exists already guards routes, too:
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpAuthorizer, HttpAuthorizerAttributes, HttpRouteAuthorizationType, HttpRouteOptions,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let attributes = HttpAuthorizerAttributes::new("abc123", HttpRouteAuthorizationType::Jwt);
/// let tokens = HttpAuthorizer::from_http_authorizer_attributes(&stack, "Tokens", attributes);
/// let options = HttpRouteOptions::new().authorizer(&tokens).authorization_scopes(["read"]);
/// ```
#[derive(Debug, Clone)]
pub struct HttpAuthorizer {
    node: Node,
}

/// What is known of an authorizer that exists already.
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpAuthorizerAttributes {
    id: Value<ApiGatewayV2AuthorizerId>,
    kind: HttpRouteAuthorizationType,
}

impl HttpAuthorizerAttributes {
    /// The authorizer with this id, and what it asks of callers.
    pub fn new(
        authorizer_id: impl IntoValue<ApiGatewayV2AuthorizerId>,
        authorization_type: HttpRouteAuthorizationType,
    ) -> Self {
        Self { id: value(authorizer_id), kind: authorization_type }
    }
}

struct HttpAuthorizerState {
    id: Value<ApiGatewayV2AuthorizerId>,
    kind: HttpRouteAuthorizationType,
    /// What it was made of, by which it is found again.
    made_of: Props,
}

impl State for HttpAuthorizerState {
    fn is_passive(&self) -> bool {
        true
    }
}

const NAME: Name = Name { of: "an authorizer", length: 1..=128, punctuation: "-_." };

impl HttpAuthorizer {
    /// The authorizer of an API that these properties make: the one that is
    /// there already, or a new one. Tells whether it is new.
    #[track_caller]
    pub(super) fn of(
        api: &HttpApi,
        id: &str,
        name: &Value<String>,
        kind: HttpRouteAuthorizationType,
        props: CfnAuthorizerProps,
        check: &dyn Fn(&Node),
    ) -> (Self, bool) {
        let name = if name.expr().is_unset() { Value::from(id) } else { name.clone() };
        let made_of = props.name(&name).into_props();
        let same = api.node().try_child(id).filter(|node| {
            node.read(|state: &HttpAuthorizerState| state.made_of == made_of) == Some(true)
        });
        if let Some(node) = same {
            return (Self { node }, false);
        }
        let node = Node::new(api, id);
        NAME.check_value(&node, &name);
        check(&node);
        let props = CfnAuthorizerProps::patch().api_id(api.api_id());
        let cfn = CfnAuthorizer::new(&node, "Resource", props);
        if let Some(resource) = CfnResource::at(&node) {
            resource.set_props(made_of.clone());
        }
        node.set_state(HttpAuthorizerState { id: cfn.ref_(), kind, made_of });
        (Self { node }, true)
    }

    /// An authorizer that exists already.
    #[track_caller]
    pub fn from_http_authorizer_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: HttpAuthorizerAttributes,
    ) -> Self {
        let node = Node::new(scope, id);
        let HttpAuthorizerAttributes { id, kind } = attributes;
        node.set_state(HttpAuthorizerState { id, kind, made_of: Props::new() });
        Self { node }
    }

    /// The authorizer at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<HttpAuthorizerState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn authorizer_id(&self) -> Value<ApiGatewayV2AuthorizerId> {
        self.node.read(|state: &HttpAuthorizerState| state.id.clone()).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnAuthorizerProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl HttpRouteAuthorizer for HttpAuthorizer {
    fn bind(&self, _api: &HttpApi) -> HttpRouteAuthorizerConfig {
        let kind = self.node.read(|state: &HttpAuthorizerState| state.kind);
        HttpRouteAuthorizerConfig::of(
            kind.unwrap_or(HttpRouteAuthorizationType::Custom),
            self.authorizer_id(),
        )
    }
}

impl Construct for HttpAuthorizer {
    fn node(&self) -> &Node {
        &self.node
    }
}
