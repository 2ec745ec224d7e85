use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;
use crate::text::Symbol;

/// Who may push messages may do so to connections of WebSocket APIs.
///
/// The resource is `API/STAGE/VERB/@connections/ID`. One that ends before
/// allows nothing, and other kinds of API have no connections.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html>
pub(super) const RULE: Rule = Rule { name: "manage-connections", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for statement in iam::all_identity_statements(template) {
        let manages = statement.actions().contains(&"execute-api:ManageConnections");
        if !manages || !statement.allows() {
            continue;
        }
        for resource in statement.resources(template) {
            let api = resource.0.iter().find_map(|symbol| match symbol {
                Symbol::Ref(id) => template.resource(id).filter(|r| {
                    matches!(r.kind, "AWS::ApiGateway::RestApi" | "AWS::ApiGatewayV2::Api")
                }),
                _ => None,
            });
            if let Some(api) = api {
                sink.expect(api.text("ProtocolType") == Some("WEBSOCKET"), statement.owner, || {
                    format!("`{}` is no WebSocket API, and has no connections", api.id)
                });
            }
            let reaches = resource.find("/@connections/").is_some()
                || resource.0.ends_with(&[Symbol::Char('/'), Symbol::Char('*')]);
            sink.expect(reaches, statement.owner, || {
                format!("`{resource}` is no connection of an API")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    const RESOURCE: &str = "/Resources/Policy/Properties/PolicyDocument/Statement/3/Resource";

    #[test]
    fn the_connections_of_a_web_socket_api_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_another_kind_of_api() {
        let arn = "arn:aws:execute-api:eu-west-1:111122223333:${Api}/prod/POST/@connections/*";
        RULE.fails(&with(RESOURCE, json!({ "Fn::Sub": arn })), "Policy", "`Api`");
    }

    #[test]
    fn fails_for_what_is_no_connection() {
        let arn = "arn:aws:execute-api:eu-west-1:111122223333:${Chat}/live/POST";
        RULE.fails(&with(RESOURCE, json!({ "Fn::Sub": arn })), "Policy", "no connection");
    }
}
