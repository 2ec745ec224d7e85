//! Assertions over templates.
//!
//! ```
//! use construct_lib::dynamodb::{Attribute, Table, TableProps};
//! use construct_lib::testing::{Template, json};
//! use construct_lib::{App, Stack, StackProps};
//!
//! let app = App::new();
//! let stack = Stack::new(&app, "Orders", StackProps::new());
//! Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
//!
//! let template = Template::from_stack(&stack);
//! template.resource_count_is("AWS::DynamoDB::Table", 1);
//! template.has_resource_properties(
//!     "AWS::DynamoDB::Table",
//!     json!({ "BillingMode": "PAY_PER_REQUEST" }),
//! );
//! ```
//!
//! The assertions panic with the nearest thing that was found, so that a test
//! says what is there instead.

use std::fmt::Write as _;

use construct_core::{App, Construct, Diagnostic, Stack, SynthError};
use serde_json::{Map, Value};

/// JSON, for what a template should hold.
pub use serde_json::json;

/// A synthesized template, to make assertions over.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    text: String,
    json: Value,
}

impl Template {
    /// The template of a stack.
    ///
    /// # Panics
    ///
    /// When the app of the stack cannot be synthesized; with all that is wrong.
    #[must_use]
    #[track_caller]
    pub fn from_stack(stack: &Stack) -> Self {
        match Self::try_from_stack(stack) {
            Ok(template) => template,
            Err(error) => panic!("the app cannot be synthesized:\n\n{error}"),
        }
    }

    /// The template of a stack, or all that is wrong with its app.
    ///
    /// # Errors
    ///
    /// With everything that synthesis reports, when it reports an error.
    pub fn try_from_stack(stack: &Stack) -> Result<Self, SynthError> {
        let path = stack.node().path();
        let assembly = App::of(stack).synth()?;
        let found = assembly.stacks().iter().find(|s| s.path() == path);
        Ok(Self::from_json(found.map_or("{}", |s| s.template_json())))
    }

    /// A template from its text.
    ///
    /// # Panics
    ///
    /// When the text is not JSON.
    #[must_use]
    #[track_caller]
    pub fn from_json(text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(json) => Self { text: text.to_owned(), json },
            Err(error) => panic!("this template is not JSON: {error}"),
        }
    }

    /// The text as it is written to a file: the same on every machine, and
    /// without hashes of code, so that it can be kept as a snapshot.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The whole template.
    #[must_use]
    pub fn to_json(&self) -> &Value {
        &self.json
    }

    /// The resources of a type, by their logical ids.
    #[must_use]
    pub fn find_resources(&self, resource_type: &str) -> Vec<(&str, &Value)> {
        let all = self.section("Resources").into_iter().flatten();
        let mut found: Vec<(&str, &Value)> = all
            .filter(|(_, r)| r["Type"] == resource_type)
            .map(|(id, r)| (id.as_str(), r))
            .collect();
        found.sort_by_key(|(id, _)| *id);
        found
    }

    /// Asserts how many resources of a type there are.
    ///
    /// # Panics
    ///
    /// When there are more or fewer.
    #[track_caller]
    pub fn resource_count_is(&self, resource_type: &str, count: usize) {
        let found = self.find_resources(resource_type);
        let ids: Vec<&str> = found.iter().map(|(id, _)| *id).collect();
        assert!(
            found.len() == count,
            "expected {count} resources of type `{resource_type}`, found {}: {ids:?}",
            found.len()
        );
    }

    /// Asserts that a resource of a type has at least these properties.
    ///
    /// Objects may have more entries than expected; lists must be equal, item
    /// by item.
    ///
    /// # Panics
    ///
    /// When no resource of the type has them.
    #[track_caller]
    pub fn has_resource_properties(&self, resource_type: &str, properties: impl Into<Value>) {
        self.has_resource(resource_type, json!({ "Properties": properties.into() }));
    }

    /// Asserts that a resource of a type has at least these attributes,
    /// `Properties` being one of them.
    ///
    /// # Panics
    ///
    /// When no resource of the type has them.
    #[track_caller]
    pub fn has_resource(&self, resource_type: &str, resource: impl Into<Value>) {
        let expected = resource.into();
        let candidates = self.find_resources(resource_type);
        let mut failures: Vec<(&str, String)> = Vec::new();
        for (id, candidate) in candidates {
            match mismatch(&expected, candidate, "") {
                None => return,
                Some(difference) => failures.push((id, difference)),
            }
        }
        let mut message = format!("no resource of type `{resource_type}` matches");
        for (id, difference) in &failures {
            let _ = write!(message, "\n  {id}: {difference}");
        }
        if failures.is_empty() {
            message.push_str(": there is none");
        }
        panic!("{message}");
    }

    /// Asserts that an output has at least these attributes.
    ///
    /// # Panics
    ///
    /// When it has not, or is not there.
    #[track_caller]
    pub fn has_output(&self, logical_id: &str, output: impl Into<Value>) {
        let found = self.section("Outputs").and_then(|all| all.get(logical_id));
        match found {
            None => panic!("there is no output `{logical_id}`"),
            Some(found) => {
                if let Some(difference) = mismatch(&output.into(), found, "") {
                    panic!("the output `{logical_id}` differs: {difference}");
                }
            }
        }
    }

    fn section(&self, name: &str) -> Option<&Map<String, Value>> {
        self.json.get(name)?.as_object()
    }
}

/// Where `found` is not what `expected` says; nothing when it is.
fn mismatch(expected: &Value, found: &Value, path: &str) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            expected.iter().find_map(|(key, value)| {
                let path = format!("{path}/{key}");
                match found.get(key) {
                    Some(found) => mismatch(value, found, &path),
                    None => Some(format!("`{path}` is missing")),
                }
            })
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            expected.iter().zip(found).enumerate().find_map(|(i, (expected, found))| {
                mismatch(expected, found, &format!("{path}/{i}"))
            })
        }
        (expected, found) if expected == found => None,
        (expected, found) => Some(format!("`{path}` should be {expected}, but is {found}")),
    }
}

/// Everything that synthesis reports about an app, warnings included.
#[must_use]
pub fn diagnostics(app: &App) -> Vec<Diagnostic> {
    match app.synth() {
        Ok(assembly) => assembly.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    }
}

/// Asserts that synthesis reports this code at this construct path.
///
/// # Panics
///
/// When it does not; with all that it reports.
#[track_caller]
pub fn has_diagnostic(app: &App, code: &str, path: &str) {
    let all = diagnostics(app);
    let found = all.iter().any(|d| d.code() == code && d.path() == path);
    assert!(
        found,
        "`{code}` is not reported at `{path}`; reported:\n\n{}",
        construct_core::Report::new(&all)
    );
}

/// Asserts that synthesis reports nothing but acknowledged warnings.
///
/// # Panics
///
/// When it reports something; with all of it.
#[track_caller]
pub fn has_no_diagnostics(app: &App) {
    let all = diagnostics(app);
    let unexpected = all.iter().any(|d| d.acknowledged().is_none());
    assert!(!unexpected, "reported:\n\n{}", construct_core::Report::new(&all));
}
