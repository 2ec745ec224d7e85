//! The user's lines that led to a construct.

use std::panic::Location;

use super::tree::{Arena, NONE};
use crate::error::{Diagnostic, SourceLine};

impl Arena {
    /// Places a finding at a node.
    pub(crate) fn place(&self, diagnostic: Diagnostic, index: u32) -> Diagnostic {
        let mut lines = self.lines(index);
        if let Some(caller) = diagnostic.caller().filter(|at| is_users(at)) {
            let line = SourceLine::from(caller);
            lines.retain(|l| *l != line);
            lines.insert(0, line);
        }
        diagnostic.place(self.path(index), lines, index)
    }

    /// The lines that made this node and its ancestors, innermost first, as
    /// far as they are the user's.
    pub(crate) fn lines(&self, index: u32) -> Vec<SourceLine> {
        let mut lines: Vec<SourceLine> = Vec::new();
        let mut at = index;
        // The root's line says where the app was made, which explains nothing
        // unless there is no other.
        while at != NONE && (at != 0 || lines.is_empty()) {
            if let Some(origin) =
                self.nodes[at as usize].rare.as_deref().and_then(|r| r.origin.as_ref())
            {
                lines.push(origin.clone());
            }
            let made = self.nodes[at as usize].at;
            let line = SourceLine::from(made);
            if is_users(made) && lines.last() != Some(&line) {
                lines.push(line);
            }
            at = self.parent(at);
        }
        lines
    }
}

/// Whether a line is the user's own: in the workspace, and not in this library.
///
/// Cargo names files of the workspace relative to its root; everything else
/// (the registry, the standard library) has an absolute path.
pub(super) fn is_users(at: &Location<'_>) -> bool {
    let file = at.file();
    let windows_root = file.as_bytes().get(1) == Some(&b':');
    !file.starts_with(['/', '\\']) && !windows_root && !is_library(file)
}

/// Whether a file is this library's: what an L2 makes inside itself is told
/// by the line that made the L2.
fn is_library(file: &str) -> bool {
    is_in_library(file, file!())
}

/// The same, when this very file is at `here`.
fn is_in_library(file: &str, here: &str) -> bool {
    let root = here.rfind("core").and_then(|end| here.get(..end)).filter(|root| !root.is_empty());
    let inside = root.and_then(|root| file.strip_prefix(root));
    inside.is_some_and(|path| {
        let mut parts = path.split(['/', '\\']);
        match parts.next() {
            Some("core" | "cfn") => parts.next() == Some("src"),
            first => first == Some("src"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::is_in_library;

    #[test]
    fn the_librarys_own_files_are_no_lines_of_the_user() {
        let here = "construct-lib/core/src/construct/location.rs";
        for file in ["construct-lib/src/iam/role.rs", "construct-lib/cfn/src/macros.rs", here] {
            assert!(is_in_library(file, here), "{file}");
        }
        for file in [
            "app/src/main.rs",
            "src/main.rs",
            "construct-lib/tests/it/main.rs",
            "construct-lib/core/tests/it/main.rs",
            "construct-lib-extras/src/lib.rs",
        ] {
            assert!(!is_in_library(file, here), "{file}");
        }
        // As a dependency the library has absolute paths, and all else is the user's.
        let registry =
            "/home/me/.cargo/registry/src/x/construct-core-0.1.0/src/construct/location.rs";
        assert!(!is_in_library("src/main.rs", registry));
    }
}
