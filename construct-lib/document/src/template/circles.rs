//! Elements that name each other in a circle.

use std::collections::BTreeMap;

/// The first circle in a graph of names, from the first name that is in one.
pub(super) fn circle<'d>(graph: &BTreeMap<&'d str, Vec<&'d str>>) -> Option<Vec<&'d str>> {
    let mut done: BTreeMap<&str, bool> = BTreeMap::new();
    for &start in graph.keys() {
        // Each step of the path, and how many of its names were followed.
        let mut path: Vec<(&'d str, usize)> = vec![(start, 0)];
        while let Some((name, followed)) = path.last_mut() {
            let name = *name;
            if *followed == 0 && done.get(name) == Some(&true) {
                path.pop();
                continue;
            }
            done.entry(name).or_insert(false);
            let next = graph.get(name).and_then(|all| all.get(*followed)).copied();
            *followed += 1;
            match next {
                None => {
                    done.insert(name, true);
                    path.pop();
                }
                Some(next) => {
                    if let Some(begin) = path.iter().position(|(n, _)| *n == next) {
                        return Some(path[begin..].iter().map(|(n, _)| *n).collect());
                    }
                    if done.get(next) != Some(&true) {
                        path.push((next, 0));
                    }
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::circle;

    #[test]
    fn a_circle_is_found_wherever_it_is() {
        let graph = |edges: &[(&'static str, &[&'static str])]| {
            edges.iter().map(|(n, all)| (*n, all.to_vec())).collect()
        };
        assert_eq!(circle(&graph(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])])), None);
        assert_eq!(circle(&graph(&[("a", &["a"])])), Some(vec!["a"]));
        let found = circle(&graph(&[("a", &["b"]), ("b", &["d", "c"]), ("c", &["b"]), ("d", &[])]));
        assert_eq!(found, Some(vec!["b", "c"]));
    }
}
