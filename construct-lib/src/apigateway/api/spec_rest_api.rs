//! A REST API that is made of a document.

use construct_cfn::apigateway::CfnRestApiProps;
use construct_cfn::apigateway::rest_api as l1;
use construct_cfn::refs::ApiGatewayRestApiId;
use construct_core::{Construct, Expr, IntoValue, Json, Value};

use super::spec_parts::{SpecAuthorizer, SpecIntegration, preflight};
use crate::Node;
use crate::apigateway::permission::permit_api;
use crate::apigateway::{
    ApiKeySourceType, CorsOptions, EndpointAccessMode, EndpointConfiguration, HttpMethod, RestApi,
    RestApiProps, SecurityPolicy, Stage, StageOptions,
};
use crate::iam::PolicyDocument;
use crate::openapi::{ApiDefinition, OperationKey, Plan, Source, Target};

/// What a document does to the API that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestApiMode {
    /// What is not in the document is deleted.
    Overwrite,
    /// What is not in the document stays.
    Merge,
}

/// What a [`SpecRestApi`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct SpecRestApiProps {
    definition: ApiDefinition,
    api: RestApiProps,
    mode: Option<RestApiMode>,
    fail_on_warnings: bool,
    operations: Vec<(OperationKey, SpecIntegration)>,
    default: Option<SpecIntegration>,
    authorizers: Vec<(String, SpecAuthorizer)>,
    validates: (bool, bool),
    cors: Option<CorsOptions>,
}

impl SpecRestApiProps {
    /// Made of this document.
    pub fn new(definition: ApiDefinition) -> Self {
        Self {
            definition,
            api: RestApiProps::new(),
            mode: None,
            fail_on_warnings: false,
            operations: Vec::new(),
            default: None,
            authorizers: Vec::new(),
            validates: (false, false),
            cors: None,
        }
    }

    /// What answers an operation, which is named by its `operationId`, or by
    /// its verb and path.
    ///
    /// It replaces the `x-amazon-apigateway-integration` that the document may have.
    pub fn operation(
        mut self,
        key: impl Into<OperationKey>,
        integration: impl Into<SpecIntegration>,
    ) -> Self {
        self.operations.push((key.into(), integration.into()));
        self
    }

    /// What answers all operations that nothing else answers.
    pub fn default_integration(mut self, integration: impl Into<SpecIntegration>) -> Self {
        self.default = Some(integration.into());
        self
    }

    /// What checks a security scheme of the document, by the scheme's name.
    pub fn authorizer(mut self, scheme: impl Into<String>, authorizer: SpecAuthorizer) -> Self {
        self.authorizers.push((scheme.into(), authorizer));
        self
    }

    /// Checks bodies by the schemas of the document before anything is called.
    ///
    /// Appears as `x-amazon-apigateway-request-validator`, for all operations.
    pub fn validate_request_body(mut self) -> Self {
        self.validates.0 = true;
        self
    }

    /// Checks that required parameters are there before anything is called.
    pub fn validate_request_parameters(mut self) -> Self {
        self.validates.1 = true;
        self
    }

    /// Answers what browsers ask before a request from another origin, at
    /// every path that has no `options` of its own.
    pub fn default_cors_preflight(mut self, options: CorsOptions) -> Self {
        self.cors = Some(options);
        self
    }

    /// Whether what is not in the document stays; it does not by default.
    pub fn mode(mut self, mode: RestApiMode) -> Self {
        self.mode = Some(mode);
        self
    }

    /// Lets the deployment fail when API Gateway warns of the document.
    pub fn fail_on_warnings(mut self) -> Self {
        self.fail_on_warnings = true;
        self
    }

    fn api(mut self, change: impl FnOnce(RestApiProps) -> RestApiProps) -> Self {
        self.api = change(self.api);
        self
    }

    /// The name that AWS shows; the id by default.
    pub fn rest_api_name(self, name: impl IntoValue<String>) -> Self {
        self.api(|api| api.rest_api_name(name))
    }

    /// What a person reads beside the deployment; the API has the document's description.
    pub fn description(self, text: impl IntoValue<String>) -> Self {
        self.api(|api| api.description(text))
    }

    /// From where it is reached; from its region by default.
    pub fn endpoint_configuration(self, endpoint: impl Into<EndpointConfiguration>) -> Self {
        self.api(|api| api.endpoint_configuration(endpoint))
    }

    /// From which version of TLS on a client is let in.
    ///
    /// # Errors
    ///
    /// As [`RestApiProps::security_policy`]; by default what the document says by
    /// `x-amazon-apigateway-security-policy`.
    pub fn security_policy(self, policy: SecurityPolicy) -> Self {
        self.api(|api| api.security_policy(policy))
    }

    /// How closely API Gateway looks at where a request comes from, see
    /// [`RestApiProps::endpoint_access_mode`].
    pub fn endpoint_access_mode(self, mode: EndpointAccessMode) -> Self {
        self.api(|api| api.endpoint_access_mode(mode))
    }

    /// From where the keys of clients come; the header `x-api-key` by default.
    pub fn api_key_source_type(self, source: ApiKeySourceType) -> Self {
        self.api(|api| api.api_key_source_type(source))
    }

    /// Who may call it, whatever its operations say; needed for a private API.
    pub fn policy(self, document: PolicyDocument) -> Self {
        self.api(|api| api.policy(document))
    }

    /// How the stage of its own serves.
    pub fn deploy_options(self, options: StageOptions) -> Self {
        self.api(|api| api.deploy_options(options))
    }

    /// Makes no deployment and no stage, for an app that makes its own.
    pub fn without_deployment(self) -> Self {
        self.api(RestApiProps::without_deployment)
    }

    /// Makes the role with which API Gateway writes logs, see
    /// [`RestApiProps::cloud_watch_role`].
    pub fn cloud_watch_role(self) -> Self {
        self.api(RestApiProps::cloud_watch_role)
    }

    /// Keeps old deployments; they are deleted by default.
    pub fn retain_deployments(self) -> Self {
        self.api(RestApiProps::retain_deployments)
    }

    /// Media types whose bodies are handed on as bytes, for example `image/png`.
    pub fn binary_media_types<M: Into<String>>(self, types: impl IntoIterator<Item = M>) -> Self {
        self.api(|api| api.binary_media_types(types))
    }

    /// Compresses answers from this size on, in bytes; none by default.
    pub fn minimum_compression_size(self, bytes: u32) -> Self {
        self.api(|api| api.minimum_compression_size(bytes))
    }

    /// Refuses requests to the address that AWS gives it; for custom domains.
    pub fn disable_execute_api_endpoint(self) -> Self {
        self.api(RestApiProps::disable_execute_api_endpoint)
    }

    /// Lets other stacks import its address under this name.
    pub fn endpoint_export_name(self, name: impl IntoValue<String>) -> Self {
        self.api(|api| api.endpoint_export_name(name))
    }

    /// The validator of all operations, by a name that says what it does.
    fn validator(&self) -> Option<(&'static str, Expr)> {
        let name = match self.validates {
            (true, true) => "body and parameters",
            (true, false) => "body",
            (false, true) => "parameters",
            (false, false) => return None,
        };
        let validator = Expr::map([
            ("validateRequestBody", Expr::Bool(self.validates.0)),
            ("validateRequestParameters", Expr::Bool(self.validates.1)),
        ]);
        Some((name, validator))
    }
}

/// A REST API that is made of an OpenAPI document.
///
/// Appears as [`AWS::ApiGateway::RestApi`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html)
/// with the document as its `Body`, with a deployment, a stage named `prod` and
/// an output that shows its address, as a [`RestApi`] has them. One
/// `AWS::Lambda::Permission` lets the API call each function.
///
/// API Gateway reads OpenAPI 3.0. Of a document in 3.1 is written what 3.0 can
/// say, and a warning names what it cannot. `security` of the whole document,
/// which API Gateway does not read, is given to each operation, and models are
/// renamed to letters and digits.
///
/// A function that answers the API cannot have its address in the environment:
/// the API's body names the function. Each request brings the address
/// (`requestContext.domainName` and `stage`).
///
/// # Errors
///
/// Synthesis reports, with the place in the text, for example
/// `openapi.yaml:12:7`: `openapi-invalid`, `openapi-unsupported`,
/// `openapi-unknown-name`, `openapi-without-integration`, and as warnings
/// `openapi-ignored` and `openapi-unguarded`; and what [`RestApi::new`] reports.
///
/// # Example
///
/// ```
/// use construct_lib::apigateway::{HttpMethod, SpecRestApi, SpecRestApiProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::openapi::ApiDefinition;
/// use construct_lib::{App, Stack, StackProps};
///
/// const SHOP: &str = "
/// openapi: 3.0.3
/// info: {title: Shop, version: '1'}
/// paths:
///   /orders:
///     get:
///       operationId: listOrders
///       responses: {'200': {description: All orders}}
///     delete:
///       responses: {'204': {description: All gone}}
/// ";
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let props = SpecRestApiProps::new(ApiDefinition::from_text("openapi.yaml", SHOP))
///     .operation("listOrders", &handler)
///     .operation((HttpMethod::Delete, "/orders"), &handler);
/// let api = SpecRestApi::new(&stack, "Api", props);
/// # let _ = api.url();
/// # app.synth()?;
/// # Ok::<(), construct_lib::SynthError>(())
/// ```
#[derive(Debug, Clone)]
pub struct SpecRestApi {
    api: RestApi,
}

impl SpecRestApi {
    /// An API that is made of a document.
    ///
    /// # Errors
    ///
    /// See [`SpecRestApi`].
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: SpecRestApiProps) -> Self {
        let node = Node::new(scope, id);
        if let Some(cors) = &props.cors {
            cors.check(&node);
        }
        let plan = Plan {
            node: &node,
            target: Target::Rest,
            operations: props
                .operations
                .iter()
                .map(|(key, integration)| (key.clone(), integration.extension(&node)))
                .collect(),
            default: props.default.as_ref().map(|integration| integration.extension(&node)),
            schemes: props
                .authorizers
                .iter()
                .map(|(name, authorizer)| (name.clone(), authorizer.scheme(&node)))
                .collect(),
            validator: props.validator(),
            preflight: {
                let is_all_binary = props.api.is_all_binary();
                props.cors.as_ref().map(|cors| preflight(cors, is_all_binary))
            },
            cors: None,
        };
        let body = plan.body(&props.definition.0);
        let mode = props.mode.map(|mode| match mode {
            RestApiMode::Overwrite => "overwrite",
            RestApiMode::Merge => "merge",
        });
        let mut cfn = props.api.to_cfn(id);
        if !props.api.has_security_policy() && may_say_security(&props.definition.0) {
            cfn = cfn.security_policy(Value::<String>::unset());
        }
        let cfn = with_document(cfn, &props.definition.0, body)
            .fail_on_warnings(props.fail_on_warnings.then_some(true))
            .mode(mode);
        let api = RestApi::define(node, id, props.api, cfn, true);
        let answering = props.operations.iter().map(|(_, integration)| integration);
        let answering = answering.chain(&props.default).filter_map(SpecIntegration::function);
        for function in answering {
            permit_api(&api, function);
            if let Some(resource) = function.resource_id() {
                api.follow_function(resource);
            }
        }
        let guarding = props.authorizers.iter().filter_map(|(_, authorizer)| authorizer.function());
        guarding.for_each(|function| permit_api(&api, function));
        if let Some(cors) = props.cors.filter(CorsOptions::is_on_errors) {
            api.add_cors_to_errors(&cors);
        }
        Self { api }
    }

    /// The API at this node, when it is made of a document.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let api = RestApi::at(node)?;
        api.is_of_document().then_some(Self { api })
    }

    /// The same API, for all that takes one: stages, domains, usage plans,
    /// authorizers, gateway responses.
    ///
    /// Methods can be added to its resources, too, beside those of the document.
    #[must_use]
    pub fn rest_api(&self) -> &RestApi {
        &self.api
    }

    /// Its id.
    #[must_use]
    pub fn rest_api_id(&self) -> Value<ApiGatewayRestApiId> {
        self.api.rest_api_id()
    }

    /// The stage of its own, unless it was made without one.
    #[must_use]
    pub fn deployment_stage(&self) -> Option<Stage> {
        self.api.deployment_stage()
    }

    /// Its address.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-deployed` when it was made without a stage.
    #[must_use]
    pub fn url(&self) -> Value<String> {
        self.api.url()
    }

    /// The address of a path in it, for example `/users`.
    ///
    /// # Errors
    ///
    /// As [`url`](Self::url).
    #[must_use]
    pub fn url_for_path(&self, path: &str) -> Value<String> {
        self.api.url_for_path(path)
    }

    /// The ARN of calls to it, see [`RestApi::arn_for_execute_api`].
    #[must_use]
    pub fn arn_for_execute_api(
        &self,
        method: HttpMethod,
        path: &str,
        stage: impl IntoValue<String>,
    ) -> Value<String> {
        self.api.arn_for_execute_api(method, path, stage)
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnRestApiProps) {
        self.api.patch(props);
    }
}

/// Whether a document says, or can say unseen, which security policy its API has.
fn may_say_security(source: &Source) -> bool {
    match source {
        Source::Inline { body: Expr::Map(entries), .. } => {
            entries.iter().any(|(key, _)| key == "x-amazon-apigateway-security-policy")
        }
        Source::Inline { .. } | Source::Broken(_) => false,
        Source::Bucket { .. } => true,
    }
}

/// The document is part of the template, or named by its place in a bucket.
fn with_document(props: CfnRestApiProps, source: &Source, body: Option<Expr>) -> CfnRestApiProps {
    let body: Option<Value<Json>> = body.map(Value::of);
    let props = props.body(body).description(Value::<String>::unset());
    let Source::Bucket { bucket, key, version } = source else {
        return props;
    };
    props.body_s3_location(l1::S3Location::new().bucket(bucket).key(key).version(version))
}

impl Construct for SpecRestApi {
    fn node(&self) -> &Node {
        self.api.node()
    }
}
