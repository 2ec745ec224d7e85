//! Grants: to whose policy a permission is added, and what waits for it.

use std::cell::RefCell;

use construct_lib::iam::{
    Grant, Grantable, ManagedPolicy, ManagedPolicyProps, Policy, PolicyDocument, PolicyProps,
    PolicyStatement, Principal, ResourceWithPolicy, Role, RoleAttributes, RoleProps,
    WithoutPolicyUpdates,
};
use construct_lib::{CfnResource, Construct, Expr, Node, Stack, Value};

use super::compare::{Program, check, program};

#[test]
fn grants_are_those_of_the_cdk() {
    check("grants", PROGRAMS, &[]);
}

fn lambda() -> Principal {
    Principal::service("lambda.amazonaws.com")
}

fn role(s: &Stack, id: &str) -> Role {
    Role::new(s, id, RoleProps::new(lambda()))
}

/// The one role of a stack, made when it is asked for first.
fn only(s: &Stack) -> Role {
    s.node().try_child("Role").and_then(|node| Role::at(&node)).unwrap_or_else(|| role(s, "Role"))
}

fn attributes() -> RoleAttributes {
    RoleAttributes::new("arn:aws:iam::111122223333:role/name")
}

fn imported(s: &Stack, attributes: RoleAttributes) -> Role {
    Role::from_role_attributes(s, "Imported", attributes)
}

/// A topic, as far as its policy is the matter.
pub(super) struct Topic {
    node: Node,
    topic: CfnResource,
    document: RefCell<PolicyDocument>,
}

impl Topic {
    pub(super) fn new(s: &Stack) -> Self {
        let node = Node::new(s, "Topic");
        let topic = CfnResource::new(&node, "Resource", "AWS::SNS::Topic");
        Self { node, topic, document: RefCell::new(PolicyDocument::new().assign_sids()) }
    }

    fn arn(&self) -> Value<String> {
        Value::of(self.topic.ref_expr())
    }

    pub(super) fn publish(&self) -> PolicyStatement {
        PolicyStatement::allow().actions(["sns:Publish"]).resource(self.arn())
    }
}

impl Construct for Topic {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl ResourceWithPolicy for Topic {
    fn add_to_resource_policy(&self, statement: PolicyStatement) -> Option<Node> {
        let policy = self.node.try_child("Policy").unwrap_or_else(|| {
            let node = Node::new(self, "Policy");
            let cfn = CfnResource::new(&node, "Resource", "AWS::SNS::TopicPolicy");
            cfn.add_property_override("Topics", Expr::list([self.arn().into()]));
            node
        });
        let mut document = self.document.borrow_mut();
        document.add_statement(statement);
        let cfn = CfnResource::at(&policy).unwrap();
        cfn.add_property_override("PolicyDocument", &*document);
        Some(policy)
    }
}

fn either(s: &Stack, grantee: &dyn Grantable) -> Grant {
    let topic = Topic::new(s);
    Grant::add_to_principal_or_resource(grantee, topic.publish(), &topic)
}

fn both(s: &Stack, grantee: &dyn Grantable) -> Grant {
    let topic = Topic::new(s);
    Grant::add_to_principal_and_resource(grantee, topic.publish(), &topic)
}

fn alone(s: &Stack, grantee: &dyn Grantable) -> Grant {
    Grant::add_to_principal(grantee, allow("s3:GetObject", "*"), s)
}

fn queue(s: &Stack, id: &str) -> CfnResource {
    CfnResource::new(s, id, "AWS::SQS::Queue")
}

fn allow(action: &str, resource: &str) -> PolicyStatement {
    PolicyStatement::allow().actions([action]).resource(resource)
}

fn bucket(n: usize) -> String {
    format!("arn:aws:s3:::bucket-with-a-rather-long-name-{n}/*")
}

fn many(s: &Stack, count: usize) {
    for n in 0..count {
        only(s).add_to_policy(allow(&format!("s3:Action{n}"), &bucket(n)));
    }
}

fn buckets(s: &Stack, count: usize) {
    for n in 0..count {
        only(s).add_to_policy(allow("s3:GetObject", &bucket(n)));
    }
}

fn policy(s: &Stack) -> Policy {
    Policy::new(s, "Policy", PolicyProps::new().role(&role(s, "Role")))
}

fn managed(s: &Stack, document: PolicyDocument) {
    ManagedPolicy::new(s, "Policy", ManagedPolicyProps::new().document(document));
}

const IGNORE: WithoutPolicyUpdates = WithoutPolicyUpdates::IgnoreGrants;
const TO_RESOURCES: WithoutPolicyUpdates = WithoutPolicyUpdates::AddGrantsToResources;

const PROGRAMS: &[Program] = &[
    program("either: a role of the stack", |s| drop(either(s, &role(s, "Role")))),
    program("either: a service", |s| drop(either(s, &lambda()))),
    program("either: the account of the stack", |s| drop(either(s, &Principal::account_root()))),
    program("either: another account", |s| drop(either(s, &Principal::account("111122223333")))),
    program("either: an organization", |s| {
        either(s, &Principal::organization("o-abc123defg"));
    }),
    program("either: an imported role, whose account may be another one", |s| {
        either(s, &imported(s, attributes()));
    }),
    program("either: an imported role that is not changed", |s| {
        either(s, &imported(s, attributes().without_policy_updates(IGNORE)));
    }),
    program("either: an imported role that is not changed, but resources are", |s| {
        either(s, &imported(s, attributes().without_policy_updates(TO_RESOURCES)));
    }),
    program("either: a role without policy updates", |s| {
        either(s, &role(s, "Role").without_policy_updates(IGNORE));
    }),
    program("either: a role without policy updates, but resources are", |s| {
        either(s, &role(s, "Role").without_policy_updates(TO_RESOURCES));
    }),
    program("either: a policy", |s| drop(either(s, &policy(s)))),
    program("both: a role of the stack", |s| drop(both(s, &role(s, "Role")))),
    program("both: a service", |s| drop(both(s, &lambda()))),
    program("both: two roles", |s| {
        let topic = Topic::new(s);
        for id in ["Role", "Other"] {
            Grant::add_to_principal_and_resource(&role(s, id), topic.publish(), &topic);
        }
    }),
    program("alone: a policy", |s| drop(alone(s, &policy(s)))),
    program("alone: a managed policy", |s| {
        let props = ManagedPolicyProps::new().role(&role(s, "Role"));
        alone(s, &ManagedPolicy::new(s, "Policy", props));
    }),
    program("alone: an imported role that is not changed", |s| {
        let grant = alone(s, &imported(s, attributes().without_policy_updates(IGNORE)));
        assert!(grant.is_added());
    }),
    program("alone: the name of the policy is given", |s| {
        alone(s, &imported(s, attributes().default_policy_name("Grants")));
    }),
    program("alone: an imported role with a long path", |s| {
        let id = format!("Imported{}", "VeryLong".repeat(15));
        alone(s, &Role::from_role_arn(s, &id, "arn:aws:iam::111122223333:role/name"));
    }),
    program("any action on a role", |s| {
        let role = role(s, "Role");
        let caller = Role::new(s, "Caller", RoleProps::new(lambda()));
        role.grant(&caller, ["iam:GetRole", "iam:TagRole"]);
    }),
    program("none", |s| {
        role(s, "Role");
        assert!(!Grant::drop().is_added());
    }),
    program("what waits for a grant", |s| {
        alone(s, &role(s, "Role")).apply_before(&[&queue(s, "One"), &queue(s, "Two")]);
    }),
    program("what waits for two grants", |s| {
        let both = alone(s, &role(s, "Role")).combine(alone(s, &role(s, "Other")));
        both.apply_before(&[&queue(s, "One")]);
    }),
    program("what waits for the policy of a resource", |s| {
        let grant = either(s, &lambda());
        assert!(grant.is_on_resource());
        grant.apply_before(&[&queue(s, "One")]);
    }),
    program("so many that one policy overflows", |s| many(s, 100)),
    program("so many that several policies overflow", |s| many(s, 400)),
    program("statements that merge until they are large", |s| buckets(s, 200)),
    program("statements that merge, and fit", |s| {
        buckets(s, 60);
        many(s, 20);
    }),
    program("statements about what is known at deployment", |s| {
        for n in 0..80 {
            let arn: Value<String> = queue(s, &format!("Queue{n}")).get_att("Arn");
            let action = format!("sqs:Action{n}");
            only(s).add_to_policy(PolicyStatement::allow().actions([action]).resource(arn));
        }
    }),
    program("a document that is not minimized", |s| {
        let document = PolicyDocument::new()
            .minimize(false)
            .statement(
                PolicyStatement::allow().actions(["s3:PutObject", "s3:GetObject"]).resource("*"),
            )
            .statement(allow("s3:DeleteObject", "*"))
            .statement(allow("s3:DeleteObject", "*"));
        managed(s, document);
    }),
    program("a document whose statements are numbered", |s| {
        let document = PolicyDocument::new()
            .assign_sids()
            .statement(allow("s3:GetObject", "arn:a"))
            .statement(allow("s3:PutObject", "*").sid("Own"))
            .statement(allow("s3:Put*", "arn:b"));
        managed(s, document);
    }),
];
