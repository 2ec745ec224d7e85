//! Tags: CloudFormation's functions in their short form, and YAML's own types.

use crate::element::{Content, Element, Entry, Map, Position};
use crate::problem::{Problem, codes};

/// The functions that have a short form, without `Fn::`.
const FUNCTIONS: &[&str] = &[
    "And",
    "Base64",
    "Cidr",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "GetAZs",
    "GetAtt",
    "GetStackOutput",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
    "ValueOfAll",
];

/// What a tag says of the value behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tag {
    /// A function of CloudFormation's, by its key in the long form.
    Function(&'static str),
    /// A text, whatever it looks like.
    Text,
    /// One of YAML's own types, which the value must be of anyway.
    Type(&'static str),
}

impl Tag {
    /// A tag by its name without `!`.
    pub(super) fn local(name: &str, at: Position) -> Result<Self, Problem> {
        match name {
            "Ref" => return Ok(Self::Function("Ref")),
            "Condition" => return Ok(Self::Function("Condition")),
            _ => {}
        }
        match FUNCTIONS.binary_search(&name) {
            Ok(found) => Ok(Self::Function(LONG[found])),
            Err(_) => Err(unknown(&format!("!{name}"), at, nearest(name))),
        }
    }

    /// A tag of YAML's own by its name without `!!`.
    pub(super) fn core(name: &str, at: Position) -> Result<Self, Problem> {
        match ["bool", "float", "int", "map", "null", "seq"].iter().find(|t| **t == name) {
            Some(name) => Ok(Self::Type(name)),
            None if name == "str" => Ok(Self::Text),
            None => Err(unknown(&format!("!!{name}"), at, None)),
        }
    }

    pub(super) fn unknown(shown: &str, at: Position) -> Problem {
        unknown(shown, at, None)
    }

    /// The value with its tag.
    pub(super) fn apply(self, value: Element, at: Position) -> Result<Element, Problem> {
        match self {
            Self::Function(key) => Ok(function(key, value, at)),
            Self::Text if value.as_text().is_some() => Ok(value),
            Self::Text => Err(mismatch("str", &value)),
            Self::Type(name) => {
                let fits = match value.content() {
                    Content::Bool(_) => name == "bool",
                    Content::Int(_) => name == "int" || name == "float",
                    Content::Number(number) => {
                        let is_whole = !number.as_str().contains(['.', 'e', 'E']);
                        name == "float" || (name == "int" && is_whole)
                    }
                    Content::Map(_) => name == "map",
                    Content::List(_) => name == "seq",
                    Content::Null => name == "null",
                    Content::Text(_) => false,
                };
                if fits { Ok(value) } else { Err(mismatch(name, &value)) }
            }
        }
    }
}

/// The keys of [`FUNCTIONS`] in the long form.
const LONG: &[&str] = &[
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Contains",
    "Fn::EachMemberEquals",
    "Fn::EachMemberIn",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Not",
    "Fn::Or",
    "Fn::RefAll",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
];

fn function(key: &'static str, value: Element, at: Position) -> Element {
    let value = match value.as_text() {
        // The resource's name has no dot, the attribute may have some.
        Some(text) if key == "Fn::GetAtt" && text.contains('.') => {
            let place = value.position();
            let part = |t: &str| Element::new(Content::Text(t.to_owned()), place);
            let parts = text.splitn(2, '.').map(part).collect();
            Element::new(Content::List(parts), place)
        }
        _ => value,
    };
    let entry = Entry::new(key.to_owned(), at, value);
    Element::new(Content::Map(Map::of_distinct(vec![entry])), at)
}

fn mismatch(name: &str, value: &Element) -> Problem {
    Problem::error(
        codes::UNKNOWN_TAG,
        value.position(),
        format!("the tag `!!{name}` stands before {}", value.describe()),
        "remove the tag, or write the value as the tag says",
    )
}

fn unknown(shown: &str, at: Position, nearest: Option<&str>) -> Problem {
    let help = match nearest {
        _ if shown.starts_with("!Rain::") => {
            "it is a directive of the program `rain`: let `rain pkg` write the template first".into()
        }
        Some(name) => format!("did you mean `!{name}`?"),
        None => "CloudFormation knows `!Ref`, `!GetAtt`, `!Sub` and its other functions; put a text that begins with `!` in quotes".into(),
    };
    Problem::error(
        codes::UNKNOWN_TAG,
        at,
        format!("`{}` is no function of CloudFormation", shown.escape_debug()),
        help,
    )
}

/// The function that was meant.
fn nearest(name: &str) -> Option<&'static str> {
    crate::nearest::nearest(name, FUNCTIONS.iter().copied().chain(["Ref", "Condition"]))
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, LONG, Tag, nearest};
    use crate::element::Position;

    #[test]
    fn both_lists_of_functions_are_the_same_and_sorted() {
        assert!(FUNCTIONS.is_sorted());
        let long: Vec<String> = FUNCTIONS.iter().map(|f| format!("Fn::{f}")).collect();
        assert_eq!(LONG, long);
    }

    #[test]
    fn a_misspelt_function_is_told_from_a_foreign_one() {
        assert_eq!(nearest("GetAttr"), Some("GetAtt"));
        assert_eq!(nearest("getatt"), Some("GetAtt"));
        assert_eq!(nearest("ref"), Some("Ref"));
        assert_eq!(nearest("Vault"), None);
        let problem = Tag::local("Fn::Sub", Position::new(1, 1)).unwrap_err();
        assert_eq!(problem.message(), "`!Fn::Sub` is no function of CloudFormation");
    }
}
