//! `build`: the handlers alone.

use construct_lib::{StackAsset, UnresolvedAssets};

use crate::assembly::{self, Json};
use crate::build::Handlers;
use crate::exit::Exit;
use crate::failure::{Failure, Findings};
use crate::print;
use crate::selection::select;
use crate::session::Session;

/// Builds what is out of date, and prints where each zip is.
pub(crate) fn build(session: &Session<'_>, names: &[String], findings: &mut Findings) {
    let handlers = Handlers::new(&session.environment, session.terminal, true);
    let assets = wanted(session, names, findings).unwrap_or_else(|failure| {
        findings.add(failure);
        Vec::new()
    });
    let stale: Vec<&StackAsset> =
        assets.iter().filter(|asset| !handlers.is_fresh(asset.asset())).collect();
    if !stale.is_empty() {
        handlers.build(&stale, findings);
    }
    session.terminal.report(&findings.diagnostics);
    let mut built = Vec::new();
    for asset in &assets {
        if let Some(package) = handlers.package(asset.asset()) {
            let path = print::shown_path(&package.path, session.environment.directory());
            built.push((asset.asset().display_name(), path, package.zipped));
        }
    }
    if session.terminal.is_json() {
        let built = built.iter().map(|(name, path, size)| {
            let (name, path) = (Json::text(*name), Json::text(path));
            Json::object([("name", name), ("zip", path), ("bytes", Json::Number(*size))])
        });
        let document = [("handlers", Json::List(built.collect()))];
        session.terminal.document(document, &findings.diagnostics);
        return;
    }
    for (_, path, size) in built {
        session.terminal.result(&format!("{path}: {}\n", print::bytes(size)));
    }
}

/// The handlers of these stacks, each once.
fn wanted(
    session: &Session<'_>,
    names: &[String],
    findings: &mut Findings,
) -> Result<Vec<StackAsset>, Failure> {
    session.build()?;
    let stacks = session.synth(&UnresolvedAssets, None, findings);
    if findings.exit != Exit::Done {
        return Ok(Vec::new());
    }
    let mut assets = assembly::assets(select(&stacks, names)?);
    assets.retain(|asset| assembly::is_handler(asset.asset()));
    Ok(assets)
}
