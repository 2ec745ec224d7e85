//! One value against what its property takes.

use std::borrow::Cow;

use construct_schema::{Kind, LazyPattern, Match, Schema, Shape};

use super::Checker;
use super::finding::{Path, listed};
use super::nearest::nearest;
use super::object::Entries;
use super::see::{Presence, Seen, is_dynamic, presence, see, written};
use crate::error::codes;
use crate::json;
use crate::token::{Expr, Key};

impl Checker<'_, '_> {
    pub(super) fn value(
        &mut self,
        schema: &Schema<'_>,
        shape: &Shape<'_>,
        expr: &Expr,
        path: &Path<'_>,
    ) {
        match (&shape.kind, see(expr)) {
            (_, Seen::Absent) => {}
            (_, Seen::If(choice, a, b)) => {
                self.value(schema, shape, a, path);
                if self.given != Some(choice) {
                    self.value(schema, shape, b, path);
                }
            }
            (Kind::Json, Seen::Text(text)) => self.json_text(&text, path),
            (_, Seen::Late(late)) => self.late(shape, late, path),
            (Kind::Json, _) => {}
            (Kind::Text, Seen::Text(text)) => self.text(shape, &text, path),
            (Kind::Text, Seen::Int(i)) => self.text(shape, &i.to_string(), path),
            (Kind::Text, Seen::Num(n)) => self.text(shape, &n.to_string(), path),
            (Kind::Text, Seen::Bool(b)) => self.text(shape, &b.to_string(), path),
            (Kind::Integer | Kind::Number, seen) => match number(&seen) {
                Some(n) if matches!(shape.kind, Kind::Number) || n.fract() == 0.0 => {
                    self.number(shape, n, path);
                }
                _ => self.wrong_type(shape, &seen, path),
            },
            (Kind::Boolean, Seen::Bool(_)) => {}
            (Kind::Boolean, Seen::Text(text)) if flag(&text).is_some() => {}
            (Kind::List(item), Seen::List(items)) => self.list(schema, shape, item, items, path),
            (Kind::Map(value), Seen::Map(entries)) => {
                self.map(schema, shape, value, entries, path);
            }
            (Kind::Object(at), Seen::Map(entries)) => {
                self.count("properties", shape, (entries.len(), entries.len()), path);
                self.object(schema, *at, Entries::Own(entries), path);
            }
            (Kind::Tag, Seen::Map(entries)) => self.tag(entries, path),
            // `aws cloudformation package` puts an object in the place of a path.
            (Kind::Object(_), Seen::Text(text)) if is_packaged(&schema.name, path) => {
                self.text(shape, &text, path);
            }
            // CloudFormation takes some objects as JSON, too.
            (Kind::Object(_) | Kind::Map(_), Seen::Text(text))
                if text.trim_start().starts_with('{') =>
            {
                self.json_text(&text, path);
            }
            (_, seen) => self.wrong_type(shape, &seen, path),
        }
    }

    #[cold]
    fn wrong_type(&mut self, shape: &Shape<'_>, seen: &Seen<'_>, path: &Path<'_>) {
        if matches!(seen, Seen::Text(text) if is_dynamic(text)) {
            return;
        }
        let (expected, help) = expected(&shape.kind);
        let message = format!("`{path}` takes {expected}, got {}", describe(seen));
        self.error(codes::WRONG_TYPE, path, message, help);
    }

    fn text(&mut self, shape: &Shape<'_>, text: &str, path: &Path<'_>) {
        if shape.min.is_finite() || shape.max.is_finite() {
            let length = text.chars().count() as f64;
            if length < shape.min || length > shape.max {
                // Its form would say the same again.
                return self.wrong_length(shape, text, length, path);
            }
        }
        if !shape.values.is_empty() {
            self.listed_value(shape, text, path);
        }
        if let Some(pattern) = &shape.pattern {
            self.pattern(pattern, text, path, "the text");
        }
        // A whole template or script has lines of its own.
        let is_plain = text.len() < 1024 && !text.contains('\n');
        if is_plain && text.contains("${AWS::") {
            let message =
                format!("`{path}` has a pseudo parameter in a text that nothing replaces");
            self.warning(codes::UNREPLACED_PARAMETER, path, message, "wrap the text in `Fn::Sub`");
        }
        if !shape.targets.is_empty()
            && !is_dynamic(text)
            && let Some(what) = super::formats::fault(&shape.targets, text)
        {
            let message = format!("`{path}` is `{text}`, which is not {what}");
            self.warning(codes::WRONG_REFERENCE, path, message, "look for a misspelling");
        }
    }

    #[cold]
    fn wrong_length(&mut self, shape: &Shape<'_>, text: &str, length: f64, path: &Path<'_>) {
        if !is_dynamic(text) {
            let limits = limits(shape.min, shape.max);
            let message =
                format!("`{path}` has {}, but takes {limits}", counted(length, "character"));
            let help = format!("give a text of {limits} characters");
            self.warning(codes::LENGTH_OUT_OF_RANGE, path, message, help);
        }
    }

    fn pattern(&mut self, pattern: &LazyPattern<'_>, text: &str, path: &Path<'_>, what: &str) {
        if pattern.search(text) == Match::No && !is_dynamic(text) {
            self.warning(
                codes::PATTERN_MISMATCH,
                path,
                format!("`{path}` is `{}`, which AWS does not take", shown(text)),
                format!("{what} must match the pattern `{}`", pattern.source()),
            );
        }
    }

    fn listed_value(&mut self, shape: &Shape<'_>, text: &str, path: &Path<'_>) {
        let known = if shape.any_case {
            shape.values.iter().any(|value| value.eq_ignore_ascii_case(text))
        } else {
            shape.values.binary_search_by(|value| (**value).cmp(text)).is_ok()
        };
        if known || is_dynamic(text) {
            return;
        }
        let values = shape.values.iter().map(|value| &**value);
        let help = match nearest(text, values.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => listed("it takes", values),
        };
        let message = format!("`{path}` is `{}`, which AWS does not list", shown(text));
        self.warning(codes::UNKNOWN_VALUE, path, message, help);
    }

    fn number(&mut self, shape: &Shape<'_>, n: f64, path: &Path<'_>) {
        if n < shape.min || n > shape.max {
            self.warning(
                codes::NUMBER_OUT_OF_RANGE,
                path,
                format!("`{path}` is {n}, but takes {}", limits(shape.min, shape.max)),
                format!("give a number of {}", limits(shape.min, shape.max)),
            );
        }
        if shape.multiple_of > 0.0 && n % shape.multiple_of != 0.0 {
            self.warning(
                codes::NUMBER_OUT_OF_RANGE,
                path,
                format!("`{path}` is {n}, which is no multiple of {}", shape.multiple_of),
                format!("give a multiple of {}", shape.multiple_of),
            );
        }
        if !shape.values.is_empty() {
            self.listed_value(shape, &n.to_string(), path);
        }
    }

    fn list(
        &mut self,
        schema: &Schema<'_>,
        shape: &Shape<'_>,
        item: &Shape<'_>,
        items: &[Expr],
        path: &Path<'_>,
    ) {
        let (mut least, mut most) = (0, 0);
        for (position, expr) in written(items).enumerate() {
            let there = presence(expr);
            least += usize::from(there == Presence::Always);
            most += usize::from(there != Presence::Never);
            self.value(schema, item, expr, &Path::At(path, position));
        }
        self.count("items", shape, (least, most), path);
        if shape.unique || !shape.unique_by.is_empty() {
            self.unique(shape, items, path);
        }
    }

    /// Warns when even the most are too few, or the least too many.
    fn count(
        &mut self,
        what: &str,
        shape: &Shape<'_>,
        (least, most): (usize, usize),
        path: &Path<'_>,
    ) {
        let count = match (least as f64 > shape.max, (most as f64) < shape.min) {
            (true, _) => least,
            (_, true) => most,
            _ => return,
        };
        self.warning(
            codes::ITEM_COUNT_OUT_OF_RANGE,
            path,
            format!("`{path}` has {count} {what}, but takes {}", limits(shape.min, shape.max)),
            format!("give {} {what}", limits(shape.min, shape.max)),
        );
    }

    fn unique(&mut self, shape: &Shape<'_>, items: &[Expr], path: &Path<'_>) {
        let by = &shape.unique_by;
        for (position, item) in written(items).enumerate() {
            let mut before = written(items).take(position);
            let is_same = |other: &Expr| {
                shape.unique && other == item || !by.is_empty() && agree(by, other, item)
            };
            if let Some(first) = before.position(is_same) {
                self.duplicate(by, first, &Path::At(path, position));
            }
        }
    }

    #[cold]
    fn duplicate(&mut self, by: &[&str], first: usize, path: &Path<'_>) {
        let what = if by.is_empty() { String::new() } else { format!(" in `{}`", by.join("`, `")) };
        self.warning(
            codes::DUPLICATE_ITEM,
            path,
            format!("`{path}` is the same{what} as the item at {first}, but AWS takes each once"),
            "leave one of them out",
        );
    }

    fn map(
        &mut self,
        schema: &Schema<'_>,
        shape: &Shape<'_>,
        value: &Shape<'_>,
        entries: &[(Key, Expr)],
        path: &Path<'_>,
    ) {
        let (mut least, mut most) = (0, 0);
        let mut is_whole = true;
        for (key, expr) in Entries::Own(entries).iter() {
            if key.starts_with("Fn::") {
                is_whole = false;
                continue;
            }
            let there = presence(expr);
            least += usize::from(there == Presence::Always);
            most += usize::from(there != Presence::Never);
            let path = Path::Name(path, key);
            if let Some(pattern) = &shape.pattern {
                self.pattern(pattern, key, &path, "the name");
            }
            self.value(schema, value, expr, &path);
        }
        if is_whole {
            self.count("entries", shape, (least, most), path);
        }
    }

    /// The pair of key and value that nearly every service uses.
    fn tag(&mut self, entries: &[(Key, Expr)], path: &Path<'_>) {
        for (name, expr) in Entries::Own(entries).iter() {
            let path = Path::Name(path, name);
            match (name, see(expr)) {
                ("Key" | "Value", seen @ (Seen::List(_) | Seen::Map(_))) => {
                    self.error(
                        codes::WRONG_TYPE,
                        &path,
                        format!("`{path}` takes a text, got {}", describe(&seen)),
                        "give a text",
                    );
                }
                ("Key" | "Value", _) => {}
                _ if name.starts_with("Fn::") => return,
                _ => {
                    let help = "a tag has `Key` and `Value`";
                    let message = format!("`{path}` is no property that a tag has");
                    self.warning(codes::UNKNOWN_PROPERTY, &path, message, help);
                }
            }
        }
        if Entries::Own(entries).get("Key").is_none_or(|key| presence(key) == Presence::Never) {
            let path = Path::Name(path, "Key");
            let message = format!("`{path}` is missing, but a tag needs it");
            self.error(codes::MISSING_PROPERTY, &path, message, "set `Key`");
        }
    }

    /// A text where an object may stand is JSON.
    fn json_text(&mut self, text: &str, path: &Path<'_>) {
        if !text.trim_start().starts_with(['{', '[']) || is_dynamic(text) {
            return;
        }
        if let Err(at) = json::check(text) {
            let before = &text.as_bytes()[..at];
            let line = before.split(|&b| b == b'\n').count();
            let column = before.iter().rev().take_while(|&&b| b != b'\n').count() + 1;
            self.warning(
                codes::INVALID_JSON,
                path,
                format!(
                    "`{path}` is a text that begins as JSON and is none from line {line}, column {column} on"
                ),
                "give an object instead of a text",
            );
        }
    }
}

/// Whether a local path may stand there until it is packaged.
fn is_packaged(ty: &str, path: &Path<'_>) -> bool {
    const PACKAGED: &[(&str, &str)] = &[
        ("AWS::ApiGateway::RestApi", "BodyS3Location"),
        ("AWS::CodeCommit::Repository", "S3"),
        ("AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"),
        ("AWS::Lambda::Function", "Code"),
        ("AWS::Lambda::LayerVersion", "Content"),
        ("AWS::StepFunctions::StateMachine", "DefinitionS3Location"),
    ];
    PACKAGED.contains(&(ty, path.last_name()))
}

/// Whether two objects have the same in these properties.
fn agree(by: &[&str], a: &Expr, b: &Expr) -> bool {
    let (Seen::Map(a), Seen::Map(b)) = (see(a), see(b)) else {
        return false;
    };
    let (a, b) = (Entries::Own(a), Entries::Own(b));
    by.iter().all(|name| a.get(name).is_some_and(|value| b.get(name) == Some(value)))
}

/// The number that CloudFormation makes of a value.
pub(super) fn number(seen: &Seen<'_>) -> Option<f64> {
    match seen {
        Seen::Int(i) => Some(*i as f64),
        Seen::Num(n) => Some(*n),
        Seen::Text(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}

/// The flag that CloudFormation makes of a text.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The text that CloudFormation makes of a scalar.
pub(super) fn scalar<'s>(seen: &'s Seen<'_>) -> Option<Cow<'s, str>> {
    Some(match seen {
        Seen::Text(text) => Cow::Borrowed(text),
        Seen::Int(i) => Cow::Owned(i.to_string()),
        Seen::Num(n) => Cow::Owned(n.to_string()),
        Seen::Bool(b) => Cow::Owned(b.to_string()),
        _ => return None,
    })
}

fn expected(kind: &Kind<'_>) -> (&'static str, &'static str) {
    match kind {
        Kind::Text => ("a text", "give a text"),
        Kind::Integer => ("a whole number", "give a whole number"),
        Kind::Number => ("a number", "give a number"),
        Kind::Boolean => ("`true` or `false`", "give `true` or `false`"),
        Kind::List(_) => ("a list", "give a list, also of a single item"),
        Kind::Object(_) | Kind::Map(_) | Kind::Tag | Kind::Json => ("an object", "give an object"),
    }
}

pub(super) fn describe(seen: &Seen<'_>) -> String {
    match seen {
        Seen::Bool(b) => format!("`{b}`"),
        Seen::Int(i) => format!("the number {i}"),
        Seen::Num(n) => format!("the number {n}"),
        Seen::Text(text) => format!("the text `{}`", shown(text)),
        Seen::List(_) => "a list".to_owned(),
        Seen::Map(_) => "an object".to_owned(),
        Seen::Absent => "nothing".to_owned(),
        Seen::If(..) | Seen::Late(_) => "a function".to_owned(),
    }
}

/// The beginning of a text that may be long or of several lines.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let on_one_line = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(LONGEST).map(on_one_line).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

/// `1 to 5`, `at least 1`, `at most 5`.
pub(super) fn limits(min: f64, max: f64) -> String {
    match (min.is_finite(), max.is_finite()) {
        (true, true) if min == max => format!("exactly {min}"),
        (true, true) => format!("{min} to {max}"),
        (true, false) => format!("at least {min}"),
        (false, _) => format!("at most {max}"),
    }
}

fn counted(count: f64, what: &str) -> String {
    if count == 1.0 { format!("1 {what}") } else { format!("{count} {what}s") }
}
