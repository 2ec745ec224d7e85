//! The process's surroundings, read once; nothing else in this crate asks for
//! them, but for the arguments, which go to the command line's parser.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The arguments that this process was started with, its name among them.
#[cfg(feature = "cargo-lambda-build")]
pub(crate) fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The environment variables and the current directory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Environment {
    variables: Vec<(OsString, OsString)>,
    directory: PathBuf,
    executable: Option<PathBuf>,
    program: OsString,
}

impl Environment {
    /// Reads them; the order of the variables does not depend on the shell.
    pub(crate) fn read() -> Self {
        let mut variables: Vec<_> = std::env::vars_os().collect();
        variables.sort_unstable();
        Self {
            variables,
            directory: std::env::current_dir().unwrap_or_default(),
            executable: std::env::current_exe().ok(),
            program: std::env::args_os().next().unwrap_or_default(),
        }
    }

    /// The name that this program was called by.
    pub(crate) fn program(&self) -> &OsStr {
        &self.program
    }

    /// The variable, if it is set to something.
    pub(crate) fn get(&self, name: &str) -> Option<&OsStr> {
        let (_, value) = self.variables.iter().find(|(key, _)| key == name)?;
        (!value.is_empty()).then_some(value)
    }

    /// The variable, if it is set to some text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str()
    }

    /// All variables, sorted by name.
    pub(crate) fn variables(&self) -> &[(OsString, OsString)] {
        &self.variables
    }

    /// The current directory.
    pub(crate) fn directory(&self) -> &std::path::Path {
        &self.directory
    }

    /// This program's file.
    pub(crate) fn executable(&self) -> Option<&std::path::Path> {
        self.executable.as_deref()
    }

    /// Whether the official CDK command runs this process.
    pub(crate) fn output_of_cdk(&self) -> Option<PathBuf> {
        self.get("CDK_OUTDIR").map(PathBuf::from)
    }

    /// How a person runs this program again.
    pub(crate) fn invocation(&self) -> String {
        if self.get("CARGO").is_some() {
            return "cargo run --".to_owned();
        }
        crate::print::quote(&self.program.to_string_lossy()).into_owned()
    }
}

#[cfg(test)]
impl Environment {
    /// These variables, in this directory.
    pub(crate) fn of(variables: &[(&str, &str)], directory: &std::path::Path) -> Self {
        let mut variables: Vec<_> =
            variables.iter().map(|(k, v)| (OsString::from(k), OsString::from(v))).collect();
        variables.sort_unstable();
        Self { variables, directory: directory.to_owned(), executable: None, program: "app".into() }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Environment;

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let environment = Environment::of(&[("NO_COLOR", ""), ("A", "b")], Path::new("/"));
        assert!(environment.get("NO_COLOR").is_none());
        assert_eq!(environment.text("A"), Some("b"));
        assert!(environment.output_of_cdk().is_none());
    }
}
