//! How much API Gateway takes.

use construct_core::{App, CfnResource, Construct, Stack, StackProps};
use serde_json::{Map, Value, json};

use crate::services::{accepts, finds};

/// An API with so many parts, and the rest that they need.
fn parts(api: Value, count: usize, part: impl Fn(usize) -> Value) -> Value {
    let mut all = Map::from_iter([("Api".to_owned(), api)]);
    all.extend((0..count).map(|n| (format!("Part{n}"), part(n))));
    Value::Object(all)
}

fn rest() -> Value {
    json!(["AWS::ApiGateway::RestApi", {"Name": "orders"}])
}

fn v2(protocol: &str) -> Value {
    json!(["AWS::ApiGatewayV2::Api", {
        "Name": "orders",
        "ProtocolType": protocol,
        "RouteSelectionExpression": "$request.method $request.path",
    }])
}

fn resource(n: usize) -> Value {
    let parent = json!({"Fn::GetAtt": ["Api", "RootResourceId"]});
    json!(["AWS::ApiGateway::Resource", {
        "RestApiId": {"Ref": "Api"}, "ParentId": parent, "PathPart": format!("part{n}"),
    }])
}

fn route(n: usize) -> Value {
    json!(["AWS::ApiGatewayV2::Route", {"ApiId": {"Ref": "Api"}, "RouteKey": format!("GET /{n}")}])
}

fn stage(n: usize) -> Value {
    json!(["AWS::ApiGatewayV2::Stage", {
        "ApiId": {"Ref": "Api"}, "StageName": format!("s{n}"), "AutoDeploy": true,
    }])
}

#[test]
fn resources_of_a_rest_api_count_its_root() {
    accepts(parts(rest(), 299, resource));
    finds("api-quota", parts(rest(), 300, resource));
}

#[test]
fn what_stands_beside_apis_is_counted_for_the_region() {
    let many = |ty: &str, count: usize| {
        let one = |n| (format!("Part{n}"), json!([ty, {}]));
        Value::Object((0..count).map(one).collect())
    };
    for (ty, most) in
        [("AWS::ApiGateway::ClientCertificate", 60), ("AWS::ApiGateway::UsagePlan", 300)]
    {
        accepts(many(ty, most));
        finds("api-quota", many(ty, most + 1));
    }
}

#[test]
fn routes_and_stages_are_counted_for_each_api() {
    accepts(parts(v2("HTTP"), 300, route));
    finds("api-quota", parts(v2("HTTP"), 301, route));
    accepts(parts(v2("HTTP"), 10, stage));
    finds("api-quota", parts(v2("HTTP"), 11, stage));
    // Two APIs, each with what one may have.
    let mut two = parts(v2("HTTP"), 10, stage);
    two["Other"] = v2("HTTP");
    for n in 0..10 {
        let mut other = stage(n);
        other[1]["ApiId"] = json!({"Ref": "Other"});
        two[format!("Other{n}")] = other;
    }
    accepts(two);
}

#[test]
fn what_aws_raised_is_acknowledged() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let api = CfnResource::new(&stack, "Api", "AWS::ApiGatewayV2::Api");
    api.add_property_override("Name", "orders");
    api.add_property_override("ProtocolType", "HTTP");
    for n in 0..301 {
        let route = CfnResource::new(&stack, &format!("R{n}"), "AWS::ApiGatewayV2::Route");
        route.add_property_override("ApiId", api.ref_expr());
        route.add_property_override("RouteKey", format!("GET /{n}"));
    }
    let error = app.synth().unwrap_err().to_string();
    assert!(error.contains("one API takes at most 300 routes, got 301"), "{error}");
    assert!(error.contains("--> Stack/Api "), "{error}");
    let reason = "AWS gave us 600";
    api.node().acknowledge_warning("api-quota", reason);
    assert_eq!(app.synth().unwrap().diagnostics()[0].acknowledged(), Some(reason));
}

#[test]
fn variables_and_formats_of_stages() {
    let rest = |more: Value| {
        let mut properties = json!({"RestApiId": "a", "StageName": "prod", "DeploymentId": "d"});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"S": ["AWS::ApiGateway::Stage", properties]})
    };
    let variables = |count: usize, length: usize| {
        let all = (0..count).map(|n| (format!("v{n}"), json!("x".repeat(length))));
        json!({"Variables": all.collect::<Map<_, _>>()})
    };
    accepts(rest(variables(100, 512)));
    finds("api-quota", rest(variables(101, 1)));
    finds("api-quota", rest(variables(1, 513)));
    let format = |length: usize| {
        let arn = "arn:aws:logs:us-east-1:111122223333:log-group:a";
        let text = format!("{:x<length$}", "$context.requestId");
        json!({"AccessLogSetting": {"DestinationArn": arn, "Format": text}})
    };
    accepts(rest(format(3072)));
    finds("api-quota", rest(format(3073)));
}

#[test]
fn mapping_templates() {
    let method = |length: usize| {
        json!({"M": ["AWS::ApiGateway::Method", {
            "RestApiId": "a", "ResourceId": "r", "HttpMethod": "GET", "AuthorizationType": "NONE",
            "Integration": {
                "Type": "MOCK",
                "RequestTemplates": {"application/json": " ".repeat(length)},
                "IntegrationResponses": [
                    {"StatusCode": "200", "ResponseTemplates": {"application/json": " ".repeat(length)}},
                ],
            },
            "MethodResponses": [{"StatusCode": "200"}],
        }]})
    };
    accepts(method(300 * 1024));
    finds("api-quota", method(300 * 1024 + 1));
}

#[test]
fn websockets_are_waited_for_a_second_less() {
    let integration = |protocol: &str, wait: u32| {
        parts(v2(protocol), 1, |_| {
            json!(["AWS::ApiGatewayV2::Integration", {
                "ApiId": {"Ref": "Api"}, "IntegrationType": "AWS_PROXY", "TimeoutInMillis": wait,
                "IntegrationUri": "arn:aws:lambda:us-east-1:111122223333:function:f",
                "PayloadFormatVersion": "1.0",
            }])
        })
    };
    accepts(integration("HTTP", 30_000));
    accepts(integration("WEBSOCKET", 29_000));
    finds("api-quota", integration("WEBSOCKET", 29_001));
}

#[test]
fn scopes_audiences_and_throttled_methods() {
    let texts = |count: usize| (0..count).map(|n| format!("t{n}")).collect::<Vec<_>>();
    let route = |count: usize| {
        json!({"R": ["AWS::ApiGatewayV2::Route", {
            "ApiId": "a", "RouteKey": "GET /", "AuthorizationType": "JWT", "AuthorizerId": "x",
            "AuthorizationScopes": texts(count),
        }]})
    };
    accepts(route(10));
    finds("api-quota", route(11));
    let authorizer = |count: usize| {
        json!({"A": ["AWS::ApiGatewayV2::Authorizer", {
            "ApiId": "a", "AuthorizerType": "JWT", "Name": "n",
            "IdentitySource": ["$request.header.Authorization"],
            "JwtConfiguration": {"Audience": texts(count), "Issuer": "https://example.com"},
        }]})
    };
    accepts(authorizer(50));
    finds("api-quota", authorizer(51));
    let plan = |count: usize| {
        let methods =
            texts(count).into_iter().map(|t| (format!("/{t}/GET"), json!({"RateLimit": 1})));
        json!({"P": ["AWS::ApiGateway::UsagePlan", {
            "ApiStages": [{"ApiId": "a", "Stage": "prod", "Throttle": methods.collect::<Map<_, _>>()}],
        }]})
    };
    accepts(plan(20));
    finds("api-quota", plan(21));
}

#[test]
fn permissions_of_one_function_make_one_policy() {
    let permission = |function: Value| {
        json!(["AWS::Lambda::Permission", {
            "Action": "lambda:InvokeFunction",
            "FunctionName": function,
            "Principal": "apigateway.amazonaws.com",
        }])
    };
    let many = |count: usize| {
        let one = |n| (format!("Part{n}"), permission(json!("orders")));
        let mut all: Map<String, Value> = (0..count).map(one).collect();
        // Another function has a policy of its own.
        all.insert("Other".to_owned(), permission(json!("stock")));
        Value::Object(all)
    };
    accepts(many(58));
    finds("api-quota", many(59));
    let function = json!(["AWS::Lambda::Function", {
        "Code": {"S3Bucket": "code-bucket", "S3Key": "k"}, "Role": "arn:aws:iam::111122223333:role/r",
        "Handler": "a.b", "Runtime": "nodejs22.x",
    }]);
    let of_arn = |_| permission(json!({"Fn::GetAtt": ["Api", "Arn"]}));
    accepts(parts(function.clone(), 58, of_arn));
    // By its name or by its ARN, it is the same function.
    let either = |n: usize| match n % 2 {
        0 => permission(json!({"Ref": "Api"})),
        _ => of_arn(n),
    };
    finds("api-quota", parts(function, 59, either));
}
