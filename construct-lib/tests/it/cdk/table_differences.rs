//! Where tables and their keys differ from the CDK's on purpose.

use serde_json::{Value, json};

use super::compare::resources;

pub(super) fn retained_tables(cdk: &mut Value, ours: &mut Value) {
    let is_kept = |r: &Value| {
        ["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table", "AWS::KMS::Key"]
            .iter()
            .any(|ty| r["Type"] == *ty)
    };
    let all = ours["Resources"].as_object().into_iter().flatten();
    for (id, table) in all.filter(|(_, r)| is_kept(r)) {
        let theirs = &mut cdk["Resources"][id];
        if table["DeletionPolicy"] == "RetainExceptOnCreate" && theirs["DeletionPolicy"] == "Retain"
        {
            theirs["DeletionPolicy"] = table["DeletionPolicy"].clone();
        }
    }
}

pub(super) fn billing_modes(cdk: &mut Value, _: &mut Value) {
    for (_, table) in resources(cdk, "AWS::DynamoDB::Table") {
        let properties = table["Properties"].as_object_mut().unwrap();
        if properties.contains_key("ProvisionedThroughput") {
            properties.entry("BillingMode").or_insert(json!("PROVISIONED"));
        }
    }
}

pub(super) fn index_names(cdk: &mut Value, _: &mut Value) {
    for (_, table) in resources(cdk, "AWS::DynamoDB::Table") {
        for kind in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            let indexes = table["Properties"].get_mut(kind).and_then(Value::as_array_mut);
            for index in indexes.into_iter().flatten() {
                if index["IndexName"] == "i" {
                    index["IndexName"] = json!("idx");
                }
            }
        }
    }
}

pub(super) fn stream_actions(cdk: &mut Value, _: &mut Value) {
    for (_, policy) in resources(cdk, "AWS::IAM::Policy") {
        let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_array_mut();
        for statement in statements.into_iter().flatten() {
            let Some(actions) = statement["Action"].as_array_mut() else {
                continue;
            };
            if actions.contains(&json!("dynamodb:GetItem")) {
                actions.retain(|a| a != "dynamodb:GetRecords" && a != "dynamodb:GetShardIterator");
            }
        }
    }
}

pub(super) fn written_indexes(cdk: &mut Value, _: &mut Value) {
    let written = json!([
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DescribeTable",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem"
    ]);
    for (_, policy) in resources(cdk, "AWS::IAM::Policy") {
        let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_array_mut();
        for statement in statements.into_iter().flatten().filter(|s| s["Action"] == written) {
            let table = statement["Resource"].get(0).cloned();
            if let Some(table) = table {
                statement["Resource"] = table;
            }
        }
    }
}

pub(super) fn keys_of_tables(_: &mut Value, ours: &mut Value) {
    for (_, policy) in resources(ours, "AWS::IAM::Policy") {
        let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_array_mut();
        for statement in statements.into_iter().flatten() {
            let via = &statement["Condition"]["StringEquals"]["kms:ViaService"];
            if via.to_string().contains("dynamodb.") {
                statement.as_object_mut().unwrap().remove("Condition");
            }
        }
    }
}
