//! Every reference leads somewhere: in its own template, or into another one.

use super::collect::{Collected, StackParts};
use super::crossing::Crossing;
use super::functions::Uses;
use super::graph::Graph;
use super::names::ExpandedResources;
use super::sub;
use crate::construct::{Arena, NodeId};
use crate::error::{Diagnostic, codes};
use crate::stack::asset::StackAsset;
use crate::stack::stack::StackState;
use crate::template::{
    FragmentState, Kind, Names, Place, REF, Resource, element_exprs, may_refer, own_condition,
    resource_exprs,
};
use crate::token::{AssetRef, Expr, Key, Token};

/// Checks every expression of every element, notes the assets of each stack,
/// and gives the graph of references and those that lead to other templates.
pub(super) fn check(
    arena: &Arena,
    collected: &mut Collected,
    names: &Names,
    expanded: &ExpandedResources,
    findings: &mut Vec<Diagnostic>,
) -> (Graph, Vec<Crossing>) {
    let Collected { stacks, kinds, hashed } = collected;
    let mut checker = Checker {
        arena,
        names,
        kinds,
        hashed,
        edges: Vec::new(),
        crossings: Vec::new(),
        findings,
        node: 0,
        kind: Kind::Resource,
        place: Place("", ""),
        assets: Vec::new(),
        ids: sub::Ids::default(),
        uses: Uses::default(),
        is_open: false,
        early: None,
        loops: Vec::new(),
        keys: Vec::new(),
        may_refer: false,
    };
    let mut found = Vec::with_capacity(stacks.len());
    for stack in &*stacks {
        checker.stack(stack, expanded);
        let uses = std::mem::take(&mut checker.uses);
        found.push((std::mem::take(&mut checker.assets), uses));
    }
    let (edges, crossings) = (checker.edges, checker.crossings);
    let mut graph = Graph::default();
    graph.add(edges);
    for (stack, (assets, uses)) in stacks.iter_mut().zip(found) {
        stack.assets = assets;
        stack.parts.need(uses.language_extensions, uses.macros);
    }
    (graph, crossings)
}

pub(super) struct Checker<'a> {
    pub(super) arena: &'a Arena,
    pub(super) names: &'a Names,
    pub(super) kinds: &'a [Option<Kind>],
    /// The resources whose names are not known yet.
    pub(super) hashed: &'a [u32],
    edges: Vec<(u32, u32)>,
    crossings: Vec<Crossing>,
    findings: &'a mut Vec<Diagnostic>,
    /// The element whose expressions are being looked at, what it is, and
    /// where in it.
    pub(super) node: u32,
    pub(super) kind: Kind,
    pub(super) place: Place<'a>,
    /// The assets of the stack that is being looked at.
    assets: Vec<StackAsset>,
    pub(super) ids: sub::Ids<'a>,
    /// What the stack that is being looked at needs.
    pub(super) uses: Uses,
    /// Whether its template can get elements that are not known here.
    pub(super) is_open: bool,
    /// What is being looked at, when that must be known before any resource.
    pub(super) early: Option<&'static str>,
    /// What stands for the values of the loops around.
    pub(super) loops: Vec<Key>,
    /// The sections and keys of what is written as it stands, so far.
    pub(super) keys: Vec<(&'a str, &'a str)>,
    /// Whether a text was seen that may hold dynamic references.
    pub(super) may_refer: bool,
}

impl<'a> Checker<'a> {
    fn stack(&mut self, stack: &'a StackParts, expanded: &'a ExpandedResources) {
        let arena = self.arena;
        self.keys.clear();
        self.is_open = stack.parts.has_unknown_elements();
        for node in stack.parts.all() {
            let Some(kind) = self.kinds[node as usize] else {
                continue;
            };
            (self.node, self.kind) = (node, kind);
            match kind {
                Kind::Resource => {
                    if let Some(resource) = arena.state(node) {
                        let expanded = expanded.get(&node);
                        resource_exprs(resource, expanded, &mut |p, e| self.expr(p, e));
                        self.hashed(resource);
                    }
                }
                Kind::Parameter | Kind::Mapping => {
                    element_exprs(arena, node, kind, &mut |p, e| self.literal(p, e));
                }
                Kind::Condition | Kind::Output | Kind::Rule => {
                    element_exprs(arena, node, kind, &mut |p, e| self.expr(p, e));
                }
                Kind::Fragment => {
                    if let Some(FragmentState { section, key, value }) = arena.state(node) {
                        let id = self.names.get(node).unwrap_or_default();
                        self.part(section, key.as_deref().unwrap_or(id), value);
                    }
                }
            }
            if let Some(condition) = own_condition(arena, node, kind) {
                self.place = Place("", "Condition");
                self.reference(condition);
            }
        }
        self.node = stack.node;
        for (section, key, value) in stack.parts.raw.exprs() {
            self.part(section, key, value);
            if section.is_empty() && stack.parts.writes(key) {
                self.key_twice(key);
            }
        }
        self.kind = Kind::Fragment;
        for transform in &stack.parts.transforms {
            self.literal(Place("", "Transform"), transform);
        }
        for (key, expr) in stack.parts.metadata.entries() {
            self.literal(Place("Metadata", key), expr);
        }
    }

    /// What a resource is hashed from is put in order by `DependsOn`.
    fn hashed(&mut self, resource: &Resource) {
        let attributes = resource.attributes.as_deref();
        let Some(hash) = attributes.and_then(|a| a.hash.as_ref()) else {
            return;
        };
        if hash.named().any(|id| !self.is_ours(id)) {
            self.place = Place("", "the content hash");
            self.foreign();
        }
    }

    fn literal(&mut self, place: Place<'a>, expr: &Expr) {
        if expr.is_literal() {
            return self.expr(place, expr);
        }
        self.report(
            codes::LATE_VALUE,
            format!("`{place}` is known only at deployment, but CloudFormation takes it as it stands"),
            "give a literal: functions have no meaning in parameters, mappings and the metadata of a stack",
        );
    }

    fn expr(&mut self, place: Place<'a>, expr: &Expr) {
        self.place = place;
        match place {
            Place("Export", "Name") => self.early("the name of an export", expr),
            // Written out by an override, as only the transform allows.
            Place("", "DeletionPolicy" | "UpdateReplacePolicy") => {
                self.uses.language_extensions |= !expr.is_literal();
                self.visit(expr);
            }
            _ => self.visit(expr),
        }
        if std::mem::take(&mut self.may_refer) {
            self.dynamic(expr);
        }
    }

    pub(super) fn visit(&mut self, expr: &Expr) {
        match expr {
            Expr::List(items) => items.iter().for_each(|e| self.visit(e)),
            Expr::Map(entries) => entries.iter().for_each(|(key, e)| match e {
                Expr::Token(token) => self.entry(key, token),
                e => self.visit(e),
            }),
            Expr::Ref(id) => self.value(*id, REF, false),
            Expr::Token(token) => self.function(token),
            Expr::Num(n) if !n.is_finite() => self.report(
                codes::INVALID_NUMBER,
                format!("`{}` holds {n}, which is no number of JSON", self.place),
                "look for a division by zero where it is computed",
            ),
            Expr::Num(_) | Expr::Unset | Expr::Bool(_) | Expr::Int(_) | Expr::Pseudo(_) => {}
            Expr::Str(text) => self.may_refer |= may_refer(text),
        }
    }

    pub(super) fn token(&mut self, token: &Token) {
        match token {
            // An element may mention its own name without waiting for itself.
            Token::LogicalId(id) if id.index() == self.node && self.is_ours(*id) => {}
            Token::Sub(text, variables) => self.sub(text, variables),
            Token::Asset(asset) => self.asset(asset),
            Token::Select(Expr::Int(index), Expr::List(items))
                if usize::try_from(*index).map_or(true, |at| at >= items.len()) =>
            {
                self.report(
                    codes::SELECT_OUT_OF_RANGE,
                    format!(
                        "`Fn::Select` in `{}` takes the item at {index} of a list of {}",
                        self.place,
                        items.len()
                    ),
                    "positions are counted from zero",
                );
            }
            Token::GetAtt(id, attribute) => self.value(*id, attribute, false),
            Token::Join(_, list) | Token::Select(_, list) => self.list(list),
            _ => token.target().into_iter().for_each(|id| self.reference(id)),
        }
    }

    /// What stands where only a list can.
    fn list(&mut self, expr: &Expr) {
        match expr {
            Expr::Ref(id) => self.value(*id, REF, true),
            Expr::Token(token) => {
                if let Token::GetAtt(id, attribute) = &**token {
                    self.value(*id, attribute, true);
                }
            }
            _ => {}
        }
    }

    fn is_ours(&self, id: NodeId) -> bool {
        id.tree() == self.arena.tree_id()
    }

    /// A value of an element: in another template it can be read from there.
    fn value(&mut self, id: NodeId, attribute: &str, is_in_list: bool) {
        let target = id.index();
        if self.is_value_elsewhere(id) {
            return self.crossings.push(Crossing {
                from: self.node,
                early: match self.kind {
                    Kind::Condition => Some("a condition"),
                    _ => self.early,
                },
                place: self.place.to_string(),
                target,
                attribute: attribute.to_owned().into(),
                is_in_list,
            });
        }
        self.reference(id);
    }

    fn is_value_elsewhere(&self, id: NodeId) -> bool {
        if !self.is_ours(id) {
            return false;
        }
        match self.kinds[id.index() as usize] {
            Some(Kind::Resource | Kind::Parameter) => {
                self.arena.owner(id.index()) != self.arena.owner(self.node)
            }
            Some(_) => false,
            // A stack tells its name and its ARN, also to itself.
            None => self.arena.state::<StackState>(id.index()).is_some(),
        }
    }

    /// The name of an element, which means something in its own template only.
    pub(super) fn reference(&mut self, id: NodeId) {
        let target = id.index();
        if !self.is_ours(id) {
            return self.foreign();
        }
        if self.names.get(target).is_none() {
            return self.report(
                codes::DANGLING_REFERENCE,
                format!(
                    "`{}` refers to `{}`, which is in no template",
                    self.place,
                    self.arena.path(target)
                ),
                "refer to a resource, a parameter or a condition that stands inside a stack",
            );
        }
        if self.arena.owner(target) != self.arena.owner(self.node) {
            let message = format!(
                "`{}` refers to `{}` of another stack",
                self.place,
                self.arena.path(target)
            );
            return self.report(
                codes::CROSS_STACK_REFERENCE,
                message,
                "define both in one stack: only `Ref` and attributes can be read from another one",
            );
        }
        self.edge(target);
    }

    fn foreign(&mut self) {
        self.report(
            codes::FOREIGN_TOKEN,
            format!("`{}` refers to a construct of another app", self.place),
            "define both in the same app, or pass a literal",
        );
    }

    pub(super) fn edge(&mut self, target: u32) {
        if self.kinds[target as usize] != Some(Kind::Resource) {
            return;
        }
        if let Some(what) = self.early {
            self.report(
                codes::LATE_VALUE,
                format!(
                    "{what} in `{}` refers to the resource `{}`, which is not there when that is decided",
                    self.place,
                    self.arena.path(target)
                ),
                "give a literal, or refer to parameters, mappings and pseudo parameters",
            );
        }
        match self.kind {
            Kind::Resource => self.edges.push((self.node, target)),
            Kind::Condition => self.report(
                codes::LATE_VALUE,
                format!(
                    "a condition refers to the resource `{}`, which is not there when conditions are decided",
                    self.arena.path(target)
                ),
                "refer to parameters, mappings and pseudo parameters in a condition",
            ),
            Kind::Rule => self.report(
                codes::LATE_VALUE,
                format!(
                    "a rule refers to the resource `{}`, which is not there when rules are checked",
                    self.arena.path(target)
                ),
                "refer to parameters in a rule",
            ),
            Kind::Parameter | Kind::Mapping | Kind::Output | Kind::Fragment => {}
        }
    }

    fn asset(&mut self, asset: &AssetRef) {
        if self.assets.iter().any(|a| a.asset == *asset.0) {
            return;
        }
        self.assets.push(StackAsset {
            asset: (*asset.0).clone(),
            path: self.arena.path(self.node),
            lines: self.arena.lines(self.node),
            hash: None,
        });
    }

    pub(super) fn warn(&mut self, code: &'static str, message: String, help: &'static str) {
        self.push(Diagnostic::warning(code, message).help(help));
    }

    pub(super) fn report(&mut self, code: &'static str, message: String, help: &'static str) {
        self.push(Diagnostic::error(code, message).help(help));
    }

    pub(super) fn push(&mut self, finding: Diagnostic) {
        let finding = self.arena.place(finding, self.node);
        // One element may name the same thing at many places.
        let here = self.findings.iter().rev();
        let mut here = here.take_while(|f| f.node_index() == Some(self.node));
        if !here.any(|f| *f == finding) {
            self.findings.push(finding);
        }
    }
}
