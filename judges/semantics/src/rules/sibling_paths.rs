use super::{Rule, Sink};
use crate::template::Template;

/// Parts of a path below the same part have different names, one of them at
/// most is a parameter, and nothing stands below one that takes the rest.
///
/// API Gateway refuses a second one: "A sibling of this resource already has a
/// variable path part -- only one is allowed".
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html>
pub(super) const RULE: Rule = Rule { name: "sibling-paths", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let parts: Vec<_> = template
        .of_kind("AWS::ApiGateway::Resource")
        .filter_map(|r| Some((r, r.get("ParentId")?, r.text("PathPart")?)))
        .collect();
    for (index, (resource, parent, part)) in parts.iter().enumerate() {
        let twin = parts[..index].iter().find(|(other, beside, name)| {
            beside == parent
                && other.get("RestApiId") == resource.get("RestApiId")
                && (name == part || name.starts_with('{') && part.starts_with('{'))
        });
        sink.expect(twin.is_none(), resource.id, || {
            let (other, _, name) = twin.map_or(("", parent, ""), |(r, p, n)| (r.id, p, n));
            format!("`{part}` cannot stand beside `{name}` of `{other}`")
        });
        let above = template.reference(parent).and_then(|id| template.resource(id));
        if above.and_then(|r| r.text("PathPart")).is_some_and(|above| above.ends_with("+}")) {
            sink.find(resource.id, "stands below a part that takes the rest of the path");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::RULE;
    use crate::testing::{edited, good, with};

    fn part(parent: &str, part: &str) -> Value {
        json!({ "Type": "AWS::ApiGateway::Resource", "Properties": {
            "RestApiId": { "Ref": "Api" }, "ParentId": { "Ref": parent }, "PathPart": part } })
    }

    #[test]
    fn different_names_are_well() {
        RULE.passes(&good());
        RULE.passes(&with("/Resources/UserFriends", part("User", "friends")));
    }

    #[test]
    fn fails_for_two_parameters_or_one_name_twice() {
        RULE.fails(&with("/Resources/Zero", part("Users", "{name}")), "Zero", "`{id}` of `User`");
        RULE.fails(&with("/Resources/Zero", part("Users", "{proxy+}")), "Zero", "`{id}` of `User`");
        let template = with("/Resources/Y", part("User", "a"));
        RULE.fails(&edited(template, "/Resources/Z", Some(part("User", "a"))), "Z", "`a` of `Y`");
    }

    #[test]
    fn fails_below_a_part_that_takes_the_rest() {
        let template = with("/Resources/User/Properties/PathPart", json!("{proxy+}"));
        RULE.fails(
            &edited(template, "/Resources/Z", Some(part("User", "a"))),
            "Z",
            "takes the rest",
        );
    }
}
