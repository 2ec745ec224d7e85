//! Rules between the properties of one object.

use construct_schema::Rule;

use super::Checker;
use super::finding::Path;
use super::object::Entries;
use super::see::{Choice, Presence, Seen, decide, presence, see};
use super::tests::{Subject, Tests};
use crate::error::codes;
use crate::token::Expr;

/// One case of the conditions: which hold.
pub(super) type Case<'e> = [(Choice<'e>, bool)];

impl Checker<'_, '_> {
    /// Checks the rules when nothing is known of the conditions, and when one
    /// of them is decided. What two conditions would have to decide together is
    /// left alone: they may exclude each other.
    pub(super) fn rules(&mut self, rules: &[Rule<'_>], entries: Entries<'_>, path: &Path<'_>) {
        let mut choices = Vec::new();
        for (_, expr) in entries.iter() {
            if matches!(expr, Expr::Token(_) | Expr::Map(_)) {
                conditions(expr, &mut choices);
            }
        }
        choices.retain(|choice| self.given != Some(*choice));
        let mut case: Vec<(Choice<'_>, bool)> =
            self.given.into_iter().map(|given| (given, true)).collect();
        rules.iter().for_each(|rule| self.rule(rule, &case, entries, path));
        for choice in choices {
            for holds in [true, false] {
                case.push((choice, holds));
                rules.iter().for_each(|rule| self.rule(rule, &case, entries, path));
                case.pop();
            }
        }
    }

    fn rule(&mut self, rule: &Rule<'_>, case: &Case<'_>, entries: Entries<'_>, path: &Path<'_>) {
        let has = |name: &str| has(case, entries, name);
        match rule {
            Rule::Xor(names) => {
                self.exactly_one(&names.iter().map(|n| vec![*n]).collect::<Vec<_>>(), &has, path)
            }
            Rule::OneOf(lists) if lists.iter().all(|list| !list.is_empty()) => {
                self.exactly_one(lists, &has, path);
            }
            // One that asks for nothing tells the others apart by more than names.
            Rule::OneOf(_) => {}
            Rule::AnyOf(lists) => self.at_least_one(lists, &has, path),
            Rule::Or(names) if names.iter().any(|name| has(name) != Some(false)) => {}
            Rule::Or(names) => self.at_least_one(&each(names), &has, path),
            Rule::Needs(first, others) if has(first) == Some(true) => {
                for other in others.iter().filter(|other| has(other) == Some(false)) {
                    let missing = Path::Name(path, other);
                    self.error(
                        codes::MISSING_PROPERTY,
                        &missing,
                        format!("`{missing}` is missing, but `{first}` needs it"),
                        format!("set `{other}`, or leave `{first}` out"),
                    );
                }
            }
            Rule::Excludes(first, others) if has(first) == Some(true) => {
                // A list of nothing says nothing.
                let is_said = |name: &&&str| {
                    has(name) == Some(true)
                        && !matches!(entries.get(name), Some(Expr::List(items)) if items.is_empty())
                };
                for other in others.iter().filter(is_said) {
                    self.exclusive(&[first, other], path);
                }
            }
            Rule::Needs(..) | Rule::Excludes(..) => {}
            Rule::Test { test, is_warning, id } => {
                let mut tests =
                    Tests { case, checker: self, is_warning: *is_warning, id, when: Vec::new() };
                tests.check(test, Subject::Object(entries), path);
            }
        }
    }

    fn exclusive(&mut self, names: &[&str], path: &Path<'_>) {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        self.error(
            codes::EXCLUSIVE_PROPERTIES,
            path,
            format!("`{path}` has {}, which exclude each other", quoted.join(" and ")),
            "leave all but one of them out",
        );
    }

    fn exactly_one(
        &mut self,
        lists: &[Vec<&str>],
        has: &dyn Fn(&str) -> Option<bool>,
        path: &Path<'_>,
    ) {
        let full: Vec<&Vec<&str>> =
            lists.iter().filter(|list| all(list, has) == Some(true)).collect();
        // One whose properties are all in another is that other.
        let within = |a: &Vec<&str>, b: &Vec<&str>| a != b && a.iter().all(|name| b.contains(name));
        let apart: Vec<&&Vec<&str>> =
            full.iter().filter(|list| !full.iter().any(|other| within(list, other))).collect();
        match apart[..] {
            [] => self.at_least_one(lists, has, path),
            [_] => {}
            _ => {
                let mut names: Vec<&str> =
                    apart.iter().flat_map(|list| list.iter().copied()).collect();
                names.sort_unstable();
                names.dedup();
                self.exclusive(&names, path);
            }
        }
    }

    fn at_least_one(
        &mut self,
        lists: &[Vec<&str>],
        has: &dyn Fn(&str) -> Option<bool>,
        path: &Path<'_>,
    ) {
        if lists.iter().any(|list| all(list, has) != Some(false)) {
            return;
        }
        let choices: Vec<String> = lists
            .iter()
            .map(|list| {
                list.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" with ")
            })
            .collect();
        self.error(
            codes::MISSING_PROPERTY,
            path,
            format!("`{path}` has none of {}", choices.join(", ")),
            "set one of them",
        );
    }
}

/// A list for each name.
fn each<'n>(names: &[&'n str]) -> Vec<Vec<&'n str>> {
    names.iter().map(|name| vec![*name]).collect()
}

/// Whether all are there; nothing when a function decides.
fn all(names: &[&str], has: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
    let mut sure = true;
    for name in names {
        match has(name) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => sure = false,
        }
    }
    sure.then_some(true)
}

/// Whether a property is there in this case.
pub(super) fn has(case: &Case<'_>, entries: Entries<'_>, name: &str) -> Option<bool> {
    let Some(expr) = entries.get(name) else {
        return Some(false);
    };
    match decide(case, expr) {
        Ok(seen) => Some(!matches!(seen, Seen::Absent)),
        Err(_) => match presence(expr) {
            Presence::Always => Some(true),
            Presence::Never => Some(false),
            Presence::Sometimes => None,
        },
    }
}

/// The conditions that decide what this is.
fn conditions<'e>(expr: &'e Expr, found: &mut Vec<Choice<'e>>) {
    if let Seen::If(choice, a, b) = see(expr) {
        if !found.contains(&choice) {
            found.push(choice);
        }
        conditions(a, found);
        conditions(b, found);
    }
}
