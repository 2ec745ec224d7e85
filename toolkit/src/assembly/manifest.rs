//! `manifest.json`: what an assembly holds.

use construct_lib::{Diagnostic, Environment, MissingContext, Severity, StageArtifact};

use super::bootstrap::Bootstrap;
use super::missing::question;
use super::{Json, StackEntry, VERSION, in_directory};

/// The manifests of these stacks, each with its folder: that of the whole
/// assembly first, then one for each stage, which is an assembly in the one
/// around it. The warnings among the diagnostics are shown by the tools that
/// read them, and what is missing is looked up by them.
pub(crate) fn manifests(
    stacks: &[StackEntry],
    diagnostics: &[Diagnostic],
    missing: &[MissingContext],
) -> Vec<(String, Json)> {
    let mut assemblies = vec![Assembly::default()];
    // The command reads the first manifest alone, whatever stage asks.
    assemblies[0].missing = missing.iter().map(question).collect();
    for (i, stack) in stacks.iter().enumerate() {
        let mut at = 0;
        for stage in &stack.stages {
            at = enter(&mut assemblies, at, stage);
        }
        let of_stack = |d: &&Diagnostic| {
            let owner = stacks.iter().position(|s| is_within(d.path(), &s.path));
            // What belongs to no stack is shown with the first.
            owner.unwrap_or(0) == i
        };
        let artifacts = &mut assemblies[at].artifacts;
        let metadata = metadata(stack, diagnostics.iter().filter(of_stack));
        if let Some(bootstrap) = Bootstrap::of(stack) {
            let artifact = Json::object([
                ("type", Json::text("cdk:asset-manifest")),
                ("properties", bootstrap.asset_artifact(stack.assets_file())),
            ]);
            artifacts.push((assets_id(stack), artifact));
        }
        artifacts.push((stack.id.clone(), artifact(stack, metadata)));
    }
    let assemblies = assemblies.into_iter();
    assemblies.map(|assembly| (assembly.directory.clone(), assembly.manifest())).collect()
}

/// One assembly: that of the app, or that of a stage.
#[derive(Default)]
struct Assembly {
    directory: String,
    artifacts: Vec<(String, Json)>,
    missing: Vec<Json>,
}

impl Assembly {
    fn manifest(self) -> Json {
        let mut entries =
            vec![("version", Json::text(VERSION)), ("artifacts", Json::Object(self.artifacts))];
        if !self.missing.is_empty() {
            entries.push(("missing", Json::List(self.missing)));
        }
        Json::object(entries)
    }
}

/// The assembly of a stage in the one at `around`; made when it is the first time.
fn enter(assemblies: &mut Vec<Assembly>, around: usize, stage: &StageArtifact) -> usize {
    let directory = in_directory(&assemblies[around].directory, stage.directory());
    if let Some(known) = assemblies.iter().position(|a| a.directory == directory) {
        return known;
    }
    let properties = Json::object([
        ("directoryName", Json::text(stage.directory())),
        ("displayName", Json::text(stage.path())),
    ]);
    let artifact =
        Json::object([("type", Json::text("cdk:cloud-assembly")), ("properties", properties)]);
    assemblies[around].artifacts.push((stage.directory().to_owned(), artifact));
    assemblies.push(Assembly { directory, ..Assembly::default() });
    assemblies.len() - 1
}

fn assets_id(stack: &StackEntry) -> String {
    format!("{}.assets", stack.id)
}

fn artifact(stack: &StackEntry, metadata: Vec<(String, Json)>) -> Json {
    let mut properties = vec![
        ("templateFile", Json::Text(stack.template_file())),
        ("terminationProtection", Json::Bool(stack.termination_protection)),
    ];
    if !stack.tags.is_empty() {
        let tags = stack.tags.iter();
        let tags = tags.map(|(key, value)| (key.clone(), Json::text(value)));
        properties.push(("tags", Json::object(tags)));
    }
    let bootstrap = Bootstrap::of(stack);
    if let Some(bootstrap) = &bootstrap {
        properties.extend(bootstrap.stack_properties(stack));
    }
    properties.push(("stackName", Json::text(&stack.stack_name)));
    let mut entries = vec![
        ("type", Json::text("aws:cloudformation:stack")),
        ("environment", Json::Text(environment(&stack.environment))),
        ("properties", Json::object(properties)),
    ];
    let first = stack.dependencies.iter().map(Json::text);
    let first: Vec<Json> = first.chain(bootstrap.map(|_| Json::Text(assets_id(stack)))).collect();
    if !first.is_empty() {
        entries.push(("dependencies", Json::List(first)));
    }
    if !metadata.is_empty() {
        entries.push(("metadata", Json::Object(metadata)));
    }
    entries.push(("displayName", Json::text(&stack.path)));
    Json::object(entries)
}

fn environment(environment: &Environment) -> String {
    let account = environment.account_id().unwrap_or("unknown-account");
    let region = environment.region_name().unwrap_or("unknown-region");
    format!("aws://{account}/{region}")
}

fn is_within(path: &str, stack: &str) -> bool {
    let rest = path.strip_prefix(stack);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What the official CDK command prints, by construct path. It refuses to
/// deploy a stack that has an error here.
fn metadata<'a>(
    stack: &StackEntry,
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
) -> Vec<(String, Json)> {
    let mut by_path: Vec<(String, Vec<Json>)> = Vec::new();
    let mut add = |path: &str, kind: &str, text: String| {
        let entry = Json::object([("type", Json::text(kind)), ("data", Json::Text(text))]);
        let path = format!("/{path}");
        match by_path.iter_mut().find(|(p, _)| *p == path) {
            Some((_, entries)) => entries.push(entry),
            None => by_path.push((path, vec![entry])),
        }
    };
    for diagnostic in diagnostics {
        if diagnostic.is_error() || diagnostic.acknowledged().is_some() {
            continue;
        }
        let help = diagnostic.help_text();
        let help = help.map(|h| format!("; {h}")).unwrap_or_default();
        let text = format!("{}{help} [{}]", diagnostic.message(), diagnostic.code());
        let kind = match diagnostic.severity() {
            Severity::Info => "aws:cdk:info",
            _ => "aws:cdk:warning",
        };
        add(diagnostic.path(), kind, text);
    }
    if stack.has_placeholder() {
        let text = "a handler of this stack was not built, so the stack cannot be deployed \
                    [handlers-not-built]";
        add(&stack.path, "aws:cdk:error", text.to_owned());
    }
    by_path.into_iter().map(|(path, entries)| (path, Json::List(entries))).collect()
}
