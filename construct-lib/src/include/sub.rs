//! The text of `Fn::Sub`.

/// A piece of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    /// What stands as it is, `${!name}` among it.
    Text(&'a str),
    /// `${name}` or `${name.attribute}`, with what stands in the text for it.
    Name { name: &'a str, attribute: Option<&'a str>, written: &'a str },
}

/// Divides a text at the names in it.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(start) = text[at..].find("${").map(|i| at + i) {
        let Some(end) = text[start..].find('}').map(|i| start + i) else {
            break;
        };
        let inside = &text[start + 2..end];
        at = end + 1;
        // A name that is written apart is left as it is.
        if inside.starts_with('!') || inside.trim() != inside || inside.is_empty() {
            continue;
        }
        if plain < start {
            pieces.push(Piece::Text(&text[plain..start]));
        }
        let (name, attribute) = match inside.split_once('.') {
            Some((name, attribute)) => (name, Some(attribute)),
            None => (inside, None),
        };
        pieces.push(Piece::Name { name, attribute, written: &text[start..at] });
        plain = at;
    }
    if plain < text.len() {
        pieces.push(Piece::Text(&text[plain..]));
    }
    pieces
}

/// A value inside the text, where `${` would begin a name.
pub(super) fn escaped(value: &str) -> String {
    value.replace("${", "${!")
}

#[cfg(test)]
mod tests {
    use super::{Piece, escaped, pieces};

    #[test]
    fn names_are_found_in_a_text() {
        let name = |name, attribute, written| Piece::Name { name, attribute, written };
        assert_eq!(
            pieces("a-${B}-${C.D.E}${!F}${ G }${AWS::Region}"),
            [
                Piece::Text("a-"),
                name("B", None, "${B}"),
                Piece::Text("-"),
                name("C", Some("D.E"), "${C.D.E}"),
                Piece::Text("${!F}${ G }"),
                name("AWS::Region", None, "${AWS::Region}"),
            ]
        );
        assert_eq!(pieces("open ${"), [Piece::Text("open ${")]);
        assert_eq!(pieces(""), []);
        assert_eq!(escaped("a${B}"), "a${!B}");
    }
}
