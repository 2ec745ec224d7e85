//! What methods of REST APIs come to.

use std::time::Duration;

use construct_lib::apigateway::{
    CorsOptions, DefaultIntegration, HttpIntegration, HttpMethod, IntegrationMapping,
    IntegrationParameter, IntegrationResponse, JsonSchema, LambdaIntegration, LambdaRestApi,
    LambdaRestApiProps, MethodOptions, MethodResponse, MockIntegration, Model, ModelOptions,
    PassthroughBehavior, RequestParameter, RequestValidatorOptions, ResourceOptions,
    ResponseSource, ResponseTransferMode, RestApi, RestApiProps, StepFunctionsIntegration,
    StepFunctionsRestApi, StepFunctionsRestApiProps, TokenAuthorizer, TokenAuthorizerProps,
    VpcLink, VpcLinkProps,
};
use construct_lib::cfn::refs::ElasticLoadBalancingV2LoadBalancerArn;
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, json};
use construct_lib::{App, CfnResource, Construct, Expr, Stack, StackProps};
use serde_json::Value;

use crate::support::check_template;

pub(crate) const JSON: &str = "application/json";

pub(crate) fn stack() -> (App, Stack) {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new());
    (app, stack)
}

pub(crate) fn handler(stack: &Stack) -> Function {
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:orders";
    Function::from_function_arn(stack, "Handler", arn)
}

pub(crate) fn api(stack: &Stack) -> RestApi {
    RestApi::new(stack, "Api", RestApiProps::new())
}

pub(crate) fn only_method(stack: &Stack) -> Value {
    let template = Template::from_stack(stack);
    let methods = template.find_resources("AWS::ApiGateway::Method");
    assert_eq!(methods.len(), 1);
    methods[0].1["Properties"].clone()
}

pub(crate) fn with(integration: impl FnOnce(&Stack, &RestApi)) -> Value {
    let (_, stack) = stack();
    integration(&stack, &api(&stack));
    only_method(&stack)
}

#[test]
fn what_is_mapped_is_declared() {
    let properties = with(|_, api| {
        let mapping = IntegrationMapping::new()
            .response(IntegrationResponse::new(200).header("ETag", ResponseSource::header("ETag")))
            .response(IntegrationResponse::new(304).selection_pattern("304"));
        let shop = HttpIntegration::new("https://shop.example.com/{id}/items")
            .without_proxy(mapping)
            .request_parameter(
                IntegrationParameter::header("X-Customer"),
                RequestParameter::query_string("customer"),
            )
            .cache_key_parameters([RequestParameter::header("Accept")]);
        let options = MethodOptions::new()
            .required_request_parameter(RequestParameter::query_string("customer"))
            .request_validator_options(RequestValidatorOptions::new().validate_request_parameters())
            .method_response(MethodResponse::new(200).optional_header("Age"));
        let order = api.root().resource_for_path("orders/{id}");
        order.add_method_with(HttpMethod::Get, shop, options);
    });
    // What was said of a parameter stays.
    let parameters = json!({
        "method.request.querystring.customer": true,
        "method.request.path.id": true,
        "method.request.header.Accept": false,
    });
    assert_eq!(properties["RequestParameters"], parameters);
    let mapped = &properties["Integration"]["RequestParameters"];
    assert_eq!(mapped["integration.request.path.id"], "method.request.path.id");
    let responses = json!([
        {
            "StatusCode": "200",
            "ResponseParameters": {
                "method.response.header.Age": false,
                "method.response.header.ETag": true,
            },
        },
        { "StatusCode": "304" },
    ]);
    assert_eq!(properties["MethodResponses"], responses);
}

#[test]
fn a_method_answers_its_own_defaults_before_those_of_its_resource() {
    let (_, stack) = stack();
    let api = api(&stack);
    let body = RequestValidatorOptions::new().validate_request_body();
    let order = api.add_model("Order", ModelOptions::new(JsonSchema::object()));
    let defaults = MethodOptions::new()
        .request_model(JSON, &order)
        .request_validator_options(body)
        .operation_name("Order");
    let options = ResourceOptions::new()
        .default_integration(MockIntegration::new(200))
        .default_method_options(defaults)
        .default_cors_preflight(CorsOptions::new(["*"]));
    let orders = api.root().add_resource_with("orders", options);
    orders.add_method(HttpMethod::Post, DefaultIntegration);
    let own = MethodOptions::new().operation_name("Replace");
    orders.add_method_with(HttpMethod::Put, DefaultIntegration, own);
    let template = Template::from_stack(&stack);
    let of = |verb: &str| {
        let methods = template.find_resources("AWS::ApiGateway::Method");
        let found = methods.iter().find(|(_, m)| m["Properties"]["HttpMethod"] == verb);
        found.unwrap().1["Properties"].clone()
    };
    for verb in ["POST", "PUT"] {
        assert!(of(verb)["RequestModels"][JSON]["Ref"].is_string(), "{verb}");
        assert!(of(verb)["RequestValidatorId"]["Ref"].is_string(), "{verb}");
    }
    assert_eq!(of("POST")["OperationName"], "Order");
    assert_eq!(of("PUT")["OperationName"], "Replace");
    // A browser's question is none of the requests that the defaults are about.
    assert!(of("OPTIONS").get("RequestModels").is_none());
    assert!(of("OPTIONS").get("OperationName").is_none());
}

/// A default that the tree keeps must not keep the tree.
#[test]
fn defaults_hold_no_handles() {
    use std::rc::Rc;

    struct Witness(#[expect(dead_code, reason = "it lives as long as the tree")] Rc<()>);
    impl construct_lib::State for Witness {}

    let alive = Rc::new(());
    {
        let (_app, stack) = stack();
        let node = construct_lib::Node::new(&stack, "Witness");
        node.set_state(Witness(Rc::clone(&alive)));
        let role = Role::new(&stack, "Caller", RoleProps::new(Principal::service("apigateway")));
        let order = Model::from_model_name(&stack, "Order", "Order");
        let link = VpcLink::from_vpc_link_id(&stack, "Link", "a1b2c3");
        let function = handler(&stack);
        let lambda = LambdaIntegration::new(&function).credentials_role(&role);
        let check = TokenAuthorizerProps::new(&function);
        let check = TokenAuthorizer::new(&stack, "Check", check);
        let defaults = MethodOptions::new().request_model(JSON, &order).authorizer(&check);
        let props =
            RestApiProps::new().default_integration(lambda).default_method_options(defaults);
        let api = RestApi::new(&stack, "Api", props);
        let linked = HttpIntegration::new("http://shop.example.com").vpc_link(&link);
        let options = ResourceOptions::new().default_integration(linked);
        api.root().add_resource_with("shop", options);
        api.root().add_method(HttpMethod::Get, DefaultIntegration);
        assert_eq!(Rc::strong_count(&alive), 2);
    }
    assert_eq!(Rc::strong_count(&alive), 1);
}

#[test]
fn a_resource_knows_its_methods_and_its_parts() {
    let (_, stack) = stack();
    let api = api(&stack);
    let orders = api.root().add_resource("orders");
    orders.add_method(HttpMethod::Get, MockIntegration::new(200));
    assert!(orders.method(HttpMethod::Get).is_some());
    assert!(orders.method(HttpMethod::Post).is_none());
    assert_eq!(api.root().resource("orders").unwrap().path(), "/orders");
    assert!(api.root().resource("users").is_none());
    // A method is no part of the path.
    assert!(orders.resource("GET").is_none());
}

/// The logical id of the deployment of an API.
fn deployment(build: impl FnOnce(&Stack, &RestApi)) -> String {
    let (_, stack) = stack();
    let api = api(&stack);
    api.root().add_method(HttpMethod::Get, MockIntegration::new(200));
    build(&stack, &api);
    let template = Template::from_stack(&stack);
    template.find_resources("AWS::ApiGateway::Deployment")[0].0.to_owned()
}

#[test]
fn deployments_follow_models_and_validators_and_not_links() {
    let before = deployment(|_, _| {});
    let model = |schema| deployment(|_, api| drop(api.add_model("M", ModelOptions::new(schema))));
    let (object, text) = (model(JsonSchema::object()), model(JsonSchema::string()));
    assert!(before != object && object != text);
    let options = RequestValidatorOptions::new();
    let validator = deployment(|_, api| drop(api.add_request_validator("V", options)));
    assert_ne!(before, validator);
    let balancer = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/shop/1234567890abcdef";
    let props = VpcLinkProps::new().target(balancer);
    assert_eq!(before, deployment(|stack, _| drop(VpcLink::new(stack, "Link", props))));
}

#[test]
fn deployments_follow_the_machine_that_answers() {
    let named = |name: &str| {
        deployment(|stack, api| {
            let machine = CfnResource::new(stack, "Machine", "AWS::StepFunctions::StateMachine");
            machine.add_property_override("DefinitionString", "{}");
            machine.add_property_override("RoleArn", "arn:aws:iam::111122223333:role/machine");
            machine.add_property_override("StateMachineName", name);
            let arn: construct_lib::Value<String> = construct_lib::Value::of(machine.ref_expr());
            let run = StepFunctionsIntegration::start_execution(arn);
            api.root().add_resource("run").add_method(HttpMethod::Post, run);
        })
    };
    assert_eq!(named("order"), named("order"));
    assert_ne!(named("order"), named("orders"));
}

#[test]
fn a_model_takes_a_rust_type() {
    #[derive(schemars::JsonSchema)]
    #[expect(dead_code, reason = "only its shape counts")]
    struct Order {
        id: String,
        note: Option<String>,
    }
    let (_, stack) = stack();
    let api = api(&stack);
    let options = ModelOptions::new(JsonSchema::of::<Order>());
    let order = api.add_model("Order", options);
    let found = MethodResponse::new(200).model(JSON, &order);
    let options = MethodOptions::new().method_response(found);
    api.root().add_method_with(HttpMethod::Get, MockIntegration::new(200), options);
    let template = Template::from_stack(&stack);
    let schema = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "Order",
        "type": "object",
        "properties": { "id": { "type": "string" }, "note": { "type": ["string", "null"] } },
        "required": ["id"],
    });
    template.has_resource_properties("AWS::ApiGateway::Model", json!({ "Schema": schema }));
}

/// What a method of these options reports.
fn reported(options: MethodOptions) -> Vec<String> {
    let (app, stack) = stack();
    api(&stack).root().add_method_with(HttpMethod::Post, MockIntegration::new(200), options);
    let _ = Template::from_stack(&stack);
    app.node().diagnostics().iter().map(|d| d.code().to_owned()).collect()
}

#[test]
fn requests_are_validated_by_what_demands_it() {
    let demand = || {
        let customer = RequestParameter::query_string("customer");
        MethodOptions::new().required_request_parameter(customer).request_model(JSON, Model::EMPTY)
    };
    let validator = || RequestValidatorOptions::new().validate_request_body();
    let whole = validator().validate_request_parameters();
    assert_eq!(reported(demand()), ["request-not-validated"]);
    let half = demand().request_validator_options(validator());
    assert_eq!(reported(half), ["request-not-validated"]);
    assert!(reported(demand().request_validator_options(whole)).is_empty());
    // A path always has its parameters, and what is optional is not missed.
    let optional = RequestParameter::header("X-Customer");
    assert!(reported(MethodOptions::new().optional_request_parameter(optional)).is_empty());
}

#[test]
fn rest_methods() {
    let (_, stack) = stack();
    let api = api(&stack);
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    let schema = JsonSchema::object().property("item", JsonSchema::string()).required(["item"]);
    let order = api.add_model("Order", ModelOptions::new(schema).model_name("Order"));
    let validator = RequestValidatorOptions::new().validate_request_body();
    let options = MethodOptions::new()
        .operation_name("AddOrder")
        .request_model(JSON, &order)
        .request_validator_options(validator)
        .method_response(MethodResponse::new(201).model(JSON, &order));
    let mapping = IntegrationMapping::new()
        .passthrough_behavior(PassthroughBehavior::Never)
        .request_template(JSON, "$input.json('$')")
        .response(IntegrationResponse::new(201).header("Cache-Control", "no-store"))
        .response(IntegrationResponse::new(409).selection_pattern("taken.*"));
    let orders = api.root().add_resource("orders");
    let add = LambdaIntegration::new(&handler).without_proxy(mapping);
    orders.add_method_with(HttpMethod::Post, add, options);
    let stream = LambdaIntegration::new(&handler)
        .response_transfer_mode(ResponseTransferMode::Stream)
        .timeout(Duration::from_secs(120));
    orders.add_method(HttpMethod::Get, stream);
    let balancer =
        CfnResource::new(&stack, "Balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer");
    balancer.add_property_override("Type", "network");
    let subnets = ["subnet-1234567890abcdef0", "subnet-1234567890abcdef1"].map(Expr::text);
    balancer.add_property_override("Subnets", Expr::list(subnets));
    let arn: construct_lib::Value<ElasticLoadBalancingV2LoadBalancerArn> =
        balancer.get_att("LoadBalancerArn").cast();
    let link = VpcLinkProps::new().target(arn);
    let link = VpcLink::new(&stack, "Link", link);
    let shop = HttpIntegration::new("http://shop.example.com/{proxy}");
    api.root().add_resource("shop").add_proxy(shop.vpc_link(&link));
    check_template("apigateway-methods", &stack);
}

#[test]
fn rest_apis_of_one() {
    let (_, stack) = stack();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    LambdaRestApi::new(&stack, "Function", LambdaRestApiProps::new(&handler));
    let machine = "arn:aws:states:us-east-1:111122223333:stateMachine:order";
    StepFunctionsRestApi::new(&stack, "Machine", StepFunctionsRestApiProps::new(machine));
    check_template("apigateway-of-one", &stack);
}
