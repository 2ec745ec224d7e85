//! Names for lists of known values: `BillingMode`, in the module of its resource.

use super::{
    facts::{Property, Resource, Shape},
    nested::{capitalised, singular},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Where an enum stands: the owning type (empty for the resource itself) and the property.
type Place = (String, String);

/// Names every enum of `resource`, in its `enumName` fact.
///
/// A list is called like its definition or its property. Names given by an earlier snapshot stay.
/// Lists that differ and want one name get their owner's name in front.
pub(crate) fn name_enums(name: &str, resource: &mut Resource, earlier: Option<&Resource>) {
    let mut earlier = earlier.cloned();
    let given = earlier.as_mut().map(given_names).unwrap_or_default();
    let mut groups: BTreeMap<String, BTreeMap<BTreeSet<String>, Vec<Place>>> = BTreeMap::new();
    each_enum(resource, &mut |owner, property_name, listed, property| {
        let values = property.strings("enum").into_iter().collect();
        let place = (owner.to_owned(), element_name(property_name, listed));
        groups.entry(wanted_name(owner, &place.1, property)).or_default().entry(values).or_default().push(place);
    });
    let mut taken: BTreeSet<String> = resource.types.keys().cloned().collect();
    taken.extend([format!("Cfn{name}"), format!("Cfn{name}Props")]);
    taken.extend(given.values().cloned());
    let mut names: BTreeMap<(String, BTreeSet<String>), String> = BTreeMap::new();
    for (wanted, lists) in groups {
        // Where one list has all values of the others, it is the same enum, described in part.
        let all: BTreeSet<String> = lists.keys().flatten().cloned().collect();
        let one = lists.contains_key(&all);
        let mut shared = None;
        for (values, places) in lists {
            let kept = places.iter().find_map(|place| given.get(place)).cloned();
            let name = kept.or_else(|| shared.clone().filter(|_| one)).unwrap_or_else(|| {
                let top = places.iter().any(|(owner, _)| owner.is_empty());
                let (owner, _) = &places[0];
                let mut name = if one || top { wanted.clone() } else { format!("{owner}{wanted}") };
                while taken.contains(&name) {
                    name = if name.starts_with(owner.as_str()) { name + "Value" } else { format!("{owner}{name}") };
                }
                name
            });
            taken.insert(name.clone());
            shared = Some(name.clone());
            names.insert((wanted.clone(), values), name);
        }
    }
    each_enum(resource, &mut |owner, property_name, listed, property| {
        let wanted = wanted_name(owner, &element_name(property_name, listed), property);
        let values = property.strings("enum").into_iter().collect();
        if let Some(name) = names.get(&(wanted, values)) {
            property.facts.insert("enumName".to_owned(), name.as_str().into());
        }
    });
}

fn given_names(earlier: &mut Resource) -> BTreeMap<Place, String> {
    let mut given = BTreeMap::new();
    each_enum(earlier, &mut |owner, name, listed, property| {
        if let Some(chosen) = property.facts.get("enumName").and_then(Value::as_str) {
            given.insert((owner.to_owned(), element_name(name, listed)), chosen.to_owned());
        }
    });
    given
}

/// Calls `visit` with each text property that lists its values, also inside lists and maps.
fn each_enum(resource: &mut Resource, visit: &mut impl FnMut(&str, &str, bool, &mut Property)) {
    fn inner(property: &mut Property, listed: bool, visit: &mut impl FnMut(bool, &mut Property)) {
        match &mut property.shape {
            Shape::List(item) => inner(item, true, visit),
            Shape::Map(item) => inner(item, listed, visit),
            Shape::String if property.facts.contains_key("enum") => visit(listed, property),
            _ => {}
        }
    }
    resource.each_property(&mut |owner, name, property| {
        inner(property, false, &mut |listed, property| visit(owner, name, listed, property));
    });
}

fn element_name(property: &str, listed: bool) -> String {
    let name = capitalised(property);
    if listed { singular(&name) } else { name }
}

/// The name that an enum would like: its definition's, or else its property's.
///
/// `Mode` or `Type` inside a nested type says nothing alone, and the next such property would
/// collide: a name of one word gets its owner's in front.
fn wanted_name(owner: &str, property_name: &str, property: &Property) -> String {
    if let Some(definition) = property.facts.get("enumName").and_then(Value::as_str) {
        return definition.to_owned();
    }
    let name = rust_type_name(property_name);
    if crate::codegen::name::words(&name).len() == 1 { format!("{owner}{name}") } else { name }
}

/// A property's name without what no Rust type may have in its name.
fn rust_type_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).map(capitalised);
    let name: String = words.collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}
