//! Resources, methods, integrations and models of REST APIs.

use std::time::Duration;

use construct_lib::apigateway::{
    AuthorizationType, AwsIntegration, ContentHandling, CorsOptions, DefaultIntegration,
    HttpIntegration, HttpMethod, Integration, IntegrationConfig, IntegrationMapping,
    IntegrationParameter, IntegrationResponse, IntegrationType, JsonSchema, LambdaIntegration,
    LambdaRestApi, LambdaRestApiProps, Method, MethodOptions, MethodResponse, MockIntegration,
    Model, ModelOptions, ModelProps, PassthroughBehavior, RequestContext, RequestParameter,
    RequestSource, RequestValidator, RequestValidatorOptions, Resource, ResourceAttributes,
    ResourceOptions, ResponseSource, ResponseTransferMode, RestApi, RestApiProps,
    SagemakerIntegration, StageOptions, StepFunctionsIntegration, StepFunctionsRestApi,
    StepFunctionsRestApiProps, VpcLink, VpcLinkProps,
};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::lambda::Function;
use construct_lib::{Aws, CfnOutput, CfnOutputProps, CfnResource, Construct, Node, Stack, Value};

use super::compare::{Program, check, program, refused};

const JSON: &str = "application/json";
const MACHINE: &str = "arn:aws:states:us-east-1:111122223333:stateMachine:order";
const BALANCER: &str =
    "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/shop/1234567890abcdef";

/// A function that adds nothing to the template.
fn function(s: &Stack) -> Function {
    let known = s.node().try_child("Handler").and_then(|node| Function::at(&node));
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:Handler";
    known.unwrap_or_else(|| Function::from_function_arn(s, "Handler", arn))
}

fn handler(s: &Stack) -> LambdaIntegration {
    LambdaIntegration::new(&function(s))
}

fn props() -> RestApiProps {
    RestApiProps::new()
}

fn api(s: &Stack) -> RestApi {
    RestApi::new(s, "Api", props())
}

fn root(s: &Stack, props: RestApiProps) -> Resource {
    RestApi::new(s, "Api", props).root()
}

fn get(s: &Stack, integration: impl Integration) {
    api(s).root().add_method(HttpMethod::Get, integration);
}

fn get_with(s: &Stack, integration: impl Integration, options: MethodOptions) -> Method {
    api(s).root().add_method_with(HttpMethod::Get, integration, options)
}

fn options() -> MethodOptions {
    MethodOptions::new()
}

fn answer(status: u16) -> IntegrationResponse {
    IntegrationResponse::new(status)
}

/// A mock that says nothing at all.
fn nothing() -> MockIntegration {
    MockIntegration::mapped(IntegrationMapping::new())
}

fn iam() -> MethodOptions {
    options().authorization_type(AuthorizationType::Iam)
}

fn caller(s: &Stack) -> Role {
    Role::new(s, "Caller", RoleProps::new(Principal::service("apigateway.amazonaws.com")))
}

fn role(s: &Stack) -> Role {
    Role::from_role_arn(s, "Role", "arn:aws:iam::111122223333:role/caller")
}

fn prices() -> SagemakerIntegration {
    let arn = "arn:aws:sagemaker:us-east-1:111122223333:endpoint/prices";
    SagemakerIntegration::new("prices", arn)
}

fn shop(link: &VpcLink) -> HttpIntegration {
    HttpIntegration::new("http://shop.example.com/").vpc_link(link)
}

fn users() -> HttpIntegration {
    HttpIntegration::new("https://users.example.com/")
}

fn output(s: &Stack, id: &str, value: Value<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

#[test]
fn methods_are_those_of_the_cdk() {
    check("rest-methods", PROGRAMS, LEFT_OUT);
}

const TYPES: &str = "the types do not let it be written";

const LEFT_OUT: &[(&str, &str)] = &[
    ("method: two kinds of validator", "the later one is taken"),
    ("lambda: as the caller", "no permission for API Gateway, which is not who calls"),
    ("lambda: as a role and as the caller", "the later one is taken"),
    ("link: without saying it", TYPES),
    ("aws: path and action", TYPES),
    ("aws: neither path nor action", TYPES),
    ("function: resource beside the proxy", "API Gateway takes it, and so do we"),
];

const PROGRAMS: &[Program] = &[
    program("defaults: integration of a resource", |s| {
        let options = ResourceOptions::new().default_integration(handler(s));
        let users = api(s).root().add_resource_with("users", options);
        users.add_method(HttpMethod::Get, DefaultIntegration);
        users.add_resource("{id}").add_method(HttpMethod::Delete, DefaultIntegration);
    }),
    program("defaults: a resource takes the place of the API", |s| {
        let root = root(s, props().default_integration(handler(s)));
        root.add_method(HttpMethod::Get, DefaultIntegration);
        let website = HttpIntegration::new("https://users.example.com");
        let options = ResourceOptions::new().default_integration(website);
        let users = root.add_resource_with("users", options);
        users.add_method(HttpMethod::Get, DefaultIntegration);
    }),
    program("defaults: options of methods", |s| {
        let defaults = iam().api_key_required(true).operation_name("Call");
        let root = root(s, props().default_method_options(defaults));
        root.add_method(HttpMethod::Get, handler(s));
        let own = options().api_key_required(false).operation_name("AddUser");
        root.add_resource("users").add_method_with(HttpMethod::Post, handler(s), own);
    }),
    program("defaults: options of a resource add to those of the API", |s| {
        let root = root(s, props().default_method_options(options().api_key_required(true)));
        let own = ResourceOptions::new().default_method_options(iam());
        root.add_resource_with("users", own).add_method(HttpMethod::Get, handler(s));
    }),
    program("defaults: NONE beside IAM", |s| {
        let own = options().authorization_type(AuthorizationType::None);
        let root = root(s, props().default_method_options(iam()));
        root.add_method_with(HttpMethod::Get, handler(s), own);
    }),
    program("defaults: request parameters and answers", |s| {
        let defaults = options()
            .optional_request_parameter(RequestParameter::header("X-Customer"))
            .method_response(MethodResponse::new(200));
        let root = root(s, props().default_method_options(defaults));
        root.add_method(HttpMethod::Get, handler(s));
    }),
    program("defaults: preflight of a resource", |s| {
        let root = api(s).root();
        root.add_method(HttpMethod::Get, handler(s));
        let cors = CorsOptions::new(["https://a.example"]);
        let own = ResourceOptions::new().default_cors_preflight(cors);
        root.add_resource_with("users", own).add_resource("{id}");
    }),
    program("defaults: preflight beside ANY", |s| {
        let users = api(s).root().add_resource("users");
        users.add_method(HttpMethod::Any, handler(s));
        users.add_cors_preflight(CorsOptions::new(["*"]));
    }),
    program("preflight: guarded by IAM otherwise", |s| {
        let defaults = iam().api_key_required(true);
        let cors = CorsOptions::new(["*"]);
        let props = props().default_method_options(defaults).default_cors_preflight(cors);
        root(s, props).add_method(HttpMethod::Get, handler(s));
    }),
    program("preflight: patterns of ports", |s| {
        let root = api(s).root();
        root.add_method(HttpMethod::Get, handler(s));
        let cors = CorsOptions::new(["http://localhost:3000", "http://localhost:5173"]);
        root.add_cors_preflight(cors.allow_methods([HttpMethod::Get]).status_code(200));
    }),
    program("resource: an existing one", |s| {
        let api = api(s);
        api.root().add_method(HttpMethod::Get, handler(s));
        let attributes = ResourceAttributes::new(&api, "a1b2c3", "/users");
        let users = Resource::from_resource_attributes(s, "Users", attributes);
        users.add_method(HttpMethod::Get, nothing());
        users.add_resource("{id}").add_method(HttpMethod::Get, nothing());
    }),
    program("proxy of a function for the API", |s| {
        let root = root(s, props().default_integration(handler(s)));
        root.add_proxy(DefaultIntegration);
        root.add_method(HttpMethod::Any, DefaultIntegration);
    }),
    program("proxy without ANY below another", |s| {
        let proxy = api(s).root().resource_for_path("files/{proxy+}");
        proxy.add_method(HttpMethod::Get, handler(s));
    }),
    program("proxy below another with its own options", |s| {
        let files = api(s).root().add_resource("files");
        let proxy = files.add_resource("{proxy+}");
        proxy.add_method_with(HttpMethod::Any, handler(s), options().api_key_required(true));
    }),
    program("method: ARNs", |s| {
        let user = api(s).root().resource_for_path("users/{id}");
        let method = user.add_method(HttpMethod::Get, handler(s));
        output(s, "Arn", method.method_arn());
        output(s, "Test", method.test_method_arn());
    }),
    program("method: ARN of ANY without a stage", |s| {
        let root = root(s, props().without_deployment());
        output(s, "Arn", root.add_method(HttpMethod::Any, handler(s)).method_arn());
    }),
    program("method: grant", |s| {
        let account = Principal::account(Aws::ACCOUNT_ID);
        let caller = Role::new(s, "Caller", RoleProps::new(account));
        let users = api(s).root().add_resource("users");
        users.add_method_with(HttpMethod::Post, handler(s), iam()).grant_execute(&caller);
    }),
    program("method: answers", |s| {
        let found = MethodResponse::new(200)
            .header("ETag")
            .optional_header("Age")
            .model(JSON, Model::EMPTY);
        let lost = MethodResponse::new(404).model(JSON, Model::ERROR);
        get_with(s, handler(s), options().method_response(found).method_response(lost));
    }),
    program("method: answer added later", |s| {
        let options = options().method_response(MethodResponse::new(200));
        let failed = MethodResponse::new(500).model(JSON, Model::ERROR);
        get_with(s, handler(s), options).add_method_response(failed);
    }),
    program("method: request parameters", |s| {
        let options = options()
            .required_request_parameter(RequestParameter::path("id"))
            .required_request_parameter(RequestParameter::query_string("q"))
            .optional_request_parameter(RequestParameter::header("X-Id"))
            .optional_request_parameter(RequestParameter::multi_value_query_string("tag"))
            .optional_request_parameter(RequestParameter::multi_value_header("Accept"));
        let user = api(s).root().add_resource("{id}");
        user.add_method_with(HttpMethod::Get, handler(s), options);
    }),
    program("method: validator of its own", |s| {
        let validator = RequestValidatorOptions::new()
            .request_validator_name("query")
            .validate_request_parameters();
        let options = options()
            .required_request_parameter(RequestParameter::query_string("q"))
            .request_validator_options(validator);
        get_with(s, handler(s), options);
    }),
    program("method: validators of their own", |s| {
        let users = api(s).root().add_resource("users");
        let validator =
            RequestValidatorOptions::new().validate_request_body().validate_request_parameters();
        let options = options().request_validator_options(validator);
        users.add_method_with(HttpMethod::Post, handler(s), options.clone());
        users.add_method_with(HttpMethod::Put, handler(s), options);
    }),
    program("method: validator that exists", |s| {
        let validator = RequestValidator::from_request_validator_id(s, "Validator", "a1b2c3");
        get_with(s, handler(s), options().request_validator(&validator));
    }),
    program("model: everything", |s| {
        let api = api(s);
        let schema = JsonSchema::new()
            .title("Order")
            .type_(construct_lib::apigateway::JsonSchemaType::Object)
            .required(["id", "items"])
            .property("id", JsonSchema::string().min_length(1))
            .property("items", JsonSchema::array(JsonSchema::string()).min_items(1))
            .property("total", JsonSchema::number().minimum(0.0));
        let model = ModelOptions::new(schema).model_name("Order").description("An order");
        let model = api.add_model("Order", model);
        let validator = RequestValidatorOptions::new().validate_request_body();
        let options = options()
            .request_model(JSON, &model)
            .request_validator(&api.add_request_validator("Body", validator));
        api.root().add_method_with(HttpMethod::Post, handler(s), options);
    }),
    program("model: of another content type, by its class", |s| {
        let api = api(s);
        let model = ModelOptions::new(JsonSchema::string()).content_type("text/plain");
        let model = Model::new(s, "Text", ModelProps::new(&api, model));
        let text = MethodResponse::new(200).model("text/plain", &model);
        let options = options().method_response(text);
        api.root().add_method_with(HttpMethod::Get, handler(s), options);
    }),
    program("model: one that exists", |s| {
        let order = Model::from_model_name(s, "Order", "Order");
        let found = MethodResponse::new(200).model(JSON, &order);
        get_with(s, handler(s), options().method_response(found));
    }),
    // The CDK leaves it to the deployment, which API Gateway refuses.
    refused("model: name with a dash", "invalid-name", |s| {
        let api = api(s);
        api.add_model("Order", ModelOptions::new(JsonSchema::object()).model_name("my-order"));
        api.root().add_method(HttpMethod::Get, handler(s));
    }),
    program("lambda: streaming", |s| {
        let handler = handler(s).response_transfer_mode(ResponseTransferMode::Stream);
        get(s, handler.timeout(Duration::from_secs(900)));
    }),
    program("lambda: buffered in so many words", |s| {
        get(s, handler(s).response_transfer_mode(ResponseTransferMode::Buffered));
    }),
    refused("lambda: streaming without proxy", "invalid-integration", |s| {
        let handler = handler(s).without_proxy(IntegrationMapping::new());
        get(s, handler.response_transfer_mode(ResponseTransferMode::Stream));
    }),
    // The method says by itself that requests have the parameters.
    program("lambda: cache by declared parameters", |s| {
        let keys = [RequestParameter::path("id"), RequestParameter::query_string("page")];
        let handler = handler(s).cache_key_parameters(keys).cache_namespace("users");
        api(s).root().add_resource("{id}").add_method(HttpMethod::Get, handler);
    }),
    // The method says by itself which headers it answers.
    program("lambda: templates and answers", |s| {
        let mapping = IntegrationMapping::new()
            .passthrough_behavior(PassthroughBehavior::WhenNoTemplates)
            .content_handling(ContentHandling::ConvertToText)
            .request_template(JSON, "{ \"id\": 1 }")
            .request_template("text/plain", "\"$input.body\"")
            .response(
                answer(200)
                    .content_handling(ContentHandling::ConvertToBinary)
                    .header("ETag", ResponseSource::header("ETag"))
                    .header("Vary", "Origin")
                    .template(JSON, "$input.json('$')"),
            )
            .response(
                answer(404)
                    .selection_pattern("not found.*")
                    .header("X-Id", ResponseSource::context("requestId")),
            );
        get(s, handler(s).without_proxy(mapping));
    }),
    program("http: proxy", |s| get(s, users())),
    program("http: verb, timeout and stream", |s| {
        let users = users()
            .http_method(HttpMethod::Post)
            .timeout(Duration::from_secs(3))
            .response_transfer_mode(ResponseTransferMode::Stream);
        get(s, users);
    }),
    // The placeholder is filled by itself.
    program("http: placeholders", |s| {
        let users = HttpIntegration::new("https://users.example.com/{proxy}");
        api(s).root().add_proxy(users);
    }),
    program("http: mapped parameters", |s| {
        let customer = RequestParameter::header("X-Customer");
        let users = users()
            .request_parameter(IntegrationParameter::query_string("customer"), customer)
            .request_parameter(
                IntegrationParameter::header("X-From"),
                RequestSource::context("identity.sourceIp"),
            )
            .request_parameter(
                IntegrationParameter::header("X-Stage"),
                RequestSource::stage_variable("name"),
            )
            .request_parameter(IntegrationParameter::header("X-Via"), "api")
            .request_parameter(
                IntegrationParameter::header("X-Body"),
                RequestSource::body_path("$.id"),
            );
        get(s, users);
    }),
    program("http: without proxy", |s| {
        let mapping = IntegrationMapping::new()
            .response(answer(200))
            .response(answer(500).selection_pattern("5\\d{2}"));
        get(s, users().without_proxy(mapping));
    }),
    program("http: through a link", |s| {
        let link = VpcLink::new(s, "Link", VpcLinkProps::new().target(BALANCER));
        get(s, shop(&link));
    }),
    program("link: name, description, target added later", |s| {
        let props = VpcLinkProps::new().vpc_link_name("shop").description("To the shop");
        let link = VpcLink::new(s, "Link", props);
        link.add_target(BALANCER);
        get(s, shop(&link));
    }),
    refused("link: without a target", "vpc-link-without-targets", |s| {
        get(s, shop(&VpcLink::new(s, "Link", VpcLinkProps::new())));
    }),
    program("link: one that exists", |s| {
        get(s, shop(&VpcLink::from_vpc_link_id(s, "Link", "a1b2c3")));
    }),
    program("aws: action", |s| {
        let mapping = IntegrationMapping::new()
            .request_template(JSON, "{ \"TableName\": \"users\" }")
            .response(answer(200));
        let action = AwsIntegration::action("dynamodb", "GetItem");
        get(s, action.credentials_role(&role(s)).mapping(mapping));
    }),
    program("aws: action with parameters", |s| {
        let action = AwsIntegration::action("sns", "ListTopics")
            .action_parameter("Version", "2010-03-31")
            .action_parameter("Name", "a b&c");
        get(s, action.integration_http_method(HttpMethod::Get));
    }),
    program("aws: path, subdomain and region", |s| {
        let path = AwsIntegration::path("s3", "today.json")
            .subdomain("orders")
            .region("eu-west-1")
            .integration_http_method(HttpMethod::Get);
        get(s, path.credentials_passthrough());
    }),
    program("mock: chosen answers", |s| {
        let mapping = IntegrationMapping::new()
            .request_template(JSON, "{ \"statusCode\": 404 }")
            .response(answer(200).template(JSON, "{ \"ok\": true }"))
            .response(answer(404).selection_pattern("404"));
        get(s, MockIntegration::mapped(mapping));
    }),
    program("mock: nothing", |s| get(s, nothing())),
    refused("integration: type and no verb", "invalid-integration", |s| {
        struct NoVerb;
        impl Integration for NoVerb {
            fn bind(&self, _method: &Method) -> IntegrationConfig {
                IntegrationConfig::new(IntegrationType::Http).uri("https://users.example.com")
            }
        }
        get(s, NoVerb);
    }),
    program("machine: started", |s| get(s, StepFunctionsIntegration::start_execution(MACHINE))),
    program("machine: everything", |s| {
        let machine = StepFunctionsIntegration::start_execution(MACHINE)
            .headers(true)
            .querystring(false)
            .path(false)
            .authorizer(true)
            .request_context([RequestContext::SourceIp, RequestContext::RequestId])
            .timeout(Duration::from_secs(10));
        get(s, machine);
    }),
    program("machine: answers of its own", |s| {
        let mapping = IntegrationMapping::new()
            .passthrough_behavior(PassthroughBehavior::Never)
            .request_template(JSON, "{}")
            .response(answer(202));
        let machine = StepFunctionsIntegration::start_execution(MACHINE)
            .without_default_method_responses()
            .mapping(mapping);
        get(s, machine);
    }),
    program("machine: as a role", |s| {
        let machine = StepFunctionsIntegration::start_execution(MACHINE);
        get(s, machine.credentials_role(&caller(s)));
    }),
    program("machine: API", |s| {
        let node = Node::new(s, "Machine");
        let machine = CfnResource::new(&node, "Resource", "AWS::StepFunctions::StateMachine");
        let definition = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
        machine.add_property_override("DefinitionString", definition);
        machine.add_property_override("RoleArn", "arn:aws:iam::111122223333:role/caller");
        machine.add_property_override("StateMachineType", "EXPRESS");
        machine.add_override("DeletionPolicy", "Delete");
        machine.add_override("UpdateReplacePolicy", "Delete");
        let arn: Value<String> = Value::of(machine.ref_expr());
        StepFunctionsRestApi::new(s, "Api", StepFunctionsRestApiProps::new(arn));
    }),
    program("sagemaker: endpoint", |s| get(s, prices())),
    program("sagemaker: as a role", |s| {
        let mapping = IntegrationMapping::new()
            .request_template("text/csv", "$input.body")
            .response(answer(200));
        get(s, prices().credentials_role(&caller(s)).mapping(mapping));
    }),
    program("function: proxy", |s| {
        LambdaRestApi::new(s, "Api", LambdaRestApiProps::new(&function(s)));
    }),
    program("function: with options", |s| {
        let handler = handler(s).timeout(Duration::from_secs(5));
        let api = props()
            .rest_api_name("users")
            .deploy_options(StageOptions::new().stage_name("dev"))
            .default_cors_preflight(CorsOptions::new(["*"]));
        let props = LambdaRestApiProps::with_integration(handler).rest_api_props(api);
        LambdaRestApi::new(s, "Api", props);
    }),
    program("function: without proxy", |s| {
        let props = LambdaRestApiProps::new(&function(s)).without_proxy();
        let users = LambdaRestApi::new(s, "Api", props).rest_api().root().add_resource("users");
        users.add_method(HttpMethod::Get, DefaultIntegration);
        users.add_method(HttpMethod::Post, DefaultIntegration);
    }),
    refused("function: another default integration", "invalid-integration", |s| {
        let api = props().default_integration(nothing());
        let props = LambdaRestApiProps::new(&function(s)).rest_api_props(api);
        LambdaRestApi::new(s, "Api", props);
    }),
];
