//! Stacks that read from each other, and nested stacks.

use std::fs;

use serde_json::Value;

use crate::support::{Said, World, snapshot, zip};

fn synth(world: &World, more: &[&str]) -> Said {
    world.write("code/a.zip", zip("bootstrap"));
    world.run(&[&["synth", "-c", "shared=1", "-c", "stacks=Orders"], more].concat(), 0)
}

fn json(world: &World, file: &str) -> Value {
    serde_json::from_slice(&fs::read(world.path("cdk.out").join(file)).unwrap()).unwrap()
}

/// The only nested template of the assembly whose name holds this.
fn nested(world: &World, part: &str) -> String {
    let names = fs::read_dir(world.path("cdk.out")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let found: Vec<String> =
        names.filter(|n| n.contains(part) && n.ends_with(".nested.template.json")).collect();
    let [name] = &found[..] else { panic!("{found:?}") };
    name.clone()
}

#[test]
fn a_stack_is_deployed_after_the_one_that_it_reads_from() {
    let world = World::new();
    let said = synth(&world, &[]);
    snapshot("nested_synth", &said.stdout);
    let manifest = json(&world, "manifest.json");
    let dependencies = &manifest["artifacts"]["Consumer"]["dependencies"];
    assert_eq!(*dependencies, serde_json::json!(["Producer"]));
    // Alone, it says what must be there before it.
    let said = synth(&world, &["Consumer"]);
    assert!(said.stdout.contains("To be deployed before: Producer"), "{}", said.stdout);
}

#[test]
fn the_template_names_the_nested_one_by_the_path_from_its_folder() {
    let world = World::new();
    synth(&world, &[]);
    let file = nested(&world, "Producer");
    let parent = json(&world, "Producer.template.json");
    let resources = parent["Resources"].as_object().unwrap();
    let urls: Vec<&Value> =
        resources.values().map(|resource| &resource["Properties"]["TemplateURL"]).collect();
    assert_eq!(urls, [&Value::from(file.as_str())]);
    let code = &json(&world, &file)["Resources"]["Function"]["Properties"]["Code"];
    assert!(world.path("cdk.out").join(code.as_str().unwrap()).is_file(), "{code}");
}

#[test]
fn with_a_bootstrap_bucket_nested_templates_are_assets() {
    let world = World::new();
    let said = synth(&world, &["-c", "bootstrap=1", "--format", "json"]);
    let assets = json(&world, "Producer.assets.json");
    let files = assets["files"].as_object().unwrap();
    let file = nested(&world, "Producer");
    let (hash, asset) = files.iter().find(|(_, f)| f["source"]["path"] == *file).unwrap();
    assert_eq!(asset["displayName"], "Inner Nested Stack Template");
    // The template names what is uploaded by the hash of its bytes.
    let parent = fs::read_to_string(world.path("cdk.out/Producer.template.json")).unwrap();
    assert!(parent.contains(&format!("/{hash}.json")), "{parent}");
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    let stacks = document["stacks"].as_array().unwrap();
    let producer = stacks.iter().find(|s| s["id"] == "Producer").unwrap();
    assert_eq!(producer["nested"][0]["template"], *file);
    assert_eq!(files.len(), 3, "template, nested template and code: {files:?}");
}
