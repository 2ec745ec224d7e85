//! Repository tasks: `cargo xtask <command>`.
//!
//! Each command is one row of [`COMMANDS`] and one module.

mod bench;
mod catalogue;
mod codegen;
mod error;
mod fuzz;
mod json;
mod schema;
mod spec;
mod test;
#[cfg(test)]
mod tidy;

use error::{Error, Result};
use std::{env, io::Write, path::PathBuf, process::ExitCode};

/// One command of the dispatcher.
struct Command {
    name: &'static str,
    usage: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "spec",
        usage: "spec update [--bump]               rebuild xtask/spec from the pinned packages\n  \
                spec iam [--bump]                  rebuild the catalogue of IAM from the pinned packages\n  \
                spec diff [OLD [NEW]]              what changed, for the changelog",
        run: spec::run,
    },
    Command {
        name: "codegen",
        usage: "codegen [--check | --accept PLACE...] write construct-lib/cfn from xtask/spec",
        run: codegen::run,
    },
    Command {
        name: "test",
        usage: "test [--no-judges | --cargo-lambda-build]   run every test, outside judges included",
        run: test::run,
    },
    Command {
        name: "fuzz",
        usage: "fuzz [--seconds N] [--seed N] [--corpus FOLDER]   mutate templates, read and write them",
        run: fuzz::run,
    },
    Command {
        name: "bench",
        usage: "bench [PART]... [--quick] [--check] measure, and write BENCHMARKS.md",
        run: bench::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let name = arguments.first().map(String::as_str);
    match COMMANDS.iter().find(|command| Some(command.name) == name) {
        Some(command) => (command.run)(&arguments[1..]),
        None => Err(Error::new(format!("usage: cargo xtask <command>\n\n{}", usage()))),
    }
}

fn usage() -> String {
    COMMANDS.iter().map(|command| format!("  {}\n", command.usage)).collect()
}

/// Tells the person at the terminal something. Results are files, so all text is progress or error.
fn report(text: &str) {
    // A closed terminal is no reason to stop a task that writes files.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The repository's root folder.
fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}
