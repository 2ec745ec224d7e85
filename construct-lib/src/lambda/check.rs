//! What Lambda refuses of a function.

use super::props::FunctionOptions;
use crate::check::{self, Name};
use crate::error::codes;
use crate::{Diagnostic, Node};

const NAME: Name = Name { of: "a function", length: 1..=64, punctuation: "-_" };

pub(super) fn options(node: &Node, options: &FunctionOptions) {
    let megabytes = 128..=10_240;
    if !megabytes.contains(&options.memory_size) {
        report(
            node,
            codes::MEMORY_OUT_OF_RANGE,
            format!("`memory_size` must be between 128 and 10240 MB, got {}", options.memory_size),
            "256 MB is a good start for a Rust handler",
        );
    }
    let seconds = options.timeout.as_secs();
    if !(1..=900).contains(&seconds) || options.timeout.subsec_nanos() != 0 {
        report(
            node,
            codes::TIMEOUT_OUT_OF_RANGE,
            format!("`timeout` must be whole seconds between 1 and 900, got {:?}", options.timeout),
            "for longer work start a background job and return",
        );
    }
    if let Some(size) = options.ephemeral_storage_size
        && !(512..=10_240).contains(&size)
    {
        report(
            node,
            codes::STORAGE_OUT_OF_RANGE,
            format!("`ephemeral_storage_size` must be between 512 and 10240 MB, got {size}"),
            "512 MB is the default",
        );
    }
    NAME.check_value(node, &options.name);
    check::description(node, "a function", &options.description, 256);
    options.layers.check(node);
    options.logging.check(node);
}

fn report(node: &Node, code: &'static str, message: String, help: &'static str) {
    node.report(Diagnostic::error(code, message).help(help));
}
