use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Resource, Template, items};

/// A role that is taken on with a token asks for whom the token is and whose it is.
///
/// Without `aud` a token for another service is taken, without `sub` that of
/// any workflow or person who has an account at the provider. Providers that
/// AWS knows by name (Cognito, Google) are asked for `aud` alone.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html>
pub(super) const RULE: Rule = Rule { name: "iam-federated-trust", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for role in template.of_kind("AWS::IAM::Role") {
        for statement in items(role.get("AssumeRolePolicyDocument.Statement")) {
            sink.look();
            if takes_tokens(statement) {
                look(role, statement, sink);
            }
        }
    }
}

fn takes_tokens(statement: &Value) -> bool {
    let mut actions = items(statement.get("Action")).into_iter().filter_map(Value::as_str);
    statement.get("Effect").and_then(Value::as_str) == Some("Allow")
        && actions.any(|action| action == "sts:AssumeRoleWithWebIdentity")
}

fn look(role: Resource<'_>, statement: &Value, sink: &mut Sink<'_>) {
    let federated = statement.get("Principal").and_then(|p| p.get("Federated"));
    for provider in items(federated) {
        // By name, and not by the ARN of a provider of the account.
        let is_known = provider.as_str().is_some_and(|name| !name.starts_with("arn:"));
        let claims: &[&str] = if is_known { &["aud"] } else { &["aud", "sub"] };
        for claim in claims {
            sink.expect(asks_for(statement, claim), role.id, || {
                format!("takes tokens without a condition on their `{claim}`")
            });
        }
    }
}

/// Whether an operator that compares texts asks for a claim of the token.
fn asks_for(statement: &Value, claim: &str) -> bool {
    let operators = statement.get("Condition").and_then(Value::as_object);
    operators.into_iter().flatten().any(|(operator, tests)| {
        let operator = operator.rsplit(':').next().unwrap_or(operator);
        matches!(operator, "StringEquals" | "StringLike" | "StringEqualsIgnoreCase")
            && tests.as_object().is_some_and(|tests| {
                tests.iter().any(|(key, values)| {
                    key.rsplit_once(':').is_some_and(|(_, name)| name == claim)
                        && items(Some(values)).into_iter().all(|value| value != "*")
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::RULE;
    use crate::testing::{good, with};

    const PROVIDER: &str =
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

    fn trusting(provider: &str, condition: &Value) -> Value {
        let statement = json!({
            "Effect": "Allow",
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": { "Federated": provider },
            "Condition": condition,
        });
        let trust = json!({ "Version": "2012-10-17", "Statement": [statement] });
        let role = json!({ "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": trust } });
        with("/Resources/Deploy", role)
    }

    fn github(operator: &str, subject: &str) -> Value {
        let host = "token.actions.githubusercontent.com";
        let mut condition =
            json!({ "StringEquals": { format!("{host}:aud"): "sts.amazonaws.com" } });
        condition[operator][format!("{host}:sub")] = subject.into();
        condition
    }

    #[test]
    fn an_audience_and_a_subject_are_well() {
        RULE.passes(&good());
        RULE.passes(&trusting(PROVIDER, &github("StringLike", "repo:example/orders:*")));
        let pool = json!({ "StringEquals": { "cognito-identity.amazonaws.com:aud": "pool" } });
        RULE.passes(&trusting("cognito-identity.amazonaws.com", &pool));
    }

    #[test]
    fn fails_without_a_subject_or_for_any() {
        let audience = json!({ "StringEquals": { "x:aud": "sts.amazonaws.com" } });
        RULE.fails(&trusting(PROVIDER, &audience), "Deploy", "`sub`");
        RULE.fails(&trusting(PROVIDER, &github("StringLike", "*")), "Deploy", "`sub`");
        RULE.fails(&trusting(PROVIDER, &github("StringNotEquals", "repo:a")), "Deploy", "`sub`");
    }

    #[test]
    fn fails_without_an_audience() {
        RULE.fails(&trusting("accounts.google.com", &json!({})), "Deploy", "`aud`");
    }
}
