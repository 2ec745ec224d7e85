//! `AWS::ApiGateway::RestApi`.

use construct_cfn::apigateway::{CfnRestApi, CfnRestApiProps};
use construct_cfn::refs::{ApiGatewayResourceId, ApiGatewayRestApiId};
use construct_core::{CfnOutput, CfnOutputProps, Construct, Expr, IntoValue, Value, intrinsic};

use super::state::RestApiState;
use crate::apigateway::access::ResourcePolicy;
use crate::apigateway::method::path::pattern;
use crate::apigateway::{
    Account, Deployment, DeploymentProps, HttpMethod, Resource, RestApiAttributes, RestApiProps,
    Stage, StageOptions, StageProps,
};
use crate::check::own_resource;
use crate::error::codes;
use crate::iam::{Grant, Grantable, PolicyStatement};
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

/// A REST API.
///
/// Appears as [`AWS::ApiGateway::RestApi`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html),
/// with a deployment, a stage named `prod` and an output that shows its
/// address. Its stage writes no access log until the app says that the
/// account has a role for CloudWatch.
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, LambdaIntegration, RestApi, RestApiProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let orders = api.root().add_resource("orders");
/// orders.add_method(HttpMethod::Post, LambdaIntegration::new(&handler));
/// orders.add_resource("{id}").add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
/// ```
#[derive(Debug, Clone)]
pub struct RestApi {
    node: Node,
}

impl RestApi {
    /// A REST API.
    ///
    /// # Errors
    ///
    /// Synthesis reports `rest-api-without-methods`, `api-quota`, `invalid-cors`,
    /// `invalid-endpoint`, and of its policy `invalid-statement` and
    /// `invalid-action`; it warns of `policy-too-large`,
    /// `private-api-without-policy` and `api-key-without-usage-plan`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: RestApiProps) -> Self {
        let cfn = props.to_cfn(id);
        Self::define(Node::new(scope, id), id, props, cfn, false)
    }

    /// An API at this node, whose resource has these properties.
    #[track_caller]
    pub(in crate::apigateway) fn define(
        node: Node,
        id: &str,
        props: RestApiProps,
        cfn: CfnRestApiProps,
        is_of_document: bool,
    ) -> Self {
        props.check(&node);
        let cfn = CfnRestApi::new(&node, "Resource", cfn);
        let root = cfn.attr_root_resource_id();
        let mut state = RestApiState::new(cfn.ref_(), Some(root), props.name(id));
        state.endpoint = Some(props.endpoint_type());
        state.compresses = props.minimum_compression_size.is_some();
        state.is_all_binary = props.is_all_binary();
        state.policy = ResourcePolicy::new(&props.policy);
        state.is_of_document = is_of_document;
        state.has_own_endpoint = !props.disable_execute_api_endpoint;
        node.set_state(state);
        let api = Self { node };
        if props.cloud_watch_role {
            Account::of_api(&api.node);
        }
        if let Some(options) = &props.deploy {
            api.deploy(options, &props);
        }
        if let Some(domain) = props.domain_name {
            api.add_domain_name("CustomDomain", domain);
        }
        Resource::root(&api, props.defaults);
        api
    }

    #[track_caller]
    fn deploy(&self, options: &StageOptions, props: &RestApiProps) {
        let descriptions = [&options.description, &props.description];
        let description = descriptions
            .into_iter()
            .find(|text| !text.expr().is_unset())
            .cloned()
            .unwrap_or_else(|| Value::lit("Automatically created by the RestApi construct"));
        let mut deployment = DeploymentProps::new(self).description(description);
        if props.retain_deployments {
            deployment = deployment.retain_deployments();
        }
        let deployment = Deployment::new(self, "Deployment", deployment);
        let id = format!("DeploymentStage.{}", options.stage_name);
        let stage_props = StageProps::new(&deployment).options(options.clone());
        let stage = Stage::new(self, &id, stage_props);
        let output = CfnOutputProps::new(stage.url_for_path("/"));
        CfnOutput::new(self, "Endpoint", output.export_name(&props.endpoint_export_name));
        let stage = stage.node().node_id();
        self.node.update(|state: &mut RestApiState| state.stage = Some(stage));
    }

    /// An API that exists already, by its id.
    ///
    /// Its resources are not known: to add some, see
    /// [`from_rest_api_attributes`](Self::from_rest_api_attributes).
    #[track_caller]
    pub fn from_rest_api_id(
        scope: &dyn Construct,
        id: &str,
        rest_api_id: impl IntoValue<String>,
    ) -> Self {
        let attributes = RestApiAttributes::new(rest_api_id, Value::<String>::unset());
        Self::from_rest_api_attributes(scope, id, attributes)
    }

    /// An API that exists already, with what is known of it.
    ///
    /// Resources, methods, models, validators, authorizers and gateway
    /// responses can be added to it. They are not served until someone deploys
    /// the API again: add a [`Deployment`] of it, and use that in its stage.
    ///
    /// ```
    /// use construct_lib::apigateway::{
    ///     Deployment, DeploymentProps, HttpMethod, MockIntegration, RestApi, RestApiAttributes,
    /// };
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let attributes = RestApiAttributes::new("a1b2c3d4e5", "r1s2t3u4v5");
    /// let api = RestApi::from_rest_api_attributes(&stack, "Api", attributes);
    /// let orders = api.root().add_resource("orders");
    /// orders.add_method(HttpMethod::Get, MockIntegration::new(204));
    /// Deployment::new(&stack, "Deployment", DeploymentProps::new(&api));
    /// ```
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` where it is to be changed itself:
    /// its policy, its properties.
    #[track_caller]
    pub fn from_rest_api_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: RestApiAttributes,
    ) -> Self {
        let node = Node::new(scope, id);
        let RestApiAttributes { id: rest_api_id, root, name } = attributes;
        let name = if name.expr().is_unset() { value(id) } else { name };
        let root: Value<ApiGatewayResourceId> = root.cast();
        let known = (!root.expr().is_unset()).then(|| root.clone());
        node.set_state(RestApiState::new(rest_api_id.cast(), known, name));
        let api = Self { node };
        Resource::imported_root(&api, root);
        api
    }

    /// The API at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<RestApiState>().then(|| Self { node: node.clone() })
    }

    /// The resource `/`.
    ///
    /// # Errors
    ///
    /// As [`rest_api_root_resource_id`](Self::rest_api_root_resource_id).
    #[must_use]
    pub fn root(&self) -> Resource {
        let _ = self.rest_api_root_resource_id();
        Resource::root_of(self)
    }

    /// The stage of its own, unless it was made without one.
    #[must_use]
    pub fn deployment_stage(&self) -> Option<Stage> {
        let id = self.node.read(|state: &RestApiState| state.stage)??;
        Stage::at(&self.node.find(id)?)
    }

    /// Its id.
    #[must_use]
    pub fn rest_api_id(&self) -> Value<ApiGatewayRestApiId> {
        self.node.read(|state: &RestApiState| state.id.clone()).unwrap_or_default()
    }

    /// The id of its root resource, `/`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when the API was imported
    /// without it.
    #[must_use]
    pub fn rest_api_root_resource_id(&self) -> Value<ApiGatewayResourceId> {
        match self.node.read(|state: &RestApiState| state.root.clone()).flatten() {
            Some(root) => root,
            None => {
                self.node.report(
                    Diagnostic::error(
                        codes::IMPORTED_CONSTRUCT,
                        "the root resource of the API is not known: it was imported by its id alone",
                    )
                    .help("import it with `RestApi::from_rest_api_attributes`"),
                );
                Value::unset()
            }
        }
    }

    /// The name that AWS shows.
    #[must_use]
    pub fn rest_api_name(&self) -> Value<String> {
        self.node.read(|state: &RestApiState| state.name.clone()).unwrap_or_default()
    }

    /// Its address.
    ///
    /// It may be given to a function that answers the API: where waiting for
    /// the stage would be a circle, the stage's name is written as text.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-deployed` when it was made without a stage.
    #[must_use]
    pub fn url(&self) -> Value<String> {
        self.url_for_path("/")
    }

    /// The address of a path in it, for example `/users`.
    ///
    /// # Errors
    ///
    /// As [`url`](Self::url).
    #[must_use]
    pub fn url_for_path(&self, path: &str) -> Value<String> {
        if let Some(stage) = self.deployment_stage() {
            return stage.url_for_path(path);
        }
        self.node.report(
            Diagnostic::error(
                codes::API_NOT_DEPLOYED,
                "the API has no stage, so it has no address",
            )
            .help("ask a stage of your own with `Stage::url_for_path`"),
        );
        Value::unset()
    }

    /// The ARN of calls to it, as policies name them.
    ///
    /// [`HttpMethod::Any`] stands for every verb, `/*` for every path and `*`
    /// for every stage; a path parameter, for example in `/orders/{id}`,
    /// stands for anything.
    #[must_use]
    pub fn arn_for_execute_api(
        &self,
        method: HttpMethod,
        path: &str,
        stage: impl IntoValue<String>,
    ) -> Value<String> {
        let verb = if method == HttpMethod::Any { "*" } else { method.name() };
        let path = pattern(path.trim_start_matches('/'));
        let rest = Expr::from(format!("/{verb}/{path}"));
        self.execute_api_arn([Expr::text("/"), stage.into_expr(), rest])
    }

    /// The ARN of what API Gateway calls on its behalf, as the parts behind its id.
    pub(in crate::apigateway) fn execute_api_arn(
        &self,
        parts: impl IntoIterator<Item = Expr>,
    ) -> Value<String> {
        let resource = intrinsic::concat([self.rest_api_id().into()].into_iter().chain(parts));
        Stack::of(&self.node)
            .map(|stack| stack.format_arn("execute-api", resource))
            .unwrap_or_default()
    }

    /// Grants `grantee` permission to call every method of every stage.
    ///
    /// That is for callers with credentials of IAM, and for methods with
    /// [`AuthorizationType::Iam`](crate::apigateway::AuthorizationType::Iam).
    /// See [`Method::grant_execute`](crate::apigateway::Method::grant_execute) for a single one.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` was imported
    /// without a role.
    #[track_caller]
    pub fn grant_execute(&self, grantee: &dyn Grantable) -> Grant {
        let statement = PolicyStatement::allow()
            .actions(["execute-api:Invoke"])
            .resource(self.arn_for_execute_api(HttpMethod::Any, "/*", "*"));
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnRestApiProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for RestApi {
    fn node(&self) -> &Node {
        &self.node
    }
}
