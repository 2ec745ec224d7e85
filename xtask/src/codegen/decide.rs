//! Decides what is generated: names, types and order. Knows nothing of text.

use super::{name, types::Type};
use crate::{
    error::{Error, Result},
    spec::facts::{Object, Property, Resource, Service, Shape},
};
use std::collections::{BTreeMap, BTreeSet};

/// One generated file.
#[derive(Debug, PartialEq, Clone)]
pub(crate) struct Module {
    pub(crate) namespace: String,
    pub(crate) resources: Vec<ResourceModule>,
}

/// One resource with all that belongs to it.
#[derive(Debug, PartialEq, Clone)]
pub(crate) struct ResourceModule {
    pub(crate) module: String,
    /// `CfnTable`; the properties are `CfnTableProps`.
    pub(crate) handle: String,
    pub(crate) type_name: String,
    /// `dynamodb-table`: the part of AWS's page addresses that names the resource.
    pub(crate) page: String,
    /// The property that holds tags, and the variant of `TagShape`.
    pub(crate) tags: Option<(String, &'static str)>,
    pub(crate) stateful: bool,
    pub(crate) fields: Fields,
    /// The type that `Ref` yields.
    pub(crate) reference: Type,
    pub(crate) attributes: Vec<Field>,
    /// Attributes that the source no longer has.
    pub(crate) gone: Vec<Field>,
    /// Attributes that are reached into by a key: `Outputs.Endpoint`.
    pub(crate) maps: Vec<Field>,
    pub(crate) types: Vec<NestedType>,
    pub(crate) enums: Vec<Enum>,
}

impl ResourceModule {
    /// The names of its nested types and enums.
    pub(crate) fn local(&self) -> BTreeSet<&str> {
        let types = self.types.iter().map(|nested| nested.name.as_str());
        types.chain(self.enums.iter().map(|values| values.name.as_str())).collect()
    }
}

/// A nested type.
#[derive(Debug, PartialEq, Clone)]
pub(crate) struct NestedType {
    pub(crate) name: String,
    pub(crate) fields: Fields,
}

/// The properties of an object.
#[derive(Debug, PartialEq, Clone)]
pub(crate) struct Fields {
    /// The arguments of the constructor.
    pub(crate) required: Vec<Field>,
    pub(crate) all: Vec<Field>,
    /// Those that the source no longer has.
    pub(crate) gone: Vec<Field>,
}

/// A setter or an attribute.
#[derive(Debug, PartialEq, Clone)]
pub(crate) struct Field {
    pub(crate) rust: String,
    pub(crate) aws: String,
    pub(crate) ty: Type,
}

/// A text with known values.
#[derive(Debug, PartialEq, Clone)]
pub(crate) struct Enum {
    pub(crate) name: String,
    /// Constant and value.
    pub(crate) values: Vec<(String, String)>,
    /// Those that the source no longer has.
    pub(crate) gone: Vec<(String, String)>,
}

/// The marker types by the reference that they mark.
#[derive(Debug)]
pub(crate) struct Markers(BTreeMap<String, String>);

impl Markers {
    /// Names a marker for each of `references`.
    pub(crate) fn new(references: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut markers = BTreeMap::new();
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for reference in references {
            let marker = name::marker(&reference);
            match taken.insert(marker.clone(), reference.clone()) {
                Some(other) if other != reference => {
                    return Err(Error::new(format!(
                        "`{other}` and `{reference}` want one marker, `{marker}`"
                    )));
                }
                _ => drop(markers.insert(reference, marker)),
            }
        }
        Ok(Self(markers))
    }

    /// Marker and reference, sorted.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(reference, marker)| (marker.as_str(), reference.as_str()))
    }

    fn of(&self, reference: &str) -> Option<Type> {
        self.0.get(reference).cloned().map(Type::Marker)
    }
}

/// Decides one file.
pub(crate) fn service(service: &Service, markers: &Markers) -> Result<Module> {
    let mut resources = Vec::new();
    let mut modules = BTreeSet::new();
    for (name, resource) in &service.resources {
        let module = decide(service, name, resource, markers)?;
        if !modules.insert(module.module.clone()) {
            return Err(Error::new(format!(
                "{}: two modules `{}`",
                service.namespace, module.module
            )));
        }
        resources.push(module);
    }
    Ok(Module { namespace: service.namespace.clone(), resources })
}

fn decide(
    service: &Service,
    name: &str,
    resource: &Resource,
    markers: &Markers,
) -> Result<ResourceModule> {
    let type_name = format!("{}::{name}", service.namespace);
    let enums = enums(resource);
    let mut local: BTreeSet<&str> = enums.iter().map(|values| values.name.as_str()).collect();
    for name in resource.types.keys() {
        if !local.insert(name) {
            return Err(Error::new(format!("{type_name}: two types are called `{name}`")));
        }
    }
    let types = Types { markers };
    let context = |error: Error| Error::new(format!("{type_name}: {error}"));
    let mut nested = Vec::new();
    for (name, object) in &resource.types {
        let fields = types.fields(object).map_err(context)?;
        nested.push(NestedType { name: name.clone(), fields });
    }
    let reference = match &resource.reference[..] {
        [property] => markers.of(&format!("{type_name}.{property}")),
        _ => None,
    };
    let (mut attributes, mut maps) = (Vec::new(), Vec::new());
    for (attribute, property) in &resource.attributes {
        // An attribute may say what it is: a REST API's root is a resource of the API.
        let value = match &property.shape {
            Shape::Map(value) => value,
            _ => property,
        };
        let ty = match types.of(value) {
            Type::Text => markers.of(&format!("{type_name}.{attribute}")).unwrap_or(Type::Text),
            declared => declared,
        };
        let rust = format!("attr_{}", name::snake(attribute));
        let field = Field { rust, aws: attribute.clone(), ty };
        let is_map = matches!(property.shape, Shape::Map(_));
        let list = if is_map { &mut maps } else { &mut attributes };
        list.push(field);
    }
    // `A.B` is a part of `A`; where an attribute `AB` exists, that is the one AWS documents.
    let plain: BTreeSet<String> = attributes
        .iter()
        .filter(|field| !field.aws.contains('.'))
        .map(|field| field.rust.clone())
        .collect();
    attributes.retain(|field| !field.aws.contains('.') || !plain.contains(&field.rust));
    unique(&attributes).map_err(context)?;
    let short = service.namespace.rsplit("::").next().unwrap_or_default();
    Ok(ResourceModule {
        module: name::free(name),
        handle: format!("Cfn{name}"),
        page: format!("{short}-{name}").to_lowercase(),
        tags: resource.tags.as_ref().map(|(property, shape)| (property.clone(), tag_shape(shape))),
        stateful: resource.stateful,
        fields: types.fields(&resource.body).map_err(context)?,
        reference: reference.unwrap_or(Type::Text),
        attributes,
        gone: Vec::new(),
        maps,
        types: nested,
        type_name,
        enums,
    })
}

fn tag_shape(shape: &str) -> &'static str {
    match shape {
        "map" => "Map",
        "asg" => "AutoScalingGroup",
        _ => "Standard",
    }
}

/// Finds the types of properties.
struct Types<'a> {
    markers: &'a Markers,
}

impl Types<'_> {
    fn fields(&self, object: &Object) -> Result<Fields> {
        let mut all = Vec::new();
        let mut required = Vec::new();
        for (name, property) in &object.properties {
            let field = Field { rust: name::free(name), aws: name.clone(), ty: self.of(property) };
            if object.required.contains(name) {
                required.push(field.clone());
            }
            all.push(field);
        }
        unique(&all)?;
        Ok(Fields { required, all, gone: Vec::new() })
    }

    /// What a property holds.
    fn of(&self, property: &Property) -> Type {
        match &property.shape {
            Shape::String => self.text(property),
            Shape::Integer => Type::Integer,
            Shape::Number => Type::Number,
            Shape::Boolean => Type::Flag,
            Shape::Json => Type::Json,
            Shape::Tag => Type::Tag,
            Shape::Object(name) => Type::Local(name.clone()),
            Shape::List(item) => Type::List(Box::new(self.of(item))),
            Shape::Map(item) => Type::Map(Box::new(self.of(item))),
        }
    }

    fn text(&self, property: &Property) -> Type {
        if property.facts.contains_key("enum")
            && let Some(name) = property.facts.get("enumName")
        {
            return Type::Local(name.as_str().unwrap_or_default().to_owned());
        }
        let marker = match &property.strings("targets")[..] {
            [one] if !property.facts.contains_key("otherTargets") => self.markers.of(one),
            _ => None,
        };
        marker.unwrap_or(Type::Text)
    }
}

/// Fails when two fields want one Rust name.
pub(crate) fn unique<'f>(fields: impl IntoIterator<Item = &'f Field>) -> Result<()> {
    let mut seen = BTreeMap::new();
    for field in fields {
        if let Some(other) = seen.insert(&field.rust, &field.aws) {
            return Err(Error::new(format!(
                "`{other}` and `{}` want one name, `{}`",
                field.aws, field.rust
            )));
        }
    }
    Ok(())
}

/// All enums of a resource; a name that stands for several lists has all their values.
fn enums(resource: &Resource) -> Vec<Enum> {
    fn collect(property: &Property, found: &mut BTreeMap<String, Vec<String>>) {
        if let Shape::List(item) | Shape::Map(item) = &property.shape {
            collect(item, found);
        }
        if property.shape != Shape::String || !property.facts.contains_key("enum") {
            return;
        }
        if let Some(name) = property.facts.get("enumName").and_then(|name| name.as_str()) {
            let values = found.entry(name.to_owned()).or_default();
            values.extend(property.strings("enum"));
        }
    }
    let mut found = BTreeMap::new();
    for object in resource.types.values().chain([&resource.body]) {
        for property in object.properties.values() {
            collect(property, &mut found);
        }
    }
    let mut enums = Vec::new();
    for (name, mut values) in found {
        values.sort();
        values.dedup();
        enums.push(Enum { values: name::constants(&values), gone: Vec::new(), name });
    }
    enums
}
