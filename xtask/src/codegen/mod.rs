//! `cargo xtask codegen`: Rust types for every resource of the snapshot.
//!
//! ```text
//! load (snapshot, patches) -> decide (names, types) -> render (text) -> write or check
//! ```

mod decide;
mod features;
mod manifest;
pub(crate) mod name;
mod patch;
mod render;

use crate::{
    error::{Context, Error, Result},
    json, report, root,
    spec::{self, facts::Service},
};
use decide::{Markers, Module};
use features::Features;
use patch::Patches;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const FIX: &str = "run `cargo xtask codegen` and commit the result";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => write(),
        ["--check"] => check(),
        _ => Err(Error::new("usage: cargo xtask codegen [--check]")),
    }
}

/// A file and what it must hold.
struct Output {
    path: PathBuf,
    text: String,
}

/// Writes all generated files, and removes those of services that are gone.
fn write() -> Result<()> {
    let (outputs, counts) = generate()?;
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
    let (outputs, _) = generate()?;
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

/// Files in the generated folder that nothing generates.
fn strangers(outputs: &[Output]) -> Result<Vec<PathBuf>> {
    let known: BTreeSet<&Path> = outputs.iter().map(|output| output.path.as_path()).collect();
    let Ok(entries) = fs::read_dir(generated()) else {
        return Ok(Vec::new());
    };
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    Ok(paths.filter(|path| !known.contains(path.as_path())).collect())
}

fn krate() -> PathBuf {
    root().join("construct-lib").join("cfn")
}

fn generated() -> PathBuf {
    krate().join("src").join("generated")
}

/// Everything that is generated from the snapshot, and how much it is.
fn generate() -> Result<(Vec<Output>, String)> {
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
    let references =
        spec::references(&snapshot)?.into_iter().chain(patches.markers.iter().cloned());
    let markers = Markers::new(references)?;
    let folder = generated();
    let mut outputs = vec![
        Output { path: folder.join("mod.rs"), text: render::modules(&features) },
        Output { path: folder.join("refs.rs"), text: render::references(&markers) },
    ];
    let mut render = |name: &str, feature: &str, module: &Module| {
        let text = render::service(module, feature);
        outputs.push(Output { path: folder.join(format!("{name}.rs")), text });
    };
    let mut modules = Vec::new();
    for name in &services {
        let module = decide::service(&load(&snapshot, name, &patches)?, &markers)?;
        render(name, features.of(name), &module);
        modules.push((name.as_str(), module));
    }
    // A service with every awkward name, which the crate's own tests compile and use.
    let fake = Service::from_json(&json::read(&snapshot.join("fake.json"))?)?;
    render("fake", "fake", &decide::service(&fake, &markers)?);
    let types: usize = modules.iter().map(|(_, module)| module.resources.len()).sum();
    let expected = spec::expected_types()?;
    if types != expected {
        return Err(Error::new(format!(
            "{types} resource types are generated, but the source has {expected}"
        )));
    }
    outputs.extend(manifest::outputs(&features, &modules)?);
    let (services, features) = (services.len(), features.names().len());
    Ok((outputs, format!("{types} resource types, {services} services, {features} features")))
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
    #[test]
    fn generated_files_are_fresh() {
        if let Err(error) = super::check() {
            panic!("{error}");
        }
    }
}
