//! `AWS::ApiGateway::UsagePlan`.

use construct_cfn::apigateway::{
    CfnUsagePlan, CfnUsagePlanKey, CfnUsagePlanKeyProps, CfnUsagePlanProps, usage_plan_key::KeyType,
};
use construct_cfn::refs::ApiGatewayUsagePlanId;
use construct_core::{CfnResource, Construct, IntoValue, ResourceProps, State, Value};

use super::api_key::ApiKey;
use super::limits::{QuotaSettings, ThrottleSettings};
use super::stage::UsagePlanPerApiStage;
use crate::apigateway::RestApi;
use crate::check::{own_resource, resource_here};
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// How often and how fast clients with keys may call which stages.
///
/// Appears as [`AWS::ApiGateway::UsagePlan`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplan.html),
/// and each of its keys as `AWS::ApiGateway::UsagePlanKey`. Limits hold for
/// each key by itself. AWS does its best to keep them and may let some more
/// requests through: they save cost, and are no protection.
///
/// ```
/// use construct_lib::apigateway::{
///     ApiKeyOptions, HttpMethod, MethodOptions, MockIntegration, Period, QuotaSettings, RestApi,
///     RestApiProps, ThrottleSettings, UsagePlanProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = MethodOptions::new().api_key_required(true);
/// api.root().add_method_with(HttpMethod::Get, MockIntegration::new(204), options);
/// let props = UsagePlanProps::new()
///     .quota(QuotaSettings::new(1000, Period::Day))
///     .throttle(ThrottleSettings::new(10.0, 20));
/// let basic = api.add_usage_plan("Basic", props);
/// basic.add_api_key(&api.add_api_key("Partner", ApiKeyOptions::new()));
/// ```
#[derive(Debug, Clone)]
pub struct UsagePlan {
    node: Node,
}

/// What a [`UsagePlan`] takes.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct UsagePlanProps {
    name: Value<String>,
    description: Value<String>,
    quota: Option<QuotaSettings>,
    throttle: Option<ThrottleSettings>,
    pub(super) stages: Vec<UsagePlanPerApiStage>,
}

impl UsagePlanProps {
    /// Without limits and stages yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows; the logical id and more by default.
    pub fn usage_plan_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// How many requests each key may send in a period; any number by default.
    pub fn quota(mut self, quota: QuotaSettings) -> Self {
        self.quota = Some(quota);
        self
    }

    /// How fast each key may send requests; as fast as the stage lets it by default.
    pub fn throttle(mut self, throttle: ThrottleSettings) -> Self {
        self.throttle = Some(throttle);
        self
    }

    /// Adds a stage whose requests it counts.
    pub fn api_stage(mut self, stage: UsagePlanPerApiStage) -> Self {
        self.stages.push(stage);
        self
    }
}

struct UsagePlanState {
    id: Value<ApiGatewayUsagePlanId>,
    stages: Vec<UsagePlanPerApiStage>,
}

impl State for UsagePlanState {
    fn prepare(&mut self, node: &Node) {
        // A plan that is not of this app has no resource.
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        if !self.stages.is_empty() {
            let stages: Vec<_> = self.stages.iter().map(UsagePlanPerApiStage::to_cfn).collect();
            cfn.set_props(CfnUsagePlanProps::patch().api_stages(stages).into_props());
        }
    }
}

impl UsagePlan {
    /// A plan.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-usage-plan` of its limits and stages.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: UsagePlanProps) -> Self {
        let node = Node::new(scope, id);
        if let Some(quota) = props.quota {
            quota.check(&node);
        }
        if let Some(throttle) = props.throttle {
            throttle.check(&node);
        }
        let cfn_props = CfnUsagePlanProps::patch()
            .description(props.description)
            .quota(props.quota.map(QuotaSettings::to_cfn))
            .throttle(props.throttle.map(ThrottleSettings::to_cfn))
            .usage_plan_name(props.name);
        let cfn = CfnUsagePlan::new(&node, "Resource", cfn_props);
        node.set_state(UsagePlanState { id: cfn.ref_(), stages: Vec::new() });
        let plan = Self { node };
        for stage in props.stages {
            plan.add_api_stage(stage);
        }
        plan
    }

    /// A plan that exists already, by its id. Keys can be added to it.
    #[track_caller]
    pub fn from_usage_plan_id(
        scope: &dyn Construct,
        id: &str,
        usage_plan_id: impl IntoValue<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        let plan_id: Value<String> = value(usage_plan_id);
        node.set_state(UsagePlanState { id: plan_id.cast(), stages: Vec::new() });
        Self { node }
    }

    /// The plan at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<UsagePlanState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn usage_plan_id(&self) -> Value<ApiGatewayUsagePlanId> {
        self.node.read(|state: &UsagePlanState| state.id.clone()).unwrap_or_default()
    }

    /// Adds a stage whose requests it counts.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-usage-plan` when the stage is in it already,
    /// or a method with limits is one of another API; and
    /// `imported-construct` when the plan is not of this app.
    #[track_caller]
    pub fn add_api_stage(&self, stage: UsagePlanPerApiStage) {
        if own_resource(&self.node).is_none() {
            return;
        }
        stage.check(&self.node);
        if let Some(method) = stage.stranger() {
            self.report(
                format!("the method `{method}` is one of another API than the stage"),
                "limit methods of the API whose stage it is",
            );
        }
        if let Some(api) = stage.api(&self.node).and_then(|node| RestApi::at(&node)) {
            api.note_usage_plan();
        }
        let twice = self.node.update(|state: &mut UsagePlanState| {
            let twice = state.stages.iter().any(|other| other.is_same(&stage));
            state.stages.push(stage);
            twice
        });
        if twice == Some(true) {
            self.report(
                "one stage is in the usage plan twice".to_owned(),
                "add it once, with all limits of its methods",
            );
        }
    }

    /// Lets a key in, and counts its requests.
    ///
    /// Appears as [`AWS::ApiGateway::UsagePlanKey`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplankey.html).
    ///
    /// # Errors
    ///
    /// Synthesis reports `duplicate-construct-id` when the key is in it
    /// already, `api-key-in-two-plans` when another plan counts its requests
    /// to the same stage, and `api-key-in-too-many-plans`.
    #[track_caller]
    pub fn add_api_key(&self, key: &ApiKey) {
        self.add_key(key, &key.node().unique_id());
    }

    /// As [`add_api_key`](Self::add_api_key), under a logical id of your own:
    /// for a plan that had a single key in an app of the CDK without its
    /// feature flag `@aws-cdk/aws-apigateway:usagePlanKeyOrderInsensitiveId`.
    ///
    /// # Errors
    ///
    /// As [`add_api_key`](Self::add_api_key), and `invalid-logical-id`.
    #[track_caller]
    pub fn add_api_key_as(&self, key: &ApiKey, logical_id: &str) {
        self.add_key(key, &key.node().unique_id()).override_logical_id(logical_id);
    }

    #[track_caller]
    pub(super) fn add_key(&self, key: &ApiKey, name: &str) -> CfnUsagePlanKey {
        key.note_plan(self.node.node_id());
        let id = format!("UsagePlanKeyResource:{name}");
        let props = CfnUsagePlanKeyProps::new(key.key_id(), KeyType::API_KEY, self.usage_plan_id());
        CfnUsagePlanKey::new(&self.node, &id, props)
    }

    /// Whether two plans count requests to one stage.
    pub(super) fn share_a_stage(one: &Node, other: &Node) -> bool {
        let stages = |node: &Node| node.read(|state: &UsagePlanState| state.stages.clone());
        let (one, other) = (stages(one).unwrap_or_default(), stages(other).unwrap_or_default());
        one.iter().any(|stage| other.iter().any(|o| o.is_same(stage)))
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnUsagePlanProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }

    #[track_caller]
    fn report(&self, message: String, help: &'static str) {
        let found = Diagnostic::error(codes::INVALID_USAGE_PLAN, message).help(help);
        self.node.report(found.at_caller());
    }
}

/// Whether there is a usage plan at this node that is of no [`UsagePlan`]:
/// whose stages it counts is then not known.
pub(in crate::apigateway) fn is_usage_plan_of_level_1(node: &Node) -> bool {
    resource_here(node).is_some_and(|cfn| cfn.resource_type() == "AWS::ApiGateway::UsagePlan")
        && node.scope().is_none_or(|scope| UsagePlan::at(&scope).is_none())
}

impl Construct for UsagePlan {
    fn node(&self) -> &Node {
        &self.node
    }
}
