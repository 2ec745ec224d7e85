//! A schema from a Rust type.

use construct_core::{Expr, Key};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as JsonValue};

use super::{JsonSchema, JsonSchemaType, Keyword};

/// What stands before the name of a definition.
const DEFINITIONS: &str = "#/definitions/";

/// Formats that only name a type of Rust. Its range is said by the bounds.
const OF_RUST: [&str; 10] =
    ["int", "int8", "int16", "int128", "uint", "uint8", "uint16", "uint32", "uint64", "uint128"];

impl JsonSchema {
    /// What serde reads and writes for a Rust type, which derives
    /// [`schemars::JsonSchema`]; with the feature `schemars`.
    ///
    /// Attributes of serde count (`rename`, `tag`, `flatten`, `default` …),
    /// documentation becomes the description, and the order of fields is kept.
    /// The schema is draft 4: types that the type refers to become
    /// definitions, and a type that refers to itself names its own definition.
    /// An untyped `null` has no place in a template, so a default of `null` is
    /// left out.
    ///
    /// ```
    /// use construct_lib::apigateway::JsonSchema;
    ///
    /// #[derive(schemars::JsonSchema)]
    /// struct Order {
    ///     id: String,
    ///     count: u32,
    /// }
    ///
    /// let by_hand = JsonSchema::object()
    ///     .property("id", JsonSchema::string())
    ///     .property("count", JsonSchema::integer().minimum(0))
    ///     .required(["id", "count"])
    ///     .title("Order");
    /// assert_eq!(JsonSchema::of::<Order>(), by_hand);
    /// ```
    pub fn of<T: schemars::JsonSchema>() -> Self {
        let generator = SchemaSettings::draft07().into_generator();
        let mut root = generator.into_root_schema_for::<T>().to_value();
        let name = T::schema_name().into_owned();
        give_root_a_name(&mut root, &name);
        from_json(&root)
    }
}

/// A type that refers to itself does so by `#`, which API Gateway does not
/// list among what it takes: it becomes a definition as all others.
fn give_root_a_name(root: &mut JsonValue, name: &str) {
    let address = format!("{DEFINITIONS}{}", name.replace('~', "~0").replace('/', "~1"));
    if !rename(root, &address) {
        return;
    }
    let mut own = root.clone();
    if let Some(own) = own.as_object_mut() {
        own.shift_remove("definitions");
        own.shift_remove("$schema");
    }
    if let Some(root) = root.as_object_mut() {
        let all = root.entry("definitions").or_insert_with(|| Map::new().into());
        if let Some(all) = all.as_object_mut() {
            all.insert(name.to_owned(), own);
        }
    }
}

/// Replaces every reference to the root; says whether there was one.
fn rename(json: &mut JsonValue, address: &str) -> bool {
    let mut found = false;
    match json {
        JsonValue::Object(entries) => {
            for (key, value) in entries {
                if key == "$ref" && value == "#" {
                    *value = address.into();
                    found = true;
                } else {
                    found |= rename(value, address);
                }
            }
        }
        JsonValue::Array(items) => {
            for item in items {
                found |= rename(item, address);
            }
        }
        _ => {}
    }
    found
}

fn from_json(json: &JsonValue) -> JsonSchema {
    let entries = match json {
        JsonValue::Object(entries) => entries,
        JsonValue::Bool(false) => return JsonSchema::new().not(JsonSchema::new()),
        _ => return JsonSchema::new(),
    };
    let mut schema = JsonSchema::new();
    for (keyword, value) in entries {
        schema = with(schema, keyword, value, entries);
    }
    schema
}

/// Adds one keyword of draft 7. What draft 4 does not have is left out.
fn with(
    schema: JsonSchema,
    keyword: &str,
    value: &JsonValue,
    beside: &Map<String, JsonValue>,
) -> JsonSchema {
    match keyword {
        "type" => match value {
            JsonValue::Array(names) => schema.types(names.iter().filter_map(type_of)),
            name => type_of(name).into_iter().fold(schema, JsonSchema::type_),
        },
        "const" => enumeration(schema, std::slice::from_ref(value)),
        "enum" => enumeration(schema, value.as_array().map_or(&[], Vec::as_slice)),
        "default" => match literal(value) {
            Some(value) => schema.default_value(value),
            None => schema,
        },
        "format" => match value.as_str() {
            Some(format) if !OF_RUST.contains(&format) => schema.format(format),
            _ => schema,
        },
        "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" => {
            bound(schema, keyword, value, beside)
        }
        "items" => match value {
            JsonValue::Array(all) => schema.tuple_items(all.iter().map(from_json)),
            one => schema.items(from_json(one)),
        },
        "additionalItems" => closed_or(schema, "additionalItems", value),
        "additionalProperties" => closed_or(schema, "additionalProperties", value),
        "properties" => named(schema, "properties", value),
        "definitions" => named(schema, "definitions", value),
        "patternProperties" => named(schema, "patternProperties", value),
        "allOf" => schema.all_of(all(value)),
        "anyOf" => schema.any_of(all(value)),
        "oneOf" => schema.one_of(all(value)),
        "not" => schema.not(from_json(value)),
        "required" if value.as_array().is_none_or(Vec::is_empty) => schema,
        "uniqueItems" if value == &JsonValue::Bool(true) => schema.unique_items(),
        _ => match (plain(keyword), literal(value)) {
            (Some(keyword), Some(value)) => schema.set(keyword, Keyword::Value(value)),
            _ => schema,
        },
    }
}

/// The keywords that mean the same in draft 4, with the same value.
fn plain(keyword: &str) -> Option<&'static str> {
    const ALL: [&str; 12] = [
        "$ref",
        "title",
        "description",
        "multipleOf",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "maxProperties",
        "minProperties",
        "required",
    ];
    ALL.into_iter().find(|plain| *plain == keyword)
}

fn type_of(name: &JsonValue) -> Option<JsonSchemaType> {
    JsonSchemaType::parse(name.as_str()?)
}

fn all(value: &JsonValue) -> Vec<JsonSchema> {
    value.as_array().into_iter().flatten().map(from_json).collect()
}

fn named(schema: JsonSchema, keyword: &'static str, value: &JsonValue) -> JsonSchema {
    let entries = value.as_object().into_iter().flatten();
    entries.fold(schema, |schema, (name, value)| {
        schema.named(keyword, Key::Owned(name.clone()), Keyword::Schema(from_json(value)))
    })
}

/// Additional properties or items: none, or of this look. `true` says nothing.
fn closed_or(schema: JsonSchema, keyword: &'static str, value: &JsonValue) -> JsonSchema {
    match value {
        JsonValue::Bool(false) => schema.set(keyword, Keyword::Value(Expr::Bool(false))),
        JsonValue::Bool(true) => schema,
        other => schema.set(keyword, Keyword::Schema(from_json(other))),
    }
}

/// In draft 4 `exclusiveMinimum` says how `minimum` is meant. Of two bounds the
/// narrower one counts.
fn bound(
    schema: JsonSchema,
    keyword: &str,
    value: &JsonValue,
    beside: &Map<String, JsonValue>,
) -> JsonSchema {
    let (open, closed, least) = if keyword.ends_with("inimum") {
        ("exclusiveMinimum", "minimum", true)
    } else {
        ("exclusiveMaximum", "maximum", false)
    };
    let number = |keyword| beside.get(keyword).and_then(JsonValue::as_f64);
    let open_counts = match (number(open), number(closed)) {
        (Some(open), Some(closed)) if least => open >= closed,
        (Some(open), Some(closed)) => open <= closed,
        (open, _) => open.is_some(),
    };
    if open_counts != (keyword == open) {
        return schema;
    }
    let schema = match literal(value) {
        Some(value) => schema.set(closed, Keyword::Value(value)),
        None => return schema,
    };
    if open_counts { schema.set(open, Keyword::Value(Expr::Bool(true))) } else { schema }
}

/// A template has no `null`, so among the values that there are it is said by its type.
fn enumeration(schema: JsonSchema, values: &[JsonValue]) -> JsonSchema {
    let literals: Vec<Expr> = values.iter().filter_map(literal).collect();
    if literals.len() == values.len() {
        return schema.enumeration(literals);
    }
    if literals.is_empty() {
        return schema.type_(JsonSchemaType::Null);
    }
    schema.any_of([JsonSchema::new().enumeration(literals), JsonSchema::null()])
}

/// A value of JSON; nothing when it is or holds `null`.
fn literal(value: &JsonValue) -> Option<Expr> {
    Some(match value {
        JsonValue::Null => return None,
        JsonValue::Bool(is) => Expr::Bool(*is),
        JsonValue::Number(number) => Expr::number(&number.to_string())?,
        JsonValue::String(text) => Expr::from(text.clone()),
        JsonValue::Array(items) => {
            Expr::list(items.iter().map(literal).collect::<Option<Vec<_>>>()?)
        }
        JsonValue::Object(entries) => {
            let entries =
                entries.iter().map(|(key, value)| Some((Key::Owned(key.clone()), literal(value)?)));
            Expr::Map(entries.collect::<Option<Vec<_>>>()?.into())
        }
    })
}
