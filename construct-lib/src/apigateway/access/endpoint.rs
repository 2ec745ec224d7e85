//! From where an API is reached, and how the connection is protected.

use construct_cfn::apigateway::rest_api as l1;
use construct_cfn::refs::Ec2VpcEndpointId;
use construct_core::{IntoValue, Value};

use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// From where an API is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointType {
    /// From the edge locations of CloudFront.
    Edge,
    /// From the region itself.
    Regional,
    /// From inside a VPC.
    Private,
}

impl EndpointType {
    fn name(self) -> &'static str {
        match self {
            Self::Edge => "EDGE",
            Self::Regional => "REGIONAL",
            Self::Private => "PRIVATE",
        }
    }
}

/// From where an API is reached, and by which addresses.
///
/// Appears as `EndpointConfiguration`.
///
/// ```
/// use construct_lib::apigateway::{EndpointConfiguration, EndpointType, RestApiProps};
///
/// let edge = RestApiProps::new().endpoint_configuration(EndpointType::Edge);
/// let dual = EndpointConfiguration::regional().dual_stack();
/// let inside = EndpointConfiguration::private().vpc_endpoint("vpce-0123456789abcdef0");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct EndpointConfiguration {
    pub(in crate::apigateway) endpoint: EndpointType,
    dual_stack: bool,
    vpc_endpoints: Vec<Value<Ec2VpcEndpointId>>,
}

impl EndpointConfiguration {
    /// From the edge locations of CloudFront.
    pub fn edge() -> Self {
        EndpointType::Edge.into()
    }

    /// From the region itself.
    pub fn regional() -> Self {
        EndpointType::Regional.into()
    }

    /// From inside a VPC, by IPv4 and IPv6. The API needs a policy that says who
    /// may call it, for example by
    /// [`RestApi::grant_invoke_from_vpc_endpoints_only`](crate::apigateway::RestApi::grant_invoke_from_vpc_endpoints_only).
    pub fn private() -> Self {
        EndpointType::Private.into()
    }

    /// Also by IPv6. A private API always is.
    ///
    /// Appears as `IpAddressType`.
    pub fn dual_stack(mut self) -> Self {
        self.dual_stack = true;
        self
    }

    /// Names a VPC endpoint by which a private API is reached under a name of
    /// its own in Route 53, as long as the endpoint has no private DNS.
    ///
    /// Who may call is for the policy to say.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-endpoint` for an API that is not private.
    pub fn vpc_endpoint(mut self, id: impl IntoValue<Ec2VpcEndpointId>) -> Self {
        self.vpc_endpoints.push(value(id));
        self
    }

    pub(in crate::apigateway) fn to_cfn(&self) -> l1::EndpointConfiguration {
        let endpoints = &self.vpc_endpoints;
        l1::EndpointConfiguration::new()
            .ip_address_type(self.dual_stack.then_some("dualstack"))
            .types([self.endpoint.name()])
            .vpc_endpoint_ids((!endpoints.is_empty()).then(|| endpoints.clone()))
    }

    pub(in crate::apigateway) fn check(&self, node: &Node) {
        if self.endpoint != EndpointType::Private && !self.vpc_endpoints.is_empty() {
            report(
                node,
                "VPC endpoints are named for an API that is not private".to_owned(),
                "begin with `EndpointConfiguration::private()`, or leave the endpoints out",
            );
        }
    }
}

impl From<EndpointType> for EndpointConfiguration {
    fn from(endpoint: EndpointType) -> Self {
        Self { endpoint, dual_stack: false, vpc_endpoints: Vec::new() }
    }
}

/// Which versions of TLS and which ciphers a client may use; none older than
/// TLS 1.2.
///
/// See AWS on [security policies](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecurityPolicy {
    /// `TLS_1_2`: TLS 1.2 and 1.3, for regional and private endpoints.
    Tls12,
    /// TLS 1.3 alone, for regional and private endpoints.
    Tls13Only,
    /// TLS 1.3 alone with ciphers of FIPS, for regional and private endpoints.
    Tls13OnlyFips,
    /// TLS 1.2 and 1.3 with post-quantum key exchange, for regional and private endpoints.
    Tls13PostQuantum,
    /// As [`Tls13PostQuantum`](Self::Tls13PostQuantum), with perfect forward
    /// secrecy for all ciphers.
    Tls13PostQuantumPfs,
    /// TLS 1.3 alone, for edge-optimized endpoints.
    Tls13Edge,
    /// TLS 1.2 and 1.3 with perfect forward secrecy, for edge-optimized endpoints.
    Tls12PfsEdge,
    /// TLS 1.2 and 1.3 with the ciphers of 2018, for edge-optimized endpoints.
    Tls12Edge,
}

impl SecurityPolicy {
    /// Its name in the template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tls12 => "TLS_1_2",
            Self::Tls13Only => "SecurityPolicy_TLS13_1_3_2025_09",
            Self::Tls13OnlyFips => "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
            Self::Tls13PostQuantum => "SecurityPolicy_TLS13_1_2_PQ_2025_09",
            Self::Tls13PostQuantumPfs => "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
            Self::Tls13Edge => "SecurityPolicy_TLS13_2025_EDGE",
            Self::Tls12PfsEdge => "SecurityPolicy_TLS12_PFS_2025_EDGE",
            Self::Tls12Edge => "SecurityPolicy_TLS12_2018_EDGE",
        }
    }

    /// Whether it is one of those that ask for an access mode.
    #[must_use]
    pub const fn is_enhanced(self) -> bool {
        !matches!(self, Self::Tls12)
    }

    /// Whether an endpoint of this type can have it.
    #[must_use]
    pub const fn is_for(self, endpoint: EndpointType) -> bool {
        match self {
            Self::Tls13Edge | Self::Tls12PfsEdge | Self::Tls12Edge => {
                matches!(endpoint, EndpointType::Edge)
            }
            _ => !matches!(endpoint, EndpointType::Edge),
        }
    }
}

/// How closely API Gateway looks at where a request comes from, under an
/// enhanced [`SecurityPolicy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EndpointAccessMode {
    /// A request must come by the endpoint of the API, under the host's name
    /// that the connection was made with.
    #[default]
    Strict,
    /// None of that; for the time in which clients are moved.
    Basic,
}

impl EndpointAccessMode {
    /// Its name in the template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strict => "STRICT",
            Self::Basic => "BASIC",
        }
    }
}

/// Reports a policy that the endpoint cannot have, none where that is weak, and
/// a mode without its policy.
pub(in crate::apigateway) fn check_security(
    node: &Node,
    endpoint: EndpointType,
    policy: Option<SecurityPolicy>,
    mode: Option<EndpointAccessMode>,
) {
    if let Some(policy) = policy.filter(|policy| !policy.is_for(endpoint)) {
        report(
            node,
            format!(
                "the security policy `{}` is not for an API of type `{}`",
                policy.name(),
                endpoint.name()
            ),
            match endpoint {
                EndpointType::Edge => {
                    "use `SecurityPolicy::Tls12Edge`, or another one for the edge"
                }
                _ => "use `SecurityPolicy::Tls12`, or another one that is not for the edge",
            },
        );
    }
    if policy.is_none() && endpoint == EndpointType::Edge {
        node.report(
            Diagnostic::warning(
                codes::WEAK_SECURITY_POLICY,
                "an edge-optimized API without a security policy lets clients use TLS 1.0",
            )
            .help("choose one with `RestApiProps::security_policy`, for example `SecurityPolicy::Tls12Edge`"),
        );
    }
    if mode.is_some() && !policy.is_some_and(SecurityPolicy::is_enhanced) {
        report(
            node,
            "an access mode is given without an enhanced security policy".to_owned(),
            "choose one with `RestApiProps::security_policy`, for example `SecurityPolicy::Tls13Only`",
        );
    }
}

fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_ENDPOINT, message).help(help));
}
