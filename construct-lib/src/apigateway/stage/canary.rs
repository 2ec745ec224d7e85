//! A part of the requests for another deployment.

use construct_cfn::apigateway::stage as l1;
use construct_core::{CfnResource, Construct, Expr, IntoValue, Key, Map, Value};

use super::deployment::Deployment;
use super::options::{report, set_variable};
use crate::check::stage_variables;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Sends a part of a stage's requests to another deployment.
///
/// The stage's own deployment must be [pinned](crate::apigateway::DeploymentProps::pinned): if both
/// followed the API, a change would reach all requests at once. Pin it in a
/// deployment of its own, before the change that the canary is for. When the
/// change has proved itself, give the pinned deployment another id, and all
/// requests are answered by the API as it is then.
///
/// Appears as `CanarySetting` of the stage. See AWS on
/// [canary releases](https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html).
///
/// ```
/// use construct_lib::apigateway::{
///     Canary, Deployment, DeploymentProps, HttpMethod, MockIntegration, RestApi, RestApiProps,
///     Stage, StageOptions, StageProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new().without_deployment());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let now = Deployment::new(&stack, "November", DeploymentProps::new(&api).pinned());
/// let next = Deployment::new(&stack, "Next", DeploymentProps::new(&api));
/// let options = StageOptions::new().canary(Canary::new(&next, 10.0).variable("table", "next"));
/// Stage::new(&stack, "Prod", StageProps::new(&now).options(options));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Canary {
    deployment: Expr,
    is_pinned: bool,
    percent: f64,
    use_stage_cache: bool,
    variables: Vec<(Key, Expr)>,
}

impl Canary {
    /// Sends this percentage of the requests, from 0 to 100, to another deployment.
    pub fn new(deployment: &Deployment, percent_traffic: f64) -> Self {
        let resource = CfnResource::at(deployment.node());
        Self {
            deployment: resource.map(|cfn| cfn.ref_expr()).unwrap_or_default(),
            is_pinned: deployment.is_pinned(),
            percent: percent_traffic,
            use_stage_cache: false,
            variables: Vec::new(),
        }
    }

    /// Uses the cache of the stage, too; a cache of its own by default.
    pub fn use_stage_cache(mut self) -> Self {
        self.use_stage_cache = true;
        self
    }

    /// Gives a stage variable another value.
    pub fn variable(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        set_variable(&mut self.variables, name.into(), value.into_expr());
        self
    }

    pub(super) fn to_cfn(&self) -> l1::CanarySetting {
        let variables: Option<Value<Map<String>>> = (!self.variables.is_empty())
            .then(|| Value::of(Expr::Map(self.variables.clone().into())));
        l1::CanarySetting::new()
            .deployment_id(Value::of(self.deployment.clone()))
            .percent_traffic(self.percent)
            .stage_variable_overrides(variables)
            .use_stage_cache(self.use_stage_cache.then_some(true))
    }

    /// Warns when the stage's own deployment changes whenever this one does.
    pub(super) fn check_beside(&self, node: &Node, own: &Deployment) {
        let is_same = *own.deployment_id().expr() == self.deployment;
        if is_same || self.is_pinned || own.is_pinned() {
            return;
        }
        node.report(
            Diagnostic::warning(
                codes::CANARY_WITHOUT_PINNED_DEPLOYMENT,
                "both deployments of the stage follow the API, so that a change reaches all requests and not the canary's alone",
            )
            .help("pin the deployment of the stage with `DeploymentProps::pinned`"),
        );
    }

    pub(super) fn check(&self, node: &Node) {
        if !(0.0..=100.0).contains(&self.percent) {
            report(
                node,
                format!("a canary is to have {} percent of the requests", self.percent),
                "use a number from 0 to 100",
            );
        }
        stage_variables(node, &self.variables);
    }
}
