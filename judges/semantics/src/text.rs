//! Texts of a template, with what is only known at deployment kept as symbols.

use std::fmt;

use serde_json::Value;

use crate::facts;
use crate::template::Template;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Symbol {
    /// A character that stands in the template.
    Char(char),
    /// What `Ref` gives.
    Ref(String),
    /// What `Fn::GetAtt` gives.
    Att(String, String),
    /// Text that this template alone does not tell.
    Unknown(String),
}

/// A text of a template.
///
/// Two texts are equal when they are so in every deployment, as far as the
/// template tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text(pub(crate) Vec<Symbol>);

impl Text {
    /// A text without symbols.
    pub(crate) fn literal(text: &str) -> Self {
        Self(text.chars().map(Symbol::Char).collect())
    }

    /// The text that a value of a template becomes.
    pub(crate) fn of(template: &Template<'_>, value: &Value) -> Self {
        match value {
            Value::String(text) => Self::literal(text),
            Value::Number(number) => Self::literal(&number.to_string()),
            Value::Bool(flag) => Self::literal(&flag.to_string()),
            Value::Object(map) if map.len() == 1 => map
                .iter()
                .next()
                .and_then(|(name, argument)| Self::intrinsic(template, name, argument))
                .unwrap_or_else(|| Self::unknown(&value.to_string())),
            _ => Self::unknown(&value.to_string()),
        }
    }

    /// A text that nobody knows; it equals those of the same name alone.
    pub(crate) fn unknown(name: &str) -> Self {
        Self(vec![Symbol::Unknown(name.to_owned())])
    }

    /// This text with another after it.
    #[must_use]
    pub(crate) fn then(mut self, other: &Self) -> Self {
        self.0.extend_from_slice(&other.0);
        self
    }

    /// This text with characters after it.
    #[must_use]
    pub(crate) fn then_str(mut self, text: &str) -> Self {
        self.0.extend(text.chars().map(Symbol::Char));
        self
    }

    /// Where these characters first stand.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let wanted = Self::literal(text).0;
        if wanted.is_empty() {
            return Some(0);
        }
        self.0.windows(wanted.len()).position(|w| w == wanted)
    }

    /// The pieces between a character, `most` at most.
    pub(crate) fn split(&self, at: char, most: usize) -> Vec<&[Symbol]> {
        self.0.splitn(most, |symbol| *symbol == Symbol::Char(at)).collect()
    }

    fn intrinsic(template: &Template<'_>, name: &str, argument: &Value) -> Option<Self> {
        match name {
            "Ref" => argument.as_str().map(|target| Self::of_ref(template, target)),
            "Fn::GetAtt" => attribute(argument).map(|(id, name)| Self::of_att(template, id, name)),
            // One value, or none at all.
            "Fn::If" => {
                let left_out =
                    |v: &&Value| v.get("Ref").and_then(Value::as_str) != Some("AWS::NoValue");
                let mut chosen = argument.as_array()?.iter().skip(1).filter(left_out);
                let only = chosen.next()?;
                chosen.next().is_none().then(|| Self::of(template, only))
            }
            "Fn::Join" => {
                let delimiter = argument.get(0)?.as_str()?;
                let mut text = Self::default();
                for (index, part) in argument.get(1)?.as_array()?.iter().enumerate() {
                    if index > 0 {
                        text = text.then_str(delimiter);
                    }
                    text = text.then(&Self::of(template, part));
                }
                Some(text)
            }
            "Fn::Sub" => {
                let own = argument.get(1);
                let mut text = Self::default();
                for part in sub_parts(argument.as_str().or_else(|| argument.get(0)?.as_str())?) {
                    text = match part {
                        SubPart::Literal(literal) => text.then_str(literal),
                        SubPart::Variable(name) => match own.and_then(|map| map.get(name)) {
                            Some(value) => text.then(&Self::of(template, value)),
                            None => match name.split_once('.') {
                                Some((id, attribute)) => {
                                    text.then(&Self::of_att(template, id, attribute))
                                }
                                None => text.then(&Self::of_ref(template, name)),
                            },
                        },
                    };
                }
                Some(text)
            }
            _ => None,
        }
    }

    /// What `Fn::GetAtt` gives. An attribute that `Ref` gives as well is written as that.
    fn of_att(template: &Template<'_>, id: &str, name: &str) -> Self {
        let facts = template.resource(id).and_then(|r| facts::resource_type(r.kind));
        match facts.and_then(|facts| facts["ref"].as_array()).map(Vec::as_slice) {
            Some([only]) if only == name => Self::of_ref(template, id),
            _ => Self(vec![Symbol::Att(id.to_owned(), name.to_owned())]),
        }
    }

    /// What `Ref` gives. That of a stage is its name, which the template tells.
    fn of_ref(template: &Template<'_>, target: &str) -> Self {
        if let Some(resource) = template.resource(target)
            && resource.kind.ends_with("::Stage")
            && let Some(name) = resource.get("StageName")
            && template.reference(name) != Some(target)
        {
            return Self::of(template, name);
        }
        Self(vec![Symbol::Ref(target.to_owned())])
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for symbol in &self.0 {
            match symbol {
                Symbol::Char(c) => write!(f, "{c}")?,
                Symbol::Ref(id) => write!(f, "${{{id}}}")?,
                Symbol::Att(id, name) => write!(f, "${{{id}.{name}}}")?,
                Symbol::Unknown(what) => write!(f, "<{what}>")?,
            }
        }
        Ok(())
    }
}

/// The resource and the attribute that an argument of `Fn::GetAtt` names.
pub(crate) fn attribute(argument: &Value) -> Option<(&str, &str)> {
    match argument {
        Value::String(text) => text.split_once('.'),
        Value::Array(parts) if parts.len() == 2 => Some((parts[0].as_str()?, parts[1].as_str()?)),
        _ => None,
    }
}

/// A piece of the text of `Fn::Sub`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum SubPart<'a> {
    /// Text as it is.
    Literal(&'a str),
    /// What stands between `${` and `}`.
    Variable(&'a str),
}

/// The pieces of the text of `Fn::Sub`. `${!name}` is the literal `${name}`.
pub(crate) fn sub_parts(text: &str) -> Vec<SubPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        if start > 0 {
            parts.push(SubPart::Literal(&rest[..start]));
        }
        let name = &rest[start + 2..start + length];
        if let Some(kept) = name.strip_prefix('!') {
            parts.push(SubPart::Literal("${"));
            parts.push(SubPart::Literal(kept));
            parts.push(SubPart::Literal("}"));
        } else {
            parts.push(SubPart::Variable(name.trim()));
        }
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        parts.push(SubPart::Literal(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(value: &Value) -> String {
        let template = json!({ "Resources": {
            "Live": { "Type": "AWS::ApiGateway::Stage", "Properties": { "StageName": "live" } },
            "Chat": { "Type": "AWS::ApiGatewayV2::Api" },
        } });
        Text::of(&Template::new(&template), value).to_string()
    }

    #[test]
    fn join_and_sub_give_the_same_text() {
        let join = json!({ "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":", { "Fn::GetAtt": ["F", "Arn"] }]] });
        let sub = json!({ "Fn::Sub": "arn:${AWS::Partition}:${F.Arn}" });
        assert_eq!(shown(&join), shown(&sub));
    }

    #[test]
    fn sub_takes_its_own_variables_first() {
        let sub = json!({ "Fn::Sub": ["${A}-${!B}-${C}", { "A": { "Ref": "Other" } }] });
        assert_eq!(shown(&sub), "${Other}-${B}-${C}");
    }

    #[test]
    fn the_reference_to_a_stage_is_its_name() {
        assert_eq!(shown(&json!({ "Fn::Sub": "x/${Live}" })), "x/live");
    }

    #[test]
    fn an_attribute_that_ref_gives_is_the_same_text() {
        assert_eq!(shown(&json!({ "Fn::Sub": "${Chat.ApiId}" })), shown(&json!({ "Ref": "Chat" })));
    }

    #[test]
    fn what_is_chosen_at_deployment_is_unknown() {
        let value = json!({ "Fn::If": ["C", "a", "b"] });
        assert_eq!(shown(&value), format!("<{value}>"));
        let value = json!({ "Fn::If": ["C", "a", { "Ref": "AWS::NoValue" }] });
        assert_eq!(shown(&value), "a");
    }
}
