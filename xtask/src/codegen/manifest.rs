//! What names all features: the manifests of both crates, what the library shows of the L1, and the
//! table in the L1 crate's README.

use super::{
    Output,
    decide::Module,
    features::{ALL, Features},
    krate,
    render::PREAMBLE,
};
use crate::{
    error::{Context, Result},
    root,
};
use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

/// The manifests and the README with what is generated in them brought up to date.
pub(super) fn outputs(features: &Features, modules: &[(&str, Module)]) -> Result<Vec<Output>> {
    const BEGIN: &str = "# The services, written by `cargo xtask codegen`.\n";
    const END: &str = "# End of the services.\n";
    let library = root().join("construct-lib");
    let manifest = library.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).context(manifest.display())?;
    let shown = Output {
        path: library.join("src").join("cfn.rs"),
        text: shown(features, &always_on(&text)?),
    };
    let readme = krate().join("README.md");
    Ok(vec![
        shown,
        between(krate().join("Cargo.toml"), BEGIN, END, &own_features(features))?,
        between(manifest, BEGIN, END, &passed_on(features))?,
        between(
            readme,
            "<!-- services -->\n",
            "<!-- end of services -->\n",
            &table(features, modules),
        )?,
    ])
}

/// The file with `text` between its two marks.
fn between(path: PathBuf, begin: &str, end: &str, text: &str) -> Result<Output> {
    let found = fs::read_to_string(&path).context(path.display())?;
    let missing = format!("{}: no mark `{}`", path.display(), begin.trim());
    let (before, rest) = found.split_once(begin).context(missing)?;
    let missing = format!("{}: no mark `{}`", path.display(), end.trim());
    let (_, after) = rest.split_once(end).context(missing)?;
    Ok(Output { path, text: format!("{before}{begin}{text}{end}{after}") })
}

/// The features of the crate that has the types.
fn own_features(features: &Features) -> String {
    let names = features.names();
    let all: String = names.iter().map(|name| format!("    {name:?},\n")).collect();
    let each: String = names.iter().map(|name| format!("{name} = []\n")).collect();
    format!("{ALL} = [\n{all}]\n{each}")
}

/// The same features of the crate that people depend on.
fn passed_on(features: &Features) -> String {
    let names = features.names().into_iter();
    [ALL]
        .into_iter()
        .chain(names)
        .map(|name| format!("{name} = [\"construct-cfn/{name}\"]\n"))
        .collect()
}

/// The services that the library has constructs for, from its own manifest.
fn always_on(manifest: &str) -> Result<BTreeSet<String>> {
    let line = manifest.lines().find(|line| line.starts_with("construct-cfn = "));
    let list = line.and_then(|line| line.split_once("features = [")?.1.split(']').next());
    let list = list.context("construct-lib/Cargo.toml: no features of `construct-cfn`")?;
    Ok(list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

/// What `construct_lib::cfn` shows. Every service has a line with its feature, so that the compiler
/// can name the feature that is missing.
fn shown(features: &Features, always_on: &BTreeSet<String>) -> String {
    let mut out = format!(
        "{PREAMBLE}//!\n//! Every resource as CloudFormation has it: one module a service, behind a feature.\n\n\
         pub use construct_cfn::refs;\n"
    );
    for (service, feature) in features.iter() {
        // Writing to a `String` cannot fail.
        let _ = match always_on.contains(feature) {
            true => writeln!(out, "pub use construct_cfn::{service};"),
            false => {
                writeln!(out, "#[cfg(feature = {feature:?})]\npub use construct_cfn::{service};")
            }
        };
    }
    out
}

/// Which feature has which types.
fn table(features: &Features, modules: &[(&str, Module)]) -> String {
    let mut out = "| feature | module | resource types |\n|---|---|---|\n".to_owned();
    for (service, module) in modules {
        let namespace = &module.namespace;
        let prefix = format!("{namespace}::");
        let short = |name: &str| name.strip_prefix(&prefix).unwrap_or(name).to_owned();
        let types: Vec<String> =
            module.resources.iter().map(|resource| short(&resource.type_name)).collect();
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            out,
            "| `{}` | `{service}` | `{namespace}`: {} |",
            features.of(service),
            types.join(", ")
        );
    }
    out
}
