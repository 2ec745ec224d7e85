//! The parts of the good template that are about APIs and what they stand beside.

use serde_json::{Map, Value, json};

/// An HTTP API without a function: a queue, a VPC link, tokens, a domain with mutual TLS and its record.
pub(super) fn shop() -> Map<String, Value> {
    let resources = json!({
        "Work": { "Type": "AWS::SQS::Queue", "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete" },
        "SendRole": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "apigateway.amazonaws.com" } },
        ] } } },
        "SendPolicy": { "Type": "AWS::IAM::Policy", "Properties": {
            "PolicyName": "SendPolicy",
            "Roles": [{ "Ref": "SendRole" }],
            "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["Work", "Arn"] } },
            ] } } },
        "Shop": { "Type": "AWS::ApiGatewayV2::Api", "Properties": {
            "Name": "Shop", "ProtocolType": "HTTP", "DisableExecuteApiEndpoint": true,
            "CorsConfiguration": { "AllowOrigins": ["https://example.com"], "AllowCredentials": true } } },
        "Send": { "Type": "AWS::ApiGatewayV2::Integration", "Properties": {
            "ApiId": { "Ref": "Shop" }, "IntegrationType": "AWS_PROXY", "IntegrationSubtype": "SQS-SendMessage",
            "PayloadFormatVersion": "1.0", "CredentialsArn": { "Fn::GetAtt": ["SendRole", "Arn"] },
            "RequestParameters": { "QueueUrl": { "Ref": "Work" }, "MessageBody": "$request.body" } } },
        "Buy": { "Type": "AWS::ApiGatewayV2::Route", "Properties": {
            "ApiId": { "Ref": "Shop" }, "RouteKey": "POST /orders", "Target": { "Fn::Sub": "integrations/${Send}" },
            "AuthorizationType": "JWT", "AuthorizerId": { "Ref": "Tokens" }, "AuthorizationScopes": ["orders/write"] } },
        "Tokens": { "Type": "AWS::ApiGatewayV2::Authorizer", "Properties": {
            "ApiId": { "Ref": "Shop" }, "Name": "Tokens", "AuthorizerType": "JWT",
            "IdentitySource": ["$request.header.Authorization"],
            "JwtConfiguration": { "Issuer": "https://login.example.com", "Audience": ["shop"] } } },
        "Link": { "Type": "AWS::ApiGatewayV2::VpcLink", "Properties": { "Name": "Link", "SubnetIds": ["subnet-12345678"] } },
        "Inner": { "Type": "AWS::ApiGatewayV2::Integration", "Properties": {
            "ApiId": { "Ref": "Shop" }, "IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY", "PayloadFormatVersion": "1.0",
            "ConnectionType": "VPC_LINK", "ConnectionId": { "Ref": "Link" },
            "IntegrationUri": "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/inner/1/2" } },
        "Inside": { "Type": "AWS::ApiGatewayV2::Route", "Properties": {
            "ApiId": { "Ref": "Shop" }, "RouteKey": "ANY /inner/{proxy+}", "Target": { "Fn::Sub": "integrations/${Inner}" } } },
        "ShopStage": { "Type": "AWS::ApiGatewayV2::Stage", "Properties": {
            "ApiId": { "Ref": "Shop" }, "StageName": "$default", "AutoDeploy": true,
            "AccessLogSettings": { "DestinationArn": group_arn(), "Format": "{\"requestId\":\"$context.requestId\"}" } } },
        "ShopDomain": { "Type": "AWS::ApiGatewayV2::DomainName", "Properties": {
            "DomainName": "shop.example.com",
            "DomainNameConfigurations": [{ "EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2",
                "CertificateArn": "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012" }],
            "MutualTlsAuthentication": { "TruststoreUri": "s3://trust/store.pem" } } },
        "ShopMapping": { "Type": "AWS::ApiGatewayV2::ApiMapping", "Properties": {
            "ApiId": { "Ref": "Shop" }, "DomainName": { "Ref": "ShopDomain" }, "Stage": { "Ref": "ShopStage" } } },
        "ShopRecord": { "Type": "AWS::Route53::RecordSet", "Properties": {
            "Name": "shop.example.com.", "Type": "A", "HostedZoneId": "Z0123456789",
            "AliasTarget": { "DNSName": { "Fn::GetAtt": ["ShopDomain", "RegionalDomainName"] },
                "HostedZoneId": { "Fn::GetAtt": ["ShopDomain", "RegionalHostedZoneId"] } } } },
    });
    object(resources)
}

/// What stands beside the REST API: models, keys, logs, a web ACL.
pub(super) fn beside_rest() -> Map<String, Value> {
    let resources = json!({
        "UserModel": { "Type": "AWS::ApiGateway::Model", "Properties": {
            "RestApiId": { "Ref": "Api" }, "Name": "UserModel", "ContentType": "application/json", "Schema": { "type": "object" } } },
        "Validator": { "Type": "AWS::ApiGateway::RequestValidator", "Properties": {
            "RestApiId": { "Ref": "Api" }, "ValidateRequestBody": true } },
        "Refused": { "Type": "AWS::ApiGateway::GatewayResponse", "Properties": {
            "RestApiId": { "Ref": "Api" }, "ResponseType": "DEFAULT_4XX",
            "ResponseParameters": {
                "gatewayresponse.header.Access-Control-Allow-Origin": "'https://example.com'",
                "gatewayresponse.header.Access-Control-Allow-Credentials": "'true'" } } },
        "Key": { "Type": "AWS::ApiGateway::ApiKey", "Properties": { "Enabled": true } },
        "Plan": { "Type": "AWS::ApiGateway::UsagePlan", "Properties": { "ApiStages": [
            { "ApiId": { "Ref": "Api" }, "Stage": { "Ref": "ApiStage" }, "Throttle": { "/users/{id}/GET": { "RateLimit": 5 } } },
        ] } },
        "PlanKey": { "Type": "AWS::ApiGateway::UsagePlanKey", "Properties": {
            "KeyId": { "Ref": "Key" }, "KeyType": "API_KEY", "UsagePlanId": { "Ref": "Plan" } } },
        "AccountRole": { "Type": "AWS::IAM::Role", "Properties": {
            "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "apigateway.amazonaws.com" } },
            ] },
            "ManagedPolicyArns": [{ "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs" }] } },
        "Account": { "Type": "AWS::ApiGateway::Account", "Properties": { "CloudWatchRoleArn": { "Fn::GetAtt": ["AccountRole", "Arn"] } } },
        "Guard": { "Type": "AWS::WAFv2::WebACLAssociation", "Properties": {
            "ResourceArn": { "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${Api}/stages/${ApiStage}" },
            "WebACLArn": "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/all/12345678-1234-1234-1234-123456789012" } },
    });
    object(resources)
}

/// The ARN of the log group as an access log wants it.
pub(super) fn group_arn() -> Value {
    json!({ "Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Logs}" })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
