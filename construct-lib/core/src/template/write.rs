//! How a template looks in JSON.

use std::io;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::condition::ConditionState;
use super::elements::Kind;
use super::expand::Expanded;
use super::mapping::MappingState;
use super::output::OutputState;
use super::parameter::ParameterState;
use super::resource::Resource;
use crate::construct::{Arena, NodeId};
use crate::token::{Asset, Expr, Key, Props, Pseudo, Token};

/// What late-bound values become: logical ids, and where assets are found.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) ids: Vec<Option<Box<str>>>,
    /// The assets of the stack being written, when they are not local files.
    pub(crate) assets: Vec<(Asset, Expr)>,
}

impl Names {
    pub(crate) fn get(&self, index: u32) -> Option<&str> {
        self.ids.get(index as usize)?.as_deref()
    }

    /// A reference to nothing was reported before anything is written.
    pub(crate) fn of(&self, id: NodeId) -> &str {
        self.get(id.index()).unwrap_or_default()
    }

    pub(crate) fn asset(&self, asset: &Asset) -> Expr {
        match self.assets.iter().find(|(a, _)| a == asset) {
            Some((_, location)) => location.clone(),
            None => Expr::from(asset.path()),
        }
    }
}

/// The elements of one template, by their nodes.
#[derive(Default)]
pub(crate) struct TemplateParts {
    pub(crate) description: Option<String>,
    pub(crate) metadata: Props,
    /// Parameters and rules that the synthesizer needs, already written out.
    pub(crate) extra_parameters: Props,
    pub(crate) rules: Props,
    pub(crate) parameters: Vec<u32>,
    pub(crate) mappings: Vec<u32>,
    pub(crate) conditions: Vec<u32>,
    pub(crate) resources: Vec<u32>,
    pub(crate) outputs: Vec<u32>,
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
        }
    }

    /// The nodes of all elements.
    pub(crate) fn all(&self) -> impl Iterator<Item = u32> + '_ {
        [&self.parameters, &self.mappings, &self.conditions, &self.resources, &self.outputs]
            .into_iter()
            .flatten()
            .copied()
    }
}

/// Everything that the pieces below need to look up.
pub(crate) struct Section<'a> {
    pub(crate) arena: &'a Arena,
    pub(crate) names: &'a Names,
    pub(crate) parts: &'a TemplateParts,
    pub(crate) expanded: &'a dyn Fn(u32) -> Option<&'a Expanded>,
    pub(crate) depends_on: &'a dyn Fn(u32) -> &'a [u32],
}

/// Writes a template, indented by one space as the CDK does.
pub(crate) fn to_json<'a>(section: &'a Section<'a>, indent: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(section.parts.resources.len() * 1024 + 256);
    let template = TemplateJson(section);
    if indent {
        let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
        template.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter))?;
    } else {
        template.serialize(&mut serde_json::Serializer::new(&mut bytes))?;
    }
    bytes.push(b'\n');
    Ok(bytes)
}

/// An expression with what it needs to be written.
pub(crate) struct ExprJson<'a>(pub(crate) &'a Expr, pub(crate) &'a Names);

impl Serialize for ExprJson<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Self(expr, names) = *self;
        match expr {
            Expr::Unset => s.serialize_unit(),
            Expr::Bool(b) => s.serialize_bool(*b),
            Expr::Int(i) => s.serialize_i64(*i),
            Expr::Num(n) => s.serialize_f64(*n),
            Expr::Str(text) => s.serialize_str(text),
            Expr::List(items) => list(s, items, names),
            Expr::Map(entries) => map(s, entries, names),
            Expr::Pseudo(pseudo) => one(s, "Ref", pseudo.name()),
            Expr::Ref(id) => one(s, "Ref", names.of(*id)),
            Expr::Token(token) => TokenJson(token, names).serialize(s),
        }
    }
}

struct TokenJson<'a>(&'a Token, &'a Names);

impl Serialize for TokenJson<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Self(token, names) = *self;
        let e = |expr| ExprJson(argument(expr), names);
        match token {
            Token::GetAtt(id, attribute) => one(s, "Fn::GetAtt", &[names.of(*id), attribute]),
            Token::Join(delimiter, parts) => one(s, "Fn::Join", &(delimiter, e(parts))),
            Token::Sub(text, variables) if variables.is_empty() => one(s, "Fn::Sub", text),
            Token::Sub(text, variables) => one(s, "Fn::Sub", &(text, MapJson(variables, names))),
            Token::If(id, a, b) => one(s, "Fn::If", &(names.of(*id), e(a), e(b))),
            Token::Select(index, items) => one(s, "Fn::Select", &(e(index), e(items))),
            Token::Split(delimiter, source) => one(s, "Fn::Split", &(delimiter, e(source))),
            Token::Base64(source) => one(s, "Fn::Base64", &e(source)),
            Token::FindInMap(id, a, b) => one(s, "Fn::FindInMap", &(names.of(*id), e(a), e(b))),
            Token::Condition(id) => one(s, "Condition", names.of(*id)),
            Token::Equals(a, b) => one(s, "Fn::Equals", &(e(a), e(b))),
            Token::And(all) => one(s, "Fn::And", &ListJson(all, names)),
            Token::Or(all) => one(s, "Fn::Or", &ListJson(all, names)),
            Token::Not(inner) => one(s, "Fn::Not", &[e(inner)]),
            Token::LogicalId(id) => s.serialize_str(names.of(*id)),
            Token::Set(items) => match sorted(items, names)[..] {
                [only] => e(only).serialize(s),
                ref items => s.collect_seq(items.iter().map(|item| ExprJson(item, names))),
            },
            Token::Asset(asset) => ExprJson(&names.asset(&asset.0), names).serialize(s),
        }
    }
}

/// What stands where a function needs something and was given nothing.
pub(super) fn argument(expr: &Expr) -> &Expr {
    const NO_VALUE: &Expr = &Expr::Pseudo(Pseudo::NoValue);
    if expr.is_unset() { NO_VALUE } else { expr }
}

/// The items of a set by their text, each once.
pub(super) fn sorted<'a>(items: &'a [Expr], names: &Names) -> Vec<&'a Expr> {
    let items: Vec<&Expr> = items.iter().filter(|item| !item.is_unset()).collect();
    if items.len() < 2 {
        return items;
    }
    let text = |item| serde_json::to_string(&ExprJson(item, names)).unwrap_or_default();
    let mut all: Vec<(String, &Expr)> = items.into_iter().map(|item| (text(item), item)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.dedup_by(|a, b| a.0 == b.0);
    all.into_iter().map(|(_, item)| item).collect()
}

struct MapJson<'a>(&'a [(Key, Expr)], &'a Names);

impl Serialize for MapJson<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        map(s, self.0, self.1)
    }
}

struct ListJson<'a>(&'a [Expr], &'a Names);

impl Serialize for ListJson<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        list(s, self.0, self.1)
    }
}

fn one<S: Serializer, T: Serialize + ?Sized>(
    s: S,
    key: &str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut map = s.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}

fn list<S: Serializer>(s: S, items: &[Expr], names: &Names) -> Result<S::Ok, S::Error> {
    let mut seq = s.serialize_seq(Some(items.len()))?;
    for item in items.iter().filter(|e| !e.is_unset()) {
        seq.serialize_element(&ExprJson(item, names))?;
    }
    seq.end()
}

fn map<S: Serializer>(s: S, entries: &[(Key, Expr)], names: &Names) -> Result<S::Ok, S::Error> {
    let mut map = s.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        entry(&mut map, key, value, names)?;
    }
    map.end()
}

fn entry<M: SerializeMap>(
    map: &mut M,
    key: &str,
    value: &Expr,
    names: &Names,
) -> Result<(), M::Error> {
    if value.is_unset() {
        return Ok(());
    }
    map.serialize_entry(key, &ExprJson(value, names))
}

struct TemplateJson<'a>(&'a Section<'a>);

impl Serialize for TemplateJson<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let section = self.0;
        let parts = section.parts;
        let mut map = s.serialize_map(None)?;
        if let Some(text) = &parts.description {
            map.serialize_entry("Description", text)?;
        }
        if !parts.metadata.is_empty() {
            map.serialize_entry("Metadata", &MapJson(parts.metadata.entries(), section.names))?;
        }
        if !parts.parameters.is_empty() || !parts.extra_parameters.is_empty() {
            map.serialize_entry(
                "Parameters",
                &Elements(section, &parts.parameters, Kind::Parameter),
            )?;
        }
        if !parts.rules.is_empty() {
            map.serialize_entry("Rules", &MapJson(parts.rules.entries(), section.names))?;
        }
        for (key, nodes, kind) in [
            ("Mappings", &parts.mappings, Kind::Mapping),
            ("Conditions", &parts.conditions, Kind::Condition),
        ] {
            if !nodes.is_empty() {
                map.serialize_entry(key, &Elements(section, nodes, kind))?;
            }
        }
        map.serialize_entry("Resources", &Elements(section, &parts.resources, Kind::Resource))?;
        if !parts.outputs.is_empty() {
            map.serialize_entry("Outputs", &Elements(section, &parts.outputs, Kind::Output))?;
        }
        map.end()
    }
}

struct Elements<'a>(&'a Section<'a>, &'a [u32], Kind);

impl Serialize for Elements<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Self(section, nodes, kind) = *self;
        // What the synthesizer adds comes on top, so the length is not said:
        // serde_json takes a length of zero at its word.
        let mut map = s.serialize_map(None)?;
        for &node in nodes {
            let id = section.names.get(node).unwrap_or_default();
            map.serialize_entry(id, &Element(section, node, kind))?;
        }
        if kind == Kind::Parameter {
            for (key, value) in section.parts.extra_parameters.entries() {
                entry(&mut map, key, value, section.names)?;
            }
        }
        map.end()
    }
}

struct Element<'a>(&'a Section<'a>, u32, Kind);

impl Serialize for Element<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Self(section, node, kind) = *self;
        let (arena, names) = (section.arena, section.names);
        match kind {
            Kind::Parameter => match arena.state::<ParameterState>(node) {
                Some(state) => map(s, state.props.entries(), names),
                None => s.serialize_unit(),
            },
            Kind::Mapping => mapping(s, arena.state(node), names),
            Kind::Condition => match arena.state::<ConditionState>(node) {
                Some(state) => ExprJson(&state.expr, names).serialize(s),
                None => s.serialize_unit(),
            },
            Kind::Resource => match arena.state(node) {
                Some(state) => self.resource(s, state),
                None => s.serialize_unit(),
            },
            Kind::Output => output(s, arena.state(node), names),
        }
    }
}

impl Element<'_> {
    fn resource<S: Serializer>(&self, s: S, resource: &Resource) -> Result<S::Ok, S::Error> {
        let Self(section, node, _) = *self;
        let names = section.names;
        let expanded = (section.expanded)(node);
        let depends_on = DependsOn((section.depends_on)(node), names);
        let mut map = s.serialize_map(None)?;
        if let Some(Expanded::Whole(entries)) = expanded {
            whole(&mut map, entries, &depends_on, names)?;
            return map.end();
        }
        map.serialize_entry("Type", resource.type_name())?;
        let overlay = match expanded {
            Some(Expanded::Overlay(overlay)) => overlay.entries(),
            _ => &[],
        };
        if !resource.props.is_empty() || !overlay.is_empty() {
            map.serialize_entry("Properties", &Overlaid(resource.props.entries(), overlay, names))?;
        }
        if !depends_on.0.is_empty() {
            map.serialize_entry("DependsOn", &depends_on)?;
        }
        if let Some(a) = resource.attributes.as_deref() {
            entry(&mut map, "CreationPolicy", &a.creation_policy, names)?;
            entry(&mut map, "UpdatePolicy", &a.update_policy, names)?;
            if let Some(policy) = a.update_replace_policy {
                map.serialize_entry("UpdateReplacePolicy", policy)?;
            }
            if let Some(policy) = a.deletion_policy {
                map.serialize_entry("DeletionPolicy", policy)?;
            }
            if !a.metadata.is_empty() {
                map.serialize_entry("Metadata", &MapJson(&a.metadata, names))?;
            }
            if let Some(condition) = a.condition {
                map.serialize_entry("Condition", names.of(condition))?;
            }
        }
        map.end()
    }
}

/// A resource that overrides reached into. `DependsOn` stands behind the
/// properties, unless an override wrote one.
fn whole<M: SerializeMap>(
    map: &mut M,
    entries: &[(Key, Expr)],
    depends_on: &DependsOn<'_>,
    names: &Names,
) -> Result<(), M::Error> {
    let is_needed = !depends_on.0.is_empty() && entries.iter().all(|(k, _)| k != "DependsOn");
    let behind = match entries.iter().position(|(k, _)| k == "Properties") {
        Some(properties) => properties + 1,
        None => entries.len().min(1),
    };
    let (first, last) = entries.split_at(behind);
    for (key, value) in first {
        entry(map, key, value, names)?;
    }
    if is_needed {
        map.serialize_entry("DependsOn", depends_on)?;
    }
    for (key, value) in last {
        entry(map, key, value, names)?;
    }
    Ok(())
}

/// Properties, some of them replaced in place and some added.
struct Overlaid<'a>(&'a [(Key, Expr)], &'a [(Key, Expr)], &'a Names);

impl Serialize for Overlaid<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Self(own, overlay, names) = *self;
        if overlay.is_empty() {
            return map(s, own, names);
        }
        let mut map = s.serialize_map(None)?;
        for (key, value) in own {
            let replaced = overlay.iter().find(|(k, _)| k == key);
            entry(&mut map, key, replaced.map_or(value, |(_, v)| v), names)?;
        }
        for (key, value) in overlay.iter().filter(|(k, _)| !own.iter().any(|(o, _)| o == k)) {
            entry(&mut map, key, value, names)?;
        }
        map.end()
    }
}

struct DependsOn<'a>(&'a [u32], &'a Names);

impl Serialize for DependsOn<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.0.iter().map(|i| self.1.get(*i).unwrap_or_default()))
    }
}

fn mapping<S: Serializer>(
    s: S,
    state: Option<&MappingState>,
    names: &Names,
) -> Result<S::Ok, S::Error> {
    struct Row<'a>(&'a indexmap::IndexMap<Key, Expr>, &'a Names);
    impl Serialize for Row<'_> {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            s.collect_map(self.0.iter().map(|(k, e)| (k, ExprJson(e, self.1))))
        }
    }
    s.collect_map(state.iter().flat_map(|m| &m.values).map(|(k, row)| (k, Row(row, names))))
}

fn output<S: Serializer>(
    s: S,
    state: Option<&OutputState>,
    names: &Names,
) -> Result<S::Ok, S::Error> {
    struct Export<'a>(&'a Expr, &'a Names);
    impl Serialize for Export<'_> {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            one(s, "Name", &ExprJson(self.0, self.1))
        }
    }
    let mut map = s.serialize_map(None)?;
    if let Some(OutputState { props }) = state {
        entry(&mut map, "Description", &props.description, names)?;
        entry(&mut map, "Value", &props.value, names)?;
        if !props.export_name.is_unset() {
            map.serialize_entry("Export", &Export(&props.export_name, names))?;
        }
        if let Some(condition) = props.condition {
            map.serialize_entry("Condition", names.of(condition))?;
        }
    }
    map.end()
}
