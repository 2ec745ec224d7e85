//! Permissions boundaries of apps and stages.

use construct_lib::iam::{
    ManagedPolicy, ManagedPolicyArn, ManagedPolicyProps, PermissionsBoundary, PolicyStatement,
    Principal, Role, RoleProps,
};
use construct_lib::testing::Template;
use construct_lib::{App, Construct, Stack, StackProps, Stage, StageProps};

fn role(scope: &dyn Construct) {
    Role::new(scope, "Role", RoleProps::new(Principal::service("ec2")));
}

#[test]
fn a_boundary_of_the_app_holds_in_its_stages_unless_they_have_one() {
    let app = App::new();
    PermissionsBoundary::of(&app).apply(ManagedPolicyArn::named("all"));
    let production = Stage::new(&app, "Production", StageProps::new());
    let development = Stage::new(&app, "Development", StageProps::new());
    PermissionsBoundary::of(&development).apply(ManagedPolicyArn::named("developers"));
    let orders = |stage: &Stage| {
        let stack = Stack::new(stage, "Orders", StackProps::new());
        role(&stack);
        stack
    };
    let stacks =
        [(orders(&production), ":policy/all"), (orders(&development), ":policy/developers")];
    for (stack, expected) in stacks {
        let template = Template::from_stack(&stack);
        let boundary =
            template.to_json()["Resources"]["Role1ABCC5F0"]["Properties"]["PermissionsBoundary"]
                .to_string();
        assert!(boundary.contains(expected), "{boundary}");
    }
}

#[test]
fn a_policy_of_another_stack_is_a_boundary_too() {
    let app = App::new();
    let shared = Stack::new(&app, "Shared", StackProps::new());
    let rest = PolicyStatement::allow().not_actions(["iam:*"]).resource("*");
    let policy = ManagedPolicy::new(&shared, "Rest", ManagedPolicyProps::new().statement(rest));
    let stack = Stack::new(&app, "Orders", StackProps::new());
    PermissionsBoundary::of(&stack).apply(&policy);
    role(&stack);
    let template = Template::from_stack(&stack);
    assert!(template.as_str().contains("Fn::ImportValue"), "{}", template.as_str());
}
