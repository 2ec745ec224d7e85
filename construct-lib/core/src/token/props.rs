//! The properties of a resource, in the order in which they were set.

use std::borrow::Cow;

use super::expr::{Expr, Key};

/// Properties by their names in the template.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Props(Vec<(Key, Expr)>);

impl FromIterator<(Key, Expr)> for Props {
    fn from_iter<I: IntoIterator<Item = (Key, Expr)>>(entries: I) -> Self {
        let mut props = Self::new();
        entries.into_iter().for_each(|(name, value)| props.put(name, value));
        props
    }
}

impl Props {
    /// No properties yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets one property; one that is unset is not kept.
    #[inline(never)]
    pub fn put(&mut self, name: impl Into<Key>, value: Expr) {
        let name = name.into();
        match self.0.iter().position(|(n, _)| *n == name) {
            Some(at) if value.is_unset() => {
                self.0.remove(at);
            }
            Some(at) => self.0[at].1 = value,
            None if value.is_unset() => {}
            None => self.0.push((name, value)),
        }
    }

    /// Gives back the memory that was kept for more properties.
    pub(crate) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Sets one property, where one that is unset hides another.
    pub(crate) fn put_even_unset(&mut self, name: &'static str, value: Expr) {
        self.put(name, Expr::Unset);
        self.0.push((Cow::Borrowed(name), value));
    }

    /// Sets one property.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, name: &'static str, value: Expr) -> Self {
        self.put(Cow::Borrowed(name), value);
        self
    }

    /// Sets all of `other`'s properties.
    pub fn merge(&mut self, other: Props) {
        for (name, value) in other.0 {
            self.put(name, value);
        }
    }

    /// The value of one property.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Expr> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, e)| e)
    }

    /// All properties, in order.
    #[must_use]
    pub fn entries(&self) -> &[(Key, Expr)] {
        &self.0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The properties as an object.
    #[must_use]
    pub fn into_expr(self) -> Expr {
        Expr::Map(self.into_entries())
    }

    pub(crate) fn into_entries(self) -> Box<[(Key, Expr)]> {
        self.0.into_boxed_slice()
    }
}
