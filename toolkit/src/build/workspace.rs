//! The cargo workspace that the handlers belong to.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::environment::Environment;

/// Finds the root of the workspace without cargo, which takes longer than
/// everything else a run does: the root is where `Cargo.lock` is.
///
/// `cargo run` says where the app's package is; a program that is started by
/// itself is looked for around the current directory, then around its own file.
pub(crate) fn root(environment: &Environment) -> Option<PathBuf> {
    let package = environment.get("CARGO_MANIFEST_DIR").map(Path::new);
    let starts = [package, Some(environment.directory()), environment.executable()];
    let found = starts.into_iter().flatten().find_map(|start| {
        let mut above = start.ancestors();
        above.find(|directory| directory.join("Cargo.lock").is_file())
    });
    found.map(Path::to_path_buf)
}

/// The binaries of a workspace, as `cargo metadata` lists them.
#[derive(Debug, Default)]
pub(super) struct Binaries {
    /// The name of each binary, and of its package.
    all: Vec<(String, String)>,
}

/// Where a binary is found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lookup<'a> {
    /// In this package.
    In(&'a str),
    /// In several, so that its name does not tell which is meant.
    Ambiguous(Vec<&'a str>),
    /// Nowhere.
    Unknown,
}

impl Binaries {
    /// Reads what `cargo metadata --no-deps` prints.
    pub(super) fn parse(metadata: &[u8]) -> serde_json::Result<Self> {
        let metadata: Value = serde_json::from_slice(metadata)?;
        let mut all = Vec::new();
        for package in items(&metadata["packages"]) {
            for target in items(&package["targets"]) {
                let is_binary = items(&target["kind"]).iter().any(|kind| kind == "bin");
                let names = (target["name"].as_str(), package["name"].as_str());
                if let (true, (Some(binary), Some(package))) = (is_binary, names) {
                    all.push((binary.to_owned(), package.to_owned()));
                }
            }
        }
        all.sort_unstable();
        Ok(Self { all })
    }

    pub(super) fn find(&self, binary: &str) -> Lookup<'_> {
        let found = self.all.iter().filter(|(name, _)| name == binary);
        let packages: Vec<&str> = found.map(|(_, package)| package.as_str()).collect();
        match packages[..] {
            [] => Lookup::Unknown,
            [package] => Lookup::In(package),
            _ => Lookup::Ambiguous(packages),
        }
    }

    /// The names of all binaries.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.all.iter().map(|(name, _)| name.as_str()).collect();
        names.dedup();
        names
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Binaries, Lookup, root};
    use crate::environment::Environment;
    use crate::testing::temporary;

    #[test]
    fn binaries_are_found_by_name() {
        let metadata = br#"{"packages": [
            {"name": "orders", "targets": [
                {"name": "orders", "kind": ["lib"]},
                {"name": "create", "kind": ["bin"]},
                {"name": "twice", "kind": ["bin"]},
                {"name": "sketch", "kind": ["example"]}]},
            {"name": "users", "targets": [{"name": "twice", "kind": ["bin"]}]}]}"#;
        let binaries = Binaries::parse(metadata).unwrap();
        assert_eq!(binaries.find("create"), Lookup::In("orders"));
        let both = Lookup::Ambiguous(vec!["orders", "users"]);
        assert_eq!(binaries.find("twice"), both);
        for name in ["orders", "sketch", "absent"] {
            assert_eq!(binaries.find(name), Lookup::Unknown);
        }
        assert_eq!(binaries.names(), ["create", "twice"]);
    }

    #[test]
    fn the_root_is_above_the_package_that_cargo_runs() {
        let directory = temporary();
        fs::create_dir_all(directory.join("app/src")).unwrap();
        fs::create_dir_all(directory.join("elsewhere")).unwrap();
        fs::write(directory.join("Cargo.lock"), "").unwrap();
        let app = directory.join("app");
        let run_by_cargo = Environment::of(
            &[("CARGO_MANIFEST_DIR", app.to_str().unwrap())],
            std::path::Path::new("/"),
        );
        assert_eq!(root(&run_by_cargo).as_deref(), Some(&*directory));
        let run_by_hand = Environment::of(&[], &app.join("src"));
        assert_eq!(root(&run_by_hand).as_deref(), Some(&*directory));
    }
}
