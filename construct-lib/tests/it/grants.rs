//! Who is granted what, whenever it is granted.

use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::iam::{GrantPrincipal, Grantable, Principal, Role, RoleProps};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{CfnResource, Construct, Node, State};

use crate::support::orders;

fn table(scope: &dyn Construct) -> Table {
    Table::new(scope, "Table", TableProps::new(Attribute::string("id")))
}

/// The actions of all statements on the ARN of the table.
fn actions(template: &Template) -> Vec<String> {
    let policies = template.find_resources("AWS::IAM::Policy");
    let statements = policies
        .iter()
        .flat_map(|(_, p)| p["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap());
    let on_table = statements.filter(|s| s["Resource"].to_string().contains("Table"));
    let mut all: Vec<String> = on_table
        .flat_map(|s| match &s["Action"] {
            serde_json::Value::Array(all) => all.clone(),
            one => vec![one.clone()],
        })
        .map(|a| a.as_str().unwrap().to_owned())
        .collect();
    all.sort();
    all
}

/// A construct of a user: a scope for others, and someone who can act.
struct Worker {
    node: Node,
    handler: Function,
}

impl Worker {
    #[track_caller]
    fn new(scope: &dyn Construct, id: &str) -> Self {
        let node = Node::new(scope, id);
        let handler = Function::new(&node, "Handler", FunctionProps::rust("worker"));
        Self { node, handler }
    }
}

impl Construct for Worker {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl Grantable for Worker {
    fn grant_principal(&self) -> GrantPrincipal {
        self.handler.grant_principal()
    }
}

#[test]
fn a_construct_of_a_user_can_be_granted_permissions() {
    let (_, stack) = orders();
    let table = table(&stack);
    let worker = Worker::new(&stack, "Worker");
    let grant = table.grant(&worker, ["dynamodb:GetItem"]);
    assert!(grant.is_added());
    let template = Template::from_stack(&stack);
    assert_eq!(actions(&template), ["dynamodb:GetItem"]);
    let (id, policy) = template.find_resources("AWS::IAM::Policy")[0];
    assert!(id.starts_with("WorkerHandlerServiceRoleDefaultPolicy"), "{id}");
    assert_eq!(policy["Properties"]["PolicyName"], id);
}

/// Grants itself something in its hook, to a role whose hook has run before.
struct Late {
    table: Table,
    role: Role,
}

impl State for Late {
    fn prepare(&mut self, _node: &Node) {
        self.table.grant_read_data(&self.role);
    }
}

#[test]
fn a_grant_made_in_a_hook_is_not_lost() {
    let (_, stack) = orders();
    let role = Role::new(&stack, "Role", RoleProps::new(Principal::service("ec2")));
    let table = table(&stack);
    let late = Node::new(&stack, "Late");
    late.set_state(Late { table: table.clone(), role: role.clone() });
    let template = Template::from_stack(&stack);
    assert_eq!(actions(&template).len(), 6);
    // And what was granted before the hook is there, too.
    template.resource_count_is("AWS::IAM::Policy", 1);
}

/// Makes a function and lets it read, both in its hook.
struct Grows;

impl State for Grows {
    fn prepare(&mut self, node: &Node) {
        if node.try_child("Handler").is_none() {
            let handler = Function::new(node, "Handler", FunctionProps::rust("late"));
            let table = node.scope().and_then(|s| s.try_child("Table"));
            let table: Table = Table::at(&table.unwrap()).unwrap();
            table.grant(&handler, ["dynamodb:GetItem"]);
            handler.add_environment("TABLE", table.table_name());
        }
    }
}

#[test]
fn constructs_made_in_a_hook_run_their_own() {
    let (_, stack) = orders();
    table(&stack);
    Node::new(&stack, "Grows").set_state(Grows);
    let template = Template::from_stack(&stack);
    assert_eq!(actions(&template), ["dynamodb:GetItem"]);
    template.has_resource_properties(
        "AWS::Lambda::Function",
        json!({ "Environment": { "Variables": { "TABLE": { "Ref": "TableCD117FA1" } } } }),
    );
}

/// Uses a role from inside the update of that role's own policy.
struct Keeper {
    role: Option<Role>,
}

impl State for Keeper {}

#[test]
fn a_grant_to_a_construct_that_is_being_changed_is_reported_and_never_panics() {
    struct Recursive(Node);
    impl Grantable for Recursive {
        fn grant_principal(&self) -> GrantPrincipal {
            // Reads the state that is being changed right now.
            let role = self.0.read(|keeper: &Keeper| keeper.role.clone()).flatten();
            match role {
                Some(role) => GrantPrincipal::role(&role),
                None => GrantPrincipal::unknown(&self.0),
            }
        }
    }
    let (app, stack) = orders();
    let table = table(&stack);
    let role = Role::new(&stack, "Role", RoleProps::new(Principal::service("ec2")));
    let node = Node::new(&stack, "Keeper");
    node.set_state(Keeper { role: Some(role) });
    node.update(|_: &mut Keeper| {
        table.grant_read_data(&Recursive(node.clone()));
    });
    let all = diagnostics(&app);
    let codes: Vec<&str> = all.iter().map(|d| d.code()).collect();
    assert!(codes.contains(&"construct-busy"), "{codes:?}");
    assert!(codes.contains(&"grant-without-role"), "{codes:?}");
}

#[test]
fn something_can_wait_for_a_grant() {
    let (_, stack) = orders();
    let table = table(&stack);
    let role = Role::new(&stack, "Role", RoleProps::new(Principal::service("ec2")));
    let job = CfnResource::new(&stack, "Job", "AWS::Test::Job");
    table.grant_read_data(&role).apply_before(&[&job]);
    let template = Template::from_stack(&stack);
    let (_, job) = template.find_resources("AWS::Test::Job")[0];
    assert_eq!(job["DependsOn"], json!(["RoleDefaultPolicy5FFB7DAB"]));
}

#[test]
fn a_function_waits_for_what_is_granted_later() {
    let (_, stack) = orders();
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    table(&stack).grant_read_data(&handler);
    let template = Template::from_stack(&stack);
    let (_, function) = template.find_resources("AWS::Lambda::Function")[0];
    // Not for the role: the reference to it orders the two already.
    assert_eq!(function["DependsOn"], json!(["HandlerServiceRoleDefaultPolicyCBD0CC91"]));
}
