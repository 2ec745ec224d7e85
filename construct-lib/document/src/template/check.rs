//! What is wrong with a template's structure and names.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::circle;
use super::names::{Name, NameKind, Names};
use super::{ELEMENTS, Template, TemplateResource, is_function};
use crate::element::{Element, Position};
use crate::nearest::nearest;
use crate::problem::{Problem, codes};

impl<'d> Template<'d> {
    /// Every name in the template that leads to an element of it, in the order
    /// of the text. What a loop makes of its identifier is left out.
    #[must_use]
    pub fn names(&self) -> Vec<Name<'d>> {
        let mut all = Vec::new();
        for section in ["Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs"] {
            let entries = self.section(section).and_then(Element::as_map).map(|m| m.entries());
            for entry in entries.unwrap_or_default() {
                all.extend(names_of(section, entry.key(), entry.value()));
            }
        }
        all.sort_by_key(|name| name.position);
        all
    }

    /// What is wrong with the structure of the template and with its names,
    /// each with its place: sections, elements and attributes of another shape
    /// than CloudFormation takes, names that lead nowhere, elements that name
    /// each other in a circle; and as warnings sections that are not known.
    ///
    /// Names are not looked for where macros or loops may add elements.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.structure(&mut problems);
        if !self.is_open() {
            self.dangling(&mut problems);
        }
        problems.extend(self.circular_conditions());
        problems.extend(self.circular_resources());
        problems.sort_by_key(Problem::position);
        problems.into_iter().map(|p| p.in_file(self.document.name())).collect()
    }

    fn structure(&self, problems: &mut Vec<Problem>) {
        if self.section("Resources").is_none() {
            problems.push(Problem::error(
                codes::STRUCTURE,
                self.document.root().position(),
                "the template has no section `Resources`",
                "a template has at least one resource",
            ));
        }
        for section in self.unknown_sections() {
            problems.push(Problem::warning(
                codes::UNKNOWN_SECTION,
                section.key_position(),
                format!("CloudFormation has no section `{}`", section.key()),
                help_on(nearest(section.key(), super::SECTIONS)),
            ));
        }
        for section in ELEMENTS {
            let Some(value) = self.section(section) else {
                continue;
            };
            let Some(map) = value.as_map() else {
                problems.push(shape(value, &format!("`{section}`"), "an object"));
                continue;
            };
            for entry in map.entries().iter().filter(|e| !is_function(e.key())) {
                if section != "Conditions" && entry.value().as_map().is_none() {
                    let what = format!("`{}` in `{section}`", entry.key());
                    problems.push(shape(entry.value(), &what, "an object"));
                }
            }
        }
        self.resources().iter().for_each(|r| resource(r, problems));
        for output in self.elements("Outputs") {
            if output.value().as_map().is_some_and(|m| m.get("Value").is_none()) {
                problems.push(Problem::error(
                    codes::STRUCTURE,
                    output.key_position(),
                    format!("the output `{}` has no `Value`", output.key()),
                    "give it a value, or remove it",
                ));
            }
        }
    }

    fn dangling(&self, problems: &mut Vec<Problem>) {
        let keys = |sections: &[&str]| -> BTreeSet<&'d str> {
            sections.iter().flat_map(|s| self.elements(s)).map(|e| e.key()).collect()
        };
        let values = keys(&["Parameters", "Resources"]);
        let (resources, conditions) = (keys(&["Resources"]), keys(&["Conditions"]));
        let mappings = keys(&["Mappings"]);
        for name in self.names() {
            let (known, what) = match name.kind {
                NameKind::Value => (&values, "parameter or resource"),
                NameKind::Resource => (&resources, "resource"),
                NameKind::Condition => (&conditions, "condition"),
                NameKind::Mapping => (&mappings, "mapping"),
            };
            if !known.contains(name.name) {
                problems.push(Problem::error(
                    codes::UNKNOWN_NAME,
                    name.position,
                    format!(
                        "`{}` names the {what} `{}`, which the template does not have",
                        name.by, name.name
                    ),
                    help_on(nearest(name.name, known.iter().copied())),
                ));
            }
        }
    }

    /// The first circle of conditions, as a problem.
    #[must_use]
    pub fn circular_conditions(&self) -> Option<Problem> {
        let mut graph = BTreeMap::new();
        for entry in self.elements("Conditions") {
            let names = names_of("Conditions", entry.key(), entry.value());
            let named = names.into_iter().filter(|n| n.kind == NameKind::Condition);
            graph.insert(entry.key(), named.map(|n| n.name).collect());
        }
        self.circular("Conditions", "name", &graph)
    }

    /// The first circle of resources, as a problem. The resources of the
    /// Serverless Application Model are left out: each becomes several.
    #[must_use]
    pub fn circular_resources(&self) -> Option<Problem> {
        let mut graph = BTreeMap::new();
        for resource in self.resources() {
            let is_plain =
                !resource.type_name().is_some_and(|t| t.starts_with("AWS::Serverless::"));
            if is_plain {
                let entry = resource.entry();
                let names = names_of("Resources", entry.key(), entry.value()).into_iter();
                let named =
                    names.filter(|n| matches!(n.kind, NameKind::Value | NameKind::Resource));
                graph.insert(resource.logical_id(), named.map(|n| n.name).collect());
            }
        }
        self.circular("Resources", "wait for", &graph)
    }

    fn circular(
        &self,
        section: &str,
        verb: &str,
        graph: &BTreeMap<&'d str, Vec<&'d str>>,
    ) -> Option<Problem> {
        let circle = circle(graph)?;
        let first = *circle.first()?;
        let at = self.section(section)?.as_map()?.entry(first)?.key_position();
        let steps: Vec<String> =
            circle.iter().chain([&first]).map(|name| format!("`{name}`")).collect();
        let message = format!("these {verb} each other in a circle: {}", steps.join(" -> "));
        let problem = Problem::error(codes::CIRCULAR, at, message, "break one link of the circle");
        Some(problem.in_file(self.document.name()))
    }
}

/// The names in one entry of a section.
fn names_of<'d>(section: &str, key: &str, value: &'d Element) -> Vec<Name<'d>> {
    let mut names = Names::new(matches!(section, "Conditions" | "Rules"));
    let is_element = !is_function(key) && value.as_map().is_some();
    match (section, value.as_map()) {
        // Their attributes name elements without a function.
        ("Resources" | "Outputs", Some(map)) if is_element => {
            for attribute in map.entries() {
                let value = attribute.value();
                match (attribute.key(), value.as_text()) {
                    ("Condition", Some(name)) => {
                        names.add(NameKind::Condition, "Condition", name, value.position());
                    }
                    ("DependsOn", _) => {
                        for item in value.as_list().unwrap_or(std::slice::from_ref(value)) {
                            if let Some(name) = item.as_text() {
                                let kind = NameKind::Resource;
                                names.add(kind, "DependsOn", name, item.position());
                            }
                        }
                    }
                    _ => names.visit(value),
                }
            }
        }
        _ => names.entry(key, value),
    }
    names.found
}

fn resource(resource: &TemplateResource<'_>, problems: &mut Vec<Problem>) {
    let name = resource.logical_id();
    if resource.entry().value().as_map().is_none() {
        return;
    }
    match resource.attribute("Type") {
        None => problems.push(Problem::error(
            codes::STRUCTURE,
            resource.entry().key_position(),
            format!("the resource `{name}` has no `Type`"),
            "every resource has one, for example `AWS::SNS::Topic`",
        )),
        Some(ty) if ty.as_text().is_none() => problems.push(shape(ty, "`Type`", "a text")),
        Some(_) => {}
    }
    for (attribute, wanted) in [("Properties", "an object"), ("Metadata", "an object")] {
        let value = resource.attribute(attribute).filter(|v| v.as_map().is_none());
        problems.extend(value.map(|v| shape(v, &format!("`{attribute}`"), wanted)));
    }
    let condition = resource.attribute("Condition").filter(|v| v.as_text().is_none());
    problems.extend(condition.map(|v| shape(v, "`Condition`", "the name of a condition")));
    if let Some(value) = resource.attribute("DependsOn") {
        let all = value.as_list().unwrap_or(std::slice::from_ref(value));
        let wrong = all.iter().find(|item| item.as_text().is_none());
        problems.extend(wrong.map(|v| shape(v, "`DependsOn`", "a text or a list of texts")));
    }
}

fn shape(value: &Element, what: &str, wanted: &str) -> Problem {
    let at: Position = value.position();
    let message = format!("{what} must be {wanted}, and is {}", value.describe());
    let help = "look it up in CloudFormation's template reference";
    Problem::error(codes::STRUCTURE, at, message, help)
}

fn help_on(near: Option<&str>) -> String {
    match near {
        Some(name) => format!("did you mean `{name}`?"),
        None => "look for a slip in the name".into(),
    }
}
