//! All that synthesis gives.

use super::artifact::StackArtifact;
use crate::error::Diagnostic;

/// All stacks of an app, synthesized.
#[derive(Debug, Clone)]
pub struct CloudAssembly {
    stacks: Vec<StackArtifact>,
    diagnostics: Vec<Diagnostic>,
}

impl CloudAssembly {
    pub(crate) fn new(stacks: Vec<StackArtifact>, diagnostics: Vec<Diagnostic>) -> Self {
        Self { stacks, diagnostics }
    }

    /// The stacks, in an order in which they can be deployed: each behind
    /// those that it depends on, otherwise as they were defined.
    #[must_use]
    pub fn stacks(&self) -> &[StackArtifact] {
        &self.stacks
    }

    /// The stack with this id, this name or this path.
    #[must_use]
    pub fn stack(&self, name: &str) -> Option<&StackArtifact> {
        let is_it = |s: &&StackArtifact| s.id == name || s.stack_name == name || s.path == name;
        self.stacks.iter().find(is_it)
    }

    /// The warnings, acknowledged ones included.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
