use super::{Rule, Sink};
use crate::template::Template;
use crate::text::Text;

/// An integration calls Lambda with POST, whatever the method's own verb is.
///
/// Lambda's invoke action is a POST; with another verb every call fails with
/// status 500, and no emulator shows it.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html>
pub(super) const RULE: Rule = Rule { name: "lambda-integration-post", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for resource in template.resources() {
        let (uri, verb, needed) = match resource.kind {
            "AWS::ApiGateway::Method" => {
                ("Integration.Uri", "Integration.IntegrationHttpMethod", true)
            }
            // An HTTP API takes POST when nothing is said.
            "AWS::ApiGatewayV2::Integration" => ("IntegrationUri", "IntegrationMethod", false),
            _ => continue,
        };
        let Some(uri) = resource.get(uri) else { continue };
        if Text::of(template, uri).find(":lambda:path/").is_some() {
            let verb = resource.text(verb);
            let well = verb == Some("POST") || verb.is_none() && !needed;
            sink.expect(well, resource.id, || {
                format!("calls Lambda with `{}`", verb.unwrap_or("nothing"))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn post_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_another_verb_or_none() {
        let path = "/Resources/GetUser/Properties/Integration/IntegrationHttpMethod";
        RULE.fails(&with(path, json!("GET")), "GetUser", "`GET`");
        RULE.fails(&without(path), "GetUser", "nothing");
        RULE.fails(
            &with("/Resources/ChatCall/Properties/IntegrationMethod", json!("ANY")),
            "ChatCall",
            "`ANY`",
        );
    }
}
