//! Schemas written by hand: what the template holds, and what is refused.

use construct_lib::apigateway::{JsonSchema, JsonSchemaType, JsonSchemaVersion};
use construct_lib::cfn::apigateway::{CfnModel, CfnModelProps};
use construct_lib::testing::{Template, json};
use construct_lib::{Construct, Stack};

use crate::support::orders;

/// A model, as constructs of a user define one.
fn model(stack: &Stack, id: &str, schema: &JsonSchema) {
    let props = CfnModelProps::new("api").content_type("application/json").schema(schema);
    let model = CfnModel::new(stack, id, props);
    schema.check(model.node());
}

fn written(schema: &JsonSchema) -> serde_json::Value {
    let (_, stack) = orders();
    model(&stack, "Model", schema);
    let template = Template::from_stack(&stack);
    template.find_resources("AWS::ApiGateway::Model")[0].1["Properties"]["Schema"].clone()
}

#[test]
fn every_keyword_is_written_by_its_name() {
    let text = JsonSchema::string;
    let schema = JsonSchema::object()
        .id("https://example.com/order")
        .title("Order")
        .description("What a customer ordered")
        .property("id", text().min_length(1).max_length(36).pattern("^[a-z]+$").format("uuid"))
        .property("state", text().enumeration(["open", "shipped"]).default_value("open"))
        .property(
            "total",
            JsonSchema::number()
                .minimum(0.0)
                .exclusive_minimum()
                .maximum(99.5)
                .exclusive_maximum()
                .multiple_of(0.5),
        )
        .property("lines", JsonSchema::array(text()).min_items(1).max_items(9).unique_items())
        .property(
            "place",
            JsonSchema::new()
                .type_(JsonSchemaType::Array)
                .tuple_items([JsonSchema::number(), JsonSchema::number()])
                .additional_items(JsonSchema::boolean()),
        )
        .property("pair", JsonSchema::new().tuple_items([text()]).no_additional_items())
        .property("note", JsonSchema::new().types([JsonSchemaType::String, JsonSchemaType::Null]))
        .property("parent", JsonSchema::definition_ref("a/b"))
        .property("any", JsonSchema::new().any_of([text(), JsonSchema::null()]))
        .property("one", JsonSchema::new().one_of([text(), JsonSchema::integer()]))
        .property("all", JsonSchema::new().all_of([JsonSchema::new().not(text())]))
        .pattern_property("^x-", text())
        .additional_properties(text())
        .dependency("note", JsonSchema::object().min_properties(2))
        .dependency_on("place", ["pair"])
        .required(["id", "total"])
        .min_properties(2)
        .max_properties(20)
        .definition("a/b", JsonSchema::object().no_additional_properties());
    let expected = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "id": "https://example.com/order",
        "title": "Order",
        "description": "What a customer ordered",
        "properties": {
            "id": { "type": "string", "minLength": 1, "maxLength": 36, "pattern": "^[a-z]+$", "format": "uuid" },
            "state": { "type": "string", "enum": ["open", "shipped"], "default": "open" },
            "total": {
                "type": "number", "minimum": 0, "exclusiveMinimum": true,
                "maximum": 99.5, "exclusiveMaximum": true, "multipleOf": 0.5,
            },
            "lines": { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 9, "uniqueItems": true },
            "place": {
                "type": "array",
                "items": [{ "type": "number" }, { "type": "number" }],
                "additionalItems": { "type": "boolean" },
            },
            "pair": { "items": [{ "type": "string" }], "additionalItems": false },
            "note": { "type": ["string", "null"] },
            "parent": { "$ref": "#/definitions/a~1b" },
            "any": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
            "one": { "oneOf": [{ "type": "string" }, { "type": "integer" }] },
            "all": { "allOf": [{ "not": { "type": "string" } }] },
        },
        "patternProperties": { "^x-": { "type": "string" } },
        "additionalProperties": { "type": "string" },
        "dependencies": { "note": { "type": "object", "minProperties": 2 }, "place": ["pair"] },
        "required": ["id", "total"],
        "minProperties": 2,
        "maxProperties": 20,
        "definitions": { "a/b": { "type": "object", "additionalProperties": false } },
    });
    assert_eq!(written(&schema), expected);
}

#[test]
fn a_keyword_set_again_replaces_what_was_set() {
    let schema = JsonSchema::object()
        .schema(JsonSchemaVersion::Draft7)
        .property("id", JsonSchema::integer())
        .property("id", JsonSchema::string())
        .title("First")
        .title("Second");
    let expected = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "properties": { "id": { "type": "string" } },
        "title": "Second",
    });
    assert_eq!(written(&schema), expected);
}

#[test]
fn another_model_is_named_by_its_address() {
    let (_, stack) = orders();
    let api = construct_lib::apigateway::RestApi::new(
        &stack,
        "Api",
        construct_lib::apigateway::RestApiProps::new().without_deployment(),
    );
    api.root().add_method(
        construct_lib::apigateway::HttpMethod::Get,
        construct_lib::apigateway::MockIntegration::new(204),
    );
    model(&stack, "Model", &JsonSchema::array(JsonSchema::model_ref(api.rest_api_id(), "Order")));
    Template::from_stack(&stack).has_resource_properties(
        "AWS::ApiGateway::Model",
        json!({ "Schema": { "items": { "$ref": { "Fn::Join": ["", [
            "https://apigateway.amazonaws.com/restapis/",
            { "Ref": "ApiF70053CD" },
            "/models/Order",
        ]] } } } }),
    );
}

/// Everything that a check of schemas reports.
pub(crate) fn wrong_schemas(stack: &Stack) {
    let text = JsonSchema::string;
    let number = JsonSchema::number;
    let wrong = [
        ("Reference", JsonSchema::new().reference("#/components/schemas/Order")),
        ("NoDefinitions", JsonSchema::array(JsonSchema::definition_ref("Order"))),
        (
            "NoSuchDefinition",
            JsonSchema::definition_ref("Order").definition("Orders", JsonSchema::object()),
        ),
        ("Numbers", number().minimum(2.0).maximum(1.5)),
        ("OpenEnd", number().minimum(1.0).maximum(1.0).exclusive_maximum()),
        ("Lengths", JsonSchema::object().property("id", text().min_length(2).max_length(1))),
        ("NoBound", number().exclusive_minimum()),
        ("Step", number().multiple_of(0.0)),
        ("NoType", JsonSchema::new().types([])),
        ("OtherType", JsonSchema::integer().max_length(3)),
        ("Value", text().enumeration([1_i64])),
        ("NoValue", text().enumeration::<&str>([])),
        ("Twice", JsonSchema::object().required(["id", "id"])),
        ("NoChoice", JsonSchema::new().one_of([])),
        ("Closed", JsonSchema::object().required(["id"]).no_additional_properties()),
        ("Function", JsonSchema::object().property("Ref", text())),
        ("Beside", JsonSchema::model_ref("a1b2c3", "Order").description("an order")),
        ("Draft7", JsonSchema::array(text()).contains(text())),
        ("Items", JsonSchema::array(text()).no_additional_items()),
    ];
    for (id, schema) in &wrong {
        schema.check(construct_lib::Node::new(stack, id).node());
    }
}

#[test]
fn fails_at_each_contradiction_once_and_passes_what_is_right() {
    let (app, stack) = orders();
    wrong_schemas(&stack);
    let reported = construct_lib::testing::diagnostics(&app);
    let mut places: Vec<&str> =
        reported.iter().filter(|d| d.code().contains("json-schema")).map(|d| d.path()).collect();
    assert_eq!(places.len(), 19);
    places.dedup();
    assert_eq!(places.len(), 19);
}
