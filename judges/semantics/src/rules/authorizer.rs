use super::{Rule, Sink};
use crate::template::{Resource, Template};

/// A method or route names an authorizer of its own API, and the type of
/// authorization that this authorizer gives; scopes stand only where tokens
/// have them.
///
/// With another type, `AuthorizerId` is ignored, and the method is open.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html>
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-route.html>
pub(super) const RULE: Rule = Rule { name: "authorizer-of-method", check };

/// A kind of API, as far as authorizers go.
struct Kind {
    method: &'static str,
    authorizer: &'static str,
    api: &'static str,
    type_property: &'static str,
    /// Which type of authorization each type of authorizer gives.
    types: [(&'static str, &'static str); 3],
    scoped: &'static str,
}

const KINDS: [Kind; 2] = [
    Kind {
        method: "AWS::ApiGateway::Method",
        authorizer: "AWS::ApiGateway::Authorizer",
        api: "RestApiId",
        type_property: "Type",
        types: [
            ("TOKEN", "CUSTOM"),
            ("REQUEST", "CUSTOM"),
            ("COGNITO_USER_POOLS", "COGNITO_USER_POOLS"),
        ],
        scoped: "COGNITO_USER_POOLS",
    },
    Kind {
        method: "AWS::ApiGatewayV2::Route",
        authorizer: "AWS::ApiGatewayV2::Authorizer",
        api: "ApiId",
        type_property: "AuthorizerType",
        types: [("REQUEST", "CUSTOM"), ("JWT", "JWT"), ("", "")],
        scoped: "JWT",
    },
];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for kind in &KINDS {
        for method in template.of_kind(kind.method) {
            look_at(template, kind, method, sink);
        }
    }
    for route in template.of_kind("AWS::ApiGatewayV2::Route") {
        let later = route.text("RouteKey").is_some_and(|key| key != "$connect");
        if later && is_web_socket(template, route) {
            let open = matches!(route.text("AuthorizationType"), None | Some("NONE"))
                && route.get("AuthorizerId").is_none();
            sink.expect(open, route.id, || {
                "only `$connect` of a WebSocket API has an authorizer".to_owned()
            });
        }
    }
}

fn look_at(template: &Template<'_>, kind: &Kind, method: Resource<'_>, sink: &mut Sink<'_>) {
    let given = method.text("AuthorizationType").unwrap_or("NONE");
    let needs_one = kind.types.iter().any(|(_, gives)| *gives == given);
    let authorizer = method.get("AuthorizerId");
    if needs_one {
        sink.expect(authorizer.is_some(), method.id, || {
            format!("`{given}` needs an authorizer, and none is named")
        });
    }
    if let Some(value) = authorizer {
        sink.expect(needs_one, method.id, || {
            format!("an authorizer is named, but `{given}` asks none")
        });
        let named = template.reference(value).and_then(|id| template.resource(id));
        if let Some(named) = named {
            let well = named.kind == kind.authorizer && named.get(kind.api) == method.get(kind.api);
            sink.expect(well, method.id, || format!("`{}` is no authorizer of its API", named.id));
            let own = named.text(kind.type_property);
            let gives = kind.types.iter().find(|(own_type, _)| Some(*own_type) == own);
            if let Some((own, gives)) = gives.filter(|_| needs_one) {
                sink.expect(*gives == given, method.id, || {
                    format!(
                        "`{}` is of type `{own}`, which gives `{gives}`, not `{given}`",
                        named.id
                    )
                });
            }
        }
    }
    if method.get("AuthorizationScopes").is_some() {
        sink.expect(given == kind.scoped, method.id, || {
            format!("scopes are looked at for `{}` alone, and it has `{given}`", kind.scoped)
        });
    }
}

fn is_web_socket(template: &Template<'_>, route: Resource<'_>) -> bool {
    let api = route.get("ApiId").and_then(|v| template.reference(v));
    let api = api.and_then(|id| template.resource(id));
    api.is_some_and(|api| api.text("ProtocolType") == Some("WEBSOCKET"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with, without};

    #[test]
    fn authorizers_of_the_own_api_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_an_authorizer_of_another_api() {
        let other = json!({ "Ref": "Other" });
        let template = with("/Resources/Authorizer/Properties/RestApiId", other);
        RULE.fails(&template, "GetUser", "`Authorizer` is no authorizer of its API");
        let template = with("/Resources/Tokens/Properties/ApiId", json!({ "Ref": "Chat" }));
        RULE.fails(&template, "Buy", "`Tokens`");
    }

    #[test]
    fn fails_when_the_authorizer_is_not_asked() {
        let template = with("/Resources/GetUser/Properties/AuthorizationType", json!("NONE"));
        RULE.fails(&template, "GetUser", "asks none");
        let template = without("/Resources/Tokens");
        let template =
            edited(template, "/Resources/Buy/Properties/AuthorizationType", Some(json!("AWS_IAM")));
        let found = RULE.finds(&template);
        assert_eq!(found.len(), 2, "the authorizer and the scopes: {found:?}");
    }

    #[test]
    fn fails_without_the_authorizer() {
        RULE.fails(&without("/Resources/GetUser/Properties/AuthorizerId"), "GetUser", "`CUSTOM`");
    }

    #[test]
    fn fails_for_another_type() {
        let template = with("/Resources/Tokens/Properties/AuthorizerType", json!("REQUEST"));
        RULE.fails(&template, "Buy", "gives `CUSTOM`, not `JWT`");
        let template = with("/Resources/Authorizer/Properties/Type", json!("COGNITO_USER_POOLS"));
        RULE.fails(&template, "GetUser", "not `CUSTOM`");
    }

    #[test]
    fn fails_for_scopes_of_a_function() {
        let scopes = json!(["orders/read"]);
        let template = with("/Resources/GetUser/Properties/AuthorizationScopes", scopes);
        RULE.fails(&template, "GetUser", "`COGNITO_USER_POOLS`");
    }

    #[test]
    fn fails_for_an_authorizer_behind_connect() {
        let message = json!({ "Type": "AWS::ApiGatewayV2::Route", "Properties": {
            "ApiId": { "Ref": "Chat" }, "RouteKey": "send", "AuthorizationType": "AWS_IAM" } });
        RULE.fails(&with("/Resources/Message", message), "Message", "only `$connect`");
    }
}
