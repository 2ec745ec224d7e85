//! How a stage serves.

use construct_cfn::apigateway::{CfnStageProps, stage as l1};
use construct_cfn::refs::ApiGatewayClientCertificateId;
use construct_core::{Expr, IntoValue, Key, Map, Value};

use super::access_log::{AccessLogFormat, AccessLogSettings};
use super::canary::Canary;
use super::method_options::{LoggingLevel, MethodDeploymentOptions, MethodPath};
use crate::apigateway::{Deployment, HttpMethod};
use crate::check::{Name, stage_variables};
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// How large the cache of a stage is; AWS has these, each at its price by the hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CacheClusterSize {
    /// 0.5 GB.
    #[default]
    Gb0_5,
    /// 1.6 GB.
    Gb1_6,
    /// 6.1 GB.
    Gb6_1,
    /// 13.5 GB.
    Gb13_5,
    /// 28.4 GB.
    Gb28_4,
    /// 58.2 GB.
    Gb58_2,
    /// 118 GB.
    Gb118,
    /// 237 GB.
    Gb237,
}

impl CacheClusterSize {
    fn name(self) -> &'static str {
        match self {
            Self::Gb0_5 => "0.5",
            Self::Gb1_6 => "1.6",
            Self::Gb6_1 => "6.1",
            Self::Gb13_5 => "13.5",
            Self::Gb28_4 => "28.4",
            Self::Gb58_2 => "58.2",
            Self::Gb118 => "118",
            Self::Gb237 => "237",
        }
    }
}

/// Where a stage writes its access log.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum AccessLog {
    /// Into a group of its own, once the account's role is known.
    Default,
    /// Nowhere.
    Off,
    /// Into a group of its own, in this format.
    Own(AccessLogFormat),
    /// Where the app says.
    To(AccessLogSettings),
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
    pub(in crate::apigateway) stage_name: String,
    pub(in crate::apigateway) description: Value<String>,
    tracing: bool,
    variables: Vec<(Key, Expr)>,
    all_methods: MethodDeploymentOptions,
    pub(super) methods: Vec<(MethodPath, MethodDeploymentOptions)>,
    cache: Option<CacheClusterSize>,
    pub(super) access_log: AccessLog,
    client_certificate: Value<ApiGatewayClientCertificateId>,
    documentation_version: Value<String>,
    canary: Option<Canary>,
}

const NAME: Name = Name { of: "a stage", length: 1..=128, punctuation: "-_" };

impl Default for StageOptions {
    fn default() -> Self {
        Self {
            stage_name: "prod".to_owned(),
            description: Value::unset(),
            tracing: false,
            variables: Vec::new(),
            all_methods: MethodDeploymentOptions::new(),
            methods: Vec::new(),
            cache: None,
            access_log: AccessLog::Default,
            client_certificate: Value::unset(),
            documentation_version: Value::unset(),
            canary: None,
        }
    }
}

impl StageOptions {
    /// A stage named `prod`, without metrics or limits of its own; it writes
    /// an access log once the app says that the account has a role for that,
    /// see [`Account`](super::Account).
    pub fn new() -> Self {
        Self::default()
    }

    /// The name, which is the first part of the path; `prod` by default.
    pub fn stage_name(mut self, name: impl Into<String>) -> Self {
        self.stage_name = name.into();
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Traces requests with X-Ray; not by default.
    pub fn tracing(mut self) -> Self {
        self.tracing = true;
        self
    }

    /// Sets a stage variable. A later one of the same name wins.
    pub fn variable(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        set_variable(&mut self.variables, name.into(), value.into_expr());
        self
    }

    /// The most requests a second, and the most at once; the account's limits by default.
    pub fn throttling(self, rate_per_second: f64, burst: u32) -> Self {
        self.all(|all| all.throttling(rate_per_second, burst))
    }

    /// What is written to the stage's log; nothing by default.
    ///
    /// # Errors
    ///
    /// Synthesis warns of `unknown-cloud-watch-role` unless the app says that
    /// the account has a role for it, see [`Account`](super::Account).
    pub fn logging_level(self, level: LoggingLevel) -> Self {
        self.all(|all| all.logging_level(level))
    }

    /// Counts each method by itself, at a cost.
    pub fn metrics(self) -> Self {
        self.all(|all| all.metrics_enabled(true))
    }

    /// How all methods are served that [`method_options`](Self::method_options)
    /// does not name; replaces what was said before.
    pub fn all_methods(mut self, options: MethodDeploymentOptions) -> Self {
        self.all_methods = options;
        self
    }

    /// How one method is served; `/*` as path stands for all of them.
    ///
    /// ```
    /// use construct_lib::apigateway::{HttpMethod, MethodDeploymentOptions, StageOptions};
    ///
    /// let slow = MethodDeploymentOptions::new().throttling(1.0, 2);
    /// let stage = StageOptions::new().method_options("/reports/{id}", HttpMethod::Post, slow);
    /// ```
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-stage`, and warns of `unknown-method` when
    /// the API has no such method.
    pub fn method_options(
        mut self,
        path: impl Into<String>,
        method: HttpMethod,
        options: MethodDeploymentOptions,
    ) -> Self {
        self.methods.push((MethodPath { path: path.into(), method: Some(method) }, options));
        self
    }

    /// How all methods of a resource are served.
    ///
    /// # Errors
    ///
    /// As [`method_options`](Self::method_options).
    pub fn resource_options(
        mut self,
        path: impl Into<String>,
        options: MethodDeploymentOptions,
    ) -> Self {
        self.methods.push((MethodPath { path: path.into(), method: None }, options));
        self
    }

    /// Gives it a cache of this size, which costs by the hour; none by default.
    ///
    /// What is cached say [`MethodDeploymentOptions::caching_enabled`] of all
    /// methods or of single ones.
    pub fn cache_cluster_size(mut self, size: CacheClusterSize) -> Self {
        self.cache = Some(size);
        self
    }

    /// Where it writes a line for each request, and what is in it.
    ///
    /// # Errors
    ///
    /// Synthesis reports `access-log-without-request-id`, and warns of
    /// `unknown-cloud-watch-role` as [`logging_level`](Self::logging_level) does.
    pub fn access_log(mut self, settings: AccessLogSettings) -> Self {
        self.access_log = AccessLog::To(settings);
        self
    }

    /// Writes a line for each request, in this format, into a log group of its
    /// own: unnamed, kept for 30 days, deleted with the stack.
    ///
    /// # Errors
    ///
    /// As [`access_log`](Self::access_log).
    pub fn access_log_format(mut self, format: AccessLogFormat) -> Self {
        self.access_log = AccessLog::Own(format);
        self
    }

    /// Writes no access log, whatever the account can.
    pub fn without_access_log(mut self) -> Self {
        self.access_log = AccessLog::Off;
        self
    }

    /// The certificate with which API Gateway shows itself to what it calls.
    pub fn client_certificate_id(
        mut self,
        id: impl IntoValue<ApiGatewayClientCertificateId>,
    ) -> Self {
        self.client_certificate = value(id);
        self
    }

    /// The version of the documentation that belongs to it.
    pub fn documentation_version(mut self, version: impl IntoValue<String>) -> Self {
        self.documentation_version = value(version);
        self
    }

    /// Sends a part of the requests to another deployment.
    pub fn canary(mut self, canary: Canary) -> Self {
        self.canary = Some(canary);
        self
    }

    fn all(
        mut self,
        change: impl FnOnce(MethodDeploymentOptions) -> MethodDeploymentOptions,
    ) -> Self {
        self.all_methods = change(std::mem::take(&mut self.all_methods));
        self
    }

    /// Whether API Gateway needs the account's role for what was asked for.
    pub(super) fn logs(&self) -> bool {
        let access = match &self.access_log {
            AccessLog::Default | AccessLog::Off => false,
            AccessLog::Own(_) => true,
            AccessLog::To(settings) => settings.needs_role(),
        };
        access || self.each().any(|(_, _, options)| options.logs())
    }

    /// What is said of all methods, and then of single ones.
    fn each(&self) -> impl Iterator<Item = (&str, &'static str, &MethodDeploymentOptions)> {
        let all = (!self.all_methods.is_empty()).then_some(("/*", "*", &self.all_methods));
        let single = self.methods.iter().map(|(of, options)| (&*of.path, of.verb(), options));
        all.into_iter().chain(single)
    }

    pub(super) fn to_cfn(&self, deployment: &Deployment) -> CfnStageProps {
        let settings: Vec<l1::MethodSetting> =
            self.each().map(|(path, verb, options)| options.to_cfn(path, verb)).collect();
        let caches = self.each().any(|(_, _, options)| options.caches());
        let cache = self.cache.or_else(|| caches.then(CacheClusterSize::default));
        let variables: Option<Value<Map<String>>> = (!self.variables.is_empty())
            .then(|| Value::of(Expr::Map(self.variables.clone().into())));
        let access_log = match &self.access_log {
            AccessLog::To(settings) => Some(settings.to_cfn()),
            _ => None,
        };
        CfnStageProps::patch()
            .access_log_setting(access_log)
            .cache_cluster_enabled(cache.map(|_| true))
            .cache_cluster_size(cache.map(CacheClusterSize::name))
            .canary_setting(self.canary.as_ref().map(Canary::to_cfn))
            .client_certificate_id(&self.client_certificate)
            .deployment_id(deployment.deployment_id())
            .description(&self.description)
            .documentation_version(&self.documentation_version)
            .method_settings((!settings.is_empty()).then_some(settings))
            .rest_api_id(deployment.rest_api().rest_api_id())
            .stage_name(&*self.stage_name)
            .tracing_enabled(self.tracing.then_some(true))
            .variables(variables)
    }

    pub(super) fn check(&self, node: &Node, deployment: &Deployment) {
        NAME.check(node, &self.stage_name);
        stage_variables(node, &self.variables);
        self.methods.iter().for_each(|(of, _)| of.check(node));
        self.each().for_each(|(_, _, options)| options.check(node));
        if let AccessLog::To(settings) = &self.access_log {
            settings.check(node);
        }
        if let Some(canary) = &self.canary {
            canary.check(node);
            canary.check_beside(node, deployment);
        }
    }
}

/// Sets a variable, or sets it anew.
pub(super) fn set_variable(variables: &mut Vec<(Key, Expr)>, name: Key, value: Expr) {
    match variables.iter_mut().find(|(n, _)| *n == name) {
        Some(variable) => variable.1 = value,
        None => variables.push((name, value)),
    }
}

pub(super) fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_STAGE, message).help(help));
}
