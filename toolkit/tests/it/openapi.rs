//! OpenAPI documents of the app's APIs.

use std::fs;

use crate::support::{World, snapshot};

#[test]
fn the_only_api_is_printed_and_no_handler_is_built() {
    let world = World::new();
    let said = world.run(&["openapi", "-c", "apis=Shop", "-c", "handlers=hello"], 0);
    snapshot("openapi_document", &said.stdout);
    let yaml = world.run(&["openapi", "-c", "apis=Shop", "--yaml"], 0);
    snapshot("openapi_document_yaml", &yaml.stdout);
    snapshot("help_openapi", &world.run(&["openapi", "--help"], 0).stdout);
    assert!(world.names().is_empty());
}

#[test]
fn an_api_is_named_as_aws_shows_it_or_by_its_logical_id() {
    let world = World::new();
    let arguments = ["-c", "apis=Shop,Bank", "-c", "stacks=Orders,Users", "-c", "socket=1"];
    let run = |name: &str| world.run(&[&["openapi", name][..], &arguments].concat(), 0).stdout;
    let of_users = run("Users/Bank");
    assert!(of_users.contains("\"title\": \"Bank\""), "{of_users}");
    let fails = |name: &[&str]| world.run(&[&["openapi"], name, &arguments].concat(), 2).stderr;
    let all = [fails(&["Bank"]), fails(&["Bnak"]), fails(&[]), fails(&["Orders/Chat"])];
    snapshot("openapi_unknown_api", &all.join("\n"));
    let near = world.run(&["openapi", "Bnak", "-c", "apis=Shop,Bank"], 2).stderr;
    assert!(near.contains("did you mean `Bank`?"), "{near}");
}

#[test]
fn fails_when_there_is_nothing_to_describe() {
    let world = World::new();
    let none = world.run(&["openapi"], 2).stderr;
    let socket = world.run(&["openapi", "-c", "socket=1"], 2).stderr;
    snapshot("openapi_none", &[none, socket].join("\n"));
    assert_eq!(world.run(&["openapi", "-c", "apis=A", "-c", "duplicate=1"], 1).stdout, "");
}

#[test]
fn a_document_that_is_kept_is_compared() {
    let world = World::new();
    let with = |arguments: &[&str], code| {
        let said = world.run(&[&["openapi", "-c", "apis=Shop"], arguments].concat(), code);
        assert_eq!(said.stdout, "");
        said.stderr
    };
    with(&["--output", "openapi.json"], 0);
    with(&["--check", "openapi.json"], 0);
    fs::write(world.path("openapi.json"), "{}").unwrap();
    snapshot("openapi_stale", &with(&["--check", "openapi.json"], 1));
    with(&["--check", "missing.json"], 5);
    with(&["--check", "openapi.json", "--output", "other.json"], 2);
}

#[test]
fn tools_get_every_api_with_its_document_or_the_reason_for_none() {
    let world = World::new();
    let arguments = ["openapi", "--format", "json", "-c", "apis=Shop", "-c", "socket=1"];
    let said = world.run(&arguments, 0);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let apis = json["apis"].as_array().unwrap();
    let mut kinds: Vec<&str> = apis.iter().filter_map(|api| api["kind"].as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["rest", "websocket"]);
    let of = |kind: &str| apis.iter().find(|api| api["kind"] == kind).unwrap();
    assert_eq!(of("rest")["document"]["openapi"], "3.1.0");
    assert!(of("websocket")["reason"].as_str().unwrap().contains("messages"));
}
