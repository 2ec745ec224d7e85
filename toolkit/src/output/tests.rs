use std::fs;
use std::path::Path;

use super::{MANIFEST, Mode, Output};
use crate::testing::temporary;

fn put(output: &Output, files: &[(&str, &str)]) {
    let staging = output.stage().unwrap();
    for (name, contents) in files {
        staging.write(name, contents.as_bytes()).unwrap();
    }
    output.publish(staging).unwrap();
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_new_state_replaces_the_old_one_as_a_whole() {
    let directory = temporary();
    let open = || Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    put(&open(), &[(MANIFEST, "1"), ("A.template.json", "a")]);
    put(&open(), &[(MANIFEST, "2"), ("B.template.json", "b")]);
    let target = directory.join("cdk.out");
    assert_eq!(names(&target), ["B.template.json", MANIFEST]);
    assert_eq!(names(&directory), ["cdk.out"]);
}

#[test]
fn a_directory_of_the_cdk_keeps_its_other_files() {
    let directory = temporary();
    let target = directory.join("out");
    fs::create_dir(&target).unwrap();
    fs::write(target.join("synth.lock"), "1").unwrap();
    let open = || Output::open(Path::new("out"), Mode::Fill, &directory).unwrap();
    put(&open(), &[(MANIFEST, "1"), ("A.template.json", "a")]);
    put(&open(), &[(MANIFEST, "2"), ("A.template.json", "aa")]);
    assert_eq!(names(&target), ["A.template.json", MANIFEST, "synth.lock"]);
    assert_eq!(fs::read(target.join(MANIFEST)).unwrap(), b"2");
    assert_eq!(fs::read(target.join("A.template.json")).unwrap(), b"aa");
}

#[test]
fn the_manifests_of_stages_get_into_a_directory_of_the_cdk() {
    let directory = temporary();
    let open = || Output::open(Path::new("out"), Mode::Fill, &directory).unwrap();
    let stage = format!("assembly-Dev/{MANIFEST}");
    put(&open(), &[(MANIFEST, "1"), (&stage, "a")]);
    put(&open(), &[(MANIFEST, "2"), (&stage, "aa")]);
    assert_eq!(fs::read(directory.join("out").join(stage)).unwrap(), b"aa");
}

#[test]
fn what_was_staged_and_not_published_is_removed() {
    let directory = temporary();
    let output = Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    let staging = output.stage().unwrap();
    assert_eq!(names(&directory).len(), 1);
    drop(staging);
    assert!(names(&directory).is_empty());
}

#[test]
fn a_run_that_was_killed_while_writing_is_cleaned_up() {
    let directory = temporary();
    let left = directory.join(".cdk.out.construct-1-0.new");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("A.template.json"), "{").unwrap();
    Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    assert!(names(&directory).is_empty());
}

#[test]
fn a_run_that_was_killed_between_its_renames_is_put_right() {
    let directory = temporary();
    let old = directory.join(".cdk.out.construct-1-0.old");
    fs::create_dir(&old).unwrap();
    fs::write(old.join(MANIFEST), "old").unwrap();
    fs::create_dir(directory.join(".cdk.out.construct-1-0.new")).unwrap();
    Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    assert_eq!(names(&directory), ["cdk.out"]);
    let manifest = directory.join("cdk.out").join(MANIFEST);
    assert_eq!(fs::read(manifest).unwrap(), b"old");
}

#[test]
fn a_run_that_is_alive_is_left_alone() {
    let directory = temporary();
    let open = || Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    let first = open();
    let staging = first.stage().unwrap();
    staging.write(MANIFEST, b"first").unwrap();
    put(&open(), &[(MANIFEST, "second")]);
    first.publish(staging).unwrap();
    assert_eq!(names(&directory), ["cdk.out"]);
    let manifest = directory.join("cdk.out").join(MANIFEST);
    assert_eq!(fs::read(manifest).unwrap(), b"first");
}

#[test]
fn two_outputs_side_by_side_do_not_clean_up_each_other() {
    let directory = temporary();
    let a = Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    let staging = a.stage().unwrap();
    Output::open(Path::new("cdk"), Mode::Replace, &directory).unwrap();
    assert!(staging.path().is_dir());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_directory_is_followed_and_stays() {
    let directory = temporary();
    fs::create_dir(directory.join("real")).unwrap();
    std::os::unix::fs::symlink("real", directory.join("cdk.out")).unwrap();
    let output = Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    put(&output, &[(MANIFEST, "1")]);
    assert!(directory.join("cdk.out").is_symlink());
    assert_eq!(names(&directory.join("real")), [MANIFEST]);
}

#[cfg(unix)]
#[test]
fn fails_on_a_link_to_nothing() {
    let directory = temporary();
    std::os::unix::fs::symlink("nowhere", directory.join("cdk.out")).unwrap();
    check(&directory, "cdk.out", "is a link to nothing");
}

#[test]
fn fails_on_a_file_in_the_way() {
    let directory = temporary();
    fs::write(directory.join("cdk.out"), "").unwrap();
    check(&directory, "cdk.out", "is a file");
    check(&directory, "cdk.out/below", "cannot write");
}

#[test]
fn fails_on_the_current_directory() {
    let directory = temporary();
    check(&directory, ".", "holds the current directory");
    check(&directory, "..", "holds the current directory");
}

fn check(directory: &Path, path: &str, message: &str) {
    let failure = Output::open(Path::new(path), Mode::Replace, directory)
        .and_then(|output| output.stage().map(drop))
        .unwrap_err();
    let diagnostic = failure.into_diagnostic();
    let text = diagnostic.message();
    assert!(text.contains(message), "{text}");
    assert!(text.contains(&format!("`{path}`")), "{text}");
}

#[test]
fn a_file_is_added_to_the_state_in_place() {
    let directory = temporary();
    let output = Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    put(&output, &[(MANIFEST, "1")]);
    let file = directory.join("file.zip");
    fs::write(&file, "zip").unwrap();
    output.add(&file, "assets/a.zip").unwrap();
    let assets = directory.join("cdk.out/assets");
    assert_eq!(names(&assets), ["a.zip"]);
    assert_eq!(fs::read(assets.join("a.zip")).unwrap(), b"zip");
}

#[cfg(unix)]
#[test]
fn modes_do_not_depend_on_the_mask() {
    use std::os::unix::fs::PermissionsExt as _;
    let directory = temporary();
    let output = Output::open(Path::new("cdk.out"), Mode::Replace, &directory).unwrap();
    put(&output, &[(MANIFEST, "1")]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&output.target), 0o755);
    assert_eq!(mode(&output.target.join(MANIFEST)), 0o644);
}
