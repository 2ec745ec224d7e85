//! What was built last, kept below cargo's target directory.
//!
//! For each binary and processor there is a directory with the zip, named by
//! its contents, and `record.json`, which names the zip and says what it was
//! made from. The record is written last and whole, so it never names a zip
//! that is not there; one zip before it is kept for a process that is reading.

use std::fs;
use std::path::{Path, PathBuf};

use construct_lib::Architecture;
use serde_json::Value;

use crate::assembly::Json;
use crate::digest::Fields;
use crate::failure::{Failure, Named as _};
use crate::output::write_file;

const RECORD: &str = "record.json";

/// What is known of one binary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Everything that went into it; nothing when only cargo can tell.
    pub(super) fingerprint: Option<String>,
    /// The files among that.
    pub(super) inputs: Vec<PathBuf>,
    /// How it was built.
    pub(super) backend: String,
    /// The hash of what is in the zip.
    pub(super) hash: String,
    /// The size of the program.
    pub(super) bytes: u64,
}

/// The directory of one workspace's handlers.
#[derive(Debug)]
pub(super) struct Cache {
    directory: PathBuf,
}

impl Cache {
    /// Several workspaces may share a target directory, so the root is part of
    /// the name.
    pub(super) fn new(target: &Path, root: &Path) -> Self {
        let mut hash = Fields::new();
        hash.add(root.as_os_str().as_encoded_bytes());
        let directory = target.join("construct").join(&hash.finish()[..8]);
        Self { directory }
    }

    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    fn of(&self, binary: &str, architecture: Architecture) -> PathBuf {
        self.directory.join(format!("{binary}-{}", architecture.name()))
    }

    /// The zip of a record.
    pub(super) fn zip(&self, binary: &str, architecture: Architecture, hash: &str) -> PathBuf {
        self.of(binary, architecture).join(format!("{hash}.zip"))
    }

    /// The record of what was built last, if its zip is still there.
    pub(super) fn read(&self, binary: &str, architecture: Architecture) -> Option<Record> {
        let path = self.of(binary, architecture).join(RECORD);
        let record = Record::parse(&fs::read(path).ok()?)?;
        let zip = self.zip(binary, architecture, &record.hash);
        zip.is_file().then_some(record)
    }

    /// Keeps a zip and its record; `zip` is only asked for when it is new.
    pub(super) fn write(
        &self,
        binary: &str,
        architecture: Architecture,
        record: &Record,
        zip: impl FnOnce() -> Result<Vec<u8>, Failure>,
    ) -> Result<(), Failure> {
        let directory = self.of(binary, architecture);
        fs::create_dir_all(&directory).named("create", &directory)?;
        let path = self.zip(binary, architecture, &record.hash);
        if !path.is_file() {
            put(&path, &zip()?)?;
        }
        let before = self.read(binary, architecture);
        put(&directory.join(RECORD), record.print().as_bytes())?;
        let before = before.map(|record| format!("{}.zip", record.hash));
        let now = format!("{}.zip", record.hash);
        for entry in fs::read_dir(&directory).named("read", &directory)? {
            let entry = entry.named("read", &directory)?;
            let name = entry.file_name();
            let is_kept = name == RECORD || name == *now || before.as_deref() == name.to_str();
            if !is_kept {
                // Another process may have removed it already.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }
}

/// Writes a file whole or not at all.
fn put(path: &Path, contents: &[u8]) -> Result<(), Failure> {
    let partial = path.with_extension(format!("{}.part", std::process::id()));
    write_file(&partial, contents)?;
    fs::rename(&partial, path).named("write", path)
}

impl Record {
    fn print(&self) -> String {
        let text = |path: &PathBuf| path.to_str().map(Json::text);
        // A path that is no text cannot be written, so cargo is asked each time.
        let inputs: Option<Vec<Json>> = self.inputs.iter().map(text).collect();
        let fingerprint = inputs.is_some().then_some(self.fingerprint.clone());
        Json::object([
            ("fingerprint", Json::Text(fingerprint.flatten().unwrap_or_default())),
            ("backend", Json::text(&self.backend)),
            ("hash", Json::text(&self.hash)),
            ("bytes", Json::Number(self.bytes)),
            ("inputs", Json::List(inputs.unwrap_or_default())),
        ])
        .pretty()
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let record: Value = serde_json::from_slice(text).ok()?;
        let text = |key: &str| record[key].as_str().map(str::to_owned);
        let inputs = record["inputs"].as_array()?.iter();
        let hash = text("hash")?;
        // It becomes part of a path.
        if hash.is_empty() || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        Some(Self {
            fingerprint: text("fingerprint").filter(|text| !text.is_empty()),
            inputs: inputs.map(|path| path.as_str().map(PathBuf::from)).collect::<Option<_>>()?,
            backend: text("backend")?,
            hash,
            bytes: record["bytes"].as_u64()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use construct_lib::Architecture::X86_64;

    use super::{Cache, Record};
    use crate::testing::temporary;

    fn record(hash: &str) -> Record {
        Record {
            fingerprint: Some("0123".into()),
            inputs: vec!["/a/main.rs".into()],
            backend: "native".into(),
            hash: hash.into(),
            bytes: 12,
        }
    }

    #[test]
    fn what_was_kept_is_found_again() {
        let directory = temporary();
        let cache = Cache::new(&directory, &directory);
        assert_eq!(cache.read("orders", X86_64), None);
        let kept = record("ab");
        cache.write("orders", X86_64, &kept, || Ok(b"zip".to_vec())).unwrap();
        assert_eq!(cache.read("orders", X86_64), Some(kept));
        let zip = cache.zip("orders", X86_64, "ab");
        assert_eq!(fs::read(zip).unwrap(), b"zip");
    }

    #[test]
    fn only_the_last_two_zips_are_kept() {
        let directory = temporary();
        let cache = Cache::new(&directory, &directory);
        for hash in ["01", "02", "03"] {
            cache.write("orders", X86_64, &record(hash), || Ok(hash.into())).unwrap();
        }
        let is_kept = |hash| cache.zip("orders", X86_64, hash).exists();
        assert_eq!(["01", "02", "03"].map(is_kept), [false, true, true]);
    }

    #[test]
    fn a_damaged_record_or_a_lost_zip_counts_as_nothing() {
        let directory = temporary();
        let cache = Cache::new(&directory, &directory);
        let write = || {
            cache.write("orders", X86_64, &record("ab"), || Ok(Vec::new())).unwrap();
        };
        write();
        fs::remove_file(cache.zip("orders", X86_64, "ab")).unwrap();
        assert_eq!(cache.read("orders", X86_64), None);
        write();
        assert!(cache.read("orders", X86_64).is_some());
        let path = cache.of("orders", X86_64).join("record.json");
        for text in ["", "{", "{}", r#"{"hash": "../x"}"#] {
            fs::write(&path, text).unwrap();
            assert_eq!(cache.read("orders", X86_64), None);
        }
    }

    #[test]
    fn workspaces_that_share_a_target_directory_keep_apart() {
        let (target, root) = (temporary(), temporary());
        let cache = Cache::new(&target, &root);
        let other = Cache::new(&target, &target);
        cache.write("orders", X86_64, &record("ab"), || Ok(Vec::new())).unwrap();
        assert_eq!(other.read("orders", X86_64), None);
    }
}
