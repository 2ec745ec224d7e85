//! Every name in a template that leads to an element of it.

use super::sub::{SubPiece, sub_pieces};
use crate::element::{Content, Element, Map, Position};

/// A name that leads to an element of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name<'d> {
    /// What it leads to.
    pub kind: NameKind,
    /// The logical id.
    pub name: &'d str,
    /// The function or attribute that names it, for example `Fn::GetAtt`.
    pub by: &'static str,
    /// Where it stands; for a name inside a text, where the text begins.
    pub position: Position,
}

/// What a name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A resource or a parameter.
    Value,
    /// A resource.
    Resource,
    /// A condition.
    Condition,
    /// A mapping.
    Mapping,
}

/// Collects the names in a value, but for those that a loop around them makes.
pub(super) struct Names<'d> {
    pub(super) found: Vec<Name<'d>>,
    /// Whether `Condition` with a text names a condition here.
    pub(super) is_condition: bool,
    loops: Vec<&'d str>,
}

impl<'d> Names<'d> {
    pub(super) fn new(is_condition: bool) -> Self {
        Self { found: Vec::new(), is_condition, loops: Vec::new() }
    }

    pub(super) fn visit(&mut self, value: &'d Element) {
        match value.content() {
            Content::List(items) => items.iter().for_each(|item| self.visit(item)),
            Content::Map(map) => self.map(map),
            _ => {}
        }
    }

    /// The entry of a section or an object.
    pub(super) fn entry(&mut self, key: &str, value: &'d Element) {
        if let (true, Some([identifier, collection, body])) =
            (key.starts_with("Fn::ForEach::"), value.as_list())
            && let Some(identifier) = identifier.as_text()
        {
            self.visit(collection);
            self.loops.push(identifier);
            self.visit(body);
            self.loops.pop();
        } else {
            self.visit(value);
        }
    }

    pub(super) fn add(
        &mut self,
        kind: NameKind,
        by: &'static str,
        name: &'d str,
        position: Position,
    ) {
        let is_of_loop = |l: &&str| {
            name == *l || name.contains(&format!("${{{l}}}")) || name.contains(&format!("&{{{l}}}"))
        };
        let is_pseudo = kind == NameKind::Value && PSEUDO.contains(&name);
        if !is_pseudo && !self.loops.iter().any(is_of_loop) {
            self.found.push(Name { kind, name, by, position });
        }
    }

    fn map(&mut self, map: &'d Map) {
        if let [entry] = map.entries() {
            self.function(entry.key(), entry.value());
        }
        map.entries().iter().for_each(|e| self.entry(e.key(), e.value()));
    }

    fn function(&mut self, key: &str, value: &'d Element) {
        let first = value.as_list().and_then(<[Element]>::first);
        let first = first.and_then(|f| Some((f.as_text()?, f.position())));
        let text = value.as_text().map(|text| (text, value.position()));
        match (key, text, first) {
            ("Ref", Some((name, at)), _) => self.add(NameKind::Value, "Ref", name, at),
            ("Fn::GetAtt", Some((path, at)), _) => {
                let name = path.split('.').next().unwrap_or_default();
                self.add(NameKind::Value, "Fn::GetAtt", name, at);
            }
            ("Fn::GetAtt", _, Some((name, at))) => {
                self.add(NameKind::Value, "Fn::GetAtt", name, at);
            }
            ("Fn::If", _, Some((name, at))) => self.add(NameKind::Condition, "Fn::If", name, at),
            ("Fn::FindInMap", _, Some((name, at))) => {
                self.add(NameKind::Mapping, "Fn::FindInMap", name, at);
            }
            ("Condition", Some((name, at)), _) if self.is_condition => {
                self.add(NameKind::Condition, "Condition", name, at);
            }
            ("Fn::Sub", Some((text, at)), _) => self.sub(text, &[], at),
            ("Fn::Sub", _, Some((text, at))) => {
                let variables = value.as_list().and_then(|l| l.get(1)?.as_map());
                let variables = variables.map(Map::entries).unwrap_or_default();
                let known: Vec<&str> = variables.iter().map(|e| e.key()).collect();
                self.sub(text, &known, at);
            }
            _ => {}
        }
    }

    fn sub(&mut self, text: &'d str, variables: &[&str], at: Position) {
        for piece in sub_pieces(text) {
            if let SubPiece::Name { name, written, .. } = piece
                && !variables.contains(&&written[2..written.len() - 1])
            {
                self.add(NameKind::Value, "Fn::Sub", name, at);
            }
        }
    }
}

/// What CloudFormation fills in.
const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NotificationARNs",
    "AWS::NoValue",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];
