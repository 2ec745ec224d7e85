//! Zip files. Only this module knows the crates that write them.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, Error, RECOMMENDED_BUFFER_SIZE, ZipArchive, ZipArchiveWriter};

/// A zip that holds one program, the same bytes each time.
///
/// The date is the earliest that a zip can name, and the modes are those of a
/// program that everybody may run, whatever the file on disk has.
pub(super) fn of_program(name: &str, contents: &[u8]) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchiveWriter::new(Vec::with_capacity(contents.len() / 2));
    let mut file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
    if let Some(date) = UtcDateTime::from_components(1980, 1, 1, 0, 0, 0, 0) {
        file = file.last_modified(date);
    }
    let (mut entry, config) = file.unix_permissions(0o100_755).start().map_err(io::Error::other)?;
    let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::best()));
    writer.write_all(contents)?;
    let (encoder, descriptor) = writer.finish().map_err(io::Error::other)?;
    encoder.finish()?;
    entry.finish(descriptor).map_err(io::Error::other)?;
    archive.finish().map_err(io::Error::other)
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
pub(super) fn contents(path: &Path) -> Result<Contents, Error> {
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(File::open(path)?, &mut buffer)?;
    let mut found = Contents { bytes: 0, has_bootstrap: false };
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry()? {
        found.bytes = found.bytes.saturating_add(entry.uncompressed_size_hint());
        found.has_bootstrap |= entry.file_path().as_ref() == b"bootstrap";
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read as _;

    use super::{Contents, contents, of_program};
    use crate::testing::temporary;

    #[test]
    fn a_program_comes_out_as_it_went_in() {
        let program: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let bytes = of_program("bootstrap", &program).unwrap();
        let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
        let mut entries = archive.entries();
        let entry = entries.next_entry().unwrap().unwrap();
        assert_eq!(entry.file_path().as_ref(), b"bootstrap");
        assert_eq!(entry.mode().value(), 0o100_755);
        let date = entry.last_modified_dos();
        assert_eq!((date.year(), date.month(), date.day()), (1980, 1, 1));
        let stored = archive.get_entry(entry.wayfinder()).unwrap();
        let mut read = Vec::new();
        let unpacked = flate2::read::DeflateDecoder::new(stored.data());
        stored.verifying_reader(unpacked).read_to_end(&mut read).unwrap();
        assert!(read == program);
        assert!(entries.next_entry().unwrap().is_none());
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
