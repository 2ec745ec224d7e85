//! A document as a template: its sections, and what its names lead to.

mod check;
mod circles;
mod names;
mod sub;

pub use names::{Name, NameKind};
pub use sub::{SubPiece, sub_pieces};

use crate::document::Document;
use crate::element::{Element, Entry, Map};
use crate::problem::{Problem, codes};

/// A document as a template: its sections by their names.
///
/// ```
/// use construct_document::{Document, Template};
///
/// let text = "Resources: {Topic: {Type: AWS::SNS::Topic, DependsOn: Queue}}";
/// let document = Document::parse("legacy.yaml", text)?;
/// let template = Template::of(&document)?;
/// assert_eq!(template.resources()[0].type_name(), Some("AWS::SNS::Topic"));
/// let problems = template.problems();
/// assert_eq!(
///     problems[0].to_string(),
///     "legacy.yaml:1:55: `DependsOn` names the resource `Queue`, which the template does not have"
/// );
/// # Ok::<(), construct_document::Problem>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Template<'d> {
    document: &'d Document,
    root: &'d Map,
}

/// The sections that a template may have.
const SECTIONS: [&str; 12] = [
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Transform",
    "Globals",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Resources",
    "Outputs",
    "Hooks",
];

/// Those that hold elements by their names.
const ELEMENTS: [&str; 7] =
    ["Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs", "Hooks"];

impl<'d> Template<'d> {
    /// The template in a document.
    ///
    /// # Errors
    ///
    /// When the document is no object.
    pub fn of(document: &'d Document) -> Result<Self, Problem> {
        match document.root().as_map() {
            Some(root) => Ok(Self { document, root }),
            None => Err(Problem::error(
                codes::STRUCTURE,
                document.root().position(),
                format!("a template must be an object, and is {}", document.root().describe()),
                "a template has at least the section `Resources`",
            )
            .in_file(document.name())),
        }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// A section by its name, whatever it holds.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&'d Element> {
        self.root.get(name)
    }

    /// `Description`, when it is a text.
    #[must_use]
    pub fn description(&self) -> Option<&'d str> {
        self.section("Description")?.as_text()
    }

    /// The macros under `Transform`, one or some.
    #[must_use]
    pub fn transforms(&self) -> Vec<&'d Element> {
        match self.section("Transform") {
            None => Vec::new(),
            Some(one) => match one.as_list() {
                Some(all) => all.iter().collect(),
                None => vec![one],
            },
        }
    }

    /// The elements of a section, for example `Parameters`: without loops and
    /// calls of macros.
    #[must_use]
    pub fn elements(&self, section: &str) -> Vec<&'d Entry> {
        let entries = self.section(section).and_then(Element::as_map).map(Map::entries);
        entries.unwrap_or_default().iter().filter(|e| !is_function(e.key())).collect()
    }

    /// An element of a section by its name.
    #[must_use]
    pub fn element(&self, section: &str, name: &str) -> Option<&'d Element> {
        self.section(section)?.get(name)
    }

    /// The resources.
    #[must_use]
    pub fn resources(&self) -> Vec<TemplateResource<'d>> {
        self.elements("Resources").into_iter().map(TemplateResource).collect()
    }

    /// The sections that CloudFormation does not know.
    #[must_use]
    pub fn unknown_sections(&self) -> Vec<&'d Entry> {
        let is_unknown = |e: &&Entry| !SECTIONS.contains(&e.key());
        self.root.entries().iter().filter(is_unknown).collect()
    }

    /// Whether macros or loops can add elements that the text does not show.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let is_macro = |t: &&Element| t.as_text() != Some("AWS::LanguageExtensions");
        let entries =
            ELEMENTS.iter().filter_map(|name| Some(self.section(name)?.as_map()?.entries()));
        self.transforms().iter().any(is_macro)
            || entries.flatten().any(|entry| is_function(entry.key()))
    }
}

/// One resource of a template.
#[derive(Debug, Clone, Copy)]
pub struct TemplateResource<'d>(&'d Entry);

impl<'d> TemplateResource<'d> {
    /// Its logical id.
    #[must_use]
    pub fn logical_id(&self) -> &'d str {
        self.0.key()
    }

    /// The whole entry, with its places.
    #[must_use]
    pub fn entry(&self) -> &'d Entry {
        self.0
    }

    /// Its `Type`, when that is a text.
    #[must_use]
    pub fn type_name(&self) -> Option<&'d str> {
        self.attribute("Type")?.as_text()
    }

    /// Its `Properties`, when they are an object.
    #[must_use]
    pub fn properties(&self) -> Option<&'d Map> {
        self.attribute("Properties")?.as_map()
    }

    /// The resources that its `DependsOn` names.
    #[must_use]
    pub fn depends_on(&self) -> Vec<&'d str> {
        match self.attribute("DependsOn") {
            None => Vec::new(),
            Some(value) => {
                let all = value.as_list().unwrap_or(std::slice::from_ref(value));
                all.iter().filter_map(Element::as_text).collect()
            }
        }
    }

    /// Any attribute, for example `DeletionPolicy`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&'d Element> {
        self.0.value().get(name)
    }
}

/// Whether a key of a section calls a macro or begins a loop.
pub(crate) fn is_function(key: &str) -> bool {
    key.starts_with("Fn::")
}
