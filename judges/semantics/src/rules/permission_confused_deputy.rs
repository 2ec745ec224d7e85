use super::{Rule, Sink, permission};
use crate::template::Template;

/// A permission for a service says on whose behalf it calls.
///
/// Without `SourceArn` or `SourceAccount` anyone's use of the service, in any
/// account, may call the function: the confused deputy.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
pub(super) const RULE: Rule = Rule { name: "confused-deputy", check };

/// Narrows as well: the organization, or the secret of an Alexa skill.
const NARROWING: [&str; 4] = ["SourceArn", "SourceAccount", "PrincipalOrgID", "EventSourceToken"];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for permission in template.of_kind("AWS::Lambda::Permission") {
        let principal = permission::principal(template, permission);
        if principal.contains(".amazonaws.com") || principal.contains(".${AWS::URLSuffix}") {
            let narrow = NARROWING.iter().any(|name| permission.get(name).is_some());
            sink.expect(narrow, permission.id, || {
                format!("any account's use of `{principal}` may call the function: SourceArn or SourceAccount is missing")
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with, without};

    #[test]
    fn a_source_narrows() {
        RULE.passes(&good());
        let template =
            with("/Resources/ApiPermission/Properties/SourceAccount", json!("123456789012"));
        RULE.passes(&edited(template, "/Resources/ApiPermission/Properties/SourceArn", None));
    }

    #[test]
    fn an_account_needs_no_source() {
        let template = without("/Resources/ApiPermission/Properties/SourceArn");
        let other = edited(
            template,
            "/Resources/ApiPermission/Properties/Principal",
            Some(json!("123456789012")),
        );
        RULE.passes(&other);
    }

    #[test]
    fn fails_without_a_source() {
        RULE.fails(
            &without("/Resources/ApiPermission/Properties/SourceArn"),
            "ApiPermission",
            "apigateway",
        );
    }
}
