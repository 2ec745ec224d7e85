//! From the text of one resource type to its schema.

use std::borrow::Cow;
use std::fmt;

use crate::model::{
    Attribute, AttributeKind, Kind, LazyPattern, Object, Property, Rule, Schema, Shape,
};
use crate::test;

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadText(pub(crate) &'static str);

impl fmt::Display for BadText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for BadText {}

impl<'t> Schema<'t> {
    /// Reads the text of one resource type, as [`find`](crate::find) gives it.
    ///
    /// ```
    /// use construct_schema::Schema;
    ///
    /// let schema = Schema::parse("AWS::SQS::Queue", "DelaySeconds int 0..900\nQueueName* str\n")?;
    /// assert_eq!(schema.objects[0].properties[0].shape.max, 900.0);
    /// assert_eq!(schema.objects[0].required, 1);
    /// # Ok::<(), construct_schema::BadText>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails when the text is not what `cargo xtask codegen` writes.
    pub fn parse(name: impl Into<Cow<'t, str>>, text: &'t str) -> Result<Self, BadText> {
        let mut schema = Self {
            name: name.into(),
            objects: vec![Object::new("")],
            attributes: Vec::new(),
            reference: Vec::new(),
        };
        for line in text.lines() {
            schema.line(line)?;
        }
        schema.resolve()?;
        Ok(schema)
    }

    fn line(&mut self, line: &'t str) -> Result<(), BadText> {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let object = self.objects.last_mut().ok_or(BadText("no object"))?;
        match first {
            "" => {}
            "." => self.objects.push(Object::new(rest)),
            "+" => object.is_open = true,
            "^" => self.reference = rest.split(' ').collect(),
            "@" => self.attributes = rest.split(' ').map(Attribute::parse).collect(),
            "?" => object.rule(rest)?,
            name => {
                let property = property(name, rest)?;
                object.required += usize::from(property.is_required);
                object.properties.push(property);
            }
        }
        Ok(())
    }

    /// Finds nested types by their names, which the text gives.
    fn resolve(&mut self) -> Result<(), BadText> {
        let names: Vec<&str> = self.objects.iter().skip(1).map(|o| o.name).collect();
        for property in self.objects.iter_mut().flat_map(|o| &mut o.properties) {
            property.shape.resolve(&names)?;
        }
        Ok(())
    }
}

impl<'t> Attribute<'t> {
    fn parse(word: &'t str) -> Self {
        let (word, same_as) = word.split_once('=').unwrap_or((word, ""));
        let (name, kind) = if let Some(name) = word.strip_suffix("[]") {
            (name, AttributeKind::List)
        } else if let Some(name) = word.strip_suffix('?') {
            (name, AttributeKind::Any)
        } else {
            (word, AttributeKind::Scalar)
        };
        Self { name, kind, same_as }
    }
}

impl<'t> Object<'t> {
    fn new(name: &'t str) -> Self {
        Self { name, is_open: false, properties: Vec::new(), required: 0, rules: Vec::new() }
    }

    fn rule(&mut self, text: &'t str) -> Result<(), BadText> {
        let (word, rest) = text.split_once(' ').ok_or(BadText("a rule without a word"))?;
        let lists =
            || rest.split('|').map(|list| list.split(' ').filter(|w| !w.is_empty()).collect());
        let words = || rest.split(' ').collect::<Vec<_>>();
        let first = || {
            let mut all = words();
            let first = all.remove(0);
            (first, all)
        };
        let (word, id) = word.split_once(':').unwrap_or((word, ""));
        self.rules.push(match word {
            "one" => Rule::OneOf(lists().collect()),
            "any" => Rule::AnyOf(lists().collect()),
            "xor" => Rule::Xor(words()),
            "or" => Rule::Or(words()),
            "needs" => {
                let (first, others) = first();
                Rule::Needs(first, others)
            }
            "excludes" => {
                let (first, others) = first();
                Rule::Excludes(first, others)
            }
            "must" | "should" => {
                Rule::Test { test: test::parse(rest)?, is_warning: word == "should", id }
            }
            _ => return Err(BadText("an unknown rule")),
        });
        Ok(())
    }
}

fn property<'t>(name: &'t str, text: &'t str) -> Result<Property<'t>, BadText> {
    let bare = name.trim_end_matches(['*', '!', '~']);
    let flags = &name[bare.len()..];
    Ok(Property {
        name: bare,
        is_required: flags.contains('*'),
        is_read_only: flags.contains('!'),
        is_deprecated: flags.contains('~'),
        shape: shape(text)?,
    })
}

impl Shape<'_> {
    fn new() -> Self {
        Self {
            kind: Kind::Json,
            min: f64::NEG_INFINITY,
            max: f64::INFINITY,
            multiple_of: 0.0,
            unique: false,
            unique_by: Vec::new(),
            values: Vec::new(),
            any_case: false,
            pattern: None,
            targets: Vec::new(),
        }
    }
}

/// `list 1..5 unique str /^[a-z]+$/`: a type, what is known of it, and for a list or a map what
/// is in it.
fn shape(text: &str) -> Result<Shape<'_>, BadText> {
    let mut shape = Shape::new();
    let (word, mut rest) = text.split_once(' ').unwrap_or((text, ""));
    shape.kind = match word {
        "str" => Kind::Text,
        "int" => Kind::Integer,
        "num" => Kind::Number,
        "bool" => Kind::Boolean,
        "json" => Kind::Json,
        "tag" => Kind::Tag,
        "list" | "map" => Kind::List(Box::new(Shape::new())),
        _ => match word.split_once(':') {
            Some(("obj", name)) => {
                shape.targets.push(name);
                Kind::Object(0)
            }
            _ => return Err(BadText("an unknown type")),
        },
    };
    while !rest.is_empty() {
        let (fact, after) = rest.split_once(' ').unwrap_or((rest, ""));
        if !shape.fact(fact) {
            break;
        }
        rest = after;
    }
    match (word, rest) {
        ("list", inner) => shape.kind = Kind::List(Box::new(self::shape(inner)?)),
        ("map", inner) => shape.kind = Kind::Map(Box::new(self::shape(inner)?)),
        (_, "") => {}
        _ => return Err(BadText("an unknown fact")),
    }
    Ok(shape)
}

impl<'t> Shape<'t> {
    fn resolve(&mut self, names: &[&str]) -> Result<(), BadText> {
        match &mut self.kind {
            Kind::List(inner) | Kind::Map(inner) => inner.resolve(names)?,
            Kind::Object(at) => {
                // The name was kept where targets go.
                let name = self.targets.pop().unwrap_or_default();
                let found = names.binary_search(&name);
                *at = found.map_err(|_| BadText("an unknown nested type"))? + 1;
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes in one fact; says whether it was one.
    fn fact(&mut self, fact: &'t str) -> bool {
        match fact.as_bytes() {
            [b'/', .., b'/'] => {
                self.pattern = Some(LazyPattern::new(&fact[1..fact.len() - 1]));
            }
            [b'=' | b'~', ..] => {
                self.any_case = fact.starts_with('~');
                self.values = fact[1..].split('|').map(unescape).collect();
                self.values.sort_unstable();
            }
            [b'>', ..] => self.targets = fact[1..].split('|').collect(),
            [b'%', ..] => self.multiple_of = fact[1..].parse().unwrap_or(0.0),
            b"unique" => self.unique = true,
            [b'b', b'y', b':', ..] => self.unique_by = fact[3..].split('|').collect(),
            [b'0'..=b'9' | b'-' | b'.', ..] => match range(fact) {
                Some(range) => (self.min, self.max) = range,
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

/// `1..5`, `1..`, `..5`.
pub(crate) fn range(text: &str) -> Option<(f64, f64)> {
    let (low, high) = text.split_once("..")?;
    let number =
        |text: &str, absent: f64| if text.is_empty() { Some(absent) } else { text.parse().ok() };
    Some((number(low, f64::NEG_INFINITY)?, number(high, f64::INFINITY)?))
}

/// Spaces and what else separates words stand as `\x20`.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        plain.push_str(before);
        let code = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        plain.push(code.map_or('\\', char::from));
        rest = after.get(2..).unwrap_or_default();
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}
