//! From a stream of nodes to one document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::merge::merge;
use super::scalar::{self, NoValue};
use super::tag::Tag;
use crate::element::{Content, Element, Entry, Map, Position};
use crate::problem::{Problem, codes};
use crate::source::{Count, DEEPEST};

/// How much all aliases together may stand for: a value counts one, and a text
/// one more for each 64 bytes.
const MOST_ALIASED: usize = 250_000;

/// How many warnings are kept.
const MOST_WARNINGS: usize = 100;

/// What a node says beside its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Properties {
    pub(super) at: Position,
    pub(super) tag: Option<Tag>,
    /// The number of its anchor; zero for none.
    pub(super) anchor: usize,
}

/// A document that is being put together, node by node.
///
/// The open lists and objects are a stack here, so that no depth of a text
/// becomes a depth of calls.
#[derive(Default)]
pub(super) struct Composer {
    open: Vec<Frame>,
    root: Option<Element>,
    anchors: BTreeMap<usize, (Element, usize)>,
    aliased: usize,
    count: Count,
    warnings: Vec<Problem>,
}

struct Frame {
    properties: Properties,
    content: Open,
}

enum Open {
    List(Vec<Element>),
    Map { entries: Vec<Entry>, merged: Vec<(Element, Position)>, key: Option<OpenKey> },
}

enum OpenKey {
    Text(String, Position),
    Merge(Position),
}

impl Composer {
    pub(super) fn begin(&mut self, properties: Properties, is_map: bool) -> Result<(), Problem> {
        self.count.add(properties.at)?;
        if self.open.len() == DEEPEST {
            return Err(Problem::error(
                codes::TOO_DEEP,
                properties.at,
                format!("values stand inside values more than {DEEPEST} deep"),
                "no template is that deep: look for a bracket that is never closed",
            ));
        }
        if self.expects_key() {
            return Err(no_key(properties.at, "a list or an object"));
        }
        let content = if is_map {
            Open::Map { entries: Vec::new(), merged: Vec::new(), key: None }
        } else {
            Open::List(Vec::new())
        };
        self.open.push(Frame { properties, content });
        Ok(())
    }

    pub(super) fn end(&mut self) -> Result<(), Problem> {
        let Some(Frame { properties, content }) = self.open.pop() else {
            return Ok(());
        };
        let content = match content {
            Open::List(items) => Content::List(items),
            Open::Map { entries, merged, .. } => {
                Content::Map(Map::of_distinct(merge(entries, merged)?))
            }
        };
        self.value(content, properties)
    }

    pub(super) fn scalar(
        &mut self,
        text: Cow<'_, str>,
        is_plain: bool,
        properties: Properties,
    ) -> Result<(), Problem> {
        if self.expects_key() {
            return self.key(text.into_owned(), is_plain, properties);
        }
        self.count.add(properties.at)?;
        let content = match properties.tag {
            // As the AWS CLI does: what a function is given is its text.
            Some(Tag::Function(_) | Tag::Text) => Content::Text(text.into_owned()),
            _ if !is_plain => Content::Text(text.into_owned()),
            _ => self.plain(&text, properties.at)?,
        };
        self.value(content, properties)
    }

    /// An alias: the value of its anchor once more.
    pub(super) fn alias(&mut self, anchor: usize, at: Position) -> Result<(), Problem> {
        let Some((value, size)) = self.anchors.get(&anchor) else {
            return Err(Problem::error(
                codes::ALIAS,
                at,
                "an alias stands inside the value that it names",
                "write the value out",
            ));
        };
        let (value, size) = (value, *size);
        self.aliased = self.aliased.saturating_add(size);
        if self.aliased > MOST_ALIASED {
            return Err(too_much(at));
        }
        if self.open.len() + depth(value) > DEEPEST {
            return Err(Problem::error(
                codes::TOO_DEEP,
                at,
                format!("with its aliases the text is more than {DEEPEST} deep"),
                "write the values out",
            ));
        }
        let value = value.clone();
        if self.expects_key() {
            let Content::Text(key) = value.into_content() else {
                return Err(no_key(at, "an alias of something else"));
            };
            return self.key(key, false, Properties { at, tag: None, anchor: 0 });
        }
        self.attach(value)
    }

    /// The document, when there was one.
    pub(super) fn finish(self) -> (Option<Element>, Vec<Problem>) {
        (self.root, self.warnings)
    }

    pub(super) fn has_root(&self) -> bool {
        self.root.is_some()
    }

    fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some(Frame { content: Open::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, text: String, is_plain: bool, properties: Properties) -> Result<(), Problem> {
        let at = properties.at;
        if matches!(properties.tag, Some(Tag::Function(_))) {
            return Err(no_key(at, "a function"));
        }
        let is_plain = is_plain && properties.tag.is_none();
        let key = if is_plain && text == "<<" {
            OpenKey::Merge(at)
        } else {
            if is_plain {
                match scalar::resolve(&text) {
                    Ok(read) if read.content == Content::Null => return Err(no_key(at, "null")),
                    Ok(read) if !read.is_doubtful => {}
                    _ => self.doubt_key(&text, at),
                }
            }
            if properties.anchor != 0 {
                let value = Element::new(Content::Text(text.clone()), at);
                self.keep(properties.anchor, &value)?;
            }
            OpenKey::Text(text, at)
        };
        if let Some(Frame { content: Open::Map { key: open, .. }, .. }) = self.open.last_mut() {
            *open = Some(key);
        }
        Ok(())
    }

    fn value(&mut self, content: Content, properties: Properties) -> Result<(), Problem> {
        let mut value = Element::new(content, properties.at);
        if let Some(tag) = properties.tag {
            value = tag.apply(value, properties.at)?;
        }
        if properties.anchor != 0 {
            self.keep(properties.anchor, &value)?;
        }
        self.attach(value)
    }

    /// Keeps the value of an anchor.
    fn keep(&mut self, anchor: usize, value: &Element) -> Result<(), Problem> {
        let size = size(value);
        // Keeping it costs as much as an alias of it.
        self.aliased = self.aliased.saturating_add(size);
        if self.aliased > MOST_ALIASED {
            return Err(too_much(value.position()));
        }
        self.anchors.insert(anchor, (value.clone(), size));
        Ok(())
    }

    fn attach(&mut self, value: Element) -> Result<(), Problem> {
        match self.open.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(value),
            Some(Open::List(items)) => items.push(value),
            Some(Open::Map { entries, merged, key }) => match key.take() {
                Some(OpenKey::Text(text, at)) => entries.push(Entry::new(text, at, value)),
                Some(OpenKey::Merge(at)) => merged.push((value, at)),
                None => return Err(no_key(value.position(), value.describe())),
            },
        }
        Ok(())
    }

    fn plain(&mut self, text: &str, at: Position) -> Result<Content, Problem> {
        match scalar::resolve(text) {
            Ok(read) => {
                if read.is_doubtful {
                    self.doubt(text, &read.content, at);
                }
                Ok(read.content)
            }
            Err(NoValue::NotFinite) => Err(Problem::error(
                codes::INVALID_NUMBER,
                at,
                format!("`{text}` is a number that JSON does not have"),
                "put it in quotes if it is meant as a text",
            )),
            Err(NoValue::TooLarge) => Err(Problem::error(
                codes::INVALID_NUMBER,
                at,
                format!("the number `{}` is too large", shorten(text)),
                "put it in quotes if it is meant as a text",
            )),
        }
    }

    fn doubt(&mut self, text: &str, read: &Content, at: Position) {
        if self.warnings.len() >= MOST_WARNINGS {
            return;
        }
        let shown = shorten(text);
        let (message, help) = match read {
            Content::Bool(value) => (
                format!(
                    "`{shown}` without quotes is `{value}` for CloudFormation, and a text for readers of YAML 1.2"
                ),
                format!("write `{value}`, or put it in quotes"),
            ),
            Content::Text(_) => (
                format!(
                    "`{shown}` without quotes is a text for CloudFormation, and a number for readers of YAML 1.2"
                ),
                "put it in quotes".to_owned(),
            ),
            number => {
                let value = Element::from(number.clone()).to_json();
                let value = value.trim_end();
                (
                    format!("`{shown}` without quotes is the number {value} for CloudFormation"),
                    format!(
                        "put it in quotes if it is an account id, a time or another text, else write {value}"
                    ),
                )
            }
        };
        self.warnings.push(Problem::warning(codes::AMBIGUOUS, at, message, help));
    }

    fn doubt_key(&mut self, text: &str, at: Position) {
        if self.warnings.len() >= MOST_WARNINGS {
            return;
        }
        let message = format!(
            "the key `{}` without quotes is no text for CloudFormation; it was read as the text",
            shorten(text)
        );
        self.warnings.push(Problem::warning(codes::AMBIGUOUS, at, message, "put it in quotes"));
    }
}

fn no_key(at: Position, what: &str) -> Problem {
    Problem::error(
        codes::INVALID_KEY,
        at,
        format!("a key must be a text, and this is {what}"),
        "write a text before the colon; put it in quotes if it has signs of YAML's own",
    )
}

fn too_much(at: Position) -> Problem {
    Problem::error(
        codes::ALIAS,
        at,
        format!("the aliases of the text stand for more than {MOST_ALIASED} values"),
        "write the values out, or generate the template",
    )
}

fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

fn size(value: &Element) -> usize {
    match value.content() {
        Content::Null | Content::Bool(_) | Content::Int(_) | Content::Number(_) => 1,
        Content::Text(text) => 1 + text.len() / 64,
        Content::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Content::Map(map) => {
            let entry = |e: &Entry| 1 + e.key().len() / 64 + size(e.value());
            1 + map.entries().iter().map(entry).sum::<usize>()
        }
    }
}

fn depth(value: &Element) -> usize {
    let below = match value.content() {
        Content::List(items) => items.iter().map(depth).max(),
        Content::Map(map) => map.entries().iter().map(|e| depth(e.value())).max(),
        _ => return 0,
    };
    1 + below.unwrap_or_default()
}
