//! Names for lists of known values: `BillingMode`, in the module of its resource.

use super::{
    facts::{Property, Resource, Shape},
    nested::{capitalised, singular},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Where an enum stands: the owning type (empty for the resource itself) and the property.
type Place = (String, String);

/// The places that want one name, by their lists of values.
type Group = BTreeMap<BTreeSet<String>, Vec<Place>>;

/// Names every enum of `resource`, in its `enumName` fact.
///
/// A list is called like its definition or its property. Names given by an earlier snapshot stay.
/// Lists that differ and want one name get their owner's name in front.
pub(crate) fn name_enums(name: &str, resource: &mut Resource, earlier: Option<&Resource>) {
    let given = earlier.cloned().as_mut().map(given_names).unwrap_or_default();
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    each_enum(resource, &mut |place, property| {
        let wanted = wanted_name(&place, property);
        let values = property.strings("enum").into_iter().collect();
        groups.entry(wanted).or_default().entry(values).or_default().push(place);
    });
    let mut taken: BTreeSet<String> = resource.types.keys().cloned().collect();
    taken.extend([format!("Cfn{name}"), format!("Cfn{name}Props")]);
    taken.extend(given.values().cloned());
    let mut names = given;
    for (wanted, group) in groups {
        name_group(&wanted, &group, &mut names, &mut taken);
    }
    each_enum(resource, &mut |place, property| {
        if let Some(name) = names.get(&place) {
            property.facts.insert("enumName".to_owned(), name.as_str().into());
        }
    });
}

fn name_group(
    wanted: &str,
    group: &Group,
    names: &mut BTreeMap<Place, String>,
    taken: &mut BTreeSet<String>,
) {
    // Where one list has all values of the others, it is the same enum, described in part.
    let all: BTreeSet<String> = group.keys().flatten().cloned().collect();
    let same = group.contains_key(&all);
    let mut fresh = BTreeSet::new();
    for places in group.values() {
        let plain = same || places.iter().any(|(owner, _)| owner.is_empty());
        for place in places.iter().filter(|place| !names.contains_key(*place)).collect::<Vec<_>>() {
            let mut name = if plain { wanted.to_owned() } else { format!("{}{wanted}", place.0) };
            while taken.contains(&name) {
                name.push_str("Value");
            }
            fresh.insert(name.clone());
            names.insert(place.clone(), name);
        }
    }
    taken.extend(fresh);
}

fn given_names(earlier: &mut Resource) -> BTreeMap<Place, String> {
    let mut given = BTreeMap::new();
    each_enum(earlier, &mut |place, property| {
        if let Some(name) = property.facts.get("enumName").and_then(Value::as_str) {
            given.insert(place, name.to_owned());
        }
    });
    given
}

/// Calls `visit` with each text property that lists its values, also inside lists and maps.
fn each_enum(resource: &mut Resource, visit: &mut impl FnMut(Place, &mut Property)) {
    fn inner(property: &mut Property, listed: bool, visit: &mut impl FnMut(bool, &mut Property)) {
        match &mut property.shape {
            Shape::List(item) => inner(item, true, visit),
            Shape::Map(item) => inner(item, listed, visit),
            Shape::String if property.facts.contains_key("enum") => visit(listed, property),
            _ => {}
        }
    }
    resource.each_property(&mut |owner, name, property| {
        inner(property, false, &mut |listed, property| {
            let name = capitalised(name);
            let name = if listed { singular(&name) } else { name };
            visit((owner.to_owned(), name), property);
        });
    });
}

/// The name that an enum would like: its definition's, or else its property's.
///
/// `Mode` or `Type` inside a nested type says nothing alone, and the next such property would
/// collide: a name of one word gets its owner's in front.
fn wanted_name((owner, property_name): &Place, property: &Property) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn resource(value: &Value) -> Resource {
        let service = json!({"namespace": "AWS::Fake", "resources": {"Thing": value}});
        let service = super::super::facts::Service::from_json(&service);
        service.ok().and_then(|mut service| service.resources.remove("Thing")).unwrap_or_default()
    }

    fn names(resource: &mut Resource) -> Vec<String> {
        let mut names = Vec::new();
        each_enum(resource, &mut |(owner, name), property| {
            let chosen = property.facts["enumName"].as_str().unwrap_or_default();
            names.push(format!("{owner}.{name}={chosen}"));
        });
        names
    }

    fn choice(values: &[&str]) -> Value {
        json!({"type": "string", "enum": values})
    }

    fn sample() -> Resource {
        resource(&json!({
            "properties": {"State": choice(&["ON"]), "Levels": {"type": "list", "items": choice(&["A"])}},
            "types": {
                "First": {"properties": {"Mode": choice(&["X"]), "StorageClass": choice(&["COLD"])}},
                "Second": {"properties": {"Mode": choice(&["Y"]), "StorageClass": choice(&["HOT"])}},
                "Third": {"properties": {"ScheduleUnit": choice(&["DAY", "HOUR"])}},
                "Fourth": {"properties": {"ScheduleUnit": choice(&["DAY"])}},
            },
        }))
    }

    #[test]
    fn enums_are_named_by_property_and_where_that_is_vague_by_owner_too() {
        let mut resource = sample();
        name_enums("Thing", &mut resource, None);
        assert_eq!(
            names(&mut resource),
            [
                ".Level=Level",
                ".State=State",
                "First.Mode=FirstMode",
                "First.StorageClass=FirstStorageClass",
                "Fourth.ScheduleUnit=ScheduleUnit",
                "Second.Mode=SecondMode",
                "Second.StorageClass=SecondStorageClass",
                "Third.ScheduleUnit=ScheduleUnit",
            ]
        );
    }

    #[test]
    fn a_name_that_was_given_stays_when_a_second_list_wants_it() {
        let mut earlier = sample();
        earlier.types.remove("Second");
        name_enums("Thing", &mut earlier, None);
        let mut resource = sample();
        name_enums("Thing", &mut resource, Some(&earlier));
        let names = names(&mut resource);
        assert!(names.contains(&"First.StorageClass=StorageClass".to_owned()), "{names:?}");
        assert!(names.contains(&"Second.StorageClass=SecondStorageClass".to_owned()), "{names:?}");
    }

    #[test]
    fn an_enum_never_has_the_name_of_a_nested_type() {
        let mut resource = sample();
        resource.types.insert("State".to_owned(), Default::default());
        name_enums("Thing", &mut resource, None);
        assert!(names(&mut resource).contains(&".State=StateValue".to_owned()));
    }
}
