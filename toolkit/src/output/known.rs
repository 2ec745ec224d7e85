//! Which files synthesis, the CDK and the AWS CLI leave in an output directory.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use construct_lib::Diagnostic;

use crate::codes;
use crate::exit::Exit;
use crate::failure::{Failure, Named as _};

/// Refuses a directory that holds anything that nobody could write again.
///
/// Replacing a directory removes what is in it, so each entry must be known.
pub(super) fn check(directory: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::file("read", directory, &error)),
    };
    let mut foreign = Vec::new();
    for entry in entries {
        let entry = entry.named("read", directory)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !is_known(&name) {
            foreign.push(name.into_owned());
        }
    }
    if foreign.is_empty() {
        return Ok(());
    }
    foreign.sort_unstable();
    let more = match foreign.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let message = format!(
        "the output directory `{}` holds `{}`{more}, which synthesis did not write",
        directory.display(),
        foreign[0]
    );
    Err(Failure::new(
        Exit::File,
        Diagnostic::error(codes::OUTPUT_NOT_OURS, message).help(
            "the directory is replaced as a whole: move what you need out of it, \
             or name another directory with `--output`",
        ),
    ))
}

fn is_known(name: &str) -> bool {
    const NAMES: &[&str] = &[
        super::MANIFEST,
        "assets",
        "cdk.out",
        "tree.json",
        "validation-report.json",
        // Left by file managers.
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    ];
    const ENDINGS: &[&str] = &[
        ".template.json",
        ".assets.json",
        ".metadata.json",
        // What the printed commands make of a template.
        ".packaged.json",
        // The official CDK command's own.
        ".lock",
    ];
    const BEGINNINGS: &[&str] = &["asset.", "assembly-", ".construct-"];
    NAMES.contains(&name)
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::check;
    use crate::testing::temporary;

    #[test]
    fn what_synthesis_leaves_may_be_replaced() {
        let directory = temporary();
        for name in [
            "manifest.json",
            "cdk.out",
            "Orders.template.json",
            "Orders.packaged.json",
            "read.12.1.lock",
            "asset.0123.zip",
        ] {
            fs::write(directory.join(name), "").unwrap();
        }
        fs::create_dir(directory.join("assets")).unwrap();
        check(&directory).unwrap();
        check(&directory.join("absent")).unwrap();
    }

    #[test]
    fn fails_on_files_of_somebody_else_even_beside_a_manifest() {
        let directory = temporary();
        for name in ["manifest.json", "thesis.tex", "photo.jpg"] {
            fs::write(directory.join(name), "").unwrap();
        }
        let diagnostic = check(&directory).unwrap_err().into_diagnostic();
        assert_eq!(diagnostic.code(), "output-not-ours");
        assert!(
            diagnostic.message().contains("`photo.jpg` and 1 more"),
            "{}",
            diagnostic.message()
        );
    }
}
