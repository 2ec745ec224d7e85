//! `AWS::ApiGateway::Resource`.

use std::rc::Rc;

use construct_cfn::apigateway::{CfnResource as L1Resource, CfnResourceProps};
use construct_cfn::refs::ApiGatewayResourceId;
use construct_core::{CfnResource, Construct, NodeId, State, Value};

use super::path;
use super::resource_options::{ResourceAttributes, ResourceOptions};
use crate::Node;
use crate::apigateway::{
    AuthorizationType, CorsOptions, HttpMethod, Integration, Method, MethodOptions, RestApi,
};

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
    /// What its methods and the resources below it get; shared with these.
    defaults: Rc<ResourceOptions>,
    imported: Option<Imported>,
}

/// A resource that is not of this app.
#[derive(Clone)]
struct Imported {
    id: Value<ApiGatewayResourceId>,
    path: String,
    api: NodeId,
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
    pub(in crate::apigateway) fn root(api: &RestApi, options: ResourceOptions) -> Self {
        Self::make(Node::new(api, ROOT), api, Rc::new(options), None)
    }

    /// Makes the resource `/` of an API that is not of this app.
    #[track_caller]
    pub(in crate::apigateway) fn imported_root(
        api: &RestApi,
        id: Value<ApiGatewayResourceId>,
    ) -> Self {
        Self::import(Node::new(api, ROOT), api, id, "/".into())
    }

    /// The resource `/` of an API that has it.
    pub(in crate::apigateway) fn root_of(api: &RestApi) -> Self {
        Self {
            // An API makes its root before anyone can ask for it.
            node: api.node().try_child(ROOT).unwrap_or(api.node().clone()),
            api: api.clone(),
        }
    }

    /// A resource that exists already, for methods and resources to be added to.
    ///
    /// ```
    /// use construct_lib::apigateway::{
    ///     HttpMethod, MockIntegration, Resource, ResourceAttributes, RestApi, RestApiProps,
    /// };
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = RestApi::new(&stack, "Api", RestApiProps::new());
    /// let attributes = ResourceAttributes::new(&api, "a1b2c3", "/orders");
    /// let orders = Resource::from_resource_attributes(&stack, "Orders", attributes);
    /// let order = orders.add_resource("{id}");
    /// assert_eq!(order.path(), "/orders/{id}");
    /// order.add_method(HttpMethod::Get, MockIntegration::new(204));
    /// ```
    #[track_caller]
    #[must_use]
    pub fn from_resource_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: ResourceAttributes,
    ) -> Self {
        Self::import(Node::new(scope, id), &attributes.api, attributes.id, attributes.path)
    }

    fn import(node: Node, api: &RestApi, id: Value<ApiGatewayResourceId>, path: String) -> Self {
        let imported = Imported { id, path, api: api.node().node_id() };
        Self::make(node, api, Rc::default(), Some(imported))
    }

    #[track_caller]
    fn make(
        node: Node,
        api: &RestApi,
        defaults: Rc<ResourceOptions>,
        imported: Option<Imported>,
    ) -> Self {
        let resource = Self { node, api: api.clone() };
        let cors = defaults.cors.clone();
        resource.node.set_state(ResourceState { defaults, imported });
        if let Some(cors) = cors {
            resource.add_cors_preflight(cors);
        }
        resource
    }

    /// Adds a part of the path: a word, a parameter as in `{id}`, or the rest
    /// of the path as in `{proxy+}`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-path-part`, `duplicate-path-part` when the
    /// part is there already, and `ambiguous-path-parameter` for a second
    /// parameter in one place.
    #[track_caller]
    pub fn add_resource(&self, path_part: &str) -> Resource {
        self.add(path_part, self.defaults())
    }

    /// Adds a part of the path, with what it has for its methods and for what
    /// is below it.
    ///
    /// # Errors
    ///
    /// As [`add_resource`](Self::add_resource).
    #[track_caller]
    pub fn add_resource_with(&self, path_part: &str, options: ResourceOptions) -> Resource {
        self.add(path_part, Rc::new(options.or(&self.defaults())))
    }

    #[track_caller]
    fn add(&self, path_part: &str, defaults: Rc<ResourceOptions>) -> Resource {
        if let Some(first) = self.resource(path_part) {
            path::report_duplicate(&first, path_part);
            return first;
        }
        let node = Node::new(self, path_part);
        path::check_part(&node, path_part);
        let props = CfnResourceProps::new(self.resource_id(), path_part, self.api.rest_api_id());
        L1Resource::new(&node, "Resource", props);
        Self::make(node, &self.api, defaults, None)
    }

    /// Hands every path below this one to `integration`, whatever the verb.
    ///
    /// Adds the resource `{proxy+}` with a method for `ANY`; what answers this
    /// resource itself is another method. A proxy for some verbs only is
    /// [`add_resource`](Self::add_resource) of `{proxy+}`, with methods for these.
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

    /// The resource of a part of the path directly below this one, when it is there.
    #[must_use]
    pub fn resource(&self, path_part: &str) -> Option<Resource> {
        self.node.try_child(path_part).and_then(|node| Self::at(&node))
    }

    /// What answers a verb here, when there is a method for it.
    #[must_use]
    pub fn method(&self, http_method: HttpMethod) -> Option<Method> {
        self.node.try_child(http_method.name()).and_then(|node| Method::at(&node))
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
            at = match at.resource(part) {
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
    /// Synthesis reports `duplicate-method` when the verb has a method
    /// already. Of its integration it reports `invalid-integration`,
    /// `timeout-out-of-range`, `unknown-path-parameter`, `invalid-mapping`,
    /// `invalid-status-code` and `missing-default-integration`, and warns of
    /// `mapping-without-effect`, `integration-responses`,
    /// `integration-timeout-quota`, `integration-without-credentials`,
    /// `mock-without-status`, `stream-not-compressed` and `credentials-without-iam`.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "an integration is given away")]
    pub fn add_method(&self, method: HttpMethod, integration: impl Integration) -> Method {
        let options = MethodOptions::new().or(&self.defaults().method);
        Method::new(self, method, &integration, options)
    }

    /// Answers a verb, with options.
    ///
    /// # Errors
    ///
    /// As [`add_method`](Self::add_method). Of the options synthesis reports
    /// `unknown-path-parameter` and `invalid-status-code`, and warns of
    /// `request-not-validated`.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "an integration is given away")]
    pub fn add_method_with(
        &self,
        method: HttpMethod,
        integration: impl Integration,
        options: MethodOptions,
    ) -> Method {
        Method::new(self, method, &integration, options.or(&self.defaults().method))
    }

    /// Answers what browsers ask before a request from another origin.
    ///
    /// Adds a method for `OPTIONS` that API Gateway answers itself, without
    /// asking who calls; also where another method answers `ANY`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-cors`, and `duplicate-method` when there is
    /// a method for `OPTIONS` already.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "options are given away")]
    pub fn add_cors_preflight(&self, options: CorsOptions) -> Method {
        options.check(&self.node);
        // A browser asks without credentials: what guards the other methods would
        // refuse it, so their defaults are not for it.
        let method_options = MethodOptions::new()
            .api_key_required(false)
            .authorization_type(AuthorizationType::None);
        if options.is_on_errors() {
            self.api.add_cors_to_errors(&options);
        }
        let answer = options.integration(self.api.is_all_binary());
        Method::new(self, HttpMethod::Options, &answer, method_options)
    }

    /// The resource at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let imported = node.read(|state: &ResourceState| state.imported.clone())?;
        if let Some(imported) = imported {
            return Some(Self { node: node.clone(), api: RestApi::at(&node.find(imported.api)?)? });
        }
        let scope = node.scope()?;
        let api = match RestApi::at(&scope) {
            Some(api) => api,
            None => Self::at(&scope)?.api,
        };
        Some(Self { node: node.clone(), api })
    }

    /// The API that it belongs to.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.api.clone()
    }

    /// Its whole path, for example `/users/{id}`.
    #[must_use]
    pub fn path(&self) -> String {
        if let Some(imported) = self.imported() {
            return imported.path;
        }
        match self.node.scope().filter(|scope| scope != self.api.node()) {
            None => "/".into(),
            Some(above) => {
                let above = Self { node: above, api: self.api.clone() };
                format!("{}/{}", above.path().trim_end_matches('/'), self.node.id())
            }
        }
    }

    /// The address of its path in the stage of the API.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-deployed` when the API has no stage of its own.
    #[must_use]
    pub fn url(&self) -> Value<String> {
        self.api.url_for_path(&self.path())
    }

    /// Its id in the API.
    #[must_use]
    pub fn resource_id(&self) -> Value<ApiGatewayResourceId> {
        if let Some(imported) = self.imported() {
            return imported.id;
        }
        if self.node.scope().as_ref() == Some(self.api.node()) {
            return self.api.rest_api_root_resource_id();
        }
        CfnResource::at(&self.node).map(|own| Value::of(own.ref_expr())).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers. The
    /// root and an imported resource have none.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` for these.
    pub fn patch(&self, props: CfnResourceProps) {
        if let Some(cfn) = crate::check::own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    /// What answers its methods when they do not say it.
    pub(in crate::apigateway) fn default_integration(&self) -> Option<Rc<dyn Integration>> {
        self.defaults().integration.clone()
    }

    fn defaults(&self) -> Rc<ResourceOptions> {
        self.node.read(|state: &ResourceState| Rc::clone(&state.defaults)).unwrap_or_default()
    }

    fn imported(&self) -> Option<Imported> {
        self.node.read(|state: &ResourceState| state.imported.clone()).flatten()
    }
}

impl Construct for Resource {
    fn node(&self) -> &Node {
        &self.node
    }
}
