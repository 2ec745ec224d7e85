use super::{Rule, Sink};
use crate::template::Template;

/// A deployment comes after all that it deploys.
///
/// A deployment is a copy of the API as it is at that moment. CloudFormation
/// makes resources in parallel: what is not waited for may be missing in the
/// copy, and the API answers "Missing Authentication Token".
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-deployment.html>
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-deployment.html>
pub(super) const RULE: Rule = Rule { name: "deployment-waits", check };

/// What a deployment copies: of REST APIs, and of the others.
const REST: [&str; 6] =
    ["Resource", "Method", "Model", "RequestValidator", "Authorizer", "GatewayResponse"];
const V2: [&str; 6] =
    ["Route", "RouteResponse", "Integration", "IntegrationResponse", "Authorizer", "Model"];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for (service, property, parts) in
        [("AWS::ApiGateway", "RestApiId", REST), ("AWS::ApiGatewayV2", "ApiId", V2)]
    {
        for deployment in template.of_kind(&format!("{service}::Deployment")) {
            let Some(api) = deployment.get(property).and_then(|v| template.reference(v)) else {
                continue;
            };
            let before = template.before(deployment.id);
            for part in parts {
                for needed in template
                    .of_kind(&format!("{service}::{part}"))
                    .filter(|r| template.names(r.get(property), api))
                {
                    sink.expect(before.contains(needed.id), deployment.id, || {
                        format!("does not wait for `{}`", needed.id)
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with, without};

    #[test]
    fn waiting_for_all_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_when_a_method_is_missing() {
        RULE.fails(&without("/Resources/Deployment/DependsOn/0"), "Deployment", "`AnyRoot`");
    }

    #[test]
    fn fails_when_a_gateway_response_is_missing() {
        let response = json!({ "Type": "AWS::ApiGateway::GatewayResponse", "Properties": { "RestApiId": { "Ref": "Api" }, "ResponseType": "DEFAULT_4XX" } });
        RULE.fails(&with("/Resources/Response", response), "Deployment", "`Response`");
    }

    #[test]
    fn fails_when_a_route_is_missing() {
        let found = RULE.finds(&without("/Resources/ChatDeployment/DependsOn"));
        assert_eq!(
            found,
            [
                "ChatDeployment: does not wait for `Connect`",
                "ChatDeployment: does not wait for `ChatCall`"
            ]
        );
    }

    #[test]
    fn parts_of_another_api_are_not_waited_for() {
        let template = with("/Resources/Other", json!({ "Type": "AWS::ApiGateway::RestApi" }));
        RULE.passes(&edited(template, "/Resources/Model", Some(json!({ "Type": "AWS::ApiGateway::Model", "Properties": { "RestApiId": { "Ref": "Other" } } }))));
    }
}
