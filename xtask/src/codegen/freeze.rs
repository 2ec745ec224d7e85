//! Keeps the promises of the lock: an update of the specification must not stop a program from
//! compiling.
//!
//! | the source says now | the code |
//! |---|---|
//! | a property is required | is no argument of `new`; only synthesis asks for it |
//! | a property is not required any more | stays an argument |
//! | a property, an attribute or a value is gone | stays, deprecated |
//! | a text has known values, or is a reference | stays a text |
//! | anything else of another type, another name or gone | an error: patch it, or accept it |

use super::{
    decide::{Enum, Field, Fields, NestedType, ResourceModule, unique},
    features::Features,
    lock::{Frozen, Lock, Signature},
    types::Type,
};
use std::collections::BTreeSet;

/// Changes `fresh` so that it has everything that `locked` promises; what cannot be kept is in
/// `problems`.
pub(crate) fn freeze(
    fresh: &mut ResourceModule,
    locked: &Signature,
    problems: &mut Vec<String>,
) -> crate::error::Result<()> {
    let name = fresh.type_name.clone();
    if fresh.module != locked.module {
        problems.push(format!("{name}: the module `{}` became `{}`", locked.module, fresh.module));
    }
    let enums: BTreeSet<String> =
        fresh.enums.iter().map(|e| e.name.clone()).chain(locked.enums.keys().cloned()).collect();
    let is_text = |name: &str| enums.contains(name);
    let mut keep = Keeper { is_text: &is_text, problems };
    if let Some(reference) = &locked.reference {
        fresh.reference = keep.ty(&name, reference, &fresh.reference, false);
    }
    fresh.gone = keep.fields(&name, &locked.attributes, &mut fresh.attributes, false);
    let gone_maps = keep.fields(&name, &locked.maps, &mut fresh.maps, false);
    for Field { aws, .. } in gone_maps {
        keep.problems.push(format!("{name}.{aws} is gone"));
    }
    keep.object(&name, &locked.body, &mut fresh.fields);
    let own: BTreeSet<String> = fresh.local().into_iter().map(str::to_owned).collect();
    for (nested, frozen) in &locked.types {
        match fresh.types.iter_mut().find(|found| found.name == *nested) {
            Some(found) => keep.object(&format!("{name}.{nested}"), frozen, &mut found.fields),
            // Deprecated setters still take it.
            None => fresh.types.push(NestedType { name: nested.clone(), fields: whole(frozen) }),
        }
    }
    for (values, constants) in &locked.enums {
        match fresh.enums.iter_mut().find(|found| found.name == *values) {
            Some(found) => keep_values(constants, found),
            None => fresh.enums.push(Enum {
                name: values.clone(),
                values: constants.clone(),
                gone: Vec::new(),
            }),
        }
    }
    drop_unreachable(fresh, &own);
    fresh.types.sort_by(|a, b| a.name.cmp(&b.name));
    fresh.enums.sort_by(|a, b| a.name.cmp(&b.name));
    for both in fresh.types.iter().filter(|nested| enums.contains(&nested.name)) {
        problems.push(format!("{name}.{} is a type and an enum", both.name));
    }
    for Fields { all, gone, .. } in
        fresh.types.iter().map(|nested| &nested.fields).chain([&fresh.fields])
    {
        unique(all.iter().chain(gone))?;
    }
    unique(fresh.attributes.iter().chain(&fresh.gone).chain(&fresh.maps))
}

/// What `lock` promises of whole services: the types in it were not found, and a service must stay
/// behind its feature.
pub(crate) fn lost(lock: &Lock, features: &Features) -> Vec<String> {
    let gone = lock.resources.keys().map(|name| format!("{name} is gone"));
    let moved = lock.features.iter().filter(|(service, was)| features.of(service) != *was);
    let moved = moved.map(|(service, was)| {
        format!("{service}: the feature `{was}` became `{}`", features.of(service))
    });
    gone.chain(moved).collect()
}

/// Drops types and enums of the lock that no setter takes any more: those of what was accepted.
fn drop_unreachable(resource: &mut ResourceModule, own: &BTreeSet<String>) {
    fn visit(fields: &Fields, reached: &mut BTreeSet<String>) {
        for mut ty in fields.all.iter().chain(&fields.gone).map(|field| &field.ty) {
            while let Type::List(item) | Type::Map(item) = ty {
                ty = item;
            }
            if let Type::Local(name) = ty {
                reached.insert(name.clone());
            }
        }
    }
    let mut reached = own.clone();
    visit(&resource.fields, &mut reached);
    loop {
        let before = reached.len();
        for nested in resource
            .types
            .iter()
            .filter(|nested| reached.contains(&nested.name))
            .collect::<Vec<_>>()
        {
            visit(&nested.fields, &mut reached);
        }
        if reached.len() == before {
            break;
        }
    }
    resource.types.retain(|nested| reached.contains(&nested.name));
    resource.enums.retain(|values| reached.contains(&values.name));
}

struct Keeper<'a, F: Fn(&str) -> bool> {
    is_text: &'a F,
    problems: &'a mut Vec<String>,
}

impl<F: Fn(&str) -> bool> Keeper<'_, F> {
    fn ty(&mut self, place: &str, locked: &Type, fresh: &Type, is_setter: bool) -> Type {
        locked.settle(fresh, is_setter, self.is_text).unwrap_or_else(|error| {
            self.problems.push(format!("{place}: {error}"));
            fresh.clone()
        })
    }

    /// Gives `fresh` the names and types that are locked, and gives back what is gone from it.
    fn fields(
        &mut self,
        place: &str,
        locked: &[Field],
        fresh: &mut [Field],
        is_setter: bool,
    ) -> Vec<Field> {
        let mut gone = Vec::new();
        for old in locked {
            match fresh.iter_mut().find(|field| field.aws == old.aws) {
                Some(field) => {
                    let place = format!("{place}.{}", old.aws);
                    field.rust.clone_from(&old.rust);
                    field.ty = self.ty(&place, &old.ty, &field.ty, is_setter);
                }
                None => gone.push(old.clone()),
            }
        }
        gone
    }

    fn object(&mut self, place: &str, locked: &Frozen, fresh: &mut Fields) {
        fresh.gone = self.fields(place, &locked.setters, &mut fresh.all, true);
        fresh.required = arguments(locked, &fresh.all.iter().chain(&fresh.gone));
    }
}

/// The locked arguments, in their order.
fn arguments<'f>(
    locked: &Frozen,
    fields: &(impl Iterator<Item = &'f Field> + Clone),
) -> Vec<Field> {
    let named = |name: &String| fields.clone().find(|field| field.aws == *name).cloned();
    locked.new.iter().filter_map(named).collect()
}

/// A type that the source no longer has, as it was.
fn whole(locked: &Frozen) -> Fields {
    let all = locked.setters.clone();
    Fields { required: arguments(locked, &all.iter()), all, gone: Vec::new() }
}

/// Keeps the names of values that were there, and the values that are gone.
fn keep_values(locked: &[(String, String)], fresh: &mut Enum) {
    let now: Vec<String> = fresh.values.iter().map(|(_, value)| value.clone()).collect();
    let is_there = |value: &str| now.iter().any(|found| found == value);
    // A value whose capitals were corrected is the same value.
    let old = |value: &str| {
        let same = locked.iter().find(|(_, known)| known == value);
        let corrected = || {
            let gone = locked.iter().filter(|(_, known)| !is_there(known));
            gone.into_iter().find(|(_, known)| known.eq_ignore_ascii_case(value))
        };
        same.or_else(corrected).map(|(name, _)| name)
    };
    let mut taken: BTreeSet<String> = locked.iter().map(|(name, _)| name.clone()).collect();
    let mut kept = BTreeSet::new();
    for (name, value) in &mut fresh.values {
        match old(value).filter(|known| kept.insert((*known).clone())) {
            Some(known) => name.clone_from(known),
            None => {
                while !taken.insert(name.clone()) {
                    name.push('_');
                }
            }
        }
    }
    fresh.gone = locked.iter().filter(|(name, _)| !kept.contains(name)).cloned().collect();
}
