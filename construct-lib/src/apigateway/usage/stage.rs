//! The stages whose requests a usage plan counts.

use construct_cfn::apigateway::usage_plan as l1;
use construct_cfn::refs::{ApiGatewayRestApiId, ApiGatewayStageName};
use construct_core::{Construct, Entries, IntoValue, NodeId, Value};

use super::limits::ThrottleSettings;
use crate::Node;
use crate::apigateway::{Method, Stage};
use crate::value::value;

/// A stage whose requests a usage plan can count.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be in a usage plan",
    label = "expected a stage of a REST or a WebSocket API",
    note = "usage plans count by API keys, which AWS does not have for HTTP APIs",
    note = "use a `RestApi` for keys and quotas; an HTTP API can be throttled as a whole, by its stage"
)]
pub trait UsagePlanStage {
    /// How a usage plan names it.
    fn usage_plan_stage(&self) -> UsagePlanStageConfig;
}

/// A stage as a usage plan names it.
#[derive(Debug, Clone)]
#[must_use]
pub struct UsagePlanStageConfig {
    pub(super) api: NodeId,
    pub(super) api_id: Value<ApiGatewayRestApiId>,
    pub(super) stage_name: Value<ApiGatewayStageName>,
}

impl UsagePlanStageConfig {
    /// The stage of this name, of this API with this id.
    pub fn new(
        api: &dyn Construct,
        api_id: impl IntoValue<String>,
        stage_name: impl IntoValue<String>,
    ) -> Self {
        let (api_id, name): (Value<String>, Value<String>) = (value(api_id), value(stage_name));
        Self { api: api.node().node_id(), api_id: api_id.cast(), stage_name: name.cast() }
    }
}

impl UsagePlanStage for Stage {
    fn usage_plan_stage(&self) -> UsagePlanStageConfig {
        let api = self.rest_api();
        UsagePlanStageConfig::new(&api, api.rest_api_id(), self.stage_name())
    }
}

/// One stage of a usage plan, and what limits its methods have.
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, MockIntegration, RestApi, RestApiProps, ThrottleSettings, UsagePlan,
///     UsagePlanPerApiStage, UsagePlanProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let search = api.root().add_resource("search").add_method(HttpMethod::Get, MockIntegration::new(204));
/// let stage = api.deployment_stage().map(|stage| {
///     UsagePlanPerApiStage::new(&stage).throttle(&search, ThrottleSettings::new(1.0, 2))
/// });
/// UsagePlan::new(&stack, "Plan", stage.into_iter().fold(UsagePlanProps::new(), UsagePlanProps::api_stage));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct UsagePlanPerApiStage {
    pub(super) stage: UsagePlanStageConfig,
    throttles: Vec<MethodThrottle>,
}

/// The limits of one method. A usage plan keeps them in the tree, so there is
/// no handle of the method here: it would keep the tree itself alive.
#[derive(Debug, Clone)]
struct MethodThrottle {
    api: NodeId,
    /// Where the method stands, for what is reported of it.
    place: String,
    /// How AWS names it: by its path and its verb.
    key: String,
    settings: ThrottleSettings,
}

impl UsagePlanPerApiStage {
    /// A stage whose requests are counted.
    pub fn new(stage: &impl UsagePlanStage) -> Self {
        Self { stage: stage.usage_plan_stage(), throttles: Vec::new() }
    }

    /// Limits how fast a client calls one method, within what the plan allows.
    pub fn throttle(mut self, method: &Method, throttle: ThrottleSettings) -> Self {
        self.throttles.push(MethodThrottle {
            api: method.rest_api().node().node_id(),
            place: method.node().path(),
            key: format!("{}/{}", method.path(), method.http_method()),
            settings: throttle,
        });
        self
    }

    pub(super) fn to_cfn(&self) -> l1::ApiStage {
        let one = |all: Entries<_>, throttle: &MethodThrottle| {
            all.set(throttle.key.clone(), throttle.settings.to_cfn())
        };
        let throttles = self.throttles.iter().fold(Entries::new(), one);
        l1::ApiStage::new()
            .api_id(&self.stage.api_id)
            .stage(&self.stage.stage_name)
            .throttle((!self.throttles.is_empty()).then_some(throttles))
    }

    /// Reports limits of methods that AWS does not take.
    pub(super) fn check(&self, node: &Node) {
        self.throttles.iter().for_each(|throttle| throttle.settings.check(node));
    }

    /// The place of a method with limits of its own that is not one of this stage's API.
    pub(super) fn stranger(&self) -> Option<&str> {
        let other = self.throttles.iter().find(|throttle| throttle.api != self.stage.api)?;
        Some(&other.place)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.stage.api == other.stage.api && self.stage.stage_name == other.stage.stage_name
    }

    /// The API, for what is reported of it.
    pub(super) fn api(&self, near: &Node) -> Option<Node> {
        near.find(self.stage.api)
    }
}
