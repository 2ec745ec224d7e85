//! What rules find.

use std::collections::BTreeMap;
use std::fmt;

/// Something in a template that AWS would refuse, or that would not work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The stable name of the rule.
    pub rule: &'static str,
    /// Where: the logical id of a resource or an output.
    pub logical_id: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]: {}", self.logical_id, self.rule, self.message)
    }
}

/// What came out of looking at one template.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What is wrong, in the order of the rules.
    pub findings: Vec<Finding>,
    /// How many things each rule looked at. A rule that never looks at
    /// anything proves nothing.
    pub evaluations: BTreeMap<&'static str, usize>,
}

/// What a rule writes to.
#[derive(Debug)]
pub(crate) struct Sink<'a> {
    pub(crate) rule: &'static str,
    pub(crate) report: &'a mut Report,
}

impl Sink<'_> {
    /// Counts one thing that the rule looks at.
    pub(crate) fn look(&mut self) {
        *self.report.evaluations.entry(self.rule).or_default() += 1;
    }

    /// Adds a finding.
    pub(crate) fn find(&mut self, logical_id: &str, message: impl Into<String>) {
        self.report.findings.push(Finding {
            rule: self.rule,
            logical_id: logical_id.to_owned(),
            message: message.into(),
        });
    }

    /// Looks at one thing, and adds a finding unless it is well.
    pub(crate) fn expect(
        &mut self,
        well: bool,
        logical_id: &str,
        message: impl FnOnce() -> String,
    ) {
        self.look();
        if !well {
            self.find(logical_id, message());
        }
    }
}
