//! A table, and what a handler may do with it.

use std::fmt;

use aws_sdk_dynamodb::Client;
use construct_contract::{Access, CanRead, CanWrite, QueryKey, TableItem, TableSchema};

use crate::batch_get::BatchGet;
use crate::batch_write::BatchWrite;
use crate::get::Get;
use crate::item::{Item, KeyItem};
use crate::query::{Query, Scan};
use crate::transaction::{ConditionCheck, Transaction};
use crate::update::Update;
use crate::write::{Delete, Put};

/// A table that holds items of one type.
///
/// It is made of what the handler's environment asks for. `A` is that: a
/// `Reader<User>` has the methods that read, a `Writer<User>` those that write,
/// a `ReaderWriter<User>` all. The stack grants just the same.
///
/// Each method describes a request, which is sent when it is awaited.
///
/// # Example
///
/// ```no_run
/// use construct_contract::{ReaderWriter, TableItem};
/// use construct_runtime::{Error, Table, WriteError};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, Serialize, Deserialize, TableItem)]
/// #[table(index(name = "by-email", partition_key = "email"))]
/// struct User {
///     #[table(partition_key)]
///     id: String,
///     email: String,
///     visits: u64,
/// }
///
/// async fn visit(users: &Table<ReaderWriter<User>>) -> Result<(), WriteError<User>> {
///     let known = users.query(UserByEmailKey { email: "ann@example.com".into() }).first().await?;
///     let Some(ann) = known else { return Ok(()) };
///     users.update(UserKey { id: ann.id }).increment(User::ATTRIBUTES.visits, 1).await?;
///     Ok(())
/// }
/// ```
pub struct Table<A> {
    raw: RawTable,
    access: A,
}

/// A table whose items nobody knows.
#[derive(Clone)]
pub(crate) struct RawTable {
    pub(crate) client: Client,
    pub(crate) name: String,
}

impl<A: Access> Table<A> {
    /// The table that `access` names, with permission for what it covers.
    pub fn new(client: &Client, access: A) -> Self {
        let name = access.table_name().to_owned();
        Self { raw: RawTable { client: client.clone(), name }, access }
    }

    /// The table's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.access.table_name()
    }

    /// What a field of the environment asked for.
    #[must_use]
    pub fn access(&self) -> &A {
        &self.access
    }

    /// The same table seen as one of other items, which have the same keys.
    ///
    /// Items of several types in one table are AWS's single-table design.
    /// Types whose keys have another name or type do not compile.
    #[must_use]
    pub fn of<U: TableItem>(&self) -> Table<A::Of<U>>
    where
        A::Item: TableItem,
    {
        const {
            assert!(
                same_keys(<A::Item as TableItem>::SCHEMA, U::SCHEMA),
                "items in one table have the same keys"
            );
        }
        Table { raw: self.raw.clone(), access: A::Of::<U>::of_table(self.raw.name.clone()) }
    }

    /// Writes in several tables at once: all of them, or none.
    pub fn transaction(&self) -> Transaction {
        Transaction::new(&self.raw.client)
    }
}

impl<T: Item, A: Access<Item = T>> Table<A> {
    /// The item with this key, if there is one.
    #[expect(clippy::needless_pass_by_value, reason = "keys are given away")]
    pub fn get(&self, key: T::Key) -> Get<'_, T>
    where
        A: CanRead,
    {
        Get::new(&self.raw, KeyItem::of(&key))
    }

    /// The items with these keys, as far as they are there, in any order.
    pub fn batch_get(&self, keys: impl IntoIterator<Item = T::Key>) -> BatchGet<'_, T>
    where
        A: CanRead,
    {
        BatchGet::new(&self.raw, keys.into_iter().map(|key| KeyItem::of(&key)))
    }

    /// The items with this key of the table, or of one of its indexes.
    #[expect(clippy::needless_pass_by_value, reason = "keys are given away")]
    pub fn query<K>(&self, key: K) -> Query<'_, T, K>
    where
        A: CanRead,
        K: QueryKey<T> + construct_contract::WriteKey<KeyItem>,
    {
        Query::new(&self.raw, &key)
    }

    /// All items. It reads, and costs, as much as the table holds.
    pub fn scan(&self) -> Scan<'_, T>
    where
        A: CanRead,
    {
        Scan::new(&self.raw)
    }

    /// Asks a transaction to go on only if an item is like this.
    #[expect(clippy::needless_pass_by_value, reason = "keys are given away")]
    pub fn check(&self, key: T::Key, condition: crate::Condition<T>) -> ConditionCheck<T>
    where
        A: CanRead,
    {
        ConditionCheck::new(&self.raw, KeyItem::of(&key), condition)
    }

    /// Stores an item, in place of one that has its key.
    pub fn put(&self, item: &T) -> Put<'_, T>
    where
        A: CanWrite,
    {
        Put::new(&self.raw, item)
    }

    /// Stores an item, whose key must be new.
    pub fn put_new(&self, item: &T) -> Put<'_, T>
    where
        A: CanWrite,
    {
        Put::new(&self.raw, item).condition(crate::Condition::no_item(partition_key::<T>()))
    }

    /// Changes attributes of the item with this key, which must be there.
    #[expect(clippy::needless_pass_by_value, reason = "keys are given away")]
    pub fn update(&self, key: T::Key) -> Update<'_, T>
    where
        A: CanWrite,
    {
        Update::new(&self.raw, KeyItem::of(&key))
    }

    /// Removes the item with this key, if there is one, and gives it back.
    #[expect(clippy::needless_pass_by_value, reason = "keys are given away")]
    pub fn delete(&self, key: T::Key) -> Delete<'_, T>
    where
        A: CanWrite,
    {
        Delete::new(&self.raw, KeyItem::of(&key))
    }

    /// Stores and removes many items, each for itself.
    pub fn batch_write(&self) -> BatchWrite<'_, T>
    where
        A: CanWrite,
    {
        BatchWrite::new(&self.raw)
    }
}

impl<A: Clone> Clone for Table<A> {
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), access: self.access.clone() }
    }
}

impl<A: fmt::Debug> fmt::Debug for Table<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Table").field(&self.access).finish()
    }
}

impl fmt::Debug for RawTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RawTable").field(&self.name).finish()
    }
}

pub(crate) const fn partition_key<T: TableItem>() -> &'static str {
    T::SCHEMA.partition_key().name()
}

const fn same_keys(one: &TableSchema, other: &TableSchema) -> bool {
    same_key(one.partition_key(), other.partition_key())
        && match (one.sort_key(), other.sort_key()) {
            (Some(one), Some(other)) => same_key(one, other),
            (None, None) => true,
            _ => false,
        }
}

const fn same_key(one: construct_contract::Key, other: construct_contract::Key) -> bool {
    let (left, right) = (one.name().as_bytes(), other.name().as_bytes());
    if left.len() != right.len() || one.key_type() as u8 != other.key_type() as u8 {
        return false;
    }
    let mut position = 0;
    while position < left.len() {
        if left[position] != right[position] {
            return false;
        }
        position += 1;
    }
    true
}
