//! Rules of the house, checked over the source text.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::root;

/// The modules of the core, lowest first: each may use those before it, and
/// any may use `error`.
const LAYERS: [&str; 5] = ["construct", "token", "template", "validate", "stack"];

/// The longest hand-written file.
const LONGEST: usize = 500;

/// One file of the repository: its path from the root, and its text.
struct Source {
    path: String,
    text: String,
}

/// Every file that git knows and that is text.
fn sources() -> Vec<Source> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let listed = listed.expect("git lists the files of the repository").stdout;
    let paths = String::from_utf8(listed).expect("paths are UTF-8");
    let read = |path: &str| {
        let text = fs::read_to_string(root().join(path)).ok()?;
        Some(Source { path: path.to_owned(), text })
    };
    paths.split('\0').filter(|p| !p.is_empty()).filter_map(read).collect()
}

fn rust_sources() -> impl Iterator<Item = Source> {
    sources().into_iter().filter(|s| s.path.ends_with(".rs") && !is_generated(&s.path))
}

fn is_generated(path: &str) -> bool {
    path.starts_with("construct-lib/cfn/src/generated/")
        || path.starts_with("construct-lib/iam-catalogue/src/actions/")
        || path.starts_with("construct-lib/src/iam/keys/")
        || path == "construct-lib/src/cfn.rs"
}

/// Fails with all the offenders at once.
fn none(offenders: &[String], rule: &str) {
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}

fn lines_with(source: &Source, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let found = source.text.lines().enumerate().filter(|(_, line)| wanted(line));
    found.map(|(i, line)| format!("{}:{}: {}", source.path, i + 1, line.trim())).collect()
}

#[test]
fn modules_use_only_those_below_them() {
    let mut offenders = Vec::new();
    for source in rust_sources() {
        let Some(rest) = source.path.strip_prefix("construct-lib/core/src/") else {
            continue;
        };
        let layer = rest.split('/').next().unwrap_or_default();
        let Some(own) = LAYERS.iter().position(|l| *l == layer) else {
            continue;
        };
        for above in &LAYERS[own + 1..] {
            let module = format!("crate::{above}");
            offenders.extend(lines_with(&source, |line| {
                line.contains(&module) && !line.trim_start().starts_with("//")
            }));
        }
    }
    none(&offenders, "a module uses one above it");
}

#[test]
fn only_the_template_serializes() {
    let may = ["construct-lib/core/src/template/", "construct-lib/core/src/error/report.rs"];
    let offenders: Vec<String> = rust_sources()
        .filter(|s| {
            s.path.starts_with("construct-lib/core/src/")
                || s.path.starts_with("construct-lib/src/")
        })
        .filter(|s| !may.iter().any(|m| s.path.starts_with(m)))
        .flat_map(|s| lines_with(&s, |line| line.contains("Serialize")))
        .collect();
    none(&offenders, "only `template` knows how a value looks in JSON");
}

#[test]
fn only_the_tree_borrows_its_arena() {
    let offenders: Vec<String> = rust_sources()
        .filter(|s| s.path.starts_with("construct-lib/") && s.path.contains("/src/"))
        .filter(|s| !s.path.starts_with("construct-lib/core/src/construct/"))
        .flat_map(|s| {
            lines_with(&s, |line| line.contains("RefCell") || line.contains(".borrow_mut()"))
        })
        .collect();
    none(&offenders, "only `construct` borrows the arena");
}

#[test]
fn the_library_does_no_io() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
    ];
    let is_library = |path: &str| {
        [
            "construct-lib/src/",
            "construct-lib/core/src/",
            "construct-lib/document/src/",
            "construct-lib/iam-catalogue/src/",
            "construct-lib/cfn/src/",
            "construct-lib/schema/src/",
        ]
        .iter()
        .any(|folder| path.starts_with(folder))
    };
    let offenders: Vec<String> = rust_sources()
        .filter(|s| is_library(&s.path))
        .flat_map(|s| {
            lines_with(&s, |line| {
                let code = line.split("//").next().unwrap_or_default();
                forbidden.iter().any(|word| code.contains(word))
            })
        })
        .collect();
    none(&offenders, "construct-lib reads no file, clock, environment or network");
}

/// Otherwise an error about a wrong value lists some of them, by the alphabet.
#[test]
fn no_implementation_of_into_value_is_recommended() {
    let mut offenders = Vec::new();
    for source in rust_sources().filter(|s| s.path.starts_with("construct-lib/")) {
        let mut before = "";
        for (number, line) in source.text.lines().enumerate() {
            let is_impl = line.trim_start().starts_with("impl")
                && line.contains("IntoValue<")
                && line.contains("> for ");
            if is_impl && !before.contains("do_not_recommend") {
                offenders.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
            before = line;
        }
    }
    none(&offenders, "put `#[diagnostic::do_not_recommend]` above these");
}

#[test]
fn files_are_short_enough_to_read() {
    let offenders: Vec<String> = rust_sources()
        .map(|s| (s.text.lines().count(), s.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(&offenders, "split these files");
}

#[test]
fn nothing_is_put_off() {
    // Spelled apart, or this file would be found.
    let marks = [["#[", "ignore"], ["TO", "DO"], ["FIX", "ME"], ["todo", "!("]].map(|m| m.concat());
    let offenders: Vec<String> = rust_sources()
        .flat_map(|s| lines_with(&s, |line| marks.iter().any(|m| line.contains(m.as_str()))))
        .collect();
    none(&offenders, "finish these");
}

#[test]
fn the_repository_stands_alone() {
    // Made-up paths in tests lie below `/home/me`.
    let marks = [["../", "shared"], ["/work", "/"], ["/root", "/"]].map(|m| m.concat());
    let offenders: Vec<String> = sources()
        .into_iter()
        .filter(|s| !s.path.ends_with("Cargo.lock"))
        .flat_map(|s| lines_with(&s, |line| marks.iter().any(|m| line.contains(m.as_str()))))
        .collect();
    none(&offenders, "the repository needs nothing beside itself and names no machine's paths");
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let is_member = |s: &Source| {
        s.path.ends_with("Cargo.toml") && s.path != "Cargo.toml" && !s.path.starts_with("bench/")
    };
    let offenders: Vec<String> = sources()
        .into_iter()
        .filter(is_member)
        .filter(|s| !s.text.contains("[lints]\nworkspace = true"))
        .map(|s| s.path)
        .collect();
    none(&offenders, "these crates lack `[lints] workspace = true`");
}

#[test]
fn generated_files_say_so() {
    let folder = root().join("construct-lib/cfn/src/generated");
    let files: Vec<PathBuf> = crate::test::files(&folder).expect("the generated files");
    assert!(files.len() > 10, "only {} generated files", files.len());
    for file in files {
        assert!(is_marked(&file), "{} does not begin with its origin", file.display());
    }
}

fn is_marked(file: &Path) -> bool {
    fs::read_to_string(file).is_ok_and(|text| {
        text.starts_with("//! Generated by `cargo xtask codegen`, do not edit by hand.")
    })
}

/// A derive cannot export a list, so the names that Lambda sets itself stand
/// in the derive and in the library.
#[test]
fn both_lists_of_reserved_variables_are_the_same() {
    let read = |path: &str| {
        let text = fs::read_to_string(root().join(path)).expect("a file with the list");
        let list = text.split("const RESERVED").nth(1).and_then(|t| t.split("];").next());
        let names = list.expect("the list `RESERVED`").split('"').skip(1).step_by(2);
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort();
        names
    };
    let derive = read("construct-lib/contract-derive/src/environment.rs");
    assert!(derive.len() > 10, "only {derive:?}");
    assert_eq!(derive, read("construct-lib/src/lambda/environment.rs"));
}

/// Only code that runs in Lambda calls AWS, and nobody waits for the SDK who
/// does not build such code.
#[test]
fn only_handlers_have_the_aws_sdk() {
    let offenders: Vec<String> = sources()
        .into_iter()
        .filter(|s| s.path.ends_with("Cargo.toml") && !is_handler(&s.path))
        // The workspace's own manifest names versions; benchmarks compare.
        .filter(|s| !s.path.starts_with("bench/"))
        .flat_map(|s| {
            lines_with(&s, |line| line.starts_with("aws-") || line.starts_with("lambda_runtime"))
        })
        .collect();
    none(&offenders, "the AWS SDK is for handlers alone");
}

fn is_handler(path: &str) -> bool {
    path.starts_with("handlers/")
        // What handlers run on.
        || path.starts_with("runtime/")
        || (path.starts_with("examples/") && path.ends_with("/handler/Cargo.toml"))
}

/// An example that the table leaves out is found by nobody.
#[test]
fn every_example_stands_in_the_table() {
    let table = fs::read_to_string(root().join("examples/README.md")).expect("the table");
    let mut names: Vec<String> = sources()
        .iter()
        .filter_map(|s| s.path.strip_prefix("examples/")?.strip_suffix("/Cargo.toml"))
        .filter(|name| !name.contains('/'))
        .map(str::to_owned)
        .collect();
    names.sort();
    assert!(!names.is_empty(), "no example");
    let rows: Vec<String> = table
        .lines()
        .filter_map(|line| Some(line.strip_prefix("| [")?.split_once(']')?.0.to_owned()))
        .collect();
    let mut sorted = rows.clone();
    sorted.sort();
    assert_eq!(sorted, names, "examples/README.md lists each example once");
    for name in names {
        let example = root().join("examples").join(&name);
        for file in ["README.md", "src/main.rs", "src/lib.rs", "handler/Cargo.toml"] {
            assert!(example.join(file).is_file(), "the example `{name}` has no {file}");
        }
        let snapshot = format!("snapshots/templates/{name}.snap");
        assert!(root().join(&snapshot).is_file(), "the example `{name}` has no {snapshot}");
    }
}
