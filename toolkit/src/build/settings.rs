//! How cargo is called: its environment, the profile, the paths it leaves out.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::toml;
use crate::environment::Environment;

/// The profile that handlers are built with.
pub(super) const PROFILE: &str = "lambda";

/// What the profile is when the workspace does not define it: small, because a
/// small program starts faster.
const DEFAULTS: &[(&str, &str)] = &[
    ("inherits", "\"release\""),
    ("opt-level", "\"z\""),
    ("lto", "\"fat\""),
    ("codegen-units", "1"),
    ("panic", "\"abort\""),
    ("strip", "\"symbols\""),
];

/// What is the same for every call of cargo in one workspace.
#[derive(Debug)]
pub(super) struct Settings {
    /// The root of the workspace.
    pub(super) root: PathBuf,
    /// Where cargo puts what it builds.
    pub(super) target: PathBuf,
    /// Where cargo keeps the sources of dependencies.
    pub(super) cargo_home: Option<PathBuf>,
    /// The environment that cargo gets.
    pub(super) variables: Vec<(OsString, OsString)>,
    /// The files that change what cargo does, whether they are there or not.
    pub(super) files: Vec<PathBuf>,
    keys: Vec<Vec<String>>,
}

impl Settings {
    /// Reads the configuration that cargo would read.
    pub(super) fn read(environment: &Environment, root: &Path) -> Self {
        let variables: Vec<_> = environment
            .variables()
            .iter()
            .filter(|(name, _)| name.to_str().is_none_or(is_for_cargo))
            .cloned()
            .collect();
        let in_directory = |name: &str| {
            let path = environment.get(name).map(PathBuf::from)?;
            Some(environment.directory().join(path))
        };
        let target =
            in_directory("CARGO_TARGET_DIR").or_else(|| in_directory("CARGO_BUILD_TARGET_DIR"));
        let home = environment.get("HOME").or_else(|| environment.get("USERPROFILE"));
        let cargo_home =
            in_directory("CARGO_HOME").or_else(|| home.map(|home| Path::new(home).join(".cargo")));
        let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
        for directory in root.ancestors() {
            for name in
                [".cargo/config.toml", ".cargo/config", "rust-toolchain.toml", "rust-toolchain"]
            {
                files.push(directory.join(name));
            }
        }
        for name in ["config.toml", "config"] {
            files.extend(cargo_home.iter().map(|home| home.join(name)));
        }
        let keys = files
            .iter()
            .filter_map(|file| fs::read_to_string(file).ok())
            .flat_map(|text| toml::keys(&text))
            .collect();
        Self {
            target: target.unwrap_or_else(|| root.join("target")),
            root: root.to_path_buf(),
            cargo_home,
            variables,
            files,
            keys,
        }
    }

    fn variable(&self, name: &str) -> Option<&OsString> {
        let found = self.variables.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    /// Whether somebody chose the linker for a target.
    pub(super) fn has_linker(&self, triple: &str) -> bool {
        toml::sets(&self.keys, &["target", triple, "linker"])
            || self.variable(&variable_name(triple, "LINKER")).is_some()
    }

    /// Whether the workspace says itself how handlers are optimised.
    fn defines_profile(&self) -> bool {
        let in_environment = |(name, _): &(OsString, OsString)| {
            let name = name.to_str();
            name.is_some_and(|name| name.starts_with("CARGO_PROFILE_LAMBDA_"))
        };
        toml::sets(&self.keys, &["profile", PROFILE]) || self.variables.iter().any(in_environment)
    }

    /// The arguments that choose the profile.
    pub(super) fn profile_arguments(&self) -> Vec<String> {
        let mut arguments = vec!["--profile".to_owned(), PROFILE.to_owned()];
        if !self.defines_profile() {
            for (key, value) in DEFAULTS {
                arguments.push("--config".to_owned());
                arguments.push(format!("profile.{PROFILE}.{key}={value}"));
            }
        }
        arguments
    }

    /// Adds flags for the compiler to those that the user set, wherever that
    /// was: cargo takes them from one place only, so ours go to that place.
    pub(super) fn add_flags(
        &self,
        triple: &str,
        flags: &[String],
        arguments: &mut Vec<String>,
        variables: &mut Vec<(OsString, OsString)>,
    ) {
        const ENCODED: &str = "CARGO_ENCODED_RUSTFLAGS";
        const SEPARATOR: &str = "\x1f";
        let encoded = self.variable(ENCODED).map(|v| v.to_string_lossy().into_owned());
        let plain = self.variable("RUSTFLAGS").map(|value| {
            let flags = value.to_string_lossy();
            flags.split_whitespace().collect::<Vec<_>>().join(SEPARATOR)
        });
        if let Some(theirs) = encoded.or(plain) {
            let all = [theirs, flags.join(SEPARATOR)].join(SEPARATOR);
            variables.retain(|(name, _)| name != ENCODED);
            variables.push((ENCODED.into(), all.into()));
            return;
        }
        let for_target = self.variable(&variable_name(triple, "RUSTFLAGS")).is_some()
            || self.keys.iter().any(|key| match &key[..] {
                [target, _, flags, ..] => target == "target" && flags == "rustflags",
                _ => false,
            });
        let for_all = self.variable("CARGO_BUILD_RUSTFLAGS").is_some()
            || toml::sets(&self.keys, &["build", "rustflags"]);
        let place =
            if for_all && !for_target { "build".to_owned() } else { format!("target.{triple}") };
        let list: Vec<String> = flags.iter().map(|flag| text(flag)).collect();
        arguments.push("--config".to_owned());
        arguments.push(format!("{place}.rustflags=[{}]", list.join(",")));
    }

    /// The flags that take this machine's directories out of what is built, so
    /// that the same sources give the same bytes in any place.
    pub(super) fn path_flags(&self, standard_library: Option<(&Path, &str)>) -> Vec<String> {
        let mut places: Vec<(&Path, &str)> = Vec::new();
        places.extend(self.cargo_home.as_deref().map(|home| (home, "/cargo")));
        places.push((&self.root, "/workspace"));
        // Where several fit, the compiler takes the last.
        places.push((&self.target, "/workspace/target"));
        places.extend(standard_library);
        places
            .iter()
            .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
            .collect()
    }
}

/// A text as TOML writes it; for these, JSON writes it the same way.
pub(super) fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The variable that sets `key` for a target, for example `CARGO_TARGET_X_LINKER`.
pub(super) fn variable_name(triple: &str, key: &str) -> String {
    let triple = triple.to_uppercase().replace(['-', '.'], "_");
    format!("CARGO_TARGET_{triple}_{key}")
}

/// Whether cargo gets a variable. Those that `cargo run` or the CDK set for
/// this process are about this process.
fn is_for_cargo(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "CARGO_BIN_NAME",
        "CARGO_CRATE_NAME",
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_LINKS",
        "CARGO_MANIFEST_PATH",
        "CARGO_PRIMARY_PACKAGE",
        "CARGO_TARGET_TMPDIR",
        "CONTEXT_OVERFLOW_LOCATION_ENV",
        "OLDPWD",
        "OUT_DIR",
        "PWD",
        "RUST_RECURSION_COUNT",
        "SHLVL",
        "_",
    ];
    const BEGINNINGS: &[&str] = &["CARGO_BIN_EXE_", "CARGO_PKG_", "CDK_"];
    !NAMES.contains(&name) && !BEGINNINGS.iter().any(|b| name.starts_with(b))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::Settings;
    use crate::environment::Environment;
    use crate::testing::{Temporary, temporary};

    const TRIPLE: &str = "x86_64-unknown-linux-gnu";

    fn settings(files: &[(&str, &str)], variables: &[(&str, &str)]) -> (Temporary, Settings) {
        let directory = temporary();
        fs::create_dir(directory.join(".cargo")).unwrap();
        for (name, text) in files {
            fs::write(directory.join(name), text).unwrap();
        }
        let environment = Environment::of(variables, &directory);
        let settings = Settings::read(&environment, &directory);
        (directory, settings)
    }

    #[test]
    fn the_profile_of_the_workspace_is_taken_as_it_is() {
        let manifest = ("Cargo.toml", "[profile.lambda]\ninherits = \"release\"\n");
        for (files, variables) in [
            (&[manifest][..], &[][..]),
            (&[(".cargo/config.toml", manifest.1)], &[]),
            (&[], &[("CARGO_PROFILE_LAMBDA_INHERITS", "release")]),
        ] {
            let (_directory, settings) = settings(files, variables);
            assert_eq!(settings.profile_arguments(), ["--profile", "lambda"]);
        }
    }

    #[test]
    fn a_workspace_without_the_profile_gets_small_binaries() {
        let (_directory, settings) = settings(&[], &[]);
        let arguments = settings.profile_arguments();
        assert!(arguments.contains(&"profile.lambda.inherits=\"release\"".to_owned()));
        assert!(arguments.contains(&"profile.lambda.opt-level=\"z\"".to_owned()));
    }

    fn check(files: &[(&str, &str)], variables: &[(&str, &str)], arguments: &str, encoded: &str) {
        let (_directory, settings) = settings(files, variables);
        let (mut all, mut environment) = (Vec::new(), settings.variables.clone());
        settings.add_flags(TRIPLE, &["-a b".to_owned()], &mut all, &mut environment);
        assert_eq!(all.join(" "), arguments);
        let found = environment
            .iter()
            .find(|(name, _)| name == "CARGO_ENCODED_RUSTFLAGS")
            .map(|(_, value)| value.to_str().unwrap());
        assert_eq!(found.unwrap_or_default(), encoded);
    }

    #[test]
    fn flags_are_added_where_the_user_has_some() {
        let of_target = r#"--config target.x86_64-unknown-linux-gnu.rustflags=["-a b"]"#;
        let of_build = r#"--config build.rustflags=["-a b"]"#;
        let build = (".cargo/config.toml", "[build]\nrustflags = ['-x']");
        let target = ("Cargo.toml", "[target.'cfg(unix)']\nrustflags = ['-x']");
        check(&[], &[], of_target, "");
        check(&[build], &[], of_build, "");
        check(&[build, target], &[], of_target, "");
        check(&[], &[("CARGO_BUILD_RUSTFLAGS", "-x")], of_build, "");
        check(&[build], &[("RUSTFLAGS", "-x  -y")], "", "-x\x1f-y\x1f-a b");
        let both = [("RUSTFLAGS", "-x"), ("CARGO_ENCODED_RUSTFLAGS", "-z")];
        check(&[], &both, "", "-z\x1f-a b");
    }

    #[test]
    fn variables_about_this_process_are_not_handed_on() {
        let (_directory, settings) = settings(
            &[],
            &[
                ("CARGO_PKG_NAME", "app"),
                ("CDK_OUTDIR", "out"),
                ("CARGO_NET_OFFLINE", "true"),
                ("SHLVL", "2"),
            ],
        );
        let names: Vec<_> = settings.variables.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["CARGO_NET_OFFLINE"]);
    }

    #[test]
    fn the_place_of_the_workspace_is_left_out() {
        let (directory, settings) = settings(&[], &[("CARGO_TARGET_DIR", "/out"), ("HOME", "/me")]);
        let flags = settings.path_flags(Some((Path::new("/rust/src"), "/rustc/1")));
        let root = format!("--remap-path-prefix={}=/workspace", directory.display());
        let expected = [
            "--remap-path-prefix=/me/.cargo=/cargo",
            &root,
            "--remap-path-prefix=/out=/workspace/target",
            "--remap-path-prefix=/rust/src=/rustc/1",
        ];
        assert_eq!(flags, expected);
    }

    #[test]
    fn a_linker_that_somebody_chose_is_seen() {
        let config = "[target.x86_64-unknown-linux-gnu]\nlinker = 'mold'";
        let name = "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER";
        let linker = |files: &[(&str, &str)], variables: &[(&str, &str)]| {
            settings(files, variables).1.has_linker(TRIPLE)
        };
        assert!(linker(&[(".cargo/config.toml", config)], &[]));
        assert!(linker(&[], &[(name, "mold")]));
        assert!(!linker(&[], &[]));
    }
}
