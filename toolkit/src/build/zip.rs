//! Zip files. Only this module knows the crate that writes them.

use std::fs::File;
use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// A zip that holds one program, the same bytes each time.
///
/// The date is the earliest that a zip can name, and the modes are those of a
/// program that everybody may run, whatever the file on disk has.
pub(super) fn of_program(name: &str, contents: &[u8]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o755)
        .system(System::Unix);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(contents.len() / 2)));
    writer.start_file(name, options)?;
    writer.write_all(contents)?;
    Ok(writer.finish()?.into_inner())
}

/// What a zip on disk holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The size of its files once they are unpacked.
    pub(super) bytes: u64,
    /// Whether it has a program named `bootstrap` at its root.
    pub(super) has_bootstrap: bool,
}

/// Reads the list of files at the end of a zip.
pub(super) fn contents(path: &Path) -> ZipResult<Contents> {
    let mut archive = ZipArchive::new(File::open(path)?)?;
    let mut bytes = 0_u64;
    for i in 0..archive.len() {
        bytes = bytes.saturating_add(archive.by_index_raw(i)?.size());
    }
    Ok(Contents {
        bytes,
        has_bootstrap: archive.file_names().flatten().any(|name| name == "bootstrap"),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Cursor, Read as _};

    use super::{Contents, contents, of_program};
    use crate::testing::temporary;

    #[test]
    fn a_program_comes_out_as_it_went_in() {
        let program: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let bytes = of_program("bootstrap", &program).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 1);
        let mut entry = archive.by_name("bootstrap").unwrap();
        assert_eq!(entry.unix_mode(), Some(0o100_755));
        let date = entry.last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day()), (1980, 1, 1));
        let mut read = Vec::new();
        entry.read_to_end(&mut read).unwrap();
        assert!(read == program);
    }

    #[test]
    fn the_same_program_gives_the_same_bytes() {
        let zip = || of_program("bootstrap", b"program").unwrap();
        assert_eq!(zip(), zip());
    }

    #[test]
    fn the_files_of_a_zip_are_read() {
        let directory = temporary();
        let path = directory.join("a.zip");
        for (name, has_bootstrap) in [("bootstrap", true), ("index.js", false)] {
            fs::write(&path, of_program(name, b"12345").unwrap()).unwrap();
            let expected = Contents { bytes: 5, has_bootstrap };
            assert_eq!(contents(&path).unwrap(), expected);
        }
    }

    #[test]
    fn fails_on_a_file_that_is_no_zip() {
        let directory = temporary();
        let path = directory.join("a.zip");
        fs::write(&path, "text").unwrap();
        assert!(contents(&path).is_err());
        assert!(contents(&directory.join("absent.zip")).is_err());
    }
}
