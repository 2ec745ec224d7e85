use aws_lambda_events::apigw::ApiGatewayProxyRequest;
use http::StatusCode;

use super::cursor;
use super::problem::Problem;
use crate::domain::{Email, FieldProblem, UserId};

const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 100;

/// Which users a client wants to see.
#[derive(Debug)]
pub(super) enum Listing {
    /// The one with this address.
    ByEmail(Email),
    /// Some of all.
    Page { after: Option<UserId>, limit: usize },
}

/// Reads the query string, and finds all that is wrong with it.
///
/// An unknown parameter is refused: to answer a misspelt `email=` with all
/// users would be worse than no answer.
pub(super) fn read(event: &ApiGatewayProxyRequest) -> Result<Listing, Problem> {
    let mut parameters = &event.multi_value_query_string_parameters;
    if parameters.is_empty() {
        parameters = &event.query_string_parameters;
    }
    let mut problems = Vec::new();
    let mut email = None;
    let mut limit = None;
    let mut after = None;
    // The map has no order, and answers should not depend on chance.
    let mut pairs: Vec<(&str, &str)> = parameters.iter().collect();
    pairs.sort_unstable();
    let mut previous = None;
    for (name, value) in pairs {
        if previous.replace(name) == Some(name) {
            problems.push(FieldProblem::new(name, "must be given only once"));
            continue;
        }
        let outcome = match name {
            "cursor" => match cursor::read(value) {
                Some(id) => {
                    after = Some(id);
                    Ok(())
                }
                None => Err("is not a cursor of this list"),
            },
            "email" => Email::parse(value).map(|value| email = Some(value)),
            "limit" => match value.parse() {
                Ok(value @ 1..=MAX_LIMIT) => {
                    limit = Some(value);
                    Ok(())
                }
                _ => Err("must be a whole number from 1 to 100"),
            },
            _ => Err("is no parameter of this list"),
        };
        if let Err(message) = outcome {
            problems.push(FieldProblem::new(name, message));
        }
    }
    if email.is_some() && (limit.is_some() || after.is_some()) {
        problems.push(FieldProblem::new("email", "must not be combined with `limit` or `cursor`"));
    }
    if !problems.is_empty() {
        return Err(Problem::fields(StatusCode::BAD_REQUEST, "invalid-query", "query", problems));
    }
    Ok(match email {
        Some(email) => Listing::ByEmail(email),
        None => Listing::Page { after, limit: limit.unwrap_or(DEFAULT_LIMIT) },
    })
}
