//! The elements of a template as constructs.

use construct_core::{
    CfnCondition, CfnMapping, CfnOutput, CfnParameter, CfnParameterProps, CfnResource, CfnRule,
    Condition, Construct, Diagnostic, Expr, Key, Node, Props, ResourceType, SourceLine, Stack,
    Value,
};
use construct_document::{Document, Element, Entry, Map, Position, Problem, Severity, Template};

use super::expr::{Converter, Named, literal};
use super::names::{Bound, Names};
use super::nested::IncludedNestedStack;
use super::props::IncludeProps;
use super::sections;
use crate::error::codes;

/// The constructs of a template by their logical ids there.
#[derive(Debug, Clone, Default)]
pub(super) struct Elements {
    pub(super) parameters: Vec<(String, CfnParameter)>,
    pub(super) mappings: Vec<(String, CfnMapping)>,
    pub(super) conditions: Vec<(String, CfnCondition)>,
    pub(super) resources: Vec<(String, CfnResource)>,
    pub(super) outputs: Vec<(String, CfnOutput)>,
    pub(super) rules: Vec<(String, CfnRule)>,
    pub(super) nested: Vec<(String, IncludedNestedStack)>,
}

/// Brings a template into the stack of `node`.
pub(super) fn include(node: &Node, props: IncludeProps) -> Elements {
    let document = match props.template {
        Ok(document) => document,
        Err(problem) => {
            report(node, &problem);
            return Elements::default();
        }
    };
    document.warnings().iter().for_each(|warning| report(node, warning));
    let Some(stack) = Stack::of(node) else {
        node.report(
            Diagnostic::error(codes::OUTSIDE_STACK, "a template is included outside any stack")
                .help("give it a stack, or something inside one, as its scope"),
        );
        return Elements::default();
    };
    let builder = Builder {
        node,
        stack,
        file: document.name(),
        keeps_ids: props.keeps_ids,
        types: props.types,
        nested: props.nested,
        resources_at: Position::default(),
        names: Names::default(),
        elements: Elements::default(),
    };
    builder.build(&document, props.parameters)
}

fn report(node: &Node, problem: &Problem) {
    let (code, message, help) = (problem.code(), problem.to_string(), problem.help().to_owned());
    let diagnostic = match problem.severity() {
        Severity::Error => Diagnostic::error(code, message),
        Severity::Warning => Diagnostic::warning(code, message),
    };
    node.report(diagnostic.help(help));
}

pub(super) struct Builder<'a> {
    pub(super) node: &'a Node,
    stack: Stack,
    file: &'a str,
    keeps_ids: bool,
    types: Vec<&'static ResourceType>,
    /// The templates of nested stacks that were not found yet.
    pub(super) nested: Vec<(String, IncludeProps)>,
    /// Where the section of the resources begins.
    pub(super) resources_at: Position,
    pub(super) names: Names,
    pub(super) elements: Elements,
}

impl Builder<'_> {
    fn build(mut self, document: &Document, replaced: Vec<(String, Expr)>) -> Elements {
        let Some(root) = document.root().as_map() else {
            self.invalid(document.root(), "a template", "an object");
            return self.elements;
        };
        if root.get("Resources").is_none() {
            self.error(
                document.root().position(),
                "the template has no section `Resources`",
                "a template has at least one resource",
            );
        }
        if let Ok(template) = Template::of(document) {
            self.names.is_open = template.is_open();
            if let Some(problem) = template.circular_conditions() {
                report(self.node, &problem);
            }
        }
        self.resources_at = root.entry("Resources").map(Entry::key_position).unwrap_or_default();
        self.replace(root, replaced);
        // Constructs first, so that whatever is named is there when it is named.
        let [parameters, mappings, conditions, resources, outputs, rules] =
            sections::ELEMENTS.map(|name| self.section(root, name));
        parameters.into_iter().for_each(|e| self.parameter(e));
        mappings.into_iter().for_each(|e| self.mapping(e));
        let conditions = self.declare_conditions(conditions);
        let resources = self.declare_resources(resources);
        for (entry, condition) in conditions {
            self.condition(entry, &condition);
        }
        for (attributes, resource) in resources {
            self.resource(attributes, &resource);
        }
        outputs.into_iter().for_each(|e| self.output(e));
        rules.into_iter().for_each(|e| self.rule(e));
        sections::include(&self.stack, root, &mut self.converter(self.node));
        self.elements
    }

    pub(super) fn converter<'s>(&'s self, node: &'s Node) -> Converter<'s> {
        Converter::new(self.file, &self.names, node)
    }

    pub(super) fn error(&self, at: Position, what: &str, help: &'static str) {
        self.converter(self.node).error(codes::INCLUDE_INVALID_TEMPLATE, at, what, help);
    }

    pub(super) fn invalid(&self, value: &Element, what: &str, wanted: &str) {
        let message = format!("{what} must be {wanted}, and is {}", value.describe());
        self.error(value.position(), &message, "look it up in CloudFormation's template reference");
    }

    /// The entries of a section.
    fn section<'r>(&self, root: &'r Map, name: &str) -> Vec<&'r Entry> {
        match root.get(name) {
            None => Vec::new(),
            Some(section) => match section.as_map() {
                Some(map) => map.entries().iter().collect(),
                None => {
                    self.invalid(section, &format!("`{name}`"), "an object");
                    Vec::new()
                }
            },
        }
    }

    fn replace(&mut self, root: &Map, replaced: Vec<(String, Expr)>) {
        let parameters = root.get("Parameters").and_then(Element::as_map);
        for (name, value) in replaced {
            match parameters.and_then(|p| p.get(&name)) {
                Some(_) => {
                    self.names.values.insert(name, Bound::Value(value));
                }
                None => {
                    let known = parameters.map(Map::entries).unwrap_or_default();
                    let known: Vec<String> = known.iter().map(|e| e.key().to_owned()).collect();
                    let at = root.entry("Parameters").map(Entry::key_position).unwrap_or_default();
                    let converter = self.converter(self.node);
                    converter.missing("parameter", &name, at, known.iter());
                }
            }
        }
    }

    /// The scope of the elements of a section. As in the CDK, resources and
    /// parameters stand in the construct itself.
    pub(super) fn scope(&self, section: &str) -> Node {
        let id = format!("${section}");
        self.node.try_child(&id).unwrap_or_else(|| Node::new(self.node, &id))
    }

    /// Gives an element the id that it has in the template, and its place there.
    pub(super) fn place(&self, entry: &Entry, element: &dyn Construct) {
        let node = element.node();
        node.set_origin(SourceLine::new(self.file.to_owned(), entry.key_position().line()));
        if self.keeps_ids {
            node.override_logical_id(entry.key());
        }
    }

    /// An entry of a section that is no element: a loop, or a call of a macro.
    pub(super) fn raw(&self, section: &'static str, entry: &Entry, is_condition: bool) {
        let mut converter = self.converter(self.node);
        converter.is_condition = is_condition;
        let value = if entry.key().starts_with("Fn::ForEach::") {
            converter.for_each(entry.value())
        } else {
            converter.expr(entry.value())
        };
        // The key of a function shows what stands behind it.
        let pair = vec![(entry.key().to_owned().into(), value), (Key::from(""), Expr::Unset)];
        if let Expr::Map(entries) = Expr::object(pair)
            && let Some((key, value)) = entries.into_vec().into_iter().next()
        {
            self.stack.add_section_entry(section, key, value);
        }
    }

    fn parameter(&mut self, entry: &Entry) {
        let name = entry.key();
        if self.names.values.contains_key(name) {
            return;
        }
        let Some(map) = entry.value().as_map() else {
            return self.invalid(entry.value(), &format!("the parameter `{name}`"), "an object");
        };
        let mut props = Props::new();
        for property in map.entries() {
            props.put(property.key().to_owned(), literal(property.value()));
        }
        let parameter = CfnParameter::new(self.node, name, CfnParameterProps::of(props));
        self.place(entry, &parameter);
        let id = parameter.node().node_id();
        self.names.values.insert(name.to_owned(), Bound::Element(id));
        self.elements.parameters.push((name.to_owned(), parameter));
    }

    fn mapping(&mut self, entry: &Entry) {
        let rows = entry.value().as_map().map(Map::entries).unwrap_or_default();
        let is_plain = !rows.is_empty()
            && rows.iter().all(|row| !is_function(row.key()) && row.value().as_map().is_some());
        if is_function(entry.key()) || !is_plain {
            return self.raw("Mappings", entry, false);
        }
        let mapping = CfnMapping::new(&self.scope("Mappings"), entry.key());
        self.place(entry, &mapping);
        for row in rows {
            for cell in row.value().as_map().map(Map::entries).unwrap_or_default() {
                let (top, second) = (row.key().to_owned(), cell.key().to_owned());
                mapping.set_json(top, second, literal(cell.value()));
            }
        }
        self.names.mappings.insert(entry.key().to_owned(), mapping.node().node_id());
        self.elements.mappings.push((entry.key().to_owned(), mapping));
    }

    fn declare_conditions<'e>(&mut self, all: Vec<&'e Entry>) -> Vec<(&'e Entry, CfnCondition)> {
        let mut declared = Vec::new();
        for entry in all {
            if is_function(entry.key()) {
                self.raw("Conditions", entry, true);
                continue;
            }
            let unset: Value<Condition> = Value::unset();
            let condition = CfnCondition::new(&self.scope("Conditions"), entry.key(), unset);
            self.place(entry, &condition);
            let id = condition.node().node_id();
            self.names.conditions.insert(entry.key().to_owned(), id);
            self.elements.conditions.push((entry.key().to_owned(), condition.clone()));
            declared.push((entry, condition));
        }
        declared
    }

    fn condition(&self, entry: &Entry, condition: &CfnCondition) {
        let mut converter = self.converter(condition.node());
        converter.is_condition = true;
        let expr = converter.expr(entry.value());
        condition.set_condition(Value::<Condition>::of(expr));
    }

    fn declare_resources<'e>(&mut self, all: Vec<&'e Entry>) -> Vec<(&'e Map, CfnResource)> {
        let mut declared = Vec::new();
        let mut raw = Vec::new();
        for entry in all {
            let name = entry.key();
            if is_function(name) {
                raw.push(entry);
                continue;
            }
            let Some(map) = entry.value().as_map() else {
                self.invalid(entry.value(), &format!("the resource `{name}`"), "an object");
                continue;
            };
            let Some(type_name) = map.get("Type").and_then(Element::as_text) else {
                let what = format!("the resource `{name}` has no `Type`");
                self.error(
                    entry.key_position(),
                    &what,
                    "every resource has one, for example `AWS::SNS::Topic`",
                );
                continue;
            };
            let known = self.types.iter().find(|ty| ty.name == type_name).copied();
            let resource = match (self.nested(entry, type_name), known) {
                (Some(nested), _) => nested,
                (None, Some(ty)) => CfnResource::define(self.node, name, ty, Props::new()),
                (None, None) => CfnResource::new(self.node, name, type_name),
            };
            self.place(entry, &resource);
            let id = resource.node().node_id();
            self.names.values.insert(name.to_owned(), Bound::Element(id));
            self.elements.resources.push((name.to_owned(), resource.clone()));
            declared.push((map, resource));
        }
        self.check_nested();
        raw.into_iter().for_each(|entry| self.raw("Resources", entry, false));
        declared
    }

    fn resource(&self, attributes: &Map, resource: &CfnResource) {
        let mut converter = self.converter(resource.node());
        for entry in attributes.entries() {
            let value = entry.value();
            match entry.key() {
                "Type" => {}
                "Properties" => self.properties(value, resource, &mut converter),
                "DependsOn" => self.depends_on(value, resource),
                "Condition" => self.own_condition(value, resource, &converter),
                "Metadata" if value.as_map().is_some() => {
                    for entry in value.as_map().map(Map::entries).unwrap_or_default() {
                        let value = converter.expr(entry.value());
                        resource.add_metadata(entry.key().to_owned(), value);
                    }
                }
                name => {
                    let value = converter.expr(value);
                    resource.set_attribute(name.to_owned(), value);
                }
            }
        }
    }

    fn properties(&self, value: &Element, resource: &CfnResource, converter: &mut Converter<'_>) {
        let Some(map) = value.as_map() else {
            return self.invalid(value, "`Properties`", "an object");
        };
        // A macro that is called here stands beside the other properties.
        let Expr::Map(entries) = converter.object(map) else {
            return self.error(
                value.position(),
                "`Properties` is a function",
                "call a function for each property",
            );
        };
        let is_nested = self.is_nested(resource);
        let mut props = Props::new();
        for (name, value) in entries {
            if !(is_nested && name == "TemplateURL") {
                props.put(name, value);
            }
        }
        resource.set_props(props);
    }

    fn depends_on(&self, value: &Element, resource: &CfnResource) {
        let one = std::slice::from_ref(value);
        for item in value.as_list().unwrap_or(one) {
            let Some(name) = item.as_text() else {
                return self.invalid(item, "`DependsOn`", "a text or a list of texts");
            };
            let known = self.elements.resources.iter();
            let mut known = known.filter(|(id, _)| id == name).map(|(_, resource)| resource);
            match known.next() {
                Some(other) if other == resource => {
                    return self.invalid(item, "`DependsOn`", "the name of another resource");
                }
                Some(other) => resource.node().add_named_dependency(other),
                None if self.names.is_open => {
                    resource.add_override("DependsOn", literal(value));
                    return;
                }
                None => {
                    let ids = self.elements.resources.iter().map(|(id, _)| id);
                    let converter = self.converter(resource.node());
                    converter.missing("resource", name, item.position(), ids);
                }
            }
        }
    }

    fn own_condition(&self, value: &Element, resource: &CfnResource, converter: &Converter<'_>) {
        let Some(name) = value.as_text() else {
            return self.invalid(value, "`Condition`", "the name of a condition");
        };
        match converter.condition(name, value.position()) {
            Named::Is(_) => {
                let mut all = self.elements.conditions.iter();
                if let Some((_, condition)) = all.find(|(id, _)| id == name) {
                    resource.set_condition(condition);
                }
            }
            Named::Unknown => resource.set_attribute("Condition", Expr::from(name)),
            Named::Missing => {}
        }
    }
}

/// Whether a key of a section calls a macro or a loop.
pub(super) fn is_function(key: &str) -> bool {
    key.starts_with("Fn::")
}
