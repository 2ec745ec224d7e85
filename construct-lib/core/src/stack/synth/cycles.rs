//! Resources that wait for each other in a circle.

use super::collect::{StackParts, resources};
use super::references::Graph;
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Reports each circle once, with the path that makes it.
pub(super) fn find(
    arena: &Arena,
    stacks: &[StackParts],
    graph: &Graph,
    findings: &mut Vec<Diagnostic>,
) {
    let mut marks = vec![Mark::New; arena.len() as usize];
    let mut in_cycle = vec![false; arena.len() as usize];
    for (start, _) in resources(arena, stacks) {
        if marks[start as usize] != Mark::New {
            continue;
        }
        let mut path: Vec<(u32, Vec<u32>)> = vec![(start, graph.targets(start).collect())];
        marks[start as usize] = Mark::Open;
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            let Some(next) = rest.pop() else {
                marks[node as usize] = Mark::Done;
                path.pop();
                continue;
            };
            match marks[next as usize] {
                Mark::New => {
                    marks[next as usize] = Mark::Open;
                    path.push((next, graph.targets(next).collect()));
                }
                Mark::Open => {
                    let from = path
                        .iter()
                        .position(|(n, _)| *n == next)
                        .unwrap_or_default();
                    let circle: Vec<u32> = path[from..].iter().map(|(n, _)| *n).collect();
                    if circle.iter().any(|n| in_cycle[*n as usize]) {
                        continue;
                    }
                    circle.iter().for_each(|n| in_cycle[*n as usize] = true);
                    findings.push(report(arena, &circle));
                }
                Mark::Done => {}
            }
        }
    }
}

fn report(arena: &Arena, circle: &[u32]) -> Diagnostic {
    let first = circle[0];
    let message = if circle.len() == 1 {
        format!("`{}` waits for itself", arena.path(first))
    } else {
        let steps: Vec<String> = circle
            .iter()
            .chain([&first])
            .map(|&n| format!("`{}`", arena.path(n)))
            .collect();
        format!(
            "resources wait for each other in a circle: {}",
            steps.join(" -> ")
        )
    };
    let finding = Diagnostic::error(codes::DEPENDENCY_CYCLE, message)
        .help("break one arrow: drop a dependency, or pass a name that is known before deployment");
    arena.place(finding, first)
}
