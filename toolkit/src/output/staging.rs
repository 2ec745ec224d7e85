//! A directory in which a new state is written before it is put into place.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;

use super::files;
use super::lock::Lock;
use crate::failure::{Failure, Named as _};

/// How the name of a directory that is being written ends.
pub(super) const NEW: &str = ".new";
/// How the name of a directory that was renamed away ends.
pub(super) const OLD: &str = ".old";

/// A directory in which a new state is written; removed unless it is published.
#[derive(Debug)]
pub(crate) struct Staging {
    path: PathBuf,
    /// Tells other processes that this one is still there.
    _lock: Lock,
    published: bool,
}

impl Staging {
    /// Makes one in `yard`, whose lock is held.
    pub(super) fn create(yard: &Path, prefix: &str) -> Result<Self, Failure> {
        // Two containers on one file system may have processes of one number.
        let mut attempt = 0;
        let path = loop {
            let path = yard.join(format!("{prefix}{}-{attempt}{NEW}", process::id()));
            match fs::create_dir(&path) {
                Ok(()) => break path,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => attempt += 1,
                Err(error) => return Err(Failure::file("create", &path, &error)),
            }
        };
        let staging = Self { _lock: Lock::wait(&path), path, published: false };
        files::open_directory(&staging.path).named("create", &staging.path)?;
        Ok(staging)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes one file of the new state; `name` may have a directory in it.
    pub(crate) fn write(&self, name: &str, contents: &[u8]) -> Result<(), Failure> {
        let path = self.path.join(name);
        if let Some(directory) = path.parent()
            && directory != self.path
        {
            files::make_directory(directory)?;
        }
        files::write_file(&path, contents)
    }

    /// Reads one file of the new state.
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let path = self.path.join(name);
        fs::read(&path).named("read", &path)
    }

    /// Copies one file into the new state.
    pub(crate) fn copy(&self, from: &Path, name: &str) -> Result<(), Failure> {
        let path = self.path.join(name);
        if let Some(directory) = path.parent() {
            files::make_directory(directory)?;
        }
        files::copy_file(from, &path)
    }

    /// Where the state that this one replaces is kept while they change places.
    pub(super) fn old_path(&self) -> PathBuf {
        self.path.with_extension(&OLD[1..])
    }

    /// The directory was renamed: there is nothing to remove.
    pub(super) fn forget(mut self) {
        self.published = true;
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.published {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
