//! Keys as values: which item, or which items together.

use crate::{Index, TableItem};

/// The part of a key that a query names, of the table or of one of its indexes.
///
/// `#[derive(TableItem)]` makes a struct for each index, and one for the table
/// when it has a sort key. So a query of an index that does not exist, or by
/// another key, does not compile.
///
/// # Example
///
/// ```
/// use construct_contract::{QueryKey, TableItem};
///
/// #[derive(TableItem)]
/// #[table(index(name = "by-author", partition_key = "author", sort_key = "title"))]
/// struct Note {
///     #[table(partition_key)]
///     notebook: String,
///     #[table(sort_key)]
///     id: u64,
///     author: String,
///     title: String,
/// }
///
/// // Which item, which items of the table, and which of the index.
/// let one = NoteKey { notebook: "a".to_owned(), id: 1 };
/// let all = NotePartitionKey { notebook: "a".to_owned() };
/// let hers = NoteByAuthorKey { author: "Ann".to_owned() };
///
/// fn index<K: QueryKey<Note>>(_: &K) -> Option<&'static str> {
///     K::INDEX.map(|index| index.name())
/// }
/// assert_eq!(index(&all), None);
/// assert_eq!(index(&hers), Some("by-author"));
/// # let _ = one;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which `{T}`s to look for",
    label = "a query takes the key of one of the table's indexes, or its partition key",
    note = "`#[derive(TableItem)]` makes a struct for each: for an index `by-email` of `User`s it is `UserByEmailKey`"
)]
pub trait QueryKey<T: TableItem> {
    /// The type of the sort key; [`NoSortKey`] when there is none.
    type SortKey;

    /// The index that is asked, or `None` for the table itself.
    const INDEX: Option<Index>;
}

/// The sort key of what has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSortKey {}

/// A key that can be written with a `W`, attribute by attribute.
///
/// The derive writes it; this crate does not know how an item looks, and what
/// stores items does.
pub trait WriteKey<W> {
    /// Writes each attribute of the key.
    fn write_key(&self, writer: &mut W);
}

/// What writes the attributes of keys that are `V`s.
pub trait KeyWriter<V: ?Sized> {
    /// Writes an attribute.
    fn write(&mut self, name: &'static str, value: &V);
}
