//! What a domain takes.

use construct_cfn::apigateway::{CfnDomainNameProps, domain_name as l1};
use construct_core::{IntoValue, Value};

use super::endpoint::{DomainEndpoint, RoutingMode};
use super::mtls::MtlsConfig;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

/// What a [`DomainName`](super::DomainName) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct DomainNameProps {
    pub(super) name: Value<String>,
    certificate: Value<String>,
    pub(super) endpoint: DomainEndpoint,
    pub(super) mtls: Option<MtlsConfig>,
    pub(super) routing: Option<RoutingMode>,
    pub(super) dual_stack: bool,
    pub(super) base_path: Option<String>,
}

impl DomainNameProps {
    /// This domain, reached in its region, with a certificate of AWS
    /// Certificate Manager of the same region.
    pub fn new(
        domain_name: impl IntoValue<String>,
        certificate_arn: impl IntoValue<String>,
    ) -> Self {
        Self {
            name: value(domain_name),
            certificate: value(certificate_arn),
            endpoint: DomainEndpoint::default(),
            mtls: None,
            routing: None,
            dual_stack: false,
            base_path: None,
        }
    }

    /// From where it is reached, and how safely; from its region by default,
    /// by TLS 1.2 or newer.
    pub fn endpoint(mut self, endpoint: DomainEndpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Asks clients for certificates, too.
    ///
    /// They are still not asked at the address that AWS gives an API; see
    /// [`RestApiProps::disable_execute_api_endpoint`](crate::apigateway::RestApiProps::disable_execute_api_endpoint).
    pub fn mtls(mut self, mtls: MtlsConfig) -> Self {
        self.mtls = Some(mtls);
        self
    }

    /// What decides where a request goes; the mappings by default.
    pub fn routing_mode(mut self, mode: RoutingMode) -> Self {
        self.routing = Some(mode);
        self
    }

    /// Is reached by IPv6, too; by IPv4 alone by default.
    pub fn dual_stack(mut self) -> Self {
        self.dual_stack = true;
        self
    }

    /// The path that leads to the API for which
    /// [`RestApi::add_domain_name`](crate::apigateway::RestApi::add_domain_name)
    /// makes it, without a `/` at its begin; the root by default.
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = Some(path.into());
        self
    }

    pub(super) fn to_cfn(&self) -> CfnDomainNameProps {
        let edge = self.endpoint.is_edge();
        let endpoint = l1::EndpointConfiguration::new()
            .ip_address_type(self.dual_stack.then_some("dualstack"))
            .types([self.endpoint.type_name()]);
        let mtls = self.mtls.as_ref();
        CfnDomainNameProps::patch()
            .certificate_arn(edge.then_some(&self.certificate))
            .domain_name(&self.name)
            .endpoint_access_mode(self.endpoint.access_mode())
            .endpoint_configuration(endpoint)
            .mutual_tls_authentication(mtls.map(MtlsConfig::to_cfn))
            .ownership_verification_certificate_arn(mtls.map(|mtls| &mtls.ownership_certificate))
            .regional_certificate_arn((!edge).then_some(&self.certificate))
            .routing_mode(self.routing.map(|mode| Value::lit(mode.name())))
            .security_policy(self.endpoint.security_policy())
    }

    pub(super) fn check(&self, node: &Node) {
        self.check_name(node);
        self.check_certificate(node);
        if self.mtls.is_some() && self.endpoint.has_own_policy() {
            report(
                node,
                "a domain with a security policy of its own cannot ask clients for certificates"
                    .to_owned(),
                "use `DomainEndpoint::Regional`, or leave `DomainNameProps::mtls` out",
            );
        } else if self.mtls.is_some() && self.endpoint.is_edge() {
            report(
                node,
                "a domain at the edge cannot ask clients for certificates".to_owned(),
                "use `DomainEndpoint::Regional`, or leave `DomainNameProps::mtls` out",
            );
        }
    }

    fn check_name(&self, node: &Node) {
        let Some(text) = self.name.as_literal() else {
            return;
        };
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let rest = text.strip_prefix("*.").unwrap_or(text);
        if rest.split('.').count() < 2 || !rest.split('.').all(is_label) {
            report(
                node,
                format!("`{text}` cannot be the domain of an API"),
                "write it in lower case without scheme and path, for example `api.example.com`",
            );
        }
    }

    /// A certificate lies where the domain is reached: at the edge that is one region.
    fn check_certificate(&self, node: &Node) {
        let arn = self.certificate.as_literal().unwrap_or_default();
        let Some(region) = arn.split(':').nth(3) else {
            return;
        };
        if self.endpoint.is_edge() {
            if region != "us-east-1" {
                report(
                    node,
                    format!(
                        "the certificate is in `{region}`, and the domain is reached at the edge"
                    ),
                    "take a certificate of `us-east-1`, or `DomainEndpoint::Regional`",
                );
            }
            return;
        }
        let own = Stack::of(node).map(|stack| stack.region()).unwrap_or_default();
        if let Some(own) = own.as_literal().filter(|own| *own != region) {
            report(
                node,
                format!("the certificate is in `{region}`, and the domain in `{own}`"),
                "take a certificate of the region of the stack",
            );
        }
    }
}

pub(super) fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_DOMAIN_NAME, message).help(help));
}
