//! What waits for itself, over others or alone.

use super::graph::Graph;

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// The circles that can be reached from these nodes, each once, and of those
/// that share a node only one: once that is broken, the next one shows.
pub(super) fn find(
    nodes: usize,
    starts: impl Iterator<Item = u32>,
    graph: &Graph,
) -> Vec<Vec<u32>> {
    let mut circles: Vec<Vec<u32>> = Vec::new();
    let mut marks = vec![Mark::New; nodes];
    let mut is_reported = vec![false; nodes];
    // A path from a start, each node with the position of its next edge.
    let mut path: Vec<(u32, usize)> = Vec::new();
    for start in starts {
        if marks[start as usize] != Mark::New {
            continue;
        }
        marks[start as usize] = Mark::Open;
        path.push((start, graph.start(start)));
        while let Some((node, at)) = path.last_mut() {
            let Some(next) = graph.target(*node, *at) else {
                marks[*node as usize] = Mark::Done;
                path.pop();
                continue;
            };
            *at += 1;
            match marks[next as usize] {
                Mark::New => {
                    marks[next as usize] = Mark::Open;
                    path.push((next, graph.start(next)));
                }
                Mark::Open => {
                    let from = path.iter().position(|(n, _)| *n == next);
                    let circle: Vec<u32> =
                        path[from.unwrap_or_default()..].iter().map(|(n, _)| *n).collect();
                    if !circle.iter().any(|n| is_reported[*n as usize]) {
                        circle.iter().for_each(|n| is_reported[*n as usize] = true);
                        circles.push(circle);
                    }
                }
                Mark::Done => {}
            }
        }
    }
    circles
}
