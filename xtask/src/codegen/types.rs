//! The type of a property or an attribute, as the lock spells it and as Rust does.

use crate::error::{Context, Error, Result};
use std::{collections::BTreeSet, fmt};

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Json,
    Tag,
    Integer,
    Number,
    Flag,
    /// A reference, by the name of its marker.
    Marker(String),
    /// A nested type or an enum of the same resource.
    Local(String),
    List(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// The Rust type in a module whose nested types and enums are `local`; one of these may be
    /// called `List` or `String`, and then hides ours.
    pub(crate) fn rust(&self, local: &BTreeSet<&str>) -> String {
        let ours = |name: &str| {
            let hidden = local.contains(name);
            if hidden { format!("crate::rt::{name}") } else { name.to_owned() }
        };
        match self {
            Self::Text => ours("String"),
            Self::Json => ours("Json"),
            Self::Tag => ours("Tag"),
            Self::Integer => "i64".to_owned(),
            Self::Number => "f64".to_owned(),
            Self::Flag => "bool".to_owned(),
            Self::Marker(name) => format!("refs::{name}"),
            Self::Local(name) => name.clone(),
            Self::List(item) => format!("{}<{}>", ours("List"), item.rust(local)),
            Self::Map(item) => format!("{}<{}>", ours("Map"), item.rust(local)),
        }
    }

    /// Reads what [`Display`](fmt::Display) writes.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let inner = |kind: &str| text.strip_prefix(kind)?.strip_prefix('<')?.strip_suffix('>');
        if let Some(item) = inner("list") {
            return Ok(Self::List(Box::new(Self::parse(item)?)));
        }
        if let Some(item) = inner("map") {
            return Ok(Self::Map(Box::new(Self::parse(item)?)));
        }
        if let Some(marker) = text.strip_prefix("refs::") {
            return Ok(Self::Marker(marker.to_owned()));
        }
        Ok(match text {
            "text" => Self::Text,
            "json" => Self::Json,
            "tag" => Self::Tag,
            "i64" => Self::Integer,
            "f64" => Self::Number,
            "bool" => Self::Flag,
            _ => {
                let local = text.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
                local.then_some(()).context(format_args!("no type: `{text}`"))?;
                Self::Local(text.to_owned())
            }
        })
    }

    /// The type that a setter or an attribute has, now that the source says `fresh`.
    ///
    /// What is text stays what it was, with one exception: a setter of one reference may take any
    /// text. `is_text` tells enums from nested types.
    pub(crate) fn settle(
        &self,
        fresh: &Self,
        is_setter: bool,
        is_text: &impl Fn(&str) -> bool,
    ) -> Result<Self> {
        let text = |ty: &Self| match ty {
            Self::Text | Self::Marker(_) => true,
            Self::Local(name) => is_text(name),
            _ => false,
        };
        match (self, fresh) {
            _ if self == fresh => Ok(fresh.clone()),
            (Self::List(was), Self::List(now)) => {
                Ok(Self::List(Box::new(was.settle(now, is_setter, is_text)?)))
            }
            (Self::Map(was), Self::Map(now)) => {
                Ok(Self::Map(Box::new(was.settle(now, is_setter, is_text)?)))
            }
            (Self::Marker(_), Self::Text) if is_setter => Ok(fresh.clone()),
            // Another kind of reference does not fit where the first one did.
            (Self::Marker(_), Self::Marker(_) | Self::Local(_)) if is_setter => {
                Err(Error::new(format!("`{self}` became `{fresh}`")))
            }
            _ if text(self) && text(fresh) => Ok(self.clone()),
            _ => Err(Error::new(format!("`{self}` became `{fresh}`"))),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Json => f.write_str("json"),
            Self::Tag => f.write_str("tag"),
            Self::Integer => f.write_str("i64"),
            Self::Number => f.write_str("f64"),
            Self::Flag => f.write_str("bool"),
            Self::Marker(name) => write!(f, "refs::{name}"),
            Self::Local(name) => f.write_str(name),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Map(item) => write!(f, "map<{item}>"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_spells_every_type_so_that_it_can_be_read_again() {
        for text in ["text", "map<list<refs::IamRoleArn>>", "KeySchema", "_1", "list<f64>", "bool"]
        {
            assert_eq!(Type::parse(text).unwrap().to_string(), text);
        }
        assert!(Type::parse("string").is_err());
    }

    #[test]
    fn a_local_type_hides_ours_of_the_same_name() {
        let ty = Type::parse("list<map<text>>").unwrap();
        assert_eq!(ty.rust(&BTreeSet::new()), "List<Map<String>>");
        assert_eq!(ty.rust(&BTreeSet::from(["Map"])), "List<crate::rt::Map<String>>");
    }

    #[test]
    fn text_stays_what_it_was_and_anything_else_must_not_change() {
        let settle = |was: &str, now: &str, is_setter: bool| {
            let (was, now) = (Type::parse(was).unwrap(), Type::parse(now).unwrap());
            was.settle(&now, is_setter, &|name| name == "Mode").ok().map(|ty| ty.to_string())
        };
        for is_setter in [true, false] {
            assert_eq!(settle("text", "Mode", is_setter).as_deref(), Some("text"));
            assert_eq!(settle("text", "refs::A", is_setter).as_deref(), Some("text"));
            assert_eq!(settle("Mode", "text", is_setter).as_deref(), Some("Mode"));
            assert_eq!(
                settle("list<Mode>", "list<text>", is_setter).as_deref(),
                Some("list<Mode>")
            );
            for (was, now) in [
                ("text", "i64"),
                ("i64", "f64"),
                ("text", "Part"),
                ("Part", "Other"),
                ("json", "Part"),
            ] {
                assert_eq!(settle(was, now, is_setter), None, "{was} {now}");
            }
        }
        assert_eq!(settle("refs::A", "text", true).as_deref(), Some("text"));
        assert_eq!(settle("refs::A", "text", false).as_deref(), Some("refs::A"));
        assert_eq!(settle("refs::A", "refs::B", true), None);
    }
}
