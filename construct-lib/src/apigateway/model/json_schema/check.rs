//! What a schema says that cannot be, or that API Gateway does not take.

use construct_core::Expr;

use super::{JsonSchema, Keyword};
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Bounds of one thing: the least and the most.
const BOUNDS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

/// The keywords that say something of values of one type alone.
const OF_TYPE: [(&str, &[&str]); 4] = [
    ("string", &["maxLength", "minLength", "pattern"]),
    ("array", &["items", "additionalItems", "maxItems", "minItems", "uniqueItems", "contains"]),
    (
        "object",
        &[
            "required",
            "properties",
            "additionalProperties",
            "patternProperties",
            "maxProperties",
            "minProperties",
            "dependencies",
            "propertyNames",
        ],
    ),
    ("number", &["multipleOf", "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum"]),
];

/// What draft 4 does not have.
const OF_DRAFT_7: [&str; 2] = ["contains", "propertyNames"];

/// Where a finding stands: the whole schema, and the way into it.
struct Place<'a> {
    node: &'a Node,
    root: &'a JsonSchema,
    path: String,
}

impl JsonSchema {
    /// Reports on `node` what is wrong with it.
    ///
    /// A construct of this library that takes a schema does so by itself; this
    /// is for one of your own, and for generated resources.
    ///
    /// # Errors
    ///
    /// See [`JsonSchema`].
    pub fn check(&self, node: &Node) {
        self.check_at(&Place { node, root: self, path: String::new() });
    }

    fn check_at(&self, at: &Place<'_>) {
        self.check_ref(at);
        self.check_bounds(at);
        self.check_types(at);
        self.check_lists(at);
        self.check_properties(at);
        for (keyword, value) in &self.keywords {
            if OF_DRAFT_7.contains(&&**keyword) {
                at.ignored(
                    format!("`{keyword}` is not in draft 4 of JSON Schema"),
                    "API Gateway validates requests by draft 4",
                );
            }
            value.check_at(&at.child(keyword));
        }
    }

    fn check_ref(&self, at: &Place<'_>) {
        let Some(address) = self.get_value("$ref") else {
            return;
        };
        if let Some((beside, _)) = self
            .keywords
            .iter()
            .find(|(key, _)| !matches!(&**key, "$ref" | "$schema" | "definitions" | "id"))
        {
            at.ignored(
                format!("`{beside}` stands beside `$ref`, which then counts alone"),
                "put the reference into `all_of`, with the rest beside it",
            );
        }
        // An address with the id of an API is known at deployment only.
        let Some(address) = address.as_str() else {
            return;
        };
        let unescape = |name: &str| name.replace("~1", "/").replace("~0", "~");
        match address.strip_prefix("#/definitions/").map(unescape) {
            Some(name) => {
                let Some(Keyword::Named(all)) = at.root.get("definitions") else {
                    at.wrong(
                        format!("the schema has no definitions, and `{address}` names one"),
                        "add it with `JsonSchema::definition`",
                    );
                    return;
                };
                if !all.iter().any(|(key, _)| *key == name) {
                    at.wrong(
                        format!("the schema has no definition `{name}`"),
                        "add it with `JsonSchema::definition`",
                    );
                }
            }
            None if address.starts_with("https://") => {}
            None => at.wrong(
                format!("`{address}` is neither a definition of this schema nor a model"),
                "use `JsonSchema::definition_ref` or `JsonSchema::model_ref`",
            ),
        }
    }

    fn check_bounds(&self, at: &Place<'_>) {
        for (least, most) in BOUNDS {
            let (Some(low), Some(high)) = (self.number_of(least), self.number_of(most)) else {
                continue;
            };
            let exclusive = least == "minimum"
                && (self.get("exclusiveMinimum").is_some()
                    || self.get("exclusiveMaximum").is_some());
            if low > high || (exclusive && low >= high) {
                at.wrong(
                    format!("no value fits: `{least}` is {low} and `{most}` is {high}"),
                    "let the first be less than the second",
                );
            }
        }
        for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
        {
            if self.get(exclusive).is_some() && self.get(bound).is_none() {
                at.wrong(
                    format!("`{exclusive}` says how `{bound}` is meant, and there is none"),
                    "in draft 4 it is `true` or `false`; set the bound too",
                );
            }
        }
        if let Some(step) = self.number_of("multipleOf")
            && step <= 0.0
        {
            at.wrong(
                format!("`multipleOf` must be greater than 0, got {step}"),
                "leave it out to take any number",
            );
        }
    }

    fn number_of(&self, keyword: &str) -> Option<f64> {
        match self.get_value(keyword)? {
            #[expect(clippy::cast_precision_loss, reason = "compared, not kept")]
            Expr::Int(number) => Some(*number as f64),
            Expr::Num(number) => Some(*number),
            _ => None,
        }
    }

    /// The types that it allows, when it names them.
    fn type_names(&self) -> Option<Vec<&str>> {
        match self.get_value("type")? {
            Expr::Str(name) => Some(vec![name]),
            Expr::List(names) => Some(names.iter().filter_map(Expr::as_str).collect()),
            _ => None,
        }
    }

    fn check_types(&self, at: &Place<'_>) {
        let Some(types) = self.type_names() else {
            return;
        };
        if types.is_empty() {
            at.wrong("`type` names no type".to_owned(), "leave it out to take any value");
            return;
        }
        for (kind, keywords) in OF_TYPE {
            let allowed = types.contains(&kind) || (kind == "number" && types.contains(&"integer"));
            let idle = keywords.iter().find(|keyword| self.get(keyword).is_some());
            if let (false, Some(keyword)) = (allowed, idle) {
                at.wrong(
                    format!("`{keyword}` says something of a value of type `{kind}`, and the type is `{}`", types.join("` or `")),
                    "correct the type, or leave the keyword out",
                );
            }
        }
        if let Some(Expr::List(values)) = self.get_value("enum")
            && let Some(other) = values.iter().find(|value| !has_type(value, &types))
        {
            at.wrong(
                format!(
                    "the value {} of `enum` is not of type `{}`",
                    shown(other),
                    types.join("` or `")
                ),
                "correct the type, or leave the value out",
            );
        }
    }

    fn check_lists(&self, at: &Place<'_>) {
        for keyword in ["enum", "required"] {
            let Some(Expr::List(values)) = self.get_value(keyword) else {
                continue;
            };
            if values.is_empty() {
                at.wrong(format!("`{keyword}` must not be empty in draft 4"), "leave it out");
            }
            let double = values.iter().enumerate().find(|(i, value)| values[..*i].contains(value));
            if let Some((_, double)) = double {
                at.wrong(
                    format!("the value {} stands twice in `{keyword}`", shown(double)),
                    "name it once",
                );
            }
        }
        for keyword in ["allOf", "anyOf", "oneOf", "items"] {
            if matches!(self.get(keyword), Some(Keyword::List(all)) if all.is_empty()) {
                at.wrong(format!("`{keyword}` must not be empty"), "leave it out");
            }
        }
        if self.get("additionalItems").is_some()
            && !matches!(self.get("items"), Some(Keyword::List(_)))
        {
            at.ignored(
                "`additionalItems` counts beside items that are named by their places".to_owned(),
                "use `JsonSchema::tuple_items`",
            );
        }
    }

    fn check_properties(&self, at: &Place<'_>) {
        let named = |keyword| match self.get(keyword) {
            Some(Keyword::Named(all)) => &all[..],
            _ => &[],
        };
        let closed = self.get_value("additionalProperties") == Some(&Expr::Bool(false));
        if closed
            && named("patternProperties").is_empty()
            && let Some(Expr::List(required)) = self.get_value("required")
        {
            for name in required.iter().filter_map(Expr::as_str) {
                if !named("properties").iter().any(|(key, _)| key == name) {
                    at.wrong(
                        format!("the property `{name}` is required, and no further properties are allowed"),
                        "define it with `JsonSchema::property`",
                    );
                }
            }
        }
        for keyword in ["properties", "definitions", "dependencies", "patternProperties"] {
            // A template takes an object of this one name for a function.
            if let [(name, _)] = named(keyword)
                && (name == "Ref" || name.starts_with("Fn::"))
            {
                at.wrong(
                    format!("CloudFormation takes an object of `{name}` alone for a function"),
                    "define another name beside it",
                );
            }
        }
    }
}

impl Keyword {
    fn check_at(&self, at: &Place<'_>) {
        match self {
            Self::Value(_) => {}
            Self::Schema(schema) => schema.check_at(at),
            Self::List(all) => {
                for (i, schema) in all.iter().enumerate() {
                    schema.check_at(&at.child(&i.to_string()));
                }
            }
            Self::Named(all) => {
                for (name, value) in all {
                    value.check_at(&at.child(name));
                }
            }
        }
    }
}

/// A value of an enumeration, as a message names it.
fn shown(value: &Expr) -> String {
    match value {
        Expr::Str(text) => format!("`{text}`"),
        Expr::Bool(is) => format!("`{is}`"),
        Expr::Int(number) => format!("`{number}`"),
        Expr::Num(number) => format!("`{number}`"),
        _ => "of several parts".to_owned(),
    }
}

/// Whether a value has one of these types; yes when it is known later.
fn has_type(value: &Expr, types: &[&str]) -> bool {
    match value {
        Expr::Bool(_) => types.contains(&"boolean"),
        Expr::Int(_) => types.contains(&"integer") || types.contains(&"number"),
        Expr::Num(_) => types.contains(&"number"),
        Expr::Str(_) => types.contains(&"string"),
        Expr::List(_) => types.contains(&"array"),
        Expr::Map(_) => types.contains(&"object"),
        Expr::Unset | Expr::Pseudo(_) | Expr::Ref(_) | Expr::Token(_) => true,
    }
}

impl<'a> Place<'a> {
    fn child(&self, name: &str) -> Place<'a> {
        Place { node: self.node, root: self.root, path: format!("{}/{name}", self.path) }
    }

    fn report(
        &self,
        finding: fn(&'static str, String) -> Diagnostic,
        code: &'static str,
        what: String,
        help: &'static str,
    ) {
        let message =
            if self.path.is_empty() { what } else { format!("{what} (at `{}`)", self.path) };
        self.node.report(finding(code, message).help(help));
    }

    fn wrong(&self, what: String, help: &'static str) {
        self.report(Diagnostic::error, codes::INVALID_JSON_SCHEMA, what, help);
    }

    fn ignored(&self, what: String, help: &'static str) {
        self.report(Diagnostic::warning, codes::JSON_SCHEMA_KEYWORD_IGNORED, what, help);
    }
}
