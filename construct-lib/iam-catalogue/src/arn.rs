//! Whether a pattern of a policy can be the ARN of a resource type.

/// One piece of a pattern.
#[derive(Clone, Copy)]
enum Piece<'f> {
    Byte(u8),
    /// Exactly one character.
    One,
    /// Any text.
    Any,
    /// What a form of ARNs has a name for.
    Named(&'f str),
}

/// The first piece of a form of ARNs and what follows.
fn of_form(form: &str) -> Option<(Piece<'_>, &str)> {
    if let Some(rest) = form.strip_prefix("${") {
        let (name, rest) = rest.split_once('}').unwrap_or((rest, ""));
        return Some((Piece::Named(name), rest));
    }
    first(form, false)
}

/// The first piece of a text with wildcards and what follows.
fn first(text: &str, has_single: bool) -> Option<(Piece<'static>, &str)> {
    let letter = text.chars().next()?;
    let rest = &text[letter.len_utf8()..];
    Some(match letter {
        '*' => (Piece::Any, rest),
        '?' if has_single => (Piece::One, rest),
        // Other than ASCII is in no ARN's form, so any byte will do.
        letter => (Piece::Byte(u8::try_from(letter).unwrap_or(0).to_ascii_lowercase()), rest),
    })
}

/// Whether some text is both of this form and matched by this pattern.
///
/// `is_part` says of a name in the form that it holds no slash.
pub(crate) fn overlap(form: &str, pattern: &str, is_part: &dyn Fn(&str) -> bool) -> bool {
    Meeting { is_part, steps: 20_000 }.meet(form, pattern)
}

/// What stands between the first colons of every ARN holds none.
const FIELDS: [&str; 3] = ["Partition", "Region", "Account"];

/// Both are walked together; where they part, what stands for any text takes one more.
struct Meeting<'p> {
    is_part: &'p dyn Fn(&str) -> bool,
    steps: u32,
}

impl Meeting<'_> {
    /// Whether what has this name in the form never holds this byte.
    fn is_without(&self, name: &str, byte: u8) -> bool {
        match byte {
            b':' => FIELDS.contains(&name),
            b'/' => FIELDS.contains(&name) || (self.is_part)(name),
            _ => false,
        }
    }

    /// Gives up, and says yes, when no steps are left.
    fn meet(&mut self, mut form: &str, mut pattern: &str) -> bool {
        loop {
            let Some(left) = self.steps.checked_sub(1) else {
                return true;
            };
            self.steps = left;
            match (of_form(form), first(pattern, true)) {
                (None, None) => return true,
                // Nothing may be left but what can be empty.
                (Some((Piece::Any | Piece::Named(_), rest)), None) => form = rest,
                (None, Some((Piece::Any, rest))) => pattern = rest,
                (None, Some(_)) | (Some(_), None) => return false,
                (Some((Piece::Any | Piece::Named(_), after)), Some((Piece::Any, rest))) => {
                    // Either may cover what follows the other.
                    return self.meet(after, pattern) || self.meet(form, rest);
                }
                (Some((any @ (Piece::Any | Piece::Named(_)), after)), Some((piece, rest))) => {
                    // It may be empty: the path of an API's root is.
                    if self.meet(after, pattern) {
                        return true;
                    }
                    if let (Piece::Named(name), Piece::Byte(byte)) = (any, piece)
                        && self.is_without(name, byte)
                    {
                        return false;
                    }
                    pattern = rest;
                }
                (Some((_, rest)), Some((Piece::Any, after))) => {
                    if self.meet(form, after) {
                        return true;
                    }
                    form = rest;
                }
                (Some((Piece::Byte(a), _)), Some((Piece::Byte(b), _))) if a != b => return false,
                (Some((_, after)), Some((_, rest))) => (form, pattern) = (after, rest),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn patterns_and_forms_meet_where_some_text_is_both() {
        let overlap = |form, pattern| super::overlap(form, pattern, &|name| name == "BucketName");
        let table = "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}";
        let bucket = "arn:${Partition}:s3:::${BucketName}";
        let object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
        for (form, pattern) in [
            (table, "*"),
            (table, "arn:aws:dynamodb:eu-west-1:123456789012:table/Users"),
            (table, "arn:*:dynamodb:*:*:*"),
            (table, "arn:aws:dynamodb:*"),
            (table, "arn:aws:dynamodb:??-west-1:*:table/U?ers*"),
            (bucket, "arn:aws:s3:::photos"),
            (bucket, "*photos"),
            (bucket, "arn:aws:s3:::photos*"),
            (object, "arn:aws:s3:::photos*"),
            (object, "arn:aws:s3:::photos/*"),
            (object, "arn:aws:s3:::photos/a/b"),
            ("*", "arn:aws:s3:::photos"),
        ] {
            assert!(overlap(form, pattern), "{form} {pattern}");
        }
        for (form, pattern) in [
            (table, "arn:aws:dynamodb:eu-west-1:123456789012:index/Users"),
            (table, "arn:aws:s3:::photos"),
            (table, "arn:aws:sqs:*"),
            (table, ""),
            (bucket, "arn:aws:s3:::photos/*"),
            (bucket, "arn:aws:s3:eu-west-1:123456789012:accesspoint/a"),
            (object, "arn:aws:s3:::photos"),
        ] {
            assert!(!overlap(form, pattern), "{form} {pattern}");
        }
    }
}
