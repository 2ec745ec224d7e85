//! What AWS will refuse is found before it is deployed, whoever wrote it.

mod anything;
mod broken;
mod conditions;
mod references;
mod rules;
mod values;

use construct_core::{App, CfnResource, Diagnostic, Expr, Props, Stack, StackProps};
use serde_json::Value as JsonValue;

/// A checked app, its only stack, and what it finds.
struct World {
    app: App,
    stack: Stack,
}

impl World {
    fn new() -> Self {
        let app = App::new();
        let stack = Stack::new(&app, "Stack", StackProps::new());
        Self { app, stack }
    }

    /// A resource with these properties, raw.
    #[track_caller]
    fn resource(&self, id: &str, ty: &str, properties: JsonValue) -> CfnResource {
        let resource = CfnResource::new(&self.stack, id, ty);
        let Expr::Map(entries) = Expr::from(properties) else {
            panic!("properties are an object");
        };
        let mut props = Props::new();
        entries.into_iter().for_each(|(name, value)| props.put(name, value));
        resource.set_props(props);
        resource
    }

    fn findings(&self) -> Vec<Diagnostic> {
        match self.app.synth() {
            Ok(assembly) => assembly.diagnostics().to_vec(),
            Err(errors) => errors.diagnostics().to_vec(),
        }
    }

    /// Each finding as `code path`, errors with a `!`.
    fn found(&self) -> Vec<String> {
        let all = self.findings();
        let shown = all.iter().filter(|d| d.acknowledged().is_none()).map(|d| {
            let mark = if d.is_error() { "!" } else { "" };
            format!("{mark}{} {}", d.code(), d.property().unwrap_or_default())
        });
        shown.collect()
    }
}

/// What one resource alone is told.
#[track_caller]
fn check(ty: &str, properties: JsonValue, expected: &[&str]) {
    let world = World::new();
    world.resource("Resource", ty, properties.clone());
    assert_eq!(world.found(), expected, "{ty} {properties}");
}

/// The message and the help of the only finding.
#[track_caller]
fn told(ty: &str, properties: JsonValue) -> (String, String) {
    let world = World::new();
    world.resource("Resource", ty, properties);
    let found = world.findings();
    assert_eq!(found.len(), 1, "{found:?}");
    (found[0].message().to_owned(), found[0].help_text().unwrap_or_default().to_owned())
}
