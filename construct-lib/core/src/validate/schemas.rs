//! The schemas of the types that an app uses, each read once.

use std::rc::Rc;

use construct_schema::Schema;
use hashbrown::HashTable;

use crate::construct::fnv;

/// Schemas by the names of their types.
#[derive(Default)]
pub(super) struct Schemas<'a> {
    known: Vec<(&'a str, Option<Rc<Schema<'static>>>)>,
    places: HashTable<u32>,
}

impl<'a> Schemas<'a> {
    /// The schema of a type, when AWS had that at the time of the snapshot.
    pub(super) fn get(&mut self, name: &'a str) -> Option<Rc<Schema<'static>>> {
        let hash = fnv(name);
        let of = |place: &u32| self.known.get(*place as usize);
        if let Some(place) = self.places.find(hash, |p| of(p).is_some_and(|(n, _)| *n == name)) {
            return of(place).and_then(|(_, schema)| schema.clone());
        }
        // A text that cannot be read is a fault of ours, which the tests of
        // the tables find; users would rather deploy.
        let schema = construct_schema::find(name)
            .and_then(|text| Schema::parse(name.to_owned(), text).ok())
            .map(Rc::new);
        let place = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.push((name, schema.clone()));
        let known = &self.known;
        self.places.insert_unique(hash, place, |p| {
            known.get(*p as usize).map_or(0, |(name, _)| fnv(name))
        });
        schema
    }
}
