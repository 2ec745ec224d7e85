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
    /// The places of the names that were asked for last, by where they lie in
    /// memory: generated types have one name each.
    last: [Option<(&'a str, u32)>; LAST],
}

/// How many names are remembered.
const LAST: usize = 32;

impl<'a> Schemas<'a> {
    /// The schema of a type, when AWS had that at the time of the snapshot.
    pub(super) fn get(&mut self, name: &'a str) -> Option<Rc<Schema<'static>>> {
        let slot = (name.as_ptr() as usize).wrapping_mul(0x9E37_79B9) >> 16 & (LAST - 1);
        let place = match self.last[slot] {
            Some((known, place)) if std::ptr::eq(known, name) => place,
            _ => self.place(name),
        };
        self.last[slot] = Some((name, place));
        self.known.get(place as usize).and_then(|(_, schema)| schema.clone())
    }

    fn place(&mut self, name: &'a str) -> u32 {
        let hash = fnv(name);
        let of = |place: &u32| self.known.get(*place as usize);
        if let Some(place) = self.places.find(hash, |p| of(p).is_some_and(|(n, _)| *n == name)) {
            return *place;
        }
        // A text that cannot be read is a fault of ours, which the tests of
        // the tables find; users would rather deploy.
        let schema = construct_schema::find(name)
            .and_then(|text| Schema::parse(name.to_owned(), text).ok())
            .map(Rc::new);
        let place = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.push((name, schema));
        let known = &self.known;
        self.places.insert_unique(hash, place, |p| {
            known.get(*p as usize).map_or(0, |(name, _)| fnv(name))
        });
        place
    }
}
