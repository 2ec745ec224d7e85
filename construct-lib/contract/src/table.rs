/// The type of a key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// Text, `S` in a template.
    String,
    /// A number, `N` in a template.
    Number,
    /// Bytes, `B` in a template.
    Binary,
}

/// A key attribute: its name in the table and its type.
///
/// # Example
///
/// ```
/// use construct_contract::{Key, KeyType};
///
/// let key = Key::new("userId", KeyType::String);
/// assert_eq!(key.name(), "userId");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    name: &'static str,
    key_type: KeyType,
}

impl Key {
    /// A key called `name` in the table.
    #[must_use]
    pub const fn new(name: &'static str, key_type: KeyType) -> Self {
        Self { name, key_type }
    }

    /// The attribute's name, as it stands in a stored item.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The attribute's type.
    #[must_use]
    pub const fn key_type(&self) -> KeyType {
        self.key_type
    }
}

/// Whether an index has its own partition key or shares the table's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IndexKind {
    /// A partition key of its own; can be added to a table later.
    Global,
    /// The table's partition key with another sort key; is made with the table.
    Local,
}

/// Which attributes an index holds besides the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Projection {
    /// All of them.
    All,
    /// None of them.
    KeysOnly,
    /// Those with these names.
    Include(&'static [&'static str]),
}

/// A secondary index of a table.
///
/// # Example
///
/// ```
/// use construct_contract::{Index, IndexKind, Key, KeyType, Projection};
///
/// const BY_EMAIL: Index = Index::global("by-email", Key::new("email", KeyType::String))
///     .with_projection(Projection::KeysOnly);
///
/// assert_eq!(BY_EMAIL.name(), "by-email");
/// assert_eq!(BY_EMAIL.kind(), IndexKind::Global);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Index {
    name: &'static str,
    kind: IndexKind,
    partition_key: Key,
    sort_key: Option<Key>,
    projection: Projection,
}

impl Index {
    /// An index with a partition key of its own, holding all attributes.
    #[must_use]
    pub const fn global(name: &'static str, partition_key: Key) -> Self {
        Self {
            name,
            kind: IndexKind::Global,
            partition_key,
            sort_key: None,
            projection: Projection::All,
        }
    }

    /// An index with the table's partition key, holding all attributes.
    #[must_use]
    pub const fn local(name: &'static str, partition_key: Key, sort_key: Key) -> Self {
        Self {
            name,
            kind: IndexKind::Local,
            partition_key,
            sort_key: Some(sort_key),
            projection: Projection::All,
        }
    }

    /// Sorts the items under one partition key by `key`.
    #[must_use]
    pub const fn with_sort_key(mut self, key: Key) -> Self {
        self.sort_key = Some(key);
        self
    }

    /// Says which attributes the index holds.
    #[must_use]
    pub const fn with_projection(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// The name a query gives.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the index is global or local.
    #[must_use]
    pub const fn kind(&self) -> IndexKind {
        self.kind
    }

    /// The partition key.
    #[must_use]
    pub const fn partition_key(&self) -> Key {
        self.partition_key
    }

    /// The sort key, if there is one.
    #[must_use]
    pub const fn sort_key(&self) -> Option<Key> {
        self.sort_key
    }

    /// The attributes that the index holds.
    #[must_use]
    pub const fn projection(&self) -> Projection {
        self.projection
    }
}

/// The keys and indexes of a table.
///
/// `#[derive(TableItem)]` writes it. The parts that CloudFormation wants from
/// a table, key schema, attribute definitions and indexes, all follow from it.
///
/// # Example
///
/// ```
/// use construct_contract::{Index, Key, KeyType, TableSchema};
///
/// const INDEXES: &[Index] = &[Index::global("by-email", Key::new("email", KeyType::String))];
/// const SCHEMA: TableSchema =
///     TableSchema::new(Key::new("id", KeyType::String)).with_indexes(INDEXES);
///
/// let names: Vec<_> = SCHEMA.key_attributes().iter().map(Key::name).collect();
/// assert_eq!(names, ["id", "email"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSchema {
    partition_key: Key,
    sort_key: Option<Key>,
    indexes: &'static [Index],
}

impl TableSchema {
    /// A table with a partition key only.
    #[must_use]
    pub const fn new(partition_key: Key) -> Self {
        Self { partition_key, sort_key: None, indexes: &[] }
    }

    /// Sorts the items under one partition key by `key`.
    #[must_use]
    pub const fn with_sort_key(mut self, key: Key) -> Self {
        self.sort_key = Some(key);
        self
    }

    /// Gives the table its secondary indexes.
    #[must_use]
    pub const fn with_indexes(mut self, indexes: &'static [Index]) -> Self {
        self.indexes = indexes;
        self
    }

    /// The partition key.
    #[must_use]
    pub const fn partition_key(&self) -> Key {
        self.partition_key
    }

    /// The sort key, if there is one.
    #[must_use]
    pub const fn sort_key(&self) -> Option<Key> {
        self.sort_key
    }

    /// The secondary indexes, in the order in which they were written.
    #[must_use]
    pub const fn indexes(&self) -> &'static [Index] {
        self.indexes
    }

    /// Every attribute that is a key of the table or of an index, once: the
    /// attribute definitions of the table.
    ///
    /// The table's keys come first, then those of each index in order.
    #[must_use]
    pub fn key_attributes(&self) -> Vec<Key> {
        let own = [Some(self.partition_key), self.sort_key];
        let indexed =
            self.indexes.iter().flat_map(|index| [Some(index.partition_key), index.sort_key]);
        let mut keys: Vec<Key> = Vec::new();
        for key in own.into_iter().chain(indexed).flatten() {
            if keys.iter().all(|known| known.name != key.name) {
                keys.push(key);
            }
        }
        keys
    }
}

/// A type whose values are the items of a table.
///
/// The derive takes the names from serde's attributes, so that the key in the
/// template is the key in the stored item: `rename`, `rename_all`, `skip`,
/// `skip_serializing` and `flatten` are all seen. What it reads:
///
/// | attribute | on | meaning |
/// |---|---|---|
/// | `#[table(partition_key)]` | a field | the table's partition key; needed once |
/// | `#[table(sort_key)]` | a field | the table's sort key |
/// | `#[table(key_type = "binary")]` | a field | the type that serde's `with` or `serialize_with` writes: `"string"`, `"number"` or `"binary"` |
/// | `#[table(index(name = "by-email", partition_key = "email"))]` | the struct | a global index; may have `sort_key = "field"` |
/// | `#[table(index(name = "by-date", local, sort_key = "date"))]` | the struct | a local index |
/// | `keys_only`, `include = ["field"]` | inside `index` | what the index holds; all attributes otherwise |
/// | `#[table(crate = "path")]` | the struct | where this crate is, if it is re-exported |
///
/// Fields are named as in Rust, also in an index. The derive adds two
/// constants to the type, so that a misspelt attribute or index does not
/// compile: `ATTRIBUTES`, with an [`Attribute`](crate::Attribute) for each
/// field, and `INDEXES`, with each [`Index`](crate::Index) under its name in
/// snake case.
///
/// It makes structs of the keys, too, whose fields are those of the item:
/// `UserKey` says which item, `UserByEmailKey` which items of the index
/// `by-email`, and `UserPartitionKey` which items of a table that has a sort key
/// ([`QueryKey`](crate::QueryKey)). A key that serde's `with` writes has in them
/// the type that is stored: `String`, `i64` or [`KeyBytes`](crate::KeyBytes).
///
/// Clippy takes two indexes that share a word, such as `local` or a key, for a
/// repetition; `#[allow(clippy::duplicated_attributes)]` on the struct tells it
/// better.
///
/// # Example
///
/// ```
/// use construct_contract::{KeyType, TableItem};
///
/// #[derive(TableItem)]
/// #[serde(rename_all = "camelCase")]
/// #[table(index(name = "by-email", partition_key = "email_address"))]
/// struct User {
///     #[table(partition_key)]
///     user_id: String,
///     email_address: String,
/// }
///
/// let key = User::SCHEMA.partition_key();
/// assert_eq!((key.name(), key.key_type()), ("userId", KeyType::String));
/// assert_eq!(User::ATTRIBUTES.email_address, "emailAddress");
/// assert_eq!(User::INDEXES.by_email.name(), "by-email");
///
/// let which = UserKey { user_id: "u1".to_owned() };
/// # let _ = which.user_id;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an item of a table",
    label = "it has no keys",
    note = "add `#[derive(TableItem)]` to it, and `#[table(partition_key)]` to its key"
)]
pub trait TableItem {
    /// Which item: the table's keys as a struct, such as `UserKey`.
    type Key;

    /// The keys and indexes of the table that holds these items.
    const SCHEMA: &'static TableSchema;
}
