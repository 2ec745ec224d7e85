//! How a template looks in JSON.

use super::condition::ConditionState;
use super::elements::Kind;
use super::expand::Expanded;
use super::expr_json::{entry, expr, map};
use super::fragment::FragmentState;
use super::mapping::MappingState;
use super::names::Names;
use super::output::OutputState;
use super::parameter::ParameterState;
use super::raw::Raw;
use super::resource::{Attributes, Resource};
use super::rule::RuleState;
use crate::construct::Arena;
use crate::json::{Json, Object};
use crate::token::{Expr, Key, Props};

/// The elements of one template, by their nodes.
#[derive(Default)]
pub(crate) struct TemplateParts {
    pub(crate) description: Option<String>,
    /// The macros that process the template, in their order.
    pub(crate) transforms: Vec<Expr>,
    /// Whether macros are called inside the template.
    pub(crate) has_macros: bool,
    /// What no construct stands for.
    pub(crate) raw: Raw,
    pub(crate) metadata: Props,
    /// Parameters and rules that the synthesizer needs, already written out.
    pub(crate) extra_parameters: Props,
    pub(crate) extra_rules: Props,
    /// Elements that synthesis itself adds, already written out.
    pub(crate) extra_resources: Props,
    pub(crate) extra_outputs: Props,
    pub(crate) parameters: Vec<u32>,
    pub(crate) mappings: Vec<u32>,
    pub(crate) conditions: Vec<u32>,
    pub(crate) resources: Vec<u32>,
    pub(crate) outputs: Vec<u32>,
    pub(crate) rules: Vec<u32>,
    /// Loops and hooks.
    pub(crate) fragments: Vec<u32>,
}

impl TemplateParts {
    /// The elements of one kind.
    pub(crate) fn section(&mut self, kind: Kind) -> &mut Vec<u32> {
        match kind {
            Kind::Parameter => &mut self.parameters,
            Kind::Mapping => &mut self.mappings,
            Kind::Condition => &mut self.conditions,
            Kind::Resource => &mut self.resources,
            Kind::Output => &mut self.outputs,
            Kind::Rule => &mut self.rules,
            Kind::Fragment => &mut self.fragments,
        }
    }

    /// Notes what the expressions of the template need.
    pub(crate) fn need(&mut self, language_extensions: bool, macros: bool) {
        const NAME: &str = "AWS::LanguageExtensions";
        self.has_macros |= macros;
        if language_extensions && !self.transforms.iter().any(|t| t.as_str() == Some(NAME)) {
            // Other macros get the template without its functions.
            self.transforms.insert(0, Expr::text(NAME));
        }
    }

    /// Whether macros and loops may add elements that are not known here.
    pub(crate) fn has_unknown_elements(&self) -> bool {
        !self.fragments.is_empty()
            || self.raw.has_entries()
            || self.transforms.iter().any(|t| t.as_str() != Some("AWS::LanguageExtensions"))
    }

    /// Whether the template has this section without a raw one.
    pub(crate) fn writes(&self, section: &str) -> bool {
        let is_written = match section {
            "Resources" => true,
            "Description" => self.description.is_some(),
            "Transform" => !self.transforms.is_empty(),
            "Metadata" => !self.metadata.is_empty(),
            "Parameters" => !self.parameters.is_empty() || !self.extra_parameters.is_empty(),
            "Rules" => !self.rules.is_empty() || !self.extra_rules.is_empty(),
            "Mappings" => !self.mappings.is_empty(),
            "Conditions" => !self.conditions.is_empty(),
            "Outputs" => !self.outputs.is_empty(),
            _ => false,
        };
        is_written || self.raw.entries(section).next().is_some()
    }

    /// The nodes of all elements, together where they share their names.
    pub(crate) fn by_namespace(&self) -> [[&[u32]; 2]; 6] {
        [
            [&self.parameters, &self.resources],
            [&self.mappings, &[]],
            [&self.conditions, &[]],
            [&self.outputs, &[]],
            [&self.rules, &[]],
            [&self.fragments, &[]],
        ]
    }

    /// How many resources the template has; what no construct stands for is
    /// at least one an entry.
    pub(crate) fn resource_count(&self) -> usize {
        self.resources.len() + self.others("Resources", &self.extra_resources)
    }

    /// How many parameters the template has.
    pub(crate) fn parameter_count(&self) -> usize {
        self.parameters.len() + self.others("Parameters", &self.extra_parameters)
    }

    /// How many outputs the template has.
    pub(crate) fn output_count(&self) -> usize {
        self.outputs.len() + self.others("Outputs", &self.extra_outputs)
    }

    fn others(&self, section: &str, extra: &Props) -> usize {
        extra.entries().len() + self.raw.entries(section).count()
    }

    /// The nodes of all elements.
    pub(crate) fn all(&self) -> impl Iterator<Item = u32> + '_ {
        [
            &self.parameters,
            &self.rules,
            &self.mappings,
            &self.conditions,
            &self.resources,
            &self.outputs,
            &self.fragments,
        ]
        .into_iter()
        .flatten()
        .copied()
    }
}

/// The section that stands first.
const VERSION: &str = "AWSTemplateFormatVersion";

/// Everything that the pieces below need to look up.
pub(crate) struct Section<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) names: &'a Names,
    pub(crate) parts: &'a TemplateParts,
    pub(crate) expanded: &'a dyn Fn(u32) -> Option<&'a Expanded>,
    pub(crate) depends_on: &'a dyn Fn(u32) -> &'a [u32],
}

/// Writes a template, indented by one space as the CDK does, or on one line.
pub(crate) fn to_json(section: &Section<'_>, indent: bool) -> Vec<u8> {
    let capacity = section.parts.resources.len() * 1024 + 256;
    let mut json = if indent { Json::indented(capacity) } else { Json::compact(capacity) };
    json.object(|o| section.template(o));
    let mut bytes = json.finish();
    bytes.push(b'\n');
    bytes
}

impl Section<'_> {
    fn template(&self, o: &mut Object<'_>) {
        let (parts, names) = (self.parts, self.names);
        if let Some(version) = parts.raw.section(VERSION) {
            entry(o, VERSION, version, names);
        }
        if let Some(text) = &parts.description {
            o.word("Description").text(text);
        }
        match &parts.transforms[..] {
            [] => {}
            [only] => entry(o, "Transform", only, names),
            all => o.word("Transform").list(|l| all.iter().for_each(|t| expr(l.item(), t, names))),
        }
        if !parts.metadata.is_empty() {
            map(o.word("Metadata"), parts.metadata.entries(), names);
        }
        self.section(o, "Parameters", &parts.parameters, Self::parameter, &parts.extra_parameters);
        self.section(o, "Rules", &parts.rules, Self::rule, &parts.extra_rules);
        let none = Props::new();
        self.section(o, "Mappings", &parts.mappings, Self::mapping, &none);
        self.section(o, "Conditions", &parts.conditions, Self::condition, &none);
        self.section(o, "Resources", &parts.resources, Self::resource, &parts.extra_resources);
        self.section(o, "Outputs", &parts.outputs, Self::output, &parts.extra_outputs);
        self.section(o, "Hooks", &[], Self::output, &none);
        for (name, value) in parts.raw.sections().iter().filter(|(name, _)| name != VERSION) {
            entry(o, name, value, names);
        }
    }

    /// Writes the elements of a section and what stands beside them, unless
    /// there are none; CloudFormation wants `Resources` anyway.
    fn section(
        &self,
        o: &mut Object<'_>,
        name: &str,
        nodes: &[u32],
        write: fn(&Self, &mut Json, u32),
        more: &Props,
    ) {
        let raw = &self.parts.raw;
        let is_empty = nodes.is_empty()
            && more.is_empty()
            && raw.entries(name).next().is_none()
            && self.fragments(name).next().is_none();
        if is_empty && name != "Resources" {
            return;
        }
        o.word(name).object(|o| {
            self.elements(o, nodes, write);
            for (key, value) in more.entries().iter().map(|(k, v)| (k, v)).chain(raw.entries(name))
            {
                entry(o, key, value, self.names);
            }
            for (node, fragment) in self.fragments(name) {
                let id = self.names.get(node).unwrap_or_default();
                entry(o, fragment.key.as_deref().unwrap_or(id), &fragment.value, self.names);
            }
        });
    }

    /// The fragments of a section.
    fn fragments(&self, section: &str) -> impl Iterator<Item = (u32, &FragmentState)> {
        let fragments = self.parts.fragments.iter();
        fragments
            .filter_map(|&node| Some((node, self.arena.state::<FragmentState>(node)?)))
            .filter(move |(_, fragment)| fragment.section == section)
    }

    fn elements(&self, o: &mut Object<'_>, nodes: &[u32], write: fn(&Self, &mut Json, u32)) {
        for &node in nodes {
            write(self, o.word(self.names.get(node).unwrap_or_default()), node);
        }
    }

    fn parameter(&self, json: &mut Json, node: u32) {
        let state: Option<&ParameterState> = self.arena.state(node);
        map(json, state.map_or(&[], |s| s.props.entries()), self.names);
    }

    fn rule(&self, json: &mut Json, node: u32) {
        match self.arena.state::<RuleState>(node) {
            Some(state) => expr(json, &state.props.to_expr(), self.names),
            None => json.null(),
        }
    }

    fn condition(&self, json: &mut Json, node: u32) {
        match self.arena.state::<ConditionState>(node) {
            Some(state) => expr(json, &state.expr, self.names),
            None => json.null(),
        }
    }

    fn mapping(&self, json: &mut Json, node: u32) {
        let state: Option<&MappingState> = self.arena.state(node);
        json.object(|o| {
            for (top, row) in state.iter().flat_map(|m| &m.values) {
                o.key(top).object(|o| {
                    row.iter().for_each(|(second, e)| entry(o, second, e, self.names));
                });
            }
        });
    }

    fn output(&self, json: &mut Json, node: u32) {
        let names = self.names;
        json.object(|o| {
            let Some(OutputState { props }) = self.arena.state(node) else {
                return;
            };
            entry(o, "Description", &props.description, names);
            entry(o, "Value", &props.value, names);
            if !props.export_name.is_unset() {
                o.word("Export").object(|o| entry(o, "Name", &props.export_name, names));
            }
            if let Some(condition) = props.condition {
                o.word("Condition").word(names.of(condition));
            }
        });
    }

    fn resource(&self, json: &mut Json, node: u32) {
        let expanded = (self.expanded)(node);
        let depends_on = (self.depends_on)(node);
        json.object(|o| {
            let Some(resource) = self.arena.state::<Resource>(node) else {
                return;
            };
            if let Some(Expanded::Whole(entries)) = expanded {
                return self.whole(o, entries, depends_on);
            }
            o.word("Type").text(resource.type_name());
            let overlay = match expanded {
                Some(Expanded::Overlay(overlay)) => overlay.entries(),
                _ => &[],
            };
            if !resource.props.is_empty() || !overlay.is_empty() {
                self.properties(o.word("Properties"), resource.props.entries(), overlay);
            }
            self.depends_on(o, depends_on);
            if let Some(attributes) = resource.attributes.as_deref() {
                self.attributes(o, attributes);
            }
        });
    }

    fn attributes(&self, o: &mut Object<'_>, a: &Attributes) {
        entry(o, "CreationPolicy", &a.creation_policy, self.names);
        entry(o, "UpdatePolicy", &a.update_policy, self.names);
        if let Some(policy) = a.update_replace_policy {
            o.word("UpdateReplacePolicy").word(policy);
        }
        if let Some(policy) = a.deletion_policy {
            o.word("DeletionPolicy").word(policy);
        }
        if !a.metadata.is_empty() {
            map(o.word("Metadata"), &a.metadata, self.names);
        }
        if let Some(condition) = a.condition {
            o.word("Condition").word(self.names.of(condition));
        }
        for (name, value) in &a.others {
            entry(o, name, value, self.names);
        }
    }

    /// A resource that overrides reached into. `DependsOn` stands behind the
    /// properties, unless an override wrote one.
    fn whole(&self, o: &mut Object<'_>, entries: &[(Key, Expr)], depends_on: &[u32]) {
        let is_by_hand = entries.iter().any(|(k, _)| k == "DependsOn");
        let behind = match entries.iter().position(|(k, _)| k == "Properties") {
            Some(properties) => properties + 1,
            None => entries.len().min(1),
        };
        let (first, last) = entries.split_at(behind);
        first.iter().for_each(|(k, e)| entry(o, k, e, self.names));
        if !is_by_hand {
            self.depends_on(o, depends_on);
        }
        last.iter().for_each(|(k, e)| entry(o, k, e, self.names));
    }

    fn depends_on(&self, o: &mut Object<'_>, nodes: &[u32]) {
        if nodes.is_empty() {
            return;
        }
        o.word("DependsOn").list(|l| {
            for &node in nodes {
                l.item().word(self.names.get(node).unwrap_or_default());
            }
        });
    }

    /// Properties, some of them replaced in place and some added.
    fn properties(&self, json: &mut Json, own: &[(Key, Expr)], overlay: &[(Key, Expr)]) {
        json.object(|o| {
            for (key, value) in own {
                let replaced = overlay.iter().find(|(k, _)| k == key);
                entry(o, key, replaced.map_or(value, |(_, v)| v), self.names);
            }
            for (key, value) in overlay {
                if !own.iter().any(|(o, _)| o == key) {
                    entry(o, key, value, self.names);
                }
            }
        });
    }
}
