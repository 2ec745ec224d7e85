//! The user's lines that led to a construct.

use std::panic::Location;

use super::tree::{Arena, NONE};
use crate::error::{Diagnostic, SourceLine};

impl Arena {
    /// Places a finding at a node.
    pub(crate) fn place(&self, diagnostic: Diagnostic, index: u32) -> Diagnostic {
        let lines = self
            .locations(index)
            .into_iter()
            .map(SourceLine::from)
            .collect();
        diagnostic.place(self.path(index), lines, index)
    }

    /// The lines that made this node and its ancestors, innermost first, as
    /// far as they lie in the user's workspace.
    pub(crate) fn locations(&self, index: u32) -> Vec<&'static Location<'static>> {
        let mut lines: Vec<&'static Location<'static>> = Vec::new();
        let mut at = index;
        while at != NONE {
            let line = self.nodes[at as usize].at;
            if in_workspace(line.file()) && lines.last() != Some(&line) {
                lines.push(line);
            }
            at = self.parent(at);
        }
        // The root's line says where the app was made, which explains nothing
        // unless there is no other.
        if lines.len() > 1 && lines.last() == Some(&self.nodes[0].at) {
            lines.pop();
        }
        lines
    }
}

/// Cargo names files of the workspace relative to its root; everything else
/// (the registry, the standard library) has an absolute path.
pub(super) fn in_workspace(file: &str) -> bool {
    let windows_root = file.as_bytes().get(1) == Some(&b':');
    !file.starts_with(['/', '\\']) && !windows_root
}
