use super::{Rule, Sink};
use crate::iam;
use crate::template::Template;
use crate::text::Text;

/// Each action of a statement works on one of the statement's resources.
///
/// An action on a kind of resource that it does not know allows nothing:
/// `dynamodb:GetRecords` reads streams, so on a table it is dead. An action
/// that AWS defines without resources needs `*`.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
pub(super) const RULE: Rule = Rule { name: "iam-dead-action", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for statement in iam::all_identity_statements(template).into_iter().filter(|s| s.allows()) {
        let resources = statement.resources(template);
        if resources.is_empty() {
            continue;
        }
        for name in statement.actions() {
            let Some(actions) = iam::expand(name).filter(|found| !found.is_empty()) else {
                continue;
            };
            let alive = actions.iter().any(|action| resources.iter().any(|r| action.reaches(r)));
            sink.expect(alive, statement.owner, || {
                let shown: Vec<String> = resources.iter().map(Text::to_string).collect();
                format!("`{name}` does nothing on {}", shown.join(", "))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::RULE;
    use crate::testing::{good, with};

    fn statement(action: &str, resource: &Value) -> Value {
        let statement = json!({ "Effect": "Allow", "Action": action, "Resource": resource });
        with("/Resources/Policy/Properties/PolicyDocument/Statement/1", statement)
    }

    #[test]
    fn actions_on_what_they_know_are_well() {
        RULE.passes(&good());
        for (action, resource) in [
            ("dynamodb:GetRecords", json!({ "Fn::GetAtt": ["Table", "StreamArn"] })),
            ("dynamodb:GetRecords", json!({ "Fn::Sub": "${Table.Arn}/stream/*" })),
            (
                "dynamodb:DescribeStream",
                json!("arn:aws:dynamodb:r:1:table/t/stream/2026-01-01T00:00:00.000"),
            ),
            ("dynamodb:*", json!({ "Fn::GetAtt": ["Table", "Arn"] })),
            ("dynamodb:ListStreams", json!("*")),
            ("s3:GetObject", json!("arn:aws:s3:::bucket/a/b/*")),
            ("lambda:InvokeFunction", json!({ "Fn::GetAtt": ["Function", "Arn"] })),
            ("lambda:InvokeFunction", json!({ "Fn::Sub": "${Function.Arn}:*" })),
            ("logs:PutLogEvents", json!({ "Fn::GetAtt": ["Logs", "Arn"] })),
            ("logs:CreateLogStream", json!("arn:aws:logs:*:*:log-group:/aws/lambda/x:*")),
            ("dynamodb:GetItem", json!({ "Fn::ImportValue": "TableArn" })),
            ("dynamodb:GetItem", json!({ "Ref": "Stage" })),
        ] {
            assert_eq!(
                RULE.finds(&statement(action, &resource)),
                [""; 0],
                "{action} on {resource}"
            );
        }
    }

    #[test]
    fn fails_for_what_they_do_not_know() {
        for (action, resource) in [
            ("dynamodb:GetRecords", json!({ "Fn::GetAtt": ["Table", "Arn"] })),
            ("dynamodb:GetItem", json!({ "Fn::Sub": "${Table.Arn}/index/*" })),
            ("dynamodb:PutItem", json!({ "Fn::GetAtt": ["Logs", "Arn"] })),
            ("dynamodb:ListStreams", json!({ "Fn::GetAtt": ["Table", "Arn"] })),
            ("s3:GetObject", json!("arn:aws:s3:::bucket")),
            ("s3:ListBucket", json!("arn:aws:s3:::bucket/*")),
            ("xray:PutTraceSegments", json!("arn:aws:xray:*:*:*")),
        ] {
            RULE.fails(&statement(action, &resource), "Policy", action);
        }
    }
}
