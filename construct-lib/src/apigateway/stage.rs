//! `AWS::ApiGateway::Stage`.

use construct_cfn::apigateway::{CfnStage, CfnStageProps, stage as l1};
use construct_cfn::refs::ApiGatewayStageName;
use construct_core::{Aws, Construct, Expr, IntoValue, Key, State, Value, intrinsic};

use super::deployment::Deployment;
use super::rest_api::RestApi;
use crate::error::codes;
use crate::{Diagnostic, Node, Stack};

/// What API Gateway writes to the log of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoggingLevel {
    /// Nothing.
    Off,
    /// Failures.
    Error,
    /// Every request.
    Info,
}

impl LoggingLevel {
    fn name(self) -> &'static str {
        match self {
            Self::Off => "OFF",
            Self::Error => "ERROR",
            Self::Info => "INFO",
        }
    }
}

/// How a stage serves.
///
/// ```
/// use construct_lib::apigateway::{RestApiProps, StageOptions};
///
/// let stage = StageOptions::new().stage_name("v1").throttling(100.0, 200);
/// let props = RestApiProps::new().deploy_options(stage);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct StageOptions {
    pub(super) stage_name: String,
    pub(super) description: Option<String>,
    tracing: bool,
    variables: Vec<(Key, Expr)>,
    throttling: Option<(f64, u32)>,
    logging_level: Option<LoggingLevel>,
    metrics: bool,
}

impl Default for StageOptions {
    fn default() -> Self {
        Self {
            stage_name: "prod".to_owned(),
            description: None,
            tracing: false,
            variables: Vec::new(),
            throttling: None,
            logging_level: None,
            metrics: false,
        }
    }
}

impl StageOptions {
    /// A stage named `prod`, without logs, metrics or limits of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name, which is the first part of the path; `prod` by default.
    pub fn stage_name(mut self, name: impl Into<String>) -> Self {
        self.stage_name = name.into();
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Traces requests with X-Ray.
    pub fn tracing(mut self) -> Self {
        self.tracing = true;
        self
    }

    /// Sets a stage variable.
    pub fn variable(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        self.variables.push((name.into(), value.into_expr()));
        self
    }

    /// The most requests a second, and the most at once; the account's limits by default.
    pub fn throttling(mut self, rate_per_second: f64, burst: u32) -> Self {
        self.throttling = Some((rate_per_second, burst));
        self
    }

    /// What is written to the stage's log; nothing by default.
    ///
    /// Needs the account to have a role for CloudWatch; an account without
    /// one refuses the deployment.
    pub fn logging_level(mut self, level: LoggingLevel) -> Self {
        self.logging_level = Some(level);
        self
    }

    /// Counts each method by itself, at a cost.
    pub fn metrics(mut self) -> Self {
        self.metrics = true;
        self
    }

    fn method_setting(&self) -> Option<l1::MethodSetting> {
        let is_set = self.throttling.is_some() || self.logging_level.is_some() || self.metrics;
        is_set.then(|| {
            l1::MethodSetting::new()
                .data_trace_enabled(false)
                .http_method("*")
                .logging_level(self.logging_level.map(LoggingLevel::name))
                .metrics_enabled(self.metrics.then_some(true))
                .resource_path("/*")
                .throttling_burst_limit(self.throttling.map(|(_, burst)| i64::from(burst)))
                .throttling_rate_limit(self.throttling.map(|(rate, _)| rate))
        })
    }
}

/// What a [`Stage`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct StageProps {
    deployment: Deployment,
    options: StageOptions,
}

impl StageProps {
    /// Serves this deployment.
    pub fn new(deployment: &Deployment) -> Self {
        Self {
            deployment: deployment.clone(),
            options: StageOptions::new(),
        }
    }

    /// How it serves.
    pub fn options(mut self, options: StageOptions) -> Self {
        self.options = options;
        self
    }
}

/// A deployment of an API under an address.
///
/// Appears as [`AWS::ApiGateway::Stage`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html).
/// An API makes one itself, named `prod`; make more for other deployments.
///
/// ```
/// use construct_lib::apigateway::{
///     Deployment, DeploymentProps, HttpMethod, MockIntegration, RestApi, RestApiProps, Stage,
///     StageOptions, StageProps,
/// };
/// use construct_lib::App;
///
/// let app = App::new();
/// let stack = construct_lib::Stack::new(&app, "Orders", construct_lib::StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new().without_deployment());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let deployment = Deployment::new(&stack, "Deployment", DeploymentProps::new(&api));
/// let options = StageOptions::new().stage_name("beta");
/// let beta = Stage::new(&stack, "Beta", StageProps::new(&deployment).options(options));
/// ```
#[derive(Debug, Clone)]
pub struct Stage {
    node: Node,
    cfn: CfnStage,
    api: RestApi,
}

struct StageState;

impl State for StageState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Stage {
    /// A stage.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name` and `invalid-stage`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: StageProps) -> Self {
        let node = Node::new(scope, id);
        let StageProps {
            deployment,
            options,
        } = props;
        check(&node, &options);
        let api = deployment.rest_api();
        let mut cfn_props = CfnStageProps::patch()
            .deployment_id(deployment.deployment_id())
            .description(options.description.as_deref())
            .rest_api_id(api.rest_api_id())
            .stage_name(&*options.stage_name)
            .tracing_enabled(options.tracing.then_some(true));
        if let Some(setting) = options.method_setting() {
            cfn_props = cfn_props.method_settings([setting]);
        }
        if !options.variables.is_empty() {
            cfn_props = cfn_props.variables(Value::<construct_core::Map<String>>::of(Expr::Map(
                options.variables.into(),
            )));
        }
        let cfn = CfnStage::new(&node, "Resource", cfn_props);
        node.set_state(StageState);
        Self { node, cfn, api }
    }

    /// Its name.
    #[must_use]
    pub fn stage_name(&self) -> Value<ApiGatewayStageName> {
        self.cfn.ref_().cast()
    }

    /// The address of a path in it, for example `/users`.
    #[must_use]
    pub fn url_for_path(&self, path: &str) -> Value<String> {
        let region = Stack::of(&self.node).map_or(Aws::REGION, |stack| stack.region());
        intrinsic::concat([
            Expr::text("https://"),
            self.api.rest_api_id().into(),
            Expr::text(".execute-api."),
            region.into(),
            Expr::text("."),
            Aws::URL_SUFFIX.into(),
            Expr::text("/"),
            self.stage_name().into(),
            Expr::from(format!("/{}", path.trim_start_matches('/'))),
        ])
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnStageProps) {
        self.cfn.patch(props);
    }
}

impl Construct for Stage {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn check(node: &Node, options: &StageOptions) {
    let name = &options.stage_name;
    let fits = (1..=128).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if !fits {
        node.report(
            Diagnostic::error(
                codes::INVALID_NAME,
                format!("`{name}` is not the name of a stage"),
            )
            .help("use 1 to 128 letters, digits, `_` and `-`"),
        );
    }
    if let Some((rate, _)) = options.throttling
        && !(rate.is_finite() && rate >= 0.0)
    {
        node.report(
            Diagnostic::error(
                codes::INVALID_STAGE,
                format!("a stage cannot be throttled to {rate} requests a second"),
            )
            .help("use a number of requests, 0 or more"),
        );
    }
}
