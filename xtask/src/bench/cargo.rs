//! Cargo, with a target directory of the benchmarks' own.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::directory;
use super::measure::{self, Cost};
use crate::error::{Context as _, Error, Result};
use crate::root;

/// How something is compiled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Profile {
    Dev,
    Release,
    /// The one for handlers.
    Lambda,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
            Self::Lambda => "lambda",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            other => other.name(),
        }
    }
}

/// Where all but the clean builds go.
pub(super) fn target() -> PathBuf {
    directory().join("build")
}

/// Builds a package of this workspace and gives its binary.
pub(super) fn binary(package: &str, profile: Profile) -> Result<PathBuf> {
    built(&root(), package, profile)
}

/// Builds the package in a folder of `bench`, which is no member, and gives its binary.
pub(super) fn foreign(folder: &str, package: &str, profile: Profile) -> Result<PathBuf> {
    built(&root().join("bench").join(folder), package, profile)
}

fn built(directory: &Path, package: &str, profile: Profile) -> Result<PathBuf> {
    build(directory, package, profile, &target())?;
    Ok(target().join(profile.folder()).join(package))
}

/// Builds a package, and tells what that cost.
pub(super) fn build(
    directory: &Path,
    package: &str,
    profile: Profile,
    target: &Path,
) -> Result<Cost> {
    crate::report(&format!("building {package}, {} profile", profile.name()));
    let mut cargo = command(directory, target);
    cargo.args(["build", "--locked", "--quiet", "--package", package]);
    cargo.args(["--profile", profile.name()]);
    measure::run(cargo)
}

/// A cargo command that builds in `target`.
pub(super) fn command(directory: &Path, target: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(directory).env("CARGO_TARGET_DIR", target);
    cargo
}

/// The crates that are compiled for a package, itself included: name and version.
pub(super) fn crates(directory: &Path, package: &str) -> Result<Vec<String>> {
    let mut cargo = command(directory, &target());
    cargo.args(["tree", "--locked", "--edges", "normal,build", "--prefix", "none"]);
    let text = output(cargo.args(["--format", "{p}", "--package", package]))?;
    Ok(unique(&text))
}

fn unique(tree: &str) -> Vec<String> {
    let line = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let mut all: Vec<String> = tree.lines().filter(|l| !l.is_empty()).map(line).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What a command prints.
pub(super) fn output(command: &mut Command) -> Result<String> {
    let name = Path::new(command.get_program()).display().to_string();
    let output = command.output().context(&name)?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(Error::new(format!("{name} ended with {}:\n{text}", output.status)));
    }
    String::from_utf8(output.stdout).context(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_counts_once() {
        let tree = "app v0.1.0 (/somewhere)\nserde v1.0.0\nserde v1.0.0 (*)\nserde v2.0.0\n\n";
        assert_eq!(unique(tree), ["app v0.1.0", "serde v1.0.0", "serde v2.0.0"]);
    }
}
