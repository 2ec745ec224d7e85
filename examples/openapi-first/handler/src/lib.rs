//! Answers the operations of `openapi.yaml`.
//!
//! API Gateway has validated a request when it comes here: a body is a
//! `Conversion`. What it cannot know, for example whether there is a unit of a
//! name, is answered here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What API Gateway hands on of a request.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The path as the document has it, for example `/units/{unit}`.
    pub resource: String,
    /// The verb.
    pub http_method: String,
    /// What stands for the parameters of the path.
    pub path_parameters: Option<BTreeMap<String, String>>,
    /// The parameters of the query.
    pub query_string_parameters: Option<BTreeMap<String, String>>,
    /// The body as a text.
    pub body: Option<String>,
}

/// What API Gateway gives to the client.
#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The status.
    pub status_code: u16,
    /// The headers.
    pub headers: BTreeMap<&'static str, &'static str>,
    /// The body as a text.
    pub body: String,
}

#[derive(Serialize)]
struct Unit {
    name: &'static str,
    quantity: &'static str,
    factor: f64,
    symbol: Option<&'static str>,
}

#[derive(Deserialize)]
struct Conversion {
    value: f64,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct Converted {
    value: f64,
    unit: &'static str,
}

#[derive(Serialize)]
struct Problem {
    message: String,
}

const UNITS: [Unit; 7] = [
    Unit { name: "gram", quantity: "mass", factor: 0.001, symbol: Some("g") },
    Unit { name: "hour", quantity: "time", factor: 3600.0, symbol: Some("h") },
    Unit { name: "kilogram", quantity: "mass", factor: 1.0, symbol: Some("kg") },
    Unit { name: "metre", quantity: "length", factor: 1.0, symbol: Some("m") },
    Unit { name: "mile", quantity: "length", factor: 1609.344, symbol: None },
    Unit { name: "pound", quantity: "mass", factor: 0.453_592_37, symbol: Some("lb") },
    Unit { name: "second", quantity: "time", factor: 1.0, symbol: Some("s") },
];

/// Answers one request.
#[must_use]
pub fn answer(request: &Request) -> Response {
    match (&*request.http_method, &*request.resource) {
        ("GET", "/units") => list_units(request),
        ("GET", "/units/{unit}") => get_unit(request),
        ("POST", "/conversions") => convert(request),
        _ => problem(404, "there is no such operation"),
    }
}

fn list_units(request: &Request) -> Response {
    let wanted = request.query_string_parameters.as_ref().and_then(|all| all.get("quantity"));
    let units = UNITS.iter().filter(|unit| wanted.is_none_or(|wanted| unit.quantity == wanted));
    json(200, &units.collect::<Vec<_>>())
}

fn get_unit(request: &Request) -> Response {
    let name = request.path_parameters.as_ref().and_then(|all| all.get("unit"));
    match name.and_then(|name| find(name)) {
        Some(unit) => json(200, unit),
        None => problem(404, "there is no such unit"),
    }
}

fn convert(request: &Request) -> Response {
    let body = request.body.as_deref().unwrap_or_default();
    let Ok(conversion) = serde_json::from_str::<Conversion>(body) else {
        return problem(400, "the body is no conversion");
    };
    let (Some(from), Some(to)) = (find(&conversion.from), find(&conversion.to)) else {
        return problem(422, "there is no such unit");
    };
    if from.quantity != to.quantity {
        return problem(422, &format!("{} is no {}", from.quantity, to.quantity));
    }
    json(200, &Converted { value: conversion.value * from.factor / to.factor, unit: to.name })
}

fn find(name: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.name == name)
}

fn problem(status_code: u16, message: &str) -> Response {
    json(status_code, &Problem { message: message.to_owned() })
}

fn json(status_code: u16, body: &impl Serialize) -> Response {
    let headers = BTreeMap::from([
        ("Access-Control-Allow-Origin", "https://units.example.com"),
        ("Content-Type", "application/json"),
    ]);
    // Texts and finite numbers are always JSON.
    let body = serde_json::to_string(body).unwrap_or_default();
    Response { status_code, headers, body }
}

#[cfg(test)]
mod tests {
    use super::{Request, Response, answer};

    fn ask(json: &str) -> Response {
        let request: Request = serde_json::from_str(json).expect("a request");
        answer(&request)
    }

    #[test]
    fn units_are_listed_by_their_quantity() {
        let all =
            ask(r#"{"resource": "/units", "httpMethod": "GET", "queryStringParameters": null}"#);
        assert_eq!((all.status_code, all.body.matches("\"name\"").count()), (200, 7));
        let mass = ask(
            r#"{"resource": "/units", "httpMethod": "GET", "queryStringParameters": {"quantity": "mass"}}"#,
        );
        assert_eq!(mass.body.matches("\"name\"").count(), 3);
    }

    #[test]
    fn a_unit_is_found_by_its_name() {
        let of = |unit: &str| {
            let request = r#"{"resource": "/units/{unit}", "httpMethod": "GET", "pathParameters": {"unit": "NAME"}}"#;
            ask(&request.replace("NAME", unit))
        };
        let mile = r#"{"name":"mile","quantity":"length","factor":1609.344,"symbol":null}"#;
        assert_eq!(of("mile").body, mile);
        assert_eq!(of("ell").status_code, 404);
    }

    #[test]
    fn values_are_converted_within_a_quantity() {
        let convert = |from: &str, to: &str| {
            let body = format!(r#"{{\"value\": 2, \"from\": \"{from}\", \"to\": \"{to}\"}}"#);
            let request = r#"{"resource": "/conversions", "httpMethod": "POST", "body": "BODY"}"#;
            ask(&request.replace("BODY", &body))
        };
        assert_eq!(convert("kilogram", "gram").body, r#"{"value":2000.0,"unit":"gram"}"#);
        assert_eq!(convert("mile", "gram").status_code, 422);
        assert_eq!(convert("mile", "ell").status_code, 422);
    }

    #[test]
    fn fails_on_what_api_gateway_does_not_hand_on() {
        let nothing = r#"{"resource": "/conversions", "httpMethod": "POST", "body": null}"#;
        assert_eq!(ask(nothing).status_code, 400);
        assert_eq!(ask(r#"{"resource": "/", "httpMethod": "GET"}"#).status_code, 404);
    }
}
