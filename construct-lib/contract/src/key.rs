use std::borrow::Cow;

use crate::KeyType;

/// A Rust type that can be a key of a table.
///
/// Text, whole numbers and their newtypes are keys. Floating point numbers
/// are not: two that print alike may differ, and an item stored under one
/// would not be found again. `Vec<u8>` is not either, because serde writes it
/// as a list; wrap it in a newtype that says how it is written.
///
/// # Example
///
/// ```
/// use construct_contract::{KeyAttribute, KeyType};
///
/// /// A newtype is a key of the type it wraps.
/// #[derive(KeyAttribute)]
/// struct UserId(String);
///
/// /// An enum without data is text, as serde writes it.
/// #[derive(KeyAttribute)]
/// enum Status { Open, Shipped }
///
/// /// Where serde is told to write something else, `key_type` says what.
/// #[derive(KeyAttribute)]
/// #[key_attribute(key_type = "binary")]
/// struct Digest(#[serde(with = "serde_bytes")] Vec<u8>);
///
/// assert_eq!(UserId::TYPE, KeyType::String);
/// assert_eq!(Status::TYPE, KeyType::String);
/// assert_eq!(Digest::TYPE, KeyType::Binary);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key of a table",
    label = "a key is text, a whole number, or a newtype with `#[derive(KeyAttribute)]`",
    note = "the key of a table cannot be optional; the key of an index can, with `#[serde(skip_serializing_if = \"Option::is_none\")]`",
    note = "if serde writes the field as another type, say which: `#[table(key_type = \"string\")]`, \"number\" or \"binary\""
)]
pub trait KeyAttribute {
    /// The type that the attribute has in the table.
    const TYPE: KeyType;
}

/// A Rust type that can be a key of an index.
///
/// Every [`KeyAttribute`] can, and so can an `Option` of one: an item without
/// the attribute is in the table but not in the index. The field needs
/// `#[serde(skip_serializing_if = "Option::is_none")]`, because DynamoDB
/// refuses an item whose index key is null.
///
/// # Example
///
/// ```
/// use construct_contract::TableItem;
///
/// #[derive(TableItem)]
/// #[table(index(name = "by-phone", partition_key = "phone"))]
/// struct User {
///     #[table(partition_key)]
///     id: String,
///     #[serde(skip_serializing_if = "Option::is_none")]
///     phone: Option<String>,
/// }
///
/// assert_eq!(User::INDEXES.by_phone.partition_key().name(), "phone");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key of an index",
    label = "a key is text, a whole number, a newtype with `#[derive(KeyAttribute)]`, or an `Option` of one",
    note = "if serde writes the field as another type, say which: `#[table(key_type = \"string\")]`, \"number\" or \"binary\""
)]
pub trait IndexKeyAttribute {
    /// The type that the attribute has in the index.
    const TYPE: KeyType;
}

impl<T: KeyAttribute> IndexKeyAttribute for T {
    const TYPE: KeyType = T::TYPE;
}

impl<T: KeyAttribute> IndexKeyAttribute for Option<T> {
    const TYPE: KeyType = T::TYPE;
}

impl<T: KeyAttribute + ?Sized> KeyAttribute for &T {
    const TYPE: KeyType = T::TYPE;
}

impl<T: KeyAttribute + ?Sized> KeyAttribute for Box<T> {
    const TYPE: KeyType = T::TYPE;
}

impl<T: KeyAttribute + ToOwned + ?Sized> KeyAttribute for Cow<'_, T> {
    const TYPE: KeyType = T::TYPE;
}

macro_rules! keys {
    ($key_type:ident: $($name:ty),*) => {
        $(impl KeyAttribute for $name {
            const TYPE: KeyType = KeyType::$key_type;
        })*
    };
}

keys!(String: str, String);
keys!(Number: i8, i16, i32, i64, u8, u16, u32, u64);
