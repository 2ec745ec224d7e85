//! One finding.

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to know; there is nothing to do.
    Info,
    /// Synthesis goes on.
    Warning,
    /// No template is written.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One line of the user's program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    file: Cow<'static, str>,
    line: u32,
}

impl SourceLine {
    /// A line of a file, counted from one.
    #[must_use]
    pub fn new(file: impl Into<Cow<'static, str>>, line: u32) -> Self {
        Self { file: file.into(), line }
    }

    /// The file, relative to the workspace.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from one.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }
}

impl From<&'static Location<'static>> for SourceLine {
    fn from(at: &'static Location<'static>) -> Self {
        Self { file: Cow::Borrowed(at.file()), line: at.line() }
    }
}

impl fmt::Display for SourceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// One finding: a stable code, what is wrong, where, and how to fix it.
///
/// ```
/// use construct_core::{App, Construct, Diagnostic};
///
/// let app = App::new();
/// app.node().report(
///     Diagnostic::warning("team-tag-missing", "no team is named").help("add a `team` tag"),
/// );
/// assert_eq!(app.node().diagnostics()[0].code(), "team-tag-missing");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    severity: Severity,
    code: Cow<'static, str>,
    message: Cow<'static, str>,
    help: Option<Cow<'static, str>>,
    path: String,
    lines: Vec<SourceLine>,
    node: Option<u32>,
    caller: Option<&'static Location<'static>>,
    accepted: Option<String>,
    property: Option<Box<str>>,
}

impl Diagnostic {
    /// A problem that leaves no template.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A doubt that leaves the template as it is.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// Something to know about a construct, without anything to do about it.
    #[must_use]
    pub fn info(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Severity::Info, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: Cow<'static, str>) -> Self {
        Self {
            severity,
            code: Cow::Borrowed(code),
            message,
            help: None,
            path: String::new(),
            lines: Vec::new(),
            node: None,
            caller: None,
            accepted: None,
            property: None,
        }
    }

    /// Says how to fix it.
    #[must_use]
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Places it at a construct path and lines, for findings made outside the tree.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>, lines: &[SourceLine]) -> Self {
        self.path = path.into();
        self.lines = lines.to_vec();
        self
    }

    /// Says that the line which calls this is where it went wrong, when that
    /// is not the line which made the construct: a grant, for example.
    #[track_caller]
    #[must_use]
    pub fn at_caller(mut self) -> Self {
        self.caller = Some(Location::caller());
        self
    }

    /// The same, for a line that was noted before.
    pub(crate) fn at_location(mut self, at: &'static Location<'static>) -> Self {
        self.caller = Some(at);
        self
    }

    pub(crate) fn caller(&self) -> Option<&'static Location<'static>> {
        self.caller
    }

    pub(crate) fn place(mut self, path: String, lines: Vec<SourceLine>, node: u32) -> Self {
        (self.path, self.lines, self.node) = (path, lines, Some(node));
        self
    }

    pub(crate) fn node_index(&self) -> Option<u32> {
        self.node
    }

    /// Says which property this is about, and that only AWS's schemas say so,
    /// which lag behind AWS: then an error can be accepted, too.
    pub(crate) fn contestable(mut self, property: String) -> Self {
        self.property = Some(property.into());
        self
    }

    pub(crate) fn accept(&mut self, reason: &str) {
        if self.property.is_some() {
            self.severity = self.severity.min(Severity::Warning);
        }
        if self.severity < Severity::Error {
            self.accepted = Some(reason.to_owned());
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Whether it keeps templates from being written.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The stable code, for example `duplicate-construct-id`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What is wrong, with the value received.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to fix it.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The path of the construct, for example `Orders/Table`; empty for the app.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The user's lines that led to the construct, innermost first.
    #[must_use]
    pub fn lines(&self) -> &[SourceLine] {
        &self.lines
    }

    /// The property that this is about, for example
    /// `Properties.KeySchema.0.KeyType`, when AWS's schemas found it.
    #[must_use]
    pub fn property(&self) -> Option<&str> {
        self.property.as_deref()
    }

    /// Why the warning was accepted, when it was.
    #[must_use]
    pub fn acknowledged(&self) -> Option<&str> {
        self.accepted.as_deref()
    }
}

/// Why there are no templates: all that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthError {
    diagnostics: Vec<Diagnostic>,
}

impl SynthError {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        Self { diagnostics }
    }

    /// Every finding, warnings included.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl fmt::Display for SynthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::Report::new(&self.diagnostics).fmt(f)
    }
}

impl std::error::Error for SynthError {}
