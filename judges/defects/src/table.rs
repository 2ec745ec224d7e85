//! Reads `results.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What the committed table says that construct-lib reports, by case.
///
/// # Errors
///
/// The table cannot be read.
pub fn ours() -> Result<BTreeMap<String, Vec<String>>, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("results.md");
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(parse(&text))
}

/// Rows are `| name | what | cfn-lint | construct-lib |`.
fn parse(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", name, _, _, codes, ""] = cells[..]
            && let Some(name) = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'))
        {
            let codes = codes.split(' ').filter(|code| !code.is_empty() && *code != "–");
            all.insert(name.to_owned(), codes.map(str::to_owned).collect());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn rows_of_the_table_are_read_and_its_head_is_not() {
        let text = "| case | what | a | b |\n|---|---|---|---|\n| `x-y` | it | E1 | one two |\n| `z` | it | – | – |\n";
        let all = parse(text);
        assert_eq!(all.len(), 2);
        assert_eq!(all["x-y"], ["one", "two"]);
        assert!(all["z"].is_empty());
    }
}
