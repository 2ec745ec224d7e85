//! `openapi`: the documents of the app's APIs.

use std::fs;

use construct_lib::Diagnostic;
use construct_lib::openapi::{ApiDescription, ApiKind, describe};

use crate::assembly::Json;
use crate::cli;
use crate::codes;
use crate::exit::Exit;
use crate::failure::{Failure, Findings, Named as _};
use crate::near;
use crate::output::write_file;
use crate::session::Session;

/// An API, and the stack that it is in.
struct Found {
    stack: String,
    api: ApiDescription,
}

/// Prints the document of one API, writes it to a file, or compares it with one.
pub(crate) fn openapi(session: &Session<'_>, arguments: &cli::Openapi, findings: &mut Findings) {
    let all = find(session, findings).unwrap_or_else(|failure| {
        findings.add(failure);
        Vec::new()
    });
    let mut printed = None;
    if findings.exit == Exit::Done && (!session.terminal.is_json() || arguments.api.is_some()) {
        match one(&all, arguments) {
            Ok(document) => printed = document,
            Err(failure) => findings.add(failure),
        }
    }
    session.terminal.report(&findings.diagnostics);
    if session.terminal.is_json() {
        let apis = Json::List(all.iter().map(Found::to_json).collect());
        session.terminal.document([("apis", apis)], &findings.diagnostics);
    }
    if let Some(document) = printed {
        session.terminal.result(&document);
    }
}

/// The APIs of all stacks, those of nested ones under the path of their stack.
fn find(session: &Session<'_>, findings: &mut Findings) -> Result<Vec<Found>, Failure> {
    session.build()?;
    let mut all = Vec::new();
    let mut unreadable = None;
    let is_whole = session.look(findings, &mut |artifact| {
        let own = [artifact.template_json()].into_iter();
        let nested = artifact.nested().iter().map(|n| n.template_json());
        for template in own.chain(nested) {
            match describe(template) {
                Ok(apis) => all.extend(
                    apis.into_iter().map(|api| Found { stack: artifact.path().to_owned(), api }),
                ),
                Err(problem) => unreadable = Some(problem),
            }
        }
    });
    if let Some(problem) = unreadable {
        let finding = Diagnostic::error(codes::TEMPLATE_UNREADABLE, problem.to_string());
        return Err(Failure::new(Exit::App, finding));
    }
    if !is_whole {
        all.clear();
    }
    Ok(all)
}

/// What is to be printed of the API that was asked for.
fn one(all: &[Found], arguments: &cli::Openapi) -> Result<Option<String>, Failure> {
    let found = select(all, arguments.api.as_deref())?;
    let Some(document) = found.api.document() else {
        let why = found.api.why_not().unwrap_or_default();
        let what = format!("the API `{}` has no OpenAPI document: {why}", found.api.name());
        return Err(Failure::new(Exit::Usage, Diagnostic::error(codes::OPENAPI_NONE, what)));
    };
    let text = if arguments.yaml { document.to_yaml() } else { document.to_json() };
    if let Some(path) = &arguments.check {
        let kept = fs::read(path).named("read", path)?;
        if kept != text.as_bytes() {
            let what = format!("`{}` is not the document of the API as it is now", path.display());
            let finding = Diagnostic::error(codes::OPENAPI_STALE, what)
                .help("write it again with `--output` instead of `--check`");
            return Err(Failure::new(Exit::App, finding));
        }
        return Ok(None);
    }
    if let Some(path) = &arguments.output {
        write_file(path, text.as_bytes())?;
        return Ok(None);
    }
    Ok(Some(text))
}

/// The API of this name; the only one that has a document when no name is given.
fn select<'a>(all: &'a [Found], name: Option<&str>) -> Result<&'a Found, Failure> {
    let candidates: Vec<&Found> = match name {
        Some(name) => all.iter().filter(|found| found.is_called(name)).collect(),
        None => {
            let described = all.iter().filter(|found| found.api.document().is_some());
            let described: Vec<&Found> = described.collect();
            if described.is_empty() { all.iter().collect() } else { described }
        }
    };
    if let [only] = candidates[..] {
        return Ok(only);
    }
    let paths: Vec<String> = all.iter().map(Found::path).collect();
    let mut known: Vec<&str> = all.iter().map(|found| found.api.name()).collect();
    known.sort_unstable();
    known.dedup();
    if known.len() < all.len() {
        // Names that several have are told apart by their stacks.
        known = paths.iter().map(String::as_str).collect();
    }
    let (what, help) = match name {
        Some(name) if candidates.is_empty() => {
            (format!("the app has no API `{name}`"), near::help(name, &known, "API"))
        }
        Some(name) => (
            format!("the app has {} APIs `{name}`", candidates.len()),
            near::help("", &known, "API"),
        ),
        None if all.is_empty() => ("the app has no API".to_owned(), String::new()),
        None => {
            let what = format!("the app has {} APIs, and none was named", candidates.len());
            (what, near::help("", &known, "API"))
        }
    };
    let finding = Diagnostic::error(codes::UNKNOWN_API, what);
    let finding = if help.is_empty() { finding } else { finding.help(help) };
    Err(Failure::new(Exit::Usage, finding))
}

impl Found {
    fn path(&self) -> String {
        format!("{}/{}", self.stack, self.api.name())
    }

    fn is_called(&self, name: &str) -> bool {
        let names = [self.api.logical_id(), self.api.name()];
        let in_stack = name.strip_prefix(&self.stack).and_then(|rest| rest.strip_prefix('/'));
        names.contains(&name) || in_stack.is_some_and(|rest| names.contains(&rest))
    }

    fn to_json(&self) -> Json {
        let kind = match self.api.kind() {
            ApiKind::Rest => "rest",
            ApiKind::Http => "http",
            ApiKind::WebSocket => "websocket",
        };
        let result = match (self.api.document(), self.api.why_not()) {
            (Some(document), _) => ("document", Json::Raw(document.to_json())),
            (None, why) => ("reason", Json::text(why.unwrap_or_default())),
        };
        Json::object([
            ("stack", Json::text(&self.stack)),
            ("logicalId", Json::text(self.api.logical_id())),
            ("name", Json::text(self.api.name())),
            ("kind", Json::text(kind)),
            result,
        ])
    }
}
