//! Names of stacks, made from their paths.

use super::names::{UniqueNameOptions, unique_name};
use super::stage;
use crate::construct::Arena;

/// The longest stack name that CloudFormation takes.
pub(super) const LONGEST_STACK_NAME: usize = 128;

/// The id of a stack in the assembly: as in the CDK its own id at the top,
/// and its whole path below.
pub(super) fn artifact_id(arena: &Arena, stack: u32) -> String {
    let id = path_name(&arena.components(0, stack), "");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    id.chars().map(|c| if is_plain(c) { c } else { '_' }).collect()
}

/// The name of a stack that is given none: made from its path below its
/// stage, whose name stands in front.
pub(super) fn default_stack_name(arena: &Arena, stack: u32) -> String {
    match stage::stage_of(arena, stack) {
        Some(stage) => {
            let prefix = format!("{}-", stage::stage_name(arena, stage));
            path_name(&arena.components(stage, stack), &prefix)
        }
        None => path_name(&arena.components(0, stack), ""),
    }
}

fn path_name(path: &[&str], prefix: &str) -> String {
    match path {
        [only] if prefix.len() + only.len() <= LONGEST_STACK_NAME => format!("{prefix}{only}"),
        path => {
            let options = UniqueNameOptions::new().prefix(prefix).max_length(LONGEST_STACK_NAME);
            unique_name(path, &options)
        }
    }
}
