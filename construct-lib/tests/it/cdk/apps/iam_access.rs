//! Roles of all kinds: trusted by several, by GitHub, imported, of another
//! account, and one that is granted much.

use std::time::Duration;

use construct_lib::iam::{
    BoolKey, Condition, ConditionKey, Grant, Grantable, ManagedPolicy, ManagedPolicyArn,
    ManagedPolicyProps, NumericKey, PermissionsBoundary, PolicyDocument, PolicyStatement,
    Principal, Role, RoleAttributes, RoleProps, StringKey, WithoutPolicyUpdates,
};
use construct_lib::{App, Stack};

use super::{Judged, environment, table};
use crate::cdk::grants::Topic;

pub(super) const APP: Judged = Judged { name: "iam-access", build, differs: &[] };

const AUDIENCE: ConditionKey<StringKey> =
    ConditionKey::new("token.actions.githubusercontent.com:aud");
const MFA_AGE: ConditionKey<NumericKey> = ConditionKey::new("aws:MultiFactorAuthAge");
const MFA_PRESENT: ConditionKey<BoolKey> = ConditionKey::new("aws:MultiFactorAuthPresent");
const SUBJECT: ConditionKey<StringKey> =
    ConditionKey::new("token.actions.githubusercontent.com:sub");

fn build(app: &App) {
    let s = Stack::new(app, "Access", environment("111122223333", "eu-west-1"));
    let orders = table(&s, "Orders");
    let topic = Topic::new(&s);

    let rest = PolicyStatement::allow().not_actions(["iam:*", "organizations:*"]).resource("*");
    let props =
        ManagedPolicyProps::new().description("What nobody here goes beyond").statement(rest);
    PermissionsBoundary::of(&s).apply(&ManagedPolicy::new(&s, "Boundary", props));

    let people = Principal::account("444455556666")
        .condition(Condition::bool(MFA_PRESENT, true))
        .condition(Condition::numeric_less_than(MFA_AGE, 3600));
    let support = PolicyStatement::allow().actions(["logs:DescribeLogGroups"]).resource("*");
    let props = RoleProps::new(Principal::composite([people, Principal::service("ec2")]))
        .description("For people who signed in with a second factor, and machines")
        .max_session_duration(Duration::from_secs(4 * 3600))
        .path("/operations/")
        .managed_policy(ManagedPolicyArn::aws("ReadOnlyAccess"))
        .inline_policy("Logs", PolicyDocument::new().statement(support));
    let operator = Role::new(&s, "Operator", props);
    orders.grant_write_data(&operator);

    let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let github = Principal::open_id_connect(provider)
        .condition(Condition::string_equals(AUDIENCE, "sts.amazonaws.com"))
        .condition(Condition::string_like(SUBJECT, "repo:example/orders:environment:*"));
    let deploy = Role::new(&s, "Deploy", RoleProps::new(github));
    operator.grant_assume_role(&deploy);

    let partner = Role::from_role_arn(&s, "Partner", "arn:aws:iam::777788889999:role/partner");
    let ours = Role::from_role_arn(&s, "Ours", "arn:aws:iam::111122223333:role/teams/ours");
    let fixed = RoleAttributes::new("arn:aws:iam::111122223333:role/fixed")
        .without_policy_updates(WithoutPolicyUpdates::IgnoreGrants);
    let fixed = Role::from_role_attributes(&s, "Fixed", fixed);
    let bucket = Principal::service("s3.amazonaws.com");
    let grantees: [&dyn Grantable; 5] = [&partner, &ours, &fixed, &deploy, &bucket];
    for grantee in grantees {
        Grant::add_to_principal_or_resource(grantee, topic.publish(), &topic);
    }

    let logs = ["logs:DeleteLogGroup", "logs:DeleteLogStream"];
    let audit = ManagedPolicyProps::new()
        .managed_policy_name("audit")
        .role(&operator)
        .role(&deploy)
        .statement(PolicyStatement::deny().actions(logs).resource("*"));
    ManagedPolicy::new(&s, "Audit", audit);

    let loader = Role::new(&s, "Loader", RoleProps::new(Principal::service("glue")));
    for n in 0..300 {
        let bucket = format!("arn:aws:s3:::bucket-with-a-rather-long-name-{n}/*");
        let statement = PolicyStatement::allow().actions(["s3:GetObject"]);
        loader.add_to_policy(statement.resource(bucket));
    }
}
