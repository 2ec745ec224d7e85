//! Templates as YAML.

use std::fs;

use crate::support::{World, snapshot, zip};

#[test]
fn a_template_is_written_as_yaml_and_that_one_is_deployed() {
    let world = World::new();
    world.write("code/a.zip", zip("bootstrap"));
    let arguments =
        ["synth", "--yaml", "-c", "text=yes", "-c", "zips=code/a.zip", "-c", "output=2020-01-01"];
    let said = world.run(&arguments, 0);
    snapshot("yaml_synth", &said.stdout);
    let yaml = fs::read_to_string(world.path("cdk.out/Orders.template.yaml")).unwrap();
    snapshot("yaml", &yaml);
    // The manifest names the other one: the official command reads no YAML.
    let manifest = fs::read_to_string(world.path("cdk.out/manifest.json")).unwrap();
    assert!(manifest.contains("\"templateFile\": \"Orders.template.json\""));
    assert!(world.path("cdk.out/Orders.template.json").is_file());
}

#[test]
fn without_the_option_no_yaml_is_written() {
    let world = World::new();
    world.run(&["synth"], 0);
    assert!(!world.path("cdk.out/Orders.template.yaml").exists());
}
