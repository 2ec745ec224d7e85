//! From where a domain is reached, and how safely.

use crate::apigateway::{EndpointAccessMode, SecurityPolicy};

/// What a domain in a region takes beyond TLS 1.2 and newer; the names are
/// those of [`SecurityPolicy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionalSecurityPolicy {
    /// TLS 1.3 alone.
    Tls13Only,
    /// TLS 1.3 alone with ciphers of FIPS.
    Tls13OnlyFips,
    /// TLS 1.2 and 1.3 with post-quantum key exchange.
    Tls13PostQuantum,
    /// As before, with perfect forward secrecy for all ciphers.
    Tls13PostQuantumPfs,
}

impl From<RegionalSecurityPolicy> for SecurityPolicy {
    fn from(policy: RegionalSecurityPolicy) -> Self {
        match policy {
            RegionalSecurityPolicy::Tls13Only => Self::Tls13Only,
            RegionalSecurityPolicy::Tls13OnlyFips => Self::Tls13OnlyFips,
            RegionalSecurityPolicy::Tls13PostQuantum => Self::Tls13PostQuantum,
            RegionalSecurityPolicy::Tls13PostQuantumPfs => Self::Tls13PostQuantumPfs,
        }
    }
}

/// What a domain at the edge takes beyond TLS 1.2 and newer; the names are
/// those of [`SecurityPolicy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeSecurityPolicy {
    /// TLS 1.3 alone.
    Tls13Edge,
    /// TLS 1.2 and 1.3 with perfect forward secrecy.
    Tls12PfsEdge,
    /// TLS 1.2 and 1.3 with the ciphers of 2018.
    Tls12Edge,
}

impl From<EdgeSecurityPolicy> for SecurityPolicy {
    fn from(policy: EdgeSecurityPolicy) -> Self {
        match policy {
            EdgeSecurityPolicy::Tls13Edge => Self::Tls13Edge,
            EdgeSecurityPolicy::Tls12PfsEdge => Self::Tls12PfsEdge,
            EdgeSecurityPolicy::Tls12Edge => Self::Tls12Edge,
        }
    }
}

/// From where a domain is reached: always by TLS 1.2 or newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DomainEndpoint {
    /// From its region.
    #[default]
    Regional,
    /// From its region, by a policy of its own.
    RegionalWithPolicy(RegionalSecurityPolicy, EndpointAccessMode),
    /// From the edge locations of CloudFront; its certificate is in `us-east-1`.
    Edge,
    /// From the edge locations of CloudFront, by a policy of its own.
    EdgeWithPolicy(EdgeSecurityPolicy, EndpointAccessMode),
}

impl DomainEndpoint {
    pub(super) fn is_edge(self) -> bool {
        matches!(self, Self::Edge | Self::EdgeWithPolicy(..))
    }

    pub(super) fn type_name(self) -> &'static str {
        if self.is_edge() { "EDGE" } else { "REGIONAL" }
    }

    pub(super) fn has_own_policy(self) -> bool {
        self.access_mode().is_some()
    }

    pub(super) fn security_policy(self) -> &'static str {
        let policy = match self {
            Self::Regional | Self::Edge => SecurityPolicy::Tls12,
            Self::RegionalWithPolicy(policy, _) => policy.into(),
            Self::EdgeWithPolicy(policy, _) => policy.into(),
        };
        policy.name()
    }

    pub(super) fn access_mode(self) -> Option<&'static str> {
        match self {
            Self::Regional | Self::Edge => None,
            Self::RegionalWithPolicy(_, mode) | Self::EdgeWithPolicy(_, mode) => Some(mode.name()),
        }
    }
}

/// What decides where a request to a domain goes.
///
/// See AWS on [routing rules](https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingMode {
    /// The mappings of its paths.
    BasePathMappingOnly,
    /// Its routing rules.
    RoutingRuleOnly,
    /// Its routing rules, and the mappings for what no rule takes.
    RoutingRuleThenBasePathMapping,
}

impl RoutingMode {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::BasePathMappingOnly => "BASE_PATH_MAPPING_ONLY",
            Self::RoutingRuleOnly => "ROUTING_RULE_ONLY",
            Self::RoutingRuleThenBasePathMapping => "ROUTING_RULE_THEN_BASE_PATH_MAPPING",
        }
    }

    /// Whether mappings are asked at all.
    pub(super) fn maps(self) -> bool {
        self != Self::RoutingRuleOnly
    }
}
