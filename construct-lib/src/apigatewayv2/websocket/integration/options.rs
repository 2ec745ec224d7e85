//! How bodies are converted and when they pass unchanged.

/// Whether a body is converted between text and bytes.
///
/// See AWS on [binary media types for WebSocket APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentHandling {
    /// Text in Base64 becomes bytes.
    ConvertToBinary,
    /// Bytes become text in Base64.
    ConvertToText,
}

impl ContentHandling {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ConvertToBinary => "CONVERT_TO_BINARY",
            Self::ConvertToText => "CONVERT_TO_TEXT",
        }
    }
}

/// What becomes of a message that no template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassthroughBehavior {
    /// It passes as it is when no template fits it.
    WhenNoMatch,
    /// It passes as it is when there are no templates at all.
    WhenNoTemplates,
    /// It is refused.
    Never,
}

impl PassthroughBehavior {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::WhenNoMatch => "WHEN_NO_MATCH",
            Self::WhenNoTemplates => "WHEN_NO_TEMPLATES",
            Self::Never => "NEVER",
        }
    }
}
