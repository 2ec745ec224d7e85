//! Schemas of Rust types: what serde makes of the type is what the schema takes.

use std::collections::BTreeMap;

use construct_lib::Construct;
use construct_lib::apigateway::JsonSchema;
use construct_lib::cfn::apigateway::{CfnModel, CfnModelProps};
use construct_lib::testing::{Template, json};
use schemars::JsonSchema as Describe;
use serde::Serialize;
use serde_json::Value;

use crate::support::orders;

/// The schema of a type as a template holds it, without its version. It must
/// have passed the checks.
fn of<T: Describe>() -> Value {
    let (_, stack) = orders();
    let schema = JsonSchema::of::<T>();
    let props = CfnModelProps::new("api").schema(&schema);
    let model = CfnModel::new(&stack, "Model", props);
    schema.check(model.node());
    let template = Template::from_stack(&stack);
    let models = template.find_resources("AWS::ApiGateway::Model");
    let mut schema = models[0].1["Properties"]["Schema"].clone();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-04/schema#");
    schema.as_object_mut().unwrap().remove("$schema");
    schema
}

#[test]
fn numbers_keep_their_range_and_lose_what_only_rust_knows() {
    assert_eq!(
        of::<u8>(),
        json!({ "title": "uint8", "type": "integer", "minimum": 0, "maximum": 255 })
    );
    assert_eq!(of::<u32>(), json!({ "title": "uint32", "type": "integer", "minimum": 0 }));
    assert_eq!(of::<i64>(), json!({ "title": "int64", "type": "integer", "format": "int64" }));
    assert_eq!(of::<f32>(), json!({ "title": "float", "type": "number", "format": "float" }));
    assert_eq!(of::<std::num::NonZeroU32>()["minimum"], json!(1), "the narrowest bound counts");
}

#[test]
fn lists_tuples_maps_and_options_are_as_serde_writes_them() {
    assert_eq!(of::<Vec<String>>()["items"], json!({ "type": "string" }));
    assert_eq!(of::<std::collections::BTreeSet<bool>>()["uniqueItems"], json!(true));
    let pair = of::<(String, bool)>();
    assert_eq!(pair["items"], json!([{ "type": "string" }, { "type": "boolean" }]));
    assert_eq!((&pair["minItems"], &pair["maxItems"]), (&json!(2), &json!(2)));
    assert_eq!(
        of::<BTreeMap<String, i32>>()["additionalProperties"],
        json!({ "type": "integer", "format": "int32" })
    );
    assert_eq!(of::<Option<bool>>()["type"], json!(["boolean", "null"]));
    assert_eq!(of::<serde_json::Value>(), json!({ "title": "AnyValue" }));
    assert_eq!(of::<()>()["type"], json!("null"));
    assert_eq!(of::<Box<[char; 2]>>()["maxItems"], json!(2));
}

/// Where a parcel goes.
#[derive(Describe, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its shape counts")]
struct Address {
    /// The street, with the number.
    street_name: String,
    #[serde(rename = "zip")]
    postal_code: Option<String>,
    #[serde(skip)]
    internal: u8,
    #[serde(default)]
    country: String,
}

#[test]
fn fields_are_named_as_serde_names_them_and_keep_their_order() {
    let schema = of::<Address>();
    assert_eq!(
        schema,
        json!({
            "title": "Address",
            "description": "Where a parcel goes.",
            "type": "object",
            "properties": {
                "streetName": { "type": "string", "description": "The street, with the number." },
                "zip": { "type": ["string", "null"] },
                "country": { "type": "string", "default": "" },
            },
            "required": ["streetName"],
        })
    );
    let text = format!("{:?}", JsonSchema::of::<Address>());
    let place = |name: &str| text.find(name).unwrap();
    assert!(place("streetName") < place("zip") && place("zip") < place("country"), "{text}");
}

#[derive(Describe, Serialize)]
#[serde(deny_unknown_fields)]
struct Closed {
    id: String,
}

#[derive(Describe, Serialize)]
struct Flat {
    id: u16,
    #[serde(flatten)]
    address: Address,
    #[serde(flatten)]
    more: BTreeMap<String, bool>,
}

#[test]
fn unknown_fields_are_refused_or_described_and_flattened_ones_are_the_types_own() {
    assert_eq!(of::<Closed>()["additionalProperties"], json!(false));
    let flat = of::<Flat>();
    let mut names: Vec<&String> = flat["properties"].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["country", "id", "streetName", "zip"]);
    assert_eq!(flat["additionalProperties"], json!({ "type": "boolean" }));
    let mut required: Vec<&str> =
        flat["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    required.sort_unstable();
    assert_eq!(required, ["id", "streetName"]);
}

#[derive(Describe, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its shape counts")]
enum State {
    Open,
    OnItsWay,
}

#[derive(Describe, Serialize)]
#[expect(dead_code, reason = "only its shape counts")]
enum External {
    Empty,
    Text(String),
    Fields { id: String },
}

#[derive(Describe, Serialize)]
#[serde(tag = "kind")]
#[expect(dead_code, reason = "only its shape counts")]
enum Internal {
    Empty,
    Fields { id: String },
}

#[derive(Describe, Serialize)]
#[serde(tag = "kind", content = "value")]
#[expect(dead_code, reason = "only its shape counts")]
enum Adjacent {
    Empty,
    Text(String),
}

#[derive(Describe, Serialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its shape counts")]
enum Untagged {
    Text(String),
    Number(i32),
}

#[test]
fn enums_are_tagged_in_all_four_ways() {
    assert_eq!(of::<State>()["enum"], json!(["open", "on-its-way"]));
    let external = of::<External>();
    let branches = external["oneOf"].as_array().unwrap();
    assert_eq!(branches[0], json!({ "type": "string", "enum": ["Empty"] }));
    assert_eq!(branches[1]["properties"], json!({ "Text": { "type": "string" } }));
    assert_eq!(branches[2]["required"], json!(["Fields"]));
    let internal = of::<Internal>();
    let kind = |schema: &Value, i: usize| schema["oneOf"][i]["properties"]["kind"].clone();
    assert_eq!(kind(&internal, 0), json!({ "type": "string", "enum": ["Empty"] }));
    assert_eq!(internal["oneOf"][1]["required"], json!(["kind", "id"]));
    let adjacent = of::<Adjacent>();
    assert_eq!(kind(&adjacent, 1)["enum"], json!(["Text"]));
    assert_eq!(adjacent["oneOf"][1]["properties"]["value"], json!({ "type": "string" }));
    assert_eq!(
        of::<Untagged>()["anyOf"],
        json!([{ "type": "string" }, { "type": "integer", "format": "int32" }])
    );
}

#[derive(Describe, Serialize)]
struct Folder {
    name: String,
    folders: Vec<Folder>,
    address: Address,
}

#[derive(Describe, Serialize)]
struct Company {
    root: Folder,
    state: State,
}

#[test]
fn other_types_are_definitions_and_so_is_a_type_that_refers_to_itself() {
    let folder = of::<Folder>();
    assert_eq!(folder["properties"]["folders"]["items"], json!({ "$ref": "#/definitions/Folder" }));
    let own = &folder["definitions"]["Folder"];
    assert_eq!(own["properties"], folder["properties"]);
    assert_eq!(folder["definitions"]["Address"]["title"], json!(null), "named by its key");
    let company = of::<Company>();
    assert_eq!(company["properties"]["root"], json!({ "$ref": "#/definitions/Folder" }));
    let mut names: Vec<&String> = company["definitions"].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["Address", "Folder", "State"]);
}

#[derive(Describe, Serialize)]
struct Bounded {
    #[schemars(range(min = 1, max = 10))]
    count: u8,
    #[schemars(length(min = 2, max = 8), regex(pattern = "^[a-z]+$"))]
    name: String,
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 5.5))]
    open: f64,
    state: Option<State>,
    #[serde(default)]
    note: Option<String>,
}

#[test]
fn bounds_are_those_of_draft_4_and_null_is_said_by_its_type() {
    let all = &of::<Bounded>()["properties"];
    assert_eq!(all["count"], json!({ "type": "integer", "minimum": 1, "maximum": 10 }));
    assert_eq!(
        all["name"],
        json!({ "type": "string", "minLength": 2, "maxLength": 8, "pattern": "^[a-z]+$" })
    );
    let open = &all["open"];
    assert_eq!((&open["minimum"], &open["exclusiveMinimum"]), (&json!(0), &json!(true)));
    assert_eq!((&open["maximum"], &open["exclusiveMaximum"]), (&json!(5.5), &json!(true)));
    assert_eq!(
        all["state"]["anyOf"],
        json!([{ "$ref": "#/definitions/State" }, { "type": "null" }])
    );
    assert_eq!(all["note"], json!({ "type": ["string", "null"] }), "a default of null is left out");
}
