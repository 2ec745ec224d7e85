//! `cargo xtask spec update`: the fact-only snapshot of the CloudFormation schemas.
//!
//! ```text
//! pinned packages -> flatten -> normalise -> settle references -> name enums -> xtask/spec
//! ```

mod cdk;
mod diff;
mod enums;
mod extensions;
mod extensions_scan;
pub(crate) mod facts;
mod flatten;
mod iam;
pub(crate) mod nested;
mod normalise;
mod references;
mod sources;
#[cfg(test)]
mod tests;

use crate::{
    error::{Context, Error, Result},
    json, report, root,
};
use facts::{Service, service_name};
use serde_json::{Map, Value, json};
use sources::{Sources, Unpacked};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

/// The folder of the checked-in snapshot.
pub(crate) fn folder() -> PathBuf {
    root().join("xtask").join("spec")
}

/// The services of a snapshot, sorted.
pub(crate) fn services(folder: &Path) -> Result<Vec<String>> {
    let cfn = folder.join("cfn");
    let mut services = Vec::new();
    for entry in fs::read_dir(&cfn).context(cfn.display())? {
        let path = entry.context(cfn.display())?.path();
        services.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    services.sort();
    Ok(services)
}

/// How many resource types the snapshot must have: what the source counts, less what is left out.
pub(crate) fn expected_types() -> Result<usize> {
    let sources = sources()?;
    Ok(sources.types - sources.left_out.len())
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["update"] => rebuild(&sources()?, &cache(), &folder()),
        ["update", "--bump"] => rebuild(&sources()?.newest(), &cache(), &folder()),
        ["update", "--lint", version, "--into", into] => {
            let cache = cache().join(format!("cfn-lint-{version}"));
            rebuild(&sources()?.with_lint(version), &cache, Path::new(into))
        }
        ["iam"] => iam::run(false),
        ["iam", "--bump"] => iam::run(true),
        ["diff"] => diff("HEAD", None),
        ["diff", old] => diff(old, None),
        ["diff", old, new] => diff(old, Some(new)),
        _ => Err(Error::new(
            "usage: cargo xtask spec update [--bump | --lint VERSION --into DIR]\n       \
             cargo xtask spec iam [--bump]\n       \
             cargo xtask spec diff [OLD [NEW]]   each a folder or a revision",
        )),
    }
}

fn sources() -> Result<Sources> {
    Sources::read(&folder().join("sources.json"))
}

/// Where packages are kept between runs.
fn cache() -> PathBuf {
    root().join("target").join("spec")
}

/// Makes the snapshot in `folder` from the packages that `sources` names.
fn rebuild(sources: &Sources, cache: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(cache).context(cache.display())?;
    let mut sources = sources.clone();
    let unpacked = sources.fetch(cache)?;
    let files = schema_files(&unpacked.schemas)?;
    sources.types = files.len();
    sources.left_out.retain(|name| files.contains_key(name));
    let built = build(&unpacked, files, &sources.left_out, folder)?;
    let counts = write(&built.services, &built.references, folder)?;
    let path = folder.join("left-out.json");
    fs::write(&path, json::render(&built.left_out.into())).context(path.display())?;
    sources.write(&self::folder().join("sources.json"), &folder.join("sources.json"))?;
    report(&counts);
    Ok(())
}

/// Prints what changed from one snapshot to another, as a section of the changelog.
fn diff(old: &str, new: Option<&str>) -> Result<()> {
    let find = |place: &str| -> Result<PathBuf> {
        if Path::new(place).join("cfn").is_dir() {
            return Ok(PathBuf::from(place));
        }
        let folder = cache().join("revision").join(place);
        sources::checkout(place, &folder)?;
        Ok(folder.join("xtask").join("spec"))
    };
    let old = find(old)?;
    let new = new.map_or_else(|| Ok(folder()), find)?;
    let versions = |folder: &Path| Ok(Sources::read(&folder.join("sources.json"))?.versions());
    let title = match (versions(&old)?, versions(&new)?) {
        (was, now) if was == now => format!("Resource types ({now})"),
        (was, now) => format!("Resource types ({was} to {now})"),
    };
    let text = diff::section(&title, &snapshot(&old)?, &snapshot(&new)?);
    // What is asked for is the text itself.
    std::io::stdout().write_all(text.as_bytes()).context("stdout")
}

/// Reads all services of a snapshot.
fn snapshot(folder: &Path) -> Result<diff::Snapshot> {
    let read = |name: String| Ok((name.clone(), load(folder, &name)?));
    services(folder)?.into_iter().map(read).collect()
}

/// What the packages say, normalised.
struct Built {
    services: BTreeMap<String, Service>,
    references: BTreeSet<String>,
    /// Rules that are not in the snapshot.
    left_out: Map<String, Value>,
}

/// Normalises every resource type of the packages. `earlier` holds a snapshot whose names stay.
fn build(
    unpacked: &Unpacked,
    files: BTreeMap<String, PathBuf>,
    left_out: &BTreeSet<String>,
    earlier: &Path,
) -> Result<Built> {
    let database = cdk::Database::new(json::read(&unpacked.database)?)?;
    let stateful = json::read(&unpacked.stateful)?;
    let stateful =
        stateful["ResourceTypes"].as_object().context("StatefulResources.json: `ResourceTypes`")?;
    let stateful: BTreeSet<String> = stateful.keys().cloned().collect();
    let snapshots = snapshot_types(&unpacked.helpers)?;
    let extensions = extensions::Extensions::read(&unpacked.schemas)?;
    let mut services = BTreeMap::new();
    for (type_name, file) in files {
        if left_out.contains(&type_name) {
            continue;
        }
        let (namespace, name) =
            type_name.rsplit_once("::").context(format_args!("no namespace: {type_name}"))?;
        let schema = json::read(&file)?;
        let mut resource = normalise::resource(&schema, &database, &stateful);
        let rules = extensions.rules(&type_name, &schema);
        if !rules.is_empty() {
            resource.body.rules.insert("rules".to_owned(), rules.into());
        }
        if snapshots.contains(&type_name) {
            resource.facts.insert("snapshots".to_owned(), true.into());
        }
        let service = services.entry(service_name(namespace));
        let service = service.or_insert_with(|| Service {
            namespace: namespace.to_owned(),
            resources: BTreeMap::new(),
        });
        if service.namespace != namespace {
            return Err(Error::new(format!("{namespace} and {} want one name", service.namespace)));
        }
        service.resources.insert(name.to_owned(), resource);
    }
    let references = references::settle(&mut services);
    for (service_name, service) in &mut services {
        let earlier = load(earlier, service_name).ok();
        for (name, resource) in &mut service.resources {
            let earlier = earlier.as_ref().and_then(|service| service.resources.get(name));
            enums::name_enums(name, resource, earlier);
        }
    }
    Ok(Built { services, references, left_out: extensions.left_out })
}

/// The types that take `DeletionPolicy: Snapshot`, of which cfn-lint has a list in its code.
fn snapshot_types(helpers: &Path) -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(helpers).context(helpers.display())?;
    let list = text.split("valid_snapshot_types = frozenset(").nth(1);
    let list = list.and_then(|list| list.split(')').next());
    let list = list.context(format_args!("{}: no `valid_snapshot_types`", helpers.display()))?;
    Ok(list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

/// The schema file of each resource type, over all regions.
fn schema_files(schemas: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let providers = schemas.join("providers");
    let mut files = BTreeMap::new();
    let mut regions: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&providers).context(providers.display())? {
        regions.push(entry.context(providers.display())?.path());
    }
    // The Serverless transform's types are no CloudFormation resources.
    regions.retain(|path| {
        let name = path.file_stem().unwrap_or_default();
        path.is_file() && name != "sam" && name != "__init__"
    });
    // Where regions differ, us-east-1 is the most complete.
    let is_first = |path: &Path| path.ends_with("us-east-1.json") || path.ends_with("us_east_1.py");
    regions.sort_by_key(|path| (!is_first(path), path.clone()));
    for region in regions {
        for (type_name, hash) in region_types(&region)? {
            let file = schemas.join("resources").join(format!("{hash}.json"));
            files.entry(type_name).or_insert(file);
        }
    }
    // `Module` is what cfn-lint makes of any type that is a module.
    files.retain(|type_name, _| type_name.contains("::"));
    Ok(files)
}

/// The types of one region and the names of their schemas: a JSON object, and before cfn-lint 1.52
/// one in Python, an entry a line.
fn region_types(region: &Path) -> Result<Vec<(String, String)>> {
    if region.extension().is_some_and(|kind| kind == "py") {
        let text = fs::read_to_string(region).context(region.display())?;
        let entry = |line: &str| match line.split('"').collect::<Vec<_>>()[..] {
            [_, type_name, ": ", hash, _] => Some((type_name.to_owned(), hash.to_owned())),
            _ => None,
        };
        return Ok(text.lines().filter_map(entry).collect());
    }
    let entries = json::read(region)?;
    let entries = entries.as_object().context(region.display())?.iter();
    let read = |(name, hash): (&String, &Value)| {
        let hash = hash.as_str().context(format_args!("{}: {name}", region.display()))?;
        Ok((name.clone(), hash.to_owned()))
    };
    entries.map(read).collect()
}

/// Reads one service of a snapshot.
pub(crate) fn load(folder: &Path, service: &str) -> Result<Service> {
    let path = folder.join("cfn").join(format!("{service}.json"));
    Service::from_json(&json::read(&path)?).context(path.display())
}

/// Writes the snapshot, removes files of services that are gone, and tells how much there is.
fn write(
    services: &BTreeMap<String, Service>,
    references: &BTreeSet<String>,
    folder: &Path,
) -> Result<String> {
    let cfn = folder.join("cfn");
    fs::create_dir_all(&cfn).context(cfn.display())?;
    for gone in self::services(folder)?.iter().filter(|name| !services.contains_key(*name)) {
        let path = cfn.join(format!("{gone}.json"));
        fs::remove_file(&path).context(path.display())?;
    }
    let mut bytes = 0;
    for (name, service) in services {
        let path = cfn.join(format!("{name}.json"));
        let text = json::render(&service.to_json());
        bytes += text.len();
        fs::write(&path, text).context(path.display())?;
    }
    let path = folder.join("references.json");
    fs::write(&path, json::render(&json!({"references": references}))).context(path.display())?;
    let count = |of: fn(&facts::Resource) -> usize| -> usize {
        services.values().flat_map(|service| service.resources.values()).map(of).sum()
    };
    let (all, resources, types) =
        (services.len(), count(|_| 1), count(|resource| resource.types.len()));
    Ok(format!("{all} services, {resources} resource types, {types} nested types, {bytes} bytes"))
}

/// The references that are the only target of some property, over all services.
pub(crate) fn references(folder: &Path) -> Result<BTreeSet<String>> {
    let path = folder.join("references.json");
    let value = json::read(&path)?;
    let names = value["references"].as_array().context(path.display())?;
    Ok(names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
