//! What a stage of a REST API writes about each request, and where.

use construct_cfn::apigateway::stage as l1;
use construct_cfn::refs::KinesisFirehoseDeliveryStreamArn;
use construct_core::{IntoValue, Key, Value};

use super::access_log_field::AccessLogField;
use super::options::report;
use crate::Node;
use crate::access_log;
use crate::logs::LogGroup;

/// Where a stage of a REST API writes one line for each request, and what is in it.
///
/// Appears as `AccessLogSetting` of the stage.
///
/// ```
/// use construct_lib::apigateway::{AccessLogField, AccessLogFormat, AccessLogSettings, StageOptions};
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
/// let settings = AccessLogSettings::log_group(&group).format(format);
/// let options = StageOptions::new().access_log(settings);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct AccessLogSettings {
    destination: Value<String>,
    is_firehose: bool,
    format: AccessLogFormat,
}

/// How the names of streams begin that API Gateway writes to.
const STREAM: &str = "amazon-apigateway-";

impl AccessLogSettings {
    /// Writes to this log group, by default in JSON with the standard fields.
    pub fn log_group(group: &LogGroup) -> Self {
        Self::to(access_log::log_group_arn(group), false)
    }

    /// Writes to this delivery stream, whose name begins with `amazon-apigateway-`.
    ///
    /// This needs no role of the account.
    pub fn firehose(stream_arn: impl IntoValue<KinesisFirehoseDeliveryStreamArn>) -> Self {
        Self::to(Value::of(stream_arn.into_expr()), true)
    }

    fn to(destination: Value<String>, is_firehose: bool) -> Self {
        let format = AccessLogFormat::json_with_standard_fields();
        Self { destination, is_firehose, format }
    }

    /// What a line holds.
    pub fn format(mut self, format: AccessLogFormat) -> Self {
        self.format = format;
        self
    }

    /// Whether API Gateway needs the account's role for it.
    pub(super) fn needs_role(&self) -> bool {
        !self.is_firehose
    }

    pub(super) fn to_cfn(&self) -> l1::AccessLogSetting {
        l1::AccessLogSetting::new().destination_arn(&self.destination).format(&*self.format.0)
    }

    pub(super) fn check(&self, node: &Node) {
        access_log::check_format(node, &self.format.0);
        let Some(arn) = self.destination.as_literal().filter(|_| self.is_firehose) else {
            return;
        };
        let name = arn.rsplit('/').next().unwrap_or_default();
        if !name.starts_with(STREAM) {
            report(
                node,
                format!("API Gateway cannot write to the delivery stream `{name}`"),
                "begin its name with `amazon-apigateway-`",
            );
        }
    }
}

/// What a line of an access log of a REST API holds.
///
/// ```
/// use construct_lib::apigateway::{AccessLogField, AccessLogFormat};
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

/// What AWS's own examples of formats hold, beside the ids of the request.
const STANDARD: [(&str, AccessLogField); 9] = [
    ("ip", AccessLogField::IDENTITY_SOURCE_IP),
    ("user", AccessLogField::IDENTITY_USER),
    ("caller", AccessLogField::IDENTITY_CALLER),
    ("requestTime", AccessLogField::REQUEST_TIME),
    ("httpMethod", AccessLogField::HTTP_METHOD),
    ("resourcePath", AccessLogField::RESOURCE_PATH),
    ("status", AccessLogField::STATUS),
    ("protocol", AccessLogField::PROTOCOL),
    ("responseLength", AccessLogField::RESPONSE_LENGTH),
];

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

    /// A JSON object with what tells who asked for what, and how it went.
    pub fn json_with_standard_fields() -> Self {
        let id = [("requestId", AccessLogField::REQUEST_ID)];
        Self::json(id.into_iter().chain(STANDARD))
    }

    /// The common log format of web servers, in one line of text.
    pub fn clf() -> Self {
        use AccessLogField as F;
        let text = format!(
            "{} {} {} [{}] \"{} {} {}\" {} {} {}",
            F::IDENTITY_SOURCE_IP.as_str(),
            F::IDENTITY_CALLER.as_str(),
            F::IDENTITY_USER.as_str(),
            F::REQUEST_TIME.as_str(),
            F::HTTP_METHOD.as_str(),
            F::RESOURCE_PATH.as_str(),
            F::PROTOCOL.as_str(),
            F::STATUS.as_str(),
            F::RESPONSE_LENGTH.as_str(),
            F::REQUEST_ID.as_str(),
        );
        Self::custom(text)
    }

    /// The standard fields as an XML element.
    pub fn xml_with_standard_fields() -> Self {
        let mut text = format!("<request id=\"{}\">", AccessLogField::REQUEST_ID.as_str());
        for (name, field) in STANDARD {
            text.push_str(&format!("<{name}>{}</{name}>", field.as_str()));
        }
        text.push_str("</request>");
        Self::custom(text)
    }

    /// The standard fields with commas between, the id of the request last.
    pub fn csv_with_standard_fields() -> Self {
        let mut all: Vec<AccessLogField> = STANDARD.into_iter().map(|(_, field)| field).collect();
        all.push(AccessLogField::REQUEST_ID);
        let all: Vec<&str> = all.iter().map(AccessLogField::as_str).collect();
        Self::custom(all.join(","))
    }

    /// Any text of one line, with variables in it.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json).
    pub fn custom(text: impl Into<Key>) -> Self {
        Self(text.into())
    }

    /// As it stands in the template.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
