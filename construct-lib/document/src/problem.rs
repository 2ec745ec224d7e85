//! What is wrong with a text, where, and how to fix it.

use std::borrow::Cow;
use std::fmt;

use crate::element::Position;

/// The codes of problems. They are stable: scripts name them.
pub mod codes {
    /// The text is no JSON, or no YAML.
    pub const SYNTAX: &str = "template-syntax";
    /// The text is not UTF-8, or holds characters that no template may hold.
    pub const ENCODING: &str = "template-encoding";
    /// The text is larger than is read.
    pub const TOO_LARGE: &str = "template-too-large";
    /// Values stand inside values too deeply.
    pub const TOO_DEEP: &str = "template-too-deep";
    /// An object has a key twice.
    pub const DUPLICATE_KEY: &str = "template-duplicate-key";
    /// A key is not a text.
    pub const INVALID_KEY: &str = "template-invalid-key";
    /// A tag of YAML that is no function of CloudFormation's.
    pub const UNKNOWN_TAG: &str = "template-unknown-tag";
    /// Aliases of YAML that stand for too much, or for themselves.
    pub const ALIAS: &str = "template-alias";
    /// A number that JSON cannot hold.
    pub const INVALID_NUMBER: &str = "template-invalid-number";
    /// A value that readers of YAML 1.1 and 1.2 take for different things.
    pub const AMBIGUOUS: &str = "template-ambiguous-value";
    /// A template, or a part of it, is of another shape than CloudFormation takes.
    pub const STRUCTURE: &str = "template-structure";
    /// A section that CloudFormation does not know.
    pub const UNKNOWN_SECTION: &str = "template-unknown-section";
    /// A name that leads to no element of the template.
    pub const UNKNOWN_NAME: &str = "template-unknown-name";
    /// Elements of a template name each other in a circle.
    pub const CIRCULAR: &str = "template-circular";

    /// All codes.
    pub const ALL: &[&str] = &[
        SYNTAX,
        ENCODING,
        TOO_LARGE,
        TOO_DEEP,
        DUPLICATE_KEY,
        INVALID_KEY,
        UNKNOWN_TAG,
        ALIAS,
        INVALID_NUMBER,
        AMBIGUOUS,
        STRUCTURE,
        UNKNOWN_SECTION,
        UNKNOWN_NAME,
        CIRCULAR,
    ];
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The text was read; what it means is in doubt.
    Warning,
    /// The text was not read.
    Error,
}

/// What is wrong with a text, where, and how to fix it.
///
/// Shows as `template.yaml:12:7: what is wrong`; with `{:#}` the help stands
/// on a line of its own below.
///
/// ```
/// use construct_document::Document;
///
/// let problem = Document::parse("template.json", "{\"Resources\": {},}").unwrap_err();
/// assert_eq!(problem.to_string(), "template.json:1:18: a comma must be followed by a key");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    severity: Severity,
    code: &'static str,
    message: String,
    help: Cow<'static, str>,
    file: String,
    position: Position,
}

impl Problem {
    pub(crate) fn error(
        code: &'static str,
        position: Position,
        message: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            help: help.into(),
            file: String::new(),
            position,
        }
    }

    pub(crate) fn warning(
        code: &'static str,
        position: Position,
        message: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, position, message, help) }
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The stable code, one of [`codes`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to fix it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// The name that was given for the text.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where in the text.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.position, self.message)?;
        if f.alternate() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}
