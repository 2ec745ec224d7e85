//! The text of `Fn::Sub`.

/// A piece of the text of `Fn::Sub`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubPiece<'a> {
    /// What stands as it is, `${!name}` among it.
    Text(&'a str),
    /// `${name}` or `${name.attribute}`.
    Name {
        /// A variable, a pseudo parameter or a logical id.
        name: &'a str,
        /// The attribute, behind the first point.
        attribute: Option<&'a str>,
        /// All of it, as it stands in the text.
        written: &'a str,
    },
}

/// Divides the text of `Fn::Sub` at the names in it.
///
/// ```
/// use construct_document::{SubPiece, sub_pieces};
///
/// let name = SubPiece::Name { name: "Table", attribute: Some("Arn"), written: "${Table.Arn}" };
/// assert_eq!(sub_pieces("of ${Table.Arn}"), [SubPiece::Text("of "), name]);
/// ```
#[must_use]
pub fn sub_pieces(text: &str) -> Vec<SubPiece<'_>> {
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
            pieces.push(SubPiece::Text(&text[plain..start]));
        }
        let (name, attribute) = match inside.split_once('.') {
            Some((name, attribute)) => (name, Some(attribute)),
            None => (inside, None),
        };
        pieces.push(SubPiece::Name { name, attribute, written: &text[start..at] });
        plain = at;
    }
    if plain < text.len() {
        pieces.push(SubPiece::Text(&text[plain..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{SubPiece, sub_pieces};

    #[test]
    fn names_are_found_in_a_text() {
        let name = |name, attribute, written| SubPiece::Name { name, attribute, written };
        assert_eq!(
            sub_pieces("a-${B}-${C.D.E}${!F}${ G }${AWS::Region}"),
            [
                SubPiece::Text("a-"),
                name("B", None, "${B}"),
                SubPiece::Text("-"),
                name("C", Some("D.E"), "${C.D.E}"),
                SubPiece::Text("${!F}${ G }"),
                name("AWS::Region", None, "${AWS::Region}"),
            ]
        );
        assert_eq!(sub_pieces("open ${"), [SubPiece::Text("open ${")]);
        assert_eq!(sub_pieces(""), []);
    }
}
