//! Files with the same modes whatever the user's mask.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::failure::{Failure, Named as _};

/// Writes a new file that everybody may read.
pub(crate) fn write_file(path: &Path, contents: &[u8]) -> Result<(), Failure> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(contents)?;
        open_up(&file, 0o644)
    };
    write().named("write", path)
}

/// Copies a file; everybody may read the copy.
pub(crate) fn copy_file(from: &Path, to: &Path) -> Result<(), Failure> {
    let mut source = File::open(from).named("read", from)?;
    let mut copy = || {
        let mut file = File::create(to)?;
        std::io::copy(&mut source, &mut file)?;
        open_up(&file, 0o644)
    };
    copy().named("write", to)
}

/// Makes a directory that everybody may read, and those above it.
pub(super) fn make_directory(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        return Ok(());
    }
    let make = || {
        fs::create_dir_all(path)?;
        open_directory(path)
    };
    make().named("create", path)
}

/// Lets everybody read a directory.
#[cfg(unix)]
pub(super) fn open_directory(path: &Path) -> std::io::Result<()> {
    open_up(&File::open(path)?, 0o755)
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the other systems have modes, which can fail to be set"
)]
pub(super) fn open_directory(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Removes a directory with all that is in it, if it is there.
pub(crate) fn remove_tree(path: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Failure::file("remove", path, &error))
        }
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn open_up(file: &File, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the other systems have modes, which can fail to be set"
)]
fn open_up(_file: &File, _mode: u32) -> std::io::Result<()> {
    Ok(())
}
