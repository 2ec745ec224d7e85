//! How a stage of an HTTP or WebSocket API serves.

use construct_cfn::apigatewayv2::CfnStageProps;
use construct_core::{Expr, IntoValue, Json, Key, Value};

use super::access_log::AccessLogSettings;
use super::api_mapping::DomainMappingOptions;
use super::route_settings::RouteSettings;
use crate::Node;
use crate::apigateway::LoggingLevel;
use crate::check::{self, stage_variables};
use crate::value::value;

/// How a stage of an HTTP or WebSocket API serves.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpApi, HttpApiProps, StageOptions};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let stage = StageOptions::new().throttling(100.0, 200).variable("table", "orders");
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new().default_stage(stage));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct StageOptions {
    auto_deploy: bool,
    description: Value<String>,
    routes: RouteSettings,
    access_log: AccessLog,
    variables: Vec<(Key, Expr)>,
    domain_mapping: Option<DomainMappingOptions>,
}

/// Whether requests are logged.
#[derive(Debug, Clone)]
pub(in crate::apigatewayv2) enum AccessLog {
    /// As the kind of API does.
    Default,
    Off,
    To(AccessLogSettings),
}

impl Default for StageOptions {
    fn default() -> Self {
        Self {
            auto_deploy: true,
            description: Value::unset(),
            routes: RouteSettings::new(),
            access_log: AccessLog::Default,
            variables: Vec::new(),
            domain_mapping: None,
        }
    }
}

impl StageOptions {
    /// Deployed with each change, within the limits of the account.
    ///
    /// A stage of an HTTP API logs each request into a log group of its own.
    /// One of a WebSocket API does once the app says that the account has a
    /// role for CloudWatch, because without one AWS refuses it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Serves what was last deployed by hand, whatever the API says since.
    ///
    /// Such a stage serves nothing until then.
    pub fn without_auto_deploy(mut self) -> Self {
        self.auto_deploy = false;
        self
    }

    /// What a person reads beside it, at most 1,024 characters.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// The most requests a second, and the most at once, for each route that
    /// has no settings of its own; the account's limits by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-stage` when the rate is no number of requests.
    pub fn throttling(mut self, rate_per_second: f64, burst: u32) -> Self {
        self.routes = self.routes.throttling(rate_per_second, burst);
        self
    }

    /// Counts each route by itself, at a cost.
    pub fn detailed_metrics(mut self) -> Self {
        self.routes = self.routes.detailed_metrics();
        self
    }

    /// Where each request is logged, and how.
    pub fn access_log(mut self, settings: AccessLogSettings) -> Self {
        self.access_log = AccessLog::To(settings);
        self
    }

    /// Logs no requests.
    pub fn without_access_log(mut self) -> Self {
        self.access_log = AccessLog::Off;
        self
    }

    /// Sets a stage variable. A later one of the same name wins.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name` and `invalid-stage`.
    pub fn variable(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        let (name, value) = (name.into(), value.into_expr());
        match self.variables.iter_mut().find(|(n, _)| *n == name) {
            Some(variable) => variable.1 = value,
            None => self.variables.push((name, value)),
        }
        self
    }

    pub(in crate::apigatewayv2) fn execution_logs(
        mut self,
        level: LoggingLevel,
        data: bool,
    ) -> Self {
        self.routes = self.routes.execution_logs(level, data);
        self
    }

    /// Where it stands in a domain of yours.
    pub fn domain_mapping(mut self, mapping: DomainMappingOptions) -> Self {
        self.domain_mapping = Some(mapping);
        self
    }

    pub(in crate::apigatewayv2) fn mapping(&self) -> Option<&DomainMappingOptions> {
        self.domain_mapping.as_ref()
    }

    pub(in crate::apigatewayv2) fn access_log_choice(&self) -> &AccessLog {
        &self.access_log
    }

    /// What the template holds, but for the API, the name and the access log.
    pub(in crate::apigatewayv2) fn to_cfn(&self) -> CfnStageProps {
        let variables: Option<Value<Json>> = (!self.variables.is_empty())
            .then(|| Value::of(Expr::Map(self.variables.clone().into())));
        CfnStageProps::patch()
            .auto_deploy(self.auto_deploy.then_some(true))
            .default_route_settings((!self.routes.is_empty()).then(|| self.routes.to_cfn()))
            .description(&self.description)
            .stage_variables(variables)
    }

    pub(in crate::apigatewayv2) fn check(&self, node: &Node) {
        check::description(node, "a stage", &self.description, 1024);
        self.routes.check(node);
        stage_variables(node, &self.variables);
    }
}

/// `RouteSettings` of a stage: the settings of single routes, by their keys.
pub(in crate::apigatewayv2) fn settings_of_routes(
    routes: &[(Key, RouteSettings)],
) -> Option<Value<Json>> {
    let entries = routes.iter().map(|(key, settings)| (key.clone(), settings.to_expr()));
    (!routes.is_empty()).then(|| Value::of(Expr::Map(entries.collect())))
}
