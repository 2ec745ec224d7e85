//! What construct-lib says of a template.

use construct_lib::include::{Include, IncludeProps};
use construct_lib::{App, Diagnostic, Stack, StackProps};

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether no template would be written.
    pub is_error: bool,
    /// The stable code.
    pub code: String,
    /// The construct, the property and what is wrong, for people.
    pub text: String,
}

/// Includes a template in a stack, synthesizes that, and gives all findings.
#[must_use]
pub fn judge(template: &str) -> Vec<Verdict> {
    let app = App::new();
    let stack = Stack::new(&app, "Defect", StackProps::new());
    Include::new(&stack, "Template", IncludeProps::from_text("template", template));
    let findings = match app.synth() {
        Ok(assembly) => assembly.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    };
    findings.iter().map(verdict).collect()
}

fn verdict(finding: &Diagnostic) -> Verdict {
    Verdict {
        is_error: finding.is_error(),
        code: finding.code().to_owned(),
        text: format!("{}: {}", finding.path(), finding.message()),
    }
}
