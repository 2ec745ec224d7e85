//! The connections of a WebSocket API, kept where handlers find them.

mod props;
mod table;

pub use props::WebSocketConnectionTableProps;
pub use table::WebSocketConnectionTable;
