//! Documents of APIs.

use construct_lib::openapi::{ApiDescription, ApiKind, describe};
use serde_json::{Value, json};

use crate::support::check_document;

const REST: &str = include_str!("rest.yaml");
const HTTP: &str = include_str!("http.yaml");
const BODY: &str = include_str!("body.yaml");

fn json_of(api: &ApiDescription) -> Value {
    serde_json::from_str(&api.document().unwrap().to_json()).unwrap()
}

fn only(template: &str, name: &str) -> Value {
    let apis = describe(template).unwrap();
    json_of(apis.iter().find(|api| api.name() == name).unwrap())
}

#[test]
fn documents_are_as_reviewed() {
    for (name, template) in [("rest", REST), ("http", HTTP), ("body", BODY)] {
        let apis = describe(template).unwrap();
        let documents = apis.iter().filter_map(|api| Some((api, api.document()?)));
        for (api, document) in documents {
            let name = format!("{name}-{}", api.name().to_lowercase());
            check_document(&name, &document.to_json());
        }
    }
}

#[test]
fn every_method_is_an_operation_but_preflights() {
    let document = only(REST, "Orders");
    let verbs = |path: &str| -> Vec<String> {
        let mut verbs: Vec<String> =
            document["paths"][path].as_object().unwrap().keys().cloned().collect();
        verbs.sort();
        verbs
    };
    assert_eq!(verbs("/orders"), ["get", "post"]);
    assert_eq!(verbs("/"), ["get"]);
    // `ANY` stands for the verbs that have no method of their own.
    assert_eq!(verbs("/{file}"), ["delete", "get", "head", "options", "patch", "post", "put"]);
    let file = &document["paths"]["/{file}"];
    assert_eq!(file["put"]["operationId"], "store");
    assert_eq!(file["get"]["operationId"], "getFile");
    assert_eq!(document["paths"]["/orders/{id}"]["get"]["operationId"], "getOrdersById");
}

#[test]
fn parameters_say_what_openapi_does_not_say_elsewhere() {
    let document = only(REST, "Orders");
    let parameters = &document["paths"]["/orders"]["get"]["parameters"];
    let of = |name: &str| parameters.as_array().unwrap().iter().find(|p| p["name"] == name);
    assert_eq!(of("limit").unwrap()["required"], true);
    assert_eq!(of("X-Trace").unwrap().get("required"), None);
    assert_eq!(of("state").unwrap()["schema"]["type"], "array");
    assert!(of("Authorization").is_none() && of("ignored").is_none());
}

#[test]
fn models_are_schemas_of_the_dialect_of_openapi() {
    let document = only(REST, "Orders");
    let schemas = &document["components"]["schemas"];
    let order = &schemas["Order"];
    assert_eq!(
        order["properties"]["total"],
        json!({ "type": "number", "exclusiveMinimum": 0, "maximum": 100 })
    );
    assert_eq!(
        order["properties"]["place"],
        json!({ "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number" }], "items": false })
    );
    let line = json!({ "$ref": "#/components/schemas/Line" });
    assert_eq!(order["properties"]["lines"]["items"], line);
    assert_eq!(schemas["Line"]["properties"]["next"], line);
    assert_eq!(order["dependentRequired"], json!({ "note": ["id"] }));
    assert_eq!(order["dependentSchemas"], json!({ "place": { "required": ["total"] } }));
    assert_eq!(order.get("$schema"), None);
    assert_eq!(schemas["OrderList"]["items"], json!({ "$ref": "#/components/schemas/Order" }));
    assert!(schemas.get("Unused").is_none(), "no operation names it");
    assert!(schemas.get("Error").is_some(), "API Gateway has it in every API");
    assert_eq!(document["paths"]["/orders"]["post"]["requestBody"]["required"], true);
}

#[test]
fn who_may_call_is_a_security_scheme() {
    let rest = only(REST, "Orders");
    let schemes = &rest["components"]["securitySchemes"];
    assert_eq!(
        schemes["Customers"]["openIdConnectUrl"],
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf/.well-known/openid-configuration"
    );
    assert_eq!(
        rest["paths"]["/orders"]["get"]["security"],
        json!([{ "Customers": ["orders/read"] }])
    );
    // All that a function looks at is needed together, and so is the key.
    assert_eq!(
        rest["paths"]["/orders"]["post"]["security"],
        json!([{ "Two_parts": [], "Two_parts2": [], "api_key": [] }])
    );
    assert_eq!(schemes["Two_parts2"], json!({ "type": "apiKey", "name": "token", "in": "query" }));
    assert_eq!(schemes["sigv4"]["x-amazon-apigateway-authtype"], "awsSigv4");
    assert_eq!(rest["paths"]["/"]["get"].get("security"), None);

    let http = only(HTTP, "Orders");
    let schemes = &http["components"]["securitySchemes"];
    assert_eq!(
        schemes["Issuer"]["openIdConnectUrl"],
        "https://login.example.com/.well-known/openid-configuration"
    );
    let bearer = json!({ "type": "http", "scheme": "bearer", "bearerFormat": "JWT" });
    assert_eq!(schemes["Pool"], bearer, "only the deployment knows the issuer");
    assert_eq!(schemes["Guard"]["name"], "Authorization");
    assert!(schemes.get("Open").is_some());
}

#[test]
fn routes_are_operations_and_the_default_takes_what_is_left() {
    let http = only(HTTP, "Orders");
    assert_eq!(http["info"]["version"], "2.1");
    let one = &http["paths"]["/orders/{id}"];
    assert_eq!(one["get"]["security"], json!([{ "Guard": [] }]));
    assert_eq!(one["put"]["security"], json!([{ "Pool": [] }]));
    assert_eq!(http["paths"]["/{proxy}"]["get"]["parameters"][0]["name"], "proxy");
    // Ids are made of paths, and two paths may be made of the same words.
    assert_eq!(http["paths"]["/sign-in"]["post"]["operationId"], "postSignIn");
    assert_eq!(http["paths"]["/sign/in"]["post"]["operationId"], "postSignIn2");
}

#[test]
fn servers_are_stages_and_domains() {
    let urls = |document: &Value| -> Vec<String> {
        let servers = document["servers"].as_array().unwrap().iter();
        servers.map(|server| server["url"].as_str().unwrap().to_owned()).collect()
    };
    let aws = "https://{apiId}.execute-api.{region}.amazonaws.com";
    let rest = [&*format!("{aws}/prod")];
    assert_eq!(urls(&only(REST, "Orders"))[1..], rest);
    assert_eq!(urls(&only(REST, "Orders"))[0], "https://api.example.com/v1");
    assert_eq!(urls(&only(HTTP, "Orders")), [aws, &*format!("{aws}/beta")]);
    assert_eq!(urls(&only(HTTP, "Quick")), ["https://quick.example.com"]);
}

#[test]
fn a_document_that_went_in_comes_out_without_what_is_for_api_gateway_alone() {
    let document = only(BODY, "Orders");
    let operation = &document["paths"]["/orders/{id}"]["get"];
    assert_eq!(operation["operationId"], "getOrder");
    assert_eq!(operation.get("x-amazon-apigateway-integration"), None);
    assert_eq!(document.get("x-amazon-apigateway-request-validators"), None);
    assert_eq!((&document["openapi"], &document["x-team"]), (&json!("3.1.0"), &json!("shop")));
    assert_eq!(document["info"]["version"], "7");
    let content = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["example"]["x-amazon-apigateway-integration"], "kept");
    let order = &document["components"]["schemas"]["Order"]["properties"];
    assert_eq!(order["nullable"]["type"], json!(["string", "null"]));
    assert_eq!(order["nullable"]["enum"], json!(["a", "b", null]));
    assert_eq!(order["total"], json!({ "type": "number", "exclusiveMinimum": 0 }));
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["token"]["type"], "openIdConnect");
    assert_ne!(document["servers"][0]["url"], "https://old.example.com");
}

#[test]
fn what_has_no_document_says_why() {
    let why = |template: &str, name: &str| {
        let apis = describe(template).unwrap();
        let api = apis.into_iter().find(|api| api.name() == name).unwrap();
        assert_eq!(api.document(), None);
        (api.kind(), api.why_not().unwrap())
    };
    assert_eq!(why(HTTP, "Chat").0, ApiKind::WebSocket);
    assert!(why(HTTP, "Chat").1.contains("messages"));
    assert!(why(BODY, "Elsewhere").1.contains("S3"));
    assert!(why(BODY, "Old").1.contains("Swagger 2.0"));
    assert!(describe("{").is_err());
    assert_eq!(describe("Resources: {}").unwrap(), []);
}

#[test]
fn the_same_template_gives_the_same_bytes() {
    for template in [REST, HTTP, BODY] {
        let texts = || -> Vec<String> {
            let apis = describe(template).unwrap();
            apis.iter().filter_map(|api| Some(api.document()?.to_yaml())).collect()
        };
        assert_eq!(texts(), texts());
    }
}
