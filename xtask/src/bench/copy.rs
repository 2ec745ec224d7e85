//! A copy of the workspace, to edit what must not be edited.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cargo::{self, output};
use super::directory;
use super::measure::{self, Cost};
use crate::error::{Context as _, Error, Result};
use crate::root;

/// A copy of every file that git knows, as it is now.
pub(super) struct Copy {
    root: PathBuf,
}

impl Copy {
    pub(super) fn make() -> Result<Self> {
        let copy = Self { root: directory().join("copy") };
        if copy.root.exists() {
            fs::remove_dir_all(&copy.root).context(copy.root.display())?;
        }
        let paths = output(Command::new("git").args(["ls-files", "-z"]).current_dir(root()))?;
        for path in paths.split('\0').filter(|path| !path.is_empty()) {
            let from = root().join(path);
            // Deleted, and not committed yet.
            if !from.exists() {
                continue;
            }
            let to = copy.root.join(path);
            let folder = to.parent().unwrap_or(&copy.root);
            fs::create_dir_all(folder).context(folder.display())?;
            fs::copy(&from, &to).context(from.display())?;
        }
        Ok(copy)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the copy is built.
    pub(super) fn target(&self) -> PathBuf {
        directory().join("copy-target")
    }

    /// Where the copy's app writes.
    pub(super) fn assembly(&self) -> PathBuf {
        directory().join("copy-out")
    }

    /// `cargo run -- synth --no-build`, as a user types it.
    pub(super) fn synth(&self) -> Result<Cost> {
        let mut cargo = cargo::command(&self.root, &self.target());
        cargo.args(["run", "--quiet", "--", "synth", "--no-build", "--output"]);
        cargo.arg(self.assembly());
        measure::run(cargo)
    }

    /// Replaces one text in one file.
    pub(super) fn edit(&self, path: &str, from: &str, to: &str) -> Result<()> {
        let file = self.root.join(path);
        let text = fs::read_to_string(&file).context(file.display())?;
        if !text.contains(from) {
            return Err(Error::new(format!("{path} does not hold `{from}`")));
        }
        fs::write(&file, text.replacen(from, to, 1)).context(file.display())
    }

    /// Whether what the app wrote holds a text.
    pub(super) fn wrote(&self, text: &str) -> Result<bool> {
        let files = crate::test::files(&self.assembly())?;
        let templates = files.iter().filter(|f| f.extension().is_some_and(|e| e == "json"));
        for file in templates {
            if fs::read_to_string(file).context(file.display())?.contains(text) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
