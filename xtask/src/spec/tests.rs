//! From schemas as the sources write them to facts.

use super::{
    cdk::Database,
    facts::{Resource, Service},
    normalise, references,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A schema with a shape of each kind, and what the AWS CDK says of it.
fn table() -> Resource {
    let schema = json!({
        "typeName": "AWS::Fake::Table",
        "description": "prose",
        "properties": {
            "Arn": {"type": "string", "description": "prose"},
            "Name": {"type": "string", "pattern": "^a$", "minLength": 1, "description": "prose"},
            "KeySchema": {"type": "array", "items": {"$ref": "#/definitions/Key"}, "maxItems": 2},
            "Indexes": {"type": "array", "uniqueItems": true, "items": {
                "type": "object",
                "required": ["Keys"],
                "properties": {
                    "Keys": {"type": "array", "items": {
                        "type": "object", "properties": {"Name": {"type": "string"}}, "required": ["Name"],
                    }},
                },
            }},
            "Policies": {"type": "array", "items": {
                "type": "object", "properties": {"Body": {"type": ["object", "string"], "format": "json"}},
            }},
            "Variables": {"type": "object", "patternProperties": {"[a-z]+": {"type": ["string", "number", "object"]}}},
            "Size": {"type": ["string", "integer"]},
            "Role": {"type": "string"},
            "Tags": {"type": "array", "items": {"$ref": "#/definitions/Tag"}},
            "Tree": {"$ref": "#/definitions/Tree"},
            "Status": {"type": "object", "properties": {"Code": {"type": "integer"}}},
        },
        "definitions": {
            "Key": {"type": "object", "properties": {"Name": {"type": "string", "maxLength": 9}}, "required": ["Name"]},
            "Tag": {"type": "object", "properties": {"Key": {"type": "string"}, "Value": {"type": "string"}}},
            "Tree": {"type": "object", "properties": {"Branches": {"type": "array", "items": {"$ref": "#/definitions/Tree"}}}},
        },
        "required": ["KeySchema", "Arn"],
        "oneOf": [{"required": ["Name"]}, {"required": ["Size"]}],
        "readOnlyProperties": ["/properties/Arn", "/properties/Status", "/properties/Status/Code"],
        "createOnlyProperties": ["/properties/Name"],
        "primaryIdentifier": ["/properties/Name"],
    });
    let text = json!({"type": "string"});
    let key = json!({"type": "array", "element": {"type": "ref", "reference": {"$ref": "2"}}});
    let database = json!({"schema": {
        "resource": {"entities": [{
            "$id": "1",
            "cloudFormationType": "AWS::Fake::Table",
            "arnTemplate": "arn:${Partition}:fake:::${Name}",
            "isStateful": true,
            "primaryIdentifier": ["Name"],
            "tagInformation": {"tagPropertyName": "Tags", "variant": "standard"},
            "attributes": {"Arn": {"type": text}, "Extra": {"type": text}},
            "properties": {
                "Name": {"type": text, "causesReplacement": "yes"},
                "KeySchema": {"type": key, "causesReplacement": "yes"},
                "Indexes": {"type": {"type": "array", "element": {"type": "ref", "reference": {"$ref": "3"}}}},
                "Variables": {"type": {"type": "map", "element": text}},
                "Role": {"type": text, "relationshipRefs": [
                    {"cloudFormationType": "AWS::IAM::Role", "propertyName": "Arn"},
                ]},
                "Tags": {"type": {"type": "array", "element": {"type": "tag"}}},
            },
        }]},
        "typeDefinition": {"entities": [
            {"$id": "2", "name": "KeySchema", "properties": {"Name": {"type": text}}},
            {"$id": "3", "name": "Index", "properties": {"Keys": {"type": key}}},
        ]},
    }});
    match Database::new(database) {
        Ok(database) => normalise::resource(&schema, &database, &BTreeSet::new()),
        Err(error) => panic!("{error}"),
    }
}

/// The facts as the snapshot has them.
fn facts() -> Value {
    let resources = BTreeMap::from([("Table".to_owned(), table())]);
    let service = Service { namespace: "AWS::Fake".to_owned(), resources };
    let mut value = service.to_json();
    let again = Service::from_json(&value).map(|service| service.to_json());
    assert_eq!(again.ok().as_ref(), Some(&value), "a snapshot reads back as it was");
    value["resources"]["Table"].take()
}

#[test]
fn a_nested_type_has_the_name_that_the_aws_cdk_gives_it_wherever_it_stands() {
    let facts = facts();
    let named = |name: &str| json!({"type": "object", "name": name});
    assert_eq!(
        facts["properties"]["KeySchema"],
        json!({"type": "list", "items": named("KeySchema"), "maxItems": 2,
        "replacement": "yes"})
    );
    assert_eq!(facts["types"]["Index"]["properties"]["Keys"]["items"], named("KeySchema"));
    let types: Vec<&String> =
        facts["types"].as_object().into_iter().flatten().map(|entry| entry.0).collect();
    assert_eq!(types, ["Index", "KeySchema", "Policy", "Tree"]);
}

#[test]
fn places_of_one_type_keep_only_the_constraints_that_they_share() {
    let facts = facts();
    assert_eq!(
        facts["types"]["KeySchema"],
        json!({"properties": {"Name": {"type": "string"}}, "required": ["Name"]})
    );
}

#[test]
fn a_type_without_a_name_is_called_like_its_property() {
    assert_eq!(facts()["types"]["Policy"], json!({"properties": {"Body": {"type": "json"}}}));
}

#[test]
fn what_the_schema_leaves_open_is_as_the_aws_cdk_has_it() {
    let facts = facts();
    assert_eq!(
        facts["properties"]["Variables"],
        json!({"type": "map", "items": {"type": "string"}, "keyPattern": "[a-z]+"})
    );
    assert_eq!(facts["properties"]["Size"], json!({"type": "integer"}));
}

#[test]
fn read_only_properties_are_attributes_and_not_required() {
    let facts = facts();
    assert_eq!(facts["required"], json!(["KeySchema"]));
    assert!(
        facts["properties"].get("Arn").is_none() && facts["properties"].get("Status").is_none()
    );
    assert_eq!(
        facts["attributes"],
        json!({
            "Arn": {"type": "string"},
            "Extra": {"type": "string"},
            "Status": {"type": "json"},
            "Status.Code": {"type": "integer"},
        })
    );
}

#[test]
fn facts_of_the_resource_are_kept_and_prose_is_not() {
    let facts = facts();
    assert_eq!(facts["arn"], "arn:${Partition}:fake:::${Name}");
    assert_eq!(facts["createOnly"], json!(["Name"]));
    assert_eq!(facts["oneOf"], json!([["Name"], ["Size"]]));
    assert_eq!(facts["ref"], json!(["Name"]));
    assert_eq!(facts["stateful"], true);
    assert_eq!(facts["tags"], json!({"property": "Tags", "shape": "standard"}));
    assert_eq!(facts["properties"]["Tags"], json!({"type": "list", "items": {"type": "tag"}}));
    // Replacement is told once: by `createOnly`, or where the schema forgets it.
    assert_eq!(
        facts["properties"]["Name"],
        json!({"type": "string", "pattern": "^a$", "minLength": 1})
    );
    assert!(!facts.to_string().contains("prose"));
}

#[test]
fn a_type_may_contain_itself() {
    let branches = &facts()["types"]["Tree"]["properties"]["Branches"];
    assert_eq!(branches["items"], json!({"type": "object", "name": "Tree"}));
}

#[test]
fn a_reference_counts_only_where_some_resource_hands_it_out() {
    let mut services = BTreeMap::new();
    let fake = Service {
        namespace: "AWS::Fake".to_owned(),
        resources: BTreeMap::from([("Table".to_owned(), table())]),
    };
    services.insert("fake".to_owned(), fake);
    assert!(references::settle(&mut services).is_empty());

    let role = json!({"namespace": "AWS::IAM", "resources": {"Role": {
        "properties": {}, "attributes": {"Arn": {"type": "string"}}, "ref": ["RoleName"],
    }}});
    let Ok(role) = Service::from_json(&role) else { panic!("the role is no service") };
    let resources = BTreeMap::from([("Table".to_owned(), table())]);
    services.insert("fake".to_owned(), Service { namespace: "AWS::Fake".to_owned(), resources });
    services.insert("iam".to_owned(), role);
    assert_eq!(
        references::settle(&mut services),
        BTreeSet::from(["AWS::IAM::Role.Arn".to_owned()])
    );
}

#[test]
fn tags_that_are_a_map_are_texts_by_key_although_the_schema_leaves_them_open() {
    let schema = json!({"typeName": "AWS::Fake::Bag", "properties": {"Tags": {"type": "object"}}});
    let database = json!({"schema": {
        "resource": {"entities": [{
            "$id": "1",
            "cloudFormationType": "AWS::Fake::Bag",
            "tagInformation": {"tagPropertyName": "Tags", "variant": "map"},
        }]},
        "typeDefinition": {"entities": []},
    }});
    let bag = normalise::resource(&schema, &Database::new(database).unwrap(), &BTreeSet::new());
    let tags = bag.body.properties["Tags"].to_json();
    assert_eq!(tags, json!({"type": "map", "items": {"type": "string"}}));
}
