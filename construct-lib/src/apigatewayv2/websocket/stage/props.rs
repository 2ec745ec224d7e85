//! What a stage of a WebSocket API takes.

use construct_core::Key;

use crate::apigatewayv2::{StageOptions, WebSocketApi};

/// What a [`WebSocketStage`](crate::apigatewayv2::WebSocketStage) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketStageProps {
    pub(super) api: WebSocketApi,
    pub(super) name: Key,
    pub(super) options: StageOptions,
}

impl WebSocketStageProps {
    /// Serves this API under this name, which is the path of its address.
    pub fn new(api: &WebSocketApi, stage_name: impl Into<Key>) -> Self {
        Self { api: api.clone(), name: stage_name.into(), options: StageOptions::new() }
    }

    /// How it serves.
    pub fn options(mut self, options: StageOptions) -> Self {
        self.options = options;
        self
    }
}
