//! The contract holds from the type to the template, and from the template to
//! the handler.

use serde_json::{Value, json};
use user_contract::contract::{Environment, TableItem};
use user_contract::{User, UserHandlerEnv};

use crate::{only, template};

fn key(name: &str) -> Value {
    json!([{ "AttributeName": name, "KeyType": "HASH" }])
}

#[test]
fn the_table_has_the_keys_and_the_index_of_the_item() {
    let template = template(None);
    let properties = &only(&template, "AWS::DynamoDB::Table").1["Properties"];
    assert_eq!(properties["KeySchema"], key(User::SCHEMA.partition_key().name()));
    assert!(User::SCHEMA.sort_key().is_none());

    let indexes = properties["GlobalSecondaryIndexes"].as_array().unwrap();
    assert_eq!(indexes.len(), User::SCHEMA.indexes().len());
    assert_eq!(indexes[0]["IndexName"], User::INDEXES.by_email.name());
    assert_eq!(indexes[0]["KeySchema"], key(User::ATTRIBUTES.email.name()));
    assert!(properties.get("LocalSecondaryIndexes").is_none());

    let defined: Vec<&str> = properties["AttributeDefinitions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attribute| attribute["AttributeName"].as_str().unwrap())
        .collect();
    assert_eq!(defined, [User::ATTRIBUTES.id.name(), User::ATTRIBUTES.email.name()]);
}

/// The item as it is stored has the key under the name that the table expects.
#[test]
fn a_stored_user_has_the_keys_of_the_table() {
    let user = User { id: "1".into(), email: "a@b.c".into(), name: "A".into(), version: 1 };
    let stored = serde_json::to_value(user).unwrap();
    for key in User::SCHEMA.key_attributes() {
        assert!(
            stored.get(key.name()).is_some_and(Value::is_string),
            "no `{}` in {stored}",
            key.name()
        );
    }
}

/// What the template sets is all that the handler loads, and names the table.
#[test]
fn the_handler_loads_what_the_template_sets() {
    let template = template(None);
    let table = only(&template, "AWS::DynamoDB::Table").0;
    let variables =
        &only(&template, "AWS::Lambda::Function").1["Properties"]["Environment"]["Variables"];
    assert_eq!(*variables, json!({ "USERS": { "Ref": table } }));

    let deployed = |name: &str| {
        let reference = variables.get(name)?["Ref"].as_str()?;
        Some(format!("physical-name-of-{reference}"))
    };
    let env = UserHandlerEnv::load_from(deployed).unwrap();
    assert_eq!(env.users.as_str(), format!("physical-name-of-{table}"));
}

#[test]
fn the_function_runs_the_handler_of_the_contract() {
    let template = template(None);
    let code = &only(&template, "AWS::Lambda::Function").1["Properties"]["Code"];
    assert_eq!(*code, "assets/user-handler-x86_64.zip");
}

/// The handler may do what its environment asks for and nothing else.
#[test]
fn the_grant_is_these_actions_on_the_table_and_its_indexes() {
    let template = template(None);
    let table = only(&template, "AWS::DynamoDB::Table").0;
    let group = only(&template, "AWS::Logs::LogGroup").0;
    let arn = json!({ "Fn::GetAtt": [table, "Arn"] });
    let policy = only(&template, "AWS::IAM::Policy").1;
    assert_eq!(
        policy["Properties"]["PolicyDocument"],
        json!({
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": { "Fn::GetAtt": [group, "Arn"] },
                },
                {
                    "Effect": "Allow",
                    "Action": [
                        "dynamodb:BatchGetItem",
                        "dynamodb:BatchWriteItem",
                        "dynamodb:ConditionCheckItem",
                        "dynamodb:DeleteItem",
                        "dynamodb:DescribeTable",
                        "dynamodb:GetItem",
                        "dynamodb:PutItem",
                        "dynamodb:Query",
                        "dynamodb:Scan",
                        "dynamodb:UpdateItem",
                    ],
                    "Resource": [arn, { "Fn::Join": ["", [arn, "/index/*"]] }],
                },
            ],
        })
    );
    let role = only(&template, "AWS::IAM::Role").1;
    assert!(role["Properties"].get("ManagedPolicyArns").is_none());
    assert!(role["Properties"].get("Policies").is_none());
}
