//! `AWS::ApiGateway::Resource`.

use construct_cfn::apigateway::{CfnResource as L1Resource, CfnResourceProps};
use construct_cfn::refs::ApiGatewayResourceId;
use construct_core::{CfnResource, Construct, State, Value};

use crate::apigateway::CorsOptions;
use crate::apigateway::HttpMethod;
use crate::apigateway::Integration;
use crate::apigateway::RestApi;
use crate::apigateway::{AuthorizationType, Method, MethodOptions};
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
    api: RestApi,
}

struct ResourceState {
    /// What the resources below it get, too.
    cors: Option<CorsOptions>,
}

impl State for ResourceState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// The id of the root: a part that leaves no trace in logical ids.
const ROOT: &str = "Default";

#[expect(
    clippy::return_self_not_must_use,
    reason = "what is added is there, whether its handle is used or not"
)]
impl Resource {
    /// Makes the resource `/` of an API.
    #[track_caller]
    pub(in crate::apigateway) fn root(api: &RestApi, cors: Option<CorsOptions>) -> Self {
        Self { node: Node::new(api, ROOT), api: api.clone() }.with_cors(cors)
    }

    /// The resource `/` of an API that has it.
    pub(in crate::apigateway) fn root_of(api: &RestApi) -> Self {
        Self {
            // An API makes its root before anyone can ask for it.
            node: api.node().try_child(ROOT).unwrap_or(api.node().clone()),
            api: api.clone(),
        }
    }

    #[track_caller]
    fn with_cors(self, cors: Option<CorsOptions>) -> Self {
        self.node.set_state(ResourceState { cors: cors.clone() });
        if let Some(cors) = cors {
            self.add_cors_preflight(cors);
        }
        self
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
        let props = CfnResourceProps::new(self.resource_id(), path_part, self.api.rest_api_id());
        L1Resource::new(&node, "Resource", props);
        let cors = self.node.read(|state: &ResourceState| state.cors.clone());
        Self { node, api: self.api.clone() }.with_cors(cors.flatten())
    }

    /// Hands every path below this one to `integration`, whatever the verb.
    ///
    /// Adds the resource `{proxy+}` with a method for `ANY`.
    ///
    /// # Errors
    ///
    /// As [`add_resource`](Self::add_resource).
    #[track_caller]
    pub fn add_proxy(&self, integration: impl Integration) -> Resource {
        let proxy = self.add_resource("{proxy+}");
        proxy.add_method(HttpMethod::Any, integration);
        proxy
    }

    /// The resource at a path below this one; adds the parts that are not there yet.
    ///
    /// # Errors
    ///
    /// As [`add_resource`](Self::add_resource).
    #[track_caller]
    pub fn resource_for_path(&self, path: &str) -> Resource {
        let mut at = self.clone();
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let found = at.node.try_child(part).and_then(|node| Self::at(&node));
            at = match found {
                Some(resource) => resource,
                None => at.add_resource(part),
            };
        }
        at
    }

    /// Answers a verb.
    ///
    /// # Errors
    ///
    /// Synthesis reports `duplicate-construct-id` when the verb has a method
    /// already, and `timeout-out-of-range` of its integration.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "an integration is given away")]
    pub fn add_method(&self, method: HttpMethod, integration: impl Integration) -> Method {
        Method::new(self, method, &integration, MethodOptions::new())
    }

    /// Answers a verb, with options.
    ///
    /// # Errors
    ///
    /// As [`add_method`](Self::add_method).
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "an integration is given away")]
    pub fn add_method_with(
        &self,
        method: HttpMethod,
        integration: impl Integration,
        options: MethodOptions,
    ) -> Method {
        Method::new(self, method, &integration, options)
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
        // A browser asks without credentials: what guards the other methods would refuse it.
        let method_options = MethodOptions::new()
            .api_key_required(false)
            .authorization_type(AuthorizationType::None);
        let answer = options.integration();
        Method::new(self, HttpMethod::Options, &answer, method_options)
    }

    /// The resource at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let mut scope = node.scope().filter(|_| Self::is_at(node))?;
        loop {
            if let Some(api) = RestApi::at(&scope) {
                return Some(Self { node: node.clone(), api });
            }
            scope = scope.scope()?;
        }
    }

    /// Whether there is a resource at this node.
    pub(in crate::apigateway) fn is_at(node: &Node) -> bool {
        node.has_state::<ResourceState>()
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.api.clone()
    }

    /// Its whole path, for example `/users/{id}`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        let mut at = self.node.clone();
        while let Some(scope) = at.scope().filter(|scope| scope != self.api.node()) {
            path.insert_str(0, &format!("/{}", at.id()));
            at = scope;
        }
        if path.is_empty() { "/".into() } else { path }
    }

    /// Its id in the API.
    #[must_use]
    pub fn resource_id(&self) -> Value<ApiGatewayResourceId> {
        let is_root = self.node.scope().as_ref() == Some(self.api.node());
        let found = CfnResource::at(if is_root { self.api.node() } else { &self.node });
        match found {
            Some(api) if is_root => api.get_att("RootResourceId").cast(),
            Some(own) => Value::of(own.ref_expr()),
            None => Value::unset(),
        }
    }

    fn check(&self, node: &Node, part: &str) {
        let inner = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
        let word = inner.map_or(part, |p| p.strip_suffix('+').unwrap_or(p));
        let fits = !word.is_empty()
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b":._-$".contains(&b));
        if !fits {
            node.report(
                Diagnostic::error(
                    codes::INVALID_PATH_PART,
                    format!("`{part}` cannot be a part of a path"),
                )
                .help("use letters, digits and `:._-$`, in braces for a parameter; `resource_for_path` takes a whole path"),
            );
        }
        if self.node.id().ends_with("+}") {
            node.report(
                Diagnostic::error(
                    codes::INVALID_PATH_PART,
                    format!(
                        "`{part}` stands below `{}`, which takes the rest of the path",
                        self.node.id()
                    ),
                )
                .help("a greedy parameter is the last part; leave out its `+`, or this part"),
            );
        }
        let is_parameter = |id: &str| id.starts_with('{');
        let mut siblings = self.node.children().into_iter().map(|n| n.id());
        if is_parameter(part)
            && let Some(other) = siblings.find(|id| is_parameter(id) && id != part)
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
