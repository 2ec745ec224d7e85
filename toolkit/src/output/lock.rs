//! Locks between processes, on directories.
//!
//! The system lets go of a lock when its process ends, however it ends. Where
//! directories cannot be locked (some network file systems), processes take
//! turns no longer, and nothing is taken for abandoned.

use std::fs::{File, TryLockError};
use std::path::Path;

/// A lock that is held until this is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _held: Option<File>,
}

impl Lock {
    /// Waits until no other process holds the lock.
    pub(crate) fn wait(path: &Path) -> Self {
        let held = handle(path).filter(|file| file.lock().is_ok());
        Self { _held: held }
    }

    /// Whether no process holds the lock.
    pub(crate) fn is_free(path: &Path) -> bool {
        handle(path).is_some_and(|file| match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
        })
    }
}

#[cfg(unix)]
fn handle(directory: &Path) -> Option<File> {
    File::open(directory).ok()
}

/// Where a directory cannot be opened, a file beside it stands for it.
#[cfg(not(unix))]
fn handle(directory: &Path) -> Option<File> {
    let mut name = directory.file_name()?.to_owned();
    name.push(".lock");
    File::create(directory.with_file_name(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use crate::testing::temporary;

    #[test]
    fn a_lock_is_free_once_its_holder_is_gone() {
        let directory = temporary();
        assert!(Lock::is_free(&directory));
        let lock = Lock::wait(&directory);
        assert!(!Lock::is_free(&directory));
        drop(lock);
        assert!(Lock::is_free(&directory));
    }
}
