//! What the app looks up: asked of the official CDK command, kept in
//! `cdk.context.json`, and said by our own.

use serde_json::{Value, json};

use crate::support::{Said, World, snapshot};

const LOOKING_UP: &[&str] =
    &["-c", "region=eu-west-1", "-c", "account=123456789012", "-c", "parameters=a,b"];

fn key(name: &str) -> String {
    format!("ssm:account=123456789012:parameterName={name}:region=eu-west-1")
}

fn run(world: &World, more: &[&str], variables: &[(&str, &str)], code: i32) -> Said {
    let mut command = world.app(&[&["synth"], LOOKING_UP, more].concat());
    world.say(command.env("CDK_OUTDIR", "out").envs(variables.iter().copied()), code)
}

fn read(world: &World, name: &str) -> Value {
    serde_json::from_slice(&world.files("out")[name]).unwrap()
}

fn names(world: &World, folder: &str) -> Vec<Value> {
    let template: Value =
        serde_json::from_slice(&world.files(folder)["Orders.template.json"]).unwrap();
    let resources = template["Resources"].as_object().unwrap().values();
    resources.map(|r| r["Properties"]["DisplayName"].clone()).filter(|n| !n.is_null()).collect()
}

#[test]
fn the_cdk_command_is_asked_and_the_app_runs_again_with_the_answers() {
    let world = World::new();
    let said = run(&world, &[], &[], 0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("", ""));
    let missing = read(&world, "manifest.json")["missing"].clone();
    let one = |name: &str| {
        json!({
            "key": key(name),
            "provider": "ssm",
            "props": {
                "account": "123456789012",
                "dummyValue": format!("dummy-value-for-{name}"),
                "ignoreErrorOnMissingContext": false,
                "lookupRoleArn": "arn:${AWS::Partition}:iam::123456789012:role/\
                                  cdk-hnb659fds-lookup-role-123456789012-eu-west-1",
                "parameterName": name,
                "region": "eu-west-1",
            },
        })
    };
    assert_eq!(missing, json!([one("a"), one("b")]));
    assert_eq!(names(&world, "out"), ["dummy-value-for-a", "dummy-value-for-b"]);

    // What the command does next.
    let answers = json!({ key("a"): "first", key("b"): "second" }).to_string();
    let said = run(&world, &[], &[("CDK_CONTEXT_JSON", &answers)], 0);
    assert_eq!(said.stderr, "");
    assert!(read(&world, "manifest.json").get("missing").is_none());
    assert_eq!(names(&world, "out"), ["first", "second"]);
}

#[test]
fn the_cdk_command_is_asked_even_when_a_stand_in_makes_an_error() {
    let world = World::new();
    let said = run(&world, &["-c", "picky=1"], &[], 0);
    assert_eq!(said.stderr, "");
    let manifest = read(&world, "manifest.json");
    assert_eq!(manifest["missing"].as_array().unwrap().len(), 2);
    assert_eq!(manifest["artifacts"], json!({}));

    let answers = json!({ key("a"): "first", key("b"): "dummy" }).to_string();
    let said = run(&world, &["-c", "picky=1"], &[("CDK_CONTEXT_JSON", &answers)], 1);
    assert!(said.stderr.contains("error[no-dummy]"), "{}", said.stderr);
}

#[test]
fn nothing_is_built_before_the_cdk_command_was_asked() {
    let world = World::new();
    let cargo = world.script("bin/cargo", "echo cargo was called >&2; exit 1");
    let cargo = [("CARGO", cargo.to_str().unwrap())];
    run(&world, &["-c", "handlers=hello"], &cargo, 0);
}

#[test]
fn fails_with_what_the_cdk_command_could_not_look_up() {
    let world = World::new();
    let failed = json!({ "$providerError": "no such parameter", "$dontSaveContext": true });
    let answers = json!({ key("a"): failed, key("b"): "second" }).to_string();
    let said = run(&world, &[], &[("CDK_CONTEXT_JSON", &answers)], 1);
    snapshot("lookup_failed", &said.stderr);
}

#[test]
fn fails_when_nobody_looked_it_up() {
    let world = World::new();
    let said = world.run(&[&["synth"], LOOKING_UP].concat(), 1);
    snapshot("lookup_missing", &said.stderr);
    assert_eq!(said.stdout, "");
    assert!(world.names().is_empty());
    // Who writes no template goes on.
    let said = world.run(&[&["list"], LOOKING_UP].concat(), 0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("Orders\n", ""));
}

#[test]
fn what_the_cdk_command_kept_is_read_without_it() {
    let world = World::new();
    let kept = json!({ key("a"): "first", key("b"): "second" });
    world.write("cdk.context.json", kept.to_string());
    world.run(&[&["synth", "-q"], LOOKING_UP].concat(), 0);
    assert_eq!(names(&world, "cdk.out"), ["first", "second"]);
    // Beside the manifest of the workspace, wherever the app is run.
    world.write("app/src/main.rs", "");
    let mut command = world.app(&[&["synth", "-q"], LOOKING_UP].concat());
    world.say(command.current_dir(world.path("app")), 0);
    assert!(world.path("app/cdk.out/Orders.template.json").is_file());
}
