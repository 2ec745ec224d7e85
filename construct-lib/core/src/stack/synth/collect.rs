//! Which elements go to which template.

use crate::construct::{Arena, NONE};
use crate::error::{Diagnostic, codes};
use crate::stack::stack::StackState;
use crate::template::{Resource, TemplateParts, elements, logical_id};

/// One stack and its elements, in tree order.
pub(super) struct StackParts {
    pub(super) node: u32,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) parts: TemplateParts,
}

/// All stacks of the app, in the order in which they were defined.
pub(super) fn stacks(arena: &Arena, findings: &mut Vec<Diagnostic>) -> Vec<StackParts> {
    let mut stacks: Vec<StackParts> = Vec::new();
    let mut position = vec![usize::MAX; arena.len() as usize];
    for node in arena.preorder(0) {
        if let Some(state) = arena.state::<StackState>(node) {
            position[node as usize] = stacks.len();
            stacks.push(stack(arena, node, state));
        }
        let owner = arena.owner(node);
        let stack = stacks.get_mut(position.get(owner as usize).copied().unwrap_or(usize::MAX));
        match (stack, elements::section(arena, node)) {
            (Some(stack), Some(section)) => section(&mut stack.parts).push(node),
            (None, Some(_)) if owner == NONE => findings.push(
                arena.place(
                    Diagnostic::error(
                        codes::OUTSIDE_STACK,
                        "this stands outside any stack, so no template can hold it",
                    )
                    .help("give it a stack, or something inside one, as its scope"),
                    node,
                ),
            ),
            _ => {}
        }
    }
    check(arena, &stacks, findings);
    stacks
}

fn stack(arena: &Arena, node: u32, state: &StackState) -> StackParts {
    let id = stack_id(arena, node);
    StackParts {
        node,
        name: state.props.stack_name.clone().unwrap_or_else(|| id.clone()),
        id,
        parts: TemplateParts {
            description: state.props.description.clone(),
            metadata: state.metadata.clone(),
            ..TemplateParts::default()
        },
    }
}

/// The longest stack name that CloudFormation takes.
const LONGEST_NAME: usize = 128;

/// The id of a stack in the assembly, and its name unless it is given one: as
/// in the CDK its own id at the top, and its whole path below.
pub(crate) fn stack_id(arena: &Arena, node: u32) -> String {
    let path = arena.components(0, node);
    match path[..] {
        [only] => only.to_owned(),
        _ => {
            let mut id = logical_id(&path);
            if id.len() > LONGEST_NAME {
                // Cut in the middle, so that the hash stays.
                let tail = id.split_off(id.len() - LONGEST_NAME / 2);
                id.truncate(LONGEST_NAME / 2);
                id.push_str(&tail);
            }
            id
        }
    }
}

fn check(arena: &Arena, stacks: &[StackParts], findings: &mut Vec<Diagnostic>) {
    if stacks.is_empty() {
        let help = "define one with `Stack::new(app, \"Orders\", StackProps::new())`";
        findings.push(arena.place(
            Diagnostic::error(codes::EMPTY_APP, "the app has no stack").help(help),
            0,
        ));
    }
    for (i, stack) in stacks.iter().enumerate() {
        let well_formed = stack.name.len() <= LONGEST_NAME
            && stack.name.starts_with(|c: char| c.is_ascii_alphabetic())
            && stack
                .name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !well_formed {
            let finding = Diagnostic::error(
                codes::INVALID_STACK_NAME,
                format!("`{}` is not the name of a stack", stack.name),
            )
            .help("begin with a letter, go on with letters, digits and `-`, at most 128 in all");
            findings.push(arena.place(finding, stack.node));
        }
        let other = stacks[..i].iter().find(|other| {
            // Files on some systems do not tell upper from lower case.
            other.id.eq_ignore_ascii_case(&stack.id) || same_place(arena, other, stack)
        });
        if let Some(other) = other {
            let finding = Diagnostic::error(
                codes::DUPLICATE_STACK,
                format!(
                    "two stacks named `{}`, the other one at `{}`",
                    stack.name,
                    arena.path(other.node)
                ),
            )
            .help("rename one of them with `StackProps::stack_name` or by its id");
            findings.push(arena.place(finding, stack.node));
        }
    }
}

/// Whether both would be the same stack of AWS.
fn same_place(arena: &Arena, a: &StackParts, b: &StackParts) -> bool {
    let environment = |s: &StackParts| {
        arena
            .state::<StackState>(s.node)
            .map(|s| &s.props.environment)
    };
    a.name == b.name && environment(a) == environment(b)
}

/// The resources of a stack.
pub(super) fn resources<'a>(
    arena: &'a Arena,
    stacks: &'a [StackParts],
) -> impl Iterator<Item = (u32, &'a Resource)> {
    stacks
        .iter()
        .flat_map(|s| &s.parts.resources)
        .filter_map(|&node| Some((node, arena.state::<Resource>(node)?)))
}
