//! What fills the variables of a function.

use std::fmt;
use std::rc::Rc;

use construct_contract::{Fill, FillOptional, Literal};
use construct_core::{Expr, IntoValue, Value};

use crate::iam::Grantable;

/// What fills an environment variable of a handler: its text, and what the
/// function is granted with it.
///
/// A table fills a `Reader<User>` of the contract with its name and with
/// permission to read it. A construct of your own does the like:
///
/// ```
/// use construct_lib::contract::{Environment, Fill, Malformed, Variable};
/// use construct_lib::lambda::{EnvironmentValue, Function, FunctionProps};
/// use construct_lib::logs::{LogGroup, LogGroupProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// // In the contract of stack and handler: a log group for the audit.
/// struct AuditLog(String);
///
/// impl Variable for AuditLog {
///     fn parse(text: &str) -> Result<Self, Malformed> {
///         Ok(Self(text.to_owned()))
///     }
/// }
///
/// #[derive(Environment)]
/// #[environment(handler = "orders", crate = "construct_lib::contract")]
/// struct OrdersEnv {
///     audit: AuditLog,
/// }
///
/// // In the stack: what fills it, and lets the function write to it.
/// struct Audit(LogGroup);
///
/// impl Fill<AuditLog, EnvironmentValue> for &Audit {
///     fn fill(self) -> EnvironmentValue {
///         let group = self.0.clone();
///         EnvironmentValue::new(group.log_group_name().cast::<String>())
///             .grant(move |function| { group.grant_write(function); })
///     }
/// }
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let audit = Audit(LogGroup::new(&stack, "Audit", LogGroupProps::new()));
/// Function::new(&stack, "Handler", FunctionProps::handler(OrdersEnvWire { audit: &audit }));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct EnvironmentValue {
    pub(super) value: Expr,
    pub(super) grants: Vec<EnvironmentGrant>,
}

impl EnvironmentValue {
    /// A text, and nothing that is granted.
    pub fn new(text: impl IntoValue<String>) -> Self {
        Self { value: text.into_expr(), grants: Vec::new() }
    }

    /// Grants the function something more, when it is made.
    pub fn grant(mut self, grant: impl Fn(&dyn Grantable) + 'static) -> Self {
        self.grants.push(EnvironmentGrant(Rc::new(grant)));
        self
    }
}

/// What makes a grant to whoever gets the variable.
type Give = dyn Fn(&dyn Grantable);

/// What a function is granted with a variable.
#[derive(Clone)]
pub(super) struct EnvironmentGrant(Rc<Give>);

impl EnvironmentGrant {
    pub(super) fn give(&self, grantee: &dyn Grantable) {
        (self.0)(grantee);
    }
}

impl fmt::Debug for EnvironmentGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnvironmentGrant")
    }
}

impl Literal for EnvironmentValue {
    fn literal(text: String) -> Self {
        Self::new(text)
    }
}

/// A text that is known only at deployment, for example an address, fills a
/// variable of type `String`.
impl Fill<String, EnvironmentValue> for Value<String> {
    fn fill(self) -> EnvironmentValue {
        EnvironmentValue::new(self)
    }
}

impl FillOptional<String, EnvironmentValue> for Value<String> {
    fn fill_optional(self) -> Option<EnvironmentValue> {
        Some(EnvironmentValue::new(self))
    }
}
