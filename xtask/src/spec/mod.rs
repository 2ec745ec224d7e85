//! `cargo xtask spec update`: the fact-only snapshot of the CloudFormation schemas.
//!
//! ```text
//! pinned packages -> flatten -> normalise -> settle references -> name enums -> xtask/spec
//! ```

mod cdk;
mod enums;
pub(crate) mod facts;
mod flatten;
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
use serde_json::{Value, json};
use sources::{Sources, Unpacked};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The folder of the checked-in snapshot.
pub(crate) fn folder() -> PathBuf {
    root().join("xtask").join("spec")
}

/// The services whose snapshot is checked in.
pub(crate) fn checked_in() -> Result<Vec<String>> {
    Ok(Sources::read(folder().join("sources.json"))?.services)
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["update"] => update(false, None),
        ["update", "--bump"] => update(true, None),
        ["update", "--all", folder] => update(false, Some(Path::new(folder))),
        _ => Err(Error::new("usage: cargo xtask spec update [--bump | --all DIR]")),
    }
}

/// Rebuilds the snapshot. `bump` pins the newest packages first; `all` writes every service to
/// another folder and leaves the checked-in snapshot alone.
fn update(bump: bool, all: Option<&Path>) -> Result<()> {
    let mut sources = Sources::read(folder().join("sources.json"))?;
    if bump {
        sources.forget_versions();
    }
    let cache = root().join("target").join("spec");
    fs::create_dir_all(&cache).context(cache.display())?;
    let unpacked = sources.fetch(&cache)?;
    let (services, references) = build(&unpacked, &folder())?;
    let counts = write(
        &services,
        &references,
        all.unwrap_or(&folder()),
        all.is_none().then_some(&sources.services),
    )?;
    if all.is_none() {
        sources.write()?;
    }
    report(&counts);
    Ok(())
}

/// Normalises every resource type of the packages. `earlier` holds a snapshot whose names stay.
fn build(
    unpacked: &Unpacked,
    earlier: &Path,
) -> Result<(BTreeMap<String, Service>, BTreeSet<String>)> {
    let database = cdk::Database::new(json::read(&unpacked.database)?)?;
    let stateful = json::read(&unpacked.stateful)?;
    let stateful =
        stateful["ResourceTypes"].as_object().context("StatefulResources.json: `ResourceTypes`")?;
    let stateful: BTreeSet<String> = stateful.keys().cloned().collect();
    let mut services = BTreeMap::new();
    for (type_name, file) in schema_files(&unpacked.schemas)? {
        // Others are made by third parties or not public.
        let Some((namespace, name)) =
            type_name.rsplit_once("::").filter(|_| type_name.starts_with("AWS::"))
        else {
            continue;
        };
        let schema = json::read(&file)?;
        let resource = normalise::resource(&schema, &database, &stateful);
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
    Ok((services, references))
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
        path.extension().is_some_and(|kind| kind == "json") && !path.ends_with("sam.json")
    });
    // Where regions differ, us-east-1 is the most complete.
    regions.sort_by_key(|path| (!path.ends_with("us-east-1.json"), path.clone()));
    for region in regions {
        for (type_name, hash) in json::read(&region)?.as_object().context(region.display())? {
            let hash = hash.as_str().context(format_args!("{}: {type_name}", region.display()))?;
            let file = schemas.join("resources").join(format!("{hash}.json"));
            files.entry(type_name.clone()).or_insert(file);
        }
    }
    Ok(files)
}

/// Reads one service of a snapshot.
pub(crate) fn load(folder: &Path, service: &str) -> Result<Service> {
    let path = folder.join("cfn").join(format!("{service}.json"));
    Service::from_json(&json::read(&path)?).context(path.display())
}

/// Writes `services`, or those of them in `only`, and tells how much there is.
fn write(
    services: &BTreeMap<String, Service>,
    references: &BTreeSet<String>,
    folder: &Path,
    only: Option<&Vec<String>>,
) -> Result<String> {
    let cfn = folder.join("cfn");
    fs::create_dir_all(&cfn).context(cfn.display())?;
    let (mut bytes, mut files) = (0, 0);
    for (name, service) in services {
        if only.is_some_and(|only| !only.contains(name)) {
            continue;
        }
        let path = cfn.join(format!("{name}.json"));
        let text = json::render(&service.to_json());
        bytes += text.len();
        files += 1;
        fs::write(&path, text).context(path.display())?;
    }
    let missing = only.into_iter().flatten().find(|name| !services.contains_key(*name));
    if let Some(name) = missing {
        return Err(Error::new(format!(
            "sources.json names the service `{name}`, which does not exist"
        )));
    }
    let path = folder.join("references.json");
    fs::write(&path, json::render(&json!({"references": references}))).context(path.display())?;
    let count = |of: fn(&facts::Resource) -> usize| -> usize {
        services.values().flat_map(|service| service.resources.values()).map(of).sum()
    };
    let (all, resources, types) =
        (services.len(), count(|_| 1), count(|resource| resource.types.len()));
    Ok(format!(
        "{all} services, {resources} resources, {types} nested types; wrote {files} files, {bytes} bytes"
    ))
}

/// The references that are the only target of some property, over all services.
pub(crate) fn references(folder: &Path) -> Result<BTreeSet<String>> {
    let path = folder.join("references.json");
    let value = json::read(&path)?;
    let names = value["references"].as_array().context(path.display())?;
    Ok(names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
