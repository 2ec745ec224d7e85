//! What usage plans know of a stage.

use construct_core::{CfnResource, Construct, Value};

use super::stage::WebSocketStage;
use crate::apigateway::{UsagePlanStage, UsagePlanStageConfig};

/// Clients show their key when they connect, see
/// [`WebSocketConnectRouteOptions::api_key_required`](crate::apigatewayv2::WebSocketConnectRouteOptions::api_key_required).
///
/// ```
/// use construct_lib::apigateway::{
///     ApiKey, ApiKeyProps, Period, QuotaSettings, UsagePlan, UsagePlanPerApiStage, UsagePlanProps,
/// };
/// use construct_lib::apigatewayv2::{
///     WebSocketApi, WebSocketApiProps, WebSocketConnectRouteOptions, WebSocketMockIntegration,
///     WebSocketStage, WebSocketStageProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let connect = WebSocketConnectRouteOptions::new(WebSocketMockIntegration::new("Connect"));
/// let props = WebSocketApiProps::new().connect_route_options(connect.api_key_required());
/// let api = WebSocketApi::new(&stack, "Api", props);
/// let stage = WebSocketStage::new(&stack, "Stage", WebSocketStageProps::new(&api, "prod"));
/// let props = UsagePlanProps::new()
///     .quota(QuotaSettings::new(10_000, Period::Month))
///     .api_stage(UsagePlanPerApiStage::new(&stage));
/// let plan = UsagePlan::new(&stack, "Plan", props);
/// plan.add_api_key(&ApiKey::new(&stack, "Partner", ApiKeyProps::new()));
/// ```
#[diagnostic::do_not_recommend]
impl UsagePlanStage for WebSocketStage {
    fn usage_plan_stage(&self) -> UsagePlanStageConfig {
        let api = self.web_socket_api();
        // A reference makes the plan wait for the stage, which its name as a text would not.
        let name = match CfnResource::at(self.node()) {
            Some(cfn) => Value::of(cfn.ref_expr()),
            None => self.stage_name(),
        };
        UsagePlanStageConfig::new(&api, api.api_id(), name)
    }
}
