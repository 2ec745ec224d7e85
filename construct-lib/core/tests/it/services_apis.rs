//! What API Gateway takes in one property, and in several together.

use serde_json::{Value, json};

use crate::services::{accepts, finds};

/// One resource, and the API that it is part of.
fn with(api: &Value, ty: &str, properties: &Value) -> Value {
    json!({ "Api": api, "Part": [ty, properties] })
}

fn rest(ty: &str, mut properties: Value) -> Value {
    properties["RestApiId"] = json!({ "Ref": "Api" });
    with(&json!(["AWS::ApiGateway::RestApi", { "Name": "orders" }]), ty, &properties)
}

fn http(ty: &str, mut properties: Value) -> Value {
    properties["ApiId"] = json!({ "Ref": "Api" });
    let api = json!(["AWS::ApiGatewayV2::Api", { "Name": "orders", "ProtocolType": "HTTP" }]);
    with(&api, ty, &properties)
}

fn socket(ty: &str, mut properties: Value) -> Value {
    properties["ApiId"] = json!({ "Ref": "Api" });
    let api = json!(["AWS::ApiGatewayV2::Api", {
        "Name": "chat", "ProtocolType": "WEBSOCKET", "RouteSelectionExpression": "$request.body.action",
    }]);
    with(&api, ty, &properties)
}

fn method(more: &Value) -> Value {
    let mut properties = json!({
        "ResourceId": { "Fn::GetAtt": ["Api", "RootResourceId"] }, "HttpMethod": "GET",
        "Integration": { "Type": "MOCK" },
    });
    properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    rest("AWS::ApiGateway::Method", properties)
}

fn integration(integration: &Value) -> Value {
    method(&json!({ "Integration": integration }))
}

#[test]
fn values_that_no_schema_lists_are_listed_here() {
    for (verb, code) in [("PATCH", None), ("patch", Some("unknown-value"))] {
        let method = method(&json!({ "HttpMethod": verb }));
        match code {
            None => accepts(method),
            Some(code) => finds(code, method),
        }
    }
    let part = |part: &str| {
        let parent = json!({ "Fn::GetAtt": ["Api", "RootResourceId"] });
        rest("AWS::ApiGateway::Resource", json!({ "ParentId": parent, "PathPart": part }))
    };
    for well in ["users", "{id}", "{proxy+}", "a.b-c_d:e", "~"] {
        accepts(part(well));
    }
    for bad in ["users/all", "{id", "id}", "{}", "all users"] {
        finds("pattern-mismatch", part(bad));
    }
}

#[test]
fn an_integration_that_calls_names_what_and_how() {
    let call = json!({ "Type": "HTTP_PROXY", "IntegrationHttpMethod": "GET", "Uri": "https://example.com" });
    accepts(integration(&call));
    finds(
        "missing-property",
        integration(&json!({ "Type": "HTTP_PROXY", "Uri": "https://example.com" })),
    );
    let mut through = call.clone();
    through["ConnectionType"] = json!("VPC_LINK");
    finds("missing-property", integration(&through));
    finds(
        "api-mismatch",
        integration(&json!({ "Type": "MOCK", "ResponseTransferMode": "STREAM" })),
    );
}

#[test]
fn answers_are_those_of_the_method() {
    let answer = |header: &str, value: &str| {
        json!({ "Type": "MOCK", "IntegrationResponses": [
        { "StatusCode": "200", "ResponseParameters": { format!("method.response.header.{header}"): value } } ] })
    };
    let declared = json!([{ "StatusCode": "200", "ResponseParameters": { "method.response.header.X-A": true } }]);
    let with = |integration: Value, responses: &Value| {
        method(&json!({ "Integration": integration, "MethodResponses": responses }))
    };
    accepts(with(answer("X-A", "'a'"), &declared));
    accepts(with(answer("X-A", "integration.response.header.A"), &declared));
    finds("pattern-mismatch", with(answer("X-A", "a"), &declared));
    finds("api-mismatch", with(answer("X-B", "'b'"), &declared));
    finds("api-mismatch", with(answer("X-A", "'a'"), &json!([{ "StatusCode": "201" }])));
}

#[test]
fn private_apis_have_a_policy_and_only_they_have_endpoints() {
    let api = |configuration: Value, policy: Option<Value>| {
        let mut properties = json!({ "Name": "orders", "EndpointConfiguration": configuration });
        if let Some(policy) = policy {
            properties["Policy"] = policy;
        }
        json!({ "Api": ["AWS::ApiGateway::RestApi", properties] })
    };
    let anyone = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*" } ] });
    let endpoint = json!(["vpce-12345678"]);
    let private = json!({ "Types": ["PRIVATE"], "VpcEndpointIds": endpoint });
    accepts(api(private.clone(), Some(anyone)));
    finds("missing-property", api(private, None));
    finds("api-mismatch", api(json!({ "Types": ["REGIONAL"], "VpcEndpointIds": endpoint }), None));
}

#[test]
fn an_http_api_has_neither_keys_nor_levels_of_logs() {
    let route = |more: &str, value: Value| {
        let mut properties = json!({ "RouteKey": "GET /orders" });
        properties[more] = value;
        http("AWS::ApiGatewayV2::Route", properties)
    };
    accepts(route("ApiKeyRequired", json!(false)));
    finds("api-mismatch", route("ApiKeyRequired", json!(true)));
    finds(
        "pattern-mismatch",
        http("AWS::ApiGatewayV2::Route", json!({ "RouteKey": "GET orders" })),
    );
    let stage = |settings: Value| {
        let properties = json!({ "StageName": "$default", "AutoDeploy": true, "DefaultRouteSettings": settings });
        http("AWS::ApiGatewayV2::Stage", properties)
    };
    accepts(stage(json!({ "ThrottlingRateLimit": 1 })));
    finds("api-mismatch", stage(json!({ "LoggingLevel": "INFO" })));
}

#[test]
fn actions_of_services_have_their_parameters_and_a_role() {
    let send = |parameters: Value| {
        http(
            "AWS::ApiGatewayV2::Integration",
            json!({
                "IntegrationType": "AWS_PROXY", "IntegrationSubtype": "SQS-SendMessage", "PayloadFormatVersion": "1.0",
                "CredentialsArn": "arn:aws:iam::111122223333:role/send", "RequestParameters": parameters,
            }),
        )
    };
    let url = "https://sqs.eu-west-1.amazonaws.com/111122223333/work";
    accepts(send(json!({ "QueueUrl": url, "MessageBody": "$request.body" })));
    finds("missing-property", send(json!({ "QueueUrl": url })));
    let proxy = |change: &str| {
        http(
            "AWS::ApiGatewayV2::Integration",
            json!({
                "IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY", "PayloadFormatVersion": "1.0",
                "IntegrationUri": "https://example.com", "RequestParameters": { change: "$request.path" },
            }),
        )
    };
    accepts(proxy("overwrite:path"));
    finds("pattern-mismatch", proxy("replace:path"));
}

#[test]
fn an_authorizer_is_of_the_kind_of_its_api_and_of_its_routes() {
    let jwt = json!({
        "Name": "tokens", "AuthorizerType": "JWT", "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": { "Issuer": "https://login.example.com", "Audience": ["orders"] },
    });
    accepts(http("AWS::ApiGatewayV2::Authorizer", jwt.clone()));
    finds("api-mismatch", {
        let mut socket_jwt = jwt.clone();
        socket_jwt["IdentitySource"] = json!(["route.request.querystring.token"]);
        socket("AWS::ApiGatewayV2::Authorizer", socket_jwt)
    });
    let mut guarded = http("AWS::ApiGatewayV2::Authorizer", jwt);
    guarded["Route"] = json!(["AWS::ApiGatewayV2::Route", {
        "ApiId": { "Ref": "Api" }, "RouteKey": "GET /orders", "AuthorizationType": "JWT",
        "AuthorizerId": { "Ref": "Part" }, "AuthorizationScopes": ["orders/read"],
    }]);
    accepts(guarded.clone());
    guarded["Route"][1]["AuthorizationType"] = json!("NONE");
    finds("api-mismatch", guarded.clone());
    guarded["Route"][1]["AuthorizationType"] = json!("CUSTOM");
    finds("api-mismatch", guarded);
    let route = |key: &str| json!({ "RouteKey": key, "AuthorizationType": "AWS_IAM" });
    accepts(socket("AWS::ApiGatewayV2::Route", route("$connect")));
    finds("api-mismatch", socket("AWS::ApiGatewayV2::Route", route("send")));
}

#[test]
fn a_usage_plan_is_for_stages_of_web_socket_apis_too() {
    let stage = json!({ "StageName": "prod", "AutoDeploy": true });
    let mut all = socket("AWS::ApiGatewayV2::Stage", stage);
    all["Plan"] = json!(["AWS::ApiGateway::UsagePlan", { "ApiStages": [
        { "ApiId": { "Ref": "Api" }, "Stage": { "Ref": "Part" } } ] }]);
    accepts(all);
}
