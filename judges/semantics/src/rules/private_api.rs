use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Template, items};

/// A private API has a policy that lets somebody in, and an endpoint is named
/// only by a private API.
///
/// Without a policy a private API refuses every caller, and its deployment is
/// refused, too.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html>
pub(super) const RULE: Rule = Rule { name: "private-api", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for api in template.of_kind("AWS::ApiGateway::RestApi") {
        let types = items(api.get("EndpointConfiguration.Types"));
        let private = types.contains(&&Value::from("PRIVATE"));
        if !private {
            let none = api.get("EndpointConfiguration.VpcEndpointIds").is_none();
            sink.expect(none, api.id, || "names VPC endpoints, but is not private".to_owned());
            continue;
        }
        let policy = api.get("Policy").or_else(|| api.get("Body.x-amazon-apigateway-policy"));
        let statements = items(policy.and_then(|p| p.get("Statement")));
        let elsewhere = api.get("BodyS3Location").is_some();
        let lets_in = statements.iter().any(|statement| {
            statement.get("Effect").and_then(Value::as_str) == Some("Allow")
                && items(statement.get("Action"))
                    .into_iter()
                    .filter_map(Value::as_str)
                    .any(|action| matches!(action, "*" | "execute-api:*" | "execute-api:Invoke"))
        });
        sink.expect(lets_in || elsewhere, api.id, || {
            "is private, and its policy lets nobody in".to_owned()
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with};

    const TYPES: &str = "/Resources/Api/Properties/EndpointConfiguration";

    #[test]
    fn an_api_that_anyone_reaches_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_a_policy() {
        let template = with(TYPES, json!({ "Types": ["PRIVATE"] }));
        RULE.fails(&template, "Api", "lets nobody in");
        let policy = |effect: &str| {
            json!({ "Statement": [
            { "Effect": effect, "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*" } ] })
        };
        let at = "/Resources/Api/Properties/Policy";
        RULE.fails(&edited(template.clone(), at, Some(policy("Deny"))), "Api", "lets nobody in");
        RULE.passes(&edited(template, at, Some(policy("Allow"))));
    }

    #[test]
    fn fails_for_endpoints_of_an_open_api() {
        let open = json!({ "Types": ["REGIONAL"], "VpcEndpointIds": ["vpce-12345678"] });
        RULE.fails(&with(TYPES, open), "Api", "not private");
    }
}
