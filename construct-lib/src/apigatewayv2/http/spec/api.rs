//! `AWS::ApiGatewayV2::Api` for HTTP, with a document.

use construct_cfn::apigatewayv2::{CfnApi, CfnApiProps, api as l1};
use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{Construct, Expr, Json, Value};

use super::parts::{SpecHttpIntegration, cors};
use super::props::SpecHttpApiProps;
use crate::Node;
use crate::apigatewayv2::http::api::HttpApi;
use crate::apigatewayv2::http::stage::HttpStage;
use crate::lambda::permission_id;
use crate::openapi::{Plan, Source, Target};

/// An HTTP API that is made of an OpenAPI document.
///
/// Appears as [`AWS::ApiGatewayV2::Api`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html)
/// with the document as its `Body`, and a stage named `$default`, as an
/// [`HttpApi`] has it. One `AWS::Lambda::Permission` lets the API call each
/// function. The name is the document's title.
///
/// API Gateway reads OpenAPI 3.0. Of a document in 3.1 is written what 3.0 can
/// say, and a warning names what it cannot. `security` of the whole document,
/// which API Gateway does not read, is given to each operation. Schemas are
/// there for people and tools: an HTTP API validates no requests.
///
/// A function that answers the API cannot have its address in the environment:
/// the API's body names the function. Each request brings the address
/// (`requestContext.domainName` and `stage`).
///
/// # Errors
///
/// Synthesis reports, with the place in the text, for example
/// `openapi.yaml:12:7`: `openapi-invalid`, `openapi-unsupported`,
/// `openapi-unknown-name`, `openapi-without-integration`,
/// `openapi-with-routes`, `invalid-cors`, and as warnings `openapi-ignored` and
/// `openapi-unguarded`; and what its stage reports.
///
/// # Example
///
/// ```
/// use construct_lib::apigatewayv2::{SpecHttpApi, SpecHttpApiProps, SpecHttpAuthorizer};
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
///       security: [{customers: [orders/read]}]
///       responses: {'200': {description: All orders}}
/// components:
///   securitySchemes:
///     customers: {type: http, scheme: bearer}
/// ";
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let customers = SpecHttpAuthorizer::jwt("https://login.example.com", ["shop"]);
/// let props = SpecHttpApiProps::new(ApiDefinition::from_text("openapi.yaml", SHOP))
///     .operation("listOrders", &handler)
///     .authorizer("customers", customers);
/// let api = SpecHttpApi::new(&stack, "Api", props);
/// # let _ = api.url();
/// # app.synth()?;
/// # Ok::<(), construct_lib::SynthError>(())
/// ```
#[derive(Debug, Clone)]
pub struct SpecHttpApi {
    api: HttpApi,
}

impl SpecHttpApi {
    /// An API that is made of a document.
    ///
    /// # Errors
    ///
    /// See [`SpecHttpApi`].
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: SpecHttpApiProps) -> Self {
        let node = Node::new(scope, id);
        if let Some(cors) = &props.cors {
            cors.check(&node);
        }
        let plan = Plan {
            node: &node,
            target: Target::Http,
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
            validator: None,
            preflight: None,
            cors: props.cors.as_ref().map(cors),
        };
        let body = plan.body(&props.definition.0);
        let cfn = CfnApi::new(&node, "Resource", to_cfn(&props, body));
        let disabled = props.disable_execute_api_endpoint;
        let api = HttpApi::of_document(node, &cfn, disabled, props.stage);
        let answering = props.operations.iter().map(|(_, integration)| integration);
        let answering = answering.chain(&props.default).filter_map(SpecHttpIntegration::function);
        let guarding = props.authorizers.iter().filter_map(|(_, authorizer)| authorizer.called());
        for function in answering.chain(guarding) {
            api.permit(&api, &permission_id(&api, function), function);
        }
        Self { api }
    }

    /// The API at this node, when it is made of a document.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        let api = HttpApi::at(node)?;
        api.is_of_document().then_some(Self { api })
    }

    /// The same API, for all that takes one: stages, domains, VPC links.
    ///
    /// API Gateway takes no routes and authorizers beside a document.
    #[must_use]
    pub fn http_api(&self) -> &HttpApi {
        &self.api
    }

    /// Its id.
    #[must_use]
    pub fn api_id(&self) -> Value<ApiGatewayV2ApiId> {
        self.api.api_id()
    }

    /// The stage `$default` of its own, unless it was made without one.
    #[must_use]
    pub fn default_stage(&self) -> Option<HttpStage> {
        self.api.default_stage()
    }

    /// Its address without a stage or a path.
    ///
    /// # Errors
    ///
    /// Synthesis reports `api-not-reachable` when the API has no address from AWS.
    #[must_use]
    #[track_caller]
    pub fn api_endpoint(&self) -> Value<String> {
        self.api.api_endpoint()
    }

    /// The address of its stage `$default`, which ends with `/`.
    ///
    /// # Errors
    ///
    /// As [`HttpApi::url`].
    #[must_use]
    #[track_caller]
    pub fn url(&self) -> Value<String> {
        self.api.url()
    }

    /// The ARN of calls to it; `path` is `/STAGE/VERB/PATH`, with `*` for any.
    #[must_use]
    pub fn arn_for_execute_api(&self, path: &str) -> Value<String> {
        self.api.arn_for_execute_api(path)
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnApiProps) {
        self.api.patch(props);
    }
}

fn to_cfn(props: &SpecHttpApiProps, body: Option<Expr>) -> CfnApiProps {
    let body: Option<Value<Json>> = body.map(Value::of);
    let cfn = CfnApiProps::patch()
        .body(body)
        .disable_execute_api_endpoint(props.disable_execute_api_endpoint.then_some(true))
        .fail_on_warnings(props.fail_on_warnings.then_some(true));
    let Source::Bucket { bucket, key, version } = &props.definition.0 else {
        return cfn;
    };
    cfn.body_s3_location(l1::BodyS3Location::new().bucket(bucket).key(key).version(version))
}

impl Construct for SpecHttpApi {
    fn node(&self) -> &Node {
        self.api.node()
    }
}
