//! Keys, aliases and what is granted on them.

use construct_lib::iam::{
    Condition, ConditionKey, PolicyDocument, PolicyStatement, Principal, Role, RoleProps, StringKey,
};
use construct_lib::kms::{Alias, AliasProps, Key, KeyProps, KeySpec, KeyUsage};
use construct_lib::{CfnOutput, CfnOutputProps, IntoValue, RemovalPolicy, Stack};

use super::compare::{Program, check, program, refused};

#[test]
fn keys_are_those_of_the_cdk() {
    check("kms", PROGRAMS, &[]);
}

const ARN: &str = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn key(s: &Stack) -> Key {
    with(s, KeyProps::new())
}

fn with(s: &Stack, props: KeyProps) -> Key {
    Key::new(s, "Key", props)
}

fn of(s: &Stack, spec: KeySpec, usage: KeyUsage) {
    with(s, KeyProps::new().key_spec(spec).key_usage(usage));
}

fn role(s: &Stack) -> Role {
    Role::new(s, "Role", RoleProps::new(Principal::service("lambda")))
}

fn statement() -> PolicyStatement {
    let sns = Principal::service("sns");
    PolicyStatement::allow().actions(["kms:Decrypt"]).resource("*").principal(&sns)
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

fn references(s: &Stack, key: &Key) {
    output(s, "Id", key.key_id());
    output(s, "Arn", key.key_arn());
}

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(key(s))),
    program("description", |s| drop(with(s, KeyProps::new().description("Orders")))),
    program("disabled", |s| drop(with(s, KeyProps::new().disabled()))),
    program("alias", |s| drop(with(s, KeyProps::new().alias("orders")))),
    program("alias with its prefix", |s| {
        with(s, KeyProps::new().alias("alias/orders"));
    }),
    program("two aliases", |s| {
        with(s, KeyProps::new().alias("orders")).add_alias("sales");
    }),
    program("an alias of its own", |s| {
        Alias::new(s, "Alias", AliasProps::new("orders", &key(s)));
    }),
    program("the name of an alias", |s| {
        output(s, "Name", key(s).add_alias("orders").alias_name());
    }),
    refused("alias of AWS", "invalid-name", |s| {
        with(s, KeyProps::new().alias("aws/orders"));
    }),
    refused("alias without a name", "invalid-name", |s| {
        with(s, KeyProps::new().alias("alias/"));
    }),
    refused("alias with a blank", "invalid-name", |s| {
        with(s, KeyProps::new().alias("my orders"));
    }),
    program("rotation", |s| drop(with(s, KeyProps::new().enable_key_rotation()))),
    program("rotation with a period", |s| {
        with(s, KeyProps::new().rotation_period_in_days(180));
    }),
    refused("rotation of 89 days", "invalid-key", |s| {
        with(s, KeyProps::new().rotation_period_in_days(89));
    }),
    refused("rotation of 2561 days", "invalid-key", |s| {
        with(s, KeyProps::new().rotation_period_in_days(2561));
    }),
    program("pending window", |s| drop(with(s, KeyProps::new().pending_window_in_days(7)))),
    refused("pending window of 6 days", "invalid-key", |s| {
        with(s, KeyProps::new().pending_window_in_days(6));
    }),
    refused("pending window of 31 days", "invalid-key", |s| {
        with(s, KeyProps::new().pending_window_in_days(31));
    }),
    program("multi-region", |s| drop(with(s, KeyProps::new().multi_region()))),
    program("to sign", |s| {
        // What else a key of this kind is for must be said.
        with(s, KeyProps::new().key_spec(KeySpec::EccNistP256));
    }),
    program("to sign with RSA", |s| of(s, KeySpec::Rsa4096, KeyUsage::SignVerify)),
    program("to encrypt with RSA", |s| {
        with(s, KeyProps::new().key_spec(KeySpec::Rsa3072));
    }),
    program("to make codes", |s| drop(with(s, KeyProps::new().key_spec(KeySpec::Hmac256)))),
    program("to agree", |s| of(s, KeySpec::EccNistP384, KeyUsage::KeyAgreement)),
    program("to sign with lattices", |s| {
        with(s, KeyProps::new().key_spec(KeySpec::MlDsa65));
    }),
    refused("to encrypt with HMAC", "invalid-key", |s| {
        of(s, KeySpec::Hmac256, KeyUsage::EncryptDecrypt);
    }),
    refused("to sign with a symmetric key", "invalid-key", |s| {
        with(s, KeyProps::new().key_usage(KeyUsage::SignVerify));
    }),
    refused("to agree with RSA", "invalid-key", |s| {
        of(s, KeySpec::Rsa2048, KeyUsage::KeyAgreement);
    }),
    refused("rotation of RSA", "invalid-key", |s| {
        with(s, KeyProps::new().key_spec(KeySpec::Rsa2048).enable_key_rotation());
    }),
    program("kept", |s| drop(with(s, KeyProps::new().removal_policy(RemovalPolicy::Retain)))),
    program("deleted", |s| {
        with(s, KeyProps::new().removal_policy(RemovalPolicy::Destroy));
    }),
    program("a policy", |s| {
        with(s, KeyProps::new().policy(PolicyDocument::new().statement(statement())));
    }),
    program("a statement more", |s| {
        const SOURCE_ACCOUNT: ConditionKey<StringKey> = ConditionKey::new("aws:SourceAccount");
        let account = Condition::string_equals(SOURCE_ACCOUNT, "111122223333");
        key(s).add_to_resource_policy(statement().condition(account));
    }),
    program("references", |s| references(s, &key(s))),
    program("grantDecrypt", |s| drop(key(s).grant_decrypt(&role(s)))),
    program("grantEncrypt", |s| drop(key(s).grant_encrypt(&role(s)))),
    program("grantEncryptDecrypt", |s| drop(key(s).grant_encrypt_decrypt(&role(s)))),
    program("grantSign", |s| drop(key(s).grant_sign(&role(s)))),
    program("grantVerify", |s| drop(key(s).grant_verify(&role(s)))),
    program("grantSignVerify", |s| drop(key(s).grant_sign_verify(&role(s)))),
    program("grantGenerateMac", |s| drop(key(s).grant_generate_mac(&role(s)))),
    program("grantVerifyMac", |s| drop(key(s).grant_verify_mac(&role(s)))),
    program("grantAdmin", |s| drop(key(s).grant_admin(&role(s)))),
    program("grant of actions", |s| drop(key(s).grant(&role(s), ["kms:DescribeKey"]))),
    program("imported by ARN", |s| {
        let key = Key::from_key_arn(s, "Key", ARN);
        key.grant_decrypt(&role(s));
        references(s, &key);
    }),
    program("imported by ARN, with an alias", |s| {
        Key::from_key_arn(s, "Key", ARN).add_alias("orders");
    }),
    program("imported by alias", |s| {
        Key::from_alias_name(s, "Key", "alias/orders").grant_encrypt_decrypt(&role(s));
    }),
    program("imported by alias, references", |s| {
        references(s, &Key::from_alias_name(s, "Key", "orders"));
    }),
];
