//! What keys do beyond the CDK's, and what they refuse.

use construct_lib::Stack;
use construct_lib::kms::{Key, KeyProps, KeySpec};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::logs::{LogGroup, LogGroupProps};
use construct_lib::testing::{Template, json};

use crate::support::{check_template, orders};

#[test]
fn a_key_with_its_aliases_and_what_it_encrypts() {
    let (_app, stack) = orders();
    let props = KeyProps::new()
        .alias("orders")
        .description("What orders are encrypted with")
        .rotation_period_in_days(180)
        .pending_window_in_days(14);
    let key = Key::new(&stack, "Key", props);
    LogGroup::new(&stack, "Audit", LogGroupProps::new().encryption_key(&key));
    let named = LogGroupProps::new().log_group_name("orders/access").encryption_key(&key);
    LogGroup::new(&stack, "Access", named);
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    key.grant_encrypt_decrypt(&handler);
    check_template("kms-keys", &stack);
}

#[test]
fn log_groups_without_names_share_one_statement_of_their_key() {
    let (_app, stack) = orders();
    let key = Key::new(&stack, "Key", KeyProps::new());
    for id in ["One", "Two"] {
        LogGroup::new(&stack, id, LogGroupProps::new().encryption_key(&key));
    }
    let template = Template::from_stack(&stack);
    let (_, key) = template.find_resources("AWS::KMS::Key")[0];
    let statements = &key["Properties"]["KeyPolicy"]["Statement"];
    assert_eq!(statements.as_array().map(Vec::len), Some(2), "{statements}");
}

#[test]
fn a_key_that_was_imported_keeps_its_policy() {
    let (_app, stack) = orders();
    let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let key = Key::from_key_arn(&stack, "Key", arn);
    assert_eq!(key.key_id().as_literal(), Some("1234abcd-12ab-34cd-56ef-1234567890ab"));
    LogGroup::new(&stack, "Audit", LogGroupProps::new().encryption_key(&key));
    let template = Template::from_stack(&stack);
    template.resource_count_is("AWS::KMS::Key", 0);
    template.has_resource_properties("AWS::Logs::LogGroup", json!({ "KmsKeyId": arn }));
}

#[test]
fn a_service_is_the_only_way_to_a_key() {
    let (_app, stack) = orders();
    let key = Key::new(&stack, "Key", KeyProps::new());
    let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
    key.grant_via_service(&handler, "s3", ["kms:Decrypt"]);
    let via = json!({ "Fn::Join": ["", ["s3.", { "Ref": "AWS::Region" }, ".amazonaws.com"]] });
    let template = Template::from_stack(&stack);
    let (_, policy) = template.find_resources("AWS::IAM::Policy")[0];
    let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_array();
    let conditions = statements.into_iter().flatten().filter_map(|s| s.get("Condition"));
    assert_eq!(
        conditions.collect::<Vec<_>>(),
        [&json!({ "StringEquals": { "kms:ViaService": via } })]
    );
}

#[test]
fn what_was_made_is_found_again() {
    let (_app, stack) = orders();
    let key = Key::new(&stack, "Key", KeyProps::new());
    let node = construct_lib::Construct::node(&key);
    assert!(Key::at(node).is_some_and(|found| found.key_arn() == key.key_arn()));
    assert!(Key::at(construct_lib::Construct::node(&stack)).is_none());
}

/// What AWS refuses; the report is checked with those of all other codes.
pub(crate) fn refused(s: &Stack) {
    Key::new(s, "Rotation", KeyProps::new().rotation_period_in_days(30));
    Key::new(s, "Pending", KeyProps::new().pending_window_in_days(60));
    let signing = KeyProps::new().key_spec(KeySpec::EccSecgP256k1).enable_key_rotation();
    Key::new(s, "Signing", signing.alias("AWS/signing"));
    let usage = construct_lib::kms::KeyUsage::KeyAgreement;
    let mac = KeyProps::new().key_spec(KeySpec::Hmac512).key_usage(usage);
    Key::new(s, "Mac", mac.description("a".repeat(8193)));
}
