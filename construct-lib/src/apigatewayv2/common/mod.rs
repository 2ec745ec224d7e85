//! What HTTP and WebSocket APIs share.

mod ip_address_type;

pub use ip_address_type::IpAddressType;
