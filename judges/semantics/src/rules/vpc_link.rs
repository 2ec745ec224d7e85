use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Resource, Template};

/// An integration that goes through a VPC link names one of its own kind of
/// API, and one that does not names none.
///
/// The links of REST APIs lead to network load balancers, those of HTTP APIs
/// into subnets; neither API takes the other's.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html>
pub(super) const RULE: Rule = Rule { name: "vpc-link", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for method in template.of_kind("AWS::ApiGateway::Method") {
        if let Some(integration) = method.get("Integration") {
            // A link of the second version leads to application load balancers, too.
            let kinds = ["AWS::ApiGateway::VpcLink", "AWS::ApiGatewayV2::VpcLink"];
            look_at(template, method, integration, &kinds, sink);
        }
    }
    for integration in template.of_kind("AWS::ApiGatewayV2::Integration") {
        if let Some(properties) = integration.body.get("Properties") {
            let kinds = match is_web_socket(template, integration) {
                true => ["AWS::ApiGateway::VpcLink"],
                false => ["AWS::ApiGatewayV2::VpcLink"],
            };
            look_at(template, integration, properties, &kinds, sink);
        }
    }
}

fn look_at(
    template: &Template<'_>,
    owner: Resource<'_>,
    integration: &Value,
    kinds: &[&str],
    sink: &mut Sink<'_>,
) {
    let through = integration.get("ConnectionType").and_then(Value::as_str) == Some("VPC_LINK");
    let link = integration.get("ConnectionId");
    if through || link.is_some() {
        sink.expect(through == link.is_some(), owner.id, || {
            let what = if through { "names no VPC link" } else { "is not of type `VPC_LINK`" };
            format!("its connection {what}")
        });
    }
    let named = link.and_then(|v| template.reference(v)).and_then(|id| template.resource(id));
    if let Some(named) = named {
        sink.expect(kinds.contains(&named.kind), owner.id, || {
            format!("`{}` is of type {}, not {}", named.id, named.kind, kinds.join(" or "))
        });
    }
}

fn is_web_socket(template: &Template<'_>, integration: Resource<'_>) -> bool {
    let api = integration.get("ApiId").and_then(|v| template.reference(v));
    let api = api.and_then(|id| template.resource(id));
    api.is_some_and(|api| api.text("ProtocolType") == Some("WEBSOCKET"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn a_link_of_the_own_kind_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_the_link_or_the_type() {
        RULE.fails(&without("/Resources/Inner/Properties/ConnectionId"), "Inner", "names no VPC");
        let template = with("/Resources/Inner/Properties/ConnectionType", json!("INTERNET"));
        RULE.fails(&template, "Inner", "not of type `VPC_LINK`");
    }

    #[test]
    fn fails_for_a_link_of_another_kind_of_api() {
        let template = with("/Resources/Link/Type", json!("AWS::ApiGateway::VpcLink"));
        RULE.fails(&template, "Inner", "AWS::ApiGateway::VpcLink, not AWS::ApiGatewayV2::VpcLink");
    }
}
