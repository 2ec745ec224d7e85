//! The templates of an app together, as rules over several look at them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::template::{Template, entries, single};

/// All templates of an app.
///
/// `templates` holds them by file, `nested` says which resource of which file
/// is the stack of which other file, and `manifests` holds the stacks of each
/// `manifest.json` by the folder it is in (`.` is the app's).
#[derive(Debug)]
pub(crate) struct Assembly<'a> {
    /// Every template, by its file.
    pub(crate) templates: BTreeMap<&'a str, Template<'a>>,
    /// Which resource of a file is the stack of which other file.
    pub(crate) nested: BTreeMap<&'a str, BTreeMap<&'a str, &'a str>>,
    /// The stacks that are deployed by themselves.
    pub(crate) stacks: Vec<Stack<'a>>,
}

/// A stack of a manifest.
#[derive(Debug)]
pub(crate) struct Stack<'a> {
    /// Its id in the manifest.
    pub(crate) id: &'a str,
    /// The name that AWS shows.
    pub(crate) name: &'a str,
    /// Account and region, as the manifest writes them.
    pub(crate) environment: &'a str,
    /// The file of its template, from the app's folder.
    pub(crate) file: String,
    /// The ids of the stacks that are deployed before it.
    pub(crate) dependencies: Vec<&'a str>,
}

impl Stack<'_> {
    /// The region that the manifest writes, or the word for none.
    pub(crate) fn region(&self) -> &str {
        self.environment.rsplit('/').next().unwrap_or_default()
    }
}

impl<'a> Assembly<'a> {
    /// Looks at an app.
    pub(crate) fn new(value: &'a Value) -> Self {
        let templates =
            entries(value, "templates").map(|(file, value)| (file, Template::new(value))).collect();
        let nested = entries(value, "nested")
            .map(|(file, inner)| {
                let inner = inner.as_object().into_iter().flatten();
                let inner = inner.filter_map(|(id, file)| Some((id.as_str(), file.as_str()?)));
                (file, inner.collect())
            })
            .collect();
        let stacks = entries(value, "manifests")
            .flat_map(|(folder, manifest)| {
                let manifest = manifest.as_object().into_iter().flatten();
                manifest.filter_map(move |(id, artifact)| stack(folder, id, artifact))
            })
            .collect();
        Self { templates, nested, stacks }
    }

    /// The stack that a file is deployed with: its own, or that of the
    /// template in which it is nested.
    pub(crate) fn stack_of(&self, file: &str) -> Option<&Stack<'a>> {
        let mut file = file;
        // Nested stacks are no circle, but a broken document may be one.
        for _ in 0..=self.templates.len() {
            if let Some(stack) = self.stacks.iter().find(|s| s.file == file) {
                return Some(stack);
            }
            let outer = self.nested.iter().find(|(_, inner)| inner.values().any(|f| *f == file));
            file = outer?.0;
        }
        None
    }

    /// The stack with this id.
    pub(crate) fn stack(&self, id: &str) -> Option<&Stack<'a>> {
        self.stacks.iter().find(|s| s.id == id)
    }

    /// The ids of all stacks that are deployed before this one; its own only
    /// in a circle.
    pub(crate) fn before(&self, stack: &Stack<'a>) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&str> = stack.dependencies.clone();
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(self.stack(next).into_iter().flat_map(|s| s.dependencies.clone()));
            }
        }
        found
    }
}

fn stack<'a>(folder: &str, id: &'a str, artifact: &'a Value) -> Option<Stack<'a>> {
    let text = |name: &str| artifact.get(name).and_then(Value::as_str);
    if text("type") != Some("aws:cloudformation:stack") {
        return None;
    }
    let file = text("templateFile")?;
    let dependencies = artifact.get("dependencies").and_then(Value::as_array);
    Some(Stack {
        id,
        name: text("stackName").unwrap_or(id),
        environment: text("environment").unwrap_or_default(),
        file: if folder == "." { file.to_owned() } else { format!("{folder}/{file}") },
        dependencies: dependencies.into_iter().flatten().filter_map(Value::as_str).collect(),
    })
}

/// Shows every function of this name in a value to `see`, with its argument.
pub(crate) fn visit_functions<'a>(value: &'a Value, wanted: &str, see: &mut dyn FnMut(&'a Value)) {
    if let Some((name, argument)) = single(value)
        && name == wanted
    {
        see(argument);
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| visit_functions(item, wanted, see)),
        Value::Object(map) => map.values().for_each(|item| visit_functions(item, wanted, see)),
        _ => {}
    }
}
