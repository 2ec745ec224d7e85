use std::fmt;
use std::str::FromStr;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::item::RawItem;

/// The first byte, so that a later kind of cursor can be told from this one.
const KIND: u8 = 1;

/// Where a list goes on, as text that a client sends back.
///
/// The text is opaque but not secret: it holds the keys of the last item. It
/// needs no signature, because a list looks only where its query does; one that
/// holds other attributes than the list's keys is refused.
///
/// ```
/// use construct_runtime::Cursor;
///
/// assert!("no cursor".parse::<Cursor>().is_err());
/// ```
#[derive(Clone, PartialEq)]
pub struct Cursor {
    key: RawItem,
}

impl Cursor {
    pub(crate) fn new(key: RawItem) -> Self {
        Self { key }
    }

    pub(crate) fn into_key(self) -> RawItem {
        self.key
    }

    /// Whether it has just these attributes.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        self.key.len() == names.len() && names.iter().all(|name| self.key.contains_key(*name))
    }
}

/// A text that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCursor;

impl fmt::Display for InvalidCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a cursor")
    }
}

impl std::error::Error for InvalidCursor {}

// The key may be a person's.
impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor(..)")
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut attributes: Vec<(&String, &AttributeValue)> = self.key.iter().collect();
        attributes.sort_by_key(|(name, _)| *name);
        let mut bytes = vec![KIND];
        for (name, value) in attributes {
            let (kind, value) = match value {
                AttributeValue::S(text) => (b'S', text.as_bytes()),
                AttributeValue::N(number) => (b'N', number.as_bytes()),
                AttributeValue::B(blob) => (b'B', blob.as_ref()),
                // No key has another type.
                _ => return Err(fmt::Error),
            };
            bytes.push(kind);
            for part in [name.as_bytes(), value] {
                // A key has at most 2,048 bytes, and its name 255.
                let length = u16::try_from(part.len()).map_err(|_| fmt::Error)?;
                bytes.extend(length.to_be_bytes());
                bytes.extend(part);
            }
        }
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidCursor)?;
        let (&KIND, mut rest) = bytes.split_first().ok_or(InvalidCursor)? else {
            return Err(InvalidCursor);
        };
        let mut key = RawItem::new();
        while let Some((kind, after)) = rest.split_first() {
            let (name, after) = part(after)?;
            let (value, after) = part(after)?;
            let text = || String::from_utf8(value.to_vec()).map_err(|_| InvalidCursor);
            let value = match kind {
                b'S' => AttributeValue::S(text()?),
                b'N' => AttributeValue::N(text()?),
                b'B' => AttributeValue::B(Blob::new(value)),
                _ => return Err(InvalidCursor),
            };
            let name = String::from_utf8(name.to_vec()).map_err(|_| InvalidCursor)?;
            key.insert(name, value);
            rest = after;
        }
        if key.is_empty() { Err(InvalidCursor) } else { Ok(Self { key }) }
    }
}

fn part(bytes: &[u8]) -> Result<(&[u8], &[u8]), InvalidCursor> {
    let (length, rest) = bytes.split_first_chunk::<2>().ok_or(InvalidCursor)?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(InvalidCursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote_and_nothing_else() {
        let key = RawItem::from([
            ("id".to_owned(), AttributeValue::S("ü".to_owned())),
            ("at".to_owned(), AttributeValue::N("-7".to_owned())),
            ("digest".to_owned(), AttributeValue::B(Blob::new([0, 255]))),
        ]);
        let cursor = Cursor::new(key);
        let text = cursor.to_string();
        assert_eq!(text.parse::<Cursor>().unwrap(), cursor);
        assert_eq!(cursor.to_string(), text);
        assert!(cursor.has(&["at", "id", "digest"]));
        assert!(!cursor.has(&["at", "id"]));
        assert_eq!(format!("{cursor:?}"), "Cursor(..)");
        for other in ["", "AQ", "Ag", "AVM", "AVMAAQ", "*", &text[1..], &text[..text.len() - 2]] {
            assert!(other.parse::<Cursor>().is_err(), "for {other:?}");
        }
    }
}
