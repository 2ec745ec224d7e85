//! Rules across properties: the part of JSON schema that AWS's rules use.

use std::borrow::Cow;

use crate::model::LazyPattern;
use crate::parse::{BadText, unescape};

/// What must hold of a value.
///
/// As in JSON schema, what is said of one type holds for every value of another.
#[derive(Debug)]
pub enum Test<'t> {
    /// Always (`true`) or never.
    Constant(bool),
    /// The value has this type: `string`, `array` …
    Type(&'t str),
    /// The value is one of these; numbers and flags are compared as texts.
    Values(Vec<Cow<'t, str>>),
    /// A text has this form.
    Pattern(LazyPattern<'t>),
    /// A number is in this range, its ends included.
    Range(f64, f64),
    /// A number is greater and less than these.
    Between(f64, f64),
    /// A number is a multiple of this.
    MultipleOf(f64),
    /// A text has so many characters.
    Length(f64, f64),
    /// A list has so many items.
    Count(f64, f64),
    /// Every item passes.
    Items(Box<Test<'t>>),
    /// Some item passes.
    Contains(Box<Test<'t>>),
    /// Every name of an object passes.
    Names(Box<Test<'t>>),
    /// A property, when it is there, passes.
    Property(&'t str, Box<Test<'t>>),
    /// An object has all of these.
    Has(Vec<&'t str>),
    /// An object that has the first has the others.
    Needs(&'t str, Vec<&'t str>),
    /// An object that has the first has none of the others.
    Excludes(&'t str, Vec<&'t str>),
    /// All pass.
    All(Vec<Test<'t>>),
    /// Some passes.
    Any(Vec<Test<'t>>),
    /// Exactly one passes.
    One(Vec<Test<'t>>),
    /// It does not pass.
    Not(Box<Test<'t>>),
    /// When the first passes the second does, else the third.
    If(Box<Test<'t>>, Box<Test<'t>>, Box<Test<'t>>),
}

/// Reads a test: `(if (is BillingMode …) (has …))`, words and texts without spaces.
pub(crate) fn parse(text: &str) -> Result<Test<'_>, BadText> {
    let mut reader = Reader { rest: text.trim() };
    let test = reader.test(0)?;
    if reader.rest.is_empty() { Ok(test) } else { Err(BadText("more behind a rule")) }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn word(&mut self) -> &'t str {
        let text = self.rest.trim_start();
        let end = text.find([' ', '(', ')']).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    /// A pattern, which may hold brackets, up to a space.
    fn raw(&mut self) -> &'t str {
        let (word, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
        self.rest = rest.trim_start();
        word
    }

    fn is_open(&self) -> bool {
        self.rest.starts_with('(')
    }

    fn words(&mut self) -> Vec<&'t str> {
        let mut all = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['(', ')']) {
            all.push(self.word());
        }
        all
    }

    fn tests(&mut self, depth: u32) -> Result<Vec<Test<'t>>, BadText> {
        let mut all = Vec::new();
        while self.is_open() {
            all.push(self.test(depth + 1)?);
        }
        Ok(all)
    }

    fn boxed(&mut self, depth: u32) -> Result<Box<Test<'t>>, BadText> {
        Ok(Box::new(self.test(depth + 1)?))
    }

    fn numbers(&mut self) -> Result<(f64, f64), BadText> {
        let (low, high) = crate::parse::range(self.word()).ok_or(BadText("no range in a rule"))?;
        Ok((low, high))
    }

    fn test(&mut self, depth: u32) -> Result<Test<'t>, BadText> {
        if depth > 64 {
            return Err(BadText("a rule that is too deep"));
        }
        self.rest = self.rest.strip_prefix('(').ok_or(BadText("a rule without `(`"))?;
        let test = match self.word() {
            "true" => Test::Constant(true),
            "false" => Test::Constant(false),
            "type" => Test::Type(self.word()),
            "=" => Test::Values(self.words().into_iter().map(unescape).collect()),
            "/" => Test::Pattern(LazyPattern::new(self.raw())),
            "range" => self.numbers().map(|(a, b)| Test::Range(a, b))?,
            "between" => self.numbers().map(|(a, b)| Test::Between(a, b))?,
            "length" => self.numbers().map(|(a, b)| Test::Length(a, b))?,
            "count" => self.numbers().map(|(a, b)| Test::Count(a, b))?,
            "multiple" => Test::MultipleOf(self.word().parse().map_err(|_| BadText("no number"))?),
            "items" => Test::Items(self.boxed(depth)?),
            "contains" => Test::Contains(self.boxed(depth)?),
            "names" => Test::Names(self.boxed(depth)?),
            "is" => Test::Property(self.word(), self.boxed(depth)?),
            "has" => Test::Has(self.words()),
            "needs" => Test::Needs(self.word(), self.words()),
            "excludes" => Test::Excludes(self.word(), self.words()),
            "all" => Test::All(self.tests(depth)?),
            "any" => Test::Any(self.tests(depth)?),
            "one" => Test::One(self.tests(depth)?),
            "not" => Test::Not(self.boxed(depth)?),
            "if" => {
                let (condition, then) = (self.boxed(depth)?, self.boxed(depth)?);
                let otherwise =
                    if self.is_open() { self.test(depth + 1)? } else { Test::Constant(true) };
                Test::If(condition, then, Box::new(otherwise))
            }
            _ => return Err(BadText("an unknown word in a rule")),
        };
        self.rest = self.rest.strip_prefix(')').ok_or(BadText("a rule without `)`"))?.trim_start();
        Ok(test)
    }
}
