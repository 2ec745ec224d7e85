//! Which messages go where.

mod model;
mod options;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod route;

pub use model::{WebSocketModel, WebSocketModelProps};
pub use options::{
    WebSocketConnectRouteOptions, WebSocketDisconnectRouteOptions, WebSocketRouteOptions,
};
pub use route::{WebSocketRoute, WebSocketRouteProps};
