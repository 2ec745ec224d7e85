//! The pinned packages that the snapshot is made from: download, verify, unpack.

use crate::{
    error::{Context, Error, Result},
    json, report,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// One package of a public registry.
#[derive(Debug, Clone)]
pub(super) struct Package {
    pub(super) registry: &'static str,
    pub(super) name: &'static str,
    pub(super) version: Option<String>,
    pub(super) sha256: Option<String>,
}

/// What `xtask/spec/sources.json` says.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    lint: Package,
    cdk: Package,
    /// How many resource types the schemas name, over all regions.
    pub(crate) types: usize,
    /// Those of them that are no public resource types; each has its reason in the file.
    pub(crate) left_out: BTreeSet<String>,
}

/// The unpacked packages.
#[derive(Debug)]
pub(crate) struct Unpacked {
    /// The folder of cfn-lint's schemas.
    pub(crate) schemas: PathBuf,
    /// cfn-lint's list of resource types that hold data.
    pub(crate) stateful: PathBuf,
    /// The module of cfn-lint that lists the types which can be snapshotted.
    pub(crate) helpers: PathBuf,
    /// The service specification's database.
    pub(crate) database: PathBuf,
}

impl Sources {
    pub(crate) fn read(file: &Path) -> Result<Self> {
        let value = json::read(file)?;
        let package = |registry: &'static str, name: &'static str| {
            let text = |key: &str| value["packages"][name][key].as_str().map(str::to_owned);
            Package { registry, name, version: text("version"), sha256: text("sha256") }
        };
        let types = value["types"].as_u64().context("sources.json counts `types`")?;
        let types = usize::try_from(types).context("sources.json: `types`")?;
        let mut left_out = BTreeSet::new();
        for entry in value["leftOut"].as_array().into_iter().flatten() {
            let (name, reason) = (entry["type"].as_str(), entry["reason"].as_str());
            let name = name.filter(|_| reason.is_some_and(|reason| !reason.is_empty()));
            left_out.insert(name.context(format_args!("no type or reason: {entry}"))?.to_owned());
        }
        Ok(Self {
            lint: package("PyPI", "cfn-lint"),
            cdk: package("npm", "@aws-cdk/aws-service-spec"),
            types,
            left_out,
        })
    }

    /// The same without pins, so that the newest versions are fetched and pinned.
    pub(crate) fn newest(mut self) -> Self {
        for package in [&mut self.lint, &mut self.cdk] {
            package.version = None;
            package.sha256 = None;
        }
        self
    }

    /// The same with another version of cfn-lint.
    pub(crate) fn with_lint(mut self, version: &str) -> Self {
        self.lint.version = Some(version.to_owned());
        self.lint.sha256 = None;
        self
    }

    /// `cfn-lint 1.58.0, @aws-cdk/aws-service-spec 0.1.216`.
    pub(crate) fn versions(&self) -> String {
        let packages = [&self.lint, &self.cdk].map(|package| {
            format!("{} {}", package.name, package.version.as_deref().unwrap_or("unknown"))
        });
        packages.join(", ")
    }

    /// Downloads both packages into `folder`, checks them against their pins and unpacks them.
    pub(crate) fn fetch(&mut self, folder: &Path) -> Result<Unpacked> {
        let lint = obtain(&mut self.lint, &folder.join("cfn-lint"), pip_download)?;
        let cdk = obtain(&mut self.cdk, &folder.join("aws-service-spec"), npm_pack)?;
        let lint_root = empty_folder(&folder.join("cfn-lint-unpacked"))?;
        call("python3", &["-m", "zipfile", "-e", &text(&lint), &text(&lint_root)], folder)?;
        let cdk_root = empty_folder(&folder.join("aws-service-spec-unpacked"))?;
        call("tar", &["-xzf", &text(&cdk), "-C", &text(&cdk_root)], folder)?;
        let database = cdk_root.join("package").join("db.json");
        call("gunzip", &["-f", &text(&database.with_extension("json.gz"))], folder)?;
        let lint = lint_root.join("cfnlint");
        let (helpers, data) = (lint.join("helpers.py"), lint.join("data"));
        let stateful = data.join("AdditionalSpecs").join("StatefulResources.json");
        Ok(Unpacked { schemas: data.join("schemas"), stateful, helpers, database })
    }

    /// Writes the versions and checksums that were fetched, and the count of types in them, and
    /// what else the file `from` says.
    pub(crate) fn write(&self, from: &Path, file: &Path) -> Result<()> {
        let mut value = json::read(from)?;
        for package in [&self.lint, &self.cdk] {
            value["packages"][package.name]["version"] = json!(package.version);
            value["packages"][package.name]["sha256"] = json!(package.sha256);
        }
        value["types"] = self.types.into();
        fs::write(file, json::render(&value)).context(file.display())
    }
}

type Download = fn(&Package, &Path) -> Result<()>;

/// Gives the archive's path; a download that is there and matches its pin is used again.
pub(super) fn obtain(package: &mut Package, folder: &Path, download: Download) -> Result<PathBuf> {
    if package.version.is_none() || archive(folder).is_none() {
        report(&format!("fetching {} from {}", package.name, package.registry));
        empty_folder(folder)?;
        download(package, folder)?;
    }
    let path = archive(folder).context(format_args!(
        "{}: no archive in {}",
        package.name,
        folder.display()
    ))?;
    let bytes = fs::read(&path).context(path.display())?;
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    match &package.sha256 {
        Some(pinned) if *pinned != digest => {
            let (name, path) = (package.name, path.display());
            return Err(Error::new(format!(
                "{name}: {path} has SHA-256 {digest}, pinned is {pinned}"
            )));
        }
        _ => package.sha256 = Some(digest),
    }
    if package.version.is_none() {
        package.version = Some(version_in(&path)?);
    }
    Ok(path)
}

pub(super) fn pip_download(package: &Package, folder: &Path) -> Result<()> {
    let wanted = match &package.version {
        Some(version) => format!("{}=={version}", package.name),
        None => package.name.to_owned(),
    };
    let arguments =
        ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", &wanted];
    call("python3", &arguments, folder)
}

fn npm_pack(package: &Package, folder: &Path) -> Result<()> {
    let version = package.version.as_deref().unwrap_or("latest");
    call("npm", &["pack", "--silent", &format!("{}@{version}", package.name)], folder)
}

/// The version in an archive's name: `cfn_lint-1.58.0-py3-none-any.whl`, `spec-0.1.216.tgz`.
fn version_in(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.trim_end_matches(".tgz");
    let version = name
        .split('-')
        .find(|part| part.starts_with(|c: char| c.is_ascii_digit()) && part.contains('.'));
    version.map(str::to_owned).context(format_args!("no version in `{name}`"))
}

fn archive(folder: &Path) -> Option<PathBuf> {
    let mut files =
        fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    files.find(|path| {
        path.extension().is_some_and(|extension| extension == "whl" || extension == "tgz")
    })
}

pub(super) fn empty_folder(path: &Path) -> Result<PathBuf> {
    if path.exists() {
        fs::remove_dir_all(path).context(path.display())?;
    }
    fs::create_dir_all(path).context(path.display())?;
    Ok(path.to_owned())
}

/// Takes the snapshot out of a revision of the repository.
pub(crate) fn checkout(revision: &str, into: &Path) -> Result<()> {
    let archive = empty_folder(into)?.join("spec.tar");
    let output = format!("--output={}", archive.display());
    call("git", &["archive", &output, revision, "xtask/spec"], &crate::root())?;
    call("tar", &["-xf", &text(&archive), "-C", &text(into)], into)
}

pub(super) fn call(program: &str, arguments: &[&str], folder: &Path) -> Result<()> {
    let status =
        Command::new(program).args(arguments).current_dir(folder).stdout(Stdio::null()).status();
    let status = status.context(format_args!("`{program}` is needed for this"))?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::new(format!("`{program} {}` failed", arguments.join(" "))))
    }
}

pub(super) fn text(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_the_archive_name() {
        let version = |name: &str| version_in(Path::new(name)).ok();
        assert_eq!(version("cfn_lint-1.58.0-py3-none-any.whl").as_deref(), Some("1.58.0"));
        assert_eq!(version("aws-cdk-aws-service-spec-0.1.216.tgz").as_deref(), Some("0.1.216"));
        assert_eq!(version("spec.tgz"), None);
    }
}
