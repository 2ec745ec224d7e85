use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Template, items};

/// A method that needs an API key is reached with the key of some usage plan.
///
/// A key is good for the stages of its plans. Without a plan every call is
/// answered with 403 Forbidden.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html>
pub(super) const RULE: Rule = Rule { name: "api-key-usable", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let mut planned = Vec::new();
    for plan in template.of_kind("AWS::ApiGateway::UsagePlan") {
        for entry in items(plan.get("ApiStages")) {
            planned.extend(entry.get("ApiId").and_then(|v| template.reference(v)));
        }
    }
    for (kind, property) in
        [("AWS::ApiGateway::Method", "RestApiId"), ("AWS::ApiGatewayV2::Route", "ApiId")]
    {
        for method in template.of_kind(kind) {
            let needs = match method.get("ApiKeyRequired") {
                Some(Value::Bool(needs)) => *needs,
                Some(Value::String(text)) => text == "true",
                _ => false,
            };
            let api = method.get(property).and_then(|v| template.reference(v));
            let Some(api) = api.filter(|_| needs).and_then(|id| template.resource(id)) else {
                continue;
            };
            let has_keys = api.text("ProtocolType") != Some("HTTP");
            sink.expect(has_keys, method.id, || format!("`{}` knows no API keys", api.id));
            if has_keys {
                sink.expect(planned.contains(&api.id), method.id, || {
                    format!("needs an API key, but no usage plan is for `{}`", api.id)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn a_plan_for_the_api_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_a_plan() {
        RULE.fails(&without("/Resources/Plan"), "GetUser", "no usage plan is for `Api`");
        let other = json!([{ "ApiId": { "Ref": "Chat" }, "Stage": { "Ref": "ChatStage" } }]);
        let template = with("/Resources/Plan/Properties/ApiStages", other);
        RULE.fails(&template, "GetUser", "`Api`");
    }

    #[test]
    fn fails_for_a_route_that_knows_no_keys() {
        let template = with("/Resources/Buy/Properties/ApiKeyRequired", json!(true));
        RULE.fails(&template, "Buy", "`Shop` knows no API keys");
    }
}
