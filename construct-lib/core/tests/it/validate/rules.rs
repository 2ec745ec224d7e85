//! Rules between properties.

use serde_json::{Value, json};

use super::{check, told};

#[test]
fn fails_for_properties_that_exclude_each_other() {
    let group = |sources: Value| {
        let mut ingress = json!({ "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80 });
        ingress.as_object_mut().unwrap().extend(sources.as_object().unwrap().clone());
        json!({ "GroupDescription": "d", "SecurityGroupIngress": [ingress] })
    };
    let ty = "AWS::EC2::SecurityGroup";
    check(ty, group(json!({ "CidrIp": "10.0.0.0/8" })), &[]);
    check(
        ty,
        group(json!({ "CidrIp": "10.0.0.0/8", "CidrIpv6": "::/0" })),
        &["!exclusive-properties Properties.SecurityGroupIngress.0"],
    );
    assert_eq!(
        told(ty, group(json!({}))),
        (
            "`Properties.SecurityGroupIngress.0` has none of `CidrIp`, `CidrIpv6`, `SourcePrefixListId`, `SourceSecurityGroupId`, `SourceSecurityGroupName`".into(),
            "set one of them".into()
        )
    );
}

#[test]
fn fails_for_what_another_property_needs() {
    let recovery = json!({ "RecoveryPeriodInDays": 5 });
    check(
        "AWS::DynamoDB::Table",
        json!({
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
            "PointInTimeRecoverySpecification": recovery,
        }),
        &[
            "!missing-property Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
        ],
    );
}

#[test]
fn fails_for_an_unlucky_pair() {
    let key = json!([{ "AttributeName": "id", "KeyType": "HASH" }]);
    assert_eq!(
        told("AWS::DynamoDB::Table", json!({ "KeySchema": key, "BillingMode": "PROVISIONED" })),
        (
            "`Properties.ProvisionedThroughput` is missing, but `BillingMode` is not `PAY_PER_REQUEST`".into(),
            "set `ProvisionedThroughput` (cfn-lint's rule E3639)".into()
        )
    );
    let throughput = json!({ "ReadCapacityUnits": 1, "WriteCapacityUnits": 1 });
    check(
        "AWS::DynamoDB::Table",
        json!({ "KeySchema": key, "BillingMode": "PAY_PER_REQUEST", "ProvisionedThroughput": throughput }),
        &[
            "!unknown-value Properties.ProvisionedThroughput.ReadCapacityUnits",
            "!unknown-value Properties.ProvisionedThroughput.WriteCapacityUnits",
        ],
    );
    check(
        "AWS::DynamoDB::Table",
        json!({ "KeySchema": key, "ProvisionedThroughput": throughput, "BillingMode": { "Ref": "AWS::Region" } }),
        &[],
    );
}

#[test]
fn code_in_the_template_needs_a_runtime_that_can() {
    let function = |more: Value| {
        let mut properties = json!({ "Code": { "ZipFile": "code" }, "Handler": "h", "Role": "arn:aws:iam::123456789012:role/r" });
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        properties
    };
    let ty = "AWS::Lambda::Function";
    check(ty, function(json!({ "Runtime": "python3.13" })), &[]);
    check(
        ty,
        function(json!({ "Runtime": "provided.al2023" })),
        &["!pattern-mismatch Properties.Runtime"],
    );
    check(ty, function(json!({})), &["!missing-property Properties.Runtime"]);
    check(ty, function(json!({ "Runtime": { "Ref": "AWS::Region" } })), &[]);
    check(
        ty,
        function(json!({ "Runtime": "python3.13", "Timeout": 901 })),
        &["!number-out-of-range Properties.Timeout"],
    );
    let environment = json!({ "Variables": { "AWS_REGION": "x" } });
    check(
        ty,
        function(json!({ "Runtime": "python3.13", "Environment": environment })),
        &["!property-rule Properties.Environment.Variables.AWS_REGION"],
    );
}
