//! What becomes of a document of OpenAPI 3.1, which API Gateway does not read.

use construct_lib::apigateway::{SpecRestApi, SpecRestApiProps};
use construct_lib::openapi::{ApiDefinition, describe};
use construct_lib::testing::{Template, json};
use serde_json::Value;

use super::rest_in::{SHOP, handler};
use crate::support::orders;

/// The template of an API made of a document.
fn template(text: &str) -> Template {
    let (_, stack) = orders();
    let handler = handler(&stack, "Handler");
    let props = SpecRestApiProps::new(ApiDefinition::from_text("shop.yaml", text));
    SpecRestApi::new(&stack, "Api", props.default_integration(&handler));
    Template::from_stack(&stack)
}

fn body(text: &str) -> Value {
    let template = template(text);
    template.find_resources("AWS::ApiGateway::RestApi")[0].1["Properties"]["Body"].clone()
}

#[test]
fn what_openapi_3_0_can_say_is_said_there() {
    let body = body(SHOP);
    assert_eq!(body["openapi"], "3.0.1");
    assert_eq!(body["info"], json!({ "title": "Shop", "version": "7" }));
    assert_eq!(body.get("jsonSchemaDialect"), None);
    let limit = &body["paths"]["/orders"]["get"]["parameters"][0]["schema"];
    assert_eq!(*limit, json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true }));
    let order = &body["components"]["schemas"]["Order"]["properties"];
    assert_eq!(order["note"], json!({ "type": "string", "nullable": true, "example": "quick" }));
    assert_eq!(
        order["total"],
        json!({ "type": "number", "minimum": 0, "maximum": 100, "exclusiveMaximum": true })
    );
    assert_eq!(order["either"], json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] }));
    assert_eq!(order["anything"], json!({}));
    assert_eq!(order["place"], json!({ "type": "array", "items": {} }));
    assert_eq!(
        order["maybe"],
        json!({ "nullable": true, "anyOf": [{ "$ref": "#/components/schemas/OrderSummary" }] })
    );
}

#[test]
fn models_have_names_that_a_rest_api_takes_and_references_follow() {
    let body = body(SHOP);
    let summary = &body["components"]["schemas"]["OrderSummary"];
    assert_eq!(summary["properties"]["id"], json!({ "type": "string", "enum": ["one"] }));
    let items = &body["paths"]["/orders"]["get"]["responses"]["200"]["content"];
    let items = &items["application/json"]["schema"]["items"];
    assert_eq!(*items, json!({ "$ref": "#/components/schemas/OrderSummary" }));
}

#[test]
fn what_went_in_comes_out_with_the_same_operations_and_schemas() {
    let apis = describe(template(SHOP).as_str()).unwrap();
    let out = apis[0].document().unwrap().to_json();
    let out: Value = serde_json::from_str(&out).unwrap();
    let operation = |path: &str, verb: &str| out["paths"][path][verb]["operationId"].clone();
    assert_eq!(operation("/orders", "get"), "listOrders");
    assert_eq!(operation("/orders", "post"), "createOrder");
    assert_eq!(operation("/orders/{id}", "get"), "getOrder");
    let order = &out["components"]["schemas"]["Order"];
    assert_eq!(order["required"], json!(["id"]));
    assert_eq!(order["properties"]["note"]["type"], json!(["string", "null"]));
    assert_eq!(
        order["properties"]["total"],
        json!({ "type": "number", "minimum": 0, "exclusiveMaximum": 100 })
    );
}

#[test]
fn functions_in_a_document_are_functions() {
    let text =
        SHOP.replace("description: All orders", "description: !Sub 'Orders of ${AWS::StackName}'");
    let answer = &body(&text)["paths"]["/orders"]["get"]["responses"]["200"];
    assert_eq!(answer["description"], json!({ "Fn::Sub": "Orders of ${AWS::StackName}" }));
}
