use super::{Rule, Sink};
use crate::template::Template;

/// A method stands on a part of a path of its own API, each verb once.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html>
pub(super) const RULE: Rule = Rule { name: "method-resource", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let methods: Vec<_> = template.of_kind("AWS::ApiGateway::Method").collect();
    for (index, method) in methods.iter().enumerate() {
        let (Some(api), Some(place)) = (
            method.get("RestApiId").and_then(|v| template.reference(v)),
            method
                .get("ResourceId")
                .and_then(|v| template.reference(v))
                .and_then(|id| template.resource(id)),
        ) else {
            continue;
        };
        let well = match place.kind {
            "AWS::ApiGateway::Resource" => template.names(place.get("RestApiId"), api),
            "AWS::ApiGateway::RestApi" => place.id == api,
            _ => false,
        };
        sink.expect(well, method.id, || format!("`{}` is no part of a path of `{api}`", place.id));
        let twin = methods[..index].iter().find(|other| {
            other.get("ResourceId") == method.get("ResourceId")
                && other.get("HttpMethod") == method.get("HttpMethod")
        });
        if let Some(twin) = twin {
            sink.find(method.id, format!("`{}` has the same verb at the same place", twin.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with};

    #[test]
    fn a_part_of_the_own_api_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_a_part_of_another_api() {
        let template = with("/Resources/Other", json!({ "Type": "AWS::ApiGateway::RestApi" }));
        let template = edited(
            template,
            "/Resources/GetUser/Properties/RestApiId",
            Some(json!({ "Ref": "Other" })),
        );
        RULE.fails(&template, "GetUser", "no part of a path of `Other`");
        let template =
            with("/Resources/GetUser/Properties/ResourceId", json!({ "Ref": "Function" }));
        RULE.fails(&template, "GetUser", "`Function`");
    }

    #[test]
    fn fails_for_a_verb_twice() {
        RULE.fails(
            &with("/Resources/Options/Properties/HttpMethod", json!("GET")),
            "Options",
            "`GetUser`",
        );
    }
}
