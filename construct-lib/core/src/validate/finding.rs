//! How a finding is worded and placed.

use std::borrow::Cow;
use std::fmt;

use construct_schema::{Property, Schema};

use super::Checker;
use super::nearest::nearest;
use crate::error::{Diagnostic, codes};

/// Where a value stands in its resource; costs nothing until it is shown.
#[derive(Debug, Clone, Copy)]
pub(super) enum Path<'p> {
    /// `Properties`.
    Root,
    /// A part of an output.
    Top(&'p str),
    Name(&'p Path<'p>, &'p str),
    At(&'p Path<'p>, usize),
}

impl Path<'_> {
    pub(super) const ROOT: Path<'static> = Path::Root;

    /// The name of the property, also for an item of its list.
    pub(super) fn last_name(&self) -> &str {
        match self {
            Self::Root => "",
            Self::Top(name) | Self::Name(_, name) => name,
            Self::At(parent, _) => parent.last_name(),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("Properties"),
            Self::Top(name) => f.write_str(name),
            Self::Name(parent, name) => write!(f, "{parent}.{name}"),
            Self::At(parent, position) => write!(f, "{parent}.{position}"),
        }
    }
}

impl Checker<'_, '_> {
    /// What AWS refuses. The schemas may lag behind it, so this can be accepted.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        path: &Path<'_>,
        message: String,
        help: impl Into<Cow<'static, str>>,
    ) {
        self.push(Diagnostic::error(code, message).help(help), path);
    }

    /// What AWS may refuse.
    pub(super) fn warning(
        &mut self,
        code: &'static str,
        path: &Path<'_>,
        message: String,
        help: impl Into<Cow<'static, str>>,
    ) {
        self.push(Diagnostic::warning(code, message).help(help), path);
    }

    pub(super) fn push(&mut self, finding: Diagnostic, path: &Path<'_>) {
        let arena = self.scope.arena;
        let mut finding = arena.place(finding.contestable(path.to_string()), self.node);
        arena.acknowledge(&mut finding);
        // Both branches of a condition may lack the same.
        let here = self.findings.iter().rev();
        let mut here = here.take_while(|f| f.node_index() == Some(self.node));
        if !here.any(|f| *f == finding) {
            self.findings.push(finding);
        }
    }

    #[cold]
    pub(super) fn report_unknown_type(&mut self, name: &str) {
        let names = construct_schema::names().map(|(space, name)| format!("{space}::{name}"));
        let names: Vec<String> = names.collect();
        let help = match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "acknowledge this if AWS has it since".to_owned(),
        };
        let message = format!("`{name}` is no resource type that this version knows of AWS");
        let finding = Diagnostic::warning(codes::UNKNOWN_RESOURCE_TYPE, message).help(help);
        let arena = self.scope.arena;
        let mut finding = arena.place(finding, self.node);
        arena.acknowledge(&mut finding);
        self.findings.push(finding);
    }

    #[cold]
    pub(super) fn report_unknown_property(
        &mut self,
        schema: &Schema<'_>,
        at: usize,
        name: &str,
        path: &Path<'_>,
    ) {
        let Some(object) = schema.objects.get(at) else {
            return;
        };
        if at == 0 && schema.attribute(name).is_some() {
            return self.report_read_only(name, path);
        }
        let owner = owner(schema, object.name);
        let help = match nearest(name, object.properties.iter().map(|p| p.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "{}; acknowledge this if AWS has it since",
                listed("it has", object.properties.iter().map(|p| p.name))
            ),
        };
        let message = format!("`{path}` is no property that {owner} has");
        self.warning(codes::UNKNOWN_PROPERTY, path, message, help);
    }

    #[cold]
    pub(super) fn report_read_only(&mut self, name: &str, path: &Path<'_>) {
        self.warning(
            codes::READ_ONLY_PROPERTY,
            path,
            format!("`{path}` is set by AWS and cannot be chosen"),
            format!("leave it out; where it is needed, `Fn::GetAtt` of `{name}` gives it"),
        );
    }

    #[cold]
    pub(super) fn report_deprecated(&mut self, path: &Path<'_>) {
        self.warning(
            codes::DEPRECATED_PROPERTY,
            path,
            format!("`{path}` is deprecated by AWS"),
            "see AWS's reference for what took its place",
        );
    }

    #[cold]
    pub(super) fn report_missing(
        &mut self,
        schema: &Schema<'_>,
        owner_name: &str,
        property: &Property<'_>,
        path: &Path<'_>,
        is_sometimes_there: bool,
    ) {
        let path = Path::Name(path, property.name);
        let owner = owner(schema, owner_name);
        let help = match &property.shape.values[..] {
            [] => format!("set `{}`", property.name),
            values => format!(
                "set `{}`, for example to `{}`",
                property.name,
                values.first().map_or("", |v| v)
            ),
        };
        if is_sometimes_there {
            // Conditions may be such that this case never comes.
            let message =
                format!("`{path}` is missing in one case of a condition, but {owner} needs it");
            return self.warning(codes::MISSING_PROPERTY, &path, message, help);
        }
        let message = format!("`{path}` is missing, but {owner} needs it");
        self.error(codes::MISSING_PROPERTY, &path, message, help);
    }
}

/// The resource type, or the nested type, in words.
fn owner(schema: &Schema<'_>, nested: &str) -> String {
    if nested.is_empty() {
        format!("`{}`", schema.name)
    } else {
        format!("`{nested}` of `{}`", schema.name)
    }
}

/// How many names a sentence can hold.
const READABLE: usize = 10;

/// `it takes A, B, C and 4 others`.
pub(super) fn listed<'n>(lead: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    let count = names.clone().count();
    let shown: Vec<String> = names.take(READABLE).map(|name| format!("`{name}`")).collect();
    let mut text = format!("{lead} {}", shown.join(", "));
    if count > READABLE {
        text.push_str(&format!(" and {} others", count - READABLE));
    }
    text
}
