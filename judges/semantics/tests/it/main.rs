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

use serde_json::Value;
use template_semantics::{Finding, inspect, rules};

/// A template and where it is from.
struct Case {
    name: String,
    template: Value,
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
        let mut tally = Self { templates: cases.len(), ..Self::default() };
        for case in cases {
            let report = inspect(&case.template);
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

/// The templates inside a document: itself, or what it holds at any depth. A case of a list is called by its `name`.
fn templates(value: &Value, name: &str, found: &mut Vec<Case>) {
    match value {
        Value::Object(map) if map.get("Resources").is_some_and(Value::is_object) => {
            found.push(Case { name: name.to_owned(), template: value.clone() });
        }
        Value::Object(map) => {
            let own = map.get("name").and_then(Value::as_str);
            for (key, item) in map {
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
