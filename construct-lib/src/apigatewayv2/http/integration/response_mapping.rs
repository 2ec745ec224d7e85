//! How an answer is changed on its way back.

use construct_cfn::apigatewayv2::integration as l1;
use construct_core::{IntoValue, Key, Value};

use super::parameter_mapping::check_header;
use crate::Diagnostic;
use crate::Node;
use crate::error::codes;
use crate::value::value;

/// Where a mapping of answers takes a value from.
///
/// ```
/// use construct_lib::apigatewayv2::ResponseMappingValue;
///
/// let id = ResponseMappingValue::response_header("x-id");
/// assert_eq!(id.as_literal(), Some("$response.header.x-id"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ResponseMappingValue(Value<String>);

impl ResponseMappingValue {
    /// A header of the integration's answer.
    pub fn response_header(name: &str) -> Self {
        Self::of("$response.header.", name)
    }

    /// A field of the answer's body, when that is JSON; dots lead inside.
    pub fn response_body(path: &str) -> Self {
        Self::of("$response.body.", path)
    }

    /// A variable of `$context`, for example `requestId`.
    pub fn context_variable(name: &str) -> Self {
        Self::of("$context.", name)
    }

    /// A variable of the stage.
    pub fn stage_variable(name: &str) -> Self {
        Self::of("$stageVariables.", name)
    }

    /// Any other text: as it is, or with several `${…}` in it.
    pub fn custom(text: impl IntoValue<String>) -> Self {
        Self(value(text))
    }

    fn of(prefix: &'static str, name: &str) -> Self {
        Self(Value::text(format!("{prefix}{name}")))
    }

    /// The text, when it is known now.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        self.0.as_literal()
    }
}

/// How an answer is changed on its way back to the client.
///
/// Appears as `ResponseParameters` of the integration, by the status that the
/// integration answered with.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpUrlIntegration, ResponseMappingValue, ResponseParameterMapping,
/// };
///
/// let id = ResponseMappingValue::context_variable("requestId");
/// let found = ResponseParameterMapping::new().append_header("x-request-id", id);
/// let missing = ResponseParameterMapping::new().overwrite_status_code(404).remove_header("server");
/// let legacy = HttpUrlIntegration::new("Legacy", "https://example.com")
///     .response_mapping(200, found)
///     .response_mapping(403, missing);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct ResponseParameterMapping(Vec<(Key, Value<String>)>);

impl ResponseParameterMapping {
    /// Nothing is changed.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a value to a header.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-parameter-mapping` for headers that API
    /// Gateway keeps for itself.
    pub fn append_header(self, name: &str, value: ResponseMappingValue) -> Self {
        self.header("append:header.", name, value)
    }

    /// Sets a header, whatever it was.
    ///
    /// # Errors
    ///
    /// As [`append_header`](Self::append_header).
    pub fn overwrite_header(self, name: &str, value: ResponseMappingValue) -> Self {
        self.header("overwrite:header.", name, value)
    }

    /// Removes a header.
    ///
    /// # Errors
    ///
    /// As [`append_header`](Self::append_header).
    pub fn remove_header(self, name: &str) -> Self {
        self.header("remove:header.", name, ResponseMappingValue(Value::lit("")))
    }

    /// Answers with another status.
    pub fn overwrite_status_code(mut self, status: u16) -> Self {
        self.0.push((Key::Borrowed("overwrite:statuscode"), Value::text(status.to_string())));
        self
    }

    fn header(mut self, prefix: &'static str, name: &str, value: ResponseMappingValue) -> Self {
        self.0.push((Key::Owned(format!("{prefix}{name}")), value.0));
        self
    }

    pub(super) fn check(&self, node: &Node, status: &str) {
        let number = status.parse::<u16>().unwrap_or_default();
        if !(200..600).contains(&number) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_PARAMETER_MAPPING,
                    format!("no integration answers with the status {status}"),
                )
                .help("use one from 200 to 599"),
            );
        }
        for (key, _) in &self.0 {
            if let Some((_, name)) = key.split_once(":header.") {
                check_header(node, name);
            }
        }
    }

    pub(super) fn to_cfn(&self) -> l1::ResponseParameterMap {
        let one = |(destination, source): &(Key, Value<String>)| {
            l1::ResponseParameter::new().destination(destination.clone()).source(source)
        };
        let all: Vec<_> = self.0.iter().map(one).collect();
        l1::ResponseParameterMap::new().response_parameters(all)
    }
}
