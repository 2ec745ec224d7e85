//! Resources, or stacks, that wait for each other in a circle.

use super::collect::StackParts;
use super::crossing::Links;
use super::cycles;
use super::graph::Graph;
use super::names::ExpandedResources;
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::template::{Resource, path_to};

/// Reports each circle of resources, with the path that makes it.
pub(super) fn resources_in_circles(
    arena: &Arena,
    circles: &[Vec<u32>],
    expanded: &ExpandedResources,
    links: &Links,
    findings: &mut Vec<Diagnostic>,
) {
    for circle in circles {
        if circle.iter().any(|&node| is_serverless(arena, node)) {
            continue;
        }
        let finding =
            Diagnostic::error(codes::DEPENDENCY_CYCLE, message(arena, circle)).help(format!(
                "{}: {}",
                way_out(arena, circle),
                steps(arena, expanded, links, circle).join("; ")
            ));
        findings.push(arena.place(finding, circle[0]));
    }
}

/// What to do about a circle, for the ones that are well known.
fn way_out(arena: &Arena, circle: &[u32]) -> &'static str {
    let has = |types: &[&str]| {
        let mut types_of =
            circle.iter().filter_map(|&n| arena.state::<Resource>(n)).map(Resource::type_name);
        types_of.any(|name| types.contains(&name))
    };
    if has(&["AWS::Lambda::Function"])
        && has(&["AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"])
    {
        "break one link; a function need not be told the address of its own API, each request \
         brings it (`requestContext.domainName` and `stage`)"
    } else {
        "break one link"
    }
}

/// Whether a resource is one of the Serverless Application Model: its transform
/// makes several of it, of which only one may hold the reference.
fn is_serverless(arena: &Arena, node: u32) -> bool {
    let resource = arena.state::<Resource>(node);
    resource.is_some_and(|r| r.type_name().starts_with("AWS::Serverless::"))
}

/// Reports each circle of stacks that wait for each other.
pub(super) fn stacks_in_circles(
    arena: &Arena,
    stacks: &[StackParts],
    graph: &Graph,
    links: &Links,
    findings: &mut Vec<Diagnostic>,
) {
    let starts = stacks.iter().map(|stack| stack.node);
    for circle in cycles::find(arena.len() as usize, starts, graph) {
        let is_by_reference = |(from, to): (u32, u32)| links.why(from, to).is_some();
        let way_out = if pairs(&circle).all(is_by_reference) {
            "break one link, or put what is read both ways into one stack"
        } else {
            "take back one `add_dependency`, or break another link"
        };
        let why = pairs(&circle).map(|(from, to)| match links.why(from, to) {
            Some(why) => why.to_owned(),
            None => format!("`{}` was made to depend on `{}`", arena.path(from), arena.path(to)),
        });
        let why: Vec<String> = why.collect();
        let finding = Diagnostic::error(codes::DEPENDENCY_CYCLE, message(arena, &circle))
            .help(format!("{way_out}: {}", why.join("; ")));
        findings.push(arena.place(finding, circle[0]));
    }
}

/// The arrows of a circle.
pub(super) fn pairs(circle: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    circle.iter().copied().zip(circle.iter().copied().cycle().skip(1))
}

fn message(arena: &Arena, circle: &[u32]) -> String {
    let name = |&node: &u32| format!("`{}`", arena.path(node));
    match circle {
        [only] => format!("{} waits for itself", name(only)),
        all => {
            let steps: Vec<String> = all.iter().chain(all.first()).map(name).collect();
            format!("these wait for each other in a circle: {}", steps.join(" -> "))
        }
    }
}

/// What makes each arrow of a circle.
fn steps(
    arena: &Arena,
    expanded: &ExpandedResources,
    links: &Links,
    circle: &[u32],
) -> Vec<String> {
    let step = |(from, to): (u32, u32)| {
        if let Some(why) = links.why(from, to) {
            return why.to_owned();
        }
        let property =
            arena.state::<Resource>(from).and_then(|r| path_to(arena, r, expanded.get(&from), to));
        let other = if from == to { "itself".to_owned() } else { format!("`{}`", arena.path(to)) };
        let from = arena.path(from);
        match property {
            Some(property) => format!("`{from}` names {other} in `{property}`"),
            None => format!("`{from}` was made to depend on {other}"),
        }
    };
    pairs(circle).map(step).collect()
}
