//! Context values: from the command line, from files, and from the official
//! CDK command.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use construct_lib::{Diagnostic, Expr};
use serde_json::{Map, Value};

use crate::build::workspace_root;
use crate::codes;
use crate::environment::Environment;
use crate::exit::Exit;
use crate::failure::{Failure, Named as _};

/// The key under which the CDK command names the stacks that it needs built.
const BUNDLING_STACKS: &str = "aws:cdk:bundling-stacks";

/// Context values by key; later ones win.
#[derive(Debug, Default)]
pub(crate) struct Context {
    values: Vec<(String, Expr)>,
    bundling: Option<Vec<String>>,
}

impl Context {
    /// Gathers the values: those of the CDK command first, then the arguments.
    ///
    /// Where the CDK does not run this process, its files beside the manifest
    /// of the workspace are read, as it would read them. A variable of the
    /// CDK's is left over from somewhere then, and is not read.
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
        } else if let Some(root) = workspace_root(environment) {
            context.add_files(&root)?;
        }
        let arguments = arguments.iter();
        context.values.extend(arguments.map(|(key, text)| (key.clone(), Expr::from(&**text))));
        Ok(context)
    }

    /// What the CDK command looked up and keeps, then what the user wrote.
    fn add_files(&mut self, root: &Path) -> Result<(), Failure> {
        let read = |name: &str| {
            let path = root.join(name);
            match fs::read_to_string(&path) {
                Ok(text) => Ok(Some((text, path.display().to_string()))),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(Failure::file("read", &path, &error)),
            }
        };
        if let Some((text, origin)) = read("cdk.context.json")? {
            self.add_json(&text, &origin)?;
        }
        if let Some((text, origin)) = read("cdk.json")? {
            let mut settings = parse(&text, &origin)?;
            if let Some(context) = settings.remove("context") {
                let Value::Object(context) = context else {
                    return Err(invalid(&format!("the `context` of `{origin}` is no JSON object")));
                };
                self.add(context);
            }
        }
        Ok(())
    }

    /// Key and value, later ones winning.
    pub(crate) fn values(&self) -> &[(String, Expr)] {
        &self.values
    }

    /// The patterns of the stacks whose handlers the CDK command needs, if it says.
    pub(crate) fn bundling(&self) -> Option<&[String]> {
        self.bundling.as_deref()
    }

    fn add_json(&mut self, text: &str, origin: &str) -> Result<(), Failure> {
        self.add(parse(text, origin)?);
        Ok(())
    }

    fn add(&mut self, values: Map<String, Value>) {
        for (key, value) in values {
            if key == BUNDLING_STACKS {
                let patterns = value.as_array().map(Vec::as_slice).unwrap_or_default();
                let patterns = patterns.iter().filter_map(Value::as_str);
                self.bundling = Some(patterns.map(str::to_owned).collect());
            }
            self.values.push((key, Expr::from(value)));
        }
    }
}

fn parse(text: &str, origin: &str) -> Result<Map<String, Value>, Failure> {
    serde_json::from_str(text)
        .map_err(|error| invalid(&format!("`{origin}` does not hold a JSON object: {error}")))
}

fn invalid(message: &str) -> Failure {
    Failure::new(Exit::Usage, Diagnostic::error(codes::CONTEXT_INVALID, message.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use construct_lib::Expr;

    use super::Context;
    use crate::environment::Environment;

    fn read(variables: &[(&str, &str)], arguments: &[(&str, &str)]) -> Context {
        let arguments: Vec<_> =
            arguments.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Context::read(&Environment::of(variables, Path::new("/")), &arguments).unwrap()
    }

    fn value<'a>(context: &'a Context, key: &str) -> Option<&'a Expr> {
        let found = context.values().iter().rfind(|(k, _)| k == key);
        found.map(|(_, value)| value)
    }

    fn last<'a>(context: &'a Context, key: &str) -> Option<&'a str> {
        value(context, key).and_then(Expr::as_str)
    }

    #[test]
    fn values_keep_their_types() {
        let json = r#"{"stage":"dev","replicas":2,"flag":true,"aws:cdk:bundling-stacks":["A*"]}"#;
        let context = read(&[("CDK_OUTDIR", "out"), ("CDK_CONTEXT_JSON", json)], &[]);
        assert_eq!(last(&context, "stage"), Some("dev"));
        assert_eq!(value(&context, "replicas"), Some(&Expr::Int(2)));
        assert_eq!(value(&context, "flag"), Some(&Expr::Bool(true)));
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

    /// The context in a workspace with these files.
    fn read_files(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Result<Context, String> {
        let directory = crate::testing::temporary();
        std::fs::write(directory.join("Cargo.lock"), "").unwrap();
        for (name, text) in files {
            std::fs::write(directory.join(name), text).unwrap();
        }
        let environment = Environment::of(variables, &directory);
        Context::read(&environment, &[("argument".into(), "given".into())])
            .map_err(|failure| failure.into_diagnostic().message().to_owned())
    }

    #[test]
    fn files_of_the_workspace_are_read_unless_the_cdk_reads_them() {
        let files = [
            ("cdk.context.json", r#"{"a":"kept","b":["kept"],"argument":"kept"}"#),
            ("cdk.json", r#"{"app":"cargo run","context":{"a":"written","c":1}}"#),
        ];
        let context = read_files(&files, &[]).unwrap();
        assert_eq!(last(&context, "a"), Some("written"));
        assert_eq!(value(&context, "b"), Some(&Expr::list([Expr::text("kept")])));
        assert_eq!(value(&context, "c"), Some(&Expr::Int(1)));
        assert_eq!(last(&context, "argument"), Some("given"));
        assert_eq!(value(&context, "app"), None);
        let context = read_files(&files, &[("CDK_OUTDIR", "out")]).unwrap();
        assert_eq!(context.values().len(), 1);
    }

    #[test]
    fn fails_on_files_that_hold_no_context() {
        for (name, text) in
            [("cdk.context.json", "{"), ("cdk.json", "[]"), ("cdk.json", r#"{"context":1}"#)]
        {
            let message = read_files(&[(name, text)], &[]).unwrap_err();
            assert!(message.contains(name), "{message}");
        }
        assert!(read_files(&[("cdk.json", r#"{"app":"cargo run"}"#)], &[]).is_ok());
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
