//! Outputs and rules, which nothing in a template names.

use construct_core::{CfnOutput, CfnOutputProps, CfnRule, CfnRuleProps, Condition, Value};
use construct_document::{Element, Entry};

use super::elements::{Builder, is_function};

impl Builder<'_> {
    pub(super) fn output(&mut self, entry: &Entry) {
        let name = entry.key();
        let known = ["Value", "Description", "Export", "Condition"];
        let map = entry.value().as_map();
        let export = map.and_then(|m| m.get("Export")).map(|e| e.as_map().filter(|m| m.len() == 1));
        let export_name = export.map(|e| e.and_then(|m| m.get("Name")));
        let is_plain = !is_function(name)
            && map.is_some_and(|m| m.entries().iter().all(|e| known.contains(&e.key())))
            && export_name.is_none_or(|name| name.is_some());
        let (Some(map), true) = (map, is_plain) else {
            if map.is_none() && !is_function(name) {
                return self.invalid(entry.value(), &format!("the output `{name}`"), "an object");
            }
            return self.raw("Outputs", entry, false);
        };
        let Some(value) = map.get("Value") else {
            let what = format!("the output `{name}` has no `Value`");
            return self.error(entry.key_position(), &what, "give it a value, or remove it");
        };
        let scope = self.scope("Outputs");
        let mut converter = self.converter(self.node);
        let value: Value<String> = Value::of(converter.expr(value));
        let mut props = CfnOutputProps::new(value);
        if let Some(text) = map.get("Description") {
            props = props.description(Value::<String>::of(converter.expr(text)));
        }
        if let Some(name) = export_name.flatten() {
            props = props.export_name(Value::<String>::of(converter.expr(name)));
        }
        if let Some(condition) = map.get("Condition") {
            let Some(name) = condition.as_text() else {
                return self.invalid(condition, "`Condition`", "the name of a condition");
            };
            match self.elements.conditions.iter().find(|(id, _)| id == name) {
                Some((_, condition)) => props = props.condition(condition),
                None if self.names.is_open => return self.raw("Outputs", entry, false),
                None => {
                    let ids = self.names.conditions.keys();
                    converter.missing("condition", name, condition.position(), ids);
                }
            }
        }
        let output = CfnOutput::new(&scope, name, props);
        self.place(entry, &output);
        self.elements.outputs.push((name.to_owned(), output));
    }

    pub(super) fn rule(&mut self, entry: &Entry) {
        let name = entry.key();
        let Some(assertions) = plain_rule(entry) else {
            if entry.value().as_map().is_none() && !is_function(name) {
                return self.invalid(entry.value(), &format!("the rule `{name}`"), "an object");
            }
            return self.raw("Rules", entry, true);
        };
        let mut converter = self.converter(self.node);
        converter.is_condition = true;
        let mut condition = |value: &Element| Value::<Condition>::of(converter.expr(value));
        let mut props: Option<CfnRuleProps> = None;
        for (assert, description) in assertions {
            let (assert, description) = (condition(assert), description.to_owned());
            props = Some(match props {
                None => CfnRuleProps::new(assert, description),
                Some(props) => props.assertion(assert, description),
            });
        }
        let Some(mut props) = props else {
            return self.raw("Rules", entry, true);
        };
        if let Some(value) = entry.value().get("RuleCondition") {
            props = props.rule_condition(condition(value));
        }
        let rule = CfnRule::new(&self.scope("Rules"), name, props);
        self.place(entry, &rule);
        self.elements.rules.push((name.to_owned(), rule));
    }
}

/// What a rule asserts, each with its description, when it says just that.
fn plain_rule(entry: &Entry) -> Option<Vec<(&Element, &str)>> {
    let map = entry.value().as_map()?;
    let is_known = |e: &Entry| matches!(e.key(), "RuleCondition" | "Assertions");
    if is_function(entry.key()) || !map.entries().iter().all(is_known) {
        return None;
    }
    let items = map.get("Assertions")?.as_list()?;
    items.iter().map(assertion).collect()
}

fn assertion(item: &Element) -> Option<(&Element, &str)> {
    match item.as_map()?.entries() {
        [_, _] => Some((item.get("Assert")?, item.get("AssertDescription")?.as_text()?)),
        _ => None,
    }
}
