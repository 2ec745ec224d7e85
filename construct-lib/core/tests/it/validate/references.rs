//! References to another thing than a property is about, and to attributes that are not there.

use construct_core::{CfnOutput, CfnOutputProps, Expr, intrinsic};
use serde_json::json;

use super::World;

fn function(world: &World) -> construct_core::CfnResource {
    let service = json!({ "Service": "lambda.amazonaws.com" });
    let statement = json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": service });
    let trust = json!({ "AssumeRolePolicyDocument": { "Statement": statement } });
    world.resource("Role", "AWS::IAM::Role", trust);
    let code = json!({ "S3Bucket": "bucket", "S3Key": "key" });
    world.resource(
        "Function",
        "AWS::Lambda::Function",
        json!({ "Code": code, "Handler": "h", "Runtime": "python3.13" }),
    )
}

#[test]
fn warns_of_the_name_where_the_arn_is_due() {
    let world = World::new();
    function(&world).add_property_override("Role", json!({ "Ref": "Role" }));
    assert_eq!(world.found(), ["wrong-reference Properties.Role"]);
    let found = &world.findings()[0];
    assert_eq!(
        found.message(),
        "`Properties.Role` is about something else than `Ref` to a `AWS::IAM::Role`, which yields its `RoleName`"
    );
    assert_eq!(found.help_text(), Some("use `Fn::GetAtt` of `Arn`"));
}

/// A security group's `GroupId` is its id, and so is what a cluster hands out of its group.
#[test]
fn an_attribute_that_yields_the_same_is_no_finding() {
    let world = World::new();
    world.resource(
        "Group",
        "AWS::EC2::SecurityGroup",
        json!({ "GroupDescription": "Orders", "VpcId": "vpc-12345678" }),
    );
    let subnets = json!({ "SubnetIds": ["subnet-12345678", "subnet-87654321"] });
    world.resource(
        "Cluster",
        "AWS::EKS::Cluster",
        json!({ "ResourcesVpcConfig": subnets, "RoleArn": "arn:aws:iam::123456789012:role/cluster" }),
    );
    let groups = json!([
        { "Fn::GetAtt": ["Group", "GroupId"] },
        { "Fn::GetAtt": ["Cluster", "ClusterSecurityGroupId"] },
    ]);
    let mount = json!({ "FileSystemId": "fs-12345678", "SecurityGroups": groups, "SubnetId": "subnet-12345678" });
    world.resource("Mount", "AWS::EFS::MountTarget", mount);
    assert_eq!(world.found(), [""; 0]);
}

#[test]
fn the_right_attribute_is_no_finding() {
    for reference in [json!({ "Fn::GetAtt": ["Role", "Arn"] }), json!({ "Fn::GetAtt": "Role.Arn" })]
    {
        let world = World::new();
        function(&world).add_property_override("Role", reference);
        assert_eq!(world.found(), [""; 0]);
    }
}

#[test]
fn warns_of_another_resource() {
    let world = World::new();
    let topic = world.resource("Topic", "AWS::SNS::Topic", json!({}));
    function(&world).add_property_override("Role", topic.ref_expr());
    assert_eq!(world.found(), ["wrong-reference Properties.Role"]);
    assert_eq!(world.findings()[0].help_text(), Some("it takes `AWS::IAM::Role.Arn`"));
}

#[test]
fn fails_for_attributes_that_are_not_there() {
    let world = World::new();
    let topic = world.resource("Topic", "AWS::SNS::Topic", json!({}));
    let queue = world.resource("Queue", "AWS::SQS::Queue", json!({}));
    queue.add_property_override("QueueName", topic.att_expr("Name"));
    queue.add_property_override(
        "KmsMasterKeyId",
        Expr::from(intrinsic::sub("${Topic.TopicNmae}").value()),
    );
    CfnOutput::new(&world.stack, "Output", CfnOutputProps::new(topic.get_att("Arn")));
    assert_eq!(
        world.found(),
        [
            "!unknown-attribute Properties.QueueName",
            "!unknown-attribute Properties.KmsMasterKeyId",
            "!unknown-attribute Value"
        ]
    );
    assert_eq!(world.findings()[1].help_text(), Some("did you mean `TopicName`?"));
}

#[test]
fn attributes_of_what_nobody_describes_are_taken() {
    let world = World::new();
    let custom = world.resource(
        "Custom",
        "AWS::CloudFormation::CustomResource",
        json!({ "ServiceToken": "t" }),
    );
    let nested = world.resource(
        "Nested",
        "AWS::CloudFormation::Stack",
        json!({ "TemplateURL": "https://example.com/t" }),
    );
    let flag = world.resource("Flag", "Acme::Feature::Flag", json!({}));
    for (i, value) in [custom.get_att("Mine"), nested.get_att("Outputs.Id"), flag.get_att("Id")]
        .into_iter()
        .enumerate()
    {
        CfnOutput::new(&world.stack, &format!("Output{i}"), CfnOutputProps::new(value));
    }
    assert_eq!(world.found(), [""; 0]);
}

#[test]
fn what_one_thing_is_called_twice_is_taken() {
    let world = World::new();
    world.resource("Group", "AWS::EC2::SecurityGroup", json!({ "GroupDescription": "d" }));
    let groups = json!([{ "Fn::GetAtt": ["Group", "GroupId"] }]);
    world.resource("Database", "AWS::RDS::DBInstance", json!({ "VPCSecurityGroups": groups }));
    assert!(!world.found().iter().any(|f| f.starts_with("wrong-reference")), "{:?}", world.found());
}
