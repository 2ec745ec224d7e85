//! Exports that stay while nobody imports them.

use std::panic::Location;

use super::stack::{Stack, StackState};
use crate::construct::Construct as _;
use crate::intrinsic;
use crate::template::{CfnOutput, CfnOutputProps};
use crate::token::{Expr, IntoValue, List, Value};

/// Between the items of a list that is exported as one text.
pub(crate) const LIST_DELIMITER: &str = "||";

/// What an exported value may have beside it.
#[derive(Debug, Clone, Default)]
pub struct ExportValueProps {
    name: Option<String>,
    description: Option<String>,
}

impl ExportValueProps {
    /// An export as references make it, named after what is exported.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A name of your own, by which anybody in the account and region can import it.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What a person reads beside the output.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }
}

/// An export that was asked for, to be named at synthesis.
pub(crate) struct AskedExport {
    pub(crate) expr: Expr,
    pub(crate) is_list: bool,
    pub(crate) description: Option<String>,
    pub(crate) at: &'static Location<'static>,
}

impl Stack {
    /// Exports a value as if another stack used it.
    ///
    /// AWS refuses to remove an export that is imported, so a stack that no
    /// longer reads a value and the one that no longer exports it cannot be
    /// deployed in one step. First take out the use and export the value with
    /// this, and deploy; then take this out too, and deploy again.
    ///
    /// Appears as the output that a strong reference makes; where another
    /// stack still has one, this adds nothing.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-export` unless the value is a reference to a
    /// resource or a parameter of this stack or of one nested in it.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let placed = CfnResource::new(&stack, "Placed", "AWS::SNS::Topic");
    /// stack.export_value(placed.get_att("TopicArn"));
    /// let template = app.synth()?.stacks()[0].template_json().to_owned();
    /// assert!(template.contains("Orders:ExportsOutputFnGetAttPlacedTopicArn"));
    /// # Ok::<(), construct_core::SynthError>(())
    /// ```
    #[track_caller]
    pub fn export_value(&self, value: impl IntoValue<String>) {
        self.export(value.into_expr(), false, ExportValueProps::new());
    }

    /// The same, under a name of your own or with a description.
    #[track_caller]
    pub fn export_value_with(&self, value: impl IntoValue<String>, props: ExportValueProps) {
        self.export(value.into_expr(), false, props);
    }

    /// Exports a list as one text, with `||` between its items.
    #[track_caller]
    pub fn export_string_list_value(&self, value: impl IntoValue<List<String>>) {
        self.export(value.into_expr(), true, ExportValueProps::new());
    }

    /// The same, under a name of your own or with a description.
    #[track_caller]
    pub fn export_string_list_value_with(
        &self,
        value: impl IntoValue<List<String>>,
        props: ExportValueProps,
    ) {
        self.export(value.into_expr(), true, props);
    }

    #[track_caller]
    fn export(&self, expr: Expr, is_list: bool, props: ExportValueProps) {
        let ExportValueProps { name, description } = props;
        let Some(name) = name else {
            let asked = AskedExport { expr, is_list, description, at: Location::caller() };
            self.node().update(|state: &mut StackState| state.exports.push(asked));
            return;
        };
        let value = match is_list {
            true => intrinsic::join(LIST_DELIMITER, Value::<List<String>>::of(expr)),
            false => Value::of(expr),
        };
        let id = format!("Export{name}");
        let props = CfnOutputProps::new(value).export_name(name).description(description);
        CfnOutput::new(self, &id, props);
    }
}
