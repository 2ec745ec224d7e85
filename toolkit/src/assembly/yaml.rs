//! Templates as YAML, for those who read them.

use construct_document::{Document, Format};
use construct_lib::Diagnostic;

use super::StackEntry;
use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Staging;

/// Writes the template of each stack a second time, as YAML.
pub(crate) fn write_yaml(staging: &Staging, stacks: &mut [StackEntry]) -> Result<(), Failure> {
    for stack in stacks {
        let file = stack.in_assembly(&stack.template_file());
        let json = staging.read(&file)?;
        let document = Document::parse(&file, json).map_err(|problem| {
            let message = format!("`{file}` cannot be written as YAML: {problem}");
            Failure::new(Exit::App, Diagnostic::error(codes::YAML, message))
        })?;
        debug_assert_eq!(document.format(), Format::Json, "synthesis writes JSON");
        let yaml = document.to_yaml();
        let file = format!("{}.template.yaml", stack.id);
        staging.write(&stack.in_assembly(&file), yaml.as_bytes())?;
        stack.yaml_bytes = Some(yaml.len());
    }
    Ok(())
}
