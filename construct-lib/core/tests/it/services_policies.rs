//! What policies grant, against what IAM knows of actions, resources and conditions.

use serde_json::{Value, json};

use crate::services::{accepts, finds};

/// A statement in the policy of an identity, beside resources that it may name.
fn identity(statement: Value) -> Value {
    let document = json!({"Version": "2012-10-17", "Statement": [statement]});
    json!({
        "P": ["AWS::IAM::ManagedPolicy", {"PolicyDocument": document}],
        "T": ["AWS::DynamoDB::Table", {
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        }],
    })
}

fn allow(action: Value, resource: Value) -> Value {
    identity(json!({"Effect": "Allow", "Action": action, "Resource": resource}))
}

#[test]
fn actions_are_granted_on_what_they_act_on() {
    let table = || json!({"Fn::GetAtt": ["T", "Arn"]});
    for (action, resource) in [
        ("dynamodb:GetItem", table()),
        ("dynamodb:Query", json!({"Fn::Sub": "${T.Arn}/index/*"})),
        ("dynamodb:Query", json!({"Fn::Join": ["", [table(), "/index/*"]]})),
        ("dynamodb:GetRecords", json!({"Fn::GetAtt": ["T", "StreamArn"]})),
        ("dynamodb:ListStreams", json!("*")),
        ("dynamodb:*", table()),
        ("s3:GetObject", json!("arn:aws:s3:::photos/a/b")),
        ("s3:ListBucket", json!("arn:aws:s3:::photos*")),
        ("logs:CreateLogStream", json!("arn:aws:logs:*:*:log-group:/aws/lambda/x:*")),
        ("iam:PassRole", json!("arn:aws:iam::123456789012:role/a/b")),
        ("execute-api:Invoke", json!("arn:aws:execute-api:eu-west-1:123456789012:a1/prod/GET/")),
        // What is not known may be anything.
        ("dynamodb:GetItem", json!({"Fn::ImportValue": "Table"})),
        ("dynamodb:GetItem", json!({"Fn::Sub": "${AWS::StackId}"})),
        ("s3:GetObject", json!("arn:aws:s3:::${aws:username}/*")),
    ] {
        accepts(allow(json!(action), resource));
    }
    for (action, resource) in [
        ("dynamodb:GetRecords", table()),
        ("dynamodb:GetItem", json!({"Fn::Sub": "${T.Arn}/index/*"})),
        ("dynamodb:GetItem", json!("arn:aws:sqs:eu-west-1:123456789012:q")),
        ("sqs:Send*", table()),
        ("s3:ListBucket", json!("arn:aws:s3:::photos/*")),
        ("s3:PutObject", json!(["arn:aws:s3:::photos", "arn:aws:s3:::letters"])),
        ("xray:PutTraceSegments", json!({"Fn::Sub": "arn:${AWS::Partition}:xray:::x"})),
    ] {
        finds("action-not-on-resource", allow(json!(action), resource));
    }
    let denied =
        json!({"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::a/*"});
    finds("action-not-on-resource", identity(denied));
    let others = json!({"Effect": "Deny", "NotAction": "s3:*", "NotResource": "arn:aws:s3:::a"});
    accepts(identity(others));
}

#[test]
fn what_could_be_granted_on_some_is_not_granted_on_all() {
    for action in ["dynamodb:PutItem", "iam:Put*", "s3:*"] {
        finds("wide-resource", allow(json!(action), json!("*")));
        let narrowed = json!({
            "Effect": "Allow", "Action": action, "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceTag/team": "orders"}},
        });
        accepts(identity(narrowed));
        accepts(identity(json!({"Effect": "Deny", "Action": action, "Resource": "*"})));
    }
    finds("full-access", allow(json!("*"), json!("*")));
    finds("full-access", allow(json!(["s3:Get*", "*"]), json!(["*"])));
    // Those know no resources, or only read.
    accepts(allow(
        json!(["xray:PutTraceSegments", "ec2:Describe*", "s3:ListAllMyBuckets"]),
        json!("*"),
    ));
    // In the policy of a resource, `*` is the resource itself.
    let key = json!({
        "Effect": "Allow", "Action": "kms:*", "Resource": "*",
        "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
    });
    let document = json!({"Version": "2012-10-17", "Statement": [key]});
    accepts(json!({"K": ["AWS::KMS::Key", {"KeyPolicy": document}]}));
}

#[test]
fn conditions_look_at_keys_that_are_there() {
    let with = |operator: &str, key: &str| {
        identity(json!({
            "Effect": "Allow", "Action": "dynamodb:GetItem",
            "Resource": {"Fn::GetAtt": ["T", "Arn"]}, "Condition": {operator: {key: "1"}},
        }))
    };
    for (operator, key) in [
        ("ForAllValues:StringEquals", "dynamodb:LeadingKeys"),
        ("StringEquals", "aws:PrincipalTag/team"),
        ("StringLike", "AWS:SourceArn"),
        ("DateLessThan", "aws:CurrentTime"),
        ("NumericLessThan", "aws:EpochTime"),
        ("Bool", "aws:SecureTransport"),
        ("StringEquals", "lambda:SourceFunctionArn"),
        ("StringEquals", "login.example.com:sub"),
        // These hold when the key is not there.
        ("StringNotEquals", "s3:x-amz-acl"),
        ("StringEqualsIfExists", "s3:x-amz-acl"),
    ] {
        accepts(with(operator, key));
    }
    finds("unknown-condition-key", with("StringEquals", "aws:SourceIpp"));
    finds("unknown-condition-key", with("StringEquals", "dynamodb:LeadingKey"));
    finds("condition-key-not-filled", with("StringEquals", "s3:x-amz-acl"));
    finds("condition-operator-mismatch", with("StringEquals", "aws:SourceIp"));
    finds("condition-operator-mismatch", with("NumericEquals", "aws:PrincipalOrgID"));
}

#[test]
fn a_role_is_taken_on_by_sts_alone() {
    let trust = |action: &str| {
        let statement = json!({
            "Effect": "Allow", "Action": action, "Principal": {"Service": "lambda.amazonaws.com"},
        });
        let document = json!({"Version": "2012-10-17", "Statement": [statement]});
        json!({"R": ["AWS::IAM::Role", {"AssumeRolePolicyDocument": document}]})
    };
    accepts(trust("sts:AssumeRole"));
    accepts(trust("sts:TagSession"));
    finds("policy-malformed", trust("lambda:InvokeFunction"));
}
