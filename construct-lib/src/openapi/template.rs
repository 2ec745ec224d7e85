//! The resources of a template, and what they refer to.

use construct_document::{Element, Map};

use super::json::function;

/// One resource of a template.
#[derive(Clone, Copy)]
pub(super) struct Resource<'a> {
    pub(super) id: &'a str,
    pub(super) kind: &'a str,
    properties: Option<&'a Map>,
}

impl<'a> Resource<'a> {
    pub(super) fn get(&self, property: &str) -> Option<&'a Element> {
        self.properties?.get(property)
    }

    /// The text of a property, when it is known.
    pub(super) fn text(&self, property: &str) -> Option<&'a str> {
        self.get(property)?.as_text()
    }

    /// The logical id that a property names by `Ref`.
    pub(super) fn reference(&self, property: &str) -> Option<&'a str> {
        reference(self.get(property)?)
    }

    /// The items of a property that is a list.
    pub(super) fn list(&self, property: &str) -> &'a [Element] {
        self.get(property).and_then(Element::as_list).unwrap_or_default()
    }

    /// The entries of a property that is an object.
    pub(super) fn entries(&self, property: &str) -> impl Iterator<Item = (&'a str, &'a Element)> {
        entries(self.get(property))
    }
}

/// The entries of an object; none for all else.
pub(super) fn entries(value: Option<&Element>) -> impl Iterator<Item = (&str, &Element)> {
    let map = value.and_then(Element::as_map);
    map.into_iter().flat_map(Map::entries).map(|entry| (entry.key(), entry.value()))
}

/// The logical id that `Ref` names.
pub(super) fn reference(value: &Element) -> Option<&str> {
    match function(value)? {
        ("Ref", id) => id.as_text(),
        _ => None,
    }
}

/// All resources of a template, in its order.
pub(super) struct Resources<'a>(Vec<Resource<'a>>);

impl<'a> Resources<'a> {
    pub(super) fn of(template: &'a Element) -> Self {
        let all = entries(template.get("Resources")).filter_map(|(id, resource)| {
            let kind = resource.get("Type")?.as_text()?;
            let properties = resource.get("Properties").and_then(Element::as_map);
            Some(Resource { id, kind, properties })
        });
        Self(all.collect())
    }

    pub(super) fn of_type(&self, kind: &'static str) -> impl Iterator<Item = Resource<'a>> {
        self.0.iter().copied().filter(move |resource| resource.kind == kind)
    }

    /// Those of a type that name `id` by `Ref` in a property.
    pub(super) fn referring<'s>(
        &'s self,
        kind: &'static str,
        property: &'static str,
        id: &'s str,
    ) -> impl Iterator<Item = Resource<'a>> + 's {
        self.of_type(kind).filter(move |resource| resource.reference(property) == Some(id))
    }

    pub(super) fn find(&self, id: &str) -> Option<Resource<'a>> {
        self.0.iter().copied().find(|resource| resource.id == id)
    }
}
