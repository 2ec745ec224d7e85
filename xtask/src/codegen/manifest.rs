//! What names all features: the manifests of both crates, and the table in the L1 crate's README.

use super::{
    Output,
    decide::Module,
    features::{ALL, Features},
    krate,
};
use crate::{
    error::{Context, Result},
    root,
};
use std::{fmt::Write as _, fs, path::PathBuf};

/// The manifests and the README with what is generated in them brought up to date.
pub(super) fn outputs(features: &Features, modules: &[(&str, Module)]) -> Result<Vec<Output>> {
    const BEGIN: &str = "# The services, written by `cargo xtask codegen`.\n";
    const END: &str = "# End of the services.\n";
    let library = root().join("construct-lib").join("Cargo.toml");
    let readme = krate().join("README.md");
    Ok(vec![
        between(krate().join("Cargo.toml"), BEGIN, END, &own_features(features))?,
        between(library, BEGIN, END, &passed_on(features))?,
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
