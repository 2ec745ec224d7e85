//! The rarer parts of a template are those that the AWS CDK writes.

mod functions;
mod policies;
mod rules;
mod secrets;
mod transforms;

use construct_core::{CfnResource, Construct, Expr, Stack, StackProps};
use serde_json::Value as JsonValue;

use crate::support::{unchecked_app, vectors};

/// A program of the vectors.
struct Program {
    name: &'static str,
    build: fn(&Stack),
    ours: Ours,
}

/// How it ends here.
#[allow(dead_code, reason = "people read why")]
enum Ours {
    /// With the CDK's template.
    Same,
    /// With this code, where the CDK refuses too.
    Refused(&'static str),
    /// With this code, where the CDK writes what does not work.
    Reported(&'static str, &'static str),
    /// With other parts, at these JSON pointers, because …
    Differs(&'static [(&'static str, &'static str)], &'static str),
}

const fn same(name: &'static str, build: fn(&Stack)) -> Program {
    Program { name, build, ours: Ours::Same }
}

const fn refused(name: &'static str, code: &'static str, build: fn(&Stack)) -> Program {
    Program { name, build, ours: Ours::Refused(code) }
}

const fn reported(
    name: &'static str,
    code: &'static str,
    why: &'static str,
    build: fn(&Stack),
) -> Program {
    Program { name, build, ours: Ours::Reported(code, why) }
}

/// Programs that cannot be written here: the types do not let them.
const LEFT_OUT: &[(&str, &str)] = &[
    ("ToJsonString in text", "a text with the function inside is a Join, as any other"),
    ("findInMap of a mapping, literal that is not there", "a mapping is filled after it is made"),
    ("a lazy mapping, literal keys", "a value that is known needs no mapping"),
    ("a lazy mapping, a token", "a value that is known needs no mapping"),
    ("availabilityZones of an agnostic stack", "zones are looked up, or chosen by `select`"),
    ("parseDomainName", "two splits, which anybody can write"),
    ("split of known length", "a list is indexed by `select`"),
    ("a transform by templateOptions", "there is one way to add a transform"),
    ("template options", "the version of the format says nothing"),
    ("rule without assertions", "a rule takes its first assertion when it is made"),
    ("secretsmanager, stage and version", "the later takes the place of the earlier"),
    ("a secret where none may be", "a secret is no text: the types do not let it"),
    ("and of none", "see the test of conditions"),
    ("creation policy, empty", "see the test of policies"),
];

#[test]
fn elements_are_those_of_the_cdk() {
    let all = [functions::ALL, policies::ALL, rules::ALL, secrets::ALL, transforms::ALL];
    let programs: Vec<&Program> = all.into_iter().flatten().collect();
    let cases = vectors("elements");
    let mut failures = Vec::new();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let left_out = LEFT_OUT.iter().any(|(n, _)| *n == name);
        match programs.iter().find(|p| p.name == name) {
            Some(_) if left_out => failures.push(format!("{name}: run and left out")),
            Some(program) => {
                failures.extend(judge(program, case).err().map(|e| format!("{name}: {e}")));
            }
            None if left_out => {}
            None => failures.push(format!("{name}: neither run nor left out")),
        }
    }
    let names: Vec<&str> = cases.iter().map(|c| c["name"].as_str().unwrap()).collect();
    let ours = programs.iter().map(|p| p.name).chain(LEFT_OUT.iter().map(|(n, _)| *n));
    failures.extend(ours.filter(|n| !names.contains(n)).map(|n| format!("{n}: no such case")));
    let (bad, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{bad} of {all} differ:\n\n{}", failures.join("\n\n"));
}

fn judge(program: &Program, case: &JsonValue) -> Result<(), String> {
    let app = unchecked_app();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    (program.build)(&stack);
    let refusal = &case["error"];
    match (app.synth(), &program.ours) {
        (Err(report), Ours::Refused(code) | Ours::Reported(code, _)) => {
            if !report.diagnostics().iter().any(|d| d.code() == *code) {
                return Err(format!("`{code}` is not reported, but\n{report}"));
            }
            let is_of_both = matches!(program.ours, Ours::Refused(_)) == refusal.is_string();
            if is_of_both { Ok(()) } else { Err(format!("the CDK says {refusal}")) }
        }
        (Err(report), _) => Err(report.to_string()),
        (Ok(_), Ours::Refused(code) | Ours::Reported(code, _)) => {
            Err(format!("`{code}` is not reported"))
        }
        (Ok(assembly), ours) => {
            let mut found: JsonValue =
                serde_json::from_slice(assembly.stacks()[0].template()).unwrap();
            let mut expected = case["template"].clone();
            if let Ours::Differs(places, _) = ours {
                for (pointer, text) in *places {
                    let own: JsonValue = serde_json::from_str(text).unwrap();
                    let theirs = take(&mut expected, pointer);
                    let found = take(&mut found, pointer);
                    if found != own {
                        return Err(format!("{pointer}: ours is {found}, expected {own}"));
                    }
                    if found == theirs {
                        return Err(format!("{pointer}: differs no more"));
                    }
                }
            }
            for template in [&mut found, &mut expected] {
                if template["Resources"].as_object().is_none_or(serde_json::Map::is_empty) {
                    template.as_object_mut().unwrap().remove("Resources");
                }
            }
            if found == expected {
                Ok(())
            } else {
                Err(format!("\n  the CDK has {expected}\n  ours is     {found}"))
            }
        }
    }
}

/// Takes what stands at a pointer out of a template.
fn take(template: &mut JsonValue, pointer: &str) -> JsonValue {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = template.pointer_mut(parent).and_then(JsonValue::as_object_mut);
    parent.and_then(|map| map.remove(key)).unwrap_or_default()
}

fn thing(scope: &dyn Construct, id: &str) -> CfnResource {
    CfnResource::new(scope, id, "Acme::Test::Thing")
}

fn of_type(scope: &dyn Construct, id: &str, kind: &str) -> CfnResource {
    CfnResource::new(scope, id, kind)
}

fn group(stack: &Stack) -> CfnResource {
    of_type(stack, "Group", "AWS::AutoScaling::AutoScalingGroup")
}

/// A resource with one property.
fn uses(stack: &Stack, value: impl Into<Expr>) {
    let value: Expr = value.into();
    thing(stack, "Use").add_property_override("Value", value);
}
