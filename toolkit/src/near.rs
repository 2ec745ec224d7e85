//! Names that somebody may have meant.

/// Says which names there are, the ones that were probably meant first.
pub(crate) fn help(wanted: &str, known: &[&str], noun: &str) -> String {
    if known.is_empty() {
        return format!("there is no {noun}");
    }
    let near = known
        .iter()
        .map(|name| (distance(wanted, name), *name))
        .filter(|(distance, name)| *distance <= name.chars().count().div_ceil(3).max(1))
        .min();
    let mut all = known.to_vec();
    all.sort_unstable();
    let all = all.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match near {
        Some((_, name)) if known.len() == 1 => format!("did you mean `{name}`?"),
        Some((_, name)) => format!("did you mean `{name}`? there are {all}"),
        None => format!(
            "{} {all}",
            if known.len() == 1 {
                format!("the only {noun} is")
            } else {
                format!("there are the {noun}s")
            }
        ),
    }
}

/// How many characters must be put in, left out, changed or swapped with their
/// neighbour; upper and lower case are the same.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let cost = usize::from(a[i] != b[j]);
            let mut best = (last[j] + cost).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, help};

    #[test]
    fn the_distance_counts_edits() {
        for (a, b, expected) in [
            ("", "abc", 3),
            ("user-handler", "user-handler", 0),
            ("User-Handler", "user-handler", 0),
            ("user-handlr", "user-handler", 1),
            ("user-hanlder", "user-handler", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
            assert_eq!(distance(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn the_nearest_name_is_offered() {
        let known = ["user-handler", "order-handler"];
        assert_eq!(
            help("user-handlr", &known, "binary"),
            "did you mean `user-handler`? there are `order-handler`, `user-handler`"
        );
        assert_eq!(help("zebra", &known[..1], "binary"), "the only binary is `user-handler`");
        assert_eq!(help("zebra", &[], "binary"), "there is no binary");
    }
}
