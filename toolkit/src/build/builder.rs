//! One build of all handlers that are out of date.

use std::fs;
use std::io;
use std::time::SystemTime;

use construct_lib::{Architecture, Asset, AssetSource, Diagnostic, StackAsset};

use super::cache::{Cache, Record};
use super::cargo::{Built, Cargo, Wanted};
use super::elf::Problem;
use super::fingerprint::{self, Basis, are_older};
use super::toolchain::{self, Backend, Compiler, Missing};
use super::workspace::{Binaries, Lookup};
use super::{add, package, zip};
use crate::codes;
use crate::exit::Exit;
use crate::failure::{Failure, Findings, Named as _};
use crate::near;
use crate::print;

/// The file whose time tells when a build began.
const BEGUN: &str = "begun";

/// One build. The cache's lock is held.
pub(super) struct Builder<'a> {
    pub(super) cargo: Cargo<'a>,
    pub(super) cache: &'a Cache,
    pub(super) compiler_identity: Option<&'a str>,
    pub(super) findings: &'a mut Findings,
    pub(super) built: Vec<Asset>,
}

/// A handler that is being built.
#[derive(Debug, Clone)]
struct Handler<'a> {
    asset: &'a StackAsset,
    wanted: Wanted,
    architecture: Architecture,
}

impl Builder<'_> {
    /// Builds these, and keeps what comes out in the cache. Gives those that
    /// came out.
    pub(super) fn build(mut self, assets: &[&StackAsset]) -> Vec<Asset> {
        if !assets.is_empty() {
            self.build_all(assets);
        }
        self.built
    }

    fn build_all(&mut self, assets: &[&StackAsset]) {
        let Some(binaries) = self.binaries() else {
            return;
        };
        let handlers: Vec<Handler<'_>> =
            assets.iter().filter_map(|asset| self.handler(asset, &binaries)).collect();
        if handlers.is_empty() {
            return;
        }
        let Some(compiler) = Compiler::ask(self.cargo.environment, self.cargo.settings) else {
            self.no_toolchain("the Rust compiler cannot be started");
            return;
        };
        for architecture in [Architecture::X86_64, Architecture::Arm64] {
            let handlers: Vec<_> = handlers
                .iter()
                .filter(|handler| handler.architecture == architecture)
                .cloned()
                .collect();
            if !handlers.is_empty() {
                self.build_for(architecture, handlers, &compiler);
            }
        }
    }

    fn binaries(&mut self) -> Option<Binaries> {
        let metadata = match self.cargo.metadata() {
            Ok(Ok(metadata)) => metadata,
            Ok(Err(message)) => {
                self.failed(format!("cargo cannot read the workspace: {message}"));
                return None;
            }
            Err(_) => {
                self.no_toolchain("cargo cannot be started");
                return None;
            }
        };
        match Binaries::parse(&metadata) {
            Ok(binaries) => Some(binaries),
            Err(error) => {
                self.failed(format!(
                    "cargo lists the workspace in a way that cannot be read: {error}"
                ));
                None
            }
        }
    }

    fn failed(&mut self, message: String) {
        let finding = Diagnostic::error(codes::HANDLER_BUILD_FAILED, message);
        self.findings.fail(Exit::Handler, [finding]);
    }

    fn no_toolchain(&mut self, message: &'static str) {
        let finding = Diagnostic::error(codes::TOOLCHAIN_MISSING, message)
            .help("install Rust from https://rustup.rs, or run this with `cargo run`");
        self.findings.fail(Exit::Toolchain, [finding]);
    }

    /// Finds the package of a handler.
    fn handler<'a>(&mut self, asset: &'a StackAsset, binaries: &Binaries) -> Option<Handler<'a>> {
        let AssetSource::RustBinary { binary, architecture } = asset.asset().source() else {
            return None;
        };
        let finding = match binaries.find(binary) {
            Lookup::In(package) => {
                return Some(Handler {
                    asset,
                    wanted: Wanted { binary: binary.clone(), package: package.to_owned() },
                    architecture: *architecture,
                });
            }
            Lookup::Ambiguous(packages) => Diagnostic::error(
                codes::HANDLER_AMBIGUOUS,
                format!("`{binary}` is a binary of the packages `{}`", packages.join("` and `")),
            )
            .help("give one of them another name"),
            Lookup::Unknown => Diagnostic::error(
                codes::HANDLER_NOT_FOUND,
                format!("the workspace has no binary `{binary}`"),
            )
            .help(near::help(binary, &binaries.names(), "binary")),
        };
        let finding = finding.at(asset.construct_path(), asset.lines());
        self.findings.fail(Exit::Handler, [finding]);
        None
    }

    fn build_for(
        &mut self,
        architecture: Architecture,
        handlers: Vec<Handler<'_>>,
        compiler: &Compiler,
    ) {
        let (environment, settings) = (self.cargo.environment, self.cargo.settings);
        let mut tools = compiler.tools(environment, settings, architecture);
        let is_native = tools.native(architecture).is_some();
        if !is_native || tools.has_crate {
            tools.look_for_zig(environment, settings);
        }
        // What this host could not build by itself last time is not tried again.
        let (mut others, usual): (Vec<_>, Vec<_>) = handlers.into_iter().partition(|handler| {
            let record = self.cache.read(&handler.wanted.binary, architecture);
            is_native && record.is_some_and(|record| toolchain::is_fallback(&record.backend))
        });
        let mut refused = Vec::new();
        if !usual.is_empty() {
            match tools.choose(architecture, false) {
                Ok(backend) => refused = self.build_with(&backend, usual, compiler),
                Err(missing) => self.missing(&usual, &missing),
            }
        }
        if others.is_empty() && refused.is_empty() {
            return;
        }
        tools.look_for_zig(environment, settings);
        match tools.choose(architecture, true) {
            Ok(backend) => {
                others.extend(refused.into_iter().map(|(handler, _)| handler));
                for (handler, problem) in self.build_with(&backend, others, compiler) {
                    self.refuse(&handler, &problem);
                }
            }
            Err(missing) => {
                self.missing(&others, &missing);
                for (handler, problem) in refused {
                    let finding = package::refusal(handler.asset, architecture, &problem);
                    let finding = finding.help(missing.help.clone());
                    self.findings.fail(Exit::Toolchain, [finding]);
                }
            }
        }
    }

    /// Builds with one backend. Gives the handlers that need a newer C library
    /// than Lambda has: another backend may do better.
    fn build_with<'a>(
        &mut self,
        backend: &Backend,
        handlers: Vec<Handler<'a>>,
        compiler: &Compiler,
    ) -> Vec<(Handler<'a>, Problem)> {
        let (built, begun) = match self.call(backend, &handlers, compiler) {
            Ok(result) => result,
            Err(failure) => {
                self.findings.add(failure);
                return Vec::new();
            }
        };
        let mut refused = Vec::new();
        for handler in handlers {
            let name = &handler.wanted.binary;
            let executables = &built.executables;
            let Some((_, path)) = executables.iter().find(|(binary, _)| binary == name) else {
                let finding = Diagnostic::error(
                    codes::HANDLER_BUILD_FAILED,
                    format!("`{name}` could not be built"),
                )
                .help("cargo says above what is wrong")
                .at(handler.asset.construct_path(), handler.asset.lines());
                self.findings.fail(Exit::Handler, [finding]);
                continue;
            };
            let program = match fs::read(path).named("read", path) {
                Ok(program) => program,
                Err(failure) => {
                    self.findings.add(failure);
                    continue;
                }
            };
            match package::check(&program, handler.architecture) {
                Ok(()) => self.keep(&handler, backend, &program, begun),
                Err(problem @ Problem::Glibc(_)) => refused.push((handler, problem)),
                Err(problem) => self.refuse(&handler, &problem),
            }
        }
        refused
    }

    /// Calls cargo once. Gives the moment at which that began, by the clock of
    /// the file system that the sources are compared with.
    fn call(
        &mut self,
        backend: &Backend,
        handlers: &[Handler<'_>],
        compiler: &Compiler,
    ) -> Result<(Built, SystemTime), Failure> {
        let directory = self.cache.directory();
        let stamp = directory.join(BEGUN);
        let begun = fs::write(&stamp, "")
            .and_then(|()| stamp.metadata())
            .and_then(|metadata| metadata.modified())
            .named("write", &stamp)?;
        let mut wanted: Vec<Wanted> = handlers.iter().map(|h| h.wanted.clone()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let lambda = directory.join("cargo-lambda");
        if matches!(backend, Backend::CargoLambda { .. } | Backend::CargoLambdaBuild { .. }) {
            // What an earlier call left there must not count for this one.
            crate::output::remove_tree(&lambda)?;
        }
        let names: Vec<&str> = wanted.iter().map(|w| w.binary.as_str()).collect();
        let names = names.join(", ");
        let triple = backend.triple();
        self.cargo.terminal.progress(&format!("building {names} for {triple}"));
        let built = self.cargo.build(backend, compiler, &wanted, &lambda);
        let built = built.map_err(|error| {
            let message = format!("cargo cannot be started: {error}");
            let finding = Diagnostic::error(codes::TOOLCHAIN_MISSING, message);
            let exit = match error.kind() {
                io::ErrorKind::NotFound => Exit::Toolchain,
                _ => Exit::Handler,
            };
            Failure::new(exit, finding)
        })?;
        Ok((built, begun))
    }

    /// Zips a program and remembers what it was made from.
    fn keep(
        &mut self,
        handler: &Handler<'_>,
        backend: &Backend,
        program: &[u8],
        begun: SystemTime,
    ) {
        let Handler { asset, wanted, architecture } = handler;
        let hash = package::content_hash(program);
        let (fingerprint, inputs) = self.fingerprint(handler, backend, begun);
        let record = Record {
            fingerprint,
            inputs,
            backend: backend.name().to_owned(),
            hash,
            bytes: program.len() as u64,
        };
        let path = self.cache.zip(&wanted.binary, *architecture, &record.hash);
        let zip = || {
            zip::of_program(package::ENTRY, program)
                .map_err(|error| Failure::file("write", &path, &io::Error::other(error)))
        };
        if let Err(failure) = self.cache.write(&wanted.binary, *architecture, &record, zip) {
            self.findings.add(failure);
            return;
        }
        self.built.push(asset.asset().clone());
        let zipped = fs::metadata(&path).map_or(0, |metadata| metadata.len());
        let size = |bytes| print::bytes(bytes);
        self.cargo.terminal.progress(&format!(
            "{}: {}, {} unpacked",
            wanted.binary,
            size(zipped),
            size(record.bytes)
        ));
        if let Some(finding) = package::sizes(asset, record.bytes, zipped) {
            add(self.findings, finding);
        }
    }

    fn fingerprint(
        &self,
        handler: &Handler<'_>,
        backend: &Backend,
        begun: SystemTime,
    ) -> (Option<String>, Vec<std::path::PathBuf>) {
        let settings = self.cargo.settings;
        let binary = &handler.wanted.binary;
        let find = || {
            let dep_info = fs::read_to_string(self.cargo.dep_info(backend, binary)).ok()?;
            let inputs = fingerprint::inputs(&dep_info, settings)?;
            let basis = Basis {
                settings,
                compiler: self.compiler_identity?,
                binary,
                architecture: handler.architecture,
                backend: backend.name(),
            };
            let fingerprint = fingerprint::fingerprint(&basis, &inputs)?;
            are_older(&inputs, begun).then_some((Some(fingerprint), inputs))
        };
        find().unwrap_or_default()
    }

    fn missing(&mut self, handlers: &[Handler<'_>], missing: &Missing) {
        for Handler { asset, wanted, .. } in handlers {
            let finding = Diagnostic::error(
                codes::TOOLCHAIN_MISSING,
                format!("`{}` cannot be built: {}", wanted.binary, missing.what),
            )
            .help(missing.help.clone())
            .at(asset.construct_path(), asset.lines());
            self.findings.fail(Exit::Toolchain, [finding]);
        }
    }

    fn refuse(&mut self, handler: &Handler<'_>, problem: &Problem) {
        let finding = package::refusal(handler.asset, handler.architecture, problem);
        self.findings.fail(Exit::Handler, [finding]);
    }
}
