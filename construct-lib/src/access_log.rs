//! What access logs of all kinds of API have in common: where they go, and
//! what API Gateway asks of their format.

use construct_core::{Expr, Value, intrinsic};

use crate::error::codes;
use crate::logs::LogGroup;
use crate::{Diagnostic, Node, Stack};

/// The ARN of a log group as API Gateway takes it: without the `:*` of the
/// group's attribute, which names its streams.
pub(crate) fn log_group_arn(group: &LogGroup) -> Value<String> {
    let resource = [Expr::text("log-group:"), group.log_group_name().into()];
    let stack = Stack::of(group);
    stack.map(|stack| stack.format_arn("logs", intrinsic::concat(resource))).unwrap_or_default()
}

/// A line as a JSON object of these names and variables, in this order.
pub(crate) fn json<N: AsRef<str>, F: AsRef<str>>(fields: impl Iterator<Item = (N, F)>) -> String {
    let mut text = String::from("{");
    for (name, field) in fields {
        if text.len() > 1 {
            text.push(',');
        }
        push_quoted(&mut text, name.as_ref());
        text.push(':');
        push_quoted(&mut text, field.as_ref());
    }
    text.push('}');
    text
}

/// Appends a JSON text.
fn push_quoted(text: &mut String, part: &str) {
    text.push('"');
    for c in part.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            c if c.is_control() => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
}

/// Reports a format that API Gateway refuses.
pub(crate) fn check_format(node: &Node, format: &str) {
    let is_id = |rest: &str| {
        // Another variable may begin with the same letters.
        !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_')
    };
    let ids = ["$context.requestId", "$context.extendedRequestId"];
    if !ids.iter().any(|id| format.split(id).skip(1).any(is_id)) {
        node.report(
            Diagnostic::error(
                codes::ACCESS_LOG_WITHOUT_REQUEST_ID,
                "the format of an access log lacks the id of the request",
            )
            .help("add `AccessLogField::REQUEST_ID`; API Gateway refuses a format without an id"),
        );
    }
    if format.contains(['\n', '\r']) {
        node.report(
            Diagnostic::error(
                codes::INVALID_STAGE,
                "the format of an access log has several lines",
            )
            .help("write it in one line"),
        );
    }
}
