//! Which operation something is attached to.

use std::fmt;

use construct_core::Expr;
use construct_document::nearest;

use super::finding::Findings;
use super::tree::{ANY, VERBS, entries, get, get_mut, set, text};
use crate::apigateway::HttpMethod;
use crate::error::codes;

/// An operation of a document: by its `operationId`, or by its verb and path.
///
/// ```
/// use construct_lib::apigateway::HttpMethod;
/// use construct_lib::openapi::OperationKey;
///
/// let by_id: OperationKey = "listOrders".into();
/// let by_path: OperationKey = (HttpMethod::Get, "/orders").into();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationKey {
    /// By its `operationId`.
    Id(String),
    /// By its verb and its path.
    Path(HttpMethod, String),
}

impl From<&str> for OperationKey {
    fn from(id: &str) -> Self {
        Self::Id(id.to_owned())
    }
}

impl From<String> for OperationKey {
    fn from(id: String) -> Self {
        Self::Id(id)
    }
}

impl From<(HttpMethod, &str)> for OperationKey {
    fn from((verb, path): (HttpMethod, &str)) -> Self {
        Self::Path(verb, path.to_owned())
    }
}

impl fmt::Display for OperationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => f.write_str(id),
            Self::Path(verb, path) => write!(f, "{verb} {path}"),
        }
    }
}

/// What says how API Gateway answers.
const INTEGRATION: &str = "x-amazon-apigateway-integration";

/// One operation of a document.
pub(super) struct Found {
    pub(super) path: String,
    /// The key below the path.
    pub(super) verb: String,
    pub(super) id: Option<String>,
}

impl Found {
    pub(super) fn way(&self) -> Vec<String> {
        vec!["paths".to_owned(), self.path.clone(), self.verb.clone()]
    }

    /// `GET /orders`, as a route is called.
    fn name(&self) -> String {
        let verb = if self.verb == ANY { "ANY" } else { &self.verb };
        format!("{} {}", verb.to_uppercase(), self.path)
    }

    fn is(&self, key: &OperationKey) -> bool {
        match key {
            OperationKey::Id(id) => self.id.as_ref() == Some(id),
            OperationKey::Path(verb, path) => self.name() == format!("{verb} {path}"),
        }
    }
}

/// All operations of a document, in its order.
pub(super) fn operations(body: &Expr) -> Vec<Found> {
    let mut all = Vec::new();
    for (path, item) in get(body, "paths").map_or(&[][..], entries) {
        for (verb, operation) in entries(item) {
            if VERBS.contains(&&**verb) {
                let id = text(operation, "operationId").map(str::to_owned);
                all.push(Found { path: path.to_string(), verb: verb.to_string(), id });
            }
        }
    }
    all
}

pub(super) fn operation_mut<'b>(body: &'b mut Expr, found: &Found) -> Option<&'b mut Expr> {
    get_mut(get_mut(get_mut(body, "paths")?, &found.path)?, &found.verb)
}

/// Gives every operation what answers it, and reports those that nothing answers.
pub(super) fn attach(
    body: &mut Expr,
    given: &[(OperationKey, Expr)],
    default: Option<&Expr>,
    findings: &Findings<'_>,
) {
    let all = operations(body);
    for (i, (key, _)) in given.iter().enumerate() {
        if !all.iter().any(|found| found.is(key)) {
            unknown(key, &all, findings);
        }
        if given[..i].iter().any(|(other, _)| other == key) {
            findings.error(
                codes::OPENAPI_UNKNOWN_NAME,
                &[],
                &format!("the operation `{key}` is given two integrations"),
                "leave one of them out",
            );
        }
    }
    for found in &all {
        let own = given.iter().find(|(key, _)| found.is(key)).map(|(_, integration)| integration);
        let way = found.way();
        let Some(operation) = operation_mut(body, found) else {
            continue;
        };
        match own.or_else(|| if has_integration(operation) { None } else { default }) {
            Some(integration) => set(operation, INTEGRATION, integration.clone()),
            None if has_integration(operation) => {}
            None => findings.error(
                codes::OPENAPI_WITHOUT_INTEGRATION,
                &way,
                &format!("nothing answers `{}`", found.name()),
                match &found.id {
                    Some(id) => format!("attach something with `.operation(\"{id}\", ..)`, or to all with `.default_integration(..)`"),
                    None => "attach something to the verb and the path with `.operation((HttpMethod::.., ..), ..)`".to_owned(),
                },
            ),
        }
    }
}

fn has_integration(operation: &Expr) -> bool {
    get(operation, INTEGRATION).is_some()
}

fn unknown(key: &OperationKey, all: &[Found], findings: &Findings<'_>) {
    let names: Vec<String> = match key {
        OperationKey::Id(_) => all.iter().filter_map(|found| found.id.clone()).collect(),
        OperationKey::Path(..) => all.iter().map(Found::name).collect(),
    };
    let wanted = key.to_string();
    let help = match nearest(&wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => {
            "the operations have no ids, name one by its verb and path".to_owned()
        }
        None => "look up the operation in the document".to_owned(),
    };
    findings.error(
        codes::OPENAPI_UNKNOWN_NAME,
        &[],
        &format!("the document has no operation `{wanted}`"),
        help,
    );
}
