//! A configuration of AWS AppConfig.

use construct_cfn::refs::{AppConfigApplicationId, AppConfigConfigurationProfileId};
use construct_core::{Construct, Expr, IntoValue, Key, Value, intrinsic};

use super::common::Common;
use super::service::{Call, Service, service_integration};
use super::{MappingValue, ParameterMapping};
use crate::Stack;
use crate::value::value;

/// A configuration that a request gets.
///
/// Appears as an integration of the subtype `AppConfig-GetConfiguration`, and
/// as a role below the first route that may read this configuration alone.
/// The client is who the query parameter `client_id` tells, unless a mapping
/// says otherwise.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpAppConfigIntegration, HttpMethod,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let flags = HttpAppConfigIntegration::new(&stack, "Flags", "abc1234", "def5678", "ghi9012");
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// api.add_routes("/flags", [HttpMethod::Get], flags);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpAppConfigIntegration {
    common: Common,
    call: Call,
}

const GET: Service = Service {
    subtype: "AppConfig-GetConfiguration",
    sid: "AllowAppConfigGetConfiguration",
    action: "appconfig:GetConfiguration",
    required: &["Application", "ClientId", "Configuration", "Environment"],
    optional: &["ClientConfigurationVersion"],
};

service_integration!(HttpAppConfigIntegration);

impl HttpAppConfigIntegration {
    /// Reads the configuration profile of an application in an environment,
    /// by their ids, in the account and region of `scope`.
    pub fn new(
        scope: &dyn Construct,
        id: impl Into<Key>,
        application_id: impl IntoValue<AppConfigApplicationId>,
        environment_id: impl IntoValue<String>,
        configuration_profile_id: impl IntoValue<AppConfigConfigurationProfileId>,
    ) -> Self {
        let application: Value<AppConfigApplicationId> = value(application_id);
        let environment: Value<String> = value(environment_id);
        let profile: Value<AppConfigConfigurationProfileId> = value(configuration_profile_id);
        let arn = |parts: &[Expr]| {
            let begin = [Expr::text("application/"), application.expr().clone()];
            let resource = intrinsic::concat(begin.into_iter().chain(parts.iter().cloned()));
            let stack = Stack::of(scope);
            stack.map(|stack| stack.format_arn("appconfig", resource)).unwrap_or_default()
        };
        let resources = vec![
            arn(&[]),
            arn(&[Expr::text("/environment/"), environment.expr().clone()]),
            arn(&[Expr::text("/configurationprofile/"), profile.expr().clone()]),
        ];
        let target = ParameterMapping::new()
            .custom("Application", MappingValue::custom(&application))
            .custom("Environment", MappingValue::custom(&environment))
            .custom("Configuration", MappingValue::custom(&profile));
        let from_request = &[("ClientId", "$request.querystring.client_id")];
        let call = Call::new(&GET, resources, target, from_request);
        Self { common: Common::new(id), call }
    }
}
