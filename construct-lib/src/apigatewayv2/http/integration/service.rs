//! What is called of an AWS service, and in whose name.

use construct_core::{Key, Value};

use super::common::Common;
use super::{
    HttpIntegrationConfig, HttpRouteIntegrationBindOptions, MappingValue, ParameterMapping,
};
use crate::apigatewayv2::common::IntegrationCredentials;
use crate::iam::{PolicyStatement, Principal, Role, RoleProps};

/// One action that API Gateway calls by itself; see AWS on
/// [what each takes](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Service {
    pub(super) subtype: &'static str,
    /// The name of the statement that allows it.
    pub(super) sid: &'static str,
    pub(super) action: &'static str,
    /// The parameters that it needs.
    pub(super) required: &'static [&'static str],
    /// Those that it may have, beside `Region`.
    pub(super) optional: &'static [&'static str],
}

/// One action on one resource.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) service: &'static Service,
    /// What the action needs leave for.
    pub(super) resources: Vec<Value<String>>,
    /// What names the resource, also where a mapping of yours does not.
    pub(super) target: ParameterMapping,
    /// What is taken from the request, unless a mapping of yours says it.
    pub(super) from_request: &'static [(&'static str, &'static str)],
    pub(super) credentials: Option<IntegrationCredentials>,
}

impl Call {
    pub(super) fn new(
        service: &'static Service,
        resources: Vec<Value<String>>,
        target: ParameterMapping,
        from_request: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { service, resources, target, from_request, credentials: None }
    }

    /// How it is called; makes the role for it, unless there is one.
    #[track_caller]
    pub(super) fn config(
        &self,
        common: &Common,
        options: &HttpRouteIntegrationBindOptions<'_>,
    ) -> HttpIntegrationConfig {
        let own = self.from_request.iter().fold(self.target.clone(), |mapping, (key, source)| {
            mapping.custom(*key, MappingValue::custom(*source))
        });
        let mapping = common.mapping_or(own).or(&self.target);
        let credentials = match &self.credentials {
            Some(credentials) => credentials.clone(),
            None => IntegrationCredentials::role(&self.role(options)),
        };
        let config = HttpIntegrationConfig::service(self.service)
            .credentials(credentials)
            .parameter_mapping(mapping);
        common.apply(config)
    }

    #[track_caller]
    fn role(&self, options: &HttpRouteIntegrationBindOptions<'_>) -> Role {
        let props = RoleProps::new(Principal::service("apigateway.amazonaws.com"));
        let role = Role::new(options.scope(), "InvokeRole", props);
        let statement = PolicyStatement::allow()
            .sid(Key::Borrowed(self.service.sid))
            .actions([self.service.action])
            .resources(self.resources.iter());
        role.add_to_policy(statement);
        role
    }
}

/// What the integrations of AWS services share, besides their common setters.
macro_rules! service_integration {
    ($ty:ty) => {
        $crate::apigatewayv2::http::integration::common::common_setters!($ty);

        impl $ty {
            /// In whose name the service is called; a role of its own that may
            /// do this alone by default.
            pub fn credentials(
                mut self,
                credentials: $crate::apigatewayv2::IntegrationCredentials,
            ) -> Self {
                self.common.renew();
                self.call.credentials = Some(credentials);
                self
            }
        }

        impl $crate::apigatewayv2::HttpRouteIntegration for $ty {
            fn identity(&self) -> &$crate::apigatewayv2::IntegrationIdentity {
                self.common.identity()
            }

            #[track_caller]
            fn bind(
                &self,
                options: &$crate::apigatewayv2::HttpRouteIntegrationBindOptions<'_>,
            ) -> $crate::apigatewayv2::HttpIntegrationConfig {
                self.call.config(&self.common, options)
            }
        }
    };
}

pub(super) use service_integration;
