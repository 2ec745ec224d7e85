//! One stack's template, and what its driver must know.

use super::Plan;
use super::collect::StackParts;
use super::limits;
use super::names::ExpandedResources;
use crate::construct::Arena;
use crate::error::Diagnostic;
use crate::stack::app;
use crate::stack::artifact::{Capability, StackArtifact};
use crate::stack::asset::Synthesizer;
use crate::stack::stack::StackState;
use crate::stack::stage::stages_above;
use crate::template::{Resource, Section, has_property, to_json};

/// How the assets of a stack are found: as it chose, else as the app did.
pub(super) fn synthesizer(arena: &Arena, stack: &StackParts) -> Synthesizer {
    app::synthesizer(arena, stack.node)
}

pub(super) fn stack(
    arena: &Arena,
    stack: StackParts,
    synthesizer: Synthesizer,
    plan: &Plan,
    findings: &mut Vec<Diagnostic>,
) -> StackArtifact {
    let props = arena.state::<StackState>(stack.node).map(|s| s.props.clone()).unwrap_or_default();
    let section = Section {
        arena,
        names: &plan.names,
        parts: &stack.parts,
        expanded: &|node| plan.expanded.get(&node),
        depends_on: &|node| plan.depends_on.get(node),
    };
    let template = to_json(&section, !props.suppress_indentation);
    let is_compact = props.suppress_indentation;
    let quotas = limits::quotas(arena, &stack, &plan.names, &template, is_compact, findings);
    StackArtifact {
        capabilities: capabilities(arena, &stack, &plan.expanded),
        resource_count: stack.parts.resources.len(),
        outputs: stack
            .parts
            .outputs
            .iter()
            .filter_map(|&n| plan.names.get(n))
            .map(str::to_owned)
            .collect(),
        path: arena.path(stack.node),
        stages: stages_above(arena, stack.node),
        id: stack.id,
        stack_name: stack.name,
        is_name_fixed: false,
        description: props.description,
        environment: props.environment,
        tags: props.tags,
        termination_protection: props.termination_protection,
        synthesizer,
        assets: stack.assets,
        dependencies: stack.dependencies,
        quotas,
        template,
        nested: Vec::new(),
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

fn capabilities(
    arena: &Arena,
    stack: &StackParts,
    expanded: &ExpandedResources,
) -> Vec<Capability> {
    let is_expanded = !stack.parts.transforms.is_empty() || stack.parts.has_macros;
    let expand = is_expanded.then_some(Capability::AutoExpand);
    iam_capability(arena, stack, expanded).into_iter().chain(expand).collect()
}

fn iam_capability(
    arena: &Arena,
    stack: &StackParts,
    expanded: &ExpandedResources,
) -> Option<Capability> {
    let mut capability = None;
    for &node in &stack.parts.resources {
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
