//! Every reference leads somewhere in its own template.

use super::collect::{Collected, StackParts};
use super::graph::Graph;
use super::names::ExpandedResources;
use super::sub;
use crate::construct::{Arena, NodeId};
use crate::error::{Diagnostic, codes};
use crate::stack::artifact::StackAsset;
use crate::template::{Kind, Names, element_exprs, own_condition, resource_exprs};
use crate::token::{AssetRef, Expr, Token};

/// Checks every expression of every element, notes the assets of each stack,
/// and gives the graph of references.
pub(super) fn check(
    arena: &Arena,
    collected: &mut Collected,
    names: &Names,
    expanded: &ExpandedResources,
    findings: &mut Vec<Diagnostic>,
) -> Graph {
    let Collected { stacks, kinds } = collected;
    let mut checker = Checker {
        arena,
        names,
        kinds,
        edges: Vec::new(),
        findings,
        node: 0,
        kind: Kind::Resource,
        assets: Vec::new(),
        ids: sub::Ids::default(),
    };
    for stack in stacks {
        checker.stack(stack, expanded);
        stack.assets = std::mem::take(&mut checker.assets);
    }
    let mut graph = Graph::default();
    graph.add(checker.edges);
    graph
}

pub(super) struct Checker<'a> {
    pub(super) arena: &'a Arena,
    pub(super) names: &'a Names,
    kinds: &'a [Option<Kind>],
    edges: Vec<(u32, u32)>,
    findings: &'a mut Vec<Diagnostic>,
    /// The element whose expressions are being looked at, and what it is.
    pub(super) node: u32,
    kind: Kind,
    /// The assets of the stack that is being looked at.
    assets: Vec<StackAsset>,
    pub(super) ids: sub::Ids<'a>,
}

impl Checker<'_> {
    fn stack(&mut self, stack: &StackParts, expanded: &ExpandedResources) {
        let arena = self.arena;
        for node in stack.parts.all() {
            let Some(kind) = self.kinds[node as usize] else {
                continue;
            };
            (self.node, self.kind) = (node, kind);
            match kind {
                Kind::Resource => {
                    if let Some(resource) = arena.state(node) {
                        let expanded = expanded.get(&node);
                        resource_exprs(resource, expanded, &mut |e| self.expr(e));
                    }
                }
                Kind::Parameter | Kind::Mapping => {
                    element_exprs(arena, node, kind, &mut |e| self.literal(e));
                }
                Kind::Condition | Kind::Output => {
                    element_exprs(arena, node, kind, &mut |e| self.expr(e));
                }
            }
            if let Some(condition) = own_condition(arena, node, kind) {
                self.reference(condition);
            }
        }
        self.node = stack.node;
        for (_, expr) in stack.parts.metadata.entries() {
            self.literal(expr);
        }
    }

    fn literal(&mut self, expr: &Expr) {
        if expr.is_literal() {
            return self.expr(expr);
        }
        self.report(
            codes::LATE_VALUE,
            "a value that is known only at deployment stands where CloudFormation reads the template itself".into(),
            "give a literal to parameters, mappings and the metadata of a stack",
        );
    }

    fn expr(&mut self, expr: &Expr) {
        expr.walk(&mut |e| match e {
            Expr::Ref(id) => self.reference(*id),
            Expr::Token(token) => self.token(token),
            Expr::Num(n) if !n.is_finite() => self.report(
                codes::INVALID_NUMBER,
                format!("a number must be finite, got {n}"),
                "look for a division by zero where it is computed",
            ),
            _ => {}
        });
    }

    fn token(&mut self, token: &Token) {
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
                        "`Fn::Select` takes the item at {index} of a list of {}",
                        items.len()
                    ),
                    "positions are counted from zero",
                );
            }
            _ => token.target().into_iter().for_each(|id| self.reference(id)),
        }
    }

    fn is_ours(&self, id: NodeId) -> bool {
        id.tree() == self.arena.tree_id()
    }

    fn reference(&mut self, id: NodeId) {
        let target = id.index();
        if !self.is_ours(id) {
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
                "define both in one stack, or hand the value over by a parameter of this stack",
            );
        }
        self.edge(target);
    }

    pub(super) fn edge(&mut self, target: u32) {
        if self.kinds[target as usize] != Some(Kind::Resource) {
            return;
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
            Kind::Parameter | Kind::Mapping | Kind::Output => {}
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

    fn push(&mut self, finding: Diagnostic) {
        let finding = self.arena.place(finding, self.node);
        // One element may name the same thing at many places.
        let here = self.findings.iter().rev();
        let mut here = here.take_while(|f| f.node_index() == Some(self.node));
        if !here.any(|f| *f == finding) {
            self.findings.push(finding);
        }
    }
}
