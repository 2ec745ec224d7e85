use construct_runtime::with_causes;
use http::{StatusCode, header};
use serde::Serialize;

use super::reply::Reply;
use crate::domain::FieldProblem;
use crate::repository::{StorageError, StorageFailure, WriteError};

/// How many problems one response lists. A body of nothing but unknown fields
/// would otherwise be answered by a longer one.
const MAX_FIELDS: usize = 20;
const MAX_FIELD_CHARS: usize = 64;

/// A request that gets no 2xx or 3xx.
///
/// In the body, `code` is stable and for programs, the rest is for people:
///
/// ```json
/// {"error": {
///     "code": "invalid-user",
///     "message": "the user has 1 problem",
///     "fields": [{"field": "email", "message": "must not be empty"}],
///     "requestId": "…"
/// }}
/// ```
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    code: &'static str,
    message: String,
    fields: Vec<FieldProblem>,
    hint: Option<Hint>,
    /// What went wrong on our side, for the log alone.
    cause: Option<String>,
}

/// What the client may do instead, as a header.
#[derive(Clone, Copy, Debug)]
pub(super) enum Hint {
    /// Use one of these methods.
    Allow(&'static str),
    /// Ask again after a while.
    RetryAfter { seconds: u16 },
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), fields: Vec::new(), hint: None, cause: None }
    }

    /// All that is wrong with the fields of `what`, at once.
    pub(super) fn fields(
        status: StatusCode,
        code: &'static str,
        what: &str,
        fields: Vec<FieldProblem>,
    ) -> Self {
        let plural = if fields.len() == 1 { "" } else { "s" };
        let message = format!("the {what} has {} problem{plural}", fields.len());
        Self { fields, ..Self::new(status, code, message) }
    }

    /// A defect of ours.
    pub(super) fn internal(cause: String) -> Self {
        Self {
            cause: Some(cause),
            ..Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "the service failed; the log has the reason under the request's id",
            )
        }
    }

    pub(super) fn hint(mut self, hint: Hint) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The response, and what the log says about it.
    pub(super) fn into_reply(self, request_id: &str) -> (Reply, Option<String>) {
        let fields = self.fields.iter().take(MAX_FIELDS).map(|problem| Field {
            field: problem.field.chars().take(MAX_FIELD_CHARS).collect(),
            message: &problem.message,
        });
        let body = Body {
            error: Content {
                code: self.code,
                message: &self.message,
                fields: fields.collect(),
                request_id,
            },
        };
        let mut reply = match Reply::json(self.status, &body) {
            Ok(reply) => reply,
            // Text and lists can always be written as JSON.
            Err(_) => Reply::new(self.status),
        };
        reply = match self.hint {
            Some(Hint::Allow(methods)) => reply.header(header::ALLOW, methods),
            Some(Hint::RetryAfter { seconds }) => reply.header(header::RETRY_AFTER, seconds),
            None => reply,
        };
        (reply, self.cause)
    }
}

#[derive(Serialize)]
struct Body<'a> {
    error: Content<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Content<'a> {
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field<'a>>,
    request_id: &'a str,
}

#[derive(Serialize)]
struct Field<'a> {
    field: String,
    message: &'a str,
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NotFound => {
                Self::new(StatusCode::NOT_FOUND, "user-not-found", "there is no user with this id")
            }
            WriteError::VersionMismatch => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "version-mismatch",
                "the user was changed since; read it again",
            ),
            WriteError::EmailTaken => Self {
                fields: vec![FieldProblem::new("email", "belongs to another user")],
                ..Self::new(
                    StatusCode::CONFLICT,
                    "email-taken",
                    "another user has this e-mail address",
                )
            },
            WriteError::Storage(error) => error.into(),
        }
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        let cause = with_causes(&error);
        if !matches!(error.failure(), StorageFailure::Busy | StorageFailure::Unavailable) {
            return Self::internal(cause);
        }
        Self {
            cause: Some(cause),
            ..Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "the service is busy; try again shortly",
            )
            .hint(Hint::RetryAfter { seconds: 1 })
        }
    }
}
