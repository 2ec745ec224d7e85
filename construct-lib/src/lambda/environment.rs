//! Environment variables of a function.

use construct_cfn::lambda::{CfnFunctionProps, function as l1};
use construct_core::{Expr, IntoValue, Key, Value};

use super::props::FunctionProps;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// The most that the names and values of all variables may have, in bytes.
const MOST: usize = 4096;

/// Variables, in the order in which they were first set.
pub(super) type Variables = Vec<(Key, Expr)>;

/// Sets a variable in its place, or adds it at the end.
pub(super) fn set_variable(all: &mut Variables, name: Key, value: Expr) {
    match all.iter_mut().find(|(n, _)| *n == name) {
        Some(variable) => variable.1 = value,
        None => all.push((name, value)),
    }
}

pub(super) fn to_cfn(variables: &Variables) -> CfnFunctionProps {
    let variables = Value::of(Expr::Map(variables.clone().into()));
    CfnFunctionProps::patch().environment(l1::Environment::new().variables(variables))
}

impl<P> FunctionProps<P> {
    /// Adds an environment variable. A later one of the same name wins.
    pub fn environment(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        set_variable(&mut self.options.environment, name.into(), value.into_expr());
        self
    }
}

/// Names that Lambda sets itself, from AWS's page on
/// [environment variables](https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html).
const RESERVED: &[&str] = &[
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_MAX_CONCURRENCY",
    "AWS_LAMBDA_METADATA_API",
    "AWS_LAMBDA_METADATA_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
];

pub(super) fn check(node: &Node, variables: &[(Key, Expr)]) {
    for (name, _) in variables {
        if RESERVED.contains(&&**name) {
            report(
                node,
                codes::INVALID_ENVIRONMENT_VARIABLE,
                format!("Lambda sets the environment variable `{name}` itself"),
                "use another name",
            );
        }
        let well_formed = name.len() >= 2
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !well_formed && !RESERVED.contains(&&**name) {
            report(
                node,
                codes::INVALID_ENVIRONMENT_VARIABLE,
                format!("`{name}` is not the name of an environment variable"),
                "begin with a letter, go on with letters, digits and `_`, two at least",
            );
        }
    }
    // What is known only at deployment can make it larger, never smaller.
    let known: usize =
        variables.iter().map(|(name, value)| name.len() + value.as_str().map_or(0, str::len)).sum();
    if known > MOST {
        report(
            node,
            codes::ENVIRONMENT_TOO_LARGE,
            format!(
                "the environment variables of a function take at most {MOST} bytes, got {known}"
            ),
            "put large settings into a parameter of Systems Manager or a file of the package",
        );
    }
}

fn report(node: &Node, code: &'static str, message: String, help: &'static str) {
    node.report(Diagnostic::error(code, message).help(help));
}
