//! A template that is well, and defects to put into it.

mod apis;

use serde_json::{Value, json};

use crate::finding::Report;
use crate::rules::Rule;
use crate::template::Template;

/// A REST, an HTTP and a WebSocket API, a function, a table: all rules have something to look at, and nothing to say.
pub(crate) fn good() -> Value {
    let uri = |id: &str| json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{id}.Arn}}/invocations") });
    let source = |api: &str| json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{api}}}/*/*") });
    let mut template = json!({
        "Parameters": { "Stage": { "Type": "String", "Default": "prod" } },
        "Mappings": { "Sizes": { "prod": { "memory": 256 } } },
        "Conditions": {
            "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] },
            "IsTest": { "Fn::Not": [{ "Condition": "IsProd" }] },
        },
        "Resources": {
            "Table": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {
                    "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
                    "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
                    "BillingMode": "PAY_PER_REQUEST",
                    "TableName": "{{resolve:ssm:/users/table}}",
                },
                "DeletionPolicy": "RetainExceptOnCreate",
                "UpdateReplacePolicy": "Retain",
            },
            "Logs": {
                "Type": "AWS::Logs::LogGroup",
                "Properties": { "RetentionInDays": 30 },
                "DeletionPolicy": "Delete",
                "UpdateReplacePolicy": "Delete",
            },
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                    { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "lambda.amazonaws.com" } },
                ] } },
            },
            "Policy": {
                "Type": "AWS::IAM::Policy",
                "Properties": {
                    "PolicyName": "Policy",
                    "Roles": [{ "Ref": "Role" }],
                    "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                        { "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": { "Fn::GetAtt": ["Logs", "Arn"] } },
                        { "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"],
                          "Resource": [{ "Fn::GetAtt": ["Table", "Arn"] }, { "Fn::Sub": "${Table.Arn}/index/*" }],
                          "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["x"] } } },
                        { "Effect": "Allow", "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "Resource": "*" },
                        { "Effect": "Allow", "Action": "execute-api:ManageConnections", "Resource": {
                            "Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Chat}/live/POST/@connections/*" } },
                    ] },
                },
            },
            "Function": {
                "Type": "AWS::Lambda::Function",
                "DependsOn": ["Policy"],
                "Properties": {
                    "Code": "assets/function.zip",
                    "Handler": "bootstrap",
                    "Runtime": "provided.al2023",
                    "MemorySize": { "Fn::FindInMap": ["Sizes", "prod", "memory"] },
                    "Role": { "Fn::GetAtt": ["Role", "Arn"] },
                    "LoggingConfig": { "LogGroup": { "Ref": "Logs" } },
                    "TracingConfig": { "Mode": "Active" },
                    "Environment": { "Variables": { "TABLE": { "Ref": "Table" } } },
                },
            },
            "Api": { "Type": "AWS::ApiGateway::RestApi", "Properties": { "Name": "Api" } },
            "Users": { "Type": "AWS::ApiGateway::Resource", "Properties": {
                "RestApiId": { "Ref": "Api" }, "ParentId": { "Fn::GetAtt": ["Api", "RootResourceId"] }, "PathPart": "users" } },
            "User": { "Type": "AWS::ApiGateway::Resource", "Properties": {
                "RestApiId": { "Ref": "Api" }, "ParentId": { "Ref": "Users" }, "PathPart": "{id}" } },
            "GetUser": { "Type": "AWS::ApiGateway::Method", "Properties": {
                "RestApiId": { "Ref": "Api" }, "ResourceId": { "Ref": "User" }, "HttpMethod": "GET", "AuthorizationType": "CUSTOM",
                "AuthorizerId": { "Ref": "Authorizer" }, "ApiKeyRequired": true,
                "RequestModels": { "application/json": { "Ref": "UserModel" } }, "RequestValidatorId": { "Ref": "Validator" },
                "RequestParameters": { "method.request.path.id": true },
                "Integration": { "Type": "AWS_PROXY", "IntegrationHttpMethod": "POST", "Uri": uri("Function") } } },
            "AnyRoot": { "Type": "AWS::ApiGateway::Method", "Properties": {
                "RestApiId": { "Ref": "Api" }, "ResourceId": { "Fn::GetAtt": ["Api", "RootResourceId"] }, "HttpMethod": "ANY",
                "Integration": { "Type": "AWS_PROXY", "IntegrationHttpMethod": "POST", "Uri": uri("Function") } } },
            "Options": { "Type": "AWS::ApiGateway::Method", "Properties": {
                "RestApiId": { "Ref": "Api" }, "ResourceId": { "Ref": "User" }, "HttpMethod": "OPTIONS",
                "Integration": { "Type": "MOCK", "RequestTemplates": { "application/json": "{\"statusCode\": 200}" } } } },
            "Authorizer": { "Type": "AWS::ApiGateway::Authorizer", "Properties": {
                "RestApiId": { "Ref": "Api" }, "Name": "a", "Type": "TOKEN", "AuthorizerUri": uri("Function") } },
            "Deployment": { "Type": "AWS::ApiGateway::Deployment",
                "DependsOn": ["AnyRoot", "Authorizer", "GetUser", "Options", "Refused", "User", "UserModel", "Users", "Validator"],
                "Properties": { "RestApiId": { "Ref": "Api" } } },
            "ApiStage": { "Type": "AWS::ApiGateway::Stage", "DependsOn": ["Account"], "Properties": {
                "RestApiId": { "Ref": "Api" }, "DeploymentId": { "Ref": "Deployment" }, "StageName": { "Ref": "Stage" },
                "AccessLogSetting": { "DestinationArn": apis::group_arn(), "Format": "$context.requestId $context.status" },
                "MethodSettings": [{ "ResourcePath": "/~1users~1{id}", "HttpMethod": "GET", "ThrottlingRateLimit": 5 }] } },
            "ApiPermission": { "Type": "AWS::Lambda::Permission", "Properties": {
                "Action": "lambda:InvokeFunction", "FunctionName": { "Fn::GetAtt": ["Function", "Arn"] },
                "Principal": "apigateway.amazonaws.com", "SourceArn": source("Api") } },
            "Chat": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "Name": "Chat", "ProtocolType": "WEBSOCKET" } },
            "ChatCall": { "Type": "AWS::ApiGatewayV2::Integration", "Properties": {
                "ApiId": { "Ref": "Chat" }, "IntegrationType": "AWS_PROXY", "IntegrationMethod": "POST", "IntegrationUri": uri("Function") } },
            "Connect": { "Type": "AWS::ApiGatewayV2::Route", "Properties": {
                "ApiId": { "Ref": "Chat" }, "RouteKey": "$connect", "Target": { "Fn::Join": ["/", ["integrations", { "Ref": "ChatCall" }]] } } },
            "ChatDeployment": { "Type": "AWS::ApiGatewayV2::Deployment", "DependsOn": ["Connect"], "Properties": { "ApiId": { "Ref": "Chat" } } },
            "ChatStage": { "Type": "AWS::ApiGatewayV2::Stage", "Properties": {
                "ApiId": { "Ref": "Chat" }, "StageName": "live", "DeploymentId": { "Ref": "ChatDeployment" } } },
            "ChatPermission": { "Type": "AWS::Lambda::Permission", "Properties": {
                "Action": "lambda:InvokeFunction", "FunctionName": { "Ref": "Function" },
                "Principal": "apigateway.amazonaws.com", "SourceArn": source("Chat") } },
        },
        "Outputs": { "Url": { "Condition": "IsProd", "Value": { "Fn::Sub": ["https://${Host}/", { "Host": { "Ref": "Api" } }] } } },
    });
    if let Some(resources) = template["Resources"].as_object_mut() {
        resources.extend(apis::shop());
        resources.extend(apis::beside_rest());
    }
    template
}

/// The good template with another value at a JSON pointer; objects on the way are made.
pub(crate) fn with(pointer: &str, value: Value) -> Value {
    edited(good(), pointer, Some(value))
}

/// The good template without what stands at a JSON pointer.
pub(crate) fn without(pointer: &str) -> Value {
    edited(good(), pointer, None)
}

/// A template with another value at a JSON pointer, or with none.
pub(crate) fn edited(mut template: Value, pointer: &str, value: Option<Value>) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    let mut at = &mut template;
    for part in parent.split('/').skip(1) {
        at = match at {
            Value::Array(list) => &mut list[part.parse::<usize>().unwrap()],
            object => &mut object[part],
        };
    }
    match (at, value) {
        (Value::Array(list), Some(value)) if name == "-" => list.push(value),
        (Value::Array(list), Some(value)) => list[name.parse::<usize>().unwrap()] = value,
        (Value::Array(list), None) => drop(list.remove(name.parse().unwrap())),
        (at, Some(value)) => at[name.as_str()] = value,
        (at, None) => {
            assert!(at.as_object_mut().unwrap().remove(&name).is_some(), "nothing at {pointer}")
        }
    }
    template
}

impl Rule {
    /// What this rule finds, as `id: message`.
    #[track_caller]
    pub(crate) fn finds(&self, template: &Value) -> Vec<String> {
        let mut report = Report::default();
        self.run(&Template::new(template), &mut report);
        report.findings.into_iter().map(|f| format!("{}: {}", f.logical_id, f.message)).collect()
    }

    /// Asserts that this rule looks at the template and finds nothing.
    #[track_caller]
    pub(crate) fn passes(&self, template: &Value) {
        let mut report = Report::default();
        self.run(&Template::new(template), &mut report);
        assert_eq!(report.findings, [], "found in a template that is well");
        assert!(report.evaluations.contains_key(self.name), "{} looked at nothing", self.name);
    }

    /// Asserts that this rule finds one thing, at this resource, with this text in the message.
    #[track_caller]
    pub(crate) fn fails(&self, template: &Value, id: &str, text: &str) {
        let found = self.finds(template);
        assert!(
            matches!(found.as_slice(), [one] if one.starts_with(&format!("{id}: ")) && one.contains(text)),
            "expected one finding at {id} with {text:?}, found {found:#?}"
        );
    }
}
