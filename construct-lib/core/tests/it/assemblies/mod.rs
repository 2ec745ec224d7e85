//! Apps of several stacks: every template and every manifest is the AWS CDK's.

mod build;
mod document;

use construct_core::{App, CloudAssembly, StackArtifact};
use serde_json::Value as JsonValue;

use crate::support::vectors;
use build::Builder;
use document::{comparable, differences, document};

/// How a case ends here, where it does not end as with the CDK; what is said
/// of it is for people.
#[allow(dead_code, reason = "people read why")]
enum Ours {
    /// The CDK refuses it too, in words; this is the code here.
    Refused(&'static str),
    /// The CDK refuses it or writes something else; why, and the places that
    /// differ.
    Differs(&'static [&'static str], &'static str),
    /// The CDK writes what does not work; it is reported under this code.
    Reported(&'static str, &'static str),
    /// Not built yet; why.
    LeftOut(&'static str),
}

use Ours::{Differs, LeftOut, Refused, Reported};

const REFERENCES: &str = "no reference leaves its stack yet";

const ONE_NAME: &str = "the second would be deployed as an update of the first";

const STAGES: &[(&str, Ours)] = &[
    ("with a nested stack", LeftOut("nested stacks have no construct yet")),
    ("two of the same stacks", LeftOut(REFERENCES)),
    ("a stack in a stack", LeftOut(REFERENCES)),
    ("two stacks with one name", Reported("duplicate-stack", ONE_NAME)),
    ("two stacks with one name in two stages", Reported("duplicate-stack", ONE_NAME)),
    ("with odd ids", Refused("invalid-stack-name")),
    ("a name that is refused", Refused("invalid-stage-name")),
    ("a reference into a stage", LeftOut(REFERENCES)),
    ("a reference out of a stage", LeftOut(REFERENCES)),
    ("a reference from stage to stage", LeftOut(REFERENCES)),
    ("a dependency from stage to stage", LeftOut(REFERENCES)),
];

const DEPENDENCIES: &[(&str, Ours)] = &[
    ("stacks in a circle", Refused("dependency-cycle")),
    ("against a reference", LeftOut(REFERENCES)),
    ("rename what another stack refers to", LeftOut(REFERENCES)),
    (
        "resources in a circle",
        Reported("dependency-cycle", "CloudFormation refuses the template that the CDK writes"),
    ),
    (
        "rename, with a dependency",
        Differs(&["/U/DependsOn"], "a reference orders the two already, and linters warn of more"),
    ),
    ("rename twice", Refused("duplicate-rename")),
    ("rename what is not there", Refused("rename-unused")),
    ("rename to an id that is taken", Refused("duplicate-logical-id")),
    ("rename to what is no id", Refused("invalid-logical-id")),
];

#[test]
fn stages_are_those_of_the_cdk() {
    check("stages", STAGES);
}

#[test]
fn dependencies_are_those_of_the_cdk() {
    check("dependencies", DEPENDENCIES);
}

/// Runs every case of a file of vectors. What is not `ours` must be equal.
fn check(file: &str, ours: &[(&str, Ours)]) {
    let cases = vectors(file);
    let mut failures = Vec::new();
    let mut used = vec![false; ours.len()];
    for case in &cases {
        let name = case_name(case);
        let at = ours.iter().position(|(pattern, _)| is_meant(pattern, &name));
        if let Some(at) = at {
            used[at] = true;
        }
        if let Err(problem) = judge(case, at.map(|at| &ours[at].1)) {
            failures.push(format!("{name}: {problem}"));
        }
    }
    let unused = ours.iter().zip(used).filter(|(_, used)| !used);
    failures.extend(unused.map(|((name, _), _)| format!("{name}: no such case")));
    let (bad, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{bad} of {all} cases differ:\n\n{}", failures.join("\n\n"));
}

/// The name of a case, with the strength of its references.
fn case_name(case: &JsonValue) -> String {
    let name = case["name"].as_str().unwrap();
    case["strength"].as_str().map_or_else(|| name.to_owned(), |s| format!("{name}, {s}"))
}

/// A name that ends with `, *` means all strengths.
fn is_meant(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix(", *") {
        Some(stem) => name.rsplit_once(", ").is_some_and(|(own, _)| own == stem),
        None => pattern == name,
    }
}

fn judge(case: &JsonValue, ours: Option<&Ours>) -> Result<(), String> {
    if let Some(LeftOut(_)) = ours {
        return Ok(());
    }
    let app = App::new();
    Builder::new(&app, case["strength"].as_str()).take_all(&case["steps"]);
    let refusal = &case["error"];
    match (app.synth(), ours) {
        (Err(report), Some(Refused(code) | Reported(code, _))) => {
            let codes: Vec<&str> = report.diagnostics().iter().map(|d| d.code()).collect();
            if !codes.contains(code) {
                return Err(format!("`{code}` is not reported, but\n{report}"));
            }
            let is_refused_by_both = refusal.is_string();
            let is_expected = matches!(ours, Some(Refused(_))) == is_refused_by_both;
            if is_expected { Ok(()) } else { Err(format!("what the CDK says: {refusal}")) }
        }
        (Err(report), _) => Err(format!("{report}")),
        (Ok(_), Some(Refused(code) | Reported(code, _))) => {
            Err(format!("`{code}` is not reported"))
        }
        (Ok(assembly), ours) => {
            let expected: &[&str] = match ours {
                Some(Differs(places, _)) => places,
                _ => &[],
            };
            if refusal.is_string() {
                let listed = expected == ["refused"];
                return if listed { Ok(()) } else { Err(format!("the CDK refuses it: {refusal}")) };
            }
            let found = differences(&comparable(case), &comparable(&document(&assembly)));
            let is_listed = |difference: &String| expected.iter().any(|e| difference.contains(e));
            let unlisted: Vec<String> = found.iter().filter(|d| !is_listed(d)).cloned().collect();
            if !unlisted.is_empty() {
                return Err(format!("\n  {}", unlisted.join("\n  ")));
            }
            let gone = expected.iter().find(|e| !found.iter().any(|d| d.contains(**e)));
            gone.map_or(Ok(()), |place| Err(format!("differs no more at {place}")))
        }
    }
}
