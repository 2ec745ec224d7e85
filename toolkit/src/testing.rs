//! Directories for unit tests.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

/// An empty directory of its own, removed when dropped.
pub(crate) struct Temporary(PathBuf);

pub(crate) fn temporary() -> Temporary {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("toolkit-unit-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let path = env::temp_dir().join(name);
    fs::create_dir_all(&path).unwrap();
    Temporary(path.canonicalize().unwrap())
}

impl Deref for Temporary {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
