//! `AWS::ApiGateway::Method`.

use construct_cfn::apigateway::{CfnMethod, CfnMethodProps};
use construct_core::{Construct, Expr, List, State, Value};

use super::http_method::HttpMethod;
use super::integration::Integration;
use super::resource::Resource;
use super::rest_api::RestApi;
use crate::Node;

/// One verb of a resource, and what answers it.
///
/// Appears as [`AWS::ApiGateway::Method`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html).
#[derive(Debug, Clone)]
pub struct Method {
    node: Node,
    resource: Resource,
    http_method: HttpMethod,
}

/// What a method may have beside its integration.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct MethodOptions {
    api_key_required: Option<bool>,
    operation_name: Option<String>,
}

impl MethodOptions {
    /// Nothing: anyone may call it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses requests without an API key, as usage plans count them.
    pub fn api_key_required(mut self, required: bool) -> Self {
        self.api_key_required = Some(required);
        self
    }

    /// The name that generated clients give the call.
    pub fn operation_name(mut self, name: impl Into<String>) -> Self {
        self.operation_name = Some(name.into());
        self
    }
}

struct MethodState;

impl State for MethodState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Method {
    #[track_caller]
    pub(super) fn define(
        resource: &Resource,
        http_method: HttpMethod,
        integration: &dyn Integration,
        options: MethodOptions,
    ) -> Self {
        let node = Node::new(resource, http_method.name());
        node.set_state(MethodState);
        let method = Self {
            node,
            resource: resource.clone(),
            http_method,
        };
        let config = integration.bind(&method);
        let api = method.rest_api();
        if let Some(function) = config.function {
            api.add_function(function);
        }
        let responses: Value<List<_>> = match config.method_responses {
            all if all.is_empty() => Value::unset(),
            all => Value::of(Expr::list(all)),
        };
        let props = CfnMethodProps::patch()
            .api_key_required(options.api_key_required)
            .authorization_type("NONE")
            .http_method(http_method.name())
            .integration(config.integration)
            .method_responses(responses)
            .operation_name(options.operation_name)
            .resource_id(resource.resource_id())
            .rest_api_id(api.rest_api_id());
        CfnMethod::new(&method.node, "Resource", props);
        method
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.resource.rest_api()
    }

    /// The verb.
    #[must_use]
    pub fn http_method(&self) -> HttpMethod {
        self.http_method
    }

    /// The path of its resource, for example `/users/{id}`.
    #[must_use]
    pub fn path(&self) -> String {
        self.resource.path()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnMethodProps) {
        if let Some(cfn) = crate::CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Method {
    fn node(&self) -> &Node {
        &self.node
    }
}
