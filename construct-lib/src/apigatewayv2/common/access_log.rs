//! What a stage writes about each request, and where.

use construct_cfn::apigatewayv2::stage as l1;
use construct_core::{Key, Value};

use super::access_log_field::AccessLogField;
use crate::Node;
use crate::access_log;
use crate::logs::LogGroup;

/// Where a stage writes one line for each request, and what is in it.
///
/// Appears as `AccessLogSettings` of the stage.
///
/// ```
/// use construct_lib::apigatewayv2::{AccessLogField, AccessLogFormat, AccessLogSettings, StageOptions};
/// use construct_lib::logs::{LogGroup, LogGroupProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let group = LogGroup::new(&stack, "Requests", LogGroupProps::new());
/// let format = AccessLogFormat::json([
///     ("requestId", AccessLogField::REQUEST_ID),
///     ("user", AccessLogField::authorizer_claim("sub")),
///     ("status", AccessLogField::STATUS),
/// ]);
/// let options = StageOptions::new().access_log(AccessLogSettings::new(&group).format(format));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct AccessLogSettings {
    destination: Value<String>,
    format: Option<AccessLogFormat>,
}

impl AccessLogSettings {
    /// Writes to this log group, by default in JSON with what tells how a
    /// request went.
    pub fn new(log_group: &LogGroup) -> Self {
        Self { destination: access_log::log_group_arn(log_group), format: None }
    }

    /// What a line holds.
    pub fn format(mut self, format: AccessLogFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// The settings as the stage has them; `standard` is the format of its kind of API.
    pub(in crate::apigatewayv2) fn to_cfn(
        &self,
        node: &Node,
        standard: AccessLogFormat,
    ) -> l1::AccessLogSettings {
        let format = self.format.clone().unwrap_or(standard);
        access_log::check_format(node, &format.0);
        l1::AccessLogSettings::new().destination_arn(&self.destination).format(&*format.0)
    }
}

/// What a line of an access log holds.
///
/// ```
/// use construct_lib::apigatewayv2::{AccessLogField, AccessLogFormat};
///
/// let format = AccessLogFormat::json([
///     ("requestId", AccessLogField::REQUEST_ID),
///     ("status", AccessLogField::STATUS),
/// ]);
/// assert_eq!(
///     format.as_str(),
///     r#"{"requestId":"$context.requestId","status":"$context.status"}"#
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct AccessLogFormat(Key);

impl AccessLogFormat {
    /// A JSON object with these fields, in this order.
    ///
    /// # Errors
    ///
    /// Synthesis reports `access-log-without-request-id` when neither
    /// [`AccessLogField::REQUEST_ID`] nor
    /// [`AccessLogField::EXTENDED_REQUEST_ID`] is among them, without which
    /// API Gateway refuses a format.
    pub fn json<N: AsRef<str>>(fields: impl IntoIterator<Item = (N, AccessLogField)>) -> Self {
        let fields = fields.into_iter().map(|(name, field)| (name, field.as_str().to_owned()));
        Self(Key::Owned(access_log::json(fields)))
    }

    /// The common log format of web servers, in one line of text.
    pub fn clf() -> Self {
        use AccessLogField as F;
        let [ip, caller, user] = [F::IDENTITY_SOURCE_IP, F::IDENTITY_CALLER, F::IDENTITY_USER];
        let [time, route, protocol] = [F::REQUEST_TIME, F::ROUTE_KEY, F::PROTOCOL];
        let [status, length, id] = [F::STATUS, F::RESPONSE_LENGTH, F::REQUEST_ID];
        Self::custom(format!(
            "{} {} {} [{}] \"{} {}\" {} {} {}",
            ip.as_str(),
            caller.as_str(),
            user.as_str(),
            time.as_str(),
            route.as_str(),
            protocol.as_str(),
            status.as_str(),
            length.as_str(),
            id.as_str(),
        ))
    }

    /// Any text of one line, with variables in it.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json).
    pub fn custom(text: impl Into<Key>) -> Self {
        Self(text.into())
    }

    /// What an HTTP API logs by default.
    pub(in crate::apigatewayv2) fn http() -> Self {
        use AccessLogField as F;
        Self::json([
            ("requestId", F::REQUEST_ID),
            ("ip", F::IDENTITY_SOURCE_IP),
            ("requestTime", F::REQUEST_TIME),
            ("routeKey", F::ROUTE_KEY),
            ("path", F::PATH),
            ("status", F::STATUS),
            ("responseLatency", F::RESPONSE_LATENCY),
            ("responseLength", F::RESPONSE_LENGTH),
            ("integrationStatus", F::INTEGRATION_STATUS),
            ("integrationLatency", F::INTEGRATION_LATENCY),
            ("integrationErrorMessage", F::INTEGRATION_ERROR_MESSAGE),
            ("authorizerError", F::AUTHORIZER_ERROR),
            ("errorMessage", F::ERROR_MESSAGE),
            ("errorResponseType", F::ERROR_RESPONSE_TYPE),
        ])
    }

    /// What a WebSocket API logs by default.
    pub(in crate::apigatewayv2) fn websocket() -> Self {
        use AccessLogField as F;
        Self::json([
            ("requestId", F::REQUEST_ID),
            ("ip", F::IDENTITY_SOURCE_IP),
            ("requestTime", F::REQUEST_TIME),
            ("eventType", F::EVENT_TYPE),
            ("routeKey", F::ROUTE_KEY),
            ("connectionId", F::CONNECTION_ID),
            ("messageId", F::MESSAGE_ID),
            ("status", F::STATUS),
            ("integrationLatency", F::INTEGRATION_LATENCY),
            ("integrationErrorMessage", F::INTEGRATION_ERROR_MESSAGE),
            ("authorizerError", F::AUTHORIZER_ERROR),
            ("errorMessage", F::ERROR_MESSAGE),
            ("errorResponseType", F::ERROR_RESPONSE_TYPE),
        ])
    }

    /// As it stands in the template.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
