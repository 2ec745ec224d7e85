//! Apps of several stacks: every template and every manifest is the AWS CDK's.

mod build;
mod document;

use construct_core::{App, Asset, AssetHash, AssetResolver, StackArtifact, Synthesizer};
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
    /// Not offered; why.
    LeftOut(&'static str),
}

use Ours::{Differs, LeftOut, Refused, Reported};

const ONE_NAME: &str = "the second would be deployed as an update of the first";

const NOT_DEPLOYABLE: &str = "CloudFormation refuses what the CDK writes";

const STAGES: &[(&str, Ours)] = &[
    ("a stack in a stack", Reported("stack-inside-stack", "two stacks, which the scope hides")),
    ("two stacks with one name", Reported("duplicate-stack", ONE_NAME)),
    ("with odd ids", Refused("invalid-stack-name")),
    ("a name that is refused", Refused("invalid-stage-name")),
    ("a reference into a stage", Refused("stage-crossed")),
    ("a reference out of a stage", Refused("stage-crossed")),
    ("a reference from stage to stage", Refused("stage-crossed")),
    ("a dependency from stage to stage", Refused("stage-crossed")),
];

const DEPENDENCIES: &[(&str, Ours)] = &[
    ("stacks in a circle", Refused("dependency-cycle")),
    ("against a reference", Refused("dependency-cycle")),
    ("resources in a circle", Reported("dependency-cycle", NOT_DEPLOYABLE)),
    (
        "rename, with a dependency",
        Differs(&["/U/DependsOn"], "a reference orders the two already, and linters warn of more"),
    ),
    ("rename twice", Refused("duplicate-rename")),
    ("rename what is not there", Refused("rename-unused")),
    ("rename to an id that is taken", Refused("duplicate-logical-id")),
    ("rename to what is no id", Refused("invalid-logical-id")),
];

const NO_COPIES: &str = "functions that copy the value hold it no better than a weak reference";

/// The CDK's functions, and where their results are read.
const COPIES: &[&str] = &["Custom", "Export", "/Use/Properties", "Publish"];

const THERE_BEFORE: &str = "the value must be there before it is read, in whatever account";

const REFERENCES: &[(&str, Ours)] = &[
    ("both ways, *", Refused("dependency-cycle")),
    ("in a circle of three, *", Refused("dependency-cycle")),
    ("across regions, strong", Differs(COPIES, NO_COPIES)),
    ("across regions, both", Differs(&["Custom", "Export"], NO_COPIES)),
    ("across regions, allowed, strong", Differs(COPIES, NO_COPIES)),
    ("across regions, allowed, both", Differs(&["Custom", "Export"], NO_COPIES)),
    ("from nested across regions, strong", Differs(COPIES, NO_COPIES)),
    ("from nested across regions, both", Differs(&["Custom", "Export"], NO_COPIES)),
    ("across accounts, *", Differs(&["/Consumer/dependencies"], THERE_BEFORE)),
    (
        "across accounts from two, *",
        Differs(&["/Consumer/dependencies", "/Third/dependencies"], THERE_BEFORE),
    ),
    ("across accounts, unknown region, *", Refused("unknown-environment")),
    ("a known region and an unknown one, *", Refused("unknown-environment")),
    ("one value decides, *", LeftOut("a resource or a stack decides, and not each use")),
    ("a text asked for without a name", Refused("invalid-export")),
];

const NESTED_STACKS: &[(&str, Ours)] = &[
    (
        "list attribute of the parent",
        Differs(
            &["/referencetoAppTF6524F0BNames", "/U/Properties/T"],
            "the CDK gives a list for a parameter that is a text",
        ),
    ),
    ("a circle between parent and nested", Reported("dependency-cycle", NOT_DEPLOYABLE)),
    ("of two siblings in a circle", Reported("dependency-cycle", NOT_DEPLOYABLE)),
];

#[test]
fn references_are_those_of_the_cdk() {
    check("references", REFERENCES);
}

#[test]
fn nested_stacks_are_those_of_the_cdk() {
    check("nested-stacks", NESTED_STACKS);
}

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

/// What stands for every hash in the vectors.
struct Hashes;

impl AssetResolver for Hashes {
    fn hash(&self, _asset: &Asset) -> Result<AssetHash, String> {
        Ok(AssetHash::Contents("HASH".into()))
    }

    fn template_hash(&self, _template: &[u8]) -> Result<AssetHash, String> {
        Ok(AssetHash::Contents("HASH".into()))
    }
}

fn judge(case: &JsonValue, ours: Option<&Ours>) -> Result<(), String> {
    if let Some(LeftOut(_)) = ours {
        return Ok(());
    }
    let app = App::new();
    app.set_synthesizer(Synthesizer::bootstrap());
    Builder::new(&app, case["strength"].as_str()).take_all(&case["steps"]);
    let refusal = &case["error"];
    let mut stacks: Vec<StackArtifact> = Vec::new();
    match (app.synth_with(&Hashes, &mut |stack| stacks.push(stack)), ours) {
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
        (Ok(_), ours) => {
            let expected: &[&str] = match ours {
                Some(Differs(places, _)) => places,
                _ => &[],
            };
            if refusal.is_string() {
                let listed = expected == ["refused"];
                return if listed { Ok(()) } else { Err(format!("the CDK refuses it: {refusal}")) };
            }
            let found = differences(&comparable(case), &comparable(&document(&stacks)));
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
