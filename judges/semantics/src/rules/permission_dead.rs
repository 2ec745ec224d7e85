use std::collections::BTreeSet;

use super::{Rule, Sink, permission};
use crate::api;
use crate::pattern::arn_like;
use crate::template::Template;
use crate::text::Symbol;

/// A permission for an API matches at least one of its calls.
///
/// One that matches none is left over, or has a mistake in its pattern; and
/// each takes some of the 20 KB that the policy of a function can have.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
pub(super) const RULE: Rule = Rule { name: "lambda-permission-dead", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let calls = api::calls(template);
    for permission in permission::of_apis(template) {
        let (Some(target), Some(pattern)) = (&permission.target, &permission.source) else {
            continue;
        };
        let named: BTreeSet<&str> = pattern
            .0
            .iter()
            .filter_map(|symbol| match symbol {
                Symbol::Ref(id) => Some(id.as_str()),
                _ => None,
            })
            .collect();
        // The calls of an API that is elsewhere are not known.
        let here = template.resources().any(|r| {
            named.contains(r.id)
                && matches!(r.kind, "AWS::ApiGateway::RestApi" | "AWS::ApiGatewayV2::Api")
                && api::shows_calls(r)
        });
        if here {
            let used = calls.iter().any(|c| c.target == *target && arn_like(pattern, &c.arn));
            sink.expect(used, permission.resource.id, || {
                format!("`{pattern}` matches no call of `{}`", target.function)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn a_permission_that_is_used_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_a_route_that_is_not_there() {
        let pattern = json!({ "Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Chat}/*/$disconnect" });
        RULE.fails(
            &with("/Resources/ChatPermission/Properties/SourceArn", pattern),
            "ChatPermission",
            "$disconnect",
        );
    }
}
