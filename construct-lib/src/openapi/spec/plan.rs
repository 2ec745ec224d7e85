//! A document as API Gateway gets it: with integrations, authorizers,
//! validators and CORS.

use construct_core::Expr;

use super::attach::{OperationKey, attach, operation_mut, operations};
use super::check;
use super::definition::Source;
use super::downgrade::downgrade;
use super::finding::Findings;
use super::ignored::Ignored;
use super::names;
use super::tree::{entries, find, get, get_mut, items, object, remove, set, text};
use crate::error::codes;
use crate::{Diagnostic, Node};
use construct_document::nearest;

/// What the document becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Rest,
    Http,
}

/// What is added to a document.
pub(crate) struct Plan<'a> {
    pub(crate) node: &'a Node,
    pub(crate) target: Target,
    pub(crate) operations: Vec<(OperationKey, Expr)>,
    pub(crate) default: Option<Expr>,
    /// Security schemes by their names, as API Gateway reads them.
    pub(crate) schemes: Vec<(String, Expr)>,
    /// The name of a request validator, and what it is.
    pub(crate) validator: Option<(&'static str, Expr)>,
    /// The operation that answers what browsers ask first.
    pub(crate) preflight: Option<Expr>,
    /// What an HTTP API answers by itself to browsers.
    pub(crate) cors: Option<Expr>,
}

/// What tells authorizers and signatures from other schemes.
const AUTH_TYPE: &str = "x-amazon-apigateway-authtype";
const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";

impl Plan<'_> {
    /// The body of the API; nothing when the document is not here, or is none.
    pub(crate) fn body(self, source: &Source) -> Option<Expr> {
        for problem in source.warnings() {
            self.node.report(
                Diagnostic::warning(problem.code(), problem.to_string())
                    .help(problem.help().to_owned()),
            );
        }
        let (body, document) = match source {
            Source::Inline { body, document } => (body.clone(), document.as_deref()),
            Source::Broken(problem) => {
                let finding = Diagnostic::error(problem.code(), problem.to_string());
                self.node.report(finding.help(problem.help().to_owned()));
                return None;
            }
            Source::Bucket { .. } => {
                self.refuse_attachments();
                return None;
            }
        };
        let findings = Findings { node: self.node, document };
        if !check::version(&body, self.target, &findings) {
            return None;
        }
        Some(self.complete(body, &findings))
    }

    /// Nothing can be put into a document that is not here.
    fn refuse_attachments(&self) {
        let is_bare = self.operations.is_empty()
            && self.default.is_none()
            && self.schemes.is_empty()
            && self.validator.is_none()
            && self.preflight.is_none()
            && self.cors.is_none();
        if !is_bare {
            self.node.report(
                Diagnostic::error(
                    codes::OPENAPI_INVALID,
                    "the document is in a bucket, so nothing can be attached to its operations",
                )
                .help(
                    "give its text with `ApiDefinition::from_text`, or write what answers into it",
                ),
            );
        }
    }

    fn complete(self, mut body: Expr, findings: &Findings<'_>) -> Expr {
        let mut ignored = Ignored::default();
        check::document(&body, self.target, findings);
        if text(&body, "openapi").is_some_and(|version| version.starts_with("3.1.")) {
            downgrade(&mut body, &mut ignored);
        }
        check::without_effect(&mut body, self.validator.is_some(), &mut ignored);
        ignored.report(findings);
        if self.target == Target::Rest {
            names::of_models(&mut body);
        }
        security_of_all(&mut body);
        attach(&mut body, &self.operations, self.default.as_ref(), findings);
        self.guard(&mut body, findings);
        if let Some((name, validator)) = self.validator {
            if let Some(all) = object(&mut body, "x-amazon-apigateway-request-validators") {
                set(all, name, validator);
            }
            set(&mut body, "x-amazon-apigateway-request-validator", Expr::text(name));
        }
        if let Some(preflight) = self.preflight {
            answer_preflights(&mut body, &preflight);
        }
        if let Some(cors) = self.cors {
            set(&mut body, "x-amazon-apigateway-cors", cors);
        }
        body
    }

    /// Gives security schemes what checks them, and reports those that nothing checks.
    fn guard(&self, body: &mut Expr, findings: &Findings<'_>) {
        let is_swagger = get(body, "swagger").is_some();
        let place: &[&str] =
            if is_swagger { &["securityDefinitions"] } else { &["components", "securitySchemes"] };
        let known: Vec<String> = find(body, place)
            .map_or(&[][..], entries)
            .iter()
            .map(|(name, _)| name.to_string())
            .collect();
        for (name, scheme) in &self.schemes {
            if !known.contains(name) {
                let help = match nearest(name, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "define it in the document, and name it in the `security` of operations"
                            .to_owned()
                    }
                };
                let what = format!("the document has no security scheme `{name}`");
                findings.error(codes::OPENAPI_UNKNOWN_NAME, &[], &what, help);
                continue;
            }
            let all = place.iter().try_fold(&mut *body, |at, key| get_mut(at, key));
            if let Some(all) = all {
                set(all, name.clone(), scheme.clone());
            }
        }
        if self.target == Target::Http {
            sign(body, place);
        }
        let mut open: Vec<String> = Vec::new();
        for found in operations(body) {
            let Some(operation) = find(body, &["paths", &found.path, &found.verb]) else {
                continue;
            };
            for (name, _) in items(get(operation, "security")).iter().flat_map(entries) {
                let mut way = place.to_vec();
                way.push(name);
                if !find(body, &way).is_some_and(is_checked) && !open.contains(&name.to_string()) {
                    open.push(name.to_string());
                    findings.warn(
                        codes::OPENAPI_UNGUARDED,
                        &found.way(),
                        &format!("nothing checks the security scheme `{name}`, so API Gateway lets everyone call its operations"),
                        "attach what checks it with `.authorizer(..)`; acknowledge this when the handler does it",
                    );
                }
            }
        }
    }
}

/// In HTTP APIs an operation says itself that its requests are signed.
fn sign(body: &mut Expr, place: &[&str]) {
    for found in operations(body) {
        let operation = find(body, &["paths", &found.path, &found.verb]);
        let security = operation.and_then(|operation| get(operation, "security"));
        let is_signed = items(security).iter().flat_map(entries).any(|(name, _)| {
            let mut way = place.to_vec();
            way.push(name);
            find(body, &way).is_some_and(|scheme| text(scheme, AUTH_TYPE) == Some("awsSigv4"))
        });
        if is_signed && let Some(operation) = operation_mut(body, &found) {
            let auth = Expr::map([("type", Expr::text("AWS_IAM"))]);
            set(operation, "x-amazon-apigateway-auth", auth);
        }
    }
}

/// Whether API Gateway knows what to do with a scheme.
fn is_checked(scheme: &Expr) -> bool {
    let is_key = text(scheme, "type") == Some("apiKey")
        && text(scheme, "in") == Some("header")
        && text(scheme, "name").is_some_and(|name| name.eq_ignore_ascii_case("x-api-key"));
    is_key || get(scheme, AUTH_TYPE).is_some() || get(scheme, AUTHORIZER).is_some()
}

/// API Gateway reads `security` of operations, and not that of the document.
fn security_of_all(body: &mut Expr) {
    let Some(security) = remove(body, "security") else {
        return;
    };
    for found in operations(body) {
        if let Some(operation) = operation_mut(body, &found)
            && get(operation, "security").is_none()
        {
            set(operation, "security", security.clone());
        }
    }
}

/// Answers what browsers ask at each path that does not answer it itself.
fn answer_preflights(body: &mut Expr, preflight: &Expr) {
    let Some(Expr::Map(paths)) = get_mut(body, "paths") else {
        return;
    };
    for (path, item) in paths.iter_mut() {
        if path.starts_with('/') && get(item, "options").is_none() {
            set(item, "options", preflight.clone());
        }
    }
}
