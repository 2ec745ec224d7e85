//! What this machine can build for, and how. Nothing is ever installed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use construct_lib::Architecture;

use super::settings::Settings;
use crate::environment::Environment;

/// The names of backends in the cache.
const NATIVE: &str = "native";
const CARGO_LAMBDA: &str = "cargo-lambda";
const MUSL: &str = "musl";

/// Whether a backend of this name is taken on a host of the same kind only
/// when what the host builds by itself will not do.
pub(super) fn is_fallback(name: &str) -> bool {
    name == CARGO_LAMBDA || name == MUSL
}

/// How a binary is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Backend {
    /// By cargo, for this host's own target.
    Native { triple: String },
    /// By `cargo lambda`, which links with zig for any processor and an old C library.
    CargoLambda { triple: String },
    /// By the crate `cargo-lambda-build`, with zig where that is found.
    CargoLambdaBuild { triple: String, with_zig: bool },
    /// By cargo, without the C library of any system.
    Musl {
        triple: String,
        /// The linker, where the compiler's own choice would not do.
        linker: Option<String>,
    },
}

impl Backend {
    /// The target that cargo builds for.
    pub(super) fn triple(&self) -> &str {
        match self {
            Self::Native { triple }
            | Self::CargoLambda { triple }
            | Self::CargoLambdaBuild { triple, .. }
            | Self::Musl { triple, .. } => triple,
        }
    }

    /// The name under which the cache remembers it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Native { .. } => NATIVE,
            Self::CargoLambda { .. } => CARGO_LAMBDA,
            Self::CargoLambdaBuild { with_zig: true, .. } => "cargo-lambda-build with zig",
            Self::CargoLambdaBuild { with_zig: false, .. } => "cargo-lambda-build",
            Self::Musl { .. } => MUSL,
        }
    }
}

/// What is missing, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) what: String,
    pub(super) help: String,
}

/// What was found on this machine.
#[derive(Debug, Clone, Default)]
pub(super) struct Tools {
    /// The compiler's own target.
    pub(super) host: String,
    /// The targets whose standard library is installed.
    pub(super) targets: Vec<String>,
    /// The programs on the search path, of those that matter here.
    pub(super) programs: Vec<String>,
    /// Whether `cargo lambda` would find zig.
    pub(super) has_zig: bool,
    /// Whether this program holds the crate `cargo-lambda-build`, which then
    /// builds all that it can.
    pub(super) has_crate: bool,
    /// The targets for which the user chose a linker.
    pub(super) linkers: Vec<String>,
}

fn processor(architecture: Architecture) -> &'static str {
    match architecture {
        Architecture::X86_64 => "x86_64",
        Architecture::Arm64 => "aarch64",
    }
}

/// The linker of musl's own cross compilers.
fn musl_linker(architecture: Architecture) -> String {
    format!("{}-linux-musl-gcc", processor(architecture))
}

impl Tools {
    fn has(&self, program: &str) -> bool {
        self.programs.iter().any(|p| p == program)
    }

    fn has_target(&self, triple: &str) -> bool {
        self.targets.iter().any(|t| t == triple)
    }

    /// Finds out whether `cargo lambda` would find zig.
    ///
    /// It would install zig by itself when it finds none, so it is not called
    /// then. Asking takes time, so it is done only where the answer matters.
    pub(super) fn look_for_zig(&mut self, environment: &Environment, settings: &Settings) {
        self.has_zig = (self.has_crate || self.has("cargo-lambda"))
            && (self.has("zig")
                || environment.get("CARGO_ZIGBUILD_ZIG_PATH").is_some()
                || output(Path::new("python3"), &["-m", "ziglang", "version"], settings).is_some());
    }

    /// This host's own target, where its programs can run in Lambda.
    pub(super) fn native(&self, architecture: Architecture) -> Option<String> {
        let prefix = format!("{}-unknown-linux-", processor(architecture));
        let libc = self.host.strip_prefix(&prefix)?;
        matches!(libc, "gnu" | "musl").then(|| self.host.clone())
    }

    /// The way to build for an architecture; `newer_libc` says that what this
    /// host builds by itself needs a newer C library than Lambda has.
    pub(super) fn choose(
        &self,
        architecture: Architecture,
        newer_libc: bool,
    ) -> Result<Backend, Missing> {
        let gnu = format!("{}-unknown-linux-gnu", processor(architecture));
        let musl = format!("{}-unknown-linux-musl", processor(architecture));
        if self.has_crate && self.has_zig && self.has_target(&gnu) {
            return Ok(Backend::CargoLambdaBuild { triple: gnu, with_zig: true });
        }
        if !newer_libc && let Some(triple) = self.native(architecture) {
            return if self.has("cc") || self.linkers.contains(&triple) {
                if self.has_crate && triple == gnu {
                    return Ok(Backend::CargoLambdaBuild { triple, with_zig: false });
                }
                Ok(Backend::Native { triple })
            } else {
                Err(Missing {
                    what: "there is no linker: `cc` is not on the search path".to_owned(),
                    help: "install a C compiler, for example `apt install build-essential`"
                        .to_owned(),
                })
            };
        }
        if self.has("cargo-lambda") && self.has_zig && self.has_target(&gnu) {
            return Ok(Backend::CargoLambda { triple: gnu });
        }
        if self.has_target(&musl) {
            return Ok(self.musl(architecture, musl));
        }
        Err(self.missing(architecture, newer_libc, &gnu, &musl))
    }

    /// The target's own libraries come with the compiler; a linker for the
    /// processor must be found.
    fn musl(&self, architecture: Architecture, triple: String) -> Backend {
        let own = musl_linker(architecture);
        let is_own_processor = self.host.starts_with(processor(architecture))
            && self.host.contains("linux")
            && self.has("cc");
        let linker = if self.linkers.contains(&triple) {
            None
        } else if self.has(&own) {
            Some(own)
        } else if is_own_processor {
            None
        } else {
            // It comes with the compiler, and is enough where no dependency
            // compiles C.
            Some("rust-lld".to_owned())
        };
        Backend::Musl { triple, linker }
    }

    fn missing(
        &self,
        architecture: Architecture,
        newer_libc: bool,
        gnu: &str,
        musl: &str,
    ) -> Missing {
        let what = if newer_libc {
            "what this machine builds needs a newer C library than Lambda has".to_owned()
        } else {
            format!(
                "the function is for {}, and this machine builds for {}",
                architecture.name(),
                self.host
            )
        };
        let mut steps = Vec::new();
        if !self.has_crate && !self.has("cargo-lambda") {
            steps.push("install `cargo-lambda` with zig".to_owned());
        } else if !self.has_zig {
            steps.push("install zig, which `cargo lambda` links with".to_owned());
        }
        if !self.has_target(gnu) {
            steps.push(format!("run `rustup target add {gnu}`"));
        }
        Missing {
            what,
            help: format!(
                "{}; or run `rustup target add {musl}`, which is enough where no dependency compiles C",
                steps.join(" and ")
            ),
        }
    }
}

/// The compiler.
#[derive(Debug)]
pub(super) struct Compiler {
    pub(super) host: String,
    pub(super) commit: String,
    pub(super) sysroot: PathBuf,
}

impl Compiler {
    /// Asks the compiler that cargo will use.
    pub(super) fn ask(environment: &Environment, settings: &Settings) -> Option<Self> {
        let rustc = rustc(environment);
        let version = output(&rustc, &["-vV"], settings)?;
        let line = |name: &str| {
            let mut lines = version.lines();
            lines.find_map(|line| line.strip_prefix(name)).map(str::trim)
        };
        Some(Self {
            host: line("host:")?.to_owned(),
            commit: line("commit-hash:").unwrap_or("unknown").to_owned(),
            sysroot: output(&rustc, &["--print", "sysroot"], settings)?.trim().into(),
        })
    }

    /// Where the sources of the standard library are, and what the compiler
    /// calls that place when they are not installed.
    pub(super) fn standard_library(&self) -> (PathBuf, String) {
        (self.sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{}", self.commit))
    }

    /// Looks for everything that building for an architecture may need.
    pub(super) fn tools(
        &self,
        environment: &Environment,
        settings: &Settings,
        architecture: Architecture,
    ) -> Tools {
        let is_installed = |triple: &String| {
            let library = self.sysroot.join("lib/rustlib").join(triple).join("lib");
            library.is_dir()
        };
        let triples =
            ["gnu", "musl"].map(|libc| format!("{}-unknown-linux-{libc}", processor(architecture)));
        let programs = ["cc", "cargo-lambda", "zig", &musl_linker(architecture)];
        let programs: Vec<String> = programs
            .into_iter()
            .filter(|name| find(environment, name).is_some())
            .map(str::to_owned)
            .collect();
        Tools {
            host: self.host.clone(),
            linkers: triples.iter().filter(|triple| settings.has_linker(triple)).cloned().collect(),
            targets: triples.into_iter().filter(is_installed).collect(),
            has_zig: false,
            has_crate: cfg!(feature = "cargo-lambda-build"),
            programs,
        }
    }
}

/// The compiler's program: as the user chose, else beside the cargo that runs
/// this program, else on the search path.
fn rustc(environment: &Environment) -> PathBuf {
    if let Some(chosen) = environment.get("RUSTC") {
        return chosen.into();
    }
    beside_cargo(environment).unwrap_or_else(|| "rustc".into())
}

fn beside_cargo(environment: &Environment) -> Option<PathBuf> {
    let cargo = Path::new(environment.get("CARGO")?);
    let rustc = cargo.with_file_name(format!("rustc{}", std::env::consts::EXE_SUFFIX));
    rustc.is_file().then_some(rustc)
}

/// Cargo's program.
pub(super) fn cargo(environment: &Environment) -> PathBuf {
    let cargo = environment.get("CARGO").unwrap_or("cargo".as_ref());
    cargo.into()
}

/// What tells this compiler from any other: its file, which is enough to see
/// an update, or what it says of itself.
pub(super) fn identity(environment: &Environment, settings: &Settings) -> Option<String> {
    if environment.get("RUSTC").is_none()
        && let Some(rustc) = beside_cargo(environment)
        && let Ok(metadata) = rustc.metadata()
    {
        let modified = metadata.modified().ok()?;
        let modified = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
        return Some(format!("{} {} {}", rustc.display(), metadata.len(), modified.as_nanos()));
    }
    output(&rustc(environment), &["-vV"], settings)
}

/// What a program prints, if it succeeds.
fn output(program: &Path, arguments: &[&str], settings: &Settings) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(&settings.root)
        .env_clear()
        .envs(settings.variables.iter().cloned())
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}

/// The program of this name on the search path.
fn find(environment: &Environment, name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(environment.get("PATH")?)
        .map(|directory| directory.join(&name))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use construct_lib::Architecture::{self, Arm64, X86_64};

    use super::{Backend, Missing, Tools};

    const HOST: &str = "x86_64-unknown-linux-gnu";
    const ARM: &str = "aarch64-unknown-linux-gnu";
    const X86_MUSL: &str = "x86_64-unknown-linux-musl";
    const ARM_MUSL: &str = "aarch64-unknown-linux-musl";

    fn tools(host: &str, targets: &[&str], programs: &[&str], has_zig: bool) -> Tools {
        let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Tools {
            host: host.to_owned(),
            targets: owned(targets),
            programs: owned(programs),
            has_zig,
            has_crate: false,
            linkers: Vec::new(),
        }
    }

    fn missing(tools: &Tools, architecture: Architecture, newer_libc: bool) -> Missing {
        tools.choose(architecture, newer_libc).unwrap_err()
    }

    #[test]
    fn a_host_of_the_same_kind_needs_only_rust_and_a_linker() {
        let native = |host: &str, architecture| {
            let found = tools(host, &[], &["cc", "cargo-lambda"], true).choose(architecture, false);
            let triple = host.to_owned();
            assert_eq!(found, Ok(Backend::Native { triple }));
        };
        native(HOST, X86_64);
        native(X86_MUSL, X86_64);
        native(ARM, Arm64);
    }

    #[test]
    fn fails_without_a_linker() {
        let found = missing(&tools(HOST, &[HOST], &[], false), X86_64, false);
        assert!(found.what.contains("`cc`"), "{found:?}");
    }

    #[test]
    fn a_linker_of_the_user_will_do() {
        let mut tools = tools(HOST, &[], &[], false);
        tools.linkers.push(HOST.to_owned());
        assert!(tools.choose(X86_64, false).is_ok());
    }

    #[test]
    fn another_processor_is_built_by_cargo_lambda() {
        let found = tools(HOST, &[ARM, ARM_MUSL], &["cargo-lambda"], true).choose(Arm64, false);
        let triple = ARM.to_owned();
        assert_eq!(found, Ok(Backend::CargoLambda { triple }));
    }

    #[test]
    fn cargo_lambda_is_not_called_when_it_would_install_zig() {
        let found = tools(HOST, &[ARM, ARM_MUSL], &["cargo-lambda"], false).choose(Arm64, false);
        assert!(matches!(found, Ok(Backend::Musl { .. })), "{found:?}");
    }

    #[test]
    fn a_static_target_takes_the_linker_there_is() {
        let check = |host, programs: &[&str], architecture, expected: Option<&str>| {
            let tools = tools(host, &[X86_MUSL, ARM_MUSL], programs, false);
            match tools.choose(architecture, true) {
                Ok(Backend::Musl { linker, .. }) => assert_eq!(linker.as_deref(), expected),
                other => panic!("{other:?}"),
            }
        };
        check(HOST, &["cc"], X86_64, None);
        check(HOST, &["cc"], Arm64, Some("rust-lld"));
        let own = "aarch64-linux-musl-gcc";
        check(HOST, &["cc", own], Arm64, Some(own));
        check("aarch64-apple-darwin", &["cc"], Arm64, Some("rust-lld"));
    }

    #[test]
    fn the_crate_builds_what_it_can_when_it_is_there() {
        let check = |host, programs: &[&str], has_zig, architecture, newer_libc| {
            let targets = [HOST, ARM, X86_MUSL, ARM_MUSL];
            let tools = Tools { has_crate: true, ..tools(host, &targets, programs, has_zig) };
            tools.choose(architecture, newer_libc).unwrap().name()
        };
        assert_eq!(check(HOST, &["cc"], false, X86_64, false), "cargo-lambda-build");
        assert_eq!(check(HOST, &[], true, X86_64, false), "cargo-lambda-build with zig");
        assert_eq!(check(HOST, &["cc"], true, Arm64, false), "cargo-lambda-build with zig");
        // Without zig it has no linker for these, and would install one.
        assert_eq!(check(HOST, &["cc"], false, Arm64, false), "musl");
        assert_eq!(check(HOST, &["cc"], false, X86_64, true), "musl");
        // It knows only the targets of the GNU C library.
        assert_eq!(check(X86_MUSL, &["cc"], false, X86_64, false), "native");
    }

    #[test]
    fn fails_and_says_what_to_install() {
        let nothing = tools(HOST, &[HOST], &["cc"], false);
        let found = missing(&nothing, Arm64, false);
        assert_eq!(
            found.what,
            "the function is for arm64, and this machine builds for x86_64-unknown-linux-gnu"
        );
        assert_eq!(
            found.help,
            "install `cargo-lambda` with zig and run `rustup target add aarch64-unknown-linux-gnu`; \
             or run `rustup target add aarch64-unknown-linux-musl`, \
             which is enough where no dependency compiles C"
        );
        let without_zig = tools(HOST, &[ARM], &["cc", "cargo-lambda"], false);
        let found = missing(&without_zig, Arm64, false);
        assert!(found.help.starts_with("install zig,"), "{found:?}");
        let found = missing(&nothing, X86_64, true);
        assert!(found.what.contains("newer C library"), "{found:?}");
    }
}
