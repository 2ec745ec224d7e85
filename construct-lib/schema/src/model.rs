//! What the text of a resource type says.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::fmt;

use crate::pattern::{Match, Pattern};
use crate::test::Test;

/// One resource type.
#[derive(Debug)]
pub struct Schema<'t> {
    /// The full name, for example `AWS::SQS::Queue`.
    pub name: Cow<'t, str>,
    /// Its properties first, then its nested types, sorted by name.
    pub objects: Vec<Object<'t>>,
    /// What `Fn::GetAtt` yields, sorted by name.
    pub attributes: Vec<Attribute<'t>>,
    /// The properties whose values `Ref` yields.
    pub reference: Vec<&'t str>,
}

/// An attribute.
#[derive(Debug)]
pub struct Attribute<'t> {
    /// Its name: `Arn`, or `Endpoint.Port`.
    pub name: &'t str,
    /// What it yields, as far as that is known.
    pub kind: AttributeKind,
    /// The references whose values it yields, too, separated by `|`: a security group's `GroupId`
    /// is its id.
    pub same_as: &'t str,
}

/// What an attribute yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeKind {
    /// A text, a number or a flag.
    Scalar,
    /// A list.
    List,
    /// Anything.
    Any,
}

/// An object with named properties.
#[derive(Debug)]
pub struct Object<'t> {
    /// The name of a nested type; empty for the properties of the resource.
    pub name: &'t str,
    /// Whether it takes other properties than those that are named.
    pub is_open: bool,
    /// Sorted by name.
    pub properties: Vec<Property<'t>>,
    /// How many of them are required.
    pub required: usize,
    /// What they must be together.
    pub rules: Vec<Rule<'t>>,
}

/// One property.
#[derive(Debug)]
pub struct Property<'t> {
    /// Its name.
    pub name: &'t str,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether only AWS sets it.
    pub is_read_only: bool,
    /// Whether AWS asks not to use it any more.
    pub is_deprecated: bool,
    /// What it takes.
    pub shape: Shape<'t>,
}

/// What a value must be.
#[derive(Debug)]
pub struct Shape<'t> {
    /// Its type.
    pub kind: Kind<'t>,
    /// The least number, length or count.
    pub min: f64,
    /// The greatest number, length or count.
    pub max: f64,
    /// What a number is a multiple of; zero when that does not matter.
    pub multiple_of: f64,
    /// Whether the items of a list must differ.
    pub unique: bool,
    /// The properties by which the items of a list must differ.
    pub unique_by: Vec<&'t str>,
    /// The values that AWS lists, sorted, when it does.
    pub values: Vec<Cow<'t, str>>,
    /// Whether upper and lower case are the same in them.
    pub any_case: bool,
    /// The form of a text, or of a map's keys.
    pub pattern: Option<LazyPattern<'t>>,
    /// The references that it takes, for example `AWS::IAM::Role.Arn`; any when there are none.
    pub targets: Vec<&'t str>,
}

/// The type of a value.
#[derive(Debug)]
pub enum Kind<'t> {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Anything.
    Json,
    /// An object of `Key` and `Value`.
    Tag,
    /// A nested type, by its position in [`Schema::objects`].
    Object(usize),
    /// A list.
    List(Box<Shape<'t>>),
    /// An object with names of the user's choice.
    Map(Box<Shape<'t>>),
}

/// Rules between the properties of one object.
#[derive(Debug)]
pub enum Rule<'t> {
    /// All properties of exactly one of these lists.
    OneOf(Vec<Vec<&'t str>>),
    /// All properties of at least one of these lists.
    AnyOf(Vec<Vec<&'t str>>),
    /// Exactly one of these.
    Xor(Vec<&'t str>),
    /// At least one of these.
    Or(Vec<&'t str>),
    /// The first needs the others.
    Needs(&'t str, Vec<&'t str>),
    /// The first excludes the others.
    Excludes(&'t str, Vec<&'t str>),
    /// Anything else.
    Test {
        /// What must hold.
        test: Test<'t>,
        /// Whether it is only a doubt when it does not.
        is_warning: bool,
        /// The name that cfn-lint has for it; may be empty.
        id: &'t str,
    },
}

/// A pattern that is compiled when it is first needed.
pub struct LazyPattern<'t> {
    source: &'t str,
    compiled: OnceCell<Option<Pattern>>,
    /// The last text that matched: many resources have the same.
    last: Cell<Box<str>>,
}

impl fmt::Debug for LazyPattern<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LazyPattern").field(&self.source).finish()
    }
}

impl<'t> LazyPattern<'t> {
    pub(crate) fn new(source: &'t str) -> Self {
        Self { source, compiled: OnceCell::new(), last: Cell::default() }
    }

    /// The pattern as AWS writes it.
    #[must_use]
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// Whether it matches anywhere in `text`; unknown where this library
    /// cannot tell.
    #[must_use]
    pub fn search(&self, text: &str) -> Match {
        let last = self.last.take();
        if !text.is_empty() && *last == *text {
            self.last.set(last);
            return Match::Yes;
        }
        let pattern = self.compiled.get_or_init(|| Pattern::new(self.source).ok());
        let found = pattern.as_ref().map_or(Match::Unknown, |pattern| pattern.search(text));
        if found == Match::Yes {
            self.last.set(text.into());
        }
        found
    }
}

impl<'t> Object<'t> {
    /// The property of this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Property<'t>> {
        let at = self.properties.binary_search_by(|p| p.name.cmp(name)).ok()?;
        self.properties.get(at)
    }
}

impl<'t> Schema<'t> {
    /// The attribute of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'t>> {
        let at = self.attributes.binary_search_by(|a| a.name.cmp(name)).ok()?;
        self.attributes.get(at)
    }
}
