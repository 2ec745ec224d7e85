//! The parts of a path, and its parameters.

use construct_core::Construct;

use crate::apigateway::Resource;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// The names of the parameters of a path: `id` and `rest` in `/users/{id}/{rest+}`.
pub(super) fn parameters(path: &str) -> Vec<&str> {
    path.split('/').filter_map(parameter).collect()
}

fn parameter(part: &str) -> Option<&str> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    Some(name.strip_suffix('+').unwrap_or(name))
}

/// A path of which every parameter stands for anything.
pub(in crate::apigateway) fn pattern(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "*" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Reports a part that is there already.
#[track_caller]
pub(super) fn report_duplicate(first: &Resource, part: &str) {
    first.node().report(
        Diagnostic::error(
            codes::DUPLICATE_PATH_PART,
            format!("`{part}` was added to a path that has it already"),
        )
        .help("keep the resource that `add_resource` gave the first time, or get it with `resource_for_path`")
        .at_caller(),
    );
}

/// Reports what cannot be a part of a path in its place.
pub(super) fn check_part(node: &Node, part: &str) {
    let inner = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
    let word = inner.map_or(part, |p| p.strip_suffix('+').unwrap_or(p));
    let fits = !word.is_empty()
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b":._-$".contains(&b));
    if !fits {
        node.report(
            Diagnostic::error(
                codes::INVALID_PATH_PART,
                format!("`{part}` cannot be a part of a path"),
            )
            .help("use letters, digits and `:._-$`, in braces for a parameter; `resource_for_path` takes a whole path"),
        );
    }
    let Some(above) = node.scope() else {
        return;
    };
    if above.id().ends_with("+}") {
        node.report(
            Diagnostic::error(
                codes::INVALID_PATH_PART,
                format!("`{part}` stands below `{}`, which takes the rest of the path", above.id()),
            )
            .help("a greedy parameter is the last part; leave out its `+`, or this part"),
        );
    }
    let is_parameter = |id: &str| id.starts_with('{');
    let mut siblings = above.children().into_iter().map(|n| n.id());
    if is_parameter(part)
        && let Some(other) = siblings.find(|id| is_parameter(id) && id != part)
    {
        node.report(
            Diagnostic::error(
                codes::AMBIGUOUS_PATH_PARAMETER,
                format!("`{part}` and `{other}` would both take any part in the same place"),
            )
            .help("keep one of them"),
        );
    }
}
