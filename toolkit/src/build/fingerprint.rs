//! Everything that goes into one binary, as one hash.
//!
//! When the hash is that of the last build, cargo need not be asked. It covers
//! more than it has to: whatever it covers in vain only costs a call of cargo,
//! which then finds that nothing changed. It does not cover what only a build
//! script knows of, so a binary with one in its own packages is always left
//! to cargo.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use construct_lib::Architecture;

use super::settings::Settings;
use super::toml;
use crate::digest::Fields;

/// What goes into a binary besides its files.
pub(super) struct Basis<'a> {
    pub(super) settings: &'a Settings,
    /// The compiler.
    pub(super) compiler: &'a str,
    pub(super) binary: &'a str,
    pub(super) architecture: Architecture,
    /// How it is built.
    pub(super) backend: &'a str,
}

/// The files of a binary, as cargo and the compiler found them.
///
/// Nothing when a build script may read files that nobody lists.
pub(super) fn inputs(dep_info: &str, settings: &Settings) -> Option<Vec<PathBuf>> {
    let sources = parse_dep_info(dep_info);
    let mut inputs: BTreeSet<PathBuf> = settings.files.iter().cloned().collect();
    let mut packages = BTreeSet::new();
    for source in &sources {
        let mut above = source.ancestors().skip(1);
        packages.insert(above.find(|directory| directory.join("Cargo.toml").is_file())?);
    }
    for package in packages {
        let manifest = package.join("Cargo.toml");
        let keys = toml::keys(&fs::read_to_string(&manifest).ok()?);
        if package.join("build.rs").exists() || toml::sets(&keys, &["package", "build"]) {
            return None;
        }
        // A build script that appears later must be seen.
        inputs.insert(package.join("build.rs"));
        inputs.insert(manifest);
    }
    inputs.extend(sources);
    Some(inputs.into_iter().collect())
}

/// The hash of everything. Nothing when a file cannot be read.
pub(super) fn fingerprint(basis: &Basis<'_>, inputs: &[PathBuf]) -> Option<String> {
    let mut hash = Fields::new();
    hash.add(env!("CARGO_PKG_VERSION").as_bytes());
    let architecture = basis.architecture.name();
    for text in [basis.compiler, basis.binary, architecture, basis.backend] {
        hash.add(text.as_bytes());
    }
    for argument in basis.settings.profile_arguments() {
        hash.add(argument.as_bytes());
    }
    for (name, value) in &basis.settings.variables {
        hash.add(name.as_encoded_bytes());
        hash.add(value.as_encoded_bytes());
    }
    for input in inputs {
        hash.add(input.as_os_str().as_encoded_bytes());
        match fs::read(input) {
            Ok(contents) => hash.add(b"file").add(&contents),
            Err(error) if is_absent(&error) => hash.add(b"absent"),
            Err(_) => return None,
        };
    }
    Some(hash.finish())
}

fn is_absent(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

/// Whether every input is older than the moment at which the build began: one
/// that was changed since may not be what the compiler read.
pub(super) fn are_older(inputs: &[PathBuf], begun: SystemTime) -> bool {
    inputs.iter().all(|input| {
        let modified = fs::metadata(input).and_then(|metadata| metadata.modified());
        modified.map_or(true, |modified| modified < begun)
    })
}

/// The files after the colon; a space in a name is written `\ `.
fn parse_dep_info(text: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for line in text.lines() {
        let Some((_, list)) = line.split_once(": ") else {
            continue;
        };
        let mut name = String::new();
        let mut characters = list.chars().peekable();
        while let Some(c) = characters.next() {
            match c {
                '\\' if characters.peek() == Some(&' ') => {
                    characters.next();
                    name.push(' ');
                }
                ' ' => files.push(std::mem::take(&mut name)),
                _ => name.push(c),
            }
        }
        files.push(name);
    }
    files.retain(|name| !name.is_empty());
    files.into_iter().map(|name| Path::new(&name).to_path_buf()).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    use super::{Basis, Settings, are_older, fingerprint, inputs, parse_dep_info};
    use crate::environment::Environment;
    use crate::testing::{Temporary, temporary};

    fn workspace() -> (Temporary, String) {
        let directory = temporary();
        for package in ["handler", "shared"] {
            fs::create_dir_all(directory.join(package).join("src")).unwrap();
            fs::write(directory.join(package).join("Cargo.toml"), "[package]").unwrap();
            fs::write(directory.join(package).join("src/lib.rs"), "// code").unwrap();
        }
        fs::write(directory.join("Cargo.lock"), "").unwrap();
        let at = directory.display();
        let dep_info = format!("{at}/target/x: {at}/handler/src/lib.rs {at}/shared/src/lib.rs\n");
        (directory, dep_info)
    }

    fn hash(directory: &Path, dep_info: &str, variables: &[(&str, &str)]) -> Option<String> {
        let settings = Settings::read(&Environment::of(variables, directory), directory);
        let inputs = inputs(dep_info, &settings)?;
        let basis = Basis {
            settings: &settings,
            compiler: "rustc 1",
            binary: "handler",
            architecture: construct_lib::Architecture::X86_64,
            backend: "native",
        };
        fingerprint(&basis, &inputs)
    }

    #[test]
    fn the_fingerprint_changes_with_whatever_goes_in() {
        let (directory, dep_info) = workspace();
        let mut seen = vec![hash(&directory, &dep_info, &[]).unwrap()];
        assert_eq!(hash(&directory, &dep_info, &[]), Some(seen[0].clone()));
        for (file, text) in [
            ("shared/src/lib.rs", "// other code"),
            ("handler/Cargo.toml", "[package]\nname = 'x'"),
            ("Cargo.lock", "version = 4"),
            ("Cargo.toml", "[profile.lambda]"),
            ("rust-toolchain.toml", "[toolchain]"),
        ] {
            fs::write(directory.join(file), text).unwrap();
            let now = hash(&directory, &dep_info, &[]).unwrap();
            assert!(!seen.contains(&now), "{file}");
            seen.push(now);
        }
        let with_flags = hash(&directory, &dep_info, &[("RUSTFLAGS", "-x")]).unwrap();
        assert!(!seen.contains(&with_flags));
        fs::write(directory.join("handler/src/unrelated.rs"), "").unwrap();
        assert_eq!(hash(&directory, &dep_info, &[]).as_ref(), seen.last());
    }

    #[test]
    fn a_build_script_is_left_to_cargo() {
        let (directory, dep_info) = workspace();
        let manifest = directory.join("shared/Cargo.toml");
        fs::write(&manifest, "[package]\nbuild = 'generate.rs'").unwrap();
        assert_eq!(hash(&directory, &dep_info, &[]), None);
        fs::write(&manifest, "[package]").unwrap();
        assert!(hash(&directory, &dep_info, &[]).is_some());
        fs::write(directory.join("shared/build.rs"), "").unwrap();
        assert_eq!(hash(&directory, &dep_info, &[]), None);
    }

    #[test]
    fn a_name_with_a_space_is_one_name() {
        let files = parse_dep_info("/t/x: /a/my\\ code/main.rs /b.rs\n");
        assert_eq!(files, [Path::new("/a/my code/main.rs"), Path::new("/b.rs")]);
    }

    #[test]
    fn a_file_changed_during_the_build_is_seen() {
        let (directory, _) = workspace();
        let file = directory.join("Cargo.lock");
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        let second = Duration::from_secs(1);
        let absent = directory.join("absent");
        let all = [file, absent];
        assert!(are_older(&all, modified + second));
        assert!(!are_older(&all, modified));
        assert!(!are_older(&all, modified - second));
    }
}
