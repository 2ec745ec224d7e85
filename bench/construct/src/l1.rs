//! Units written resource by resource, the same as `bench/stratosphere` writes.

use construct_lib::cfn::dynamodb::table::{
    AttributeDefinition, AttributeType, BillingMode, KeySchema, KeyType,
};
use construct_lib::cfn::dynamodb::{CfnTable, CfnTableProps};
use construct_lib::cfn::iam::{CfnPolicy, CfnPolicyProps, CfnRole, CfnRoleProps};
use construct_lib::cfn::lambda::function::{Architecture, Code, Environment};
use construct_lib::cfn::lambda::{CfnFunction, CfnFunctionProps};
use construct_lib::{Entries, Expr, Stack};

const ACTIONS: [&str; 10] = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DescribeTable",
];

/// Adds one unit to `stack`.
pub(super) fn unit(stack: &Stack, unit: usize) {
    let table = CfnTable::new(
        stack,
        &format!("Table{unit}"),
        CfnTableProps::new([
            KeySchema::new("id", KeyType::HASH),
            KeySchema::new("version", KeyType::RANGE),
        ])
        .attribute_definitions([
            AttributeDefinition::new("id", AttributeType::S),
            AttributeDefinition::new("version", AttributeType::N),
        ])
        .billing_mode(BillingMode::PAY_PER_REQUEST),
    );
    let trust = statement([
        ("Action", "sts:AssumeRole".into()),
        ("Effect", "Allow".into()),
        ("Principal", Expr::map([("Service", "lambda.amazonaws.com".into())])),
    ]);
    let role = CfnRole::new(stack, &format!("Role{unit}"), CfnRoleProps::new(trust));
    let access = statement([
        ("Action", Expr::list(ACTIONS.map(Expr::from))),
        ("Effect", "Allow".into()),
        ("Resource", table.attr_arn().into()),
    ]);
    let name = format!("Policy{unit}");
    CfnPolicy::new(stack, &name, CfnPolicyProps::new(access, &name).roles([role.ref_()]));
    let variables = Entries::new().set("LEVEL", "info").set("TABLE", table.ref_());
    CfnFunction::new(
        stack,
        &format!("Function{unit}"),
        CfnFunctionProps::new(
            Code::new().s3_bucket("artifacts").s3_key("user-handler.zip"),
            role.attr_arn(),
        )
        .architectures([Architecture::X86_64])
        .environment(Environment::new().variables(variables))
        .handler("bootstrap")
        .memory_size(256)
        .runtime("provided.al2023")
        .timeout(10),
    );
}

/// A document of one statement.
fn statement(entries: [(&'static str, Expr); 3]) -> Expr {
    let statement = Expr::list([Expr::map(entries)]);
    Expr::map([("Statement", statement), ("Version", Expr::text("2012-10-17"))])
}
