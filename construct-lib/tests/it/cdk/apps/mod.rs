//! Whole apps: every template and every manifest is the CDK's, but for what
//! differs on purpose.

#[path = "../../../../core/tests/it/assemblies/document.rs"]
mod document;

mod alias;
mod aspects;
mod elements;
mod include;

use std::collections::BTreeSet;
use std::fs;

use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::lambda::{Code, Function, FunctionProps, Runtime};
use construct_lib::{App, Construct, StackArtifact};
use serde_json::Value as JsonValue;

use super::compare::DIFFERENCES;
use document::{comparable, differences, document};

/// An app of `judges/aws-cdk/programs/apps.js`, written for this library.
struct Judged {
    /// The file of the reference.
    name: &'static str,
    build: fn(&App),
    /// Where this app differs besides what all differ in: a part of the place,
    /// and why.
    differs: &'static [(&'static str, &'static str)],
}

const APPS: &[Judged] = &[alias::APP, elements::APP, include::APP, aspects::APP];

/// What all apps together use of the list of differences.
const USED: &[&str] = &[
    "a function depends on the policies of its role, not on the role",
    "a function has 256 MB, 10 seconds and `x86_64` by default",
    "a table is `RetainExceptOnCreate`",
    "the log group of a function is unnamed, kept for 30 days, deleted with the stack, and named in `LoggingConfig`",
    "the role of a function has no managed policy, but a statement for its log group",
    "to read a table is not to read its stream",
];

#[test]
fn whole_apps_are_those_of_the_cdk() {
    let mut failures = Vec::new();
    let mut used = BTreeSet::new();
    for app in APPS {
        failures.extend(judge(app, &mut used).err().map(|e| format!("{}: {e}", app.name)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let expected: BTreeSet<&str> = USED.iter().copied().collect();
    assert_eq!(used, expected, "a difference is new, or is no more");
}

fn judge(judged: &Judged, used: &mut BTreeSet<&'static str>) -> Result<(), String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../judges/aws-cdk/reference/apps");
    let text = fs::read_to_string(format!("{path}/{}.json", judged.name)).unwrap();
    let mut cdk = comparable(&serde_json::from_str(&text).unwrap());
    let app = App::new();
    (judged.build)(&app);
    let assembly = app.synth().map_err(|errors| errors.to_string())?;
    let mut ours = comparable(&document(assembly.stacks()));
    let is_in_both = |file: &String| ours["templates"].get(file.as_str()).is_some();
    let files: Vec<String> = keys(&cdk["templates"]).into_iter().filter(is_in_both).collect();
    for file in &files {
        let (theirs, own) = (&mut cdk["templates"][file], &mut ours["templates"][file]);
        for difference in DIFFERENCES {
            let before = (theirs.clone(), own.clone());
            (difference.apply)(theirs, own);
            // The order of dependencies is sorted here already.
            if before != (theirs.clone(), own.clone()) {
                used.insert(difference.what);
            }
        }
    }
    let found = differences(&cdk, &ours);
    let is_listed = |place: &String| judged.differs.iter().any(|(part, _)| place.contains(part));
    let unlisted: Vec<&String> = found.iter().filter(|place| !is_listed(place)).collect();
    if let Some((part, _)) =
        judged.differs.iter().find(|(part, _)| !found.iter().any(|place| place.contains(part)))
    {
        return Err(format!("differs no more at {part}"));
    }
    if unlisted.is_empty() {
        Ok(())
    } else {
        let lines: Vec<&str> = unlisted.iter().map(|l| l.as_str()).collect();
        Err(format!("\n  {}", lines.join("\n  ")))
    }
}

fn keys(map: &JsonValue) -> Vec<String> {
    map.as_object().unwrap().keys().cloned().collect()
}

fn handler() -> FunctionProps {
    let code = Code::s3("code-bucket", "handler.zip");
    FunctionProps::new(code, Runtime::ProvidedAl2023, "bootstrap")
}

fn function(scope: &dyn Construct, id: &str, props: FunctionProps) -> Function {
    Function::new(scope, id, props)
}

fn table(scope: &dyn Construct, id: &str) -> Table {
    Table::new(scope, id, TableProps::new(Attribute::string("id")))
}
