//! Which keys a TOML file sets; what it sets them to is cargo's business.

/// The keys of a TOML text, each as the names from the root down.
///
/// Reads line by line. A text over several lines may hold what looks like a
/// key; the answers here only choose between ways that are right either way.
pub(super) fn keys(text: &str) -> Vec<Vec<String>> {
    let mut table: Vec<String> = Vec::new();
    let mut keys = Vec::new();
    for line in text.lines() {
        let line = line.trim_start();
        if line.starts_with('[') {
            let name = line.trim_start_matches('[');
            table = path(name, ']');
            keys.push(table.clone());
        } else if let Some((_, value)) = line.split_once('=') {
            let mut key = table.clone();
            key.extend(path(line, '='));
            keys.push(key.clone());
            // An inline table that begins here: its first key is enough to know
            // that the table is there, the others are found one by one.
            for part in value.split(['{', ',']).skip(1) {
                if let Some((name, _)) = part.split_once('=') {
                    let mut inner = key.clone();
                    inner.extend(path(name, '='));
                    keys.push(inner);
                }
            }
        }
    }
    keys
}

/// Whether any key lies at `wanted` or below it.
pub(super) fn sets(keys: &[Vec<String>], wanted: &[&str]) -> bool {
    keys.iter().any(|key| key.len() >= wanted.len() && key.iter().zip(wanted).all(|(a, b)| a == b))
}

/// The parts of a dotted key up to `end`; a part in quotes may hold anything.
fn path(text: &str, end: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => add(&mut parts, c),
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == end => break,
            None if c == '.' => parts.push(String::new()),
            None if c.is_whitespace() => {}
            None => add(&mut parts, c),
        }
    }
    parts
}

fn add(parts: &mut [String], c: char) {
    if let Some(last) = parts.last_mut() {
        last.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{keys, sets};

    #[test]
    fn a_profile_is_found_however_it_is_written() {
        for text in [
            "[profile.lambda]\nopt-level = 's'",
            "[ profile . \"lambda\" ] # comment",
            "[profile]\nlambda = { inherits = 'release' }",
            "profile.lambda.inherits = \"release\"",
            "[profile.lambda.package.zip]\nopt-level = 3",
            "[profile]\nlambda.lto = true",
            "profile = { dev = 1, lambda = 2 }",
        ] {
            assert!(sets(&keys(text), &["profile", "lambda"]), "{text}");
        }
        for text in [
            "[profile.release]\nlambda = true",
            "# [profile.lambda]",
            "[package]\nname = \"lambda\"",
            "",
        ] {
            assert!(!sets(&keys(text), &["profile", "lambda"]), "{text}");
        }
    }

    #[test]
    fn a_part_in_quotes_may_hold_anything() {
        let keys = keys("[target.'cfg(all(a = \"b\", not(c.d)))']\nrustflags = []");
        let name = "cfg(all(a = \"b\", not(c.d)))";
        assert!(sets(&keys, &["target", name, "rustflags"]), "{keys:?}");
    }
}
