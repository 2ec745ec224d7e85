//! Merge keys: `<<: *defaults`.

use crate::element::{Content, Element, Entry, Position, find_duplicate};
use crate::json::duplicate_key;
use crate::problem::{Problem, codes};

/// The entries of an object with those of the objects merged into it.
///
/// What is merged stands first, and the object's own entries win; of several
/// merged objects the earlier wins.
pub(super) fn merge(
    own: Vec<Entry>,
    merged: Vec<(Element, Position)>,
) -> Result<Vec<Entry>, Problem> {
    if let Some((first, later)) = find_duplicate(&own) {
        return Err(duplicate_key(&own[first], &own[later]));
    }
    if merged.is_empty() {
        return Ok(own);
    }
    let mut entries: Vec<Entry> = Vec::new();
    for (value, at) in merged {
        for map in maps(value, at)?.into_iter().rev() {
            map.into_iter().for_each(|entry| set(&mut entries, entry));
        }
    }
    own.into_iter().for_each(|entry| set(&mut entries, entry));
    Ok(entries)
}

/// The objects that a merge key names, in order.
fn maps(value: Element, at: Position) -> Result<Vec<Vec<Entry>>, Problem> {
    let one = |value: Element| match value.into_content() {
        Content::Map(map) => Ok(map.into_entries()),
        _ => Err(Problem::error(
            codes::ALIAS,
            at,
            "a merge key `<<` takes an object, or a list of objects",
            "merge with an alias of an object, as in `<<: *defaults`",
        )),
    };
    match value.content() {
        Content::List(_) => {
            let Content::List(items) = value.into_content() else {
                return Ok(Vec::new());
            };
            items.into_iter().map(one).collect()
        }
        _ => Ok(vec![one(value)?]),
    }
}

fn set(entries: &mut Vec<Entry>, entry: Entry) {
    match entries.iter_mut().find(|e| e.key() == entry.key()) {
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
}
