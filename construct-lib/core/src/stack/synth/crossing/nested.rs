//! Into and out of nested stacks.

use super::super::names::ExpandedResources;
use super::{Router, Value, Way};
use crate::error::{Diagnostic, codes};
use crate::stack::nested_stack::PARAMETERS;
use crate::template::{Names, ParameterState, Resource, add_entries, logical_id};
use crate::token::{Expr, Props};

impl Router<'_> {
    /// A nested stack reads a value from above by a parameter.
    pub(super) fn by_parameter(&mut self, stack: u32, value: &Value) -> Option<Way> {
        let resource = self.resource_of(stack)?;
        let parent = self.arena.owner(resource);
        let Way::Here(above, read) = self.read(parent, value)? else {
            return None;
        };
        if let Some(read) = read {
            self.edge(resource, read);
        }
        // In its own template a list is a list still.
        let is_own = self.arena.owner(value.node) == parent;
        let above = if is_own { self.text(value) } else { above };
        let id = format!("reference-to-{}", self.unique_name(value));
        let name = logical_id(&[&id]);
        let parameters = &mut self.parts(stack).parts.extra_parameters;
        if parameters.get(&name).is_none() {
            parameters.put(name.clone(), Expr::map([("Type", Expr::text("String"))]));
            self.parameters.entry(resource).or_default().push((name.clone().into(), above));
        }
        Some(Way::Here(Expr::map([("Ref", Expr::from(name))]), None))
    }

    /// A nested stack shows a value to those above it by an output.
    pub(super) fn add_nested_output(&mut self, stack: u32, value: &Value) -> String {
        let name = logical_id(&[&self.unique_name(value)]);
        let text = self.text(value);
        let outputs = &mut self.parts(stack).parts.extra_outputs;
        outputs.put(name.clone(), Expr::map([("Value", text)]));
        name
    }

    /// What the CDK calls the value of another template, from the app down.
    fn unique_name(&self, value: &Value) -> String {
        let path = self.arena.components(0, value.node);
        format!("{}{}", logical_id(&path), self.display_name(value))
    }

    /// What is given for parameters is what the nested templates ask for.
    pub(super) fn check_parameters(&mut self, names: &Names) {
        for stack in &*self.stacks {
            let Some(nested) = stack.nested else {
                continue;
            };
            let resource: Option<&Resource> = self.arena.state(nested.resource);
            let given = match resource.and_then(|r| r.props.get(PARAMETERS)) {
                Some(Expr::Map(entries)) => &entries[..],
                _ => &[],
            };
            let known = |node: &u32| names.get(*node).unwrap_or_default();
            for (name, _) in given {
                if !stack.parts.parameters.iter().any(|node| known(node) == name) {
                    let finding = Diagnostic::error(
                        codes::UNKNOWN_NESTED_PARAMETER,
                        format!("the nested template has no parameter `{name}`"),
                    )
                    .help("define a `CfnParameter` in the nested stack, or leave the value out");
                    self.findings.push(self.arena.place(finding, stack.node));
                }
            }
            for node in &stack.parts.parameters {
                let state: Option<&ParameterState> = self.arena.state(*node);
                let has_default = state.is_some_and(|s| s.props.get("Default").is_some());
                if !has_default && !given.iter().any(|(name, _)| name == known(node)) {
                    let finding = Diagnostic::error(
                        codes::MISSING_NESTED_PARAMETER,
                        format!(
                            "nobody gives the parameter `{}` of a nested template",
                            known(node)
                        ),
                    )
                    .help("give it by `NestedStackProps::parameter`, or a default");
                    self.findings.push(self.arena.place(finding, *node));
                }
            }
        }
    }

    /// Gives nested stacks what they read from above.
    pub(super) fn hand_over_parameters(&mut self, expanded: &mut ExpandedResources) {
        for (node, values) in std::mem::take(&mut self.parameters) {
            let Some(resource) = self.arena.state::<Resource>(node) else {
                continue;
            };
            let mut known = expanded.remove(&node);
            let values: Props = values.into_iter().collect();
            add_entries(resource, &mut known, PARAMETERS, values);
            expanded.extend(known.map(|known| (node, known)));
        }
    }
}
