//! Parts of a template that no construct stands for.

use super::stack::{Stack, StackState};
use crate::construct::Construct;
use crate::token::{IntoValue, Json, Key};

impl Stack {
    /// Sets a section of the template that has no method of its own, for
    /// example `Globals` of a template of the Serverless Application Model.
    ///
    /// Appears at the end of the template, `AWSTemplateFormatVersion` at its
    /// beginning. References are checked as everywhere.
    ///
    /// ```
    /// use construct_core::{App, Expr, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// stack.set_section("AWSTemplateFormatVersion", Expr::text("2010-09-09"));
    /// ```
    pub fn set_section(&self, name: impl Into<Key>, value: impl IntoValue<Json>) {
        let (name, value) = (name.into(), value.into_expr());
        self.node().update(|s: &mut StackState| s.raw.set_section(name, value));
    }

    /// Adds an entry to a section of the template that no construct stands
    /// for, for example a loop `Fn::ForEach::Topics` to `Resources`.
    ///
    /// Appears behind the elements of the section. What it stands for is not
    /// known before deployment, so names that are not in the template are no
    /// longer reported.
    pub fn add_section_entry(
        &self,
        section: impl Into<Key>,
        key: impl Into<Key>,
        value: impl IntoValue<Json>,
    ) {
        let (section, key, value) = (section.into(), key.into(), value.into_expr());
        self.node().update(|s: &mut StackState| s.raw.add_entry(section, key, value));
    }

    /// Describes the stack, unless it was described.
    ///
    /// Gives whether it did.
    pub fn describe(&self, text: &str) -> bool {
        let done = self.node().update(|s: &mut StackState| {
            let is_free = s.props.description.as_deref().is_none_or(|known| known == text);
            if is_free {
                s.props.description = Some(text.to_owned());
            }
            is_free
        });
        done.unwrap_or_default()
    }
}
