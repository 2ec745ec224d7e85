//! `cargo xtask codegen`: Rust types for every resource of the snapshot.
//!
//! ```text
//! load (snapshot, patches) -> decide (names, types) -> render (text) -> write or check
//! ```

mod decide;
pub(crate) mod name;
mod patch;
mod render;

use crate::{
    error::{Context, Error, Result},
    json, report, root,
    spec::{self, facts::Service},
};
use decide::Markers;
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
        ["--all", snapshot, krate] => all(Path::new(snapshot), Path::new(krate)),
        _ => Err(Error::new("usage: cargo xtask codegen [--check | --all SNAPSHOT CRATE]")),
    }
}

/// A file and what it must hold.
struct Output {
    path: PathBuf,
    text: String,
}

/// Writes all generated files, and removes those of services that are gone.
fn write() -> Result<()> {
    let services = spec::checked_in()?;
    let krate = root().join("construct-lib").join("cfn");
    let outputs = generate(&spec::folder(), &services, &krate)?;
    for stale in strangers(&outputs)? {
        fs::remove_file(&stale).context(stale.display())?;
    }
    save(&outputs)
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
    let krate = root().join("construct-lib").join("cfn");
    let outputs = generate(&spec::folder(), &spec::checked_in()?, &krate)?;
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
    let folder =
        outputs.first().and_then(|output| output.path.parent()).context("nothing is generated")?;
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    Ok(paths.filter(|path| !known.contains(path.as_path())).collect())
}

/// Everything that is generated from a snapshot, for the crate in `krate`.
fn generate(snapshot: &Path, services: &[String], krate: &Path) -> Result<Vec<Output>> {
    let patches = Patches::parse(&json::read(&spec::folder().join("patches.json"))?)?;
    for patch in &patches.list {
        let known = services.contains(&patch.service);
        known.then_some(()).context(format_args!(
            "a patch names the service `{}`, which is not there",
            patch.service
        ))?;
    }
    let references = spec::references(snapshot)?.into_iter().chain(patches.markers.iter().cloned());
    let markers = Markers::new(references)?;
    let folder = krate.join("src").join("generated");
    let mut outputs = vec![
        Output { path: folder.join("mod.rs"), text: render::modules(services) },
        Output { path: folder.join("refs.rs"), text: render::references(&markers) },
        manifest(krate, services)?,
    ];
    let mut render = |name: &str, service: &Service| -> Result<()> {
        let text = render::service(&decide::service(service, &markers)?);
        outputs.push(Output { path: folder.join(format!("{name}.rs")), text });
        Ok(())
    };
    for name in services {
        render(name, &load(snapshot, name, &patches)?)?;
    }
    // A service with every awkward name, which the crate's own tests compile and use.
    render("fake", &Service::from_json(&json::read(&spec::folder().join("fake.json"))?)?)?;
    Ok(outputs)
}

/// Reads one service and applies its patches.
fn load(snapshot: &Path, name: &str, patches: &Patches) -> Result<Service> {
    let path = snapshot.join("cfn").join(format!("{name}.json"));
    let mut document = json::read(&path)?;
    patches.apply(name, &mut document)?;
    Service::from_json(&document).context(path.display())
}

/// `Cargo.toml` with one feature a service.
fn manifest(krate: &Path, services: &[String]) -> Result<Output> {
    const BEGIN: &str = "# One a service, written by `cargo xtask codegen`.\n";
    const END: &str = "# End of the services.\n";
    let path = krate.join("Cargo.toml");
    let found = fs::read_to_string(&path).context(path.display())?;
    let (before, rest) =
        found.split_once(BEGIN).context("Cargo.toml: no mark where the features begin")?;
    let (_, after) = rest.split_once(END).context("Cargo.toml: no mark where the features end")?;
    let features: String = services.iter().map(|service| format!("{service} = []\n")).collect();
    Ok(Output { path, text: format!("{before}{BEGIN}{features}{END}{after}") })
}

/// Generates every service of a full snapshot into a copy of the L1 crate, to see that it compiles.
fn all(snapshot: &Path, krate: &Path) -> Result<()> {
    let own = root().join("construct-lib").join("cfn");
    fs::create_dir_all(krate.join("src")).context(krate.display())?;
    for file in ["src/lib.rs", "src/macros.rs"] {
        fs::copy(own.join(file), krate.join(file)).context(file)?;
    }
    let core = root().join("construct-lib").join("core");
    let manifest = format!(
        "[package]\nname = \"construct-cfn-all\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [features]\n# One a service, written by `cargo xtask codegen`.\n# End of the services.\n\n\
         [dependencies]\nconstruct-core = {{ path = {:?} }}\n",
        core.display()
    );
    fs::write(krate.join("Cargo.toml"), manifest).context(krate.display())?;
    let folder = snapshot.join("cfn");
    let mut services = Vec::new();
    for entry in fs::read_dir(&folder).context(folder.display())? {
        let path = entry.context(folder.display())?.path();
        services.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    services.sort();
    save(&generate(snapshot, &services, krate)?)
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
