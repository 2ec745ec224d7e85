//! One stack's template, and what its driver must know.

use super::Plan;
use super::collect::StackParts;
use super::limits;
use super::names::ExpandedResources;
use super::order::Family;
use crate::construct::Arena;
use crate::error::Diagnostic;
use crate::stack::app;
use crate::stack::artifact::{Capability, StackArtifact};
use crate::stack::asset::Synthesizer;
use crate::stack::nested_template::NestedTemplate;
use crate::stack::quota::Quota;
use crate::stack::stack::StackState;
use crate::stack::stage::stages_above;
use crate::template::{Resource, Section, has_property, to_json};

/// How the assets of a stack are found: as it chose, else as the app did.
pub(super) fn synthesizer(arena: &Arena, stack: u32) -> Synthesizer {
    app::synthesizer(arena, stack)
}

/// One template, and how much of each quota it uses.
pub(super) struct Written {
    pub(super) bytes: Vec<u8>,
    pub(super) quotas: Vec<Quota>,
}

/// Writes the template of one stack.
pub(super) fn template(
    arena: &Arena,
    stack: &StackParts,
    plan: &Plan,
    findings: &mut Vec<Diagnostic>,
) -> Written {
    let state = arena.state::<StackState>(stack.node);
    let section = Section {
        arena,
        names: &plan.names,
        parts: &stack.parts,
        expanded: &|node| plan.expanded.get(&node),
        depends_on: &|node| plan.depends_on.get(node),
    };
    let is_compact = state.is_some_and(|s| s.props.suppress_indentation);
    let bytes = to_json(&section, !is_compact);
    let quotas = limits::quotas(arena, stack, &plan.names, &bytes, is_compact, findings);
    Written { bytes, quotas }
}

/// A stack with its template and those nested in it.
pub(super) fn artifact(
    arena: &Arena,
    family: Family,
    synthesizer: Synthesizer,
    nested: Vec<NestedTemplate>,
    written: Written,
    plan: &Plan,
) -> StackArtifact {
    let capabilities = capabilities(arena, &family, &plan.expanded);
    let stack = family.top;
    let props = arena.state::<StackState>(stack.node).map(|s| s.props.clone()).unwrap_or_default();
    let outputs = stack.parts.outputs.iter().filter_map(|&n| plan.names.get(n));
    StackArtifact {
        capabilities,
        resource_count: stack.parts.resource_count(),
        outputs: outputs.map(str::to_owned).collect(),
        path: arena.path(stack.node),
        stages: stages_above(arena, stack.node),
        id: stack.id,
        stack_name: stack.name,
        is_name_fixed: stack.is_name_fixed,
        description: props.description,
        environment: props.environment,
        tags: props.tags,
        termination_protection: props.termination_protection,
        synthesizer,
        assets: stack.assets,
        dependencies: stack.dependencies,
        quotas: written.quotas,
        template: written.bytes,
        nested,
    }
}

/// The properties that give an IAM resource a fixed name.
const IAM_NAMES: &[(&str, &str)] = &[
    ("AWS::IAM::Group", "GroupName"),
    ("AWS::IAM::InstanceProfile", "InstanceProfileName"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::IAM::User", "UserName"),
];

/// The IAM resources that need to be allowed; the others do not.
const IAM_TYPES: &[&str] = &[
    "AWS::IAM::AccessKey",
    "AWS::IAM::Group",
    "AWS::IAM::GroupPolicy",
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::User",
    "AWS::IAM::UserPolicy",
    "AWS::IAM::UserToGroupAddition",
];

fn capabilities(arena: &Arena, family: &Family, expanded: &ExpandedResources) -> Vec<Capability> {
    let stacks = || family.nested.iter().chain([&family.top]);
    let is_expanded = |s: &StackParts| !s.parts.transforms.is_empty() || s.parts.has_macros;
    let expand = stacks().any(is_expanded).then_some(Capability::AutoExpand);
    let resources = stacks().flat_map(|stack| &stack.parts.resources);
    let iam = if family.top.parts.extra_resources.is_empty() {
        iam_capability(arena, resources, expanded)
    } else {
        // The role by which others read outputs has a name.
        Some(Capability::NamedIam)
    };
    iam.into_iter().chain(expand).collect()
}

fn iam_capability<'a>(
    arena: &Arena,
    resources: impl Iterator<Item = &'a u32>,
    expanded: &ExpandedResources,
) -> Option<Capability> {
    let mut capability = None;
    for &node in resources {
        let Some(resource) = arena.state::<Resource>(node) else {
            continue;
        };
        let ty = resource.type_name();
        let is_named = IAM_NAMES
            .iter()
            .any(|(t, property)| *t == ty && has_property(resource, expanded.get(&node), property));
        if is_named {
            return Some(Capability::NamedIam);
        }
        if IAM_TYPES.contains(&ty) {
            capability = Some(Capability::Iam);
        }
    }
    capability
}
