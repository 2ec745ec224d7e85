//! Rules that are parts of JSON schema, over values that may be unknown.

use construct_schema::{Match, Test};

use super::Checker;
use super::finding::{Path, listed};
use super::object::Entries;
use super::rules::{Case, has};
use super::see::{Presence, Seen, decide, is_dynamic, presence, written};
use super::value::{describe, flag, limits, number, scalar, shown};
use super::words::phrase;
use crate::error::{Diagnostic, codes};
use crate::token::Expr;

/// What a test is about.
#[derive(Clone, Copy)]
pub(super) enum Subject<'e> {
    /// The object that has the rule.
    Object(Entries<'e>),
    /// A value in it.
    Value(&'e Expr),
    /// The name of a property.
    Name(&'e str),
}

/// A rule being checked in one case of the conditions.
pub(super) struct Tests<'c, 'a, 'f> {
    pub(super) case: &'c Case<'c>,
    pub(super) checker: &'c mut Checker<'a, 'f>,
    pub(super) is_warning: bool,
    /// The name that cfn-lint has for the rule.
    pub(super) id: &'c str,
    /// The conditions under which it must hold, in words.
    pub(super) when: Vec<String>,
}

/// Whether `test` holds; nothing when a function decides.
fn holds(case: &Case<'_>, test: &Test<'_>, subject: Subject<'_>) -> Option<bool> {
    let seen = match subject {
        Subject::Object(entries) => return object_holds(case, test, entries),
        Subject::Name(name) => Seen::Text(name.into()),
        Subject::Value(expr) => match decide(case, expr) {
            Ok(seen) => seen,
            // Where both agree it does not matter which it is.
            Err((_, a, b)) => {
                let a = holds(case, test, Subject::Value(a))?;
                return (holds(case, test, Subject::Value(b))? == a).then_some(a);
            }
        },
    };
    match &seen {
        // A macro may add and take away.
        Seen::Map(entries) if entries.iter().any(|(name, _)| name.starts_with("Fn::")) => {
            combined(case, test, subject).unwrap_or(None)
        }
        Seen::Map(entries) => object_holds(case, test, Entries::Own(entries)),
        Seen::Late(_) => combined(case, test, subject).unwrap_or(None),
        Seen::Text(text) if is_dynamic(text) => combined(case, test, subject).unwrap_or(None),
        Seen::Absent | Seen::If(..) => None,
        _ => combined(case, test, subject).unwrap_or_else(|| value_holds(case, test, &seen)),
    }
}

/// A test that is made of others, whatever the value is.
fn combined(case: &Case<'_>, test: &Test<'_>, subject: Subject<'_>) -> Option<Option<bool>> {
    let of = |test: &Test<'_>| holds(case, test, subject);
    Some(match test {
        Test::Constant(value) => Some(*value),
        Test::All(tests) => every(tests.iter().map(of)),
        Test::Any(tests) => every(tests.iter().map(|t| of(t).map(|b| !b))).map(|none| !none),
        Test::One(tests) => {
            let all: Vec<Option<bool>> = tests.iter().map(of).collect();
            let sure = all.iter().filter(|h| **h == Some(true)).count();
            match (sure, all.contains(&None)) {
                (2.., _) => Some(false),
                (_, true) => None,
                (sure, false) => Some(sure == 1),
            }
        }
        Test::Not(test) => of(test).map(|holds| !holds),
        Test::If(condition, then, otherwise) => match of(condition) {
            Some(true) => of(then),
            Some(false) => of(otherwise),
            None => None,
        },
        _ => return None,
    })
}

/// Whether all hold: one that does not decides, one that is unknown else.
fn every(all: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut sure = true;
    for holds in all {
        match holds {
            Some(true) => {}
            Some(false) => return Some(false),
            None => sure = false,
        }
    }
    sure.then_some(true)
}

fn object_holds(case: &Case<'_>, test: &Test<'_>, entries: Entries<'_>) -> Option<bool> {
    let has = |name: &str| has(case, entries, name);
    match test {
        Test::Type(kind) => Some(*kind == "object"),
        Test::Values(_) => Some(false),
        Test::Has(names) => every(names.iter().map(|name| has(name))),
        Test::Needs(first, others) => match has(first) {
            Some(true) => every(others.iter().map(|name| has(name))),
            other => other.map(|there| !there),
        },
        Test::Excludes(first, others) => match has(first) {
            Some(true) => every(others.iter().map(|name| has(name).map(|there| !there))),
            other => other.map(|there| !there),
        },
        Test::Property(name, test) => match (has(name), entries.get(name)) {
            (Some(true), Some(expr)) => holds(case, test, Subject::Value(expr)),
            (Some(false), _) | (_, None) => Some(true),
            (None, Some(expr)) => holds(case, test, Subject::Value(expr)).filter(|holds| *holds),
        },
        Test::Names(test) => {
            every(entries.iter().map(|(name, _)| holds(case, test, Subject::Name(name))))
        }
        _ => combined(case, test, Subject::Object(entries)).unwrap_or(Some(true)),
    }
}

fn value_holds(case: &Case<'_>, test: &Test<'_>, seen: &Seen<'_>) -> Option<bool> {
    let in_range = |n: f64, min: f64, max: f64| n >= min && n <= max;
    Some(match (test, seen) {
        (Test::Type(kind), seen) => has_type(kind, seen),
        (Test::Values(values), seen) => match scalar(seen) {
            Some(text) => match flag(&text) {
                Some(f) => values.iter().any(|value| flag(value) == Some(f)),
                None => values.contains(&text),
            },
            None => false,
        },
        (Test::Pattern(pattern), seen) => match scalar(seen) {
            Some(text) => match pattern.search(&text) {
                Match::Yes => true,
                Match::No => false,
                Match::Unknown => return None,
            },
            None => true,
        },
        (Test::Range(min, max), seen) => number(seen).is_none_or(|n| in_range(n, *min, *max)),
        (Test::Between(min, max), seen) => number(seen).is_none_or(|n| n > *min && n < *max),
        (Test::MultipleOf(factor), seen) => number(seen).is_none_or(|n| n % factor == 0.0),
        (Test::Length(min, max), Seen::Text(text)) => {
            in_range(text.chars().count() as f64, *min, *max)
        }
        (Test::Count(min, max), Seen::List(items)) => {
            let least = written(items).filter(|e| presence(e) == Presence::Always).count() as f64;
            let most = written(items).filter(|e| presence(e) != Presence::Never).count() as f64;
            let (low, high) = (in_range(least, *min, *max), in_range(most, *min, *max));
            return (low == high).then_some(low);
        }
        (Test::Items(test), Seen::List(items)) => {
            return every(written(items).map(|item| holds(case, test, Subject::Value(item))));
        }
        (Test::Contains(test), Seen::List(items)) => {
            let none = written(items).map(|i| holds(case, test, Subject::Value(i)).map(|h| !h));
            return every(none).map(|none| !none);
        }
        _ => true,
    })
}

/// Whether CloudFormation can make this type of a value.
fn has_type(kind: &str, seen: &Seen<'_>) -> bool {
    match kind {
        "array" => matches!(seen, Seen::List(_)),
        "string" => scalar(seen).is_some(),
        "number" => number(seen).is_some(),
        "integer" => number(seen).is_some_and(|n| n.fract() == 0.0),
        "boolean" => match seen {
            Seen::Bool(_) => true,
            Seen::Text(text) => flag(text).is_some(),
            _ => false,
        },
        _ => false,
    }
}

impl Tests<'_, '_, '_> {
    /// Reports the parts of `test` that do not hold.
    pub(super) fn check(&mut self, test: &Test<'_>, subject: Subject<'_>, path: &Path<'_>) {
        if holds(self.case, test, subject) != Some(false) {
            return;
        }
        if let Subject::Value(expr) = subject
            && let Err((_, a, b)) = decide(self.case, expr)
        {
            self.check(test, Subject::Value(a), path);
            self.check(test, Subject::Value(b), path);
            return;
        }
        match test {
            Test::All(tests) => tests.iter().for_each(|test| self.check(test, subject, path)),
            Test::If(condition, then, otherwise) => {
                let applies = holds(self.case, condition, subject) == Some(true);
                let words = phrase(condition, "", applies);
                let before = self.when.len();
                self.when.extend(words);
                self.check(if applies { then } else { otherwise }, subject, path);
                self.when.truncate(before);
            }
            Test::Property(name, test) => {
                if let Some(expr) = self.entries(subject).and_then(|entries| entries.get(name)) {
                    self.check(test, Subject::Value(expr), &Path::Name(path, name));
                }
            }
            Test::Items(test) => {
                if let Subject::Value(expr) = subject
                    && let Ok(Seen::List(items)) = decide(self.case, expr)
                {
                    for (position, item) in written(items).enumerate() {
                        self.check(test, Subject::Value(item), &Path::At(path, position));
                    }
                }
            }
            Test::Names(test) => {
                for (name, _) in self.entries(subject).into_iter().flat_map(Entries::iter) {
                    self.check(test, Subject::Name(name), &Path::Name(path, name));
                }
            }
            Test::Has(names) => self.missing(names, subject, path),
            Test::Needs(first, others) => {
                self.when.push(format!("`{first}` is given"));
                self.missing(others, subject, path);
                self.when.pop();
            }
            Test::Excludes(first, others) => {
                let entries = self.entries(subject);
                for other in others {
                    if entries.and_then(|e| has(self.case, e, other)) == Some(true) {
                        let path = Path::Name(path, other);
                        let what = format!("`{path}` is given, but excludes `{first}`");
                        let help = format!("leave `{first}` or `{other}` out");
                        self.report(codes::EXCLUSIVE_PROPERTIES, &path, what, help);
                    }
                }
            }
            leaf => self.leaf(leaf, subject, path),
        }
    }

    fn entries<'e>(&self, subject: Subject<'e>) -> Option<Entries<'e>> {
        match subject {
            Subject::Object(entries) => Some(entries),
            Subject::Value(expr) => match decide(self.case, expr) {
                Ok(Seen::Map(entries)) => Some(Entries::Own(entries)),
                _ => None,
            },
            Subject::Name(_) => None,
        }
    }

    fn missing(&mut self, names: &[&str], subject: Subject<'_>, path: &Path<'_>) {
        let Some(entries) = self.entries(subject) else {
            return;
        };
        for name in names {
            if has(self.case, entries, name) == Some(false) {
                let path = Path::Name(path, name);
                let what = format!("`{path}` is missing");
                self.report(codes::MISSING_PROPERTY, &path, what, format!("set `{name}`"));
            }
        }
    }

    /// One value that is not what it must be.
    fn leaf(&mut self, test: &Test<'_>, subject: Subject<'_>, path: &Path<'_>) {
        let got = match subject {
            Subject::Name(name) => format!("`{}`", shown(name)),
            Subject::Object(_) => "an object".to_owned(),
            Subject::Value(expr) => match decide(self.case, expr) {
                Ok(seen) => describe(&seen),
                Err(_) => "a function".to_owned(),
            },
        };
        let must = phrase(test, "it", true).unwrap_or_else(|| "it follows AWS's rule".to_owned());
        let (code, what, help) = match test {
            Test::Constant(_) => (
                codes::EXCLUSIVE_PROPERTIES,
                format!("`{path}` cannot be given"),
                "leave it out".to_owned(),
            ),
            Test::Values(values) => (
                codes::UNKNOWN_VALUE,
                format!("`{path}` is {got}"),
                listed("it takes", values.iter().map(|v| &**v)),
            ),
            Test::Pattern(pattern) => (
                codes::PATTERN_MISMATCH,
                format!("`{path}` is {got}"),
                format!("it must match the pattern `{}`", pattern.source()),
            ),
            Test::Range(min, max) => (
                codes::NUMBER_OUT_OF_RANGE,
                format!("`{path}` is {got}"),
                format!("give a number of {}", limits(*min, *max)),
            ),
            Test::Length(min, max) => (
                codes::LENGTH_OUT_OF_RANGE,
                format!("`{path}` is {got}"),
                format!("give a text of {} characters", limits(*min, *max)),
            ),
            Test::Count(min, max) => (
                codes::ITEM_COUNT_OUT_OF_RANGE,
                format!("`{path}` has the wrong number of items"),
                format!("give {} items", limits(*min, *max)),
            ),
            Test::Type(_) => {
                (codes::WRONG_TYPE, format!("`{path}` is {got}"), format!("see that {must}"))
            }
            _ => (codes::PROPERTY_RULE, format!("`{path}` is {got}"), format!("see that {must}")),
        };
        self.report(code, path, what, help);
    }

    fn report(&mut self, code: &'static str, path: &Path<'_>, what: String, help: String) {
        let mut message = what;
        if !self.when.is_empty() {
            message.push_str(&format!(", but {}", self.when.join(" and ")));
        } else if code != codes::MISSING_PROPERTY {
            message.push_str(", which AWS does not take");
        }
        let help = match self.id {
            "" => help,
            id => format!("{help} (cfn-lint's rule {id})"),
        };
        let finding = if self.is_warning {
            Diagnostic::warning(code, message)
        } else {
            Diagnostic::error(code, message)
        };
        self.checker.push(finding.help(help), path);
    }
}
