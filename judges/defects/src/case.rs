//! Reads bases and cases.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::change::apply;

/// One template with one defect.
#[derive(Debug, Clone)]
pub struct Case {
    /// Unique over all files of cases.
    pub name: String,
    /// What is wrong, in words.
    pub what: String,
    /// The whole template.
    pub template: String,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The JSON files of a folder, by their names.
fn files(name: &str) -> Result<BTreeMap<String, Value>, String> {
    let folder = folder(name);
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&folder).map_err(|e| wrong(&e))? {
        let path = entry.map_err(|e| wrong(&e))?.path();
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let value = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(stem, value);
    }
    Ok(files)
}

/// The valid templates, by name.
///
/// # Errors
///
/// A file that cannot be read.
pub fn bases() -> Result<BTreeMap<String, Value>, String> {
    files("bases")
}

/// Every case, sorted by name.
///
/// # Errors
///
/// A file that cannot be read, a base that is not there, a change that changes nothing, or a name
/// that is taken.
pub fn cases() -> Result<Vec<Case>, String> {
    let bases = bases()?;
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    for (file, group) in files("cases")? {
        for (name, case) in group.as_object().ok_or(format!("{file}: no object"))? {
            let wrong = |what: String| format!("{file}: {name}: {what}");
            let base = case["base"].as_str().unwrap_or_default();
            let base = bases.get(base).ok_or_else(|| wrong(format!("no base `{base}`")))?;
            let template = apply(base, case).map_err(wrong)?;
            let what = case["what"].as_str().unwrap_or_default().to_owned();
            let case = Case { name: name.clone(), what, template };
            if cases.insert(name.clone(), case).is_some() {
                return Err(wrong("the name is taken".into()));
            }
        }
    }
    Ok(cases.into_values().collect())
}
