//! `cargo xtask codegen`: Rust types for every resource of the snapshot.
//!
//! ```text
//! load (snapshot, patches) -> decide (names, types) -> render (text) -> write or check
//! ```

mod decide;
mod features;
mod freeze;
#[cfg(test)]
mod freeze_tests;
mod lock;
mod manifest;
pub(crate) mod name;
mod patch;
mod render;
mod types;

use crate::{
    catalogue,
    error::{Context, Error, Result},
    json, report, root, schema,
    spec::{self, facts::Service},
};
use decide::{Markers, Module};
use features::Features;
use lock::Lock;
use patch::Patches;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The file that freezes signatures, in the snapshot's folder.
const LOCK: &str = "signatures.lock";

const FIX: &str = "run `cargo xtask codegen` and commit the result";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => write(&[]),
        ["--check"] => check(),
        ["--accept", ref places @ ..] if !places.is_empty() => write(places),
        _ => Err(Error::new("usage: cargo xtask codegen [--check | --accept PLACE...]")),
    }
}

/// A file and what it must hold.
struct Output {
    path: PathBuf,
    text: String,
}

/// Writes all generated files, and removes those of services that are gone. What `accepted` names
/// may change although programs rely on it.
fn write(accepted: &[&str]) -> Result<()> {
    let (outputs, counts) = generate(accepted)?;
    for stale in strangers(&outputs)? {
        fs::remove_file(&stale).context(stale.display())?;
    }
    save(&outputs)?;
    report(&counts);
    Ok(())
}

fn save(outputs: &[Output]) -> Result<()> {
    for Output { path, text } in outputs {
        if fs::read_to_string(path).is_ok_and(|found| found == *text) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).context(folder.display())?;
        }
        fs::write(path, text).context(path.display())?;
        report(&format!("wrote {}", shown(path)));
    }
    Ok(())
}

/// Fails with the name of the first file that is not what would be generated.
fn check() -> Result<()> {
    let (outputs, _) = generate(&[])?;
    for Output { path, text } in &outputs {
        let found = fs::read_to_string(path).unwrap_or_default();
        if found != *text {
            return Err(Error::new(format!("{} is stale: {FIX}", shown(path))));
        }
    }
    match strangers(&outputs)?.first() {
        Some(path) => Err(Error::new(format!("{} belongs to no service: {FIX}", shown(path)))),
        None => Ok(()),
    }
}

/// A path as people write it, from the repository's root.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Files in the generated folders that nothing generates.
fn strangers(outputs: &[Output]) -> Result<Vec<PathBuf>> {
    let known: BTreeSet<&Path> = outputs.iter().map(|output| output.path.as_path()).collect();
    let mut found = Vec::new();
    for folder in [generated(), schema::folder(), catalogue::constants(), catalogue::keys::folder()]
    {
        let entries = fs::read_dir(folder).into_iter().flatten();
        found.extend(entries.filter_map(|entry| entry.ok().map(|entry| entry.path())));
    }
    found.retain(|path| !known.contains(path.as_path()));
    Ok(found)
}

fn krate() -> PathBuf {
    root().join("construct-lib").join("cfn")
}

fn generated() -> PathBuf {
    krate().join("src").join("generated")
}

/// Everything that is generated from the snapshot, and how much it is.
fn generate(accepted: &[&str]) -> Result<(Vec<Output>, String)> {
    let snapshot = spec::folder();
    let services = spec::services(&snapshot)?;
    let patches = Patches::parse(&json::read(&snapshot.join("patches.json"))?)?;
    for patch in &patches.list {
        let known = services.contains(&patch.service);
        known.then_some(()).context(format_args!(
            "a patch names the service `{}`, which is not there",
            patch.service
        ))?;
    }
    let features = Features::parse(&json::read(&snapshot.join("features.json"))?, &services)?;
    let mut lock = locked(&snapshot)?;
    for place in accepted {
        lock.forget(place)?;
    }
    let references =
        spec::references(&snapshot)?.into_iter().chain(patches.markers.iter().cloned());
    let markers = Markers::new(references.chain(lock.markers.values().cloned()))?;
    let folder = generated();
    let mut outputs = vec![
        Output { path: folder.join("mod.rs"), text: render::modules(&features) },
        Output { path: folder.join("refs.rs"), text: render::references(&markers) },
    ];
    let mut render = |name: &str, feature: &str, module: &Module| {
        let text = render::service(module, feature);
        outputs.push(Output { path: folder.join(format!("{name}.rs")), text });
    };
    let (mut modules, mut problems) = (Vec::new(), Vec::new());
    let mut loaded = Vec::new();
    for name in &services {
        loaded.push((name.clone(), load(&snapshot, name, &patches)?));
    }
    for (name, service) in &loaded {
        let mut module = decide::service(service, &markers)?;
        for resource in &mut module.resources {
            if let Some(locked) = lock.resources.remove(&resource.type_name) {
                freeze::freeze(resource, &locked, &mut problems)?;
            }
        }
        render(name, features.of(name), &module);
        modules.push((name.as_str(), module));
    }
    problems.extend(freeze::lost(&lock, &features));
    // A service with every awkward name, which the crate's own tests compile and use.
    let fake = Service::from_json(&json::read(&snapshot.join("fake.json"))?)?;
    let mut fake = decide::service(&fake, &markers)?;
    let path = snapshot.join("fake.lock");
    let locked = Lock::parse(&fs::read_to_string(&path).context(path.display())?)?;
    for resource in &mut fake.resources {
        if let Some(locked) = locked.resources.get(&resource.type_name) {
            freeze::freeze(resource, locked, &mut problems)?;
        }
    }
    render("fake", "fake", &fake);
    if !problems.is_empty() {
        return Err(Error::new(format!(
            "programs rely on what changed:\n  {}\npatch it, or accept it: cargo xtask codegen \
             --accept {}",
            problems.join("\n  "),
            problems.iter().filter_map(|problem| place(problem)).collect::<Vec<_>>().join(" ")
        )));
    }
    let types: usize = modules.iter().map(|(_, module)| module.resources.len()).sum();
    let expected = spec::expected_types()?;
    if types != expected {
        return Err(Error::new(format!(
            "{types} resource types are generated, but the source has {expected}"
        )));
    }
    outputs.extend(manifest::outputs(&features, &modules)?);
    let path = snapshot.join(LOCK);
    outputs.push(Output { path, text: Lock::of(&modules, &features, &markers).render() });
    let tables = schema::tables(&loaded)?;
    outputs.extend(tables.into_iter().map(|(path, text)| Output { path, text }));
    outputs.extend(catalogue::outputs()?.into_iter().map(|(path, text)| Output { path, text }));
    let (services, features) = (services.len(), features.names().len());
    let patterns = schema::count_patterns(&loaded);
    Ok((
        outputs,
        format!("{types} resource types, {services} services, {features} features, {patterns}"),
    ))
}

/// What earlier runs promised; nothing, when there was none.
fn locked(snapshot: &Path) -> Result<Lock> {
    let path = snapshot.join(LOCK);
    if !path.exists() {
        return Ok(Lock::default());
    }
    Lock::parse(&fs::read_to_string(&path).context(path.display())?)
}

/// The place that a problem begins with.
fn place(problem: &str) -> Option<&str> {
    problem.split([' ']).next().map(|place| place.trim_end_matches(':'))
}

/// Reads one service and applies its patches.
fn load(snapshot: &Path, name: &str, patches: &Patches) -> Result<Service> {
    let path = snapshot.join("cfn").join(format!("{name}.json"));
    let mut document = json::read(&path)?;
    patches.apply(name, &mut document)?;
    Service::from_json(&document).context(path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn generated_files_are_fresh() {
        if let Err(error) = check() {
            panic!("{error}");
        }
    }

    fn patches() -> (Value, Patches) {
        let value = json::read(&spec::folder().join("patches.json")).unwrap();
        let patches = Patches::parse(&value).unwrap();
        (value, patches)
    }

    /// Each patch changes something in the snapshot as the sources have it, and refuses to change
    /// it when it already is as the patch wants it: then the source was corrected, and the patch
    /// must go.
    #[test]
    fn every_patch_is_needed() {
        let (_, patches) = patches();
        for patch in &patches.list {
            let path = spec::folder().join("cfn").join(format!("{}.json", patch.service));
            let source = json::read(&path).unwrap();
            let mut corrected = source.clone();
            if let Err(error) = patch.apply(&mut corrected) {
                panic!("{error}: look whether the source was corrected");
            }
            assert_ne!(corrected, source, "{patch:?} changes nothing");
            assert!(patch.apply(&mut corrected).is_err(), "{patch:?} applies to its own result");
            Service::from_json(&corrected).unwrap();
        }
    }

    #[test]
    fn every_widened_reference_and_every_marker_is_needed() {
        let (value, _) = patches();
        let only = spec::references(&spec::folder()).unwrap();
        let names = |list: &str| -> Vec<String> {
            let entries = value[list].as_array().unwrap().iter();
            entries.map(|entry| entry["reference"].as_str().unwrap().to_owned()).collect()
        };
        for reference in names("widened") {
            assert!(only.contains(&reference), "no property takes `{reference}` alone any more");
        }
        for reference in names("markers") {
            assert!(!only.contains(&reference), "the sources have `{reference}` now");
        }
    }

    /// The core reports `DeletionPolicy: Snapshot` on any other type.
    #[test]
    fn the_core_knows_which_types_take_snapshots() {
        let core = root().join("construct-lib/core/src/template/resource.rs");
        let text = fs::read_to_string(core).unwrap();
        let list = text.split("const SNAPSHOTS").nth(1).and_then(|rest| rest.split("];").next());
        let known: Vec<&str> = list.unwrap().split('"').skip(1).step_by(2).collect();
        let mut expected = Vec::new();
        for name in spec::services(&spec::folder()).unwrap() {
            let service = spec::load(&spec::folder(), &name).unwrap();
            for (resource, facts) in &service.resources {
                if facts.facts.contains_key("snapshots") {
                    expected.push(format!("{}::{resource}", service.namespace));
                }
            }
        }
        assert_eq!(known, expected);
    }
}
