//! The output directory: replaced as a whole, or filled file by file.
//!
//! A new state is written to a staging directory first, and renamed into place
//! when it is complete. A process that is killed at any moment leaves the old
//! state, the new one, or one that the next run puts right:
//!
//! 1. The staging directory is written. Killed here, the old state stands, and
//!    the next run removes what was staged; a lock on the directory tells one
//!    that is abandoned from one that another process is writing.
//! 2. The old directory is renamed away. Killed here, nothing stands at the
//!    output's path, and the next run renames the old directory back.
//! 3. The staging directory is renamed into place. Killed here, the new state
//!    stands, and the next run removes the old one.
//!
//! This holds against a killed process, not against a power failure: nothing is
//! flushed to the disk, because everything here can be made again.
//!
//! Under the official CDK command the directory is that command's: it keeps
//! its locks there. Files are then renamed into it one by one, the manifest is
//! removed first and written last, and other files stay.

mod files;
mod known;
mod lock;
mod staging;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use construct_lib::Diagnostic;

pub(crate) use files::{copy_file, remove_tree, write_file};
pub(crate) use lock::Lock;
pub(crate) use staging::Staging;

use crate::codes;
use crate::exit::Exit;
use crate::failure::{Failure, Named as _};

/// The file that says what an assembly holds, and without which it is none.
pub(crate) const MANIFEST: &str = "manifest.json";

/// How a new state gets into the output directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The directory is replaced as a whole.
    Replace,
    /// Files are renamed into it one by one, and other files stay.
    Fill,
}

/// The output directory.
#[derive(Debug)]
pub(crate) struct Output {
    target: PathBuf,
    mode: Mode,
}

impl Output {
    /// Finds the place, puts right what a killed run left, and looks whether
    /// it may be written.
    pub(crate) fn open(path: &Path, mode: Mode, directory: &Path) -> Result<Self, Failure> {
        let target = resolve(path, directory)?;
        let output = Self { target, mode };
        if mode == Mode::Replace && directory.starts_with(&output.target) {
            let message =
                format!("the output directory `{}` holds the current directory", path.display());
            return Err(Failure::new(
                Exit::File,
                Diagnostic::error(codes::OUTPUT_UNUSABLE, message)
                    .help("name a directory below it, which can be replaced as a whole"),
            ));
        }
        if output.yard().is_dir() {
            let _lock = Lock::wait(output.yard());
            output.recover()?;
        }
        if mode == Mode::Replace {
            known::check(&output.target)?;
        }
        Ok(output)
    }

    /// An empty directory to write the new state to.
    pub(crate) fn stage(&self) -> Result<Staging, Failure> {
        fs::create_dir_all(self.yard()).named("create", self.yard())?;
        let _lock = Lock::wait(self.yard());
        Staging::create(self.yard(), &self.prefix())
    }

    /// Puts a complete new state into place.
    pub(crate) fn publish(&self, staging: Staging) -> Result<(), Failure> {
        let _lock = Lock::wait(self.yard());
        match self.mode {
            Mode::Replace => self.replace(staging),
            Mode::Fill => self.fill(&staging),
        }
    }

    /// Puts one file into the state that is in place, whole or not at all.
    pub(crate) fn add(&self, from: &Path, name: &str) -> Result<(), Failure> {
        let _lock = Lock::wait(self.yard());
        let to = self.target.join(name);
        let directory = to.parent().unwrap_or(&self.target);
        files::make_directory(directory)?;
        let partial = directory.join(format!(".{}.part", std::process::id()));
        copy_file(from, &partial)?;
        fs::rename(&partial, &to).named("write", &to)
    }

    /// The directory in which staging directories lie.
    fn yard(&self) -> &Path {
        match self.mode {
            Mode::Replace => self.target.parent().unwrap_or(&self.target),
            Mode::Fill => &self.target,
        }
    }

    /// How the names of staging directories begin; no other file's name does.
    fn prefix(&self) -> String {
        let name = self.target.file_name().unwrap_or_default();
        match self.mode {
            Mode::Replace => format!(".{}.construct-", name.to_string_lossy()),
            Mode::Fill => ".construct-".to_owned(),
        }
    }

    /// Removes what killed runs left. The yard's lock is held, so no other
    /// process is between two renames.
    fn recover(&self) -> Result<(), Failure> {
        let prefix = self.prefix();
        for entry in fs::read_dir(self.yard()).named("read", self.yard())? {
            let entry = entry.named("read", self.yard())?;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|n| n.starts_with(&prefix)) else {
                continue;
            };
            let path = entry.path();
            if name.ends_with(staging::OLD) && !self.target.exists() {
                fs::rename(&path, &self.target).named("restore", &self.target)?;
            } else if name.ends_with(staging::OLD)
                || (name.ends_with(staging::NEW) && Lock::is_free(&path))
            {
                remove_tree(&path)?;
            }
        }
        Ok(())
    }

    fn replace(&self, staging: Staging) -> Result<(), Failure> {
        // Somebody may have put files there while handlers were built.
        known::check(&self.target)?;
        let old = staging.old_path();
        match fs::rename(&self.target, &old) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) if is_mount(&error) => return Err(self.mounted()),
            Err(error) => return Err(Failure::file("replace", &self.target, &error)),
        }
        if let Err(error) = fs::rename(staging.path(), &self.target) {
            // Nothing stands there now: what stood there is better than that.
            let _ = fs::rename(&old, &self.target);
            return Err(Failure::file("write", &self.target, &error));
        }
        staging.forget();
        remove_tree(&old)
    }

    fn mounted(&self) -> Failure {
        let message = format!(
            "the output directory `{}` is mounted, and cannot be replaced",
            self.target.display()
        );
        Failure::new(
            Exit::File,
            Diagnostic::error(codes::OUTPUT_UNUSABLE, message).help("name a directory below it"),
        )
    }

    fn fill(&self, staging: &Staging) -> Result<(), Failure> {
        // Without a manifest nobody takes the files for an assembly while they
        // are of two ages.
        let manifest = self.target.join(MANIFEST);
        match fs::remove_file(&manifest) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Failure::file("replace", &manifest, &error));
            }
            _ => {}
        }
        let staged = staging.path().join(MANIFEST);
        // Those of stages are read only once this one is there.
        move_files(staging.path(), &self.target, &staged)?;
        fs::rename(&staged, &manifest).named("write", &manifest)
    }
}

/// Renames every file but one, directory by directory.
fn move_files(from: &Path, to: &Path, kept: &Path) -> Result<(), Failure> {
    files::make_directory(to)?;
    for entry in fs::read_dir(from).named("read", from)? {
        let entry = entry.named("read", from)?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            move_files(&path, &target, kept)?;
        } else if path != kept {
            fs::rename(path, &target).named("write", &target)?;
        }
    }
    Ok(())
}

fn is_mount(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::CrossesDevices)
}

/// The directory that `path` names, with links followed; it need not exist.
fn resolve(shown: &Path, directory: &Path) -> Result<PathBuf, Failure> {
    let path = &directory.join(shown);
    let unusable = |message: String, help: &'static str| {
        Failure::new(Exit::File, Diagnostic::error(codes::OUTPUT_UNUSABLE, message).help(help))
    };
    let text = shown.display();
    match fs::symlink_metadata(path) {
        Ok(metadata) => {
            if metadata.is_symlink() && !path.exists() {
                return Err(unusable(
                    format!("the output directory `{text}` is a link to nothing"),
                    "remove the link, or make the directory it leads to",
                ));
            }
            let resolved = path.canonicalize().named("find", shown)?;
            if !resolved.is_dir() {
                return Err(unusable(
                    format!("the output directory `{text}` is a file"),
                    "remove the file, or name another directory with `--output`",
                ));
            }
            Ok(resolved)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
                return Err(Failure::file("write", shown, &error));
            };
            // Links above it are followed as far as there is anything.
            let parent = parent.canonicalize().unwrap_or_else(|_| parent.to_path_buf());
            Ok(parent.join(name))
        }
        Err(error) => Err(Failure::file("write", shown, &error)),
    }
}

#[cfg(test)]
mod tests;
