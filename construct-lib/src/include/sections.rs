//! The sections of a template that hold no elements.

use construct_core::Stack;
use construct_document::{Element, Map};

use super::expr::{Converter, literal};
use crate::error::codes;

/// The sections that hold elements, in the order in which they are made.
pub(super) const ELEMENTS: [&str; 6] =
    ["Parameters", "Mappings", "Conditions", "Resources", "Outputs", "Rules"];

/// Sections that CloudFormation or a macro of AWS's knows.
const KNOWN: [&str; 3] = ["AWSTemplateFormatVersion", "Globals", "Hooks"];

/// Hands the sections without elements on to the stack.
pub(super) fn include(stack: &Stack, root: &Map, converter: &mut Converter<'_>) {
    for entry in root.entries() {
        let (name, value) = (entry.key(), entry.value());
        match name {
            "Description" => describe(stack, value, converter),
            "Metadata" => metadata(stack, value, converter),
            "Transform" => transforms(stack, value),
            name if ELEMENTS.contains(&name) => {}
            name => {
                if !KNOWN.contains(&name) {
                    converter.warn(
                        codes::INCLUDE_UNKNOWN_SECTION,
                        entry.key_position(),
                        &format!("CloudFormation has no section `{name}`; it is kept"),
                        "look for a slip, or acknowledge this if a macro knows the section",
                    );
                }
                let value = converter.expr(value);
                stack.set_section(name.to_owned(), value);
            }
        }
    }
}

fn describe(stack: &Stack, value: &Element, converter: &Converter<'_>) {
    match value.as_text() {
        Some(text) => {
            if !stack.describe(text) {
                converter.warn(
                    codes::INCLUDE_SECTION_DROPPED,
                    value.position(),
                    "the description is left out: the stack has another",
                    "remove one of the two descriptions",
                );
            }
        }
        None => converter.error(
            codes::INCLUDE_INVALID_TEMPLATE,
            value.position(),
            &format!("`Description` must be a text, and is {}", value.describe()),
            "put it in quotes",
        ),
    }
}

fn metadata(stack: &Stack, value: &Element, converter: &Converter<'_>) {
    let Some(map) = value.as_map() else {
        return converter.error(
            codes::INCLUDE_INVALID_TEMPLATE,
            value.position(),
            &format!("`Metadata` must be an object, and is {}", value.describe()),
            "write it as keys and values",
        );
    };
    for entry in map.entries() {
        stack.add_metadata(entry.key().to_owned(), literal(entry.value()));
    }
}

/// The macros that process the template, one or some.
fn transforms(stack: &Stack, value: &Element) {
    match value.as_list() {
        Some(all) => all.iter().for_each(|one| stack.add_transform(literal(one))),
        None => stack.add_transform(literal(value)),
    }
}
