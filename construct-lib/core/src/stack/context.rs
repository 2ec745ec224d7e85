//! Values that are given to a program when it runs: context.

use indexmap::IndexMap;

use crate::construct::{Arena, NONE, Node};
use crate::error::{Diagnostic, codes};
use crate::template::literal_json;
use crate::token::{Expr, IntoValue, Json};

/// The context that was set at one construct.
#[derive(Default)]
struct Context(IndexMap<String, Expr>);

impl Node {
    /// Sets a context value that this node and all below it can read.
    ///
    /// # Errors
    ///
    /// Synthesis reports `late-value` unless it is a literal.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_core::{App, Construct, Entries, Expr};
    ///
    /// let app = App::new();
    /// app.node().set_context("stage", "dev");
    /// app.node().set_context("sizes", Entries::new().set("cpu", Expr::Int(256)));
    /// assert_eq!(app.node().try_context("stage").as_deref(), Some("dev"));
    /// ```
    pub fn set_context(&self, key: &str, value: impl IntoValue<Json>) {
        self.put_context(key, value.into_expr());
    }

    fn put_context(&self, key: &str, value: Expr) {
        if value.is_literal() {
            self.annotate(|context: &mut Context| drop(context.0.insert(key.to_owned(), value)));
        } else {
            self.report(
                Diagnostic::error(
                    codes::LATE_VALUE,
                    format!("the context value `{key}` is known only at deployment, but the program reads it"),
                )
                .help("set a literal"),
            );
        }
    }

    /// The context value of the nearest scope that has one, as text: what is
    /// no text is given as JSON.
    ///
    /// `-c key=value` on the command line sets a text on the app; `cdk.json`,
    /// `cdk.context.json` and the official CDK command may set any JSON.
    #[must_use]
    pub fn try_context(&self, key: &str) -> Option<String> {
        self.context_expr(key).map(|value| match value {
            Expr::Str(text) => text.into_owned(),
            other => literal_json(&other),
        })
    }

    /// The context value of the nearest scope that has one, typed.
    ///
    /// A number or a boolean may also be written as text, as on the command
    /// line. `Expr` takes any JSON.
    ///
    /// # Errors
    ///
    /// Gives nothing, and synthesis reports `context-type-mismatch`, when the
    /// value has another type.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_core::{App, Construct, Expr};
    ///
    /// let app = App::new();
    /// app.node().set_context("replicas", "3");
    /// app.node().set_context("zones", Expr::list(["a", "b"].map(Expr::text)));
    /// assert_eq!(app.node().context::<i64>("replicas"), Some(3));
    /// assert_eq!(app.node().context::<Vec<String>>("zones").unwrap(), ["a", "b"]);
    /// assert_eq!(app.node().context::<bool>("absent"), None);
    /// ```
    #[track_caller]
    #[must_use]
    pub fn context<T: FromContext>(&self, key: &str) -> Option<T> {
        let value = self.context_expr(key)?;
        let typed = T::from_context(&value);
        if typed.is_none() {
            self.report(
                Diagnostic::error(
                    codes::CONTEXT_TYPE_MISMATCH,
                    format!(
                        "the context value `{key}` must be {}, got `{}`",
                        T::EXPECTED,
                        literal_json(&value)
                    ),
                )
                .help("correct it where it is set: on the command line, in `cdk.json` or in `cdk.context.json`")
                .at_caller(),
            );
        }
        typed
    }

    pub(super) fn context_expr(&self, key: &str) -> Option<Expr> {
        self.freeze(|arena| arena.context(self.index(), key).cloned())
    }
}

impl Arena {
    /// The value of the nearest scope that has one.
    pub(super) fn context(&self, node: u32, key: &str) -> Option<&Expr> {
        let mut at = node;
        while at != NONE {
            if let Some(value) = self.annotation::<Context>(at).and_then(|c| c.0.get(key)) {
                return Some(value);
            }
            at = self.parent(at);
        }
        None
    }
}

/// A type that [`Node::context`] can give.
#[diagnostic::on_unimplemented(
    message = "a context value cannot be read as `{Self}`",
    note = "read it as `String`, `bool`, `i64`, `f64`, a `Vec` of these, or as `Expr`, which takes any JSON"
)]
pub trait FromContext: Sized {
    /// What is expected, for a message: `a number`.
    const EXPECTED: &'static str;

    /// The value, when it has this type.
    fn from_context(value: &Expr) -> Option<Self>;
}

impl FromContext for String {
    const EXPECTED: &'static str = "a text";

    fn from_context(value: &Expr) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl FromContext for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn from_context(value: &Expr) -> Option<Self> {
        match value {
            Expr::Bool(value) => Some(*value),
            Expr::Str(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl FromContext for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn from_context(value: &Expr) -> Option<Self> {
        match value {
            Expr::Int(value) => Some(*value),
            Expr::Str(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl FromContext for f64 {
    const EXPECTED: &'static str = "a number";

    fn from_context(value: &Expr) -> Option<Self> {
        match value {
            #[expect(clippy::cast_precision_loss, reason = "as JSON's own numbers are read")]
            Expr::Int(value) => Some(*value as f64),
            Expr::Num(value) => Some(*value),
            // `NaN` and `inf` are no numbers of JSON.
            Expr::Str(text) => text.parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        }
    }
}

impl FromContext for Expr {
    const EXPECTED: &'static str = "JSON";

    fn from_context(value: &Expr) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: FromContext> FromContext for Vec<T> {
    const EXPECTED: &'static str = "a list of one type";

    fn from_context(value: &Expr) -> Option<Self> {
        match value {
            Expr::List(items) => items.iter().map(T::from_context).collect(),
            _ => None,
        }
    }
}
