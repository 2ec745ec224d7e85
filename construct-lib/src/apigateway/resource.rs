//! `AWS::ApiGateway::Resource`.

use construct_cfn::apigateway::{CfnResource, CfnResourceProps};
use construct_cfn::refs::ApiGatewayResourceId;
use construct_core::{Construct, State, Value};

use super::cors::CorsOptions;
use super::http_method::HttpMethod;
use super::integration::Integration;
use super::method::{Method, MethodOptions};
use super::rest_api::RestApi;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// One part of a path, and what stands below it.
///
/// Appears as [`AWS::ApiGateway::Resource`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html);
/// the root, `/`, is part of the API itself.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let order = api.root().add_resource("orders").add_resource("{id}");
/// assert_eq!(order.path(), "/orders/{id}");
/// order.add_method(HttpMethod::Get, MockIntegration::new(204));
/// ```
#[derive(Debug, Clone)]
pub struct Resource {
    node: Node,
}

struct ResourceState {
    api: RestApi,
    path: String,
    id: Value<ApiGatewayResourceId>,
    cors: Option<CorsOptions>,
}

impl State for ResourceState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Resource {
    /// The resource `/` of an API.
    #[track_caller]
    pub(super) fn root(
        api: &RestApi,
        id: Value<ApiGatewayResourceId>,
        cors: Option<CorsOptions>,
    ) -> Self {
        let node = Node::new(api, "Default");
        node.set_state(ResourceState {
            api: api.clone(),
            path: "/".to_owned(),
            id,
            cors: cors.clone(),
        });
        let root = Self { node };
        if let Some(cors) = cors {
            root.add_cors_preflight(cors);
        }
        root
    }

    /// Adds a part of the path: a word, a parameter as in `{id}`, or the rest
    /// of the path as in `{proxy+}`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-path-part`, `duplicate-construct-id` when
    /// the part is there already, and `ambiguous-path-parameter` for a second
    /// parameter in one place.
    #[track_caller]
    pub fn add_resource(&self, path_part: &str) -> Resource {
        let node = Node::new(self, path_part);
        self.check(&node, path_part);
        let (api, path, cors) = self.parts();
        let path = format!("{}/{path_part}", path.trim_end_matches('/'));
        let props = CfnResourceProps::new(self.resource_id(), path_part, api.rest_api_id());
        let cfn = CfnResource::new(&node, "Resource", props);
        api.add_resource_count(1);
        node.set_state(ResourceState {
            api,
            path,
            id: cfn.ref_().cast(),
            cors: cors.clone(),
        });
        let resource = Self { node };
        if let Some(cors) = cors {
            resource.add_cors_preflight(cors);
        }
        resource
    }

    /// The resource at a path below this one; adds the parts that are not there yet.
    #[track_caller]
    pub fn resource_for_path(&self, path: &str) -> Resource {
        let mut at = self.clone();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let found = at.node.try_child(part).and_then(|node| Self::at(&node));
            at = found.unwrap_or_else(|| at.add_resource(part));
        }
        at
    }

    /// Answers a verb.
    ///
    /// # Errors
    ///
    /// Synthesis reports `duplicate-construct-id` when the verb has a method already.
    #[track_caller]
    pub fn add_method(&self, method: HttpMethod, integration: impl Integration) -> Method {
        self.add_method_with(method, integration, MethodOptions::new())
    }

    /// Answers a verb, with options.
    ///
    /// # Errors
    ///
    /// As [`add_method`](Self::add_method).
    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an integration is given away"
    )]
    pub fn add_method_with(
        &self,
        method: HttpMethod,
        integration: impl Integration,
        options: MethodOptions,
    ) -> Method {
        let method = Method::define(self, method, &integration, options);
        self.rest_api().add_method_count();
        method
    }

    /// Answers what browsers ask before a request from another origin.
    ///
    /// Adds a method for `OPTIONS` that API Gateway answers itself.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-cors`.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "options are given away")]
    pub fn add_cors_preflight(&self, options: CorsOptions) -> Method {
        options.check(&self.node);
        let method_options = MethodOptions::new().api_key_required(false);
        Method::define(
            self,
            HttpMethod::Options,
            &options.integration(),
            method_options,
        )
    }

    /// The resource at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<ResourceState>()
            .then(|| Self { node: node.clone() })
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.parts().0
    }

    /// Its whole path, for example `/users/{id}`.
    #[must_use]
    pub fn path(&self) -> String {
        self.parts().1
    }

    /// Its id in the API.
    #[must_use]
    pub fn resource_id(&self) -> Value<ApiGatewayResourceId> {
        self.node
            .read(|state: &ResourceState| state.id.clone())
            .unwrap_or_default()
    }

    fn parts(&self) -> (RestApi, String, Option<CorsOptions>) {
        let parts = self.node.read(|state: &ResourceState| {
            (state.api.clone(), state.path.clone(), state.cors.clone())
        });
        // Only a resource that is being used from inside its own update has
        // no state, and that was reported; its scope is the best answer left.
        parts.unwrap_or_else(|| (RestApi::around(&self.node), String::new(), None))
    }

    fn check(&self, node: &Node, part: &str) {
        let inner = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
        let word = inner.map_or(part, |p| p.strip_suffix('+').unwrap_or(p));
        let fits = !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b":._-$".contains(&b));
        if !fits {
            node.report(
                Diagnostic::error(codes::INVALID_PATH_PART, format!("`{part}` is not a part of a path"))
                    .help("use letters, digits and `:._-$`, in braces for a parameter; add nested parts one by one"),
            );
        }
        let is_parameter = |id: &str| id.starts_with('{');
        let other = self
            .node
            .children()
            .into_iter()
            .map(|n| n.id())
            .find(|id| is_parameter(id) && id != part);
        if let Some(other) = other
            && is_parameter(part)
        {
            node.report(
                Diagnostic::error(
                    codes::AMBIGUOUS_PATH_PARAMETER,
                    format!("`{part}` and `{other}` would both take any part in the same place"),
                )
                .help("keep one of them"),
            );
        }
    }
}

impl Construct for Resource {
    fn node(&self) -> &Node {
        &self.node
    }
}
