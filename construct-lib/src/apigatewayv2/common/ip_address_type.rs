//! By which kind of address an API is reached.

/// By which kind of address an API is reached.
///
/// ```
/// use construct_lib::apigatewayv2::{IpAddressType, WebSocketApiProps};
///
/// let props = WebSocketApiProps::new().ip_address_type(IpAddressType::DualStack);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IpAddressType {
    /// By IPv4 alone.
    Ipv4,
    /// By IPv4 and IPv6.
    DualStack,
}

impl IpAddressType {
    pub(in crate::apigatewayv2) fn name(self) -> &'static str {
        match self {
            Self::Ipv4 => "ipv4",
            Self::DualStack => "dualstack",
        }
    }
}
