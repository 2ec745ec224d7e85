//! Writes stacks of 100 units with stratosphere: `stratosphere-bench STACKS DIR`.
//!
//! The resources and their properties are those of `bench/construct` at level
//! `l1`; `cargo xtask bench synth` compares the two templates before it
//! believes either figure. One stack is in memory at a time, which is the best
//! that this library can do.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Serialize as _;
use serde_json::json;
use serde_json::ser::{PrettyFormatter, Serializer};
use stratosphere::services::aws::{dynamodb, iam, lambda};
use stratosphere::template::Template;
use stratosphere::value::{ExpString, get_att_arn};

const UNITS: usize = 100;

const ACTIONS: [&str; 10] = [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteItem",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DescribeTable",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stacks, directory] = arguments.as_slice() else {
        return Err("usage: stratosphere-bench STACKS DIR".into());
    };
    fs::create_dir_all(directory)?;
    for index in 0..stacks.parse()? {
        let template = Template::build(|template| (0..UNITS).for_each(|u| unit(template, u)));
        let path = Path::new(directory).join(format!("Stack{index}.template.json"));
        fs::write(path, render(&template)?)?;
    }
    Ok(())
}

/// `Template::render_json_pretty`, indented by one instead of two: as many bytes as ours.
fn render(template: &Template<'_>) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(128);
    let formatter = PrettyFormatter::with_indent(b" ");
    template.serialize(&mut Serializer::with_formatter(&mut bytes, formatter))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn unit(template: &mut Template<'_>, unit: usize) {
    use dynamodb::table::{AttributeDefinition, KeySchema};
    use lambda::function::{Code, Environment};

    let table = &template.resource(
        format!("Table{unit}").as_str(),
        dynamodb::Table! {
            attribute_definitions: vec![
                AttributeDefinition! { attribute_name: "id", attribute_type: "S" },
                AttributeDefinition! { attribute_name: "version", attribute_type: "N" },
            ],
            billing_mode: "PAY_PER_REQUEST",
            key_schema: vec![
                KeySchema! { attribute_name: "id", key_type: "HASH" },
                KeySchema! { attribute_name: "version", key_type: "RANGE" },
            ],
        },
    );
    let role = &template.resource(
        format!("Role{unit}").as_str(),
        iam::Role! {
            assume_role_policy_document: json!({
                "Statement": [{
                    "Action": "sts:AssumeRole",
                    "Effect": "Allow",
                    "Principal": { "Service": "lambda.amazonaws.com" },
                }],
                "Version": "2012-10-17",
            }),
        },
    );
    let name = format!("Policy{unit}");
    template.resource(
        name.as_str(),
        iam::Policy! {
            policy_document: json!({
                "Statement": [{
                    "Action": ACTIONS,
                    "Effect": "Allow",
                    "Resource": { "Fn::GetAtt": [table.0, "Arn"] },
                }],
                "Version": "2012-10-17",
            }),
            policy_name: name.as_str(),
            roles: vec![ExpString::from(role)],
        },
    );
    template.resource(
        format!("Function{unit}").as_str(),
        lambda::Function! {
            architectures: vec![ExpString::from("x86_64")],
            code: Code! { s3_bucket: "artifacts", s3_key: "user-handler.zip" },
            environment: Environment! {
                variables: BTreeMap::from([
                    ("LEVEL".to_owned(), ExpString::from("info")),
                    ("TABLE".to_owned(), ExpString::from(table)),
                ]),
            },
            handler: "bootstrap",
            memory_size: 256,
            role: get_att_arn(role),
            runtime: "provided.al2023",
            timeout: 10,
        },
    );
}
