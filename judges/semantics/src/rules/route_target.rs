use super::{Rule, Sink};
use crate::template::{Resource, Template};
use crate::text::{Symbol, Text};

/// What belongs to a route is of the route's own API, and every integration
/// is reached by a route.
///
/// A target of another API is refused only when the stack is deployed, and an
/// integration without a route answers nobody.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-route.html>
pub(super) const RULE: Rule = Rule { name: "route-target", check };

/// What names its parent, by which property, of which type.
const PARENTS: [(&str, &str, &str); 2] = [
    ("AWS::ApiGatewayV2::IntegrationResponse", "IntegrationId", "AWS::ApiGatewayV2::Integration"),
    ("AWS::ApiGatewayV2::RouteResponse", "RouteId", "AWS::ApiGatewayV2::Route"),
];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let mut reached = Vec::new();
    for route in template.of_kind("AWS::ApiGatewayV2::Route") {
        let Some(target) = route.get("Target").map(|v| Text::of(template, v)) else {
            continue;
        };
        let Some(integration) = named(template, &target) else {
            continue;
        };
        reached.push(integration.id);
        let is_target = integration.kind == "AWS::ApiGatewayV2::Integration"
            && target.find("integrations/") == Some(0);
        sink.expect(is_target, route.id, || {
            format!("its target is `{target}`, not `integrations/` and the id of an integration")
        });
        sink.expect(same_api(route, integration), route.id, || {
            format!("`{}` is an integration of another API", integration.id)
        });
    }
    for (kind, property, parent_kind) in PARENTS {
        for child in template.of_kind(kind) {
            let parent = child.get(property).and_then(|v| template.reference(v));
            if let Some(parent) = parent.and_then(|id| template.resource(id)) {
                let well = parent.kind == parent_kind && same_api(child, parent);
                sink.expect(well, child.id, || format!("`{}` is none of its API's", parent.id));
            }
        }
    }
    for integration in template.of_kind("AWS::ApiGatewayV2::Integration") {
        sink.expect(reached.contains(&integration.id), integration.id, || {
            "no route has it as its target".to_owned()
        });
    }
}

fn same_api(one: Resource<'_>, other: Resource<'_>) -> bool {
    one.get("ApiId") == other.get("ApiId")
}

/// The resource of this template that a target names.
fn named<'a>(template: &Template<'a>, target: &Text) -> Option<Resource<'a>> {
    target.0.iter().find_map(|symbol| match symbol {
        Symbol::Ref(id) => template.resource(id),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn targets_of_the_own_api_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_an_integration_of_another_api() {
        let template = with("/Resources/Send/Properties/ApiId", json!({ "Ref": "Chat" }));
        RULE.fails(&template, "Buy", "`Send` is an integration of another API");
    }

    #[test]
    fn fails_for_a_target_that_is_no_integration() {
        let target = json!({ "Fn::Sub": "integrations/${Tokens}" });
        let found = RULE.finds(&with("/Resources/Buy/Properties/Target", target));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`integrations/${Tokens}`"), "{found:?}");
        let found = RULE.finds(&with("/Resources/Buy/Properties/Target", json!({ "Ref": "Send" })));
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn fails_for_an_integration_that_no_route_reaches() {
        RULE.fails(&without("/Resources/Inside"), "Inner", "no route");
    }

    #[test]
    fn fails_for_the_answer_of_a_route_of_another_api() {
        let answer = json!({ "Type": "AWS::ApiGatewayV2::RouteResponse", "Properties": {
            "ApiId": { "Ref": "Chat" }, "RouteId": { "Ref": "Buy" }, "RouteResponseKey": "$default" } });
        RULE.fails(&with("/Resources/Answer", answer), "Answer", "`Buy`");
    }
}
