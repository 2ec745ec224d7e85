//! From a binary to a zip that Lambda takes.

use std::path::Path;

use construct_lib::{Architecture, Diagnostic, StackAsset};

use super::elf::{self, Problem};
use super::zip::{self, Contents};
use crate::codes;
use crate::digest::Fields;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::print;

/// What Lambda takes of a function, unpacked.
const UNPACKED_LIMIT: u64 = 250 * 1024 * 1024;
/// What the console and a direct upload take, zipped.
const ZIP_LIMIT: u64 = 50 * 1024 * 1024;
/// The file that the runtime starts.
pub(super) const ENTRY: &str = "bootstrap";

/// The hash of what is in the zip: the same for the same program, however it
/// was compressed.
pub(super) fn content_hash(program: &[u8]) -> String {
    let mut hash = Fields::new();
    hash.add(ENTRY.as_bytes()).add(b"755").add(program);
    hash.finish()
}

/// Whether Lambda can start a program.
pub(super) fn check(program: &[u8], architecture: Architecture) -> Result<(), Problem> {
    elf::check(program, architecture)
}

/// The finding about a program that Lambda could not start.
pub(super) fn refusal(
    asset: &StackAsset,
    architecture: Architecture,
    problem: &Problem,
) -> Diagnostic {
    let name = asset.asset().display_name();
    let (code, message, help) = match problem {
        Problem::NotElf(error) => (
            codes::HANDLER_INVALID,
            format!("`{name}` is no Linux program: {error}"),
            "build it for Linux; on another system that takes `cargo lambda` or a musl target"
                .to_owned(),
        ),
        Problem::NotExecutable => (
            codes::HANDLER_INVALID,
            format!("`{name}` is not a program that can be started"),
            "make it a binary of the package, with a `main`".to_owned(),
        ),
        Problem::Machine(found) => (
            codes::HANDLER_ARCHITECTURE,
            format!(
                "the function is for {}, but `{name}` is for {found}",
                architecture.name()
            ),
            "look for a `build.target` or a `target` in cargo's configuration that forces another one"
                .to_owned(),
        ),
        Problem::Loader(loader) => (
            codes::HANDLER_LOADER,
            format!("`{name}` is started by `{loader}`, which Lambda does not have"),
            "link it statically: leave out `-C target-feature=-crt-static`".to_owned(),
        ),
        Problem::Glibc(needed) => (
            codes::HANDLER_GLIBC,
            format!(
                "`{name}` needs version {needed} of the GNU C library, and Lambda has {}",
                elf::NEWEST_GLIBC
            ),
            String::new(),
        ),
    };
    let finding = Diagnostic::error(code, message).at(asset.construct_path(), asset.lines());
    if help.is_empty() { finding } else { finding.help(help) }
}

/// Findings about the size of a package.
pub(super) fn sizes(asset: &StackAsset, unpacked: u64, zipped: u64) -> Option<Diagnostic> {
    let name = asset.asset().display_name();
    let finding = if unpacked > UNPACKED_LIMIT {
        Diagnostic::error(
            codes::HANDLER_TOO_LARGE,
            format!(
                "`{name}` is {} unpacked, and Lambda takes {}",
                print::bytes(unpacked),
                print::bytes(UNPACKED_LIMIT)
            ),
        )
        .help("leave out what the function does not need, or ship it as a container image")
    } else if zipped > ZIP_LIMIT {
        Diagnostic::warning(
            codes::HANDLER_ZIP_LARGE,
            format!(
                "the zip of `{name}` is {}; above {} it starts slowly and can only be uploaded through a bucket",
                print::bytes(zipped),
                print::bytes(ZIP_LIMIT)
            ),
        )
        .help("optimise it for size, as the profile `lambda` does by default")
    } else {
        return None;
    };
    Some(finding.at(asset.construct_path(), asset.lines()))
}

/// Looks at a zip that the user made.
pub(super) fn check_zip(asset: &StackAsset, path: &Path) -> Result<Contents, Failure> {
    let shown = asset.asset().display_name();
    let refuse = |finding: Diagnostic| {
        Failure::new(Exit::Handler, finding.at(asset.construct_path(), asset.lines()))
    };
    if !path.is_file() {
        let message = format!("there is no zip file `{shown}`");
        return Err(refuse(
            Diagnostic::error(codes::ZIP_NOT_FOUND, message)
                .help(format!("it is looked for at `{}`", path.display())),
        ));
    }
    zip::contents(path).map_err(|error| {
        let message = format!("`{shown}` is not a zip file that can be read: {error}");
        refuse(Diagnostic::error(codes::ZIP_INVALID, message))
    })
}

/// The finding about a zip without the file that its runtime starts.
pub(super) fn without_bootstrap(asset: &StackAsset) -> Diagnostic {
    let name = asset.asset().display_name();
    Diagnostic::warning(
        codes::ZIP_WITHOUT_BOOTSTRAP,
        format!("the function's runtime starts `{ENTRY}`, which is not at the root of `{name}`"),
    )
    .help(format!("name the program `{ENTRY}`, or choose the runtime of its language"))
    .at(asset.construct_path(), asset.lines())
}

#[cfg(test)]
mod tests {
    use super::content_hash;

    #[test]
    fn the_hash_is_that_of_the_contents() {
        assert_eq!(content_hash(b"a"), content_hash(b"a"));
        assert_ne!(content_hash(b"a"), content_hash(b"b"));
    }
}
