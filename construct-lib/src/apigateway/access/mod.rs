//! From where an API is reached, by whom, and what it answers to the others.

mod client_certificate;
mod cors_errors;
mod endpoint;
mod gateway_response;
mod import;
mod resource_policy;
mod response_type;
mod web_acl;

pub use client_certificate::{ClientCertificate, ClientCertificateProps};
pub(in crate::apigateway) use endpoint::check_security;
pub use endpoint::{EndpointAccessMode, EndpointConfiguration, EndpointType, SecurityPolicy};
pub use gateway_response::{GatewayResponse, GatewayResponseOptions, GatewayResponseProps};
pub use import::RestApiAttributes;
pub(in crate::apigateway) use resource_policy::ResourcePolicy;
pub use response_type::ResponseType;
pub use web_acl::{WebAclAssociation, WebAclAssociationProps, WebAclTarget};
