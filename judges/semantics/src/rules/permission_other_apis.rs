use super::{Rule, Sink, permission};
use crate::api;
use crate::pattern::arn_like;
use crate::template::Template;
use crate::text::Text;

/// The permission of an API matches no call of another one.
///
/// A pattern without the id of the API lets every API of the account, also one
/// of another team, call the function.
/// <https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html>
pub(super) const RULE: Rule = Rule { name: "lambda-permission-too-wide", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let calls = api::calls(template);
    let foreign = api::source_arn(&Text::unknown("another API")).then_str("/prod/GET/");
    for permission in permission::of_apis(template) {
        let Some(pattern) = &permission.source else {
            sink.expect(false, permission.resource.id, || {
                "has no SourceArn: any API of the account may call the function".to_owned()
            });
            continue;
        };
        sink.expect(!arn_like(pattern, &foreign), permission.resource.id, || {
            format!("`{pattern}` matches APIs that are not of this template")
        });
        let own = calls.iter().find(|call| arn_like(pattern, &call.arn));
        let other = own
            .and_then(|own| calls.iter().find(|c| c.api != own.api && arn_like(pattern, &c.arn)));
        if let Some(other) = other {
            sink.find(
                permission.resource.id,
                format!("`{pattern}` matches `{}` as well", other.api),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn a_pattern_with_the_id_of_one_api_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_an_api() {
        let pattern =
            json!({ "Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:*" });
        let found = RULE.finds(&with("/Resources/ApiPermission/Properties/SourceArn", pattern));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("not of this template"), "{found:?}");
        assert!(found[1].contains("as well"), "{found:?}");
    }

    #[test]
    fn fails_without_a_pattern() {
        RULE.fails(
            &without("/Resources/ApiPermission/Properties/SourceArn"),
            "ApiPermission",
            "no SourceArn",
        );
    }
}
