//! `cargo xtask fuzz`: mutates templates for as long as one likes.

use std::process::Command;

use crate::error::{Error, Result};
use crate::root;

/// Runs the example `fuzz` of construct-document, optimised.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root());
    cargo.args(["run", "--release", "--locked", "-p", "construct-document", "--example", "fuzz"]);
    cargo.arg("--").args(arguments);
    let status = cargo.status().map_err(|e| Error::new(format!("cargo cannot be started: {e}")))?;
    if status.success() { Ok(()) } else { Err(Error::new("some texts failed, see above")) }
}
