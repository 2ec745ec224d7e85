//! A template as rules look at it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::text::{SubPart, attribute, sub_parts};

/// One entry of `Resources`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resource<'a> {
    /// Its logical id.
    pub(crate) id: &'a str,
    /// Its type.
    pub(crate) kind: &'a str,
    /// All that stands in the entry.
    pub(crate) body: &'a Value,
}

impl<'a> Resource<'a> {
    /// The property at a path with dots.
    pub(crate) fn get(&self, path: &str) -> Option<&'a Value> {
        path.split('.').try_fold(self.body.get("Properties")?, |value, name| value.get(name))
    }

    /// The text of the property at a path with dots, when it is a literal.
    pub(crate) fn text(&self, path: &str) -> Option<&'a str> {
        self.get(path)?.as_str()
    }

    /// What `DependsOn` names.
    pub(crate) fn depends_on(&self) -> Vec<&'a str> {
        match self.body.get("DependsOn") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// A template with its references.
#[derive(Debug)]
pub(crate) struct Template<'a> {
    /// The whole document.
    pub(crate) value: &'a Value,
    resources: BTreeMap<&'a str, Resource<'a>>,
    references: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Template<'a> {
    /// Looks at a template.
    pub(crate) fn new(value: &'a Value) -> Self {
        let resources: BTreeMap<_, _> = entries(value, "Resources")
            .map(|(id, body)| {
                let kind = body.get("Type").and_then(Value::as_str).unwrap_or("");
                (id, Resource { id, kind, body })
            })
            .collect();
        let mut references = BTreeMap::new();
        for resource in resources.values() {
            let mut targets = BTreeSet::new();
            visit(resource.body, &mut |reference| {
                if let Some((target, _)) = reference.target()
                    && resources.contains_key(target)
                {
                    targets.insert(target);
                }
            });
            references.insert(resource.id, targets);
        }
        Self { value, resources, references }
    }

    /// All resources, sorted by id.
    pub(crate) fn resources(&self) -> impl Iterator<Item = Resource<'a>> + '_ {
        self.resources.values().copied()
    }

    /// The resources of a type.
    pub(crate) fn of_kind<'s>(&'s self, kind: &'s str) -> impl Iterator<Item = Resource<'a>> + 's {
        self.resources().filter(move |r| r.kind == kind)
    }

    /// The resource with this id.
    pub(crate) fn resource(&self, id: &str) -> Option<Resource<'a>> {
        self.resources.get(id).copied()
    }

    /// The resource that `Ref` or `Fn::GetAtt` of a value names.
    pub(crate) fn reference(&self, value: &Value) -> Option<&'a str> {
        let (name, argument) = single(value)?;
        let id = match name {
            "Ref" => argument.as_str()?,
            "Fn::GetAtt" => attribute(argument)?.0,
            _ => return None,
        };
        self.resources.get(id).map(|r| r.id)
    }

    /// Whether a property is a reference to this resource.
    pub(crate) fn names(&self, value: Option<&Value>, id: &str) -> bool {
        value.and_then(|v| self.reference(v)) == Some(id)
    }

    /// The resources that the properties of a resource name.
    pub(crate) fn references_of(&self, id: &str) -> impl Iterator<Item = &'a str> + '_ {
        self.references.get(id).into_iter().flatten().copied()
    }

    /// All that must exist before a resource; itself only in a circle.
    pub(crate) fn before(&self, id: &'a str) -> BTreeSet<&'a str> {
        self.reach(id, true)
    }

    /// All that must exist before a resource because properties name it.
    pub(crate) fn before_by_reference(&self, id: &'a str) -> BTreeSet<&'a str> {
        self.reach(id, false)
    }

    fn reach(&self, id: &'a str, by_depends_on: bool) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let depends = self.resource(next).filter(|_| by_depends_on);
            let depends = depends.map(|r| r.depends_on()).unwrap_or_default();
            for target in self.references_of(next).chain(depends) {
                if self.resources.contains_key(target) && found.insert(target) {
                    open.push(target);
                }
            }
        }
        found
    }
}

/// The entries of a section of the template.
pub(crate) fn entries<'a>(
    template: &'a Value,
    section: &str,
) -> impl Iterator<Item = (&'a str, &'a Value)> {
    template
        .get(section)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(id, value)| (id.as_str(), value))
}

/// The only entry of an object: an intrinsic function, if the name says so.
pub(crate) fn single(value: &Value) -> Option<(&str, &Value)> {
    let map = value.as_object().filter(|map| map.len() == 1)?;
    map.iter().next().map(|(name, v)| (name.as_str(), v))
}

/// A value as a list: a list's items, or itself.
pub(crate) fn items(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(list)) => list.iter().collect(),
        Some(one) => vec![one],
    }
}

/// Something that a value names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference<'a> {
    /// `Ref`, or `${name}` of `Fn::Sub`.
    Ref(&'a str),
    /// `Fn::GetAtt`, or `${id.name}` of `Fn::Sub`.
    Att(&'a str, &'a str),
    /// The map of `Fn::FindInMap`.
    Map(&'a str),
    /// The condition of `Fn::If` or `{"Condition": …}`.
    Condition(&'a str),
}

impl<'a> Reference<'a> {
    /// The resource or parameter, and its attribute.
    pub(crate) fn target(self) -> Option<(&'a str, Option<&'a str>)> {
        match self {
            Self::Ref(id) => Some((id, None)),
            Self::Att(id, name) => Some((id, Some(name))),
            Self::Map(_) | Self::Condition(_) => None,
        }
    }
}

/// Shows all that a value names to `see`, in order.
pub(crate) fn visit<'a>(value: &'a Value, see: &mut dyn FnMut(Reference<'a>)) {
    if let Some((name, argument)) = single(value) {
        match name {
            "Ref" => {
                if let Some(id) = argument.as_str() {
                    see(Reference::Ref(id));
                    return;
                }
            }
            "Fn::GetAtt" => {
                if let Some((id, name)) = attribute(argument) {
                    see(Reference::Att(id, name));
                    return;
                }
            }
            "Fn::FindInMap" => {
                if let Some(map) = argument.get(0).and_then(Value::as_str) {
                    see(Reference::Map(map));
                }
            }
            "Fn::If" => {
                if let Some(condition) = argument.get(0).and_then(Value::as_str) {
                    see(Reference::Condition(condition));
                }
            }
            "Condition" => {
                if let Some(condition) = argument.as_str() {
                    see(Reference::Condition(condition));
                    return;
                }
            }
            "Fn::Sub" => visit_sub(argument, see),
            _ => {}
        }
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| visit(item, see)),
        Value::Object(map) => map.values().for_each(|item| visit(item, see)),
        _ => {}
    }
}

fn visit_sub<'a>(argument: &'a Value, see: &mut dyn FnMut(Reference<'a>)) {
    let Some(text) = argument.as_str().or_else(|| argument.get(0)?.as_str()) else {
        return;
    };
    for part in sub_parts(text) {
        if let SubPart::Variable(name) = part
            && argument.get(1).and_then(|own| own.get(name)).is_none()
        {
            see(match name.split_once('.') {
                Some((id, attribute)) => Reference::Att(id, attribute),
                None => Reference::Ref(name),
            });
        }
    }
}

/// Shows all texts of a value to `see`: keys and values.
pub(crate) fn visit_texts<'a>(value: &'a Value, see: &mut dyn FnMut(&'a str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(list) => list.iter().for_each(|item| visit_texts(item, see)),
        Value::Object(map) => {
            for (key, item) in map {
                see(key);
                visit_texts(item, see);
            }
        }
        _ => {}
    }
}
