//! What CloudFormation takes in one template.
//!
//! See AWS on [quotas](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).

use super::collect::StackParts;
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};

const RESOURCES: usize = 500;
const PARAMETERS: usize = 200;
const MAPPINGS: usize = 200;
const OUTPUTS: usize = 200;
const BYTES: usize = 1_000_000;

pub(super) fn check(arena: &Arena, stacks: &[StackParts], findings: &mut Vec<Diagnostic>) {
    for stack in stacks {
        let parts = &stack.parts;
        if parts.resources.len() > RESOURCES {
            let finding = Diagnostic::error(
                codes::TOO_MANY_RESOURCES,
                format!(
                    "a template takes at most {RESOURCES} resources, got {}",
                    parts.resources.len()
                ),
            )
            .help("divide it into two stacks along a line that few references cross");
            findings.push(arena.place(finding, stack.node));
        }
        for (what, count, limit) in [
            ("parameters", parts.parameters.len(), PARAMETERS),
            ("mappings", parts.mappings.len(), MAPPINGS),
            ("outputs", parts.outputs.len(), OUTPUTS),
        ] {
            if count > limit {
                let finding = Diagnostic::error(
                    codes::TOO_MANY_ELEMENTS,
                    format!("a template takes at most {limit} {what}, got {count}"),
                )
                .help("divide it into two stacks");
                findings.push(arena.place(finding, stack.node));
            }
        }
    }
}

pub(super) fn check_size(arena: &Arena, stack: u32, bytes: usize, findings: &mut Vec<Diagnostic>) {
    if bytes > BYTES {
        let finding = Diagnostic::error(
            codes::TEMPLATE_TOO_LARGE,
            format!("a template takes at most {BYTES} bytes, got {bytes}"),
        )
        .help("divide it into two stacks; `StackProps::suppress_template_indentation` saves some bytes");
        findings.push(arena.place(finding, stack));
    }
}
