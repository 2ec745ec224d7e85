//! What the rules see of a template, and how they say what is wrong.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;

use super::super::Scope;
use super::super::see::{Late, Presence, Seen, presence, see};
use crate::construct::{Arena, NodeId, fnv};
use crate::error::Diagnostic;
use crate::template::{Attributes, Expanded, Resource, property};
use crate::token::{Expr, Key};

/// The resources of one template.
pub(super) struct View<'a> {
    scope: Scope<'a>,
    resources: Vec<(u32, &'a Resource)>,
    /// By logical id, made when raw JSON names one.
    ids: OnceCell<BTreeMap<&'a str, u32>>,
}

/// One resource, as the template will hold it.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) node: u32,
    resource: &'a Resource,
    expanded: Option<&'a Expanded>,
}

impl<'a> View<'a> {
    pub(super) fn new(scope: Scope<'a>, resources: Vec<(u32, &'a Resource)>) -> Self {
        Self { scope, resources, ids: OnceCell::new() }
    }

    pub(super) fn item(&self, node: u32, resource: &'a Resource) -> Item<'a> {
        Item { node, resource, expanded: (self.scope.expanded)(node) }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Item<'a>> {
        self.resources.iter().map(|&(node, resource)| self.item(node, resource))
    }

    /// The resource that an expression names, and the attribute when it takes one.
    pub(super) fn target<'e>(&self, expr: &'e Expr) -> Option<(Item<'a>, Option<&'e str>)> {
        let (node, attribute) = self.named(expr)?;
        Some((self.item(node, self.scope.arena.state(node)?), attribute))
    }

    /// The element that `Ref` or `Fn::GetAtt` names.
    pub(super) fn named<'e>(&self, expr: &'e Expr) -> Option<(u32, Option<&'e str>)> {
        let ours = |id: NodeId| (id.tree() == self.scope.arena.tree_id()).then(|| id.index());
        match see(expr) {
            Seen::Late(Late::Ref(id)) => Some((ours(id)?, None)),
            Seen::Late(Late::GetAtt(id, attribute)) => Some((ours(id)?, Some(attribute))),
            Seen::Late(Late::RefName(name)) => Some((self.by_name(name)?, None)),
            Seen::Late(Late::GetAttName(name, attribute)) => {
                Some((self.by_name(name)?, Some(attribute)))
            }
            _ => None,
        }
    }

    fn by_name(&self, name: &str) -> Option<u32> {
        let names = self.scope.names;
        let all = self.resources.iter();
        let ids = self
            .ids
            .get_or_init(|| all.filter_map(|(node, _)| Some((names.get(*node)?, *node))).collect());
        ids.get(name).copied()
    }

    /// The resource of this type that an expression names.
    pub(super) fn target_of(&self, expr: Option<&Expr>, type_name: &str) -> Option<Item<'a>> {
        let (item, _) = self.target(expr?)?;
        (item.type_name() == type_name).then_some(item)
    }

    pub(super) fn path(&self, item: Item<'_>) -> String {
        self.scope.arena.path(item.node)
    }
}

impl<'a> Item<'a> {
    pub(super) fn type_name(&self) -> &'a str {
        self.resource.type_name()
    }

    /// A property that may be given.
    pub(super) fn get(&self, name: &str) -> Option<&'a Expr> {
        property(self.resource, self.expanded, name).filter(|expr| may_be_given(expr))
    }

    pub(super) fn attributes(&self) -> Option<&'a Attributes> {
        self.resource.attributes.as_deref()
    }

    /// Whether it depends on a condition that it exists at all.
    pub(super) fn is_conditional(&self) -> bool {
        self.resource.attributes.as_deref().is_some_and(|a| a.condition.is_some())
    }
}

fn may_be_given(expr: &Expr) -> bool {
    presence(expr) != Presence::Never
}

/// A value that is given in every case.
pub(super) fn always(expr: Option<&Expr>) -> bool {
    expr.is_some_and(|expr| presence(expr) == Presence::Always)
}

/// An entry of an object that may be given.
pub(super) fn field<'e>(expr: &'e Expr, name: &str) -> Option<&'e Expr> {
    let entry = entries(expr)?.iter().find(|(key, _)| key == name);
    entry.map(|(_, expr)| expr).filter(|expr| may_be_given(expr))
}

/// An entry deep in objects.
pub(super) fn deep<'e>(expr: Option<&'e Expr>, path: &[&str]) -> Option<&'e Expr> {
    path.iter().try_fold(expr?, |expr, name| field(expr, name))
}

/// The entries of an object.
pub(super) fn entries(expr: &Expr) -> Option<&[(Key, Expr)]> {
    match see(expr) {
        Seen::Map(entries) => Some(entries),
        _ => None,
    }
}

/// The items of a list that is there for certain.
pub(super) fn items(expr: &Expr) -> Option<&[Expr]> {
    match see(expr) {
        Seen::List(items) => Some(items),
        _ => None,
    }
}

/// A text, or what CloudFormation would write for a number or a flag.
pub(super) fn text(expr: &Expr) -> Option<Cow<'_, str>> {
    match see(expr) {
        Seen::Text(text) if super::super::see::is_dynamic(&text) => None,
        Seen::Text(text) => Some(text),
        Seen::Int(number) => Some(Cow::Owned(number.to_string())),
        Seen::Bool(flag) => Some(Cow::Borrowed(if flag { "true" } else { "false" })),
        _ => None,
    }
}

/// A whole number, also as text.
pub(super) fn number(expr: &Expr) -> Option<i64> {
    match see(expr) {
        Seen::Int(number) => Some(number),
        Seen::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// Whether a flag is set: nothing when that is not known.
pub(super) fn flag(expr: Option<&Expr>) -> Option<bool> {
    match expr {
        None => Some(false),
        Some(expr) => text(expr)?.parse().ok(),
    }
}

/// The findings about the resource that is looked at.
pub(super) struct Findings<'f, 'o> {
    arena: &'f Arena,
    found: &'o mut Vec<Diagnostic>,
    /// The nodes of which errors are known.
    refused: Vec<u32>,
    node: u32,
    /// Whether constructs refused something: then a policy may lack what they
    /// did not grant.
    pub(super) is_incomplete: bool,
    accepted: [u64; ACCEPTED],
}

/// How many texts are remembered.
const ACCEPTED: usize = 128;

fn slot(hash: u64) -> usize {
    (hash % ACCEPTED as u64) as usize
}

impl<'f, 'o> Findings<'f, 'o> {
    pub(super) fn new(arena: &'f Arena, found: &'o mut Vec<Diagnostic>) -> Self {
        let errors = found.iter().filter(|finding| finding.is_error());
        let refused = errors.clone().filter_map(Diagnostic::node_index).collect();
        let is_incomplete = errors.clone().any(|finding| finding.property().is_none());
        Self { arena, found, refused, node: 0, is_incomplete, accepted: [0; ACCEPTED] }
    }

    /// Whether this text was [accepted](Self::accept) not long ago: grants say
    /// the same few actions again and again. By its hash, of 64 bits.
    pub(super) fn is_accepted(&self, text: &str) -> bool {
        let hash = fnv(text);
        self.accepted[slot(hash)] == hash
    }

    /// Remembers that nothing is wrong with a text, wherever it stands.
    pub(super) fn accept(&mut self, text: &str) {
        let hash = fnv(text);
        self.accepted[slot(hash)] = hash;
    }

    /// Turns to one resource. One of which an error is known already was told
    /// in better words, by the construct that made it.
    pub(super) fn begin(&mut self, item: Item<'_>) -> bool {
        self.node = item.node;
        let stands_for = match self.arena.id(item.node) {
            "Resource" | "Default" => self.arena.parent(item.node),
            _ => item.node,
        };
        !self.refused.iter().any(|node| *node == item.node || *node == stands_for)
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        path: impl fmt::Display,
        what: impl fmt::Display,
        help: impl Into<Cow<'static, str>>,
    ) {
        let finding = Diagnostic::error(code, format!("`Properties.{path}`: {what}")).help(help);
        self.push(finding, &path);
    }

    pub(super) fn warning(
        &mut self,
        code: &'static str,
        path: impl fmt::Display,
        what: impl fmt::Display,
        help: impl Into<Cow<'static, str>>,
    ) {
        let finding = Diagnostic::warning(code, format!("`Properties.{path}`: {what}")).help(help);
        self.push(finding, &path);
    }

    /// A finding about the resource as a whole.
    pub(super) fn whole(
        &mut self,
        code: &'static str,
        what: impl fmt::Display,
        help: impl Into<Cow<'static, str>>,
    ) {
        let finding = Diagnostic::error(code, what.to_string()).help(help);
        self.place(finding.contestable("Properties".to_owned()));
    }

    /// A finding about what stands beside the properties.
    pub(super) fn attribute(
        &mut self,
        code: &'static str,
        name: &str,
        what: impl fmt::Display,
        help: &'static str,
    ) {
        let finding = Diagnostic::error(code, format!("`{name}`: {what}")).help(help);
        self.place(finding.contestable(name.to_owned()));
    }

    /// A rule may be older than AWS, so that even an error can be accepted.
    fn push(&mut self, finding: Diagnostic, path: &dyn fmt::Display) {
        self.place(finding.contestable(format!("Properties.{path}")));
    }

    fn place(&mut self, finding: Diagnostic) {
        let mut finding = self.arena.place(finding, self.node);
        self.arena.acknowledge(&mut finding);
        if !self.found.contains(&finding) {
            self.found.push(finding);
        }
    }
}
