//! A chat: connections in a table, messages pushed to them; a key for each
//! client.

use construct_lib::apigateway::{
    ApiKey, ApiKeyProps, Period, QuotaSettings, ThrottleSettings, UsagePlan, UsagePlanPerApiStage,
    UsagePlanProps,
};
use construct_lib::apigatewayv2::{
    StageOptions, WebSocketApi, WebSocketApiKeySelectionExpression, WebSocketApiProps,
    WebSocketConnectRouteOptions, WebSocketDisconnectRouteOptions, WebSocketIdentitySource,
    WebSocketLambdaAuthorizer, WebSocketLambdaIntegration, WebSocketMockIntegration,
    WebSocketRoute, WebSocketRouteOptions, WebSocketRouteProps, WebSocketStage,
    WebSocketStageProps,
};
use construct_lib::{App, CfnOutput, CfnOutputProps, Stack, StackProps};

use super::{Judged, function, handler, table};

pub(super) const APP: Judged = Judged { name: "websocket-chat", build, differs: &[] };

fn build(app: &App) {
    let s = Stack::new(app, "Chat", StackProps::new());
    let connections = table(&s, "Connections");
    let on = |id: &str| {
        let props = handler().environment("CONNECTIONS", connections.table_name());
        let function = function(&s, id, props);
        connections.grant_read_write_data(&function);
        function
    };
    let connect = on("Connect");
    let message = on("Message");
    let check = function(&s, "Check", handler());
    let left = WebSocketLambdaIntegration::new("OnDisconnect", &connect);
    let otherwise = WebSocketMockIntegration::new("Otherwise");
    let props = WebSocketApiProps::new()
        .api_name("chat")
        .route_selection_expression("$request.body.action")
        .api_key_selection_expression(WebSocketApiKeySelectionExpression::HeaderXApiKey)
        .disconnect_route_options(WebSocketDisconnectRouteOptions::new(left))
        .default_route_options(WebSocketRouteOptions::new(otherwise).return_response());
    let api = WebSocketApi::new(&s, "Api", props);
    let send = WebSocketLambdaIntegration::new("Send", &message);
    api.add_route("send", WebSocketRouteOptions::new(send).return_response());

    let authorizer = WebSocketLambdaAuthorizer::new("Check", &check)
        .identity_source([WebSocketIdentitySource::query_string("token")]);
    let entrance = WebSocketLambdaIntegration::new("OnConnect", &connect);
    let entrance =
        WebSocketConnectRouteOptions::new(entrance).authorizer(authorizer).api_key_required();
    WebSocketRoute::new(&s, "Entrance", WebSocketRouteProps::connect(&api, entrance));

    let options = StageOptions::new().throttling(100.0, 50);
    let props = WebSocketStageProps::new(&api, "prod").options(options);
    let stage = WebSocketStage::new(&s, "Stage", props);
    stage.grant_management_api_access(&message);
    let key = ApiKeyProps::new().description("The first client");
    let key = ApiKey::new(&s, "Key", key);
    let plan = UsagePlanProps::new()
        .usage_plan_name("basic")
        .throttle(ThrottleSettings::new(10.0, 20))
        .quota(QuotaSettings::new(1000, Period::Day))
        .api_stage(UsagePlanPerApiStage::new(&stage));
    UsagePlan::new(&s, "Plan", plan).add_api_key(&key);
    CfnOutput::new(&s, "Url", CfnOutputProps::new(stage.url()));
    CfnOutput::new(&s, "Callback", CfnOutputProps::new(stage.callback_url()));
}
