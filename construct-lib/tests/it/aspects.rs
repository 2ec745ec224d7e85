//! Aspects over the constructs that people write.

use construct_lib::cfn::dynamodb::CfnTableProps;
use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, diagnostics};
use construct_lib::{
    AspectPriority, Aspects, CfnResource, Construct, Diagnostic, EachResource, Expr, Node, Stack,
};

use crate::support::orders;

fn table(scope: &dyn Construct, id: &str) -> Table {
    Table::new(scope, id, TableProps::new(Attribute::string("id")))
}

#[test]
fn a_typed_patch_reaches_into_every_table_of_the_app() {
    let (app, stack) = orders();
    for id in ["Orders", "Items"] {
        table(&stack, id);
    }
    let protected = CfnTableProps::patch().deletion_protection_enabled(true);
    Aspects::of(&app).add(EachResource::patch(protected));
    let template = Template::from_stack(&stack);
    let tables = template.find_resources("AWS::DynamoDB::Table");
    assert_eq!(tables.len(), 2);
    assert!(tables.iter().all(|(_, t)| t["Properties"]["DeletionProtectionEnabled"] == true));
}

/// Reports the policies that allow everything on something.
fn no_wildcards(priority: u32) -> Vec<String> {
    let (app, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    table(&stack, "Table").grant_full_access(&handler);
    let rule = EachResource::of_type("AWS::IAM::Policy", |policy| {
        let document = policy.property("PolicyDocument");
        if format!("{document:?}").contains("dynamodb:*") {
            let finding = Diagnostic::error("policy-too-wide", "the policy allows `dynamodb:*`");
            policy.node().report(finding);
        }
    });
    Aspects::of(&app).add_with_priority(rule, priority);
    diagnostics(&app).iter().map(|d| format!("{} {}", d.code(), d.path())).collect()
}

#[test]
fn a_rule_sees_the_policies_that_grants_lead_to() {
    let found = ["policy-too-wide Orders/Handler/ServiceRole/DefaultPolicy/Resource"];
    assert_eq!(no_wildcards(AspectPriority::READONLY), found);
}

#[test]
fn an_aspect_may_grant_and_add_constructs() {
    let (app, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    let reader = handler.clone();
    Aspects::of(&app).add_with_priority(
        move |node: &Node| {
            if let Some(table) = <Table>::at(node) {
                table.grant_read_data(&reader);
            }
            if Stack::of(node).is_some_and(|stack| stack.node() == node) {
                table(node, "Audit");
            }
        },
        AspectPriority::MUTATING,
    );
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::DynamoDB::Table", 1);
    let policies = template.find_resources("AWS::IAM::Policy");
    let text = policies[0].1.to_string();
    assert!(text.contains("dynamodb:GetItem") && text.contains("Audit"), "{text}");
}

#[test]
fn what_an_l2_knows_is_found_from_an_aspect() {
    let (app, stack) = orders();
    table(&stack, "Table");
    assert!(
        CfnResource::find_all_of_type(&app, "AWS::DynamoDB::Table")[0]
            .property("KeySchema.0.AttributeName")
            .is_some_and(|name| name == Expr::text("id"))
    );
}
