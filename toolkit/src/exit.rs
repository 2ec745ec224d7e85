//! How the process ends.

use std::process::ExitCode;

/// How the process ends; the greatest of all that went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Exit {
    /// Everything asked for was done.
    #[default]
    Done = 0,
    /// The app has errors, and nothing was written.
    App = 1,
    /// The command line is wrong, and nothing was done.
    Usage = 2,
    /// A handler could not be built or packaged; the templates are complete.
    Handler = 3,
    /// A tool or a target that a handler needs is missing; the templates are complete.
    Toolchain = 4,
    /// A file could not be read or written.
    File = 5,
}

/// The table of exit codes, as `--help` prints it.
pub(crate) const TABLE: &str = "\
Exit codes:
  0  done
  1  the app has errors; nothing was written
  2  the command line is wrong
  3  a handler could not be built or packaged; the templates are complete
  4  a tool or a target that a handler needs is missing; the templates are complete
  5  a file could not be read or written";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::{Exit, TABLE};

    #[test]
    fn the_table_has_each_code_once() {
        let all = [Exit::Done, Exit::App, Exit::Usage, Exit::Handler, Exit::Toolchain, Exit::File];
        assert_eq!(TABLE.lines().count(), all.len() + 1);
        for exit in all {
            let row = format!("\n  {}  ", exit as u8);
            assert_eq!(TABLE.matches(&row).count(), 1, "{exit:?}");
        }
    }
}
