//! Parameters, mappings and outputs as CloudFormation takes them.

use super::Scope;
use super::see::{Late, Seen, see};
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::template::{Kind, Resource, TemplateParts, element_exprs, resource_exprs};
use crate::token::{Expr, Token};

/// What a parameter may say.
const PARAMETER: &[&str] = &[
    "AllowedPattern",
    "AllowedValues",
    "ConstraintDescription",
    "Default",
    "Description",
    "MaxLength",
    "MaxValue",
    "MinLength",
    "MinValue",
    "NoEcho",
    "Type",
];

/// Types of parameters, besides those of AWS and of values that Systems Manager keeps.
const TYPES: &[&str] = &["CommaDelimitedList", "List<Number>", "List<String>", "Number", "String"];

pub(crate) fn check(scope: Scope<'_>, parts: &TemplateParts, findings: &mut Vec<Diagnostic>) {
    let mut sections = Sections { arena: scope.arena, findings };
    if let Some(version) = parts.raw.section("AWSTemplateFormatVersion").and_then(Expr::as_str)
        && version != "2010-09-09"
    {
        let what = format!("`{version}` is no version of the template format");
        sections.report(
            parts.resources.first().copied(),
            what,
            "use `2010-09-09`: it is not a date of yours",
        );
    }
    parts.parameters.iter().for_each(|node| sections.parameter(*node));
    parts.mappings.iter().for_each(|node| sections.mapping(*node));
    parts.outputs.iter().for_each(|node| sections.output(*node));
    if parts.mappings.is_empty() {
        return;
    }
    for &node in &parts.resources {
        let Some(resource) = scope.arena.state::<Resource>(node) else {
            continue;
        };
        let mut found: Vec<&Expr> = Vec::new();
        resource_exprs(resource, (scope.expanded)(node), &mut |_, expr| found.push(expr));
        for expr in found {
            expr.walk(&mut |expr| sections.find(node, expr));
        }
    }
}

struct Sections<'a, 'f> {
    arena: &'a Arena,
    findings: &'f mut Vec<Diagnostic>,
}

impl<'a> Sections<'a, '_> {
    fn report(&mut self, node: Option<u32>, what: String, help: &'static str) {
        let finding = Diagnostic::error(codes::MALFORMED_SECTION, what).help(help);
        let finding = match node {
            Some(node) => self.arena.place(finding, node),
            None => finding,
        };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn parameter(&mut self, node: u32) {
        let mut names: Vec<&'a str> = Vec::new();
        let mut kind = None;
        let mut late = None;
        element_exprs(self.arena, node, Kind::Parameter, &mut |place, expr| {
            names.push(place.1);
            if place.1 == "Type" {
                kind = expr.as_str();
            }
            if is_call(expr) {
                late = Some(place.1);
            }
        });
        for name in names.iter().filter(|name| !PARAMETER.contains(name)) {
            let what = format!("a parameter has no `{name}`");
            self.report(Some(node), what, "look for a misspelling");
        }
        if let Some(name) = late {
            let what = format!("`{name}` of a parameter is a function");
            self.report(Some(node), what, "give a literal: functions have no meaning there");
        }
        let Some(kind) = kind else {
            return self.report(Some(node), "a parameter needs a type".into(), "set `Type`");
        };
        if !TYPES.contains(&kind) && !kind.contains("AWS::") {
            let what = format!("there is no type of parameter `{kind}`");
            self.report(Some(node), what, "see CloudFormation's list of types");
        }
    }

    fn mapping(&mut self, node: u32) {
        let mut late = None;
        element_exprs(self.arena, node, Kind::Mapping, &mut |place, expr| {
            let is_late = match expr {
                Expr::List(items) => items.iter().any(is_call),
                other => is_call(other),
            };
            if is_late {
                late = Some(format!("{}.{}", place.0, place.1));
            }
        });
        if let Some(place) = late {
            let what = format!("`{place}` of a mapping is a function");
            self.report(Some(node), what, "give a literal: functions have no meaning there");
        }
    }

    /// The value of an output is one text.
    fn output(&mut self, node: u32) {
        let mut found = None;
        element_exprs(self.arena, node, Kind::Output, &mut |place, expr| {
            if place.1 == "Value" {
                found = Some(expr);
            }
        });
        let Some(value) = found else {
            return;
        };
        let what = match see(value) {
            Seen::List(_) | Seen::Late(Late::List) => "a list",
            Seen::Map(_) => "an object",
            Seen::Late(Late::GetAtt(id, _))
                if self.arena.state::<Resource>(id.index()).is_none() =>
            {
                let what = format!(
                    "`Fn::GetAtt` of `{}`, which is no resource",
                    self.arena.path(id.index())
                );
                return self.report(Some(node), what, "use `Ref` for a parameter");
            }
            _ => return,
        };
        let help = "join a list with `Fn::Join`, or give a part of it";
        self.report(
            Some(node),
            format!("the value of an output is a text, and this is {what}"),
            help,
        );
    }

    /// Literal keys are keys of the mapping.
    fn find(&mut self, node: u32, expr: &Expr) {
        let Expr::Token(token) = expr else {
            return;
        };
        let Token::FindInMap(mapping, top, second) = &**token else {
            return;
        };
        let top = top.as_str();
        let second = second.as_str();
        let (mut tops, mut both) = (0, 0);
        let mut is_empty = true;
        element_exprs(self.arena, mapping.index(), Kind::Mapping, &mut |place, _| {
            is_empty = false;
            let fits = top.is_none_or(|top| top == place.0);
            tops += usize::from(fits);
            both += usize::from(fits && second.is_none_or(|second| second == place.1));
        });
        if is_empty {
            return;
        }
        let missing = if tops == 0 { top } else { second.filter(|_| both == 0) };
        if let Some(key) = missing {
            let what =
                format!("the mapping `{}` has no key `{key}`", self.arena.id(mapping.index()));
            self.report(Some(node), what, "look for a misspelling");
        }
    }
}

/// Whether an expression is a function where a literal must stand.
fn is_call(expr: &Expr) -> bool {
    let is_raw = match expr {
        Expr::Map(entries) => entries.iter().any(|(k, _)| k == "Ref" || k.starts_with("Fn::")),
        _ => false,
    };
    is_raw || !expr.is_literal()
}
