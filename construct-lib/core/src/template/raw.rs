//! What stands in a template beside the elements that are constructs.

use crate::token::{Expr, Key};

/// Sections and entries of sections as a template has them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Raw {
    sections: Vec<(Key, Expr)>,
    entries: Vec<(Key, Key, Expr)>,
}

impl Raw {
    /// Sets a whole section; says whether another was there.
    pub(crate) fn set_section(&mut self, name: Key, value: Expr) {
        match self.sections.iter_mut().find(|(n, _)| *n == name) {
            Some(section) => section.1 = value,
            None => self.sections.push((name, value)),
        }
    }

    /// The value of a section.
    pub(crate) fn section(&self, name: &str) -> Option<&Expr> {
        self.sections.iter().find(|(n, _)| n == name).map(|(_, e)| e)
    }

    /// All sections, in order.
    pub(crate) fn sections(&self) -> &[(Key, Expr)] {
        &self.sections
    }

    /// Adds one entry to a section that also has elements.
    pub(crate) fn add_entry(&mut self, section: Key, key: Key, value: Expr) {
        self.entries.push((section, key, value));
    }

    /// The entries of one section.
    pub(crate) fn entries<'a>(
        &'a self,
        section: &'a str,
    ) -> impl Iterator<Item = (&'a Key, &'a Expr)> {
        self.entries.iter().filter(move |(s, ..)| s == section).map(|(_, key, value)| (key, value))
    }

    /// Every expression, each with its section and its key there.
    pub(crate) fn exprs(&self) -> impl Iterator<Item = (&str, &str, &Expr)> {
        let sections = self.sections.iter().map(|(name, value)| ("", &**name, value));
        let entries = self.entries.iter().map(|(section, key, value)| (&**section, &**key, value));
        sections.chain(entries)
    }

    /// Whether a section holds entries, which may stand for any elements.
    pub(crate) fn has_entries(&self) -> bool {
        self.entries.iter().any(|(section, ..)| section != "Rules")
    }
}
