//! Findings as text for people and as JSON for tools.

use std::fmt;

use super::{Diagnostic, Severity};
use crate::json::Json;

/// Findings, laid out for a person to read.
///
/// Warnings that were acknowledged are left out.
///
/// ```
/// use construct_core::{App, Construct, Node, Report};
///
/// let app = App::new();
/// let _ = Node::new(&app, "Table");
/// let _ = Node::new(&app, "Table");
/// let text = Report::new(&app.node().diagnostics()).to_string();
/// assert!(text.starts_with("error[duplicate-construct-id]: two constructs named `Table`"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    diagnostics: &'a [Diagnostic],
    color: bool,
}

impl<'a> Report<'a> {
    /// Lays out these findings.
    #[must_use]
    pub fn new(diagnostics: &'a [Diagnostic]) -> Self {
        Self { diagnostics, color: false }
    }

    /// Colours the heads, for a terminal.
    #[must_use]
    pub fn color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }

    fn paint(self, code: &'static str) -> &'static str {
        if self.color { code } else { "" }
    }

    fn write_one(self, f: &mut fmt::Formatter<'_>, d: &Diagnostic) -> fmt::Result {
        let head = self.paint(match d.severity() {
            Severity::Error => "\x1b[1;31m",
            Severity::Warning => "\x1b[1;33m",
            Severity::Info => "\x1b[1;36m",
        });
        let (bold, dim, plain) =
            (self.paint("\x1b[1m"), self.paint("\x1b[36m"), self.paint("\x1b[0m"));
        writeln!(f, "{head}{}[{}]{plain}{bold}: {}{plain}", d.severity(), d.code(), d.message())?;
        let path = match d.path() {
            "" => "the app".to_owned(),
            path => on_one_line(path),
        };
        write!(f, "  {dim}-->{plain} {path}")?;
        for (i, line) in d.lines().iter().enumerate() {
            write!(f, "{}{line}", if i == 0 { " (" } else { ", in " })?;
        }
        writeln!(f, "{}", if d.lines().is_empty() { "" } else { ")" })?;
        if let Some(help) = d.help_text() {
            writeln!(f, "  {dim}help{plain}: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.diagnostics.iter().filter(|d| d.acknowledged().is_none());
        for (i, diagnostic) in shown.enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            self.write_one(f, diagnostic)?;
        }
        Ok(())
    }
}

/// An id may hold anything, a line break included.
fn on_one_line(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_control() {
            text.extend(c.escape_default());
        } else {
            text.push(c);
        }
    }
    text
}

/// Findings as a JSON array, acknowledged warnings included.
#[must_use]
pub fn render_json(diagnostics: &[Diagnostic]) -> String {
    let mut json = Json::indented_by(2, 256 * diagnostics.len());
    json.list(|list| diagnostics.iter().for_each(|d| write_json(list.item(), d)));
    // The writer gives nothing but UTF-8.
    String::from_utf8(json.finish()).unwrap_or_default()
}

fn write_json(json: &mut Json, d: &Diagnostic) {
    fn text(json: &mut Json, text: Option<&str>) {
        match text {
            Some(text) => json.text(text),
            None => json.null(),
        }
    }
    json.object(|o| {
        text(o.word("acknowledged"), d.acknowledged());
        o.word("code").text(d.code());
        text(o.word("help"), d.help_text());
        o.word("lines").list(|list| {
            for line in d.lines() {
                list.item().object(|o| {
                    o.word("file").text(line.file());
                    o.word("line").int(i64::from(line.line()));
                });
            }
        });
        o.word("message").text(d.message());
        o.word("path").text(d.path());
        o.word("severity").text(&d.severity().to_string());
    });
}
