//! `AWS::ApiGatewayV2::Api` for HTTP.

use construct_cfn::apigatewayv2::{CfnApi, CfnApiProps};
use construct_cfn::refs::{ApiGatewayV2ApiId, ApiGatewayV2IntegrationId};
use construct_core::{CfnResource, Construct, IntoValue, NodeId, Value};

use super::attributes::HttpApiAttributes;
use super::props::HttpApiProps;
use super::state::{HttpApiState, Route};
use crate::apigateway::{HttpMethod, http_metrics, metric};
use crate::apigatewayv2::common::{RouteSettings, StageOptions, execute_api_arn};
use crate::apigatewayv2::http::authorizer::HttpRouteAuthorizerConfig;
use crate::apigatewayv2::http::deployment::HttpDeployment;
use crate::apigatewayv2::http::integration::{
    HttpIntegration, HttpIntegrationProps, HttpRouteIntegration, HttpRouteIntegrationBindOptions,
};
use crate::apigatewayv2::http::route::{HttpRoute, HttpRouteKey, HttpRouteOptions, HttpRouteProps};
use crate::apigatewayv2::http::stage::{HttpStage, HttpStageProps};
use crate::check::{self, own_resource};
use crate::cloudwatch::Metric;
use crate::error::codes;
use crate::lambda::{Function, permit_invocation};
use crate::{Diagnostic, Node};

/// An HTTP API.
///
/// Appears as [`AWS::ApiGatewayV2::Api`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html),
/// with a stage named `$default` that serves it at the root of its address,
/// is deployed with each change, and logs each request into a log group of
/// its own.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, HttpLambdaIntegration, HttpMethod};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// let orders = HttpLambdaIntegration::new("Orders", &handler);
/// api.add_routes("/orders", [HttpMethod::Get, HttpMethod::Post], &orders);
/// // The address needs the API alone, so that its own handler can have it.
/// handler.add_environment("API_URL", api.url());
/// ```
#[derive(Debug, Clone)]
pub struct HttpApi {
    node: Node,
}

impl HttpApi {
    /// An HTTP API.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-cors`, `text-too-long`, what its stage
    /// reports, and `api-quota` for more than 300 routes, 300 integrations, 10
    /// authorizers or 10 stages.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: HttpApiProps) -> Self {
        let node = Node::new(scope, id);
        check::description(&node, "an API", &props.description, 1024);
        if let Some(cors) = &props.cors {
            cors.check(&node);
        }
        let cfn = CfnApi::new(&node, "Resource", props.to_cfn(id));
        let mut state = HttpApiState::new(cfn.ref_(), cfn.attr_api_endpoint());
        state.is_endpoint_disabled = props.disable_execute_api_endpoint;
        state.default_scopes = props.default_scopes;
        node.set_state(state);
        let api = Self { node };
        if let Some(authorizer) = &props.default_authorizer {
            let config = authorizer.bind(&api);
            api.node.update(|state: &mut HttpApiState| state.default_authorizer = Some(config));
        }
        if let Some(integration) = &props.default_integration {
            api.add_route(HttpRouteKey::DEFAULT, &**integration);
        }
        api.serve(props.default_stage);
        api
    }

    /// An API whose resource has a document.
    #[cfg(feature = "openapi")]
    #[track_caller]
    pub(in crate::apigatewayv2) fn of_document(
        node: Node,
        cfn: &CfnApi,
        is_endpoint_disabled: bool,
        stage: Option<StageOptions>,
    ) -> Self {
        let mut state = HttpApiState::new(cfn.ref_(), cfn.attr_api_endpoint());
        state.is_endpoint_disabled = is_endpoint_disabled;
        state.is_of_document = true;
        node.set_state(state);
        let api = Self { node };
        api.serve(stage);
        api
    }

    #[track_caller]
    fn serve(&self, stage: Option<StageOptions>) {
        if let Some(options) = stage {
            let props = HttpStageProps::new(self).options(options);
            let stage = HttpStage::new(self, "DefaultStage", props).node().node_id();
            self.node.update(|state: &mut HttpApiState| state.default_stage = Some(stage));
        }
    }

    /// Whether its routes are in a document.
    #[cfg(feature = "openapi")]
    pub(in crate::apigatewayv2) fn is_of_document(&self) -> bool {
        self.node.read(|state: &HttpApiState| state.is_of_document) == Some(true)
    }

    /// An HTTP API that exists already.
    ///
    /// Routes and stages can be added to it.
    #[track_caller]
    pub fn from_http_api_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: HttpApiAttributes,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(HttpApiState::new(attributes.id, attributes.endpoint));
        Self { node }
    }

    /// The API at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<HttpApiState>().then(|| Self { node: node.clone() })
    }

    /// Answers requests to a path by `integration`, with one route for each verb.
    ///
    /// # Errors
    ///
    /// As [`HttpRoute::new`].
    #[track_caller]
    pub fn add_routes(
        &self,
        path: &str,
        methods: impl IntoIterator<Item = HttpMethod>,
        integration: impl HttpRouteIntegration,
    ) -> Vec<HttpRoute> {
        self.add_routes_with(path, methods, integration, HttpRouteOptions::new())
    }

    /// As [`add_routes`](Self::add_routes), with options that hold for each of them.
    ///
    /// # Errors
    ///
    /// As [`HttpRoute::new`].
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "options are given away")]
    pub fn add_routes_with(
        &self,
        path: &str,
        methods: impl IntoIterator<Item = HttpMethod>,
        integration: impl HttpRouteIntegration,
        options: HttpRouteOptions,
    ) -> Vec<HttpRoute> {
        let mut routes = Vec::new();
        for method in methods {
            let key = HttpRouteKey::with(path.to_owned(), method);
            routes.push(self.make_route(key, &integration, options.clone()));
        }
        routes
    }

    /// Answers the requests that `key` tells by `integration`.
    ///
    /// # Errors
    ///
    /// As [`HttpRoute::new`].
    #[track_caller]
    pub fn add_route(
        &self,
        key: HttpRouteKey,
        integration: impl HttpRouteIntegration,
    ) -> HttpRoute {
        self.add_route_with(key, integration, HttpRouteOptions::new())
    }

    /// As [`add_route`](Self::add_route), with options.
    ///
    /// # Errors
    ///
    /// As [`HttpRoute::new`].
    #[track_caller]
    pub fn add_route_with(
        &self,
        key: HttpRouteKey,
        integration: impl HttpRouteIntegration,
        options: HttpRouteOptions,
    ) -> HttpRoute {
        self.make_route(key, &integration, options)
    }

    #[track_caller]
    fn make_route(
        &self,
        key: HttpRouteKey,
        integration: &dyn HttpRouteIntegration,
        options: HttpRouteOptions,
    ) -> HttpRoute {
        let id = key.construct_id();
        HttpRoute::new(self, &id, HttpRouteProps::new(self, key, integration).options(options))
    }

    /// Its id.
    #[must_use]
    pub fn api_id(&self) -> Value<ApiGatewayV2ApiId> {
        self.node.read(|state: &HttpApiState| state.id.clone()).unwrap_or_default()
    }

    /// The stage `$default` of its own, unless it was made without one.
    #[must_use]
    pub fn default_stage(&self) -> Option<HttpStage> {
        let id = self.node.read(|state: &HttpApiState| state.default_stage)??;
        HttpStage::at(&self.node.find(id)?)
    }

    /// Its address without a stage or a path, for example
    /// `https://abc123.execute-api.eu-west-1.amazonaws.com`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-reachable` when the API has no address from
    /// AWS, or was imported without one.
    #[must_use]
    #[track_caller]
    pub fn api_endpoint(&self) -> Value<String> {
        let endpoint = self.node.read(|state: &HttpApiState| state.endpoint.clone());
        let endpoint = endpoint.unwrap_or_default();
        if endpoint.expr().is_unset() {
            self.node.report(
                Diagnostic::error(
                    codes::API_NOT_REACHABLE,
                    "the API was imported without its address",
                )
                .help("give it by `HttpApiAttributes::api_endpoint`")
                .at_caller(),
            );
        }
        self.check_endpoint();
        endpoint
    }

    /// The address of its stage `$default`, which ends with `/`.
    ///
    /// It needs the API alone: a function that answers the API can have it in
    /// its environment.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-deployed` when it has no such stage, and
    /// `api-not-reachable` when the API has no address from AWS.
    #[must_use]
    #[track_caller]
    pub fn url(&self) -> Value<String> {
        self.check_endpoint();
        if let Some(stage) = self.default_stage() {
            return stage.url();
        }
        self.node.report(
            Diagnostic::error(
                codes::API_NOT_DEPLOYED,
                "the API has no stage of its own, so it has no address",
            )
            .help("ask a stage of your own with `HttpStage::url`")
            .at_caller(),
        );
        Value::unset()
    }

    /// Whether it is known to be reached at the address that AWS gives it.
    pub(in crate::apigatewayv2) fn has_own_endpoint(&self) -> bool {
        let is_own = CfnResource::at(&self.node).is_some();
        is_own && self.node.read(|s: &HttpApiState| s.is_endpoint_disabled) == Some(false)
    }

    #[track_caller]
    fn check_endpoint(&self) {
        if self.node.read(|state: &HttpApiState| state.is_endpoint_disabled) == Some(true) {
            self.node.report(
                Diagnostic::error(
                    codes::API_NOT_REACHABLE,
                    "the API refuses requests to the address that AWS gives it",
                )
                .help("use the address of its custom domain, or leave out `disable_execute_api_endpoint`")
                .at_caller(),
            );
        }
    }

    /// The ARN of calls to it; `path` is `/STAGE/VERB/PATH`, with `*` for any.
    #[must_use]
    pub fn arn_for_execute_api(&self, path: &str) -> Value<String> {
        self.arn_of_calls(path)
    }

    /// A metric of all stages of the API, by its name.
    pub fn metric(&self, name: impl IntoValue<String>) -> Metric {
        metric(self, name).dimension("ApiId", self.api_id())
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnApiProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    pub(in crate::apigatewayv2) fn arn_of_calls(&self, path: &str) -> Value<String> {
        execute_api_arn(&self.node, &self.api_id(), path)
    }

    pub(in crate::apigatewayv2) fn default_authorizer(&self) -> Option<HttpRouteAuthorizerConfig> {
        self.node.read(|state: &HttpApiState| state.default_authorizer.clone()).flatten()
    }

    pub(in crate::apigatewayv2) fn default_scopes(&self) -> Vec<String> {
        self.node.read(|state: &HttpApiState| state.default_scopes.clone()).unwrap_or_default()
    }

    /// What a route is answered by: made for the first route that is given it.
    #[track_caller]
    pub(in crate::apigatewayv2) fn bind_integration(
        &self,
        scope: &Node,
        key: &HttpRouteKey,
        integration: &dyn HttpRouteIntegration,
    ) -> Value<ApiGatewayV2IntegrationId> {
        let options = HttpRouteIntegrationBindOptions::new(scope, self, key);
        let identity = integration.identity();
        let found = self.node.read(|state: &HttpApiState| {
            state.bound.iter().find(|(other, _)| other.is_same(identity)).map(|(_, id)| *id)
        });
        let found = found.flatten().and_then(|id| self.node.find(id));
        let made = match found.and_then(|node| HttpIntegration::at(&node)) {
            Some(made) => made,
            None => {
                let props = HttpIntegrationProps::new(self, integration.bind(&options));
                let made = HttpIntegration::new(scope, identity.id(), props);
                let entry = (identity.clone(), made.node().node_id());
                self.node.update(|state: &mut HttpApiState| state.bound.push(entry));
                made
            }
        };
        integration.complete_bind(&options);
        made.integration_id()
    }

    /// Lets the API call a function, once, for whatever it calls it.
    #[track_caller]
    pub(in crate::apigatewayv2) fn permit(
        &self,
        scope: &dyn Construct,
        id: &str,
        function: &Function,
    ) {
        let node = function.node().node_id();
        let is_new = self.node.update(|state: &mut HttpApiState| {
            let is_new = !state.functions.contains(&node);
            if is_new {
                state.functions.push(node);
            }
            is_new
        });
        if is_new == Some(true) {
            permit_invocation(scope, id, function, self.arn_of_calls("/*/*"));
        }
    }

    /// Deploys again when this function is replaced.
    pub(in crate::apigatewayv2) fn follow_function(&self, function: &Function) {
        let Some(function) = function.resource_id() else {
            return;
        };
        let deployments = self.node.update(|state: &mut HttpApiState| {
            if state.called.contains(&function) {
                return Vec::new();
            }
            state.called.push(function);
            state.deployments.clone()
        });
        let deployments = deployments.unwrap_or_default();
        let nodes = deployments.iter().filter_map(|id| self.node.find(*id));
        nodes.for_each(|node| HttpDeployment::follow_again(&node));
    }

    pub(in crate::apigatewayv2) fn called_functions(&self) -> Vec<NodeId> {
        self.node.read(|state: &HttpApiState| state.called.clone()).unwrap_or_default()
    }

    pub(in crate::apigatewayv2) fn note_deployment(&self, deployment: &HttpDeployment) {
        let id = deployment.node().node_id();
        self.node.update(|state: &mut HttpApiState| state.deployments.push(id));
    }

    pub(in crate::apigatewayv2) fn note_route(
        &self,
        route: &HttpRoute,
        key: &HttpRouteKey,
        settings: RouteSettings,
    ) {
        let (node, key) = (route.node().node_id(), key.to_string());
        let stages = self.node.update(|state: &mut HttpApiState| {
            state.routes.push(Route { node, key, settings });
            if settings.is_empty() { Vec::new() } else { state.stages.clone() }
        });
        if let Some(stages) = stages {
            let stages = stages.iter().filter_map(|id| HttpStage::at(&self.node.find(*id)?));
            stages.for_each(|stage| stage.put_route_settings(route, settings));
        }
    }

    pub(in crate::apigatewayv2) fn note_stage(&self, stage: &HttpStage) {
        let id = stage.node().node_id();
        let routes = self.node.update(|state: &mut HttpApiState| {
            state.stages.push(id);
            let limited = state.routes.iter().filter(|route| !route.settings.is_empty());
            limited.map(|route| (route.node, route.settings)).collect::<Vec<_>>()
        });
        for (id, settings) in routes.unwrap_or_default() {
            let route = self.node.find(id).and_then(|node| HttpRoute::at(&node));
            if let Some(route) = route {
                stage.put_route_settings(&route, settings);
            }
        }
    }
}

http_metrics!(HttpApi);

impl Construct for HttpApi {
    fn node(&self) -> &Node {
        &self.node
    }
}
