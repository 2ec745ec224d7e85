//! How an API is served.

mod metrics;
mod props;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod stage;
mod usage;

pub use props::WebSocketStageProps;
pub use stage::WebSocketStage;
