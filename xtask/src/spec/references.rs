//! References between resources: `AWS::IAM::Role.Arn`, spelled one way.

use super::facts::{Property, Resource, Service, Shape};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Notes that a property takes the value of `target`; a list notes it on its elements.
pub(crate) fn add_target(property: &mut Property, target: String) {
    match &mut property.shape {
        Shape::List(item) | Shape::Map(item) => add_target(item, target),
        Shape::String => {
            let targets: BTreeSet<String> =
                property.strings("targets").into_iter().chain([target]).collect();
            property.facts.insert("targets".to_owned(), json!(targets));
        }
        _ => {}
    }
}

/// What one resource type hands out.
struct Source {
    reference: Option<String>,
    attributes: BTreeSet<String>,
    /// Attributes that the schema declares to be the same as another: a security group's `GroupId`
    /// is its `Id`.
    same: BTreeMap<String, String>,
}

/// Spells all targets of `services` one way, drops those that no resource hands out, and gives
/// back the references that are the only target of some property: those deserve a marker type.
pub(crate) fn settle(services: &mut BTreeMap<String, Service>) -> BTreeSet<String> {
    let mut sources = BTreeMap::new();
    for service in services.values() {
        for (name, resource) in &service.resources {
            let type_name = format!("{}::{name}", service.namespace);
            sources.insert(type_name.clone(), source(&type_name, resource));
        }
    }
    let mut only = BTreeSet::new();
    for service in services.values_mut() {
        for (name, resource) in &mut service.resources {
            let type_name = format!("{}::{name}", service.namespace);
            resource.each_property(&mut |owner, name, property| {
                if owner.is_empty() {
                    drop_own_name(property, &format!("{type_name}.{name}"));
                }
                settle_property(property, &sources, &mut only);
            });
            for property in resource.attributes.values_mut() {
                // An attribute says what it is itself; it is no place that takes a reference.
                settle_property(property, &sources, &mut BTreeSet::new());
            }
        }
    }
    only
}

fn source(type_name: &str, resource: &Resource) -> Source {
    let reference = match &resource.reference[..] {
        [one] => Some(one.clone()),
        _ => None,
    };
    let mut same = BTreeMap::new();
    for (name, property) in &resource.attributes {
        if let [target] = &property.strings("targets")[..]
            && let Some((_, other)) =
                target.split_once('.').filter(|(ty, other)| *ty == type_name && other != name)
        {
            same.insert(name.clone(), other.to_owned());
        }
    }
    Source { reference, attributes: resource.attributes.keys().cloned().collect(), same }
}

/// What a resource is called is given by the user, not taken from another resource.
fn drop_own_name(property: &mut Property, own: &str) {
    if property.strings("targets") == [own] {
        property.facts.remove("targets");
    }
}

fn settle_property(
    property: &mut Property,
    sources: &BTreeMap<String, Source>,
    only: &mut BTreeSet<String>,
) {
    if let Shape::List(item) | Shape::Map(item) = &mut property.shape {
        settle_property(item, sources, only);
    }
    let targets = property.strings("targets");
    let settled: BTreeSet<String> =
        targets.iter().filter_map(|target| spell(target, sources)).collect();
    // An unknown target beside a known one: the property takes more than the known one.
    let unknown = targets.iter().any(|target| spell(target, sources).is_none());
    if settled.is_empty() {
        property.facts.remove("targets");
        return;
    }
    if settled.len() == 1 && !unknown {
        only.extend(settled.iter().cloned());
    }
    property.facts.insert("targets".to_owned(), json!(settled));
    if unknown {
        property.facts.insert("otherTargets".to_owned(), true.into());
    }
}

/// The one spelling of a target, if some resource hands it out.
///
/// The sources write `VPC.Id` and `VPC.VpcId`, `Topic.Arn` and `Topic.TopicArn`, `Subnet.Ids`.
fn spell(target: &str, sources: &BTreeMap<String, Source>) -> Option<String> {
    let (ty, name) = target.split_once('.')?;
    let source = sources.get(ty)?;
    let reference = source.reference.as_deref();
    let name = source.same.get(name).map_or(name, String::as_str);
    let exact = reference == Some(name) || source.attributes.contains(name);
    let name = if exact {
        name
    } else {
        let kind = ["Id", "Arn", "Name"]
            .into_iter()
            .find(|kind| name == *kind || name.strip_suffix('s') == Some(kind))?;
        let by_ref = reference.filter(|reference| reference.ends_with(kind));
        let exact = source.attributes.get(kind).map(String::as_str);
        let mut ending =
            source.attributes.iter().filter(|name| name.ends_with(kind) && !name.contains('.'));
        let single = ending.next().filter(|_| ending.next().is_none()).map(String::as_str);
        by_ref.or(exact).or(single)?
    };
    Some(format!("{ty}.{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_spellings_of_one_reference_become_one() {
        let source = Source {
            reference: Some("VpcId".to_owned()),
            attributes: BTreeSet::from([
                "CidrBlock".to_owned(),
                "VpcId".to_owned(),
                "Self".to_owned(),
            ]),
            same: BTreeMap::from([("Self".to_owned(), "Id".to_owned())]),
        };
        let sources = BTreeMap::from([("AWS::EC2::VPC".to_owned(), source)]);
        let spell = |target: &str| spell(target, &sources);
        assert_eq!(spell("AWS::EC2::VPC.Id").as_deref(), Some("AWS::EC2::VPC.VpcId"));
        assert_eq!(spell("AWS::EC2::VPC.VpcId").as_deref(), Some("AWS::EC2::VPC.VpcId"));
        assert_eq!(spell("AWS::EC2::VPC.Ids").as_deref(), Some("AWS::EC2::VPC.VpcId"));
        assert_eq!(spell("AWS::EC2::VPC.Self").as_deref(), Some("AWS::EC2::VPC.VpcId"));
        assert_eq!(spell("AWS::EC2::VPC.Arn"), None);
        assert_eq!(spell("AWS::EC2::Image.Id"), None);
    }
}
