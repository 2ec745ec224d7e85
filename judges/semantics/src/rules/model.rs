use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Resource, Template};
use crate::text::Text;

/// Models and validators that methods and routes name are those of their API.
///
/// `Empty` and `Error` are there from the beginning. A name of none is refused
/// when the stack is deployed; that of another API as well.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html>
pub(super) const RULE: Rule = Rule { name: "model-exists", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for method in template.of_kind("AWS::ApiGateway::Method") {
        let own = Models::of(template, "AWS::ApiGateway::Model", "RestApiId", method);
        own.look_at(method, method.get("RequestModels"), sink);
        let responses = method.get("MethodResponses").and_then(Value::as_array);
        for response in responses.into_iter().flatten() {
            own.look_at(method, response.get("ResponseModels"), sink);
        }
        if let Some(value) = method.get("RequestValidatorId") {
            let named = template.reference(value).and_then(|id| template.resource(id));
            if let Some(named) = named {
                let well = named.kind == "AWS::ApiGateway::RequestValidator"
                    && named.get("RestApiId") == method.get("RestApiId");
                sink.expect(well, method.id, || {
                    format!("`{}` is no validator of its API", named.id)
                });
            }
        }
    }
    for kind in ["AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::RouteResponse"] {
        for route in template.of_kind(kind) {
            let own = Models::of(template, "AWS::ApiGatewayV2::Model", "ApiId", route);
            own.look_at(route, route.get("RequestModels"), sink);
            own.look_at(route, route.get("ResponseModels"), sink);
        }
    }
}

/// The models of an API, as references and by name.
struct Models<'t, 'a> {
    template: &'t Template<'a>,
    own: Vec<Resource<'a>>,
    /// Whether the template shows all models of the API.
    all: bool,
}

impl<'t, 'a> Models<'t, 'a> {
    fn of(template: &'t Template<'a>, kind: &str, api: &str, method: Resource<'_>) -> Self {
        let own = template.of_kind(kind).filter(|model| model.get(api) == method.get(api));
        let rest_api = method.get(api).and_then(|v| template.reference(v));
        let rest_api = rest_api.and_then(|id| template.resource(id));
        let all = rest_api.is_some_and(|api| {
            ["Body", "BodyS3Location", "CloneFrom"].iter().all(|p| api.get(p).is_none())
        });
        Self { template, own: own.collect(), all }
    }

    fn look_at(&self, method: Resource<'_>, models: Option<&Value>, sink: &mut Sink<'_>) {
        for value in models.and_then(Value::as_object).into_iter().flat_map(|m| m.values()) {
            let known = match self.template.reference(value) {
                Some(id) => self.own.iter().any(|model| model.id == id),
                None => {
                    let name = Text::of(self.template, value);
                    let is_there = |text: &str| name == Text::literal(text);
                    !self.all
                        || is_there("Empty")
                        || is_there("Error")
                        || self.own.iter().any(|model| {
                            let own = model.get("Name").map(|v| Text::of(self.template, v));
                            own == Some(name.clone())
                        })
                }
            };
            sink.expect(known, method.id, || format!("{value} is no model of its API"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with};

    const MODELS: &str = "/Resources/GetUser/Properties/RequestModels";

    #[test]
    fn models_of_the_own_api_are_well() {
        RULE.passes(&good());
        RULE.passes(&with(
            MODELS,
            json!({ "application/json": "UserModel", "text/plain": "Empty" }),
        ));
    }

    #[test]
    fn fails_for_a_model_that_there_is_not() {
        RULE.fails(&with(MODELS, json!({ "application/json": "Usr" })), "GetUser", "\"Usr\"");
        let responses = json!([{ "StatusCode": "200", "ResponseModels": { "application/json": { "Ref": "Key" } } }]);
        RULE.fails(
            &with("/Resources/GetUser/Properties/MethodResponses", responses),
            "GetUser",
            "Key",
        );
    }

    #[test]
    fn fails_for_a_model_of_another_api() {
        let other = json!({ "Ref": "Other" });
        RULE.fails(
            &with("/Resources/UserModel/Properties/RestApiId", other),
            "GetUser",
            "UserModel",
        );
    }

    #[test]
    fn fails_for_a_validator_of_another_api() {
        let other = json!({ "Ref": "Other" });
        let template = with("/Resources/Validator/Properties/RestApiId", other);
        RULE.fails(&template, "GetUser", "`Validator`");
    }

    #[test]
    fn fails_for_a_model_of_a_message() {
        let model = json!({ "Type": "AWS::ApiGatewayV2::Model", "Properties": {
            "ApiId": { "Ref": "Chat" }, "Name": "Message", "Schema": {} } });
        let named = |name: &str| json!({ "model": name });
        let template = with("/Resources/MessageModel", model);
        let at = "/Resources/Connect/Properties/RequestModels";
        RULE.passes(&edited(template.clone(), at, Some(named("Message"))));
        RULE.fails(&edited(template, at, Some(named("Massage"))), "Connect", "Massage");
    }
}
