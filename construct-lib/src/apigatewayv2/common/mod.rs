//! What HTTP and WebSocket APIs share.

mod access_log;
mod access_log_field;
mod api_mapping;
mod api_stage;
mod arn;
mod credentials;
mod domain_name;
mod identity;
mod ip_address_type;
mod route_settings;
mod stage_options;

pub use access_log::{AccessLogFormat, AccessLogSettings};
pub use access_log_field::AccessLogField;
pub use api_mapping::{ApiMapping, ApiMappingProps, DomainMappingOptions};
pub use api_stage::ApiStage;
pub(in crate::apigatewayv2) use arn::execute_api_arn;
pub use credentials::IntegrationCredentials;
pub use domain_name::{
    DomainName, DomainNameAttributes, DomainNameProps, EndpointOptions, MtlsConfig,
};
pub use identity::IntegrationIdentity;
pub use ip_address_type::IpAddressType;
pub use route_settings::RouteSettings;
pub use stage_options::StageOptions;
pub(in crate::apigatewayv2) use stage_options::{AccessLog, settings_of_routes};
