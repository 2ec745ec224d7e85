//! Finding a line of a service's text by halving, also while compiling.

/// Where the line that begins with `name` starts. Lines are sorted by their
/// first words in lower case, and upper and lower case are the same.
pub(crate) const fn find(text: &str, name: &str) -> Option<usize> {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let mut start = low + (high - low) / 2;
        while start > low && text[start - 1] != b'\n' {
            start -= 1;
        }
        let order = compare(text, start, name);
        if order == 0 {
            return Some(start);
        } else if order > 0 {
            high = start;
        } else {
            low = end(text, start) + 1;
        }
    }
    None
}

/// Where the line that begins at `start` ends.
pub(crate) const fn end(text: &[u8], mut start: usize) -> usize {
    while start < text.len() && text[start] != b'\n' {
        start += 1;
    }
    start
}

/// Whether the first word at `start` is less than a name (-1), the name (0) or greater (1).
const fn compare(text: &[u8], start: usize, name: &[u8]) -> i8 {
    let mut at = 0;
    loop {
        let here = if start + at < text.len() { text[start + at] } else { b'\n' };
        let is_over = here == b' ' || here == b'\n';
        if at == name.len() {
            return if is_over { 0 } else { 1 };
        }
        if is_over {
            return -1;
        }
        let (here, wanted) = (here.to_ascii_lowercase(), name[at].to_ascii_lowercase());
        if here != wanted {
            return if here < wanted { -1 } else { 1 };
        }
        at += 1;
    }
}

/// Whether `name` stands at `start` letter by letter.
pub(crate) const fn is_at(text: &str, start: usize, name: &str) -> bool {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    let mut at = 0;
    while at < name.len() {
        if text[start + at] != name[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The order of two texts: -1, 0 or 1.
pub(crate) const fn order(a: &str, b: &str) -> i8 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return if a[at] < b[at] { -1 } else { 1 };
        }
        at += 1;
    }
    if a.len() == b.len() {
        0
    } else if a.len() < b.len() {
        -1
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn every_line_is_found_by_its_first_word_and_no_other() {
        let text = "#a:B s\n@t x\nGet r\nGetItem r 1\ngetItems w\nZap\n";
        for (name, start) in
            [("#a:b", 0), ("@T", 7), ("get", 12), ("GETITEM", 18), ("GetItems", 30), ("zap", 41)]
        {
            assert_eq!(find(text, name), Some(start), "{name}");
        }
        for missing in ["", "Ge", "GetIte", "GetItemsX", "zzz", "!", "#a"] {
            assert_eq!(find(text, missing), None, "{missing}");
        }
    }
}
