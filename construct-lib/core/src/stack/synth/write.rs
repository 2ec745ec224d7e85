//! One stack's template, and what its driver must know.

use super::collect::StackParts;
use super::depends::DependsOn;
use super::names::ExpandedResources;
use super::{assets, limits};
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::stack::app::AppState;
use crate::stack::artifact::{AssetResolver, Capability, StackArtifact, Synthesizer};
use crate::stack::stack::StackState;
use crate::template::{Names, Resource, Section, to_json};

pub(super) fn stack(
    arena: &Arena,
    mut stack: StackParts,
    names: &mut Names,
    expanded: &ExpandedResources,
    depends_on: &DependsOn,
    resolver: &dyn AssetResolver,
    findings: &mut Vec<Diagnostic>,
) -> StackArtifact {
    let props = arena
        .state::<StackState>(stack.node)
        .map(|s| s.props.clone())
        .unwrap_or_default();
    let synthesizer = props
        .synthesizer
        .unwrap_or_else(|| default_synthesizer(arena));
    let mut assets = assets::of_stack(arena, &stack, expanded);
    names.assets = assets::locate(
        &synthesizer,
        &mut assets,
        resolver,
        &mut stack.parts,
        findings,
    );
    let section = Section {
        arena,
        names,
        parts: &stack.parts,
        expanded: &|node| expanded.get(&node),
        depends_on: &|node| depends_on.get(&node).map_or(&[], Vec::as_slice),
    };
    let template = to_json(&section, !props.suppress_indentation).unwrap_or_else(|error| {
        let finding = Diagnostic::error(
            codes::TEMPLATE_TOO_LARGE,
            format!("the template cannot be written: {error}"),
        );
        findings.push(arena.place(finding, stack.node));
        Vec::new()
    });
    limits::check_size(arena, stack.node, template.len(), findings);
    StackArtifact {
        capabilities: capabilities(arena, &stack),
        resource_count: stack.parts.resources.len(),
        outputs: stack
            .parts
            .outputs
            .iter()
            .filter_map(|&n| names.get(n))
            .map(str::to_owned)
            .collect(),
        path: arena.path(stack.node),
        id: stack.id,
        stack_name: stack.name,
        description: props.description,
        environment: props.environment,
        tags: props.tags,
        termination_protection: props.termination_protection,
        synthesizer,
        assets,
        template,
    }
}

fn default_synthesizer(arena: &Arena) -> Synthesizer {
    arena
        .state::<AppState>(0)
        .map(|s| s.synthesizer.clone())
        .unwrap_or_default()
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

fn capabilities(arena: &Arena, stack: &StackParts) -> Vec<Capability> {
    let mut capability = None;
    for &node in &stack.parts.resources {
        let Some(resource) = arena.state::<Resource>(node) else {
            continue;
        };
        let ty = resource.type_name();
        let is_named = IAM_NAMES.iter().any(|(t, property)| {
            let patched = resource
                .attributes
                .as_deref()
                .is_some_and(|a| a.patch.get(property).is_some());
            *t == ty && (patched || resource.props.get(property).is_some())
        });
        if is_named {
            return vec![Capability::NamedIam];
        }
        if IAM_TYPES.contains(&ty) {
            capability = Some(Capability::Iam);
        }
    }
    capability.into_iter().collect()
}
