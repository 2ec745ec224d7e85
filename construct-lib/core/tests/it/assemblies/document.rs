//! An assembly as the files of the judge write it.

use super::StackArtifact;
use serde_json::{Map, Value as JsonValue, json};

/// All templates by file, which is nested in which, and what the manifests
/// say.
pub(super) fn document(stacks: &[StackArtifact]) -> JsonValue {
    let mut templates = Map::new();
    let mut nested = Map::new();
    let mut manifests = json!({ ".": {} });
    for stack in stacks {
        let directory = stack.directory();
        let file = |name: &str| match directory.as_str() {
            "" => name.to_owned(),
            directory => format!("{directory}/{name}"),
        };
        let own = file(&stack.template_file());
        templates.insert(own.clone(), parse(stack.template()));
        for inner in stack.nested() {
            templates.insert(file(inner.file()), parse(inner.template()));
            let outer = stack.nested().iter().find(|n| n.path() == inner.parent());
            let outer = outer.map_or_else(|| own.clone(), |n| file(n.file()));
            let outer = nested.entry(outer).or_insert(json!({}));
            outer[inner.logical_id()] = json!(file(inner.file()));
        }
        let mut folder = String::new();
        for stage in stack.stages() {
            let at = if folder.is_empty() { "." } else { &folder };
            manifests[at][stage.directory()] = json!({
                "type": "cdk:cloud-assembly",
                "directoryName": stage.directory(),
                "displayName": stage.path(),
            });
            let separator = if folder.is_empty() { "" } else { "/" };
            folder = format!("{folder}{separator}{}", stage.directory());
        }
        let at = if directory.is_empty() { "." } else { &directory };
        manifests[at][stack.id()] = artifact(stack);
    }
    json!({ "templates": templates, "nested": nested, "manifests": manifests })
}

/// A template without what asks for the version of the bootstrap stack, which
/// the judge's stacks leave out.
fn parse(template: &[u8]) -> JsonValue {
    let mut template: JsonValue = serde_json::from_slice(template).unwrap();
    let sections = template.as_object_mut().unwrap();
    // What every template has that is deployed by the bootstrap stack.
    for (section, id) in [("Rules", "CheckBootstrapVersion"), ("Parameters", "BootstrapVersion")] {
        if let Some(entries) = sections.get_mut(section).and_then(JsonValue::as_object_mut) {
            entries.remove(id);
            if entries.is_empty() {
                sections.remove(section);
            }
        }
    }
    template
}

fn artifact(stack: &StackArtifact) -> JsonValue {
    let account = stack.environment().account_id().unwrap_or("unknown-account");
    let region = stack.environment().region_name().unwrap_or("unknown-region");
    let mut artifact = json!({
        "type": "aws:cloudformation:stack",
        "environment": format!("aws://{account}/{region}"),
        "templateFile": stack.template_file(),
        "displayName": stack.path(),
        "dependencies": stack.dependencies(),
    });
    if stack.stack_name() != stack.id() {
        artifact["stackName"] = json!(stack.stack_name());
    }
    artifact
}

/// What both must have in common: without the order of what has none, and
/// without the place of a nested template, which `nested` tells. That is by
/// contents: templates that are equal have one hash, by which the judge finds
/// the first of their files.
pub(super) fn comparable(document: &JsonValue) -> JsonValue {
    let mut parts = json!({});
    for part in ["templates", "nested", "manifests"] {
        parts[part] = document[part].clone();
    }
    for template in parts["templates"].as_object_mut().unwrap().values_mut() {
        for section in ["Resources", "Outputs", "Parameters"] {
            let is_empty = template[section].as_object().is_none_or(Map::is_empty);
            if is_empty {
                template.as_object_mut().unwrap().remove(section);
            }
        }
        let resources = template.get_mut("Resources").and_then(JsonValue::as_object_mut);
        for resource in resources.into_iter().flat_map(Map::values_mut) {
            sort(resource.get_mut("DependsOn"));
            if resource["Type"] == "AWS::CloudFormation::Stack" {
                resource["Properties"].as_object_mut().unwrap().remove("TemplateURL");
            }
        }
    }
    let templates = parts["templates"].clone();
    for outer in parts["nested"].as_object_mut().unwrap().values_mut() {
        for file in outer.as_object_mut().unwrap().values_mut() {
            *file = templates[file.as_str().unwrap()].clone();
        }
    }
    let manifests = parts["manifests"].as_object_mut().unwrap();
    // A stage without stacks has nothing to deploy, and no folder here.
    manifests.retain(|folder, artifacts| folder == "." || artifacts != &json!({}));
    let folders: Vec<String> = manifests.keys().cloned().collect();
    for artifacts in manifests.values_mut().filter_map(JsonValue::as_object_mut) {
        artifacts.retain(|_, a| {
            let directory = a["directoryName"].as_str();
            directory
                .is_none_or(|d| folders.iter().any(|f| f == d || f.ends_with(&format!("/{d}"))))
        });
        for artifact in artifacts.values_mut() {
            sort(artifact.get_mut("dependencies"));
        }
    }
    parts
}

fn sort(list: Option<&mut JsonValue>) {
    if let Some(list) = list.and_then(JsonValue::as_array_mut) {
        list.sort_by_key(ToString::to_string);
    }
}

/// Where two documents differ.
pub(super) fn differences(cdk: &JsonValue, ours: &JsonValue) -> Vec<String> {
    let mut found = Vec::new();
    compare(cdk, ours, "", &mut found);
    found
}

fn compare(cdk: &JsonValue, ours: &JsonValue, path: &str, found: &mut Vec<String>) {
    match (cdk, ours) {
        (JsonValue::Object(a), JsonValue::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k)));
            for key in keys {
                let null = &JsonValue::Null;
                let (x, y) = (a.get(key).unwrap_or(null), b.get(key).unwrap_or(null));
                compare(x, y, &format!("{path}/{key}"), found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{path}: the CDK has {a}, ours is {b}")),
    }
}
