//! Context values, from the command line and from the official CDK command.

use std::fs;
use std::path::Path;

use construct_lib::Diagnostic;
use serde_json::{Map, Value};

use crate::codes;
use crate::environment::Environment;
use crate::exit::Exit;
use crate::failure::{Failure, Named as _};

/// The key under which the CDK command names the stacks that it needs built.
const BUNDLING_STACKS: &str = "aws:cdk:bundling-stacks";

/// Context values by key; later ones win.
#[derive(Debug, Default)]
pub(crate) struct Context {
    values: Vec<(String, String)>,
    bundling: Option<Vec<String>>,
}

impl Context {
    /// Gathers the values: those of the CDK command first, then the arguments.
    ///
    /// A variable of the CDK's that is set although the CDK does not run this
    /// process is left over from somewhere, and is not read.
    pub(crate) fn read(
        environment: &Environment,
        arguments: &[(String, String)],
    ) -> Result<Self, Failure> {
        let mut context = Self::default();
        if environment.output_of_cdk().is_some() {
            // What does not fit into a variable comes in a file below it.
            if let Some(path) = environment.get("CONTEXT_OVERFLOW_LOCATION_ENV") {
                let path = Path::new(path);
                let text = fs::read_to_string(path).named("read", path)?;
                context.add_json(&text, &path.display().to_string())?;
            }
            if let Some(text) = environment.text("CDK_CONTEXT_JSON") {
                context.add_json(text, "CDK_CONTEXT_JSON")?;
            }
        }
        context.values.extend_from_slice(arguments);
        Ok(context)
    }

    /// Key and value, later ones winning.
    pub(crate) fn values(&self) -> &[(String, String)] {
        &self.values
    }

    /// The patterns of the stacks whose handlers the CDK command needs, if it says.
    pub(crate) fn bundling(&self) -> Option<&[String]> {
        self.bundling.as_deref()
    }

    fn add_json(&mut self, text: &str, origin: &str) -> Result<(), Failure> {
        let values: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
            let message = format!("`{origin}` does not hold a JSON object of context: {error}");
            Failure::new(Exit::Usage, Diagnostic::error(codes::CONTEXT_INVALID, message))
        })?;
        for (key, value) in values {
            if key == BUNDLING_STACKS {
                let patterns = value.as_array().map(Vec::as_slice).unwrap_or_default();
                let patterns = patterns.iter().filter_map(Value::as_str);
                self.bundling = Some(patterns.map(str::to_owned).collect());
            }
            let text = match value {
                Value::String(text) => text,
                other => other.to_string(),
            };
            self.values.push((key, text));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Context;
    use crate::environment::Environment;

    fn read(variables: &[(&str, &str)], arguments: &[(&str, &str)]) -> Context {
        let arguments: Vec<_> =
            arguments.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Context::read(&Environment::of(variables, Path::new("/")), &arguments).unwrap()
    }

    fn last<'a>(context: &'a Context, key: &str) -> Option<&'a str> {
        let found = context.values().iter().rfind(|(k, _)| k == key);
        found.map(|(_, value)| value.as_str())
    }

    #[test]
    fn texts_are_taken_as_they_are_and_the_rest_as_json() {
        let json = r#"{"stage":"dev","replicas":2,"flag":true,"aws:cdk:bundling-stacks":["A*"]}"#;
        let context = read(&[("CDK_OUTDIR", "out"), ("CDK_CONTEXT_JSON", json)], &[]);
        assert_eq!(last(&context, "stage"), Some("dev"));
        assert_eq!(last(&context, "replicas"), Some("2"));
        assert_eq!(last(&context, "flag"), Some("true"));
        assert_eq!(context.bundling(), Some(&["A*".to_owned()][..]));
    }

    #[test]
    fn arguments_win_over_what_the_cdk_command_says() {
        let json = r#"{"stage":"dev"}"#;
        let context = read(
            &[("CDK_OUTDIR", "out"), ("CDK_CONTEXT_JSON", json)],
            &[("stage", "prod"), ("stage", "test")],
        );
        assert_eq!(last(&context, "stage"), Some("test"));
    }

    #[test]
    fn a_variable_left_over_from_the_cdk_is_not_read() {
        let context = read(&[("CDK_CONTEXT_JSON", "not JSON")], &[]);
        assert_eq!(context.values(), []);
    }

    #[test]
    fn the_overflow_file_comes_below_the_variable() {
        let directory = crate::testing::temporary();
        let file = directory.join("context.json");
        std::fs::write(&file, r#"{"a":"file","b":"file"}"#).unwrap();
        let context = read(
            &[
                ("CDK_OUTDIR", "out"),
                ("CDK_CONTEXT_JSON", r#"{"a":"variable"}"#),
                ("CONTEXT_OVERFLOW_LOCATION_ENV", file.to_str().unwrap()),
            ],
            &[],
        );
        assert_eq!(last(&context, "a"), Some("variable"));
        assert_eq!(last(&context, "b"), Some("file"));
    }

    #[test]
    fn fails_on_context_that_is_no_object() {
        let environment =
            Environment::of(&[("CDK_OUTDIR", "out"), ("CDK_CONTEXT_JSON", "[1]")], Path::new("/"));
        let failure = Context::read(&environment, &[]).unwrap_err();
        let diagnostic = failure.into_diagnostic();
        assert_eq!(diagnostic.code(), "context-invalid");
        assert!(diagnostic.message().contains("CDK_CONTEXT_JSON"));
    }
}
