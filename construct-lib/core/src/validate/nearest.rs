//! The known name that somebody may have meant.

/// The nearest of `known`, unless all are too far.
pub(super) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let limit = (name.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let distance = if candidate.eq_ignore_ascii_case(name) {
            0
        } else {
            let limit = best.map_or(limit, |(found, _)| found.saturating_sub(1));
            match distance(name, candidate, limit) {
                Some(distance) => distance,
                None => continue,
            }
        };
        if best.is_none_or(|(found, _)| distance < found) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be changed, added, left out or swapped with their
/// neighbour, up to `limit`; the case of a letter does not count.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let letters = |text: &str| text.chars().map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_some_and(|least| *least > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let known = ["BillingMode", "TableName", "TableClass"];
        let near = |name| nearest(name, known.into_iter());
        assert_eq!(near("BilingMode"), Some("BillingMode"));
        assert_eq!(near("billingmode"), Some("BillingMode"));
        assert_eq!(near("TabelName"), Some("TableName"));
        assert_eq!(near("Runtime"), None);
        assert_eq!(nearest("HSAH", ["RANGE", "HASH"].into_iter()), Some("HASH"));
        assert_eq!(nearest("", ["A"].into_iter()), Some("A"));
        assert_eq!(nearest("PAYPERREQ", ["PROVISIONED"].into_iter()), None);
    }
}
