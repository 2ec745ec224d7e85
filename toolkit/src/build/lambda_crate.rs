//! The crate `cargo-lambda-build`, run in a process of its own.
//!
//! The crate ends the process that calls it when the compiler reports an
//! error, and zig's linker calls the program that it runs in. So this program
//! starts itself again, with a variable that says what it is to be.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use cargo_lambda_build::Zig;
use cargo_lambda_metadata::cargo::build::Build;
use cargo_lambda_metadata::cargo::load_metadata;
use clap::{Parser, Subcommand};

use crate::environment::Environment;

/// Marks the processes that are started for a build.
const MARK: &str = "CONSTRUCT_CARGO_LAMBDA_BUILD";

/// What a marked process is called with.
#[derive(Debug, Parser)]
enum Invocation {
    /// As `cargo lambda` is called.
    #[command(subcommand)]
    Lambda(Lambda),
    /// As the linker is called.
    #[command(subcommand)]
    Zig(Zig),
}

#[derive(Debug, Subcommand)]
enum Lambda {
    /// Builds binaries.
    Build(Box<Build>),
}

/// The call of the crate, to which the arguments of `cargo lambda` are added.
pub(super) fn command(environment: &Environment) -> Option<Command> {
    Some(Command::new(environment.executable()?))
}

/// The variables that the call needs.
pub(super) fn variables(cargo: &Path) -> [(OsString, OsString); 2] {
    [(MARK.into(), "1".into()), ("CARGO".into(), cargo.into())]
}

/// What this process was started for, when that was a build: does it.
pub(crate) fn dispatch(environment: &Environment, arguments: &[OsString]) -> Option<ExitCode> {
    environment.get(MARK)?;
    // The linker's tools are links to this program under their own names.
    let program = Path::new(environment.program()).file_stem().unwrap_or_default();
    let rest = || arguments.iter().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let done = match program.to_str() {
        Some("ar") => link(&Zig::Ar { args: rest() }),
        Some("lib") => link(&Zig::Lib { args: rest() }),
        Some(name) if name.ends_with("dlltool") => link(&Zig::Dlltool { args: rest() }),
        _ => match Invocation::try_parse_from(arguments) {
            Ok(Invocation::Lambda(Lambda::Build(build))) => run(*build),
            Ok(Invocation::Zig(zig)) => link(&zig),
            Err(error) => Err(error.to_string()),
        },
    };
    Some(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "error: cargo-lambda-build: {message}");
            ExitCode::FAILURE
        }
    })
}

fn link(zig: &Zig) -> Result<(), String> {
    zig.execute().map_err(|error| format!("{error:#}"))
}

fn run(mut build: Build) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let metadata = load_metadata(build.manifest_path(), None).map_err(|e| e.to_string())?;
    // Installing targets is the user's to decide, whatever the call says.
    build.skip_target_check = true;
    // Where the crate fails in the compiler, it ends this process itself.
    let done = runtime.block_on(cargo_lambda_build::run(&mut build, &metadata));
    done.map_err(|report| {
        let causes: Vec<String> = report.chain().map(ToString::to_string).collect();
        causes.join(": ")
    })
}
