//! Values that CloudFormation looks up where secrets are kept.

use construct_core::{
    CfnDynamicReference, CfnDynamicReferenceService, CfnParameter, CfnParameterProps, Expr,
    SecretValue, SecretsManagerSecretOptions, Stack, Value, intrinsic,
};

use super::{Program, of_type, refused, reported, same, thing, uses};

pub(super) const ALL: &[Program] = &[
    same("secretsmanager", |s| manager(s, "name", options())),
    same("secretsmanager, a field", |s| manager(s, "name", options().json_field("password"))),
    same("secretsmanager, a stage", |s| {
        manager(s, "name", options().json_field("password").version_stage("AWSPREVIOUS"));
    }),
    same("secretsmanager, a version", |s| {
        manager(s, "name", options().version_id("12345678-1234"));
    }),
    same("secretsmanager by ARN", |s| {
        let arn = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:name-AbCdEf";
        manager(s, arn, options().json_field("x"));
    }),
    refused("secretsmanager without an id", "malformed-dynamic-reference", |s| {
        manager(s, "", options());
    }),
    refused("secretsmanager with a colon", "malformed-dynamic-reference", |s| {
        manager(s, "a:b", options());
    }),
    reported("secretsmanager by a broken ARN", "malformed-dynamic-reference", UNREADABLE, |s| {
        manager(s, "arn:aws:secretsmanager:eu-west-1:111111111111", options());
    }),
    same("secretsmanager of a secret of the stack", |s| {
        let secret = of_type(s, "Secret", "AWS::SecretsManager::Secret");
        let name = Value::<String>::of(secret.ref_expr());
        uses(s, SecretValue::secrets_manager(name, options().json_field("x")).unsafe_unwrap());
    }),
    same("ssm-secure", |s| secret(s, SecretValue::ssm_secure("/a/b", None).unsafe_unwrap())),
    same("ssm-secure, a version", |s| {
        secret(s, SecretValue::ssm_secure("/a/b", Some(3)).unsafe_unwrap());
    }),
    same("ssm", |s| uses(s, CfnDynamicReference::ssm("/a/b", Some(2)).value())),
    same("ssm without a version", |s| {
        let service = CfnDynamicReferenceService::Ssm;
        uses(s, CfnDynamicReference::new(service, "/a/b").value());
    }),
    same("plain text", |s| uses(s, SecretValue::unsafe_plain_text("secret").unsafe_unwrap())),
    same("a secret in text", |s| {
        let value = SecretValue::ssm_secure("/a", None).unsafe_unwrap();
        secret(s, intrinsic::concat([Expr::text("x-"), value.into(), Expr::text("-y")]));
    }),
    same("a parameter as a secret", |s| {
        let parameter = CfnParameter::new(s, "P", CfnParameterProps::string().no_echo());
        uses(s, SecretValue::cfn_parameter(&parameter).unsafe_unwrap());
    }),
    refused("a parameter that echoes as a secret", "secret-shown", |s| {
        let parameter = CfnParameter::new(s, "P", CfnParameterProps::string());
        uses(s, SecretValue::cfn_parameter(&parameter).unsafe_unwrap());
    }),
    same("an attribute as a secret", |s| {
        let secret = thing(s, "T").get_att("Secret");
        uses(s, SecretValue::resource_attribute(secret).unsafe_unwrap());
    }),
];

const UNREADABLE: &str = "CloudFormation cannot read it";

fn options() -> SecretsManagerSecretOptions {
    SecretsManagerSecretOptions::new()
}

fn secret(stack: &Stack, value: Value<String>) {
    let database = of_type(stack, "Db", "AWS::RDS::DBInstance");
    database.add_property_override("MasterUserPassword", Expr::from(value));
}

fn manager(stack: &Stack, id: &'static str, options: SecretsManagerSecretOptions) {
    uses(stack, SecretValue::secrets_manager(id, options).unsafe_unwrap());
}
