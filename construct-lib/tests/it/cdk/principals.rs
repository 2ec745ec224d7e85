//! Principals and conditions.

use construct_lib::iam::{
    ArnKey, BoolKey, Condition, ConditionKey, DateKey, IpAddressKey, ListOf, NumericKey,
    PolicyDocument, PolicyStatement, Principal, Role, RoleProps, StringKey,
};
use construct_lib::{Aws, CfnOutput, CfnOutputProps, CfnResource, Stack};

use super::compare::{Program, check, program, refused};

const AUDIENCE: ConditionKey<StringKey> = ConditionKey::new("accounts.google.com:aud");
const CURRENT_TIME: ConditionKey<DateKey> = ConditionKey::new("aws:CurrentTime");
const MFA_AGE: ConditionKey<NumericKey> = ConditionKey::new("aws:MultiFactorAuthAge");
const MFA_PRESENT: ConditionKey<BoolKey> = ConditionKey::new("aws:MultiFactorAuthPresent");
const PRINCIPAL_ARN: ConditionKey<ArnKey> = ConditionKey::new("aws:PrincipalArn");
const SOURCE_ACCOUNT: ConditionKey<StringKey> = ConditionKey::new("aws:SourceAccount");
const SOURCE_ARN: ConditionKey<ArnKey> = ConditionKey::new("aws:SourceArn");
const SOURCE_IP: ConditionKey<IpAddressKey> = ConditionKey::new("aws:SourceIp");
const SOURCE_VPCE: ConditionKey<StringKey> = ConditionKey::new("aws:SourceVpce");
const SUBJECT: ConditionKey<StringKey> = ConditionKey::new("accounts.google.com:sub");
const TAG_KEYS: ConditionKey<ListOf<StringKey>> = ConditionKey::new("aws:TagKeys");
const TOKEN_ISSUE_TIME: ConditionKey<DateKey> = ConditionKey::new("aws:TokenIssueTime");

const SAML: &str = "arn:aws:iam::111122223333:saml-provider/p";

#[test]
fn principals_are_those_of_the_cdk() {
    check("principals", PROGRAMS, &[]);
}

fn tag(key: &str) -> ConditionKey<StringKey> {
    ConditionKey::named(format!("aws:PrincipalTag/{key}"))
}

fn account() -> Principal {
    Principal::account("111122223333")
}

fn google() -> Principal {
    Principal::web_identity("accounts.google.com")
}

fn role(s: &Stack, principal: Principal) -> Role {
    Role::new(s, "Role", RoleProps::new(principal))
}

/// A role of the account, when a condition holds.
fn when(s: &Stack, condition: Condition) {
    role(s, account().condition(condition));
}

fn publish() -> PolicyStatement {
    PolicyStatement::allow().actions(["sns:Publish"]).resource("*")
}

/// A policy of a resource, as a service has it that is not the matter here.
fn policy(s: &Stack, statement: PolicyStatement) {
    let policy = CfnResource::new(s, "Policy", "Acme::Test::Policy");
    policy.add_property_override("Document", &PolicyDocument::new().statement(statement));
}

const PROGRAMS: &[Program] = &[
    program("service of an opt-in region", |s| {
        role(s, Principal::service_in_region("sns.amazonaws.com", "me-south-1"));
    }),
    program("service of an opt-in region by its short name", |s| {
        role(s, Principal::service_in_region("sns", "af-south-1"));
    }),
    program("service of a region that is always on", |s| {
        role(s, Principal::service_in_region("sns", "eu-west-3"));
    }),
    program("service whose name is taken as it is", |s| {
        role(s, Principal::service("elasticmapreduce.amazonaws.com.cn"));
    }),
    program("name of a service", |s| {
        let name = Principal::service_principal_name("lambda");
        CfnOutput::new(s, "Name", CfnOutputProps::new(name));
    }),
    program("federated", |s| {
        role(s, Principal::federated("cognito-identity.amazonaws.com"));
    }),
    program("account in an organization", |s| {
        let root = Principal::arn("arn:aws:iam::111122223333:root");
        role(s, root.in_organization("o-abc123defg"));
    }),
    refused("organization that is none", "invalid-principal", |s| {
        role(s, Principal::organization("o-1"));
    }),
    refused("composite without members", "invalid-statement", |s| {
        role(s, Principal::composite([]));
    }),
    program("SAML", |s| {
        const ISSUER: ConditionKey<StringKey> = ConditionKey::new("SAML:iss");
        let provider = Principal::saml(SAML);
        role(s, provider.condition(Condition::string_equals(ISSUER, "https://idp")));
    }),
    program("SAML console with more conditions", |s| {
        const SUBJECT: ConditionKey<StringKey> = ConditionKey::new("SAML:sub");
        let provider = Principal::saml_console(SAML);
        role(s, provider.condition(Condition::string_like(SUBJECT, "a*")));
    }),
    program("session tags of a composite", |s| {
        let both = Principal::composite([account(), Principal::service("ec2")]);
        role(s, both.with_session_tags());
    }),
    program("external id of a composite", |s| {
        let both = Principal::composite([account(), Principal::account("444455556666")]);
        Role::new(s, "Role", RoleProps::new(both).external_id("x"));
    }),
    program("one operator, two keys", |s| {
        let app = Condition::string_equals(AUDIENCE, "app");
        role(s, google().condition(app).condition(Condition::string_equals(SUBJECT, "one")));
    }),
    program("one key, several values", |s| {
        role(s, google().condition(Condition::string_equals(AUDIENCE, ["app", "other"])));
    }),
    program("a later condition replaces an earlier one of the same operator and key", |s| {
        let one = account().condition(Condition::string_equals(tag("team"), "one"));
        role(s, one.condition(Condition::string_equals(tag("team"), "two")));
    }),
    program("if it exists", |s| when(s, Condition::bool(MFA_PRESENT, true).if_exists())),
    program("numbers", |s| when(s, Condition::numeric_less_than(MFA_AGE, 3600))),
    program("dates", |s| {
        let after = Condition::date_greater_than(CURRENT_TIME, "2026-01-01T00:00:00Z");
        let before = Condition::date_less_than(CURRENT_TIME, "2027-01-01T00:00:00Z");
        role(s, account().condition(after).condition(before));
    }),
    program("null", |s| {
        let long_term = account().condition(Condition::absent(TOKEN_ISSUE_TIME));
        role(s, long_term.condition(Condition::present(MFA_AGE)));
    }),
    program("any value", |s| {
        when(s, Condition::string_equals(TAG_KEYS.for_any_value(), ["a", "b"]));
    }),
    program("all values", |s| {
        when(s, Condition::string_like(TAG_KEYS.for_all_values(), "a*").if_exists());
    }),
    program("a value that is known at deployment", |s| {
        let other = Role::new(s, "Other", RoleProps::new(account()));
        when(s, Condition::arn_equals(PRINCIPAL_ARN, other.role_arn()));
    }),
    program("conditions of a statement and of its principal", |s| {
        let tagged = account().condition(Condition::string_equals(tag("a"), "b"));
        let endpoint = Condition::string_equals(SOURCE_VPCE, "vpce-1");
        policy(s, publish().principal(&tagged).condition(endpoint));
    }),
    program("a condition of the statement replaces one of the principal", |s| {
        let a = account().condition(Condition::string_equals(SOURCE_VPCE, "a"));
        policy(s, publish().principal(&a).condition(Condition::string_equals(SOURCE_VPCE, "b")));
    }),
    program("addresses", |s| {
        let inside = Condition::ip_address(SOURCE_IP, ["203.0.113.0/24", "2001:db8::/32"]);
        policy(s, publish().principal(&Principal::any()).condition(inside));
    }),
    program("source account and source ARN", |s| {
        let statement = publish()
            .principal(&Principal::service("s3"))
            .condition(Condition::string_equals(SOURCE_ACCOUNT, Aws::ACCOUNT_ID))
            .condition(Condition::arn_equals(SOURCE_ARN, "arn:aws:s3:::orders"));
        policy(s, statement);
    }),
    program("everyone but one", |s| {
        let deny = PolicyStatement::deny().actions(["sns:*"]).resource("*");
        policy(s, deny.not_principal(&account()));
    }),
    program("principals of all kinds", |s| {
        let statement = publish()
            .principal(&Principal::canonical_user("c"))
            .principal(&Principal::service("s3"))
            .principal(&account())
            .principal(&Principal::account_root())
            .principal(&Principal::federated("f"));
        policy(s, statement);
    }),
    program("a composite in one statement", |s| {
        let both = Principal::composite([Principal::service("s3"), account()]);
        policy(s, publish().principal(&both));
    }),
    refused("a star beside others", "invalid-statement", |s| {
        api_policy(s, publish().principal(&Principal::star()).principal(&account()));
    }),
    refused("different conditions in one statement", "invalid-statement", |s| {
        let members = Principal::organization("o-abc123defg");
        api_policy(s, publish().principal(&account()).principal(&members));
    }),
];

/// A document is checked by the construct whose policy it is: here, that of an API.
fn api_policy(s: &Stack, statement: PolicyStatement) {
    use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};

    let api = RestApi::new(s, "Api", RestApiProps::new());
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    api.add_to_resource_policy(statement);
}
