//! Permissions boundaries of scopes.

use construct_lib::iam::{
    ManagedPolicy, ManagedPolicyArn, ManagedPolicyProps, PermissionsBoundary, PolicyStatement,
    Principal, Role, RoleProps,
};
use construct_lib::{CfnResource, Construct, Entries, Node, Stack};

use super::compare::{Program, check, program};

#[test]
fn boundaries_are_those_of_the_cdk() {
    check("permissions-boundaries", PROGRAMS, &[]);
}

fn props() -> RoleProps {
    RoleProps::new(Principal::service("lambda.amazonaws.com"))
}

fn role(scope: &dyn Construct) {
    Role::new(scope, "Role", props());
}

fn power() -> ManagedPolicyArn {
    ManagedPolicyArn::aws("PowerUserAccess")
}

fn read_only() -> ManagedPolicyArn {
    ManagedPolicyArn::aws("ReadOnlyAccess")
}

fn of(scope: &dyn Construct) -> PermissionsBoundary {
    PermissionsBoundary::of(scope)
}

fn inner(s: &Stack) -> Node {
    Node::new(s, "Inner")
}

const PROGRAMS: &[Program] = &[
    program("one of AWS for a stack", |s| {
        role(s);
        of(s).apply(power());
    }),
    program("one of the app", |s| {
        let all = PolicyStatement::allow().actions(["s3:*"]).resource("*");
        let policy = ManagedPolicy::new(s, "Boundary", ManagedPolicyProps::new().statement(all));
        role(s);
        of(s).apply(&policy);
    }),
    program("one of the account, by its name", |s| {
        role(s);
        of(s).apply(ManagedPolicyArn::named("developers"));
    }),
    program("generated roles and users", |s| {
        let generated = CfnResource::new(s, "Generated", "AWS::IAM::Role");
        generated.add_property_override("AssumeRolePolicyDocument", Entries::new());
        CfnResource::new(s, "User", "AWS::IAM::User");
        CfnResource::new(s, "Group", "AWS::IAM::Group");
        of(s).apply(power());
    }),
    program("the innermost wins", |s| {
        let inner = inner(s);
        role(s);
        role(&inner);
        of(&inner).apply(read_only());
        of(s).apply(power());
    }),
    program("a later one of the same scope wins", |s| {
        role(s);
        of(s).apply(read_only());
        of(s).apply(power());
    }),
    program("what a role was made with is replaced", |s| {
        Role::new(s, "Role", props().permissions_boundary(read_only()));
        of(s).apply(power());
    }),
    program("taken away inside", |s| {
        let inner = inner(s);
        role(s);
        Role::new(&inner, "Role", props().permissions_boundary(read_only()));
        of(s).apply(power());
        of(&inner).clear();
    }),
];
