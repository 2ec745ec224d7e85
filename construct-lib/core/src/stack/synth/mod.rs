//! From the tree to templates: one call for each step.

mod assets;
mod borders;
mod circular;
mod collect;
mod crossing;
mod cycles;
mod depends;
mod dynamic;
mod functions;
mod graph;
mod limits;
mod loops;
mod names;
mod nested;
mod order;
mod places;
mod references;
mod sub;
mod untie;
mod write;

use collect::StackParts;
use depends::DependsOn;
use graph::Graph;
use names::ExpandedResources;

use super::artifact::StackArtifact;
use super::asset::AssetResolver;
use crate::construct::{Arena, Node};
use crate::error::{Diagnostic, SynthError, codes};
use crate::template::{Names, RemovalPolicies};
use crate::token::Expr;
use crate::validate;

/// Synthesizes everything below `root`; see [`App::synth_with`](super::App::synth_with).
pub(super) fn synth(
    root: &Node,
    resolver: &dyn AssetResolver,
    sink: &mut dyn FnMut(StackArtifact),
) -> Result<Vec<Diagnostic>, SynthError> {
    if root.is_tree_busy() {
        return Err(busy(root));
    }
    if !root.is_tree_locked() {
        if !root.settle() {
            // The tree would only be larger than the user meant it to be.
            return Err(SynthError::new(root.diagnostics()));
        }
        RemovalPolicies::carry_out(root);
        root.lock();
    }
    root.validate_all();
    let mut findings = root.diagnostics();
    let mut plan = root.freeze(|arena| plan(arena, &mut findings));
    fail_on_errors(root, &mut findings)?;
    for mut family in order::for_deployment(std::mem::take(&mut plan.stacks), &plan.order) {
        // The resolver and the sink are not ours: no borrow is held while they run.
        let synthesizer = root.freeze(|arena| write::synthesizer(arena, family.top.node));
        plan.names.assets = assets::locate(&synthesizer, &mut family, resolver, &mut findings);
        let nested =
            nested::write(root, &mut family, &synthesizer, &mut plan, resolver, &mut findings);
        plan.names.imports = std::mem::take(&mut family.top.imports);
        sink(root.freeze(|arena| {
            let written = write::template(arena, &family.top, &plan, &mut findings);
            write::artifact(arena, family, synthesizer, nested, written, &plan)
        }));
    }
    fail_on_errors(root, &mut findings)?;
    root.freeze(|arena| findings.iter_mut().for_each(|f| arena.acknowledge(f)));
    Ok(findings)
}

/// All that is decided of the templates before the first is written.
struct Plan {
    stacks: Vec<StackParts>,
    names: Names,
    expanded: ExpandedResources,
    depends_on: DependsOn,
    /// Which stacks wait for which.
    order: Graph,
}

/// Looks at everything, so that all that is wrong is found at once.
fn plan(arena: &Arena, findings: &mut Vec<Diagnostic>) -> Plan {
    let mut collected = collect::collect(arena, findings);
    let mut names = names::logical_ids(arena, &collected.stacks, findings);
    let mut expanded = names::expand(arena, &collected.stacks, &names, findings);
    let (mut graph, crossings) =
        references::check(arena, &mut collected, &names, &expanded, findings);
    let mut links =
        crossing::route(arena, &mut collected.stacks, &crossings, &names, &mut expanded, findings);
    graph.add(std::mem::take(&mut links.resources));
    let (depends_on, order) =
        depends::resolve(arena, &mut collected, &names, &mut graph, &links, findings);
    let mut stacks = collected.stacks;
    let circles = untie::circles(arena, &stacks, &mut expanded, &mut graph);
    circular::resources_in_circles(arena, &circles, &expanded, &links, findings);
    circular::stacks_in_circles(arena, &stacks, &order, &links, findings);
    validate(arena, &stacks, &names, &expanded, findings);
    names::late_ids(arena, &stacks, &mut names, &expanded, findings);
    crossing::name_exports(arena, &mut stacks, &names, &links);
    limits::check(arena, &stacks, &names, findings);
    Plan { stacks, names, expanded, depends_on, order }
}

/// Compares every resource with what AWS takes, but for the stacks that do not
/// want it.
fn validate(
    arena: &Arena,
    stacks: &[StackParts],
    names: &Names,
    expanded: &ExpandedResources,
    findings: &mut Vec<Diagnostic>,
) {
    let scope = validate::Scope { arena, names, expanded: &|node| expanded.get(&node) };
    let wants = |s: &&StackParts| match arena.context(s.node, validate::SWITCH) {
        Some(Expr::Bool(wanted)) => *wanted,
        Some(Expr::Str(text)) => text != "false",
        _ => true,
    };
    // A macro of the user's own may make anything of what is written.
    let is_final = |s: &&StackParts| {
        s.parts.transforms.iter().all(|t| t.as_str().is_some_and(|name| name.starts_with("AWS::")))
    };
    let wanted: Vec<&StackParts> = stacks.iter().filter(wants).filter(is_final).collect();
    let nodes = wanted.iter().flat_map(|s| &s.parts.resources);
    let mut resources = nodes.filter_map(|&node| Some((node, arena.state(node)?)));
    let mut outputs = wanted.iter().flat_map(|s| &s.parts.outputs).copied();
    validate::check(scope, &mut resources, &mut outputs, findings);
    for parts in wanted.iter().map(|stack| &stack.parts) {
        let resources = parts.resources.iter();
        let resources: Vec<_> = resources.filter_map(|&n| Some((n, arena.state(n)?))).collect();
        validate::services::check(scope, resources, findings);
        validate::template::check(scope, parts, findings);
        validate::sections::check(scope, parts, findings);
    }
}

fn busy(root: &Node) -> SynthError {
    let finding = Diagnostic::error(
        codes::CONSTRUCT_BUSY,
        "synthesis was started while a construct was being changed",
    )
    .help("call `synth` after all changes, not from inside an update, a hook or an aspect");
    SynthError::new(vec![root.freeze(|arena| arena.place(finding, root.index()))])
}

fn fail_on_errors(root: &Node, findings: &mut Vec<Diagnostic>) -> Result<(), SynthError> {
    if !findings.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let mut findings = std::mem::take(findings);
    root.freeze(|arena| findings.iter_mut().for_each(|f| arena.acknowledge(f)));
    Err(SynthError::new(findings))
}
