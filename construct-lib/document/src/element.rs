//! The values of a document, each with its place.

use std::fmt;

use crate::number::Number;

/// A place in a text: line and column, both counted from one, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    line: u32,
    column: u32,
}

impl Position {
    /// A place in a text.
    #[must_use]
    pub const fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }

    /// The line, counted from one; zero for what was in no text.
    #[must_use]
    pub const fn line(self) -> u32 {
        self.line
    }

    /// The column, counted from one in characters.
    #[must_use]
    pub const fn column(self) -> u32 {
        self.column
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One value of a document, and where it stood.
///
/// Two are equal when their contents are, wherever they stood.
#[derive(Clone, Default)]
pub struct Element {
    content: Content,
    position: Position,
}

/// What an [`Element`] is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Content {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number, written as every reader writes it.
    Int(i64),
    /// Any other number, by the text it was written as.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Element>),
    /// An object.
    Map(Map),
}

impl Element {
    /// A value at a place of a text.
    #[must_use]
    pub fn new(content: Content, position: Position) -> Self {
        Self { content, position }
    }

    /// What it is.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// What it is, to change it.
    pub fn content_mut(&mut self) -> &mut Content {
        &mut self.content
    }

    /// What it is, without its place.
    #[must_use]
    pub fn into_content(self) -> Content {
        self.content
    }

    /// Where it stood; for a function in YAML's short form, where its tag stood.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The text, when it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, when it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Element]> {
        match &self.content {
            Content::List(items) => Some(items),
            _ => None,
        }
    }

    /// The object, when it is one.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match &self.content {
            Content::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The value of a key, when this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Element> {
        self.as_map()?.get(key)
    }

    /// What it is, in words, for a message.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match &self.content {
            Content::Null => "null",
            Content::Bool(_) => "a boolean",
            Content::Int(_) | Content::Number(_) => "a number",
            Content::Text(_) => "a text",
            Content::List(_) => "a list",
            Content::Map(_) => "an object",
        }
    }
}

impl PartialEq for Element {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.position)?;
        self.content.fmt(f)
    }
}

impl From<Content> for Element {
    fn from(content: Content) -> Self {
        Self::new(content, Position::default())
    }
}

impl From<&str> for Element {
    fn from(text: &str) -> Self {
        Content::Text(text.to_owned()).into()
    }
}

/// An object: its entries in the order of the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map {
    entries: Vec<Entry>,
}

/// One entry of a [`Map`].
#[derive(Clone)]
pub struct Entry {
    key: String,
    key_position: Position,
    value: Element,
}

impl Entry {
    /// A key, where it stood, and its value.
    #[must_use]
    pub fn new(key: String, key_position: Position, value: Element) -> Self {
        Self { key, key_position, value }
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Where the key stood.
    #[must_use]
    pub fn key_position(&self) -> Position {
        self.key_position
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &Element {
        &self.value
    }

    /// The value, to change it.
    pub fn value_mut(&mut self) -> &mut Element {
        &mut self.value
    }

    /// The value, alone.
    #[must_use]
    pub fn into_value(self) -> Element {
        self.value
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.value == other.value
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {:?}", self.key, self.value)
    }
}

impl Map {
    /// An object without entries.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Takes entries whose keys are known to differ.
    pub(crate) fn of_distinct(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// All entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All entries, to change their values.
    pub fn entries_mut(&mut self) -> &mut [Entry] {
        &mut self.entries
    }

    /// The entries themselves.
    #[must_use]
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Element> {
        self.entry(key).map(Entry::value)
    }

    /// The entry of a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.key == key)
    }

    /// Sets the value of a key, in its place when it is there, else at the end.
    pub fn set(&mut self, key: impl Into<String>, value: Element) {
        let key = key.into();
        match self.entries.iter_mut().find(|e| e.key == key) {
            Some(entry) => entry.value = value,
            None => {
                let position = value.position;
                self.entries.push(Entry::new(key, position, value));
            }
        }
    }

    /// Takes the entry of a key out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|e| e.key == key)?;
        Some(self.entries.remove(at))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The first entry whose key an earlier one has too, as positions of both.
pub(crate) fn find_duplicate(entries: &[Entry]) -> Option<(usize, usize)> {
    if entries.len() <= FEW {
        return (1..entries.len()).find_map(|later| {
            let first = entries[..later].iter().position(|e| e.key == entries[later].key)?;
            Some((first, later))
        });
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|&a, &b| entries[a].key.cmp(&entries[b].key));
    let mut same = order.windows(2).filter(|w| entries[w[0]].key == entries[w[1]].key);
    let first = same.next()?;
    // The order is stable, so the earlier one stands first.
    let earliest = same.fold(first, |best, pair| if pair[1] < best[1] { pair } else { best });
    Some((earliest[0], earliest[1]))
}

/// How many keys are faster compared one by one.
const FEW: usize = 12;

#[cfg(test)]
mod tests {
    use super::{Element, Entry, Map, Position, find_duplicate};

    fn entries(keys: &[&str]) -> Vec<Entry> {
        let entry = |k: &&str| Entry::new((*k).to_owned(), Position::default(), Element::default());
        keys.iter().map(entry).collect()
    }

    #[test]
    fn duplicates_are_found_in_small_and_large_objects() {
        assert_eq!(find_duplicate(&entries(&["a", "b"])), None);
        assert_eq!(find_duplicate(&entries(&["a", "b", "b", "a"])), Some((1, 2)));
        let names: Vec<String> = (0..100).map(|i| format!("k{}", (i * 37) % 90)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (first, later) = find_duplicate(&entries(&names)).unwrap();
        assert_eq!(names[first], names[later]);
        assert_eq!((first, later), (0, 90));
    }

    #[test]
    fn setting_keeps_the_order() {
        let mut map = Map::of_distinct(entries(&["b", "a"]));
        map.set("b", "new".into());
        map.set("c", "last".into());
        let keys: Vec<&str> = map.entries().iter().map(Entry::key).collect();
        assert_eq!(keys, ["b", "a", "c"]);
        assert_eq!(map.get("b"), Some(&Element::from("new")));
        assert!(map.remove("a").is_some() && map.remove("a").is_none());
    }
}
