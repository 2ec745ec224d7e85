//! From an event of API Gateway's proxy integration to a response.
//!
//! | request | answers |
//! |---|---|
//! | `GET /notebooks/{notebook}/notes?after=` | 200 with `notes`, and `next` when there are more |
//! | `POST /notebooks/{notebook}/notes` | 201 with `Location`, 400 |
//! | `GET /notebooks/{notebook}/notes/{id}` | 200, 404 |
//! | `PUT /notebooks/{notebook}/notes/{id}` | 200, 400, 404 |
//! | `DELETE /notebooks/{notebook}/notes/{id}` | 204, 404 |
//!
//! An error has the body `{"message": ".."}`, as those of API Gateway have.

use std::io::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use ::http::{HeaderValue, Method, StatusCode, header};
use aws_lambda_events::apigw::{ApiGatewayProxyRequest, ApiGatewayProxyResponse};
use aws_lambda_events::encodings::Body;
use rest_crud_contract::{Note, NoteDraft};
use serde::Serialize;
use serde_json::json;

use crate::notes::{Notes, StorageError};

/// How many notes a list shows at once.
const PAGE: i32 = 50;

/// The notes API over a store.
#[derive(Debug, Clone)]
pub struct Api<N> {
    notes: N,
    allowed_origin: Option<HeaderValue>,
}

/// A request that gets no note.
enum Refusal {
    BadRequest(String),
    NotFound,
    /// Ours: the reason is for the log alone.
    Failed(StorageError),
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        Self::Failed(error)
    }
}

impl<N: Notes> Api<N> {
    /// The API over `notes`, whose answers a web page of `allowed_origin` may read.
    #[must_use]
    pub fn new(notes: N, allowed_origin: String) -> Self {
        Self { notes, allowed_origin: HeaderValue::try_from(allowed_origin).ok() }
    }

    /// Answers one request.
    pub async fn answer(&self, event: ApiGatewayProxyRequest) -> ApiGatewayProxyResponse {
        let mut response = match self.respond(&event).await {
            Ok(response) => response,
            Err(Refusal::BadRequest(message)) => message_of(StatusCode::BAD_REQUEST, &message),
            Err(Refusal::NotFound) => message_of(StatusCode::NOT_FOUND, "there is no such note"),
            Err(Refusal::Failed(error)) => {
                log(&event, &error);
                message_of(StatusCode::INTERNAL_SERVER_ERROR, "the notes cannot be reached")
            }
        };
        // A proxy integration leaves these to the handler; API Gateway itself
        // answers what a browser asks before, and its own errors.
        if let Some(origin) = &self.allowed_origin {
            response.headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            response.headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        }
        response
    }

    async fn respond(
        &self,
        event: &ApiGatewayProxyRequest,
    ) -> Result<ApiGatewayProxyResponse, Refusal> {
        let parameter = |name: &str| event.path_parameters.get(name).map(String::as_str);
        let notebook = notebook(parameter("notebook").unwrap_or_default())?;
        match (parameter("id"), &event.http_method) {
            (None, &Method::GET) => self.list(event, notebook).await,
            (None, &Method::POST) => self.create(event, notebook).await,
            (Some(id), &Method::GET) => {
                let note = self.notes.get(notebook, known(id)?).await?;
                Ok(reply(StatusCode::OK, &note.ok_or(Refusal::NotFound)?))
            }
            (Some(id), &Method::PUT) => {
                let draft = draft(event)?;
                let note = self.notes.replace(notebook, known(id)?, &draft).await?;
                Ok(reply(StatusCode::OK, &note.ok_or(Refusal::NotFound)?))
            }
            (Some(id), &Method::DELETE) => {
                let deleted = self.notes.delete(notebook, known(id)?).await?;
                deleted.then(|| empty(StatusCode::NO_CONTENT)).ok_or(Refusal::NotFound)
            }
            // The API has no such method, so it calls nobody for it.
            _ => Ok(message_of(StatusCode::METHOD_NOT_ALLOWED, "no such method")),
        }
    }

    async fn list(
        &self,
        event: &ApiGatewayProxyRequest,
        notebook: &str,
    ) -> Result<ApiGatewayProxyResponse, Refusal> {
        let after = match event.query_string_parameters.first("after") {
            Some(id) if !is_id(id) => {
                return Err(Refusal::BadRequest("`after` is not the id of a note".to_owned()));
            }
            after => after,
        };
        let page = self.notes.list(notebook, after, PAGE).await?;
        let mut body = json!({ "notes": page.notes });
        if let Some(next) = page.next {
            body["next"] = next.into();
        }
        Ok(reply(StatusCode::OK, &body))
    }

    async fn create(
        &self,
        event: &ApiGatewayProxyRequest,
        notebook: &str,
    ) -> Result<ApiGatewayProxyResponse, Refusal> {
        let NoteDraft { title, text } = draft(event)?;
        let id = id(now(), event.request_context.request_id.as_deref().unwrap_or_default());
        let note = Note { notebook: notebook.to_owned(), id, title, text };
        self.notes.create(&note).await?;
        let mut response = reply(StatusCode::CREATED, &note);
        // With the stage or the base path of a domain, as the client wrote it.
        let path = event.request_context.path.as_deref().unwrap_or_default();
        if let Ok(location) = HeaderValue::try_from(format!("{path}/{}", note.id)) {
            response.headers.insert(header::LOCATION, location);
        }
        Ok(response)
    }
}

/// The name of a notebook, which is half of a key and must not be any text.
fn notebook(name: &str) -> Result<&str, Refusal> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if (1..=64).contains(&name.len()) && name.bytes().all(fits) {
        return Ok(name);
    }
    let message = "the name of a notebook has 1 to 64 lower-case letters, digits and hyphens";
    Err(Refusal::BadRequest(message.to_owned()))
}

/// The id of a new note: the time in milliseconds, so that a list is in order,
/// and the id that API Gateway gives to no other request.
fn id(milliseconds: u128, request: &str) -> String {
    format!("{milliseconds:012x}-{request}")
}

/// Whether a note can have this id. A key must not be any text, nor of any length.
fn is_id(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_hexdigit() || b == b'-';
    (13..=64).contains(&text.len()) && text.bytes().all(fits)
}

/// An id that a note can have.
fn known(text: &str) -> Result<&str, Refusal> {
    if is_id(text) { Ok(text) } else { Err(Refusal::NotFound) }
}

#[expect(clippy::disallowed_methods, reason = "the rule protects templates, not handlers")]
fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
}

/// The note that a client sends.
///
/// API Gateway has compared it with the model already. It does not count
/// white space as nothing, and a test call does not ask it.
fn draft(event: &ApiGatewayProxyRequest) -> Result<NoteDraft, Refusal> {
    let body = event.body.as_deref().unwrap_or_default();
    let draft: NoteDraft = serde_json::from_str(body)
        .map_err(|error| Refusal::BadRequest(format!("the body is no note: {error}")))?;
    let title = draft.title.chars().count();
    let problem = if draft.title.trim().is_empty() || title > NoteDraft::MAX_TITLE {
        format!("`title` must have 1 to {} characters", NoteDraft::MAX_TITLE)
    } else if draft.text.chars().count() > NoteDraft::MAX_TEXT {
        format!("`text` must have at most {} characters", NoteDraft::MAX_TEXT)
    } else {
        return Ok(draft);
    };
    Err(Refusal::BadRequest(problem))
}

fn empty(status: StatusCode) -> ApiGatewayProxyResponse {
    // The type takes new fields in minor versions, so it has no literal.
    let mut response = ApiGatewayProxyResponse::default();
    response.status_code = i64::from(status.as_u16());
    response
}

fn reply(status: StatusCode, body: &impl Serialize) -> ApiGatewayProxyResponse {
    let Ok(text) = serde_json::to_string(body) else {
        // Notes are texts, which can always be written as JSON.
        return empty(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let mut response = empty(status);
    let json = HeaderValue::from_static("application/json");
    response.headers.insert(header::CONTENT_TYPE, json);
    response.body = Some(Body::Text(text));
    response
}

fn message_of(status: StatusCode, message: &str) -> ApiGatewayProxyResponse {
    reply(status, &json!({ "message": message }))
}

/// One JSON line about a failure, under the id that the client has seen, too.
fn log(event: &ApiGatewayProxyRequest, error: &StorageError) {
    let line = json!({
        "level": "ERROR",
        "message": "the notes cannot be reached",
        "apiRequestId": event.request_context.request_id,
        "cause": error.to_string(),
    });
    // A closed log is no reason to give no answer.
    let _ = writeln!(std::io::stdout(), "{line}");
}
