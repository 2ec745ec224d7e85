use super::{Rule, Sink};
use crate::template::Template;

/// A stage shows a deployment of its own API.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-stage.html>
pub(super) const RULE: Rule = Rule { name: "stage-deployment", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for (service, property) in [("AWS::ApiGateway", "RestApiId"), ("AWS::ApiGatewayV2", "ApiId")] {
        for stage in template.of_kind(&format!("{service}::Stage")) {
            let deployment = stage.get("DeploymentId").and_then(|v| template.reference(v));
            if let Some(deployment) = deployment.and_then(|id| template.resource(id)) {
                let well = deployment.kind == format!("{service}::Deployment")
                    && deployment.get(property) == stage.get(property);
                sink.expect(well, stage.id, || {
                    format!("`{}` is not a deployment of its API", deployment.id)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    #[test]
    fn a_deployment_of_the_same_api_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_the_deployment_of_another_api() {
        let template =
            with("/Resources/Deployment/Properties/RestApiId", json!({ "Ref": "Another" }));
        RULE.fails(&template, "ApiStage", "`Deployment`");
        let template =
            with("/Resources/ChatStage/Properties/DeploymentId", json!({ "Ref": "Deployment" }));
        RULE.fails(&template, "ChatStage", "`Deployment`");
    }
}
