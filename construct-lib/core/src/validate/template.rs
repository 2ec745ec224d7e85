//! The elements of a template beside its resources: what nothing uses, what
//! excludes itself, and what refers to something that may not be there.

use std::collections::{BTreeMap, BTreeSet};

use construct_schema::{Match, Pattern};

use super::Scope;
use super::see::{Seen, see};
use crate::construct::NodeId;
use crate::error::{Diagnostic, codes};
use crate::template::{
    Kind, Resource, SubPart, TemplateParts, element_exprs, own_condition, resource_exprs, sub_parts,
};
use crate::token::{Expr, Token};

/// Checks one template.
pub(crate) fn check<'a>(
    scope: Scope<'a>,
    parts: &'a TemplateParts,
    findings: &mut Vec<Diagnostic>,
) {
    let sections = [
        (&parts.parameters, Kind::Parameter),
        (&parts.mappings, Kind::Mapping),
        (&parts.conditions, Kind::Condition),
        (&parts.outputs, Kind::Output),
        (&parts.rules, Kind::Rule),
        (&parts.fragments, Kind::Fragment),
    ];
    if sections.iter().all(|(nodes, _)| nodes.is_empty()) {
        return;
    }
    let sections = sections.into_iter().chain([(&parts.resources, Kind::Resource)]);
    let elements: Vec<(u32, Kind)> =
        sections.flat_map(|(nodes, kind)| nodes.iter().map(move |node| (*node, kind))).collect();
    let names = elements.iter().filter_map(|(node, _)| Some((scope.names.get(*node)?, *node)));
    let mut template = Template {
        scope,
        ids: names.collect(),
        kinds: elements.iter().copied().collect(),
        used: BTreeSet::new(),
        findings,
    };
    for (node, kind) in &elements {
        template.element(*node, *kind);
    }
    let raw = parts.raw.exprs().map(|(_, _, expr)| expr);
    for expr in raw.chain(parts.metadata.entries().iter().map(|(_, expr)| expr)) {
        template.walk(expr, None, &mut Vec::new());
    }
    // A macro may use anything, and what a misspelt name was to use is no
    // second fault.
    let is_whole = !template.findings.iter().any(Diagnostic::is_error);
    if is_whole && parts.transforms.is_empty() && !parts.has_macros {
        template.unused(&elements);
    }
    template.exports(&elements);
}

/// Stands for a condition that is not known.
const UNKNOWN: u32 = u32::MAX;

struct Template<'a, 'f> {
    scope: Scope<'a>,
    ids: BTreeMap<&'a str, u32>,
    kinds: BTreeMap<u32, Kind>,
    used: BTreeSet<u32>,
    findings: &'f mut Vec<Diagnostic>,
}

/// The element that refers to another, and the condition that it is under.
#[derive(Clone, Copy)]
struct From {
    node: u32,
    kind: Kind,
    condition: Option<NodeId>,
}

impl<'a> Template<'a, '_> {
    fn element(&mut self, node: u32, kind: Kind) {
        let arena = self.scope.arena;
        let condition = own_condition(arena, node, kind);
        if let Some(id) = condition {
            self.used.insert(id.index());
        }
        let from = From { node, kind, condition };
        let mut all: Vec<&'a Expr> = Vec::new();
        match arena.state::<Resource>(node) {
            Some(resource) => {
                let expanded = (self.scope.expanded)(node);
                resource_exprs(resource, expanded, &mut |_, expr| all.push(expr));
            }
            None => element_exprs(arena, node, kind, &mut |_, expr| all.push(expr)),
        }
        all.into_iter().for_each(|expr| self.walk(expr, Some(from), &mut Vec::new()));
        match kind {
            Kind::Parameter => self.parameter(node),
            Kind::Condition => self.constant(node),
            _ => {}
        }
    }

    /// Notes what an expression uses; `holds` are the conditions that hold there.
    fn walk(&mut self, expr: &'a Expr, from: Option<From>, holds: &mut Vec<u32>) {
        match expr {
            Expr::List(items) => items.iter().for_each(|e| self.walk(e, from, holds)),
            Expr::Map(entries) => {
                if let [(name, argument)] = &**entries {
                    self.raw(name, argument);
                }
                entries.iter().for_each(|(_, e)| self.walk(e, from, holds));
            }
            Expr::Ref(id) => self.uses(id.index(), from, holds),
            Expr::Token(token) => {
                if let Token::If(condition, then, otherwise) = &**token {
                    self.used.insert(condition.index());
                    holds.push(condition.index());
                    self.walk(then, from, holds);
                    holds.pop();
                    // What holds when a condition does not is not followed.
                    holds.push(UNKNOWN);
                    self.walk(otherwise, from, holds);
                    holds.pop();
                    return;
                }
                if let Some(id) = token.target() {
                    self.uses(id.index(), from, holds);
                }
                if let Token::Sub(text, variables) = &**token {
                    let names = sub_parts(text).into_iter().filter_map(|part| match part {
                        SubPart::Variable(name) => Some(name),
                        SubPart::Unclosed => None,
                    });
                    for name in names.filter(|n| !variables.iter().any(|(v, _)| v == n)) {
                        self.named(name);
                    }
                }
                if let Token::Call(function, argument) = &**token {
                    self.raw(function.name(), argument);
                }
                token.arguments(&mut |e| self.walk(e, from, holds));
            }
            Expr::Unset
            | Expr::Bool(_)
            | Expr::Int(_)
            | Expr::Num(_)
            | Expr::Str(_)
            | Expr::Pseudo(_) => {}
        }
    }

    /// A function that stands as JSON names what it uses.
    fn raw(&mut self, function: &str, argument: &Expr) {
        let first = match argument {
            Expr::List(items) => items.first().and_then(Expr::as_str),
            other => other.as_str(),
        };
        match (function, first) {
            ("Fn::Sub", Some(text)) => {
                for part in sub_parts(text) {
                    if let SubPart::Variable(name) = part {
                        self.named(name);
                    }
                }
            }
            ("Ref" | "Condition", Some(name)) => self.named(name),
            (function, Some(name)) if function.starts_with("Fn::") => self.named(name),
            _ => {}
        }
    }

    fn named(&mut self, name: &str) {
        let id = name.split('.').next().unwrap_or(name);
        if let Some(node) = self.ids.get(id) {
            self.used.insert(*node);
        }
    }

    fn uses(&mut self, target: u32, from: Option<From>, holds: &[u32]) {
        self.used.insert(target);
        let arena = self.scope.arena;
        let Some(from) = from.filter(|_| self.kinds.get(&target) == Some(&Kind::Resource)) else {
            return;
        };
        let Some(needed) = own_condition(arena, target, Kind::Resource).map(NodeId::index) else {
            return;
        };
        let own = from.condition.map(NodeId::index);
        let certain = own.into_iter().chain(holds.iter().copied());
        if from.kind == Kind::Condition
            || holds.contains(&UNKNOWN)
            || self.is_complex(needed)
            || certain.clone().any(|one| self.implies(one, needed, 0))
            // Whoever asks for the opposite of another condition knows what is there.
            || certain.into_iter().any(|one| self.is_complex(one))
        {
            return;
        }
        let name = |node| self.scope.names.get(node).unwrap_or_default();
        let message = format!(
            "this refers to `{}`, which is there only when `{}` holds",
            arena.path(target),
            name(needed)
        );
        let finding = Diagnostic::warning(codes::CONDITIONAL_REFERENCE, message)
            .help("put both under one condition, or refer to it inside `Fn::If`");
        self.push(finding, from.node);
    }

    /// Whether `condition` can hold only when `needed` does.
    fn implies(&self, condition: u32, needed: u32, depth: usize) -> bool {
        if condition == needed {
            return true;
        }
        let Some(expr) = self.condition(condition).filter(|_| depth < 16) else {
            return false;
        };
        let Expr::Token(token) = expr else {
            return false;
        };
        let part = |expr: &Expr| match expr {
            Expr::Token(token) => match **token {
                Token::Condition(id) => self.implies(id.index(), needed, depth + 1),
                _ => false,
            },
            _ => false,
        };
        match &**token {
            Token::And(all) => all.iter().any(part),
            Token::Condition(id) => self.implies(id.index(), needed, depth + 1),
            _ => false,
        }
    }

    /// Whether more than one comparison decides a condition.
    fn is_complex(&self, condition: u32) -> bool {
        match self.condition(condition) {
            Some(Expr::Token(token)) => !matches!(**token, Token::Equals(..) | Token::And(_)),
            _ => true,
        }
    }

    fn condition(&self, node: u32) -> Option<&'a Expr> {
        let mut found = None;
        element_exprs(self.scope.arena, node, Kind::Condition, &mut |_, expr| found = Some(expr));
        found
    }

    /// A comparison of two literals is no question.
    fn constant(&mut self, node: u32) {
        let Some(Expr::Token(token)) = self.condition(node) else {
            return;
        };
        if let Token::Equals(a, b) = &**token
            && let (Seen::Text(a), Seen::Text(b)) = (see(a), see(b))
        {
            let always = if a == b { "always" } else { "never" };
            let message = format!("this condition {always} holds: it compares `{a}` with `{b}`");
            let finding = Diagnostic::warning(codes::CONSTANT_CONDITION, message)
                .help("compare with a parameter, a mapping or a pseudo parameter");
            self.push(finding, node);
        }
    }

    fn unused(&mut self, elements: &[(u32, Kind)]) {
        for (node, kind) in elements {
            let (code, what) = match kind {
                Kind::Parameter => (codes::UNUSED_PARAMETER, "parameter"),
                Kind::Mapping => (codes::UNUSED_MAPPING, "mapping"),
                Kind::Condition => (codes::UNUSED_CONDITION, "condition"),
                _ => continue,
            };
            if !self.used.contains(node) {
                let finding = Diagnostic::warning(code, format!("nothing uses this {what}"))
                    .help("use it, or leave it out");
                self.push(finding, *node);
            }
        }
    }

    /// An export's name is unique in an account and region, so in a template too.
    fn exports(&mut self, elements: &[(u32, Kind)]) {
        let mut known: Vec<(&Expr, u32)> = Vec::new();
        for (node, _) in elements.iter().filter(|(_, kind)| *kind == Kind::Output) {
            let arena = self.scope.arena;
            let mut name = None;
            element_exprs(arena, *node, Kind::Output, &mut |place, expr| {
                if place.0 == "Export" && !expr.is_unset() {
                    name = Some(expr);
                }
            });
            let is_conditional = own_condition(arena, *node, Kind::Output).is_some();
            let Some(name) = name.filter(|_| !is_conditional) else {
                continue;
            };
            match known.iter().find(|(other, _)| *other == name) {
                Some((_, other)) => {
                    let message = format!("`{}` has the same export name", arena.path(*other));
                    let finding = Diagnostic::error(codes::DUPLICATE_EXPORT, message)
                        .help("rename one of the exports");
                    self.push(finding, *node);
                }
                None => known.push((name, *node)),
            }
        }
    }

    /// What a parameter takes when nothing is given must be a value that it takes.
    fn parameter(&mut self, node: u32) {
        let mut entries: BTreeMap<&str, &Expr> = BTreeMap::new();
        element_exprs(self.scope.arena, node, Kind::Parameter, &mut |place, expr| {
            entries.insert(place.1, expr);
        });
        let Some(default) = entries.get("Default").and_then(|expr| scalar(expr)) else {
            return;
        };
        let kind = entries.get("Type").and_then(|expr| expr.as_str()).unwrap_or_default();
        if kind.starts_with("List<") || kind == "CommaDelimitedList" {
            return;
        }
        if let Some(fault) = refused(&default, kind, &entries) {
            let message = format!("the default `{default}` {fault}");
            let finding = Diagnostic::error(codes::PARAMETER_DEFAULT, message)
                .help("change the default or what the parameter takes");
            self.push(finding, node);
        }
    }

    fn push(&mut self, finding: Diagnostic, node: u32) {
        let finding = self.scope.arena.place(finding, node);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// A literal as a text.
fn scalar(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Str(text) => Some(text.to_string()),
        Expr::Int(number) => Some(number.to_string()),
        Expr::Num(number) => Some(number.to_string()),
        Expr::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Why a parameter does not take its own default.
fn refused(default: &str, kind: &str, entries: &BTreeMap<&str, &Expr>) -> Option<String> {
    let bound = |name: &str| scalar(entries.get(name)?)?.parse::<f64>().ok();
    if let Some(Expr::List(allowed)) = entries.get("AllowedValues")
        && !allowed.iter().filter_map(scalar).any(|one| one == default)
    {
        return Some("is not among the allowed values".into());
    }
    if kind == "Number" {
        let Ok(number) = default.parse::<f64>() else {
            return Some("is no number".into());
        };
        if bound("MinValue").is_some_and(|least| number < least) {
            return Some("is less than the smallest value".into());
        }
        if bound("MaxValue").is_some_and(|most| number > most) {
            return Some("is more than the largest value".into());
        }
        return None;
    }
    let length = f64::from(u32::try_from(default.chars().count()).unwrap_or(u32::MAX));
    if bound("MinLength").is_some_and(|least| length < least) {
        return Some("is shorter than allowed".into());
    }
    if bound("MaxLength").is_some_and(|most| length > most) {
        return Some("is longer than allowed".into());
    }
    let pattern = entries.get("AllowedPattern").and_then(|expr| expr.as_str())?;
    // CloudFormation compares the whole text.
    let whole = Pattern::new(&format!("^(?:{pattern})$")).ok()?;
    (whole.search(default) == Match::No).then(|| format!("does not match `{pattern}`"))
}
