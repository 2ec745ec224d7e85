//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exit::TABLE;

/// Templates and handlers of this app.
#[derive(Debug, Parser)]
#[command(
    version,
    about = "Writes this app's CloudFormation templates and builds its handlers.",
    after_help = "Run a command with `--help` to see all it takes.",
    after_long_help = TABLE,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) options: Options,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the templates, build the handlers, and print the commands that deploy them.
    #[command(after_long_help = TABLE)]
    Synth(Synth),
    /// Print the paths of the stacks.
    List,
    /// Build the handlers of the stacks, and write no template.
    #[command(after_long_help = TABLE)]
    Build {
        /// The stacks whose handlers to build; all by default.
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Print the OpenAPI document of an API.
    ///
    /// It is made of the template's routes, parameters, models and
    /// authorizers: OpenAPI 3.1, in JSON. No handler is built. A WebSocket API
    /// has none.
    #[command(after_long_help = TABLE)]
    Openapi(Openapi),
}

/// What `openapi` takes.
#[derive(Debug, Default, Args)]
pub(crate) struct Openapi {
    /// The API: its name or its logical id, with the path of its stack before it where several are called so.
    ///
    /// It can be left out when the app has only one.
    #[arg(value_name = "API")]
    pub(crate) api: Option<String>,
    /// Write YAML.
    #[arg(long)]
    pub(crate) yaml: bool,
    /// Write to this file instead of printing.
    #[arg(short, long, value_name = "FILE", conflicts_with = "check")]
    pub(crate) output: Option<PathBuf>,
    /// Print nothing, and fail unless this file holds the document.
    ///
    /// For a document that is kept with the sources, in a test of these.
    #[arg(long, value_name = "FILE")]
    pub(crate) check: Option<PathBuf>,
}

/// What `synth` takes.
#[derive(Debug, Default, Args)]
pub(crate) struct Synth {
    /// The stacks whose handlers to build and whose commands to print; all by default.
    ///
    /// The templates of all stacks are written. `Prod/*` names all stacks of a stage.
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// The directory to write; it is replaced as a whole.
    ///
    /// `cdk.out` by default. Under the official CDK command it is the
    /// directory that the command asks for, and other files in it stay.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Build no handler: take each as it was built last.
    #[arg(long)]
    pub(crate) no_build: bool,
    /// Write each stack's template as YAML too, and deploy that one.
    ///
    /// Functions stand in their long form, and what looks like another type
    /// in any version of YAML is quoted. Nested templates stay JSON.
    #[arg(long)]
    pub(crate) yaml: bool,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Set a context value, which the app reads with `try_context`.
    #[arg(
        short,
        long,
        value_name = "KEY=VALUE",
        value_parser = context,
        global = true
    )]
    pub(crate) context: Vec<(String, String)>,
    /// Print no progress and no warnings.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// How to print: `json` prints one document to standard output.
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) format: Format,
    /// When to colour what is printed.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", global = true)]
    pub(crate) color: Color,
}

/// For whom to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For tools.
    Json,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

fn context(argument: &str) -> Result<(String, String), String> {
    match argument.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write it as `key=value`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Cli, Command};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_context_value_may_hold_an_equals_sign() {
        let cli = Cli::parse_from(["app", "synth", "-c", "query=a=b", "-c", "empty="]);
        let expected = [("query", "a=b"), ("empty", "")].map(|(k, v)| (k.into(), v.into()));
        assert_eq!(cli.options.context, expected);
        assert!(matches!(cli.command, Some(Command::Synth(_))));
    }

    #[test]
    fn fails_on_a_context_value_without_a_key() {
        for argument in ["plain", "=value"] {
            assert!(Cli::try_parse_from(["app", "list", "-c", argument]).is_err());
        }
    }
}
