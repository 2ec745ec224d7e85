//! What is wrong with the methods and integrations of a REST API.

use std::time::Duration;

use construct_lib::apigateway::{
    AwsIntegration, Canary, DefaultIntegration, Deployment, DeploymentProps, EndpointType,
    HttpIntegration, HttpMethod, Integration, IntegrationConfig, IntegrationMapping,
    IntegrationParameter, IntegrationResponse, IntegrationType, LambdaIntegration, Method,
    MethodOptions, MethodResponse, MockIntegration, RequestParameter, RequestSource,
    ResponseTransferMode, RestApi, RestApiProps, Stage, StageOptions, StageProps, VpcLink,
    VpcLinkProps,
};
use construct_lib::lambda::Function;
use construct_lib::{Construct, Stack};

fn handler(scope: &dyn Construct) -> LambdaIntegration {
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:orders";
    LambdaIntegration::new(&Function::from_function_arn(scope, "Handler", arn))
}

pub(crate) fn methods(s: &Stack) {
    let api = RestApi::new(s, "Api", RestApiProps::new());
    let orders = api.root().add_resource("orders");
    api.root().add_resource("orders");
    orders.add_method(HttpMethod::Get, MockIntegration::new(200));
    orders.add_method(HttpMethod::Get, MockIntegration::new(204));
    orders.add_method(HttpMethod::Put, DefaultIntegration);
    let options = MethodOptions::new()
        .required_request_parameter(RequestParameter::path("id"))
        .required_request_parameter(RequestParameter::query_string("customer"))
        .method_response(MethodResponse::new(2000));
    orders.add_method_with(HttpMethod::Post, MockIntegration::new(201), options);
}

/// An integration of the user's own.
struct Own(IntegrationConfig);

impl Integration for Own {
    fn bind(&self, _method: &Method) -> IntegrationConfig {
        self.0.clone()
    }
}

pub(crate) fn integrations(s: &Stack) {
    let api = RestApi::new(s, "Api", RestApiProps::new());
    let at = |part: &str, integration: &dyn Integration| {
        struct Given<'a>(&'a dyn Integration);
        impl Integration for Given<'_> {
            fn bind(&self, method: &Method) -> IntegrationConfig {
                self.0.bind(method)
            }
        }
        api.root().add_resource(part).add_method(HttpMethod::Get, Given(integration));
    };
    let handler = handler(s);
    let own = |kind| IntegrationConfig::new(kind);
    at("nothing", &Own(own(IntegrationType::Http)));
    let mapping = IntegrationMapping::new().request_template("application/json", "{}");
    let mapped = own(IntegrationType::HttpProxy)
        .integration_http_method(HttpMethod::Get)
        .uri("https://example.com")
        .mapping(mapping.clone());
    at("without-effect", &Own(mapped));
    let answer = |status| IntegrationResponse::new(status);
    let twice = mapping.clone().response(answer(200)).response(answer(200).selection_pattern("x"));
    at("twice", &handler.clone().without_proxy(twice));
    let two = mapping.clone().response(answer(200)).response(answer(404));
    at("two-for-all-others", &MockIntegration::mapped(two));
    let never = mapping.clone().response(answer(404).selection_pattern("404"));
    at("none-for-all-others", &MockIntegration::mapped(never));
    at("none-at-all", &MockIntegration::mapped(IntegrationMapping::new()));
    at("status", &MockIntegration::new(99));
    at("quoted", &MockIntegration::new(200).header("Cache-Control", "'no-store'"));
    let quoted = HttpIntegration::new("https://example.com")
        .request_parameter(IntegrationParameter::header("X-Via"), RequestSource::text("'api'"));
    at("quoted-request", &quoted);
    at("unfilled", &HttpIntegration::new("https://example.com/{id}"));
    at("no-endpoint", &HttpIntegration::new("shop.example.com"));
    at("nobody", &handler.clone().credentials_passthrough());
    at("unfilled-aws", &AwsIntegration::path("s3", "bucket/{key}"));
    let unused = HttpIntegration::new("https://example.com")
        .request_parameter(IntegrationParameter::path("id"), "1");
    at("unused", &unused);
    let cached = handler.clone().cache_key_parameters([RequestParameter::path("id")]);
    at("cached", &cached);
    let stream = ResponseTransferMode::Stream;
    let cached = handler.clone().cache_namespace("orders").response_transfer_mode(stream);
    at("cached-stream", &cached);
    at("mapped-stream", &handler.clone().without_proxy(mapping).response_transfer_mode(stream));
    let minutes = |n: u64| Duration::from_secs(n * 60);
    let slow = handler.clone().response_transfer_mode(stream).timeout(minutes(16));
    at("slow-stream", &slow);
    at("slow", &handler.clone().timeout(minutes(1)));
    let props = RestApiProps::new().endpoint_configuration(EndpointType::Edge);
    let edge = RestApi::new(s, "Edge", props);
    let streamed = handler.clone();
    edge.root().add_method(HttpMethod::Get, handler.timeout(minutes(1)));
    let props = RestApiProps::new().minimum_compression_size(1024);
    let compressed = RestApi::new(s, "Compressed", props);
    let mode = streamed.response_transfer_mode(stream);
    compressed.root().add_method(HttpMethod::Get, mode);
    VpcLink::new(s, "Link", VpcLinkProps::new());
    let binary = RestApi::new(s, "Binary", RestApiProps::new().binary_media_types(["*/*"]));
    binary.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    let [now, next] =
        ["Now", "Next"].map(|id| Deployment::new(s, id, DeploymentProps::new(&binary)));
    let options = StageOptions::new().stage_name("beta").canary(Canary::new(&next, 10.0));
    Stage::new(s, "Beta", StageProps::new(&now).options(options));
}
