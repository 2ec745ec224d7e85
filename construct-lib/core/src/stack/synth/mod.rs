//! From the tree to templates: one call for each step.

mod assets;
mod collect;
mod cycles;
mod depends;
mod limits;
mod names;
mod references;
mod write;

pub(crate) use collect::stack_id;

use super::artifact::{AssetResolver, StackArtifact};
use crate::construct::{Arena, Node};
use crate::error::{Diagnostic, SynthError};

/// Synthesizes everything below `root`; see [`App::synth_with`](super::App::synth_with).
pub(super) fn synth(
    root: &Node,
    assets: &dyn AssetResolver,
    sink: &mut dyn FnMut(StackArtifact),
) -> Result<Vec<Diagnostic>, SynthError> {
    root.prepare_all();
    root.lock();
    root.validate_all();
    let reported = root.diagnostics();
    root.freeze(|arena| templates(arena, assets, reported, sink))
}

/// Everything after the last hook: the tree no longer changes.
fn templates(
    arena: &Arena,
    resolver: &dyn AssetResolver,
    mut findings: Vec<Diagnostic>,
    sink: &mut dyn FnMut(StackArtifact),
) -> Result<Vec<Diagnostic>, SynthError> {
    let stacks = collect::stacks(arena, &mut findings);
    let mut names = names::logical_ids(arena, &stacks, &mut findings);
    let expanded = names::expand(arena, &stacks, &names, &mut findings);
    let mut graph = references::check(arena, &stacks, &names, &expanded, &mut findings);
    let depends_on = depends::resolve(arena, &names, &mut graph);
    cycles::find(arena, &stacks, &graph, &mut findings);
    limits::check(arena, &stacks, &mut findings);
    fail_on_errors(arena, &mut findings)?;
    names::late_ids(arena, &stacks, &mut names, &expanded, &mut findings);
    fail_on_errors(arena, &mut findings)?;
    for stack in stacks {
        let artifact = write::stack(
            arena,
            stack,
            &mut names,
            &expanded,
            &depends_on,
            resolver,
            &mut findings,
        );
        sink(artifact);
    }
    fail_on_errors(arena, &mut findings)?;
    Ok(findings)
}

fn fail_on_errors(arena: &Arena, findings: &mut Vec<Diagnostic>) -> Result<(), SynthError> {
    if !findings.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let mut findings = std::mem::take(findings);
    for finding in &mut findings {
        arena.acknowledge(finding);
    }
    Err(SynthError::new(findings))
}
