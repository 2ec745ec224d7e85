//! The stacks that a command is about.

use construct_lib::Diagnostic;

use crate::assembly::StackEntry;
use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::near;

/// The stacks with these ids, paths or names, or whose paths match these
/// patterns, in an order in which they can be deployed; all when no name is given.
pub(crate) fn select<'a>(
    stacks: &'a [StackEntry],
    names: &[String],
) -> Result<Vec<&'a StackEntry>, Failure> {
    let is_named = |stack: &StackEntry, name: &String| {
        *name == stack.id
            || *name == stack.path
            || *name == stack.stack_name
            || (name.contains('*') && matches(name, &stack.path))
    };
    if let Some(name) = names.iter().find(|name| !stacks.iter().any(|stack| is_named(stack, name)))
    {
        let known: Vec<&str> = stacks.iter().map(|stack| stack.path.as_str()).collect();
        return Err(Failure::new(
            Exit::Usage,
            Diagnostic::error(codes::UNKNOWN_STACK, format!("the app has no stack `{name}`"))
                .help(near::help(name, &known, "stack")),
        ));
    }
    let all = stacks.iter();
    Ok(all
        .filter(|stack| names.is_empty() || names.iter().any(|name| is_named(stack, name)))
        .collect())
}

/// Whether a pattern of the CDK's (`*` within one part of a path, `**` across
/// parts, `?` for one character) matches a construct path.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    fn go(pattern: &[u8], path: &[u8]) -> bool {
        match pattern {
            [] => path.is_empty(),
            [b'*', b'*', rest @ ..] => {
                let rest = rest.strip_prefix(b"/").unwrap_or(rest);
                (0..=path.len()).any(|i| go(rest, &path[i..]))
            }
            [b'*', rest @ ..] => {
                let part = path.iter().take_while(|b| **b != b'/').count();
                (0..=part).any(|i| go(rest, &path[i..]))
            }
            [first, rest @ ..] => match path {
                [next, path @ ..] => {
                    let same = first == next || (*first == b'?' && *next != b'/');
                    same && go(rest, path)
                }
                [] => false,
            },
        }
    }
    go(pattern.as_bytes(), path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_as_the_cdk_matches_them() {
        for (pattern, path, expected) in [
            ("**", "Dev/Orders", true),
            ("**", "Orders", true),
            ("*", "Orders", true),
            ("*", "Dev/Orders", false),
            ("Dev/*", "Dev/Orders", true),
            ("Dev/*", "Prod/Orders", false),
            ("**/Orders", "Dev/Orders", true),
            ("Orders", "Orders", true),
            ("Order?", "Orders", true),
            ("Orders", "OrdersToo", false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
