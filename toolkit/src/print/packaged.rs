//! The size of a template after `aws cloudformation package`.

/// What CloudFormation takes in a request, without a bucket.
const DIRECT: usize = 51_200;

/// What the longest place of one asset adds: a bucket, a prefix and a key.
const PLACE: usize = 300;

/// At least the size of the template that `package --use-json` writes.
///
/// It indents by four, whatever the template had, and puts places in a bucket
/// where the template has paths.
pub(crate) fn packaged_size(template: &[u8], assets: usize) -> usize {
    // Indenting only adds: whether a large template is larger yet is no matter.
    if template.len() > DIRECT {
        return template.len();
    }
    indented_by_four(template) + assets * PLACE
}

/// The size of a JSON text when it is indented by four.
///
/// Every byte outside texts that is no white space counts; each item adds a
/// line break and its indentation; each `:` adds a space.
fn indented_by_four(json: &[u8]) -> usize {
    let (mut size, mut depth) = (0, 0_usize);
    let (mut in_text, mut escaped, mut just_opened) = (false, false, false);
    for &byte in json {
        if in_text {
            // Other than ASCII is escaped: two bytes of UTF-8 become six, three
            // become six, four become twelve.
            size += if byte.is_ascii() { 1 } else { 3 };
            in_text = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        if byte.is_ascii_whitespace() {
            continue;
        }
        let closes = matches!(byte, b'}' | b']');
        if just_opened && !closes {
            size += 1 + 4 * depth;
        }
        if closes {
            depth = depth.saturating_sub(1);
            if !just_opened {
                size += 1 + 4 * depth;
            }
        }
        size += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b',' => size += 1 + 4 * depth,
            b':' => size += 1,
            b'"' => in_text = true,
            _ => {}
        }
        just_opened = matches!(byte, b'{' | b'[');
    }
    size
}

#[cfg(test)]
mod tests {
    use super::{DIRECT, indented_by_four, packaged_size};

    #[test]
    fn the_size_is_that_of_json_indented_by_four() {
        let compact = r#"{"a":[1,{"b":"x, y: {\"z\"} \\"},[],{}],"c":{"d":true},"e":{}}"#;
        let indented = r#"{
    "a": [
        1,
        {
            "b": "x, y: {\"z\"} \\"
        },
        [],
        {}
    ],
    "c": {
        "d": true
    },
    "e": {}
}"#;
        assert_eq!(indented_by_four(compact.as_bytes()), indented.len());
        assert_eq!(indented_by_four(indented.as_bytes()), indented.len());
    }

    #[test]
    fn other_than_ascii_counts_as_its_escapes() {
        for text in ["é", "한", "😀"] {
            let escaped: usize = text.encode_utf16().map(|_| 6).sum();
            assert!(indented_by_four(format!("\"{text}\"").as_bytes()) >= escaped + 2);
        }
    }

    #[test]
    fn a_large_template_is_not_measured() {
        let template = vec![b' '; DIRECT + 1];
        assert!(packaged_size(&template, 3) > DIRECT);
    }
}
