use super::{Rule, Sink, permission};
use crate::template::Template;

/// A permission for an API is to invoke the function.
///
/// API Gateway does nothing else with a function, and a wider action lets a
/// service do more than call.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html>
pub(super) const RULE: Rule = Rule { name: "lambda-permission-action", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for permission in permission::of_apis(template) {
        let action = permission.resource.text("Action").unwrap_or_default();
        let well = action.eq_ignore_ascii_case("lambda:InvokeFunction");
        sink.expect(well, permission.resource.id, || {
            format!("`{action}` does not invoke the function")
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn invoking_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_another_action() {
        for action in ["lambda:InvokeAsync", "lambda:*"] {
            RULE.fails(
                &with("/Resources/ApiPermission/Properties/Action", json!(action)),
                "ApiPermission",
                action,
            );
        }
    }
}
