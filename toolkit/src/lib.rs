//! The command line that every construct-lib app gets with one call.
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! use construct_lib::{Stack, StackProps};
//!
//! fn main() -> ExitCode {
//!     toolkit::run(|app| {
//!         Stack::new(app, "Orders", StackProps::new());
//!     })
//! }
//! ```
//!
//! # Commands
//!
//! | command | what it does |
//! |---|---|
//! | `synth` | writes the templates to `cdk.out`, builds the handlers, prints the commands that deploy them |
//! | `list` | prints the paths of the stacks |
//! | `build` | builds the handlers alone |
//! | `openapi` | prints the OpenAPI document of an API |
//!
//! Results go to standard output and everything else to standard error. With
//! `--format json` there is one JSON document on standard output: the stacks
//! and the diagnostics.
//!
//! # Output
//!
//! `cdk.out` is a CDK cloud assembly: `manifest.json`, one
//! `<stack>.template.json` for each stack, and `assets/<handler>-<processor>.zip`.
//! It is replaced as a whole; a process that is killed leaves the old state or
//! the new one.
//!
//! `synth` ends with the commands that deploy each stack with the plain AWS CLI,
//! between `# --- deploy <stack> ---` and `# --- end ---`, and those that delete
//! it, between `# --- delete <stack> ---` and `# --- end ---`.
//!
//! # Context
//!
//! `-c key=value` sets a text that the app reads with `Node::try_context`; typed
//! with `Node::context`. Below it count `context` of `cdk.json` and
//! `cdk.context.json`, both beside the manifest of the workspace.
//!
//! What an app looks up (`Stack::availability_zones`, `lookup::ssm_parameter`,
//! `ContextQuery`) is found in `cdk.context.json`. What is not there yet is an
//! error of `synth`, and the official `cdk` command finds it out: it runs the
//! app, looks up what is missing, keeps it in that file, and runs the app again.
//! Check the file in, and nobody else needs an account. `list` and `build` go on
//! with stand-ins.
//!
//! # Handlers
//!
//! All handlers are built by one call of `cargo build` with the profile
//! `lambda`: the workspace's own, else one that makes small programs. What this
//! host cannot build by itself is built by `cargo lambda`, else for a static musl
//! target, whichever is installed; nothing is ever installed. What was built is
//! kept in `construct/` below cargo's target directory, and cargo is not even
//! called when nothing changed.
//!
//! # OpenAPI
//!
//! `openapi` prints a document of OpenAPI 3.1 of one API, made of the finished
//! template: operations, parameters, models, who may call, servers. It builds
//! no handler. `--check FILE` fails unless the file holds that document, for one
//! that is kept with the sources. With `--format json` all APIs of the app are
//! printed, each with its document or the reason why it has none.
//!
//! # Features
//!
//! `cargo-lambda-build`, off by default: the crate of that name builds the
//! handlers, as `cargo lambda` does, in a process of its own. It adds some 350
//! crates to the build of the app. Nothing is installed by it either: without zig
//! it builds for this machine's own processor only. Its settings in
//! `package.metadata.lambda` do not count; the profile `lambda` does.
//!
//! # Exit codes
//!
//! | code | meaning |
//! |---|---|
//! | 0 | everything asked for was done |
//! | 1 | the app has errors; nothing was written |
//! | 2 | the command line is wrong |
//! | 3 | a handler could not be built or packaged; the templates are complete |
//! | 4 | a tool or a target that a handler needs is missing; the templates are complete |
//! | 5 | a file could not be read or written |
//!
//! When several things go wrong, the greatest code tells.
//!
//! # The official CDK command
//!
//! `cdk deploy --app 'cargo run -q -- synth'` works: under that command the
//! assembly goes to where the command asks for it, assets go to the bucket of
//! the CDK's bootstrap stack, and nothing is printed to standard output.

mod assembly;
mod build;
mod cli;
mod codes;
mod command;
mod context;
mod digest;
mod environment;
mod exit;
mod failure;
mod near;
mod outcome;
mod output;
mod print;
mod selection;
mod session;
#[cfg(test)]
mod testing;

use std::process::ExitCode;

use clap::Parser as _;
use construct_lib::App;

pub use outcome::Outcome;

use cli::{Cli, Command};
use environment::Environment;
use exit::Exit;
use failure::Findings;
use session::{Build, Session};

/// The whole `main` of an app: reads the command line and does what it says.
///
/// `build` fills the app. It is an `Fn`, because a look-up of context may make
/// it run again. It may return nothing or a `Result`; an error ends the program
/// with a message and the exit code 1.
///
/// # Example
///
/// ```no_run
/// use std::process::ExitCode;
///
/// use construct_lib::{Construct, Stack, StackProps};
///
/// fn main() -> ExitCode {
///     toolkit::run(|app| {
///         let stage = app.node().try_context("stage").ok_or("set `-c stage=NAME`")?;
///         Stack::new(app, &format!("Orders-{stage}"), StackProps::new());
///         Ok::<(), &str>(())
///     })
/// }
/// ```
#[track_caller]
pub fn run<O: Outcome>(build: impl Fn(&App) -> O) -> ExitCode {
    // Made here, where the caller is known: a finding about the app names the
    // line of the user's `run`.
    let app = App::new();
    // One handle is never dropped, so the tree is never freed piece by piece:
    // that takes a sixth of a large synthesis, and the process ends here.
    std::mem::forget(app.clone());
    main(app, &|app| build(app).into_result())
}

/// A person who just runs the app sees what it can do.
fn help(environment: &Environment) -> ExitCode {
    let arguments = [environment.program(), "-h".as_ref()];
    if let Err(help) = Cli::try_parse_from(arguments) {
        let _ = help.print();
    }
    Exit::Done.into()
}

/// Not generic, so that it is compiled once, in this crate.
fn main(app: App, build: Build<'_>) -> ExitCode {
    let environment = Environment::read();
    #[cfg(feature = "cargo-lambda-build")]
    if let Some(code) = build::dispatch(&environment, &environment::arguments()) {
        return code;
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed stream is no failure of ours.
            let _ = error.print();
            return match error.exit_code() {
                0 => Exit::Done.into(),
                _ => Exit::Usage.into(),
            };
        }
    };
    let command = match cli.command {
        Some(command) => command,
        // The official CDK command runs the app as it is, without arguments.
        None if environment.output_of_cdk().is_some() => Command::Synth(cli::Synth::default()),
        None => return help(&environment),
    };
    let mut findings = Findings::default();
    let terminal = print::Terminal::new(&cli.options, &environment);
    match Session::new(app, build, environment, &cli.options) {
        Ok(session) => match command {
            Command::Synth(arguments) => command::synth(&session, &arguments, &mut findings),
            Command::List => command::list(&session, &mut findings),
            Command::Build { names } => command::build(&session, &names, &mut findings),
            Command::Openapi(arguments) => {
                command::openapi(&session, &arguments, &mut findings);
            }
        },
        Err(failure) => {
            findings.add(failure);
            terminal.report(&findings.diagnostics);
            terminal.document([], &findings.diagnostics);
        }
    }
    findings.exit.into()
}
