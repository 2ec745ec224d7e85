//! Finding the schemas of a document.

use construct_core::{Expr, Key};

/// Calls `visit` on every schema of a document, the innermost first.
pub(super) fn each(body: &mut Expr, visit: &mut dyn FnMut(&mut Expr, &[String])) {
    walk("", body, &mut Vec::new(), visit);
}

type Visit<'a> = &'a mut dyn FnMut(&mut Expr, &[String]);

/// Any part of a document but schemas; `at` is the key that it stands behind.
fn walk(at: &str, value: &mut Expr, way: &mut Vec<String>, visit: Visit<'_>) {
    if at.starts_with("x-") || matches!(at, "example" | "examples" | "default") {
        return;
    }
    if at == "schema" {
        return schema(value, way, visit);
    }
    match value {
        Expr::Map(entries) => {
            // The definitions of Swagger 2.0 stand at the top.
            let are_schemas = at == "schemas" || (at == "definitions" && way.len() == 1);
            for (key, inner) in entries {
                inside(key, way, |way| {
                    if are_schemas {
                        schema(inner, way, visit)
                    } else {
                        walk(key, inner, way, visit)
                    }
                });
            }
        }
        Expr::List(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                inside(&i.to_string(), way, |way| walk("", item, way, visit));
            }
        }
        _ => {}
    }
}

fn schema(value: &mut Expr, way: &mut Vec<String>, visit: Visit<'_>) {
    if let Expr::Map(entries) = value {
        for (key, inner) in entries {
            inside(key, way, |way| inner_schemas(key, inner, way, visit));
        }
    }
    visit(value, way);
}

/// The schemas behind a keyword.
fn inner_schemas(keyword: &Key, value: &mut Expr, way: &mut Vec<String>, visit: Visit<'_>) {
    match (&**keyword, value) {
        (
            "properties" | "patternProperties" | "definitions" | "$defs" | "dependentSchemas",
            Expr::Map(all),
        ) => {
            for (name, inner) in all {
                inside(name, way, |way| schema(inner, way, visit));
            }
        }
        ("allOf" | "anyOf" | "oneOf" | "prefixItems" | "items", Expr::List(all)) => {
            for (i, inner) in all.iter_mut().enumerate() {
                inside(&i.to_string(), way, |way| schema(inner, way, visit));
            }
        }
        ("items" | "not" | "contains" | "propertyNames" | "if" | "then" | "else", value) => {
            schema(value, way, visit);
        }
        ("additionalProperties", value @ Expr::Map(_)) => schema(value, way, visit),
        _ => {}
    }
}

fn inside(part: &str, way: &mut Vec<String>, f: impl FnOnce(&mut Vec<String>)) {
    way.push(part.to_owned());
    f(way);
    way.pop();
}
