//! Every template of the repository, and those of the CDK, through every rule.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says how much it looked at"
)]

mod cdk;
mod snapshots;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use template_semantics::{Finding, inspect, inspect_app, rules};

/// A template, or all templates of an app, and where it is from.
struct Case {
    name: String,
    document: Value,
}

impl Case {
    /// The templates of an app stand together with what its manifests say.
    fn is_app(&self) -> bool {
        is_app(&self.document)
    }

    fn count(&self) -> usize {
        if self.is_app() { self.document["templates"].as_object().map_or(0, Map::len) } else { 1 }
    }
}

fn is_app(document: &Value) -> bool {
    document.get("templates").is_some_and(Value::is_object) && document.get("manifests").is_some()
}

/// What was looked at, over many templates.
#[derive(Default)]
struct Tally {
    templates: usize,
    evaluations: BTreeMap<&'static str, usize>,
    findings: Vec<(String, Finding)>,
}

impl Tally {
    fn of(cases: &[Case]) -> Self {
        let mut tally = Self::default();
        for case in cases {
            tally.templates += case.count();
            let look = if case.is_app() { inspect_app } else { inspect };
            let report = look(&case.document);
            for (rule, count) in report.evaluations {
                *tally.evaluations.entry(rule).or_default() += count;
            }
            let named = report.findings.into_iter().map(|finding| (case.name.clone(), finding));
            tally.findings.extend(named);
        }
        tally
    }

    fn total(&self) -> usize {
        self.evaluations.values().sum()
    }

    /// Says how much was looked at; `cargo test -- --nocapture` shows it.
    fn print(&self, what: &str) {
        let used = self.evaluations.len();
        println!(
            "{what}: {} templates, {} evaluations of {used} rules",
            self.templates,
            self.total()
        );
        for rule in rules().filter(|rule| !self.evaluations.contains_key(rule)) {
            println!("  nothing to look at for {rule}");
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of a folder and the folders in it, with this ending, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The templates inside a document: itself, or what it holds at any depth. A case of a list is called by its `name`, and by the strength
/// of references when it has one.
fn templates(value: &Value, name: &str, found: &mut Vec<Case>) {
    match value {
        Value::Object(map) if map.get("Resources").is_some_and(Value::is_object) => {
            found.push(Case { name: name.to_owned(), document: value.clone() });
        }
        Value::Object(map) => {
            let own = map.get("name").and_then(Value::as_str);
            if is_app(value) {
                let strength = map.get("strength").and_then(Value::as_str);
                let names = [Some(name), own, strength].into_iter().flatten();
                let name = names.collect::<Vec<_>>().join(": ");
                found.push(Case { name, document: value.clone() });
                return;
            }
            // What went into the CDK was written for a test.
            for (key, item) in map.iter().filter(|(key, _)| *key != "included") {
                let name = match own {
                    Some(own) => format!("{name}: {own}"),
                    None if key == "cases" => name.to_owned(),
                    None => format!("{name}: {key}"),
                };
                templates(item, &name, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|item| templates(item, name, found)),
        _ => {}
    }
}
