//! Functions that exist already.

use construct_core::{Construct, Expr, IntoValue, Value, intrinsic};

use super::function::{Function, FunctionState};
use crate::iam::Role;
use crate::lambda::environment::Variables;
use crate::value::value;
use crate::{Node, Stack};

impl Function {
    /// A function that exists already, by its ARN.
    ///
    /// Its role is not known: a grant to it is reported as
    /// `grant-without-role`. See [`from_function_attributes`](Self::from_function_attributes).
    #[track_caller]
    pub fn from_function_arn(scope: &dyn Construct, id: &str, arn: impl IntoValue<String>) -> Self {
        Self::from_function_attributes(scope, id, FunctionAttributes::new(arn))
    }

    /// A function that exists already in the stack's account and region, by its name.
    ///
    /// Its role is not known, as with [`from_function_arn`](Self::from_function_arn).
    #[track_caller]
    pub fn from_function_name(
        scope: &dyn Construct,
        id: &str,
        name: impl IntoValue<String>,
    ) -> Self {
        let name: Value<String> = value(name);
        let resource = intrinsic::concat([Expr::text("function:"), name.expr().clone()]);
        let arn = Stack::of(scope).map(|stack| stack.format_arn("lambda", resource));
        let attributes = FunctionAttributes::new(arn.unwrap_or_default());
        Self::import(scope, id, &attributes, name)
    }

    /// A function that exists already, with what is known of it.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "attributes are given away")]
    pub fn from_function_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: FunctionAttributes,
    ) -> Self {
        let name = intrinsic::select(6, intrinsic::split(":", &attributes.arn));
        Self::import(scope, id, &attributes, name)
    }

    #[track_caller]
    fn import(
        scope: &dyn Construct,
        id: &str,
        attributes: &FunctionAttributes,
        name: Value<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(FunctionState {
            arn: attributes.arn.clone().cast(),
            name: name.cast(),
            role: attributes.role.as_ref().map(|role| role.node().node_id()),
            log_group: None,
            environment: Variables::new(),
        });
        Self { node }
    }
}

/// What is known of a function that exists already.
///
/// ```
/// use construct_lib::iam::Role;
/// use construct_lib::lambda::{Function, FunctionAttributes};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let role = Role::from_role_name(&stack, "Role", "mailer");
/// let arn = "arn:aws:lambda:us-east-1:111122223333:function:mailer";
/// let attributes = FunctionAttributes::new(arn).role(&role);
/// let mailer = Function::from_function_attributes(&stack, "Mailer", attributes);
/// assert_eq!(mailer.function_name().as_literal(), Some("mailer"));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct FunctionAttributes {
    arn: Value<String>,
    role: Option<Role>,
}

impl FunctionAttributes {
    /// A function with this ARN, whose role is not known.
    pub fn new(arn: impl IntoValue<String>) -> Self {
        Self { arn: value(arn), role: None }
    }

    /// Its role, to which grants then go.
    pub fn role(mut self, role: &Role) -> Self {
        self.role = Some(role.clone());
        self
    }
}
