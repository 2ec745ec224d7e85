use super::{Rule, Sink, permission};
use crate::api;
use crate::pattern::arn_like;
use crate::template::Template;

/// Every call that an API can make to a function is allowed by a permission
/// of that function.
///
/// Lambda compares the ARN of the caller, `api/STAGE/VERB/path`,
/// `api/authorizers/ID` or `api/STAGE/$connect`, with `SourceArn`. A call that
/// no permission matches fails with status 500, and no emulator shows it.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html>
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html>
pub(super) const RULE: Rule = Rule { name: "lambda-permission-missing", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    let permissions = permission::of_apis(template);
    for call in api::calls(template) {
        let allowed = permissions.iter().any(|p| {
            p.target.as_ref() == Some(&call.target)
                && p.source.as_ref().is_none_or(|pattern| arn_like(pattern, &call.arn))
        });
        sink.expect(allowed, &call.owner, || {
            format!("no permission of `{}` matches the call {}", call.target.function, call.arn)
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with, without};

    fn source(end: &str) -> serde_json::Value {
        json!({ "Fn::Join": ["", ["arn:aws:execute-api:", { "Ref": "AWS::Region" }, ":*:", { "Ref": "Api" }, end]] })
    }

    #[test]
    fn one_permission_covers_routes_tests_and_authorizers() {
        RULE.passes(&good());
        RULE.passes(&with("/Resources/ApiPermission/Properties/SourceArn", source("/*")));
    }

    #[test]
    fn fails_without_a_permission() {
        RULE.fails(&without("/Resources/ChatPermission"), "Connect", "${Chat}/live/$connect");
    }

    #[test]
    fn fails_when_authorizers_are_missed() {
        let template = with("/Resources/ApiPermission/Properties/SourceArn", source("/*/*/*"));
        RULE.fails(&template, "Authorizer", "/authorizers/${Authorizer}");
    }

    #[test]
    fn fails_when_the_test_button_is_missed() {
        let template = with("/Resources/ApiPermission/Properties/SourceArn", source("/prod/*"));
        let found = RULE.finds(&template);
        assert!(found.iter().any(|f| f.contains("/test-invoke-stage/GET/users/")), "{found:?}");
    }

    #[test]
    fn fails_when_a_path_parameter_is_taken_literally() {
        let template =
            with("/Resources/ApiPermission/Properties/SourceArn", source("/*/GET/users/{id}"));
        let found = RULE.finds(&template);
        assert!(found.iter().any(|f| f.starts_with("GetUser: ")), "{found:?}");
    }

    #[test]
    fn fails_for_an_alias_whose_function_alone_may_be_called() {
        let alias = json!({ "Type": "AWS::Lambda::Alias", "Properties": {
            "FunctionName": { "Ref": "Function" }, "FunctionVersion": "1", "Name": "live" } });
        let template = with("/Resources/Live", alias);
        let uri = json!({ "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Live}/invocations" });
        let template = edited(template, "/Resources/ChatCall/Properties/IntegrationUri", Some(uri));
        RULE.fails(&template, "Connect", "$connect");
        let named = edited(
            template,
            "/Resources/ChatPermission/Properties/FunctionName",
            Some(json!({ "Ref": "Live" })),
        );
        RULE.passes(&named);
    }

    #[test]
    fn a_role_for_the_call_needs_no_permission() {
        let template = without("/Resources/ChatPermission");
        let credentials = json!("arn:aws:iam::123456789012:role/call");
        RULE.passes(&edited(
            template,
            "/Resources/ChatCall/Properties/CredentialsArn",
            Some(credentials),
        ));
    }

    #[test]
    fn fails_for_a_streamed_response_too() {
        let uri = json!({ "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2021-11-15/functions/${Function.Arn}/response-streaming-invocations" });
        let template = with("/Resources/ChatCall/Properties/IntegrationUri", uri);
        RULE.fails(&edited(template, "/Resources/ChatPermission", None), "Connect", "$connect");
    }

    #[test]
    fn an_openapi_document_has_calls_too() {
        let uri = json!({ "Fn::Sub": "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations" });
        let get = json!({ "Fn::If": ["IsProd", { "x-amazon-apigateway-integration": { "uri": uri } }, { "Ref": "AWS::NoValue" }] });
        let body = json!({ "paths": { "/a/{b}": { "get": get } } });
        let template = with("/Resources/Api/Properties/Body", body);
        RULE.passes(&template);
        let found = RULE.finds(&edited(template, "/Resources/ApiPermission", None));
        assert!(found.iter().any(|f| f.starts_with("Api: ")), "{found:?}");
    }
}
