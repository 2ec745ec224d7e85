//! What Lambda refuses of a function.

use construct_core::{Expr, Key};

use super::props::FunctionProps;
use crate::check::{self, Name};
use crate::error::codes;
use crate::{Diagnostic, Node};

/// The most that the names and values of all variables may have, in bytes.
const ENVIRONMENT: usize = 4096;

const NAME: Name = Name { of: "a function", length: 1..=64, punctuation: "-_" };

const LAYERS: usize = 5;

pub(super) fn props(node: &Node, props: &FunctionProps) {
    let megabytes = 128..=10_240;
    if !megabytes.contains(&props.memory_size) {
        report(
            node,
            codes::MEMORY_OUT_OF_RANGE,
            format!("`memory_size` must be between 128 and 10240 MB, got {}", props.memory_size),
            "256 MB is a good start for a Rust handler",
        );
    }
    let seconds = props.timeout.as_secs();
    if !(1..=900).contains(&seconds) || props.timeout.subsec_nanos() != 0 {
        report(
            node,
            codes::TIMEOUT_OUT_OF_RANGE,
            format!("`timeout` must be whole seconds between 1 and 900, got {:?}", props.timeout),
            "for longer work start a background job and return",
        );
    }
    if let Some(size) = props.ephemeral_storage_size
        && !(512..=10_240).contains(&size)
    {
        report(
            node,
            codes::STORAGE_OUT_OF_RANGE,
            format!("`ephemeral_storage_size` must be between 512 and 10240 MB, got {size}"),
            "512 MB is the default",
        );
    }
    NAME.check_value(node, &props.name);
    check::description(node, "a function", &props.description, 256);
    if props.layers.len() > LAYERS {
        report(
            node,
            codes::TOO_MANY_LAYERS,
            format!("a function takes at most {LAYERS} layers, got {}", props.layers.len()),
            "put what several layers hold into one",
        );
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

pub(super) fn environment(node: &Node, variables: &[(Key, Expr)]) {
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
    if known > ENVIRONMENT {
        report(
            node,
            codes::ENVIRONMENT_TOO_LARGE,
            format!(
                "the environment variables of a function take at most {ENVIRONMENT} bytes, got {known}"
            ),
            "put large settings into a parameter of Systems Manager or a file of the package",
        );
    }
}

fn report(node: &Node, code: &'static str, message: String, help: &'static str) {
    node.report(Diagnostic::error(code, message).help(help));
}
