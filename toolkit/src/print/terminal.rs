//! The two streams.

use std::io::{self, IsTerminal as _};

use construct_lib::{Diagnostic, Report, render_json};

use crate::assembly::Json;
use crate::cli::{Color, Format, Options};
use crate::environment::Environment;

/// Where to print, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    color: bool,
    quiet: bool,
    format: Format,
    /// Standard output belongs to the program that runs this one.
    mute: bool,
}

impl Terminal {
    pub(crate) fn new(options: &Options, environment: &Environment) -> Self {
        let color = match options.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                io::stderr().is_terminal()
                    && environment.get("NO_COLOR").is_none()
                    && environment.text("TERM") != Some("dumb")
            }
        };
        Self {
            color,
            quiet: options.quiet,
            format: options.format,
            mute: environment.output_of_cdk().is_some(),
        }
    }

    /// Whether only errors are printed.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Whether one JSON document is printed.
    pub(crate) fn is_json(self) -> bool {
        self.format == Format::Json
    }

    /// Whether a person can see a line change.
    pub(crate) fn is_live(self) -> bool {
        io::stderr().is_terminal()
    }

    /// A result for a person.
    pub(crate) fn result(self, text: &str) {
        if !self.is_json() && !self.mute {
            print(&mut io::stdout().lock(), text);
        }
    }

    /// The result for a tool, with the findings.
    pub(crate) fn document<const N: usize>(
        self,
        entries: [(&'static str, Json); N],
        diagnostics: &[Diagnostic],
    ) {
        if self.is_json() && !self.mute {
            let diagnostics = ("diagnostics", Json::Raw(render_json(diagnostics)));
            let document = Json::object(entries.into_iter().chain([diagnostics]));
            print(&mut io::stdout().lock(), &document.pretty());
        }
    }

    /// What is going on.
    pub(crate) fn progress(self, line: &str) {
        if !self.quiet {
            print(&mut io::stderr().lock(), &format!("{line}\n"));
        }
    }

    /// Findings, for a person.
    ///
    /// The official CDK command prints the warnings itself, out of the manifest.
    pub(crate) fn report(self, diagnostics: &[Diagnostic]) {
        if self.is_json() && !self.mute {
            return;
        }
        let skip_warnings = self.quiet || self.mute;
        let shown: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|d| d.is_error() || !skip_warnings)
            .filter(|d| d.acknowledged().is_none())
            .cloned()
            .collect();
        if !shown.is_empty() {
            let report = Report::new(&shown).color(self.color).to_string();
            print(&mut io::stderr().lock(), &report);
        }
    }
}

/// A reader that has seen enough closes its end, which is no failure of ours.
fn print(stream: &mut dyn io::Write, text: &str) {
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}
