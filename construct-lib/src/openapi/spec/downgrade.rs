//! From OpenAPI 3.1 to 3.0, the newest that API Gateway reads.

use construct_core::{Expr, Key};

use super::ignored::Ignored;
use super::schemas;
use super::tree::{entries, get, items, object, remove, set};

const UNKNOWN: &str = "API Gateway reads OpenAPI 3.0, which does not know it";

/// Keywords of JSON Schema that OpenAPI 3.0 does not have.
const KEYWORDS: [&str; 24] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$schema",
    "$vocabulary",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Rewrites a document of 3.1 as one of 3.0.
pub(super) fn downgrade(body: &mut Expr, ignored: &mut Ignored) {
    set(body, "openapi", Expr::text("3.0.1"));
    // The dialect is said by the version in 3.0.
    remove(body, "jsonSchemaDialect");
    if remove(body, "webhooks").is_some() {
        ignored.note("webhooks", UNKNOWN, &["webhooks".to_owned()]);
    }
    if let Some(info) = super::tree::get_mut(body, "info") {
        remove(info, "summary");
        if let Some(license) = super::tree::get_mut(info, "license") {
            remove(license, "identifier");
        }
    }
    if get(body, "components").is_some_and(|all| get(all, "pathItems").is_some())
        && let Some(components) = object(body, "components")
    {
        remove(components, "pathItems");
        ignored.note("pathItems", UNKNOWN, &["components".to_owned(), "pathItems".to_owned()]);
    }
    schemas::each(body, &mut |schema, way| one(schema, way, ignored));
}

fn one(schema: &mut Expr, way: &[String], ignored: &mut Ignored) {
    if let Expr::Bool(any) = schema {
        let never = Expr::map([("not", Expr::map([]))]);
        *schema = if *any { Expr::map([]) } else { never };
        return;
    }
    if !matches!(schema, Expr::Map(_)) {
        return;
    }
    types(schema);
    without_null(schema, "anyOf");
    without_null(schema, "oneOf");
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(number @ (Expr::Int(_) | Expr::Num(_) | Expr::Token(_))) =
            get(schema, exclusive)
        {
            let number = number.clone();
            // The narrower of two bounds counts, and a bound that is not met
            // is the narrower one when both are given, but for odd documents.
            set(schema, bound, number);
            set(schema, exclusive, Expr::Bool(true));
        }
    }
    if let Some(value) = remove(schema, "const") {
        set(schema, "enum", Expr::list([value]));
    }
    if let Some(examples) = remove(schema, "examples")
        && let ([first, ..], None) = (items(Some(&examples)), get(schema, "example"))
    {
        set(schema, "example", first.clone());
    }
    for keyword in KEYWORDS {
        if remove(schema, keyword).is_some() {
            ignored.note(keyword, UNKNOWN, way);
        }
    }
    let is_array = get(schema, "type").and_then(Expr::as_str) == Some("array");
    if is_array && get(schema, "items").is_none() {
        set(schema, "items", Expr::map([]));
    }
}

/// Several types: `null` is `nullable`, and the others are alternatives.
fn types(schema: &mut Expr) {
    let names: Vec<Key> = match get(schema, "type") {
        Some(Expr::List(names)) => {
            names.iter().filter_map(|name| Some(Key::Owned(name.as_str()?.to_owned()))).collect()
        }
        Some(Expr::Str(name)) if name == "null" => vec![name.clone()],
        _ => return,
    };
    let others: Vec<&Key> = names.iter().filter(|name| *name != "null").collect();
    if others.len() < names.len() {
        set(schema, "nullable", Expr::Bool(true));
    }
    match others[..] {
        [] => drop(remove(schema, "type")),
        [only] => set(schema, "type", Expr::Str(only.clone())),
        ref several => {
            remove(schema, "type");
            if get(schema, "anyOf").is_none() {
                let one = |name: &&Key| Expr::map([("type", Expr::Str((*name).clone()))]);
                set(schema, "anyOf", Expr::list(several.iter().map(one)));
            }
        }
    }
}

/// An alternative that is `null` alone, which `types` has made `nullable`.
fn without_null(schema: &mut Expr, keyword: &str) {
    let is_null =
        |branch: &Expr| matches!(entries(branch), [(key, Expr::Bool(true))] if key == "nullable");
    let branches = items(get(schema, keyword));
    let rest: Vec<Expr> = branches.iter().filter(|branch| !is_null(branch)).cloned().collect();
    if rest.len() < branches.len() {
        set(schema, keyword.to_owned(), Expr::list(rest));
        set(schema, "nullable", Expr::Bool(true));
    }
}
