//! Reading many items.

use std::future::IntoFuture;
use std::marker::PhantomData;

use construct_contract::{Index, IndexKind, QueryKey, TableSchema, WriteKey};
use serde::de::DeserializeOwned;

use crate::condition::Condition;
use crate::cursor::Cursor;
use crate::error::Error;
use crate::get::Answer;
use crate::item::{Item, KeyItem};
use crate::page::{Page, Pages, Search};
use crate::sort_key::{SortKey, SortRange};
use crate::table::RawTable;

macro_rules! shared {
    ($name:ident<$($parameter:ident),*> $(where [$($bounds:tt)*])?) => {
        impl<'a, $($parameter,)*> $name<'a, $($parameter,)*>
        where
            U: DeserializeOwned + Send + 'a,
            T: Item,
            $($($bounds)*)?
        {
            /// Leaves out what does not match, after it was read and paid for.
            pub fn filter(mut self, condition: Condition<T>) -> Self {
                self.filter = Some(condition);
                self
            }

            /// Looks at this many items for a page, and at 1 MB of them at most.
            pub fn limit(mut self, items: u32) -> Self {
                self.limit = Some(items);
                self
            }

            /// Goes on where another page ended.
            pub fn after(mut self, cursor: impl Into<Option<Cursor>>) -> Self {
                self.after = cursor.into();
                self
            }

            /// One page, and where the next begins.
            ///
            /// # Errors
            ///
            /// An [`Error`] when the table did not answer, or the cursor is of
            /// another list.
            pub async fn page(self) -> Result<Page<U>, Error> {
                let mut pages = self.pages();
                Ok(pages.next_page().await?.unwrap_or_default())
            }

            /// All items, page by page.
            pub fn pages(self) -> Pages<'a, U> {
                Pages::new(self.search())
            }

            /// The first item.
            ///
            /// # Errors
            ///
            /// As [`page`](Self::page).
            pub async fn first(self) -> Result<Option<U>, Error> {
                // With a filter, the first that matches may be the thousandth.
                let this = if self.filter.is_none() { self.limit(1) } else { self };
                this.pages().next_item().await
            }

            /// Reads the items as another type: for an index that does not hold
            /// all attributes.
            pub fn read_as<V: DeserializeOwned + Send>(self) -> shared!(@as $name, $($parameter),*) {
                $name {
                    table: self.table,
                    key: self.key,
                    sort: self.sort,
                    filter: self.filter,
                    descending: self.descending,
                    consistent: self.consistent,
                    limit: self.limit,
                    after: self.after,
                    types: PhantomData,
                }
            }
        }

        /// All items, of all pages.
        impl<'a, $($parameter,)*> IntoFuture for $name<'a, $($parameter,)*>
        where
            U: DeserializeOwned + Send + 'a,
            T: Item + 'a,
            $($($bounds)*)?
        {
            type Output = Result<Vec<U>, Error>;
            type IntoFuture = Answer<'a, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                let mut pages = self.pages();
                Box::pin(async move {
                    let mut all = Vec::new();
                    while let Some(page) = pages.next_page().await? {
                        all.extend(page.items);
                    }
                    Ok(all)
                })
            }
        }
    };
    (@as Query, $t:ident, $k:ident, $u:ident) => { Query<'a, $t, $k, V> };
    (@as Scan, $t:ident, $u:ident) => { Scan<'a, $t, V> };
}

/// Reads the items with one key. See [`Table::query`](crate::Table::query).
///
/// Awaited, it gives all of them; [`page`](Self::page) gives some,
/// [`pages`](Self::pages) one page after the other, and [`first`](Self::first)
/// the first.
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct Query<'a, T, K, U = T> {
    table: &'a RawTable,
    key: Option<KeyItem>,
    sort: Option<SortRange>,
    filter: Option<Condition<T>>,
    descending: bool,
    consistent: bool,
    limit: Option<u32>,
    after: Option<Cursor>,
    types: PhantomData<fn() -> (K, U)>,
}

/// Reads all items. See [`Table::scan`](crate::Table::scan).
///
/// Awaited, it gives all of them; [`page`](Self::page) gives some, and
/// [`pages`](Self::pages) one page after the other.
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct Scan<'a, T, U = T> {
    table: &'a RawTable,
    key: Option<KeyItem>,
    sort: Option<SortRange>,
    filter: Option<Condition<T>>,
    descending: bool,
    consistent: bool,
    limit: Option<u32>,
    after: Option<Cursor>,
    types: PhantomData<fn() -> U>,
}

shared!(Query<T, K, U> where [K: QueryKey<T>,]);
shared!(Scan<T, U>);

impl<'a, T: Item, K: QueryKey<T> + WriteKey<KeyItem>> Query<'a, T, K> {
    pub(crate) fn new(table: &'a RawTable, key: &K) -> Self {
        Self {
            table,
            key: Some(KeyItem::of(key)),
            sort: None,
            filter: None,
            descending: false,
            consistent: false,
            limit: None,
            after: None,
            types: PhantomData,
        }
    }
}

impl<'a, T: Item, K: QueryKey<T>, U> Query<'a, T, K, U> {
    /// Looks only for some of the sort keys.
    pub fn sort_key(mut self, range: SortKey<K::SortKey>) -> Self
    where
        K::SortKey: construct_contract::KeyAttribute,
    {
        self.sort = Some(range.into_range());
        self
    }

    /// From the greatest sort key to the smallest.
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// Sees every write that has ended, for twice the price. A global index
    /// cannot: that does not compile.
    pub fn consistent(mut self) -> Self {
        const {
            assert!(
                !is_global(K::INDEX),
                "a global index has no consistent reads: ask the table, or a local index"
            );
        }
        self.consistent = true;
        self
    }

    fn search(self) -> Search<'a> {
        let index = K::INDEX;
        let sort_key = index.map_or_else(|| T::SCHEMA.sort_key(), |index| index.sort_key());
        Search {
            table: self.table,
            index: index.map(|index| index.name()),
            key: self.key,
            sort: self.sort.zip(sort_key.map(|key| key.name())),
            filter: self.filter.map(Condition::into_part),
            backward: self.descending,
            consistent: self.consistent,
            limit: self.limit,
            after: self.after,
            item_key: T::SCHEMA.partition_key().name(),
            cursor_names: key_names(T::SCHEMA, index),
        }
    }
}

impl<'a, T: Item> Scan<'a, T> {
    pub(crate) fn new(table: &'a RawTable) -> Self {
        Self {
            table,
            key: None,
            sort: None,
            filter: None,
            descending: false,
            consistent: false,
            limit: None,
            after: None,
            types: PhantomData,
        }
    }

    /// Goes on after the item with this key, which need not be there any more.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the key cannot be written.
    pub fn after_key(mut self, key: &T::Key) -> Result<Self, Error> {
        self.after = Some(Cursor::new(KeyItem::of(key).into_raw()?));
        Ok(self)
    }
}

impl<'a, T: Item, U> Scan<'a, T, U> {
    /// Sees every write that has ended, for twice the price.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    fn search(self) -> Search<'a> {
        Search {
            table: self.table,
            index: None,
            key: None,
            sort: None,
            filter: self.filter.map(Condition::into_part),
            backward: false,
            consistent: self.consistent,
            limit: self.limit,
            after: self.after,
            item_key: T::SCHEMA.partition_key().name(),
            cursor_names: key_names(T::SCHEMA, None),
        }
    }
}

const fn is_global(index: Option<Index>) -> bool {
    match index {
        Some(index) => matches!(index.kind(), IndexKind::Global),
        None => false,
    }
}

/// The attributes of a cursor: the table's keys and the index's.
fn key_names(schema: &TableSchema, index: Option<Index>) -> Vec<&'static str> {
    let mut names = vec![schema.partition_key().name()];
    let own = index.map(|index| [Some(index.partition_key()), index.sort_key()]);
    for key in [schema.sort_key()].into_iter().chain(own.into_iter().flatten()).flatten() {
        if !names.contains(&key.name()) {
            names.push(key.name());
        }
    }
    names
}
