use serde_json::Value;

use super::{Rule, Sink};
use crate::template::Template;

/// A MOCK integration has a request template with a `statusCode`.
///
/// It tells which response to give; without it the method answers with status
/// 500, and a browser's CORS request fails.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html>
pub(super) const RULE: Rule = Rule { name: "mock-status-code", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for method in template.of_kind("AWS::ApiGateway::Method") {
        if method.text("Integration.Type") == Some("MOCK") {
            let templates = method.get("Integration.RequestTemplates").and_then(Value::as_object);
            let well = templates.is_some_and(|t| {
                !t.is_empty()
                    && t.values()
                        .all(|text| text.as_str().is_none_or(|text| text.contains("statusCode")))
            });
            sink.expect(well, method.id, || "its request template gives no statusCode".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn a_status_code_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_a_status_code() {
        let path = "/Resources/Options/Properties/Integration/RequestTemplates";
        RULE.fails(&without(path), "Options", "statusCode");
        RULE.fails(&with(path, json!({ "application/json": "{}" })), "Options", "statusCode");
    }
}
