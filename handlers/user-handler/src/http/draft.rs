use std::fmt;

use http::StatusCode;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;
use user_contract::User;

use super::problem::Problem;
use crate::domain::{Draft, Email, FieldProblem, Name};

const EMAIL: &str = "email";
const NAME: &str = "name";

/// Reads what a client wants a user to be.
///
/// All problems are found at once. A field that we do not know is one of them:
/// it is a misspelling or a wish that would silently not come true.
pub(super) fn read(body: &[u8]) -> Result<Draft, Problem> {
    let Members(members) = serde_json::from_slice(body).map_err(|error| malformed(&error))?;

    let mut problems = Vec::new();
    let mut email = None;
    let mut name = None;
    for (field, value) in members {
        let slot = match field.as_str() {
            EMAIL => &mut email,
            NAME => &mut name,
            known if is_ours(known) => {
                problems.push(FieldProblem::new(field, "is set by the service alone"));
                continue;
            }
            _ => {
                problems.push(FieldProblem::new(field, "is no field of a user"));
                continue;
            }
        };
        if slot.replace(value).is_some() {
            problems.push(FieldProblem::new(field, "must be given only once"));
        }
    }
    let email = text(EMAIL, email, Email::parse, &mut problems);
    let name = text(NAME, name, Name::parse, &mut problems);

    match (email, name) {
        (Some(email), Some(name)) if problems.is_empty() => Ok(Draft { email, name }),
        _ => {
            Err(Problem::fields(StatusCode::UNPROCESSABLE_ENTITY, "invalid-user", "user", problems))
        }
    }
}

fn is_ours(field: &str) -> bool {
    User::ATTRIBUTES.id == *field || User::ATTRIBUTES.version == *field
}

/// Reads a required text, or notes what is wrong with it.
fn text<T>(
    field: &str,
    value: Option<Value>,
    parse: impl Fn(&str) -> Result<T, &'static str>,
    problems: &mut Vec<FieldProblem>,
) -> Option<T> {
    let parsed = match value {
        None => Err("is required"),
        Some(Value::String(text)) => parse(&text),
        Some(_) => Err("must be a string"),
    };
    parsed.map_err(|message| problems.push(FieldProblem::new(field, message))).ok()
}

/// Says where a body stops being JSON. Serde's own words may repeat the body.
fn malformed(error: &serde_json::Error) -> Problem {
    let (code, message) = match error.classify() {
        Category::Data => ("invalid-body", "the body must be a JSON object".to_owned()),
        _ => (
            "invalid-json",
            format!(
                "the body is not valid JSON at line {}, column {}",
                error.line(),
                error.column()
            ),
        ),
    };
    Problem::new(StatusCode::BAD_REQUEST, code, message)
}

/// The members of a JSON object as they were written: a map would silently
/// keep one of two members with the same name.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}
