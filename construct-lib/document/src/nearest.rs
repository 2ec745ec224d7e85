//! Which name was meant.

/// The name that differs in the fewest letters from `name`, if that is few.
///
/// ```
/// use construct_document::nearest;
///
/// assert_eq!(nearest("tabel", ["Table", "Topic"]), Some("Table"));
/// assert_eq!(nearest("Bucket", ["Table", "Topic"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = 1 + name.len() / 5;
    // Nobody misspells what is longer than this, and comparing costs the square.
    if name.len() > LONGEST {
        return None;
    }
    let all = known.into_iter().filter(|k| k.len().abs_diff(name.len()) <= limit);
    let (distance, found) = all.map(|k| (distance(name, k), k)).min()?;
    (distance <= limit).then_some(found)
}

const LONGEST: usize = 100;

/// How many letters must be added, removed or changed, whatever their case.
fn distance(a: &str, b: &str) -> usize {
    let lower = |t: &str| t.chars().map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let (a, b) = (lower(a), lower(b));
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
