//! Under the official CDK command, which sets `CDK_OUTDIR`.

use std::fs;

use serde_json::Value;

use crate::support::{Said, World, snapshot, zip};

fn run(world: &World, arguments: &[&str], variables: &[(&str, &str)], code: i32) -> Said {
    let mut command = world.app(arguments);
    command.env("CDK_OUTDIR", "out").envs(variables.iter().copied());
    world.say(&mut command, code)
}

fn json(world: &World, name: &str) -> Value {
    serde_json::from_slice(&world.files("out")[name]).unwrap()
}

fn text(world: &World, name: &str) -> String {
    String::from_utf8(world.files("out").remove(name).unwrap()).unwrap()
}

#[test]
fn the_assembly_goes_where_the_cdk_asks_and_nothing_is_printed() {
    let world = World::new();
    world.write("code.zip", zip("index.js"));
    world.write("out/synth.lock", "1");
    let arguments = ["synth", "-c", "zips=code.zip", "-c", "warning=1"];
    let said = run(&world, &arguments, &[], 0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("", ""));
    assert_eq!(world.names(), ["code.zip", "out"]);
    let names: Vec<String> = world.files("out").into_keys().collect();
    assert_eq!(
        names,
        [
            "Orders.assets.json",
            "Orders.template.json",
            "assets/code-04fb0061.zip",
            "cdk.out",
            "manifest.json",
            "synth.lock"
        ]
    );
    snapshot("cdk_manifest", &text(&world, "manifest.json"));
    snapshot("cdk_assets", &text(&world, "Orders.assets.json"));
    let key = &json(&world, "Orders.template.json")["Resources"]["codezip"]["Properties"]["Code"];
    let key = key["S3Key"].as_str().unwrap();
    let files = &json(&world, "Orders.assets.json")["files"];
    assert!(files.get(key.strip_suffix(".zip").unwrap()).is_some(), "{key}");
}

#[test]
fn an_environment_is_written_out() {
    let world = World::new();
    let arguments = ["synth", "-c", "region=eu-west-1", "-c", "account=123456789012"];
    run(&world, &arguments, &[], 0);
    let manifest = json(&world, "manifest.json");
    let stack = &manifest["artifacts"]["Orders"];
    assert_eq!(stack["environment"], "aws://123456789012/eu-west-1");
    assert_eq!(
        stack["properties"]["assumeRoleArn"],
        "arn:${AWS::Partition}:iam::123456789012:role/\
         cdk-hnb659fds-deploy-role-123456789012-eu-west-1"
    );
    let assets = json(&world, "Orders.assets.json");
    let files = assets["files"].as_object().unwrap();
    let destinations = files.values().next().unwrap()["destinations"].as_object().unwrap();
    let (id, destination) = destinations.iter().next().unwrap();
    assert!(id.starts_with("123456789012-eu-west-1-"), "{id}");
    assert_eq!(destination["region"], "eu-west-1");
    assert_eq!(destination["bucketName"], "cdk-hnb659fds-assets-123456789012-eu-west-1");
}

#[test]
fn the_app_runs_as_it_is_without_arguments() {
    let world = World::new();
    run(&world, &[], &[("CDK_CONTEXT_JSON", r#"{"stacks":"A,B"}"#)], 0);
    let manifest = json(&world, "manifest.json");
    assert!(manifest["artifacts"].get("A").is_some());
    assert!(manifest["artifacts"].get("B.assets").is_some());
}

#[test]
fn context_comes_from_the_cdk() {
    let world = World::new();
    let overflow = world.write("overflow.json", r#"{"stacks":"Overflow","topics":3}"#);
    let variables = [
        ("CDK_CONTEXT_JSON", r#"{"stacks":"Context"}"#),
        ("CONTEXT_OVERFLOW_LOCATION_ENV", overflow.to_str().unwrap()),
    ];
    run(&world, &["synth"], &variables, 0);
    let template = json(&world, "Context.template.json");
    assert_eq!(template["Resources"].as_object().unwrap().len(), 3);
    run(&world, &["synth", "-c", "stacks=Argument"], &variables, 0);
    assert!(world.files("out").contains_key("Argument.template.json"));
    let said = run(&world, &["synth"], &[("CDK_CONTEXT_JSON", "{")], 2);
    assert!(said.stderr.contains("error[context-invalid]"), "{}", said.stderr);
}

#[test]
fn errors_are_printed_and_the_old_state_stays() {
    let world = World::new();
    run(&world, &["synth"], &[], 0);
    let before = world.files("out");
    let said = run(&world, &["synth", "-c", "duplicate=1"], &[], 1);
    assert!(said.stderr.contains("error[duplicate-construct-id]"), "{}", said.stderr);
    assert_eq!(said.stdout, "");
    assert!(world.files("out") == before);
}

#[test]
fn nothing_is_built_where_the_cdk_needs_nothing_built() {
    let world = World::new();
    let cargo = world.script("bin/cargo", "echo cargo was called >&2; exit 1");
    let variables = [
        ("CDK_CONTEXT_JSON", r#"{"aws:cdk:bundling-stacks":[]}"#),
        ("CARGO", cargo.to_str().unwrap()),
    ];
    let said = run(&world, &["synth", "-c", "handlers=hello"], &variables, 0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("", ""));
    // Whoever deploys this all the same is refused.
    let manifest = json(&world, "manifest.json");
    let metadata = &manifest["artifacts"]["Orders"]["metadata"]["/Orders"];
    let kinds: Vec<_> = metadata.as_array().unwrap().iter().map(|m| &m["type"]).collect();
    assert!(kinds.iter().any(|kind| *kind == "aws:cdk:error"), "{metadata}");
    let files = json(&world, "Orders.assets.json")["files"].clone();
    assert_eq!(files.as_object().unwrap().len(), 1, "only the template");

    let variables = [variables[1]];
    let said = run(&world, &["synth", "-c", "handlers=hello"], &variables, 3);
    assert!(said.stderr.contains("cargo was called"), "{}", said.stderr);
    assert!(world.files("out").contains_key("Orders.template.json"));
}

#[test]
fn files_of_a_killed_run_are_removed() {
    let world = World::new();
    world.write("out/.construct-1-0.new/Orders.template.json", "{");
    run(&world, &["synth"], &[], 0);
    let entries = fs::read_dir(world.path("out")).unwrap();
    let hidden = entries.filter(|e| {
        let name = e.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(hidden.count(), 0);
}
