//! Roles, policies and principals.

use std::time::Duration;

use construct_lib::iam::{
    ArnKey, BoolKey, Condition, ConditionKey, ManagedPolicy, ManagedPolicyArn, ManagedPolicyProps,
    Policy, PolicyDocument, PolicyProps, PolicyStatement, Principal, Role, RoleAttributes,
    RoleProps, StringKey, WithoutPolicyUpdates,
};
use construct_lib::{
    CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, CfnResource, Construct, Stack,
    Value,
};

use super::compare::{Program, check, program, refused};

fn lambda() -> Principal {
    Principal::service("lambda.amazonaws.com")
}

fn account() -> Principal {
    Principal::account("111122223333")
}

fn with(s: &Stack, props: RoleProps) -> Role {
    Role::new(s, "Role", props)
}

fn trusting(s: &Stack, principal: Principal) -> Role {
    with(s, RoleProps::new(principal))
}

fn role(s: &Stack) -> Role {
    trusting(s, lambda())
}

fn other(s: &Stack) -> Role {
    Role::new(s, "Other", RoleProps::new(lambda()))
}

fn caller(s: &Stack) -> Role {
    Role::new(s, "Caller", RoleProps::new(lambda()))
}

fn allow(action: &str) -> PolicyStatement {
    PolicyStatement::allow().actions([action]).resource("*")
}

fn document(actions: &[&str]) -> PolicyDocument {
    let statements = actions.iter().map(|action| allow(action));
    statements.fold(PolicyDocument::new(), PolicyDocument::statement)
}

fn imported(s: &Stack, arn: &str) -> Role {
    Role::from_role_arn(s, "Imported", arn)
}

fn output(s: &Stack, id: &str, value: impl construct_lib::IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

#[test]
fn roles_are_those_of_the_cdk() {
    check("roles", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[("account that is a number", "the types do not let it be one")];

const PROGRAMS: &[Program] = &[
    program("service", |s| drop(role(s))),
    program("service with a short name", |s| drop(trusting(s, Principal::service("lambda")))),
    program("service of another region", |s| {
        drop(trusting(s, Principal::service("s3.amazonaws.com")))
    }),
    program("service with a condition", |s| {
        trusting(
            s,
            lambda().condition(Condition::string_equals(
                ConditionKey::<StringKey>::new("aws:SourceAccount"),
                "111122223333",
            )),
        );
    }),
    program("account", |s| drop(trusting(s, account()))),
    program("account of the stack", |s| drop(trusting(s, Principal::account_root()))),
    program("account with an external id", |s| {
        with(s, RoleProps::new(account()).external_id("one"));
    }),
    program("account with two external ids", |s| {
        with(s, RoleProps::new(account()).external_id("one").external_id("two"));
    }),
    program("ARN", |s| drop(trusting(s, Principal::arn("arn:aws:iam::111122223333:role/caller")))),
    program("another role", |s| {
        let other = other(s);
        trusting(s, Principal::arn(other.role_arn()));
    }),
    program("star", |s| drop(trusting(s, Principal::star()))),
    program("any", |s| drop(trusting(s, Principal::any()))),
    program("organization", |s| drop(trusting(s, Principal::organization("o-abc123defg")))),
    program("canonical user", |s| drop(trusting(s, Principal::canonical_user("abc")))),
    program("federated", |s| {
        let cognito = Principal::web_identity("cognito-identity.amazonaws.com");
        trusting(
            s,
            cognito.condition(Condition::string_equals(
                ConditionKey::<StringKey>::new("cognito-identity.amazonaws.com:aud"),
                "pool",
            )),
        );
    }),
    program("web identity", |s| {
        let google = Principal::web_identity("accounts.google.com");
        trusting(
            s,
            google.condition(Condition::string_equals(
                ConditionKey::<StringKey>::new("accounts.google.com:aud"),
                "app",
            )),
        );
    }),
    program("OIDC", |s| {
        let github = "token.actions.githubusercontent.com";
        let provider = format!("arn:aws:iam::111122223333:oidc-provider/{github}");
        let principal = Principal::open_id_connect(provider);
        trusting(
            s,
            principal.condition(Condition::string_like(
                ConditionKey::<StringKey>::named(format!("{github}:sub")),
                "repo:a/b:*",
            )),
        );
    }),
    program("SAML", |s| {
        let provider = Principal::saml("arn:aws:iam::111122223333:saml-provider/p");
        trusting(
            s,
            provider.condition(Condition::string_equals(
                ConditionKey::<StringKey>::new("SAML:aud"),
                "https://signin.aws.amazon.com/saml",
            )),
        );
    }),
    program("composite", |s| {
        trusting(s, Principal::composite([lambda(), Principal::service("edgelambda")]));
    }),
    program("composite of kinds", |s| {
        let user = Principal::arn("arn:aws:iam::111122223333:user/u");
        trusting(s, Principal::composite([lambda(), account(), user]));
    }),
    program("composite of conditions", |s| {
        let person = account().condition(Condition::bool(
            ConditionKey::<BoolKey>::new("aws:MultiFactorAuthPresent"),
            true,
        ));
        trusting(s, Principal::composite([lambda(), person]));
    }),
    program("composite of actions", |s| {
        trusting(
            s,
            Principal::composite([lambda(), Principal::web_identity("accounts.google.com")]),
        );
    }),
    program("with conditions", |s| {
        trusting(
            s,
            account().condition(Condition::bool(
                ConditionKey::<BoolKey>::new("aws:MultiFactorAuthPresent"),
                true,
            )),
        );
    }),
    program("with more conditions", |s| {
        let principal = lambda()
            .condition(Condition::string_equals(
                ConditionKey::<StringKey>::new("aws:SourceAccount"),
                "1",
            ))
            .condition(Condition::arn_like(ConditionKey::<ArnKey>::new("aws:SourceArn"), "arn:x"))
            .condition(Condition::string_equals(
                ConditionKey::<StringKey>::new("aws:PrincipalTag/a"),
                "b",
            ));
        trusting(s, principal);
    }),
    program("session tags", |s| drop(trusting(s, lambda().with_session_tags()))),
    program("session tags and conditions", |s| {
        let tagged = account().condition(Condition::string_equals(
            ConditionKey::<StringKey>::new("aws:RequestTag/a"),
            "b",
        ));
        trusting(s, tagged.with_session_tags());
    }),
    program("description, name, path", |s| {
        with(s, RoleProps::new(lambda()).description("d").role_name("n").path("/p/"));
    }),
    program("session duration", |s| {
        with(s, RoleProps::new(lambda()).max_session_duration(Duration::from_secs(7200)));
    }),
    refused("session duration out of range", "session-duration-out-of-range", |s| {
        with(s, RoleProps::new(lambda()).max_session_duration(Duration::from_secs(600)));
    }),
    refused("description that is too long", "text-too-long", |s| {
        with(s, RoleProps::new(lambda()).description("d".repeat(1001)));
    }),
    refused("name with a bad character", "invalid-name", |s| {
        with(s, RoleProps::new(lambda()).role_name("a b"));
    }),
    program("managed policies", |s| {
        let props = RoleProps::new(lambda())
            .managed_policy(ManagedPolicyArn::aws("ReadOnlyAccess"))
            .managed_policy(ManagedPolicyArn::new("arn:aws:iam::111122223333:policy/p"));
        with(s, props);
    }),
    program("the same managed policy twice", |s| {
        let props = RoleProps::new(lambda())
            .managed_policy(ManagedPolicyArn::aws("ReadOnlyAccess"))
            .managed_policy(ManagedPolicyArn::aws("ReadOnlyAccess"));
        with(s, props);
    }),
    program("inline policies", |s| {
        let props = RoleProps::new(lambda())
            .inline_policy("Second", document(&["s3:GetObject"]))
            .inline_policy("First", document(&["s3:PutObject", "s3:ListBucket"]));
        with(s, props);
    }),
    program("permissions boundary", |s| {
        with(
            s,
            RoleProps::new(lambda()).permissions_boundary(ManagedPolicyArn::aws("PowerUserAccess")),
        );
    }),
    program("trust policy with a statement more", |s| {
        let trust = PolicyStatement::allow().actions(["sts:AssumeRole"]).principal(&account());
        role(s).add_assume_role_statement(trust);
    }),
    program("one statement", |s| drop(role(s).add_to_policy(allow("s3:GetObject")))),
    program("statements that merge", |s| {
        let role = role(s);
        role.add_to_policy(allow("s3:PutObject"));
        role.add_to_policy(allow("s3:GetObject"));
        role.add_to_policy(PolicyStatement::allow().actions(["s3:GetObject"]).resource("arn:a"));
    }),
    refused("statement without a resource", "invalid-statement", |s| {
        role(s).add_to_policy(PolicyStatement::allow().actions(["s3:GetObject"]));
    }),
    refused("statement with a principal", "invalid-statement", |s| {
        role(s).add_to_policy(allow("s3:GetObject").principal(&lambda()));
    }),
    refused("statement without an action", "invalid-statement", |s| {
        role(s).add_to_policy(PolicyStatement::allow().resource("*"));
    }),
    refused("Sid with a dash", "invalid-statement", |s| {
        role(s).add_to_policy(allow("s3:GetObject").sid("a-b"));
    }),
    program("so many statements that they overflow", |s| {
        let role = role(s);
        for n in 0..120 {
            let bucket = format!("arn:aws:s3:::bucket-with-a-rather-long-name-{n}/*");
            let action = format!("s3:Action{n}");
            role.add_to_policy(PolicyStatement::allow().actions([action]).resource(bucket));
        }
    }),
    program("grant", |s| drop(role(s).add_to_policy(allow("s3:GetObject")))),
    program("grantAssumeRole", |s| {
        let role = role(s);
        role.grant_assume_role(&caller(s));
    }),
    program("grantPassRole", |s| {
        let role = role(s);
        role.grant_pass_role(&caller(s));
    }),
    refused("grantPassRole to a service", "grant-not-added", |s| {
        role(s).grant_pass_role(&lambda());
    }),
    program("policy", |s| {
        let role = role(s);
        Policy::new(s, "Policy", PolicyProps::new().statement(allow("s3:GetObject")).role(&role));
    }),
    program("policy with a name", |s| {
        let role = role(s);
        let props =
            PolicyProps::new().policy_name("n").statement(allow("s3:GetObject")).role(&role);
        Policy::new(s, "Policy", props);
    }),
    program("policy for two roles", |s| {
        let role = role(s);
        let props = PolicyProps::new().statement(allow("s3:GetObject")).role(&other(s));
        Policy::new(s, "Policy", props).attach_to_role(&role);
    }),
    program("policy for nobody", |s| {
        Policy::new(s, "Policy", PolicyProps::new().statement(allow("s3:GetObject")));
    }),
    program("policy without a statement", |s| {
        let role = role(s);
        Policy::new(s, "Policy", PolicyProps::new().role(&role));
    }),
    refused("policy for nobody, forced", "policy-unattached", |s| {
        Policy::new(s, "Policy", PolicyProps::new().force().statement(allow("s3:GetObject")));
    }),
    refused("policy without a statement, forced", "invalid-statement", |s| {
        let role = role(s);
        Policy::new(s, "Policy", PolicyProps::new().force().role(&role));
    }),
    program("managed policy", |s| {
        let role = role(s);
        let props = ManagedPolicyProps::new().statement(allow("s3:GetObject")).role(&role);
        ManagedPolicy::new(s, "Policy", props);
    }),
    program("managed policy: all properties", |s| {
        let role = role(s);
        let props = ManagedPolicyProps::new()
            .managed_policy_name("n")
            .description("d")
            .path("/p/")
            .statement(allow("s3:GetObject"))
            .role(&role);
        ManagedPolicy::new(s, "Policy", props);
    }),
    refused("managed policy without a statement", "invalid-statement", |s| {
        ManagedPolicy::new(s, "Policy", ManagedPolicyProps::new());
    }),
    program("managed policy given to a role", |s| {
        let role = role(s);
        let props = ManagedPolicyProps::new().statement(allow("s3:GetObject"));
        role.add_managed_policy(&ManagedPolicy::new(s, "Policy", props));
    }),
    program("managed policy for two roles", |s| {
        let (role, other) = (role(s), other(s));
        let props =
            ManagedPolicyProps::new().statement(allow("s3:GetObject")).role(&role).role(&other);
        ManagedPolicy::new(s, "Policy", props);
    }),
    program("imported role: policy", |s| {
        imported(s, "arn:aws:iam::111122223333:role/path/name")
            .add_to_policy(allow("s3:GetObject"));
    }),
    program("imported role by name: policy", |s| {
        Role::from_role_name(s, "Imported", "name").add_to_policy(allow("s3:GetObject"));
    }),
    program("imported role that cannot be changed: policy", |s| {
        let attributes = RoleAttributes::new("arn:aws:iam::111122223333:role/name")
            .without_policy_updates(WithoutPolicyUpdates::IgnoreGrants);
        Role::from_role_attributes(s, "Imported", attributes).add_to_policy(allow("s3:GetObject"));
    }),
    program("imported role by a parameter", |s| {
        let parameter = CfnParameter::new(s, "Arn", CfnParameterProps::string());
        Role::from_role_arn(s, "Imported", parameter.value()).add_to_policy(allow("s3:GetObject"));
    }),
    program("imported role: managed policy", |s| {
        let role = imported(s, "arn:aws:iam::111122223333:role/name");
        role.add_managed_policy(ManagedPolicyArn::aws("ReadOnlyAccess"));
    }),
    program("imported role: name and ARN", |s| {
        let role = imported(s, "arn:aws:iam::111122223333:role/service-role/name");
        output(s, "Name", role.role_name());
        output(s, "Arn", role.role_arn());
    }),
    program("references", |s| {
        let role = role(s);
        output(s, "Name", role.role_name());
        output(s, "Arn", role.role_arn());
        let id: Value<String> = CfnResource::at(role.node()).unwrap().get_att("RoleId");
        output(s, "Id", id);
    }),
];
