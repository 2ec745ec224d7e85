//! Domains of one's own in front of REST APIs.

mod base_path_mapping;
mod domain_name;
mod endpoint;
mod mtls;
mod props;

pub use base_path_mapping::{BasePathMapping, BasePathMappingOptions, BasePathMappingProps};
pub use domain_name::{DomainName, DomainNameAttributes};
pub use endpoint::{DomainEndpoint, EdgeSecurityPolicy, RegionalSecurityPolicy, RoutingMode};
pub use mtls::MtlsConfig;
pub use props::DomainNameProps;
