//! The texts, and finding one type's part of them.

use crate::generated::SERVICES;

/// The text of one resource type, when AWS had it at the time of the snapshot.
///
/// Reads a few lines of one service's text: its types are sorted.
#[must_use]
pub fn find(type_name: &str) -> Option<&'static str> {
    let (namespace, name) = type_name.rsplit_once("::")?;
    let at = SERVICES.binary_search_by(|(known, _)| known.cmp(&namespace)).ok()?;
    section(SERVICES.get(at)?.1, name)
}

/// The names of all resource types, sorted by service.
///
/// Reads all texts, so this is for whoever looks for a name that is not there.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    SERVICES.iter().flat_map(|(namespace, text)| {
        text.split(HEAD).skip(1).map(move |section| (*namespace, line(section)))
    })
}

/// What stands before the name of a type.
const HEAD: &str = "\n= ";

fn line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// The lines of one type, found by halving: after each jump the next head says
/// on which side the type is.
fn section<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let mut middle = low + (high - low) / 2;
        while !text.is_char_boundary(middle) {
            middle -= 1;
        }
        let head = text[middle..].find(HEAD).map(|at| middle + at);
        let Some(head) = head.filter(|head| *head < high) else {
            high = middle;
            continue;
        };
        let body = &text[head + HEAD.len()..];
        match line(body).cmp(name) {
            std::cmp::Ordering::Equal => {
                let start = line(body).len() + 1;
                let end = body.find(HEAD).map_or(body.len(), |end| end + 1);
                return body.get(start..end);
            }
            std::cmp::Ordering::Less => low = head + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found_by_its_name() {
        let text = "first\n= A\na\n= B\n= Bc\nb\nc\n= Z\nz\n";
        let of = |name| section(text, name);
        assert_eq!(of("A"), Some("a\n"));
        assert_eq!(of("B"), Some(""));
        assert_eq!(of("Bc"), Some("b\nc\n"));
        assert_eq!(of("Z"), Some("z\n"));
        for missing in ["", "0", "Ab", "Bd", "ZZ"] {
            assert_eq!(of(missing), None, "{missing}");
        }
    }
}
