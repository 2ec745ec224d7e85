//! Every reference leads somewhere in its own template.

use super::collect::{StackParts, resources};
use super::names::ExpandedResources;
use crate::construct::{Arena, NodeId};
use crate::error::{Diagnostic, codes};
use crate::template::{Names, Resource, SubPart, element_exprs, resource_exprs, sub_parts};
use crate::token::{Expr, Key, Pseudo, Token};

/// Which resource refers to which: pairs of nodes, sorted, without doubles.
pub(super) struct Graph {
    edges: Vec<(u32, u32)>,
}

impl Graph {
    /// The resources that `node` refers to or waits for.
    pub(super) fn targets(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.edges.partition_point(|e| e.0 < node);
        self.edges[start..]
            .iter()
            .take_while(move |e| e.0 == node)
            .map(|e| e.1)
    }

    pub(super) fn has(&self, from: u32, to: u32) -> bool {
        self.edges.binary_search(&(from, to)).is_ok()
    }

    pub(super) fn add(&mut self, more: Vec<(u32, u32)>) {
        self.edges.extend(more);
        self.edges.sort_unstable();
        self.edges.dedup();
    }
}

/// Checks every expression of every element, and gives the graph of references.
pub(super) fn check(
    arena: &Arena,
    stacks: &[StackParts],
    names: &Names,
    expanded: &ExpandedResources,
    findings: &mut Vec<Diagnostic>,
) -> Graph {
    let mut checker = Checker {
        arena,
        names,
        edges: Vec::new(),
        findings,
        node: 0,
        ids: None,
    };
    for (node, resource) in resources(arena, stacks) {
        checker.node = node;
        resource_exprs(resource, expanded.get(&node), &mut |e| checker.expr(e));
        let condition = resource.attributes.as_deref().and_then(|a| a.condition);
        if let Some(id) = condition {
            checker.reference(id);
        }
    }
    for stack in stacks {
        for &node in stack.parts.conditions.iter().chain(&stack.parts.outputs) {
            checker.node = node;
            element_exprs(arena, node, &mut |e| checker.expr(e), &mut |_| {});
        }
        for &node in &stack.parts.outputs {
            checker.node = node;
            let mut conditions = Vec::new();
            element_exprs(arena, node, &mut |_| {}, &mut |id| conditions.push(id));
            conditions.into_iter().for_each(|id| checker.reference(id));
        }
    }
    let mut graph = Graph { edges: Vec::new() };
    graph.add(checker.edges);
    graph
}

struct Checker<'a> {
    arena: &'a Arena,
    names: &'a Names,
    edges: Vec<(u32, u32)>,
    findings: &'a mut Vec<Diagnostic>,
    /// The element whose expressions are being looked at.
    node: u32,
    /// Nodes by logical id, made when the first `Sub` asks.
    ids: Option<indexmap::IndexMap<(u32, &'a str), u32>>,
}

impl Checker<'_> {
    fn expr(&mut self, expr: &Expr) {
        // The closure cannot hold `self` and the expression at once, so the
        // few that matter are gathered first.
        let mut refs: Vec<NodeId> = Vec::new();
        let mut subs: Vec<(Key, Vec<Key>)> = Vec::new();
        expr.walk(&mut |e| match e {
            Expr::Ref(id) => refs.push(*id),
            Expr::Token(token) => {
                refs.extend(token.target());
                if let Token::Sub(text, variables) = &**token {
                    subs.push((
                        text.clone(),
                        variables.iter().map(|(k, _)| k.clone()).collect(),
                    ));
                }
            }
            _ => {}
        });
        refs.into_iter().for_each(|id| self.reference(id));
        subs.into_iter()
            .for_each(|(text, variables)| self.sub(&text, &variables));
    }

    fn reference(&mut self, id: NodeId) {
        let target = id.index();
        if id.tree() != self.arena.tree_id() {
            return self.report(
                codes::FOREIGN_TOKEN,
                "a value belongs to a construct of another app".into(),
                "define both in the same app, or pass a literal",
            );
        }
        if self.names.get(target).is_none() {
            return self.report(
                codes::DANGLING_REFERENCE,
                format!(
                    "a value refers to `{}`, which is in no template",
                    self.arena.path(target)
                ),
                "refer to a resource, a parameter or a condition that stands inside a stack",
            );
        }
        if self.arena.owner(target) != self.arena.owner(self.node) {
            let message = format!(
                "a value refers to `{}` of another stack",
                self.arena.path(target)
            );
            return self.report(
                codes::CROSS_STACK_REFERENCE,
                message,
                "define both in one stack, or hand the value over with `CfnOutputProps::export_name` and `Fn::ImportValue`",
            );
        }
        self.edge(target);
    }

    fn edge(&mut self, target: u32) {
        let is_resource = |node| self.arena.state::<Resource>(node).is_some();
        if is_resource(self.node) && is_resource(target) {
            self.edges.push((self.node, target));
        }
    }

    fn sub(&mut self, text: &str, variables: &[Key]) {
        let mut unused: Vec<&Key> = variables.iter().collect();
        for part in sub_parts(text) {
            match part {
                SubPart::Unclosed => self.report(
                    codes::MALFORMED_SUB,
                    format!("the text `{text}` has a `${{` without its `}}`"),
                    "close it, or write `${!name}` for a `${name}` that stays as it is",
                ),
                SubPart::Variable(name) => {
                    unused.retain(|v| **v != *name);
                    if !variables.iter().any(|v| *v == *name) {
                        self.template_name(text, name);
                    }
                }
            }
        }
        for name in unused {
            let finding = Diagnostic::warning(
                codes::UNUSED_SUB_VARIABLE,
                format!("the variable `{name}` is not in the text `{text}`"),
            )
            .help("leave the variable out, or name it in the text");
            self.findings.push(self.arena.place(finding, self.node));
        }
    }

    /// What is no variable must be a pseudo parameter or a logical id.
    fn template_name(&mut self, text: &str, name: &str) {
        if Pseudo::ALL.iter().any(|p| p.name() == name) {
            return;
        }
        let id = name.split('.').next().unwrap_or(name);
        let owner = self.arena.owner(self.node);
        let (arena, names) = (self.arena, self.names);
        let ids = self.ids.get_or_insert_with(|| {
            (0..arena.len())
                .filter_map(|n| Some(((arena.owner(n), names.get(n)?), n)))
                .collect()
        });
        match ids.get(&(owner, id)) {
            Some(&target) => self.edge(target),
            None => self.report(
                codes::UNKNOWN_SUB_VARIABLE,
                format!(
                    "`${{{name}}}` in the text `{text}` is neither a variable nor in the template"
                ),
                "give it with `.variable(name, value)`",
            ),
        }
    }

    fn report(&mut self, code: &'static str, message: String, help: &'static str) {
        let finding = Diagnostic::error(code, message).help(help);
        let finding = self.arena.place(finding, self.node);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}
