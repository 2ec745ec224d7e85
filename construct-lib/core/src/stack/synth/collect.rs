//! Which elements go to which template.

use std::collections::{BTreeMap, BTreeSet};

use super::crossing::ReadRole;
use crate::construct::{Arena, NONE};
use crate::error::{Diagnostic, codes};
use crate::stack::asset::StackAsset;
use crate::stack::environment::Environment;
use crate::stack::stack::StackState;
use crate::stack::stage::{stage_of, stages_above};
use crate::stack::unique_name::{LONGEST_STACK_NAME, artifact_id};
use crate::template::{Imports, Kind, Resource, TemplateParts, kind};

/// One stack and its elements, in tree order.
pub(super) struct StackParts {
    pub(super) node: u32,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) environment: Environment,
    /// How many stages it stands in.
    pub(super) stages: usize,
    /// What it is in the template above, when it is nested.
    pub(super) nested: Option<Nested>,
    pub(super) parts: TemplateParts,
    /// What it reads of other templates.
    pub(super) imports: Imports,
    /// Whether another template names it by its name.
    pub(super) is_name_fixed: bool,
    /// The role by which other accounts read its outputs.
    pub(super) read_role: Option<ReadRole>,
    /// The stacks whose outputs it reads by their role.
    pub(super) reads_by_role: BTreeSet<u32>,
    /// What its template says must be shipped.
    pub(super) assets: Vec<StackAsset>,
    /// The ids of the stacks that must be deployed before it.
    pub(super) dependencies: Vec<String>,
}

/// What a nested stack is in the template above.
#[derive(Clone, Copy)]
pub(super) struct Nested {
    pub(super) parent: u32,
    pub(super) resource: u32,
}

impl Nested {
    fn of(arena: &Arena, state: &StackState) -> Option<Self> {
        let resource = state.nested?.index();
        let parent = arena.owner(resource);
        // One that stands outside any stack is reported by its resource.
        (parent != NONE).then_some(Self { parent, resource })
    }
}

/// All elements of the app.
pub(super) struct Collected {
    /// The stacks, in the order in which they were defined.
    pub(super) stacks: Vec<StackParts>,
    /// What each node is.
    pub(super) kinds: Vec<Option<Kind>>,
    /// The resources that are hashed from others, sorted.
    pub(super) hashed: Vec<u32>,
}

pub(super) fn collect(arena: &Arena, findings: &mut Vec<Diagnostic>) -> Collected {
    let mut stacks: Vec<StackParts> = Vec::new();
    let mut kinds = vec![None; arena.len() as usize];
    let mut hashed = Vec::new();
    let mut position = vec![usize::MAX; arena.len() as usize];
    for node in arena.preorder(0) {
        if let Some(state) = arena.state::<StackState>(node) {
            position[node as usize] = stacks.len();
            stacks.push(stack(arena, node, state));
        }
        let Some(kind) = kind(arena, node) else {
            continue;
        };
        let stack = position.get(arena.owner(node) as usize);
        match stack.and_then(|&at| stacks.get_mut(at)) {
            Some(stack) => {
                kinds[node as usize] = Some(kind);
                stack.parts.section(kind).push(node);
                if kind == Kind::Resource && is_hashed(arena, node) {
                    hashed.push(node);
                }
            }
            None => findings.push(arena.place(outside_stack(), node)),
        }
    }
    check(arena, &stacks, findings);
    hashed.sort_unstable();
    Collected { stacks, kinds, hashed }
}

fn is_hashed(arena: &Arena, node: u32) -> bool {
    let attributes = arena.state::<Resource>(node).and_then(|r| r.attributes.as_deref());
    attributes.is_some_and(|a| a.hash.is_some())
}

fn outside_stack() -> Diagnostic {
    Diagnostic::error(
        codes::OUTSIDE_STACK,
        "this stands outside any stack, so no template can hold it",
    )
    .help("give it a stack, or something inside one, as its scope")
}

fn stack(arena: &Arena, node: u32, state: &StackState) -> StackParts {
    StackParts {
        node,
        id: artifact_id(arena, node),
        name: state.name(arena, node),
        environment: state.props.environment.clone(),
        stages: stages_above(arena, node).len(),
        nested: Nested::of(arena, state),
        imports: Imports::default(),
        is_name_fixed: false,
        read_role: None,
        reads_by_role: BTreeSet::new(),
        parts: TemplateParts {
            description: state.props.description.clone(),
            transforms: state.transforms.clone(),
            raw: state.raw.clone(),
            metadata: state.metadata.clone(),
            ..TemplateParts::default()
        },
        assets: Vec::new(),
        dependencies: Vec::new(),
    }
}

fn check(arena: &Arena, stacks: &[StackParts], findings: &mut Vec<Diagnostic>) {
    if stacks.is_empty() {
        let help = "define one with `Stack::new(app, \"Orders\", StackProps::new())`";
        findings.push(
            arena.place(Diagnostic::error(codes::EMPTY_APP, "the app has no stack").help(help), 0),
        );
    }
    check_folders(arena, stacks, findings);
    for (i, stack) in stacks.iter().enumerate() {
        // A fragment may be a loop that makes some.
        let is_empty = stack.parts.resources.is_empty() && stack.parts.fragments.is_empty();
        if is_empty && stack.parts.raw.entries("Resources").next().is_none() {
            let finding = Diagnostic::warning(
                codes::EMPTY_STACK,
                "the stack has no resource, and AWS deploys none without",
            )
            .help("define a resource in it, or leave the stack out");
            findings.push(arena.place(finding, stack.node));
        }
        // The name of a nested one is AWS's, and its file that of its unique id.
        if stack.nested.is_some() {
            continue;
        }
        let well_formed = stack.name.len() <= LONGEST_STACK_NAME
            && stack.name.starts_with(|c: char| c.is_ascii_alphabetic())
            && stack.name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !well_formed {
            let finding = Diagnostic::error(
                codes::INVALID_STACK_NAME,
                format!("`{}` is not the name of a stack", stack.name),
            )
            .help("begin with a letter, go on with letters, digits and `-`, at most 128 in all");
            findings.push(arena.place(finding, stack.node));
        }
        for other in stacks[..i].iter().filter(|s| s.nested.is_none()) {
            if let Some((message, help)) = clash(arena, other, stack) {
                let finding = Diagnostic::error(codes::DUPLICATE_STACK, message).help(help);
                findings.push(arena.place(finding, stack.node));
                break;
            }
        }
    }
}

/// A folder is named by the path of its stage, with `-` between its ids.
fn check_folders(arena: &Arena, stacks: &[StackParts], findings: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for stack in stacks.iter().filter(|stack| stack.stages > 0) {
        let mut folder = String::new();
        for stage in stages_above(arena, stack.node) {
            folder = format!("{folder}/{}", stage.directory());
            let first = known.entry(folder.clone()).or_insert_with(|| stage.path().to_owned());
            if first != stage.path() {
                let finding = Diagnostic::error(
                    codes::DUPLICATE_STACK,
                    format!(
                        "the stages `{first}` and `{}` would be written to the same folder",
                        stage.path()
                    ),
                )
                .help("give one of them another id");
                findings.push(arena.place(finding, stack.node));
            }
        }
    }
}

/// Why there cannot be both stacks.
fn clash(arena: &Arena, a: &StackParts, b: &StackParts) -> Option<(String, &'static str)> {
    let (first, second) = (arena.path(a.node), arena.path(b.node));
    if first == second {
        // Two children with one id were reported as that already.
        None
    } else if a.id.eq_ignore_ascii_case(&b.id) {
        Some((
            format!(
                "the stacks `{first}` and `{second}` would be written to the same file, at least where upper and lower case are the same"
            ),
            "give one of them another id",
        ))
    } else if same_place(arena, a, b) {
        Some((
            format!(
                "the stacks `{first}` and `{second}` are both named `{}` in the same account and region",
                a.name
            ),
            "rename one of them with `StackProps::stack_name`, or fix another environment for it",
        ))
    } else {
        None
    }
}

/// Whether both would be the same stack of AWS.
fn same_place(arena: &Arena, a: &StackParts, b: &StackParts) -> bool {
    // Two stages may well go to two accounts.
    a.name == b.name
        && a.environment == b.environment
        && stage_of(arena, a.node) == stage_of(arena, b.node)
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
