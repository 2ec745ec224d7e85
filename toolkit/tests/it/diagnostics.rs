//! What is said, to whom, and with which exit code.

use crate::support::{World, snapshot, zip};

#[test]
fn an_app_says_what_it_can_do() {
    let world = World::new();
    let bare = world.run(&[], 0);
    snapshot("no_command", &bare.stdout);
    assert_eq!(world.run(&["-h"], 0).stdout, bare.stdout);
    snapshot("help_synth", &world.run(&["synth", "--help"], 0).stdout);
    assert_eq!(world.run(&["--version"], 0).stdout, "construct-toolkit 0.1.0\n");
    assert!(world.names().is_empty());
}

#[test]
fn stacks_are_listed() {
    let world = World::new();
    let said = world.run(&["list", "-c", "stacks=Users,Orders"], 0);
    assert_eq!((said.stdout.as_str(), said.stderr.as_str()), ("Users\nOrders\n", ""));
    assert!(world.names().is_empty());
}

#[test]
fn fails_with_everything_that_is_wrong_in_the_app() {
    let world = World::new();
    let arguments = ["synth", "-c", "duplicate=1", "-c", "warning=1", "-c", "stacks=A,B"];
    let said = world.run(&arguments, 1);
    snapshot("errors_of_the_app", &said.stderr);
    assert_eq!(said.stdout, "");
    assert!(world.names().is_empty());
    assert_eq!(world.run(&["list", "-c", "duplicate=1"], 1).stdout, "");
    assert_eq!(world.run(&["build", "-c", "duplicate=1"], 1).stdout, "");
}

#[test]
fn fails_when_the_app_gives_an_error() {
    let world = World::new();
    let said = world.run(&["synth", "-c", "error=no network plan for `prod`"], 1);
    snapshot("app_failed", &said.stderr);
}

#[test]
fn fails_on_a_stack_that_the_app_does_not_have() {
    let world = World::new();
    let said = world.run(&["synth", "Order", "-c", "stacks=Orders,Users"], 2);
    snapshot("unknown_stack", &said.stderr);
    world.run(&["build", "Order"], 2);
}

#[test]
fn fails_on_a_command_line_that_makes_no_sense() {
    let world = World::new();
    for arguments in [
        &["deploy"][..],
        &["synth", "--fast"],
        &["synth", "-c", "novalue"],
        &["synth", "--color", "mauve"],
    ] {
        let said = world.run(arguments, 2);
        assert_eq!(said.stdout, "");
        assert!(said.stderr.starts_with("error: "), "{}", said.stderr);
    }
}

#[test]
fn warnings_are_printed_unless_they_are_accepted() {
    let world = World::new();
    let said = world.run(&["synth", "-c", "warning=1"], 0);
    snapshot("warning", &said.stderr);
    let quiet = world.run(&["synth", "-q", "-c", "warning=1"], 0);
    assert_eq!(quiet.stderr, "");
    let manifest = world.files("cdk.out").remove("manifest.json").unwrap();
    snapshot("manifest_with_warning", &String::from_utf8(manifest).unwrap());
}

#[test]
fn tools_get_one_document() {
    let world = World::new();
    let arguments = ["synth", "--format", "json", "-c", "warning=1", "-c", "role=1"];
    let said = world.run(&arguments, 0);
    snapshot("document", &said.stdout);
    assert_eq!(said.stderr, "");
    let said = world.run(&["synth", "--format", "json", "-c", "duplicate=1"], 1);
    snapshot("document_with_errors", &said.stdout);
    assert_eq!(said.stderr, "");
    for arguments in [
        &["list", "--format", "json", "-c", "error=no"][..],
        &["synth", "--format", "json", "--output", "/dev/null"],
        &["build", "--format", "json", "Unknown"],
    ] {
        let said = world.app(arguments).output().unwrap();
        assert!(!said.status.success());
        let document: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
        assert_eq!(document["diagnostics"][0]["severity"], "error");
    }
}

#[test]
fn colour_is_for_terminals_and_on_demand() {
    let world = World::new();
    let said = world.run(&["synth", "-c", "duplicate=1"], 1);
    assert!(!said.stderr.contains('\x1b'));
    let said = world.run(&["synth", "-c", "duplicate=1", "--color", "always"], 1);
    assert!(said.stderr.contains("\x1b[1;31merror"));
}

#[test]
fn context_reaches_the_app() {
    let world = World::new();
    let said = world.run(&["list", "-c", "stacks=First", "-c", "stacks=Second,Third"], 0);
    assert_eq!(said.stdout, "Second\nThird\n");
}

#[test]
fn fails_on_a_zip_that_is_not_there_or_no_zip() {
    let world = World::new();
    world.write("code/good.zip", zip("index.js"));
    world.write("code/bad.zip", "text");
    let zips = "zips=code/good.zip,code/bad.zip,code/absent.zip";
    let said = world.run(&["synth", "-c", zips], 3);
    snapshot("zips", &said.stderr);
    let names: Vec<String> = world.files("cdk.out").into_keys().collect();
    assert!(names.contains(&"Orders.template.json".to_owned()), "{names:?}");
    assert!(said.stdout.contains("Orders cannot be deployed yet"), "{}", said.stdout);
}

#[test]
fn a_zip_without_the_program_of_its_runtime_is_a_warning() {
    let world = World::new();
    world.write("code.zip", zip("index.js"));
    world.write("whole.zip", zip("bootstrap"));
    let zips = ["-c", "zips=code.zip,whole.zip"];
    for more in [&[][..], &["-c", "bootstrap=1"]] {
        let arguments = [&["synth", "-c", "runtime=provided.al2023"], &zips[..], more].concat();
        let said = world.run(&arguments, 0);
        snapshot("zip_without_bootstrap", &said.stderr);
    }
    let said = world.run(&[&["synth", "-c", "runtime=nodejs24.x"], &zips[..]].concat(), 0);
    assert_eq!(said.stderr, "");
}
