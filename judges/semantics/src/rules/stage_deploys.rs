use serde_json::Value;

use super::{Rule, Sink};
use crate::template::Template;

/// A stage of an HTTP or WebSocket API shows something: it deploys by itself,
/// or it has a deployment, not both.
///
/// Without either it answers "Not Found" to everything. With both,
/// CloudFormation changes the deployment back at the next update.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-stage.html>
pub(super) const RULE: Rule = Rule { name: "stage-deploys", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for stage in template.of_kind("AWS::ApiGatewayV2::Stage") {
        let by_itself = match stage.get("AutoDeploy") {
            Some(Value::String(text)) => text == "true",
            Some(Value::Bool(deploys)) => *deploys,
            // Decided when the stack is deployed.
            Some(_) => continue,
            None => false,
        };
        let deployment = stage.get("DeploymentId").is_some();
        sink.expect(by_itself != deployment, stage.id, || {
            let what = if deployment { "has a deployment, and deploys" } else { "never deploys" };
            format!("{what} by itself")
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn one_of_both_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_both_and_for_none() {
        RULE.fails(&without("/Resources/ShopStage/Properties/AutoDeploy"), "ShopStage", "never");
        RULE.fails(&without("/Resources/ChatStage/Properties/DeploymentId"), "ChatStage", "never");
        let template = with("/Resources/ChatStage/Properties/AutoDeploy", json!(true));
        RULE.fails(&template, "ChatStage", "has a deployment");
    }
}
