//! What a REST API remembers, and what is wrong with it as a whole.

use construct_cfn::apigateway::CfnRestApiProps;
use construct_cfn::refs::{ApiGatewayResourceId, ApiGatewayRestApiId};
use construct_core::{CfnResource, Construct, NodeId, ResourceProps, State, Value};

use crate::apigateway::access::ResourcePolicy;
use crate::apigateway::stage::content_hash;
use crate::apigateway::usage::is_usage_plan_of_level_1;
use crate::apigateway::{CorsOptions, EndpointType, Method, RestApi};
use crate::check::{resource_here, root_of};
use crate::error::codes;
use crate::{Diagnostic, Node};

pub(super) struct RestApiState {
    pub(super) id: Value<ApiGatewayRestApiId>,
    /// Not known of an API that was imported by its id alone.
    pub(super) root: Option<Value<ApiGatewayResourceId>>,
    pub(super) name: Value<String>,
    pub(super) endpoint: Option<EndpointType>,
    /// Whether it compresses answers.
    pub(super) compresses: bool,
    /// Whether it takes every body for binary.
    pub(super) is_all_binary: bool,
    pub(super) stage: Option<NodeId>,
    pub(super) policy: ResourcePolicy,
    /// Whether its methods are in a document, and not in the tree.
    pub(super) is_of_document: bool,
    /// Whether it is reached at the address that AWS gives it.
    pub(super) has_own_endpoint: bool,
    /// The first domain in front of it.
    domain: Option<NodeId>,
    /// What API Gateway's own answers say to browsers.
    cors: Option<CorsOptions>,
    /// Whether a method asks for a key, and whether a plan counts any.
    needs_keys: bool,
    has_usage_plan: bool,
    /// Those that methods name, with the policies by which they call.
    authorizers: Vec<NodeId>,
    /// The functions that answer, whose replacement replaces the deployments.
    functions: Vec<NodeId>,
    /// The resources that are snapshots of it, and whether they stay what they are.
    deployments: Vec<(NodeId, bool)>,
}

impl RestApiState {
    pub(super) fn new(
        id: Value<ApiGatewayRestApiId>,
        root: Option<Value<ApiGatewayResourceId>>,
        name: Value<String>,
    ) -> Self {
        Self {
            id,
            root,
            name,
            endpoint: None,
            compresses: false,
            is_all_binary: false,
            stage: None,
            policy: ResourcePolicy::default(),
            is_of_document: false,
            // Of an API of another app that is not known.
            has_own_endpoint: false,
            domain: None,
            cors: None,
            needs_keys: false,
            has_usage_plan: false,
            authorizers: Vec::new(),
            functions: Vec::new(),
            deployments: Vec::new(),
        }
    }
}

impl State for RestApiState {
    fn prepare(&mut self, node: &Node) {
        let find = |id: &NodeId| node.find(*id);
        let authorizers: Vec<Node> = self.authorizers.iter().filter_map(find).collect();
        // An API that is not of this app has no resource.
        let own = CfnResource::at(node);
        if let (Some(api), Some(policy)) = (&own, self.policy.to_expr()) {
            api.set_props(CfnRestApiProps::patch().policy(policy).into_props());
        }
        let own = own.map(|api| api.node().node_id());
        let hash = content_hash(own, &self.id, &self.functions);
        for (id, is_pinned) in &self.deployments {
            let Some(deployment) = find(id).and_then(|node| CfnResource::at(&node)) else {
                continue;
            };
            let hash = hash.clone();
            deployment.set_content_hash(if *is_pinned { hash.order_only() } else { hash });
            // The policy by which an authorizer calls its function must be there, too.
            authorizers.iter().for_each(|node| deployment.node().add_dependency(node));
        }
    }

    fn validate(&self, node: &Node) {
        self.check_keys(node);
        if CfnResource::at(node).is_none() {
            return;
        }
        self.policy.check(node);
        if self.endpoint == Some(EndpointType::Private) && self.policy.is_empty() {
            node.report(
                Diagnostic::warning(
                    codes::PRIVATE_API_WITHOUT_POLICY,
                    "a private API has no policy, and API Gateway refuses to deploy it",
                )
                .help("say who may call it with `RestApi::grant_invoke_from_vpc_endpoints_only` or `RestApiProps::policy`"),
            );
        }
        if !self.deployments.is_empty() && !self.has_methods(node) {
            node.report(
                Diagnostic::error(
                    codes::REST_API_WITHOUT_METHODS,
                    "the REST API has no method, so it cannot be deployed",
                )
                .help("add one with `api.root().add_method(..)`"),
            );
        }
    }
}

impl RestApiState {
    /// Whether it has methods, wherever and however they are defined.
    fn has_methods(&self, node: &Node) -> bool {
        node.find_all().iter().any(Method::is_at)
            || self.is_copy(node)
            || is_method_of_level_1(&root_of(node), &self.id)
    }

    /// Whether its methods come from a document or from another API.
    fn is_copy(&self, node: &Node) -> bool {
        let cfn = CfnResource::at(node);
        let has = |name: &&str| cfn.as_ref().is_some_and(|cfn| cfn.property(name).is_some());
        self.is_of_document || ["Body", "BodyS3Location", "CloneFrom"].iter().any(has)
    }

    /// A method that asks for a key lets nobody in without a usage plan.
    fn check_keys(&self, node: &Node) {
        if !self.needs_keys || self.has_usage_plan {
            return;
        }
        if root_of(node).find_all().iter().any(is_usage_plan_of_level_1) {
            return;
        }
        node.report(
            Diagnostic::warning(
                codes::API_KEY_WITHOUT_USAGE_PLAN,
                "methods of the API ask for a key, but no usage plan is for one of its stages, so every request is refused",
            )
            .help("add a plan with `RestApi::add_usage_plan`, and keys to it with `UsagePlan::add_api_key`"),
        );
    }
}

/// Whether a method of this API is defined as a generated resource, of which
/// nobody knows the path.
fn is_method_of_level_1(app: &Node, api: &Value<ApiGatewayRestApiId>) -> bool {
    app.find_all().iter().any(|node| {
        let of_method = |scope: Node| Method::is_at(&scope);
        resource_here(node).is_some_and(|cfn| {
            cfn.resource_type() == "AWS::ApiGateway::Method"
                && !node.scope().is_some_and(of_method)
                && cfn.property("RestApiId").as_ref() == Some(api.expr())
        })
    })
}

impl RestApi {
    /// Whether it has methods of which the path is not known: in a document, of
    /// another API, of another app or as generated resources.
    pub(in crate::apigateway) fn has_methods_without_path(&self) -> bool {
        let node = self.node();
        let is_copy = node.read(|state: &RestApiState| state.is_copy(node)) == Some(true);
        let is_elsewhere =
            CfnResource::at(node).is_none() || !node.find_all().iter().any(Method::is_at);
        is_copy || is_elsewhere || is_method_of_level_1(&root_of(node), &self.rest_api_id())
    }

    /// Deploys again when this function is replaced.
    pub(in crate::apigateway) fn follow_function(&self, function: NodeId) {
        self.node().update(|state: &mut RestApiState| {
            if !state.functions.contains(&function) {
                state.functions.push(function);
            }
        });
    }

    /// Lets deployments wait for an authorizer, and for all that it needs.
    pub(in crate::apigateway) fn follow_authorizer(&self, authorizer: NodeId) {
        self.node().update(|state: &mut RestApiState| state.authorizers.push(authorizer));
    }

    /// Lets this deployment wait for all that it deploys, and its id follow that
    /// unless it is pinned.
    pub(in crate::apigateway) fn deploy_with(&self, deployment: NodeId, is_pinned: bool) {
        self.node()
            .update(|state: &mut RestApiState| state.deployments.push((deployment, is_pinned)));
    }

    /// Whether it is known to be reached at the address that AWS gives it.
    pub(in crate::apigateway) fn has_own_endpoint(&self) -> bool {
        self.node().read(|state: &RestApiState| state.has_own_endpoint).unwrap_or_default()
    }

    /// Remembers the first domain in front of it.
    pub(in crate::apigateway) fn note_domain(&self, domain: NodeId) {
        self.node().update(|state: &mut RestApiState| {
            state.domain.get_or_insert(domain);
        });
    }

    /// The first domain in front of it.
    pub(in crate::apigateway) fn noted_domain(&self) -> Option<Node> {
        let domain = self.node().read(|state: &RestApiState| state.domain)??;
        self.node().find(domain)
    }

    /// Whether its methods are in a document.
    #[cfg(feature = "openapi")]
    pub(super) fn is_of_document(&self) -> bool {
        self.node().read(|state: &RestApiState| state.is_of_document) == Some(true)
    }

    /// From where it is reached, when that is known.
    pub(in crate::apigateway) fn endpoint_type(&self) -> Option<EndpointType> {
        self.node().read(|state: &RestApiState| state.endpoint).flatten()
    }

    /// Whether it compresses answers.
    pub(in crate::apigateway) fn compresses(&self) -> bool {
        self.node().read(|state: &RestApiState| state.compresses).unwrap_or_default()
    }

    /// Whether it takes every body for binary.
    pub(in crate::apigateway) fn is_all_binary(&self) -> bool {
        self.node().read(|state: &RestApiState| state.is_all_binary).unwrap_or_default()
    }

    /// Remembers that a method asks for a key.
    pub(in crate::apigateway) fn note_api_key_required(&self) {
        self.node().update(|state: &mut RestApiState| state.needs_keys = true);
    }

    /// Remembers that a usage plan counts requests to one of its stages.
    pub(in crate::apigateway) fn note_usage_plan(&self) {
        self.node().update(|state: &mut RestApiState| state.has_usage_plan = true);
    }

    /// Changes its policy.
    pub(in crate::apigateway) fn update_policy(&self, change: impl FnOnce(&mut ResourcePolicy)) {
        self.node().update(|state: &mut RestApiState| change(&mut state.policy));
    }

    /// What its own answers say to browsers.
    pub(in crate::apigateway) fn error_cors(&self) -> Option<CorsOptions> {
        self.node().read(|state: &RestApiState| state.cors.clone()).flatten()
    }

    /// Remembers what its own answers say to browsers; gives what was said before.
    pub(in crate::apigateway) fn set_error_cors(&self, cors: &CorsOptions) -> Option<CorsOptions> {
        self.node()
            .update(|state: &mut RestApiState| {
                let before = state.cors.clone();
                state.cors.get_or_insert_with(|| cors.clone());
                before
            })
            .flatten()
    }
}
