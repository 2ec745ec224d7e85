//! `cargo xtask test`: every test of the repository, outside judges included.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Error, Result};
use crate::{report, root};

/// The judges that run as programs, in the order of their cost: the last three
/// build handlers, each once for all of them.
const JUDGES: &[&str] = &[
    "yaml/run.py",
    "openapi/run.py",
    "cfn_lint/run.py",
    "iam_actions/run.py",
    "defects/run.py",
    "ministack/apps.py",
    "ministack/e2e.py",
    "ministack/kinds.py",
    "cdk_cli/run.py",
];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let judges = match arguments {
        [] => true,
        [only] if only == "--no-judges" => false,
        [only] if only == "--cargo-lambda-build" => return cargo_lambda_build(),
        _ => {
            let usage = "usage: cargo xtask test [--no-judges | --cargo-lambda-build]";
            return Err(Error::new(usage));
        }
    };
    let mut failed = Vec::new();
    let mut note = |name: &str, result: Result<()>| {
        if let Err(error) = result {
            report(&format!("FAILED {name}: {error}"));
            failed.push(name.to_owned());
        }
    };
    note("cargo test", cargo_test());
    if judges {
        for judge in JUDGES {
            note(judge, run_judge(judge));
        }
    } else {
        report("SKIPPED: the outside judges (--no-judges)");
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("failed: {}", failed.join(", "))))
}

/// All tests of all crates; no snapshot may change, and none may be left over.
fn cargo_test() -> Result<()> {
    let references = root().join("target/snapshot-references.txt");
    if let Some(folder) = references.parent() {
        fs::create_dir_all(folder).map_err(|e| Error::new(format!("{}: {e}", folder.display())))?;
    }
    // What an earlier run referred to says nothing about this one.
    if references.exists() {
        fs::remove_file(&references)
            .map_err(|e| Error::new(format!("{}: {e}", references.display())))?;
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    cargo.env("INSTA_UPDATE", "no");
    cargo.env("INSTA_SNAPSHOT_REFERENCES_FILE", &references);
    succeed(cargo)?;
    unreferenced(&references)
}

/// The toolkit's optional build backend, which takes minutes to compile and is
/// not among the tests above.
fn cargo_lambda_build() -> Result<()> {
    const TOOLKIT: [&str; 5] =
        ["-p", "construct-toolkit", "--locked", "--features", "cargo-lambda-build"];
    let mut app = Command::new(env!("CARGO"));
    app.arg("build").args(TOOLKIT).args(["--example", "described"]);
    succeed(app)?;
    let mut tests = Command::new(env!("CARGO"));
    tests.arg("test").args(TOOLKIT).args(["--test", "it", "cargo_lambda_build"]);
    succeed(tests)
}

/// A snapshot that no test reads is a promise that nobody keeps.
fn unreferenced(references: &Path) -> Result<()> {
    let text = fs::read_to_string(references).map_err(|e| {
        Error::new(format!("no test read a snapshot: {}: {e}", references.display()))
    })?;
    let used: BTreeSet<PathBuf> =
        text.lines().filter_map(|line| fs::canonicalize(line).ok()).collect();
    let mut left = Vec::new();
    for path in files(&root().join("snapshots"))? {
        let is_snapshot = path.extension().is_some_and(|e| e == "snap");
        if is_snapshot && !fs::canonicalize(&path).is_ok_and(|p| used.contains(&p)) {
            left.push(path.display().to_string());
        }
    }
    if left.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("no test reads these snapshots, delete them:\n  {}", left.join("\n  "))))
}

/// All files below a folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let problem = |e: std::io::Error| Error::new(format!("{}: {e}", folder.display()));
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_dir() {
            all.extend(files(&path)?);
        } else {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

fn run_judge(judge: &str) -> Result<()> {
    report(&format!("\n--- judge {judge} ---"));
    let mut python = Command::new(python());
    python.arg(root().join("judges").join(judge)).current_dir(root());
    succeed(python)
}

/// The Python to use; the judges make their own environment with it.
#[expect(clippy::disallowed_methods, reason = "a task of the repository, far from any template")]
fn python() -> OsString {
    env::var_os("PYTHON").unwrap_or_else(|| "python3".into())
}

fn succeed(mut command: Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status =
        command.status().map_err(|e| Error::new(format!("{name} cannot be started: {e}")))?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("{name} ended with {status}"))) }
}
