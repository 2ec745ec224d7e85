//! `AWS::ApiGatewayV2::Integration`.

use construct_cfn::apigatewayv2::{CfnIntegration, CfnIntegrationProps};
use construct_cfn::refs::ApiGatewayV2IntegrationId;
use construct_core::{CfnResource, Construct, State, Value};

use super::HttpIntegrationConfig;
use crate::Node;
use crate::apigatewayv2::http::HttpApi;

/// What an [`HttpIntegration`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpIntegrationProps {
    api: HttpApi,
    config: HttpIntegrationConfig,
}

impl HttpIntegrationProps {
    /// An integration of this API that is called like this.
    pub fn new(api: &HttpApi, config: HttpIntegrationConfig) -> Self {
        Self { api: api.clone(), config }
    }
}

/// What answers routes of an HTTP API.
///
/// Made by the first route that uses an
/// [`HttpRouteIntegration`](crate::apigatewayv2::HttpRouteIntegration). Appears as
/// [`AWS::ApiGatewayV2::Integration`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html).
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpIntegration, HttpIntegrationConfig, HttpIntegrationProps,
///     HttpMethod,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let config = HttpIntegrationConfig::http_proxy("https://example.com", HttpMethod::Get);
/// let website = HttpIntegration::new(&stack, "Website", HttpIntegrationProps::new(&api, config));
/// ```
#[derive(Debug, Clone)]
pub struct HttpIntegration {
    node: Node,
}

struct HttpIntegrationState;

impl State for HttpIntegrationState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl HttpIntegration {
    /// An integration.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` and `invalid-parameter-mapping`.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: HttpIntegrationProps) -> Self {
        let node = Node::new(scope, id);
        props.config.check(&node);
        let cfn_props = props.config.to_cfn().api_id(props.api.api_id());
        CfnIntegration::new(&node, "Resource", cfn_props);
        node.set_state(HttpIntegrationState);
        Self { node }
    }

    /// The integration at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<HttpIntegrationState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn integration_id(&self) -> Value<ApiGatewayV2IntegrationId> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnIntegrationProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for HttpIntegration {
    fn node(&self) -> &Node {
        &self.node
    }
}
