//! How much a role can be granted, and where it goes.

use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::iam::{
    Policy, PolicyDocument, PolicyProps, PolicyStatement, Principal, Role, RoleProps,
};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::Template;
use construct_lib::{App, CfnResource, Stack, StackProps};
use serde_json::Value as Json;

fn stack() -> Stack {
    Stack::new(&App::new(), "Orders", StackProps::new())
}

fn role(stack: &Stack) -> Role {
    Role::new(stack, "Role", RoleProps::new(Principal::service("lambda.amazonaws.com")))
}

fn read(n: usize) -> PolicyStatement {
    let bucket = format!("arn:aws:s3:::bucket-with-a-rather-long-name-{n}/*");
    PolicyStatement::allow().actions([format!("s3:Action{n}")]).resource(bucket)
}

/// The characters of a document as IAM counts them.
fn size(document: &Json) -> usize {
    document.to_string().chars().filter(|c| !c.is_whitespace()).count()
}

/// The resources of a type, by their logical ids.
fn of_type<'a>(template: &'a Template, ty: &str) -> Vec<(&'a String, &'a Json)> {
    let all = template.to_json()["Resources"].as_object().unwrap();
    all.iter().filter(|(_, resource)| resource["Type"] == ty).collect()
}

fn actions(document: &Json) -> Vec<&str> {
    let statements = document["Statement"].as_array().unwrap().iter();
    statements.map(|statement| statement["Action"].as_str().unwrap()).collect()
}

#[test]
fn four_hundred_grants_go_into_policies_that_iam_takes_each_once() {
    let stack = stack();
    let role = role(&stack);
    for n in 0..400 {
        role.add_to_policy(read(n));
    }
    let template = Template::from_stack(&stack);
    let mut granted = Vec::new();
    for (id, policy) in of_type(&template, "AWS::IAM::Policy") {
        let document = &policy["Properties"]["PolicyDocument"];
        assert!(size(document) <= 10_240, "{id}: {}", size(document));
        granted.extend(actions(document));
    }
    let managed = of_type(&template, "AWS::IAM::ManagedPolicy");
    assert_eq!(managed.len(), 6);
    for (id, policy) in managed {
        let document = &policy["Properties"]["PolicyDocument"];
        assert!(size(document) <= 6_144, "{id}: {}", size(document));
        assert_eq!(policy["Properties"]["Description"], "Part of the policies for Orders/Role");
        granted.extend(actions(document));
    }
    granted.sort_unstable();
    let mut expected: Vec<String> = (0..400).map(|n| format!("s3:Action{n}")).collect();
    expected.sort_unstable();
    assert_eq!(granted, expected);
}

#[test]
fn a_function_and_whatever_needs_a_grant_wait_for_all_of_its_policies() {
    let stack = stack();
    let role = role(&stack);
    Function::new(&stack, "Handler", FunctionProps::rust("orders").role(&role));
    let job = CfnResource::new(&stack, "Job", "AWS::SQS::Queue");
    role.add_to_policy(read(0)).apply_before(&[&job]);
    for n in 1..200 {
        role.add_to_policy(read(n));
    }
    let template = Template::from_stack(&stack);
    let policies = of_type(&template, "AWS::IAM::ManagedPolicy").into_iter();
    let policies: Vec<&String> =
        policies.chain(of_type(&template, "AWS::IAM::Policy")).map(|(id, _)| id).collect();
    assert!(policies.len() > 2, "{policies:?}");
    for ty in ["AWS::Lambda::Function", "AWS::SQS::Queue"] {
        let waits = of_type(&template, ty)[0].1["DependsOn"].as_array().unwrap();
        for id in &policies {
            assert!(waits.iter().any(|w| w == id.as_str()), "{ty} does not wait for {id}");
        }
    }
}

#[test]
fn what_else_belongs_to_a_role_leaves_less_room_for_grants() {
    let stack = stack();
    let own = (0..60).map(read).fold(PolicyDocument::new(), PolicyDocument::statement);
    let props = RoleProps::new(Principal::service("ec2")).inline_policy("Own", own);
    let role = Role::new(&stack, "Role", props);
    Policy::new(&stack, "Second", PolicyProps::new().statement(read(70)).role(&role));
    for n in 100..150 {
        role.add_to_policy(read(n));
    }
    let template = Template::from_stack(&stack);
    let inline = &of_type(&template, "AWS::IAM::Role")[0].1["Properties"]["Policies"][0];
    let attached = of_type(&template, "AWS::IAM::Policy").into_iter();
    let all: usize =
        attached.map(|(_, policy)| size(&policy["Properties"]["PolicyDocument"])).sum();
    assert!(size(&inline["PolicyDocument"]) + all <= 10_240);
    assert_eq!(of_type(&template, "AWS::IAM::ManagedPolicy").len(), 1);
}

#[test]
fn a_statement_that_no_policy_has_room_for_is_divided_by_its_resources() {
    let stack = stack();
    let role = role(&stack);
    let arns: Vec<String> =
        (0..150).map(|n| format!("arn:aws:s3:::{}-{n}", "x".repeat(80))).collect();
    role.add_to_policy(PolicyStatement::allow().actions(["s3:ListBucket"]).resources(arns));
    let template = Template::from_stack(&stack);
    let mut count = 0;
    for (_, policy) in of_type(&template, "AWS::IAM::ManagedPolicy") {
        let document = &policy["Properties"]["PolicyDocument"];
        assert!(size(document) <= 6_144);
        count += document["Statement"][0]["Resource"].as_array().unwrap().len();
    }
    assert_eq!(count, 150);
}

#[test]
fn what_is_known_at_deployment_is_reckoned_with_and_the_same_program_gives_the_same_bytes() {
    let build = || {
        let stack = stack();
        let role = role(&stack);
        for n in 0..120 {
            let table =
                Table::new(&stack, &format!("Table{n}"), TableProps::new(Attribute::string("id")));
            let table: &Table = &table;
            let action = format!("dynamodb:Action{n}");
            let grant = PolicyStatement::allow().actions([action]).resource(table.table_arn());
            role.add_to_policy(grant);
        }
        Template::from_stack(&stack)
    };
    let template = build();
    assert!(!of_type(&template, "AWS::IAM::ManagedPolicy").is_empty());
    assert_eq!(template.as_str(), build().as_str());
}
