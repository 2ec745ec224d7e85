//! What a stage of a WebSocket API takes.

use construct_core::Key;

use crate::apigateway::LoggingLevel;
use crate::apigatewayv2::{StageOptions, WebSocketApi};

/// What a [`WebSocketStage`](crate::apigatewayv2::WebSocketStage) takes.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     StageOptions, WebSocketApi, WebSocketApiProps, WebSocketStage, WebSocketStageProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Chat", StackProps::new());
/// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
/// let options = StageOptions::new().throttling(100.0, 200);
/// let props = WebSocketStageProps::new(&api, "prod").options(options);
/// WebSocketStage::new(&stack, "Stage", props);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct WebSocketStageProps {
    api: WebSocketApi,
    name: Key,
    options: StageOptions,
    logging_level: Option<LoggingLevel>,
    data_trace: bool,
}

impl WebSocketStageProps {
    /// Serves this API under this name, which is the path of its address.
    pub fn new(api: &WebSocketApi, stage_name: impl Into<Key>) -> Self {
        Self {
            api: api.clone(),
            name: stage_name.into(),
            options: StageOptions::new(),
            logging_level: None,
            data_trace: false,
        }
    }

    /// How it serves.
    pub fn options(mut self, options: StageOptions) -> Self {
        self.options = options;
        self
    }

    /// What API Gateway writes about how it handles messages; nothing by default.
    ///
    /// # Errors
    ///
    /// Synthesis warns of `unknown-cloud-watch-role` when nobody says that the
    /// account has a role for CloudWatch.
    pub fn logging_level(mut self, level: LoggingLevel) -> Self {
        self.logging_level = Some(level);
        self
    }

    /// Writes whole messages too, with whatever personal data they hold, into
    /// the log that [`logging_level`](Self::logging_level) asks for.
    pub fn data_trace(mut self) -> Self {
        self.data_trace = true;
        self
    }

    /// Whether API Gateway needs the account's role for it.
    pub(super) fn logs_execution(&self) -> bool {
        self.data_trace || self.logging_level.is_some_and(|level| level != LoggingLevel::Off)
    }

    pub(super) fn into_parts(self) -> (WebSocketApi, Key, StageOptions) {
        let options = match (self.logging_level, self.data_trace) {
            (None, false) => self.options,
            // Messages are written from the level of errors on.
            (level, data) => {
                self.options.execution_logs(level.unwrap_or(LoggingLevel::Error), data)
            }
        };
        (self.api, self.name, options)
    }
}
