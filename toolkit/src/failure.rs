//! What went wrong outside the app: files, tools, arguments.

use std::io;
use std::path::Path;

use construct_lib::Diagnostic;

use crate::codes;
use crate::exit::Exit;

/// A finding that ends what was being done, and the exit code that it deserves.
///
/// Boxed, so that the results that carry it stay small.
#[derive(Debug)]
pub(crate) struct Failure(Box<(Exit, Diagnostic)>);

impl Failure {
    pub(crate) fn new(exit: Exit, diagnostic: Diagnostic) -> Self {
        Self(Box::new((exit, diagnostic)))
    }

    /// A file that could not be read or written; `what` is a verb such as `write`.
    pub(crate) fn file(what: &str, path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot {what} `{}`: {error}", path.display());
        Self::new(Exit::File, Diagnostic::error(codes::FILE, message))
    }

    pub(crate) fn exit(&self) -> Exit {
        self.0.0
    }

    pub(crate) fn into_diagnostic(self) -> Diagnostic {
        self.0.1
    }
}

/// Names the file that an [`io::Error`] is about.
pub(crate) trait Named<T> {
    /// Says that `what`, a verb such as `write`, failed on `path`.
    fn named(self, what: &str, path: &Path) -> Result<T, Failure>;
}

impl<T> Named<T> for io::Result<T> {
    fn named(self, what: &str, path: &Path) -> Result<T, Failure> {
        self.map_err(|error| Failure::file(what, path, &error))
    }
}

/// Everything found while a command ran.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) exit: Exit,
}

impl Findings {
    pub(crate) fn add(&mut self, failure: Failure) {
        self.exit = self.exit.max(failure.exit());
        self.diagnostics.push(failure.into_diagnostic());
    }

    pub(crate) fn fail(&mut self, exit: Exit, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.exit = self.exit.max(exit);
        self.diagnostics.extend(diagnostics);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.fail(other.exit, other.diagnostics);
    }

    pub(crate) fn warn(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }
}
