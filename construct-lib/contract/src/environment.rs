use std::{env, error, fmt};

use crate::{Malformed, Variable};

/// The environment variables of one handler, as a struct.
///
/// The derive reads these attributes:
///
/// | attribute | on | meaning |
/// |---|---|---|
/// | `#[environment(handler = "user-handler")]` | the struct | the binary that reads the variables; needed |
/// | `#[environment(name = "TABLE")]` | a field | the variable; otherwise the field's name in capitals |
/// | `#[environment(default = "25")]` | a field | the text to read when the variable is not set |
/// | `#[environment(crate = "path")]` | the struct | where this crate is, if it is re-exported |
///
/// A field of type `Option<..>` is `None` when its variable is not set. A name
/// that Lambda keeps for itself, or that it would refuse, does not compile.
///
/// The derive also writes the stack's side: a struct with `Wire` at the end of
/// its name and the same fields, each of which takes whatever can
/// [`Fill`](crate::Fill) it. It turns into a [`Wiring`](crate::Wiring). A field
/// left out, or filled with the wrong thing, does not compile.
///
/// # Example
///
/// ```
/// use construct_contract::{Environment, TableName};
/// # struct User;
///
/// #[derive(Environment)]
/// #[environment(handler = "user-handler")]
/// struct UserHandlerEnv {
///     users: TableName<User>,
///     #[environment(default = "25")]
///     page_size: u32,
/// }
///
/// let env = UserHandlerEnv::load_from(|name| (name == "USERS").then(|| "users-1".to_owned()))?;
/// assert_eq!(env.users.as_str(), "users-1");
/// assert_eq!(env.page_size, 25);
/// # Ok::<(), construct_contract::EnvironmentError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the environment of a handler",
    label = "it reads no environment variables",
    note = "add `#[derive(Environment)]` and `#[environment(handler = \"..\")]` to it"
)]
pub trait Environment: Sized {
    /// The binary that reads these variables.
    const HANDLER: &'static str;

    /// Reads every field. The derive writes it; `None` means that the reader
    /// has noted what is wrong.
    fn read(reader: &mut EnvironmentReader<'_>) -> Option<Self>;

    /// Reads the environment of this process. Call it once, when the handler
    /// starts.
    ///
    /// # Errors
    ///
    /// [`EnvironmentError`] names every variable that is missing or malformed,
    /// not only the first. It never shows a value.
    fn load() -> Result<Self, EnvironmentError> {
        load(&process_variable)
    }

    /// Reads variables from `lookup` instead of the process, for tests.
    ///
    /// # Errors
    ///
    /// As for [`load`](Environment::load).
    fn load_from(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, EnvironmentError> {
        load(&|name| lookup(name).map_or(Found::Nothing, Found::Text))
    }
}

fn load<E: Environment>(lookup: &dyn Fn(&str) -> Found) -> Result<E, EnvironmentError> {
    let mut reader = EnvironmentReader { lookup, problems: Vec::new() };
    match E::read(&mut reader) {
        Some(environment) if reader.problems.is_empty() => Ok(environment),
        _ => Err(EnvironmentError { handler: E::HANDLER, problems: reader.problems }),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this runs in the handler, whose configuration is its environment; no template depends on it"
)]
fn process_variable(name: &str) -> Found {
    match env::var(name) {
        Ok(text) => Found::Text(text),
        Err(env::VarError::NotPresent) => Found::Nothing,
        Err(env::VarError::NotUnicode(_)) => Found::NotUnicode,
    }
}

enum Found {
    Text(String),
    Nothing,
    NotUnicode,
}

/// Reads variables and notes what is wrong with them.
///
/// `#[derive(Environment)]` writes the calls.
pub struct EnvironmentReader<'a> {
    lookup: &'a dyn Fn(&str) -> Found,
    problems: Vec<VariableProblem>,
}

impl EnvironmentReader<'_> {
    /// Reads a variable that must be set. `None` when it cannot be used.
    pub fn required<T: Variable>(&mut self, variable: &'static str) -> Option<T> {
        let value = self.optional(variable)?;
        if value.is_none() {
            self.note(variable, Reason::Missing);
        }
        value
    }

    /// Reads a variable that need not be set. The outer `None` when it is set
    /// but cannot be used.
    pub fn optional<T: Variable>(&mut self, variable: &'static str) -> Option<Option<T>> {
        match (self.lookup)(variable) {
            Found::Text(text) => self.parse(variable, &text).map(Some),
            Found::Nothing => Some(None),
            Found::NotUnicode => {
                self.note(variable, Reason::NotUnicode);
                None
            }
        }
    }

    /// Reads a variable that is `default` when it is not set. `None` when it
    /// cannot be used.
    pub fn or_default<T: Variable>(
        &mut self,
        variable: &'static str,
        default: &'static str,
    ) -> Option<T> {
        match self.optional(variable)? {
            Some(value) => Some(value),
            None => T::parse(default)
                .map_err(|malformed| self.note(variable, Reason::Default(malformed)))
                .ok(),
        }
    }

    fn parse<T: Variable>(&mut self, variable: &'static str, text: &str) -> Option<T> {
        T::parse(text).map_err(|malformed| self.note(variable, Reason::Malformed(malformed))).ok()
    }

    fn note(&mut self, variable: &'static str, reason: Reason) {
        self.problems.push(VariableProblem { variable, reason });
    }
}

impl fmt::Debug for EnvironmentReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnvironmentReader")
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

/// What is wrong with one environment variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableProblem {
    variable: &'static str,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    Missing,
    NotUnicode,
    Malformed(Malformed),
    Default(Malformed),
}

impl VariableProblem {
    /// The variable's name.
    #[must_use]
    pub fn variable(&self) -> &'static str {
        self.variable
    }

    /// Whether the variable is not set at all.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.reason == Reason::Missing
    }
}

impl fmt::Display for VariableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: ", self.variable)?;
        match self.reason {
            Reason::Missing => f.write_str("not set"),
            Reason::NotUnicode => f.write_str("not valid UTF-8"),
            Reason::Malformed(malformed) => write!(f, "{malformed}"),
            Reason::Default(malformed) => {
                write!(f, "not set, and its default is wrong: {malformed}")
            }
        }
    }
}

/// Every environment variable that a handler cannot use, and why.
///
/// # Example
///
/// ```
/// use construct_contract::Environment;
///
/// #[derive(Debug, Environment)]
/// #[environment(handler = "greeter")]
/// struct GreeterEnv { greeting: String, repeat: u8 }
///
/// let error = GreeterEnv::load_from(|name| (name == "REPEAT").then(|| "many".to_owned()))
///     .unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`greeter` cannot use 2 of its environment variables\n\
///      \x20 `GREETING`: not set\n\
///      \x20 `REPEAT`: expected a whole number from 0 to 255",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentError {
    handler: &'static str,
    problems: Vec<VariableProblem>,
}

impl EnvironmentError {
    /// The binary whose environment it is.
    #[must_use]
    pub fn handler(&self) -> &'static str {
        self.handler
    }

    /// One problem for each variable that cannot be used, in the order of the
    /// fields.
    #[must_use]
    pub fn problems(&self) -> &[VariableProblem] {
        &self.problems
    }
}

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.len() {
            1 => write!(f, "`{}` cannot use an environment variable", self.handler)?,
            count => {
                write!(f, "`{}` cannot use {count} of its environment variables", self.handler)?
            }
        }
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl error::Error for EnvironmentError {}
