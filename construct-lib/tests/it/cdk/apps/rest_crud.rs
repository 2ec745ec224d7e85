//! Users that are created, read and deleted: models, validators, keys, errors,
//! CORS.

use std::time::Duration;

use construct_lib::apigateway::{
    ApiKeyOptions, CorsOptions, GatewayResponseOptions, HttpMethod, JsonSchema, LambdaIntegration,
    MethodOptions, MethodResponse, ModelOptions, Period, QuotaSettings, RequestParameter,
    RequestValidatorOptions, ResponseType, RestApi, RestApiProps, StageOptions, ThrottleSettings,
    UsagePlanPerApiStage, UsagePlanProps,
};
use construct_lib::{App, CfnOutput, CfnOutputProps, Stack, StackProps};

use super::{Judged, function, handler, table};

pub(super) const APP: Judged = Judged { name: "rest-crud", build, differs: &[] };

const JSON: &str = "application/json";
const ORIGIN: &str = "https://example.com";

fn build(app: &App) {
    let s = Stack::new(app, "Users", StackProps::new());
    let users = table(&s, "UserTable");
    let main = function(&s, "Handler", handler().environment("USERS", users.table_name()));
    users.grant_read_write_data(&main);
    let cors = CorsOptions::new([ORIGIN])
        .allow_methods([HttpMethod::Get, HttpMethod::Put, HttpMethod::Post, HttpMethod::Delete])
        .max_age(Duration::from_secs(3600));
    let props = RestApiProps::new()
        .description("Users")
        .deploy_options(StageOptions::new().throttling(100.0, 200))
        .default_cors_preflight(cors);
    let api = RestApi::new(&s, "Api", props);
    let user = JsonSchema::object()
        .property("email", JsonSchema::string().min_length(3))
        .property("name", JsonSchema::string())
        .property("age", JsonSchema::integer().minimum(0))
        .property("roles", JsonSchema::array(JsonSchema::string()))
        .required(["email", "name"]);
    let user = api.add_model("User", ModelOptions::new(user).model_name("User"));
    let problem = JsonSchema::object().property("message", JsonSchema::string());
    let problem = api.add_model("Problem", ModelOptions::new(problem).model_name("Problem"));
    let body = RequestValidatorOptions::new().validate_request_body();
    let body = api.add_request_validator("Body", body);
    let all = RequestValidatorOptions::new()
        .request_validator_name("all")
        .validate_request_body()
        .validate_request_parameters();
    let all = api.add_request_validator("All", all);

    let integration = LambdaIntegration::new(&main);
    let with_key = || MethodOptions::new().api_key_required(true);
    let collection = api.root().add_resource("users");
    let create =
        with_key().operation_name("createUser").request_model(JSON, &user).request_validator(&body);
    collection.add_method_with(HttpMethod::Post, integration.clone(), create);
    let list = with_key()
        .required_request_parameter(RequestParameter::query_string("limit"))
        .optional_request_parameter(RequestParameter::header("X-Trace"))
        .request_validator(&all);
    let list = collection.add_method_with(HttpMethod::Get, integration.clone(), list);
    let item = collection.add_resource("{id}");
    let read = with_key()
        .method_response(MethodResponse::new(200).model(JSON, &user))
        .method_response(MethodResponse::new(404).model(JSON, &problem));
    item.add_method_with(HttpMethod::Get, integration.clone(), read);
    let write = with_key().request_model(JSON, &user).request_validator(&all);
    item.add_method_with(HttpMethod::Put, integration.clone(), write);
    item.add_method_with(HttpMethod::Delete, integration, with_key());

    let bad = GatewayResponseOptions::new(ResponseType::BadRequestBody)
        .status_code(422)
        .template(JSON, r#"{"message":$context.error.messageString}"#);
    api.add_gateway_response("BadBody", bad);
    let refused = GatewayResponseOptions::new(ResponseType::Default4xx)
        .header("Access-Control-Allow-Origin", ORIGIN);
    api.add_gateway_response("Default4xx", refused);

    let stage = api.deployment_stage().unwrap();
    let stage = UsagePlanPerApiStage::new(&stage).throttle(&list, ThrottleSettings::new(5.0, 5));
    let plan = UsagePlanProps::new()
        .usage_plan_name("basic")
        .throttle(ThrottleSettings::new(10.0, 20))
        .quota(QuotaSettings::new(10_000, Period::Month))
        .api_stage(stage);
    let plan = api.add_usage_plan("Plan", plan);
    let key = ApiKeyOptions::new().description("The first client");
    plan.add_api_key(&api.add_api_key("Key", key));
    CfnOutput::new(&s, "Url", CfnOutputProps::new(api.url_for_path("/users")));
}
