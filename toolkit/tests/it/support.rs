//! A directory with an app in it, and what its processes said.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A directory of its own, removed when dropped.
pub(crate) struct World {
    directory: PathBuf,
}

/// What a process said, and how it ended.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl World {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("toolkit-it-{}-{count}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        fs::create_dir_all(&directory).unwrap();
        // The root of a workspace: else the program looks around its own file.
        fs::write(directory.join("Cargo.lock"), "").unwrap();
        Self { directory: directory.canonicalize().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, contents).unwrap();
        path
    }

    /// A shell script that can be run.
    pub(crate) fn script(&self, name: &str, body: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.write(name, format!("#!/bin/sh\n{body}\n"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    /// The app, in this directory, with no variable but those it needs.
    pub(crate) fn app(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(app());
        command
            .args(arguments)
            .current_dir(&self.directory)
            .env_clear()
            .envs(inherited())
            .stdin(Stdio::null());
        command
    }

    /// Runs the app and expects this exit code.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str], code: i32) -> Said {
        self.say(&mut self.app(arguments), code)
    }

    /// Runs a command and expects this exit code.
    #[track_caller]
    pub(crate) fn say(&self, command: &mut Command, code: i32) -> Said {
        let said = self.read(command.output().unwrap());
        assert_eq!(said.code, Some(code), "{}\n{}", said.stdout, said.stderr);
        said
    }

    fn read(&self, output: Output) -> Said {
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            let app = app().display().to_string();
            text.replace(&app, "<app>").replace(self.directory.to_str().unwrap(), "<dir>")
        };
        Said {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// All files below a directory, by name.
    pub(crate) fn files(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(name);
        let mut files = BTreeMap::new();
        let mut left = vec![root.clone()];
        while let Some(directory) = left.pop() {
            for entry in fs::read_dir(&directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    left.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
        files
    }

    /// The names in this directory, hidden ones too, but for `Cargo.lock`.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "Cargo.lock");
        names.sort_unstable();
        names
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// The example's program, which cargo builds beside the tests.
pub(crate) fn app() -> PathBuf {
    let this = std::env::current_exe().unwrap();
    let profile = this.ancestors().nth(2).unwrap();
    profile.join("examples/described")
}

/// What cargo and the compiler need to be found.
pub(crate) fn inherited() -> Vec<(OsString, OsString)> {
    const NAMES: &[&str] = &["CARGO_HOME", "HOME", "PATH", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];
    std::env::vars_os().filter(|(name, _)| NAMES.iter().any(|n| name == n)).collect()
}

/// The value of a variable of this process.
pub(crate) fn variable(name: &str) -> OsString {
    let found = std::env::vars_os().find(|(key, _)| key == name);
    found.unwrap().1
}

/// Compares with the snapshot of this name. Only the lines of the example,
/// which move with every change to it, are left out.
#[track_caller]
pub(crate) fn snapshot(name: &str, text: &str) {
    const PLACE: &str = "toolkit/examples/described.rs:";
    let mut parts = text.split(PLACE);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(PLACE);
        text.push_str("LINE");
        text.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    let mut settings = insta::Settings::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/cli");
    settings.set_snapshot_path(path);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// A zip with one file, as a user would make it.
pub(crate) fn zip(name: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    let (mut entry, config) = archive.new_file(name).start().unwrap();
    let mut writer = config.wrap(&mut entry);
    writer.write_all(b"contents").unwrap();
    let (_, descriptor) = writer.finish().unwrap();
    entry.finish(descriptor).unwrap();
    archive.finish().unwrap()
}
