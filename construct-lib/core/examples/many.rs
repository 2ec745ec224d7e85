//! Builds and synthesizes many stacks of 400 resources, to see where time goes:
//! `cargo run --release -p construct-core --example many -- 100`.
//!
//! It is made of what generated code is made of, without the generated code. A
//! second argument `build` stops before synthesis; a folder takes the templates.

#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::time::Instant;

use construct_core::{
    App, Aws, CfnResource, Construct, Expr, Node, Props, ResourceType, Stack, StackProps,
    TagProperty, TagShape, UnresolvedAssets, intrinsic,
};

const TAGS: TagProperty = TagProperty { name: "Tags", shape: TagShape::Standard };

const fn ty(name: &'static str) -> ResourceType {
    ResourceType { name, tags: Some(TAGS), stateful: false }
}

static TABLE: ResourceType = ty("AWS::DynamoDB::Table");
static ROLE: ResourceType = ty("AWS::IAM::Role");
static POLICY: ResourceType = ty("AWS::IAM::Policy");
static FUNCTION: ResourceType = ty("AWS::Lambda::Function");

fn main() {
    let mut arguments = std::env::args().skip(1);
    let stacks = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(100);
    let mode = arguments.next();
    let start = Instant::now();
    let app = App::new();
    for i in 0..stacks {
        let stack = Stack::new(&app, &format!("Service{i}"), StackProps::new());
        for j in 0..100 {
            unit(&stack, j);
        }
    }
    let built = start.elapsed();
    let mut bytes = 0;
    if mode.as_deref() != Some("build") {
        let result = app.synth_with(&UnresolvedAssets, &mut |stack| {
            bytes += stack.template().len();
            if let Some(folder) = &mode {
                let file = format!("{folder}/{}", stack.template_file());
                if let Err(error) = std::fs::write(&file, stack.template()) {
                    println!("{file}: {error}");
                }
            }
        });
        if let Err(errors) = result {
            println!("{errors}");
        }
    }
    let whole = start.elapsed();
    println!("{stacks} stacks, {bytes} bytes: built {built:?}, synthesized {:?}", whole - built);
    let start = Instant::now();
    drop(app);
    println!("freed {:?}", start.elapsed());
}

fn unit(stack: &Stack, number: u32) {
    let scope = Node::new(stack, &format!("Unit{number}"));
    let key =
        |name| Expr::map([("AttributeName", Expr::text(name)), ("KeyType", Expr::text("HASH"))]);
    let attribute =
        |name| Expr::map([("AttributeName", Expr::text(name)), ("AttributeType", Expr::text("S"))]);
    let table = CfnResource::define(
        &scope,
        "Table",
        &TABLE,
        Props::new()
            .with("AttributeDefinitions", Expr::list([attribute("id"), attribute("email")]))
            .with("BillingMode", Expr::text("PAY_PER_REQUEST"))
            .with("GlobalSecondaryIndexes", Expr::list([index("by-email", "email")]))
            .with("KeySchema", Expr::list([key("id")]))
            .with(
                "PointInTimeRecoverySpecification",
                Expr::map([("PointInTimeRecoveryEnabled", Expr::Bool(true))]),
            ),
    );
    let role = CfnResource::define(
        &scope,
        "Role",
        &ROLE,
        Props::new()
            .with(
                "AssumeRolePolicyDocument",
                document([statement(
                    Expr::text("sts:AssumeRole"),
                    ("Principal", Expr::map([("Service", Expr::text("lambda.amazonaws.com"))])),
                )]),
            )
            .with("Description", Expr::from(format!("role of unit {number}")))
            .with(
                "ManagedPolicyArns",
                Expr::list([intrinsic::concat([
                    Expr::text("arn:"),
                    Aws::PARTITION.into(),
                    Expr::text(":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
                ])
                .into()]),
            ),
    );
    let actions =
        ["BatchGetItem", "GetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem"];
    let actions = actions.map(|a| Expr::from(format!("dynamodb:{a}")));
    let indexes = intrinsic::concat([table.att_expr("Arn"), Expr::text("/index/*")]);
    let policy = CfnResource::define(
        &scope,
        "Policy",
        &POLICY,
        Props::new()
            .with(
                "PolicyDocument",
                document([statement(
                    Expr::list(actions),
                    ("Resource", Expr::list([table.att_expr("Arn"), indexes.into()])),
                )]),
            )
            .with("PolicyName", Expr::from(format!("policy-{number}")))
            .with("Roles", Expr::list([role.ref_expr()])),
    );
    let variables = Expr::map([
        ("TABLE", table.ref_expr()),
        ("LEVEL", Expr::text("info")),
        ("REGION", Aws::REGION.into()),
    ]);
    let function = CfnResource::define(
        &scope,
        "Function",
        &FUNCTION,
        Props::new()
            .with("Architectures", Expr::list([Expr::text("arm64")]))
            .with(
                "Code",
                Expr::map([
                    ("S3Bucket", Expr::text("artifacts")),
                    ("S3Key", Expr::from(format!("functions/unit-{number}.zip"))),
                ]),
            )
            .with("Environment", Expr::map([("Variables", variables)]))
            .with("Handler", Expr::text("bootstrap"))
            .with("MemorySize", Expr::Int(256))
            .with("Role", role.att_expr("Arn"))
            .with("Runtime", Expr::text("provided.al2023"))
            .with("Timeout", Expr::Int(10)),
    );
    function.node().add_dependency(&policy);
}

fn index(name: &'static str, key: &'static str) -> Expr {
    let schema = Expr::map([("AttributeName", Expr::text(key)), ("KeyType", Expr::text("HASH"))]);
    Expr::map([
        ("IndexName", Expr::text(name)),
        ("KeySchema", Expr::list([schema])),
        ("Projection", Expr::map([("ProjectionType", Expr::text("ALL"))])),
    ])
}

fn statement(actions: Expr, who: (&'static str, Expr)) -> Expr {
    Expr::map([("Action", actions), ("Effect", Expr::text("Allow")), who])
}

fn document(statements: [Expr; 1]) -> Expr {
    Expr::map([("Statement", Expr::list(statements)), ("Version", Expr::text("2012-10-17"))])
}
