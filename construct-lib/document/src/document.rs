//! A template's text, read.

use crate::element::Element;
use crate::problem::{Problem, codes};
use crate::{json, source, yaml};

/// The notation of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML, with CloudFormation's short tags.
    Yaml,
}

/// A template's text, read: its values in order, each with its place.
///
/// YAML is read as CloudFormation reads it, as YAML 1.1 without timestamps,
/// and its short tags (`!Ref`, `!GetAtt` …) become the long form, so that a
/// document of either notation says the same. What YAML 1.1 and 1.2 read
/// differently (`yes`, `0755`, `1_000`) leaves a [warning](Self::warnings).
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    format: Format,
    root: Element,
    warnings: Vec<Problem>,
}

impl Document {
    /// Reads a text of either notation; `name` stands in front of each place.
    ///
    /// What begins with `{` or `[` is taken for JSON, and for YAML when it is
    /// no JSON, unless the name ends with `.json`.
    ///
    /// # Errors
    ///
    /// With the first thing that is wrong, and its place: not UTF-8, no JSON
    /// or YAML, a key twice, an unknown tag, more than 16 MB, values more than
    /// 128 deep, aliases that stand for too much.
    pub fn parse(name: &str, text: impl AsRef<[u8]>) -> Result<Self, Problem> {
        if name.ends_with(".json") {
            return Self::parse_json(name, text);
        }
        Self::read(name, text.as_ref(), |text| {
            if !text.trim_start().starts_with(['{', '[']) {
                return read_yaml(text);
            }
            match json::read(text) {
                Ok(root) => Ok((Format::Json, root, Vec::new())),
                // YAML has objects in braces too; if it is none, it was meant as JSON.
                Err(problem) if problem.code() == codes::SYNTAX => {
                    read_yaml(text).map_err(|_| problem)
                }
                Err(problem) => Err(problem),
            }
        })
    }

    /// Reads JSON.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_json(name: &str, text: impl AsRef<[u8]>) -> Result<Self, Problem> {
        Self::read(name, text.as_ref(), |text| Ok((Format::Json, json::read(text)?, Vec::new())))
    }

    /// Reads YAML, of which JSON is nearly a part.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_yaml(name: &str, text: impl AsRef<[u8]>) -> Result<Self, Problem> {
        Self::read(name, text.as_ref(), read_yaml)
    }

    fn read(name: &str, bytes: &[u8], read: fn(&str) -> Read) -> Result<Self, Problem> {
        let read = source::decode(bytes).and_then(read);
        let (format, root, warnings) = read.map_err(|problem| problem.in_file(name))?;
        let warnings = warnings.into_iter().map(|w| w.in_file(name)).collect();
        Ok(Self { name: name.to_owned(), format, root, warnings })
    }

    /// The name that was given for the text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The notation it was read from.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// All of it.
    #[must_use]
    pub fn root(&self) -> &Element {
        &self.root
    }

    /// All of it, without what is known of its text.
    #[must_use]
    pub fn into_root(self) -> Element {
        self.root
    }

    /// What the text left in doubt; at most a hundred.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// Writes it as JSON, as [`Element::to_json`] does.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.root.to_json()
    }

    /// Writes it as YAML, as [`Element::to_yaml`] does.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        self.root.to_yaml()
    }
}

type Read = Result<(Format, Element, Vec<Problem>), Problem>;

fn read_yaml(text: &str) -> Read {
    let (root, warnings) = yaml::read(text)?;
    Ok((Format::Yaml, root, warnings))
}

impl Element {
    /// Writes it as JSON, as our templates are written: indented by one space,
    /// with a line break at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    /// Writes it as YAML that says the same to readers of YAML 1.1 and 1.2.
    ///
    /// Functions are written in their long form. A text that any reader would
    /// take for something else (`yes`, a date, `0755`, `1e3`) stands in
    /// quotes; one of many lines is a literal block where that says exactly
    /// the same. A number with an exponent is written as `1.0e+3`, because
    /// readers of YAML 1.1 take `1e3` for a text.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        yaml::write(self)
    }
}
