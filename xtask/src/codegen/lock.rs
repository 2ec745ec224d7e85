//! `xtask/spec/signatures.lock`: what programs rely on, frozen.
//!
//! One line a name: read top down, what is indented belongs to what stands above it. [`super::freeze`]
//! keeps to it.

use super::{
    decide::{Enum, Field, Fields, Markers, Module, NestedType, ResourceModule},
    features::Features,
    types::Type,
};
use crate::error::{Context, Error, Result};
use std::{collections::BTreeMap, fmt::Write as _};

const HEAD: &str = "\
# The public signatures of the generated types, by which `cargo xtask codegen` keeps old programs compiling.
# `new`: the arguments of the constructor; `set`, `attr`, `map`: Rust name, CloudFormation name, type.
";

/// Everything that is frozen.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Lock {
    /// Marker and reference.
    pub(crate) markers: BTreeMap<String, String>,
    /// Service and feature.
    pub(crate) features: BTreeMap<String, String>,
    /// By CloudFormation type.
    pub(crate) resources: BTreeMap<String, Signature>,
}

/// What is frozen of one resource.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Signature {
    pub(crate) module: String,
    pub(crate) reference: Option<Type>,
    pub(crate) attributes: Vec<Field>,
    pub(crate) maps: Vec<Field>,
    pub(crate) body: Frozen,
    pub(crate) types: BTreeMap<String, Frozen>,
    /// Constants and values.
    pub(crate) enums: BTreeMap<String, Vec<(String, String)>>,
}

/// What is frozen of an object.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Frozen {
    /// The CloudFormation names of the constructor's arguments.
    pub(crate) new: Vec<String>,
    pub(crate) setters: Vec<Field>,
}

impl Lock {
    /// What the generated code has.
    pub(crate) fn of(modules: &[(&str, Module)], features: &Features, markers: &Markers) -> Self {
        let resources = modules.iter().flat_map(|(_, module)| &module.resources);
        Self {
            markers: markers.iter().map(|(name, of)| (name.to_owned(), of.to_owned())).collect(),
            features: features.iter().map(|(name, of)| (name.to_owned(), of.to_owned())).collect(),
            resources: resources
                .map(|resource| (resource.type_name.clone(), Signature::of(resource)))
                .collect(),
        }
    }

    /// Forgets what `place` names and all that belongs to it: a service, a type, a property.
    /// Fails when nothing is called so.
    pub(crate) fn forget(&mut self, place: &str) -> Result<()> {
        let found = self.features.remove(place).is_some()
            | self.resources.remove(place).is_some()
            | self.resources.iter_mut().any(|(name, signature)| {
                place
                    .strip_prefix(name.as_str())
                    .and_then(|rest| rest.strip_prefix('.'))
                    .is_some_and(|rest| signature.forget(rest))
            });
        found.then_some(()).context(format_args!("nothing in the lock is called `{place}`"))
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut lock = Self::default();
        let mut current = String::new();
        let mut reader = Reader::default();
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            let read = match line.split_once(' ') {
                Some(("marker", rest)) => pair(rest).map(|(a, b)| drop(lock.markers.insert(a, b))),
                Some(("feature", rest)) => {
                    pair(rest).map(|(a, b)| drop(lock.features.insert(a, b)))
                }
                Some(("", rest)) => match lock.resources.get_mut(&current) {
                    Some(signature) => reader.line(signature, rest),
                    None => Err(Error::new("no resource stands above this")),
                },
                _ => pair(line).map(|(name, module)| {
                    reader = Reader::default();
                    let signature = Signature { module, ..Signature::default() };
                    lock.resources.insert(name.clone(), signature);
                    current = name;
                }),
            };
            read.context(format_args!("signatures.lock:{}", number + 1))?;
        }
        Ok(lock)
    }

    pub(crate) fn render(&self) -> String {
        let mut out = HEAD.to_owned();
        // Writing to a `String` cannot fail.
        for (name, reference) in &self.markers {
            let _ = writeln!(out, "marker {name} {reference}");
        }
        for (service, feature) in &self.features {
            let _ = writeln!(out, "feature {service} {feature}");
        }
        for (name, signature) in &self.resources {
            let _ = writeln!(out, "{name} {}", signature.module);
            signature.render(&mut out);
        }
        out
    }
}

fn pair(text: &str) -> Result<(String, String)> {
    let (a, b) = text.split_once(' ').context("two words are needed")?;
    Ok((a.to_owned(), b.to_owned()))
}

impl Signature {
    fn of(resource: &ResourceModule) -> Self {
        let values = |values: &Enum| values.values.iter().chain(&values.gone).cloned().collect();
        let types = |nested: &NestedType| (nested.name.clone(), Frozen::of(&nested.fields));
        Self {
            module: resource.module.clone(),
            reference: Some(resource.reference.clone()),
            attributes: sorted(resource.attributes.iter().chain(&resource.gone)),
            maps: resource.maps.clone(),
            body: Frozen::of(&resource.fields),
            types: resource.types.iter().map(types).collect(),
            enums: resource.enums.iter().map(|e| (e.name.clone(), values(e))).collect(),
        }
    }

    /// Forgets `A` or `Nested` or `Nested.A` or `Enum`, and whether it was there.
    fn forget(&mut self, place: &str) -> bool {
        let (owner, name) = place.split_once('.').unwrap_or(("", place));
        let frozen =
            if owner.is_empty() { Some(&mut self.body) } else { self.types.get_mut(owner) };
        let mut found = frozen.is_some_and(|frozen| frozen.forget(name));
        for fields in [&mut self.attributes, &mut self.maps] {
            let before = fields.len();
            fields.retain(|field| field.aws != place);
            found |= fields.len() < before;
        }
        found | self.types.remove(place).is_some() | self.enums.remove(place).is_some()
    }

    fn render(&self, out: &mut String) {
        if let Some(reference) = &self.reference {
            let _ = writeln!(out, " ref {reference}");
        }
        fields(" attr", &self.attributes, out);
        fields(" map", &self.maps, out);
        self.body.render(" ", out);
        for (name, frozen) in &self.types {
            let _ = writeln!(out, " type {name}");
            frozen.render("  ", out);
        }
        for (name, values) in &self.enums {
            let _ = writeln!(out, " enum {name}");
            let mut values = values.clone();
            values.sort_by(|a, b| a.1.cmp(&b.1));
            for (constant, value) in values {
                let _ = writeln!(out, "  const {constant} {value:?}");
            }
        }
    }
}

impl Frozen {
    fn of(fields: &Fields) -> Self {
        Self {
            new: fields.required.iter().map(|field| field.aws.clone()).collect(),
            setters: sorted(fields.all.iter().chain(&fields.gone)),
        }
    }

    fn forget(&mut self, name: &str) -> bool {
        let before = self.setters.len();
        self.setters.retain(|field| field.aws != name);
        self.new.retain(|argument| argument != name);
        self.setters.len() < before
    }

    fn render(&self, indent: &str, out: &mut String) {
        if !self.new.is_empty() {
            let _ = writeln!(out, "{indent}new {}", self.new.join(" "));
        }
        fields(&format!("{indent}set"), &self.setters, out);
    }
}

fn sorted<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<Field> {
    let mut fields: Vec<Field> = fields.cloned().collect();
    fields.sort_by(|a, b| a.aws.cmp(&b.aws));
    fields
}

fn fields(head: &str, fields: &[Field], out: &mut String) {
    for Field { rust, aws, ty } in fields {
        let _ = writeln!(out, "{head} {rust} {aws} {ty}");
    }
}

/// Reads the indented lines of one resource.
#[derive(Default)]
struct Reader {
    nested: Option<String>,
    values: Option<String>,
}

impl Reader {
    fn line(&mut self, signature: &mut Signature, line: &str) -> Result<()> {
        let line_of_part = line.strip_prefix(' ');
        let (keyword, rest) =
            line_of_part.unwrap_or(line).split_once(' ').context("a keyword and more is needed")?;
        let frozen = match (line_of_part, &self.nested) {
            (None, _) => &mut signature.body,
            (Some(_), Some(name)) => signature.types.entry(name.clone()).or_default(),
            (Some(_), None) => {
                let values = self.values.as_ref().context("no type or enum stands above this")?;
                let (constant, value) = pair(rest)?;
                let value = serde_json::from_str(&value).context("a quoted value")?;
                signature.enums.entry(values.clone()).or_default().push((constant, value));
                return Ok(());
            }
        };
        match keyword {
            "new" => frozen.new = rest.split(' ').map(str::to_owned).collect(),
            "set" => frozen.setters.push(field(rest)?),
            "ref" => signature.reference = Some(Type::parse(rest)?),
            "attr" => signature.attributes.push(field(rest)?),
            "map" => signature.maps.push(field(rest)?),
            "type" => {
                (self.nested, self.values) = (Some(rest.to_owned()), None);
                signature.types.entry(rest.to_owned()).or_default();
            }
            "enum" => {
                (self.nested, self.values) = (None, Some(rest.to_owned()));
                signature.enums.entry(rest.to_owned()).or_default();
            }
            other => return Err(Error::new(format!("unknown keyword `{other}`"))),
        }
        Ok(())
    }
}

fn field(text: &str) -> Result<Field> {
    let mut parts = text.splitn(3, ' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(rust), Some(aws), Some(ty)) => {
            Ok(Field { rust: rust.to_owned(), aws: aws.to_owned(), ty: Type::parse(ty)? })
        }
        _ => Err(Error::new("a Rust name, a CloudFormation name and a type are needed")),
    }
}
