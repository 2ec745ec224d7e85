//! Stages: assemblies inside the assembly.

use std::fs;
use std::path::PathBuf;

use crate::support::{Said, World, snapshot, zip};

const APP: &[&str] = &["-c", "stages=Dev,Prod", "-c", "zips=code/a.zip"];

fn synth(world: &World, more: &[&str]) -> Said {
    world.write("code/a.zip", zip("bootstrap"));
    world.run(&[&["synth"], APP, more].concat(), 0)
}

/// All files of the assembly, but for their contents.
fn files(world: &World) -> String {
    fn walk(directory: PathBuf, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(path, all) } else { all.push(path) }
        }
    }
    let root = world.path("cdk.out");
    let mut all = Vec::new();
    walk(root.clone(), &mut all);
    all.sort();
    let lines = all.iter().map(|p| format!("{}\n", p.strip_prefix(&root).unwrap().display()));
    lines.collect()
}

#[test]
fn each_stage_is_an_assembly_of_its_own() {
    let world = World::new();
    let said = synth(&world, &["Prod/*"]);
    snapshot("stages_synth", &said.stdout);
    let read = |file: &str| fs::read_to_string(world.path("cdk.out").join(file)).unwrap();
    let template = "assembly-Prod/ProdOrders525171E2.template.json";
    let text = format!(
        "{}\n{}\n{}\n{}",
        files(&world),
        read("manifest.json"),
        read("assembly-Prod/manifest.json"),
        read(template)
    );
    snapshot("stages", &text);
    // The path that the template names leads from its folder to the file.
    let folder = world.path("cdk.out/assembly-Prod");
    let (_, rest) = text.split_once("\"Code\": \"").unwrap();
    let (path, _) = rest.split_once('"').unwrap();
    assert!(folder.join(path).is_file(), "{path}");
}

#[test]
fn assets_of_a_stage_are_listed_from_its_folder() {
    let world = World::new();
    synth(&world, &["-c", "bootstrap=1"]);
    let folder = world.path("cdk.out/assembly-Dev");
    let assets = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let assets: Vec<_> = assets.filter(|p| p.to_str().unwrap().ends_with(".assets.json")).collect();
    assert_eq!(assets.len(), 1);
    let text = fs::read_to_string(&assets[0]).unwrap();
    let paths: Vec<&str> = text.split("\"path\": \"").skip(1).collect();
    assert_eq!(paths.len(), 2);
    for rest in paths {
        let (path, _) = rest.split_once('"').unwrap();
        assert!(folder.join(path).is_file(), "{path}");
    }
}

#[test]
fn stacks_of_stages_are_named_by_paths_and_patterns() {
    let world = World::new();
    let said = world.run(&["list", "-c", "stages=Dev,Prod", "-c", "stacks=Orders,Users"], 0);
    assert_eq!(said.stdout, "Dev/Orders\nDev/Users\nProd/Orders\nProd/Users\n");
    let said = world.run(&["synth", "Dev/Oders", "-c", "stages=Dev"], 2);
    assert!(said.stderr.contains("did you mean `Dev/Orders`"), "{}", said.stderr);
}
