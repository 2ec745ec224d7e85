//! Takes `$ref`, `allOf`, `oneOf` and `anyOf` out of a schema, so that the rest reads plain objects.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A schema without references and combinators.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flat {
    pub(crate) keywords: Map<String, Value>,
    /// The name of the definition that it came from.
    pub(crate) definition: Option<String>,
    /// The resources whose values it says it takes, as the schemas spell them.
    pub(crate) targets: BTreeSet<String>,
}

impl Flat {
    /// The types that a value may have, inferred from other keywords where `type` is missing.
    pub(crate) fn kinds(&self) -> Vec<String> {
        match self.keywords.get("type") {
            Some(Value::String(kind)) => vec![kind.clone()],
            Some(Value::Array(kinds)) => {
                let kinds = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
                kinds.map(str::to_owned).collect()
            }
            _ if self.has("properties") || self.has("patternProperties") => {
                vec!["object".to_owned()]
            }
            _ if self.has("items") => vec!["array".to_owned()],
            _ if self.has("enum") || self.has("pattern") => vec!["string".to_owned()],
            _ => Vec::new(),
        }
    }

    pub(crate) fn has(&self, keyword: &str) -> bool {
        self.keywords.contains_key(keyword)
    }

    pub(crate) fn properties(&self) -> Option<&Map<String, Value>> {
        self.keywords.get("properties")?.as_object().filter(|map| !map.is_empty())
    }

    pub(crate) fn required(&self) -> BTreeSet<String> {
        let names = self.keywords.get("required").and_then(Value::as_array);
        names.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn is_structural(&self) -> bool {
        ["type", "properties", "patternProperties", "items", "enum", "const"]
            .iter()
            .any(|key| self.has(key))
    }

    /// Takes over what `other` says and `self` does not; the object's properties are united.
    fn absorb(&mut self, other: &Self) {
        for (key, value) in &other.keywords {
            match (key.as_str(), self.keywords.get_mut(key)) {
                ("properties", Some(Value::Object(mine))) => {
                    for (name, schema) in value.as_object().into_iter().flatten() {
                        mine.entry(name.clone()).or_insert_with(|| schema.clone());
                    }
                }
                ("required", Some(_)) => {
                    let union: BTreeSet<String> =
                        self.required().union(&other.required()).cloned().collect();
                    self.keywords.insert("required".to_owned(), json!(union));
                }
                (_, Some(_)) => {}
                (_, None) => drop(self.keywords.insert(key.clone(), value.clone())),
            }
        }
        self.targets.extend(other.targets.iter().cloned());
        if self.definition.is_none() {
            self.definition.clone_from(&other.definition);
        }
    }
}

/// Flattens `schema`, a part of the resource schema `root`.
pub(crate) fn flatten(root: &Value, schema: &Value) -> Flat {
    let mut flat = Flat::default();
    let Some(map) = schema.as_object() else {
        return flat;
    };
    for (key, value) in map {
        match key.as_str() {
            "$ref" | "allOf" | "oneOf" | "anyOf" | "format" | "relationshipRef" | "description"
            | "title" => {}
            "const" => drop(flat.keywords.insert("enum".to_owned(), json!([value]))),
            _ => drop(flat.keywords.insert(key.clone(), value.clone())),
        }
    }
    flat.targets.extend(target(map));
    if let Some(format) = map.get("format").filter(|_| flat.targets.is_empty()) {
        flat.keywords.insert("format".to_owned(), format.clone());
    }
    if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
        let pointer = reference.trim_start_matches('#');
        let mut referenced =
            root.pointer(pointer).map(|schema| flatten(root, schema)).unwrap_or_default();
        if pointer.starts_with("/definitions/") && referenced.definition.is_none() {
            referenced.definition = pointer.rsplit('/').next().map(str::to_owned);
        }
        flat.absorb(&referenced);
    }
    for part in map.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        flat.absorb(&flatten(root, part));
    }
    for keyword in ["oneOf", "anyOf"] {
        if let Some(alternatives) = map.get(keyword).and_then(Value::as_array) {
            let alternatives =
                alternatives.iter().map(|part| flatten(root, part)).collect::<Vec<_>>();
            choose(&mut flat, keyword, &alternatives);
        }
    }
    flat
}

/// `AWS::IAM::Role.Arn` from `format` or `relationshipRef`.
fn target(map: &Map<String, Value>) -> Option<String> {
    let format =
        map.get("format").and_then(Value::as_str).filter(|format| format.starts_with("AWS::"));
    if let Some(format) = format {
        return Some(format.to_owned());
    }
    let relation = map.get("relationshipRef")?;
    let property = relation["propertyPath"].as_str()?.strip_prefix("/properties/")?;
    Some(format!("{}.{property}", relation["typeName"].as_str()?))
}

/// Merges the alternatives of `oneOf` or `anyOf` into `flat`: one type that accepts each of them,
/// and the rule that tells them apart.
fn choose(flat: &mut Flat, keyword: &str, alternatives: &[Flat]) {
    for alternative in alternatives {
        flat.targets.extend(alternative.targets.iter().cloned());
    }
    let structural: Vec<&Flat> = alternatives.iter().filter(|part| part.is_structural()).collect();
    let mut kinds: Vec<String> = structural.iter().flat_map(|part| part.kinds()).collect();
    kinds.sort();
    kinds.dedup();
    let base_kinds = flat.kinds();
    let objects = kinds == ["object"] && (base_kinds.is_empty() || base_kinds == ["object"]);
    if objects || flat.properties().is_some() || structural.is_empty() {
        merge_objects(flat, keyword, alternatives);
    } else if kinds.len() == 1 && (base_kinds.is_empty() || base_kinds == kinds) {
        flat.keywords.insert("type".to_owned(), json!(kinds[0]));
        merge_enums(flat, alternatives);
        if let Some(items) = structural.iter().find_map(|part| part.keywords.get("items")) {
            flat.keywords.entry("items").or_insert_with(|| items.clone());
        }
    } else if base_kinds.is_empty() {
        flat.keywords.insert("type".to_owned(), json!(kinds));
    }
}

/// Alternatives of an object unite their properties; what each of them requires is the rule.
fn merge_objects(flat: &mut Flat, keyword: &str, alternatives: &[Flat]) {
    let sets: Vec<BTreeSet<String>> = alternatives.iter().map(Flat::required).collect();
    let own = flat.required();
    let common = sets
        .iter()
        .cloned()
        .reduce(|a, b| a.intersection(&b).cloned().collect())
        .unwrap_or_default();
    for alternative in alternatives {
        let mut part = alternative.clone();
        part.keywords
            .retain(|key, _| matches!(key.as_str(), "type" | "properties" | "patternProperties"));
        part.targets.clear();
        part.definition = None;
        flat.absorb(&part);
    }
    let required: BTreeSet<String> = own.union(&common).cloned().collect();
    if !required.is_empty() {
        flat.keywords.insert("required".to_owned(), json!(required));
    }
    let mut rest: Vec<BTreeSet<String>> =
        sets.iter().map(|set| set.difference(&required).cloned().collect()).collect();
    rest.sort();
    rest.dedup();
    // An alternative that asks for nothing more makes the others mere examples, unless exactly
    // one must hold.
    if rest.len() > 1 && (keyword == "oneOf" || rest.iter().all(|set| !set.is_empty())) {
        flat.keywords.insert(format!("rule.{keyword}"), json!(rest));
    }
}

/// Alternatives of one scalar type have an enum only if each of them lists its values.
fn merge_enums(flat: &mut Flat, alternatives: &[Flat]) {
    let lists = alternatives.iter().map(|part| part.keywords.get("enum")?.as_array());
    let Some(lists) = lists.collect::<Option<Vec<_>>>() else {
        return;
    };
    let mut union: Vec<&Value> = Vec::new();
    for value in lists.into_iter().flatten() {
        if !union.contains(&value) {
            union.push(value);
        }
    }
    let union = json!(union);
    flat.keywords.entry("enum").or_insert(union);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_of_an_object_unite_their_properties() {
        let schema = json!({"oneOf": [
            {"type": "object", "properties": {"A": {"type": "string"}, "C": {}}, "required": ["A", "C"]},
            {"type": "object", "properties": {"B": {"type": "string"}, "C": {}}, "required": ["B", "C"]},
        ]});
        let flat = flatten(&schema, &schema);
        assert_eq!(flat.kinds(), ["object"]);
        assert_eq!(flat.properties().map(Map::len), Some(3));
        assert_eq!(flat.required(), BTreeSet::from(["C".to_owned()]));
        assert_eq!(flat.keywords["rule.oneOf"], json!([["A"], ["B"]]));
    }

    #[test]
    fn a_reference_is_followed_and_its_siblings_win() {
        let root = json!({"definitions": {"Names": {"type": "array", "items": {"type": "string"}, "minItems": 1}}});
        let flat = flatten(&root, &json!({"$ref": "#/definitions/Names", "minItems": 2}));
        assert_eq!(flat.definition.as_deref(), Some("Names"));
        assert_eq!(flat.keywords["minItems"], json!(2));
        assert_eq!(flat.kinds(), ["array"]);
    }

    #[test]
    fn alternative_formats_are_targets_of_one_string() {
        let schema = json!({"type": "string", "anyOf": [
            {"format": "AWS::KMS::Key.Arn"}, {"format": "AWS::KMS::Key.Id"},
        ]});
        let flat = flatten(&schema, &schema);
        assert_eq!(flat.kinds(), ["string"]);
        assert_eq!(flat.targets.len(), 2);
        assert!(!flat.keywords.keys().any(|key| key.starts_with("rule.")));
    }

    #[test]
    fn alternatives_of_several_kinds_stay_several() {
        let schema = json!({"oneOf": [{"type": "array", "items": {}}, {"type": "string"}]});
        assert_eq!(flatten(&schema, &schema).kinds(), ["array", "string"]);
    }
}
