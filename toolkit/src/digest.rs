//! Hashes, in hexadecimal.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    print(&Sha256::digest(bytes))
}

/// The SHA-256 of a file.
pub(crate) fn of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(print(&hash.finalize())),
            count => hash.update(&buffer[..count]),
        }
    }
}

/// A hash of several fields, none of which runs into the next.
#[derive(Debug)]
pub(crate) struct Fields(Sha256);

impl Fields {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    pub(crate) fn add(&mut self, field: &[u8]) -> &mut Self {
        self.0.update((field.len() as u64).to_le_bytes());
        self.0.update(field);
        self
    }

    pub(crate) fn finish(self) -> String {
        print(&self.0.finalize())
    }
}

fn print(hash: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(hash.len() * 2);
    for byte in hash {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Fields, hex, of_file};
    use crate::testing::temporary;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(hex(b"abc"), ABC);
        let directory = temporary();
        let file = directory.join("abc");
        std::fs::write(&file, "abc").unwrap();
        assert_eq!(of_file(&file).unwrap(), ABC);
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        let hash = |fields: [&str; 2]| {
            let mut hash = Fields::new();
            for field in fields {
                hash.add(field.as_bytes());
            }
            hash.finish()
        };
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
    }
}
