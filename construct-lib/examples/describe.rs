//! The OpenAPI documents of templates: a JSON list of texts goes in at standard
//! input, and a list of lists comes out, one entry for each API.

use std::error::Error;
use std::io::{self, Read as _, Write as _};

use construct_lib::openapi::describe;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let templates: Vec<String> = serde_json::from_str(&input)?;
    let mut answers = Vec::new();
    for template in &templates {
        let mut apis = Vec::new();
        for api in describe(template)? {
            let document = api.document().map(|root| root.to_json());
            let document: Option<Value> = document.map(|d| serde_json::from_str(&d)).transpose()?;
            apis.push(json!({
                "id": api.logical_id(),
                "document": document,
                "reason": api.why_not(),
            }));
        }
        answers.push(apis);
    }
    io::stdout().write_all(serde_json::to_string(&answers)?.as_bytes())?;
    Ok(())
}
