use serde_json::Value;

use super::{Rule, Sink};
use crate::api::path_parts;
use crate::template::{Template, visit_texts};

/// A path parameter that a method maps is one of its path.
///
/// API Gateway refuses the mapping: "Invalid mapping expression specified".
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html>
pub(super) const RULE: Rule = Rule { name: "path-parameter", check };

const PREFIX: &str = "method.request.path.";

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for method in template.of_kind("AWS::ApiGateway::Method") {
        let Some(parts) = path_parts(template, method) else {
            continue;
        };
        let mut named = Vec::new();
        for path in ["RequestParameters", "Integration.RequestParameters"] {
            visit_texts(method.get(path).unwrap_or(&Value::Null), &mut |text| {
                named.extend(text.strip_prefix(PREFIX))
            });
        }
        for name in named {
            let known = parts.iter().any(|part| {
                let inside = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
                inside.is_some_and(|inside| inside.trim_end_matches('+') == name)
            });
            sink.expect(known, method.id, || {
                format!("`{name}` is no parameter of the path /{}", parts.join("/"))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn a_parameter_of_the_path_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_one_that_is_not_in_the_path() {
        let template = with(
            "/Resources/GetUser/Properties/RequestParameters",
            json!({ "method.request.path.name": true }),
        );
        RULE.fails(&template, "GetUser", "/users/{id}");
        let mapped = json!({ "integration.request.path.x": "method.request.path.proxy" });
        RULE.fails(
            &with("/Resources/GetUser/Properties/Integration/RequestParameters", mapped),
            "GetUser",
            "`proxy`",
        );
    }
}
