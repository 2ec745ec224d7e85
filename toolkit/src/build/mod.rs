//! What is shipped beside the templates: handlers, built and zipped, and zips
//! of the user's own.
//!
//! All handlers of one processor are built by one call of `cargo build`, with
//! the profile `lambda`: the workspace's own, else one that makes small
//! programs. The compiler is told to leave this machine's directories out, so
//! the same sources and the same toolchain give the same bytes anywhere.
//!
//! What this host's cargo cannot build (another processor, another system, a
//! host with a newer C library than Lambda has) is built by `cargo lambda` when
//! it and zig are installed, else for a static musl target when that is. Nothing
//! is ever installed: what is missing is reported.
//!
//! With the feature `cargo-lambda-build` the crate of that name builds all that
//! it can, in a process of its own, and with zig where that is installed.
//!
//! Each program is looked at before it is zipped: it must be for the right
//! processor and must not need a newer C library than the runtime has.

mod builder;
mod cache;
mod cargo;
mod elf;
mod fingerprint;
#[cfg(feature = "cargo-lambda-build")]
mod lambda_crate;
mod package;
mod settings;
mod toml;
mod toolchain;
mod workspace;
mod zip;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use construct_lib::{
    Architecture, Asset, AssetHash, AssetResolver, AssetSource, Diagnostic, StackAsset,
};

use crate::codes;
use crate::digest;
use crate::environment::Environment;
use crate::exit::Exit;
use crate::failure::{Failure, Findings};
use crate::output::Lock;
use crate::print::Terminal;
#[cfg(feature = "cargo-lambda-build")]
pub(crate) use lambda_crate::dispatch;
pub(crate) use workspace::root as workspace_root;

use builder::Builder;
use cache::{Cache, Record};
use cargo::Cargo;
use fingerprint::{Basis, fingerprint};
use settings::Settings;

/// A file to ship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    /// The zip.
    pub(crate) path: PathBuf,
    /// Its size.
    pub(crate) zipped: u64,
    /// The hash of what is in it, where that is known.
    hash: Option<String>,
}

/// What is known of an asset.
#[derive(Debug, Clone)]
struct Known {
    package: Option<Package>,
    /// Whether the package is made from what is there now.
    is_fresh: bool,
}

/// The assets of an app: what was built, and how to build it.
pub(crate) struct Handlers<'a> {
    environment: &'a Environment,
    terminal: Terminal,
    place: Option<Place>,
    compiler: OnceCell<Option<String>>,
    /// By the path in the assembly, which names an asset.
    known: RefCell<BTreeMap<String, Known>>,
    /// What was said of assets whose hash was asked for.
    given: RefCell<BTreeMap<String, AssetHash>>,
    looks_at_sources: bool,
}

/// The workspace, and what was built of it.
struct Place {
    settings: Settings,
    cache: Cache,
}

impl<'a> Handlers<'a> {
    /// Finds the workspace. Unless `looks_at_sources`, what was built last
    /// counts, whatever the sources are now.
    pub(crate) fn new(
        environment: &'a Environment,
        terminal: Terminal,
        looks_at_sources: bool,
    ) -> Self {
        let place = workspace::root(environment).map(|root| {
            let root = root.canonicalize().unwrap_or(root);
            let settings = Settings::read(environment, &root);
            let cache = Cache::new(&settings.target, &root);
            Place { settings, cache }
        });
        Self {
            environment,
            terminal,
            place,
            compiler: OnceCell::new(),
            known: RefCell::default(),
            given: RefCell::default(),
            looks_at_sources,
        }
    }

    /// The file to ship, as far as there is one.
    pub(crate) fn package(&self, asset: &Asset) -> Option<Package> {
        self.known(asset).package
    }

    /// Whether there is a file to ship that is made from what is there now.
    pub(crate) fn is_fresh(&self, asset: &Asset) -> bool {
        self.known(asset).is_fresh
    }

    /// Whether a template asked for the hash of any of these.
    pub(crate) fn was_asked_for(&self, assets: &[&StackAsset]) -> bool {
        let given = self.given.borrow();
        assets.iter().any(|asset| given.contains_key(&asset.asset().path()))
    }

    /// Looks at a zip of the user's own.
    pub(crate) fn check(&self, asset: &StackAsset, needs_bootstrap: bool, findings: &mut Findings) {
        let AssetSource::Zip { path } = asset.asset().source() else {
            return;
        };
        match package::check_zip(asset, &self.root().join(path)) {
            Ok(contents) => {
                let zipped = self.package(asset.asset()).map_or(0, |package| package.zipped);
                if let Some(finding) = package::sizes(asset, contents.bytes, zipped) {
                    add(findings, finding);
                }
                if needs_bootstrap && !contents.has_bootstrap {
                    add(findings, package::without_bootstrap(asset));
                }
            }
            Err(failure) => findings.add(failure),
        }
    }

    /// Brings the handlers among these up to date.
    pub(crate) fn build(&self, wanted: &[&StackAsset], findings: &mut Findings) {
        let Some(place) = &self.place else {
            let first = wanted.first();
            let (path, lines) = first.map_or(("", &[][..]), |a| (a.construct_path(), a.lines()));
            findings.fail(
                Exit::Handler,
                [Diagnostic::error(
                    codes::WORKSPACE_NOT_FOUND,
                    "the cargo workspace of the handlers was not found: \
                     no `Cargo.lock` in or above the current directory",
                )
                .help("run this from inside the workspace, or with `cargo run`")
                .at(path, lines)],
            );
            return;
        };
        let directory = place.cache.directory();
        if let Err(error) = fs::create_dir_all(directory) {
            findings.add(Failure::file("create", directory, &error));
            return;
        }
        // Held while cargo runs and the zips are made: another process that
        // wants the same then finds it done.
        if !Lock::is_free(directory) {
            self.terminal.progress("waiting for another process that builds handlers");
        }
        let _lock = Lock::wait(directory);
        let builder = Builder {
            cargo: Cargo {
                environment: self.environment,
                settings: &place.settings,
                terminal: self.terminal,
            },
            cache: &place.cache,
            compiler_identity: self.compiler_identity(&place.settings),
            findings,
            built: Vec::new(),
        };
        let mut stale = Vec::new();
        for asset in wanted {
            self.forget(asset.asset());
            if !self.is_fresh(asset.asset()) {
                stale.push(*asset);
            }
        }
        let built = builder.build(&stale);
        for asset in stale {
            let asset = asset.asset();
            self.forget(asset);
            // One that failed counts as absent: what was built before it is
            // not what the sources say.
            let package = if built.contains(asset) { self.package(asset) } else { None };
            let known = Known { is_fresh: package.is_some(), package };
            self.known.borrow_mut().insert(asset.path(), known);
        }
        // Templates that were told of other hashes are written again.
        self.given.borrow_mut().clear();
    }

    /// What paths of zips are relative to.
    fn root(&self) -> &Path {
        let root = self.place.as_ref().map(|place| &place.settings.root);
        root.map_or(self.environment.directory(), PathBuf::as_path)
    }

    fn known(&self, asset: &Asset) -> Known {
        let path = asset.path();
        if let Some(known) = self.known.borrow().get(&path) {
            return known.clone();
        }
        let found = self.find(asset);
        self.known.borrow_mut().insert(path, found.clone());
        found
    }

    fn forget(&self, asset: &Asset) {
        self.known.borrow_mut().remove(&asset.path());
    }

    fn find(&self, asset: &Asset) -> Known {
        let none = Known { package: None, is_fresh: false };
        match asset.source() {
            AssetSource::RustBinary { binary, architecture } => {
                self.find_binary(binary, *architecture).unwrap_or(none)
            }
            AssetSource::Zip { path } => {
                let path = self.root().join(path);
                match fs::metadata(&path) {
                    Ok(metadata) if metadata.is_file() => Known {
                        package: Some(Package { path, zipped: metadata.len(), hash: None }),
                        is_fresh: true,
                    },
                    _ => none,
                }
            }
            _ => none,
        }
    }

    fn find_binary(&self, binary: &str, architecture: Architecture) -> Option<Known> {
        let place = self.place.as_ref()?;
        let record = place.cache.read(binary, architecture)?;
        let path = place.cache.zip(binary, architecture, &record.hash);
        let zipped = fs::metadata(&path).ok()?.len();
        Some(Known {
            is_fresh: self.looks_at_sources
                && self.is_current(place, binary, architecture, &record),
            package: Some(Package { path, zipped, hash: Some(record.hash) }),
        })
    }

    fn is_current(
        &self,
        place: &Place,
        binary: &str,
        architecture: Architecture,
        record: &Record,
    ) -> bool {
        let (Some(expected), Some(compiler)) =
            (record.fingerprint.as_ref(), self.compiler_identity(&place.settings))
        else {
            return false;
        };
        let basis = Basis {
            settings: &place.settings,
            compiler,
            binary,
            architecture,
            backend: &record.backend,
        };
        fingerprint(&basis, &record.inputs).as_ref() == Some(expected)
    }

    fn compiler_identity(&self, settings: &Settings) -> Option<&str> {
        let identity =
            self.compiler.get_or_init(|| toolchain::identity(self.environment, settings));
        identity.as_deref()
    }

    fn answer(&self, asset: &Asset) -> AssetHash {
        let Some(package) = self.package(asset) else {
            return AssetHash::Placeholder;
        };
        let hash = package.hash.or_else(|| digest::of_file(&package.path).ok());
        hash.map_or(AssetHash::Placeholder, AssetHash::Contents)
    }
}

impl AssetResolver for Handlers<'_> {
    fn hash(&self, asset: &Asset) -> Result<AssetHash, String> {
        let mut given = self.given.borrow_mut();
        let hash = given.entry(asset.path()).or_insert_with(|| self.answer(asset));
        Ok(hash.clone())
    }

    fn template_hash(&self, template: &[u8]) -> Result<AssetHash, String> {
        Ok(AssetHash::Contents(digest::hex(template)))
    }
}

/// Adds a finding about a handler; an error among them costs the handler.
fn add(findings: &mut Findings, finding: Diagnostic) {
    if finding.is_error() {
        findings.fail(Exit::Handler, [finding]);
    } else {
        findings.warn([finding]);
    }
}
