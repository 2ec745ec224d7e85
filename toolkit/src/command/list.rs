//! `list`: the paths of the stacks.

use construct_lib::UnresolvedAssets;

use crate::exit::Exit;
use crate::failure::Findings;
use crate::print;
use crate::session::Session;

/// Prints the path of each stack on a line of its own: its id, below its stages.
pub(crate) fn list(session: &Session<'_>, findings: &mut Findings) {
    if let Err(failure) = session.build() {
        findings.add(failure);
    }
    let mut stacks = Vec::new();
    if findings.exit == Exit::Done {
        stacks = session.synth(&UnresolvedAssets, None, findings);
    }
    session.terminal.report(&findings.diagnostics);
    if session.terminal.is_json() {
        let document = [("stacks", print::stacks(&stacks, &|_| None))];
        session.terminal.document(document, &findings.diagnostics);
    }
    if findings.exit == Exit::Done {
        let paths: String = stacks.iter().map(|s| format!("{}\n", s.path)).collect();
        session.terminal.result(&paths);
    }
}
