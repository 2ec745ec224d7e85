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
    /// [`StringKey`], [`NumberKey`] or [`BinaryKey`]: the type that the
    /// attribute has in the table.
    type Kind: KeyKind;

    /// The same as a value.
    const TYPE: KeyType = <Self::Kind as KeyKind>::TYPE;
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
    /// The type without the `Option`: what one looks for in the index.
    type Key: KeyAttribute;

    /// The type that the attribute has in the index.
    const TYPE: KeyType = <Self::Key as KeyAttribute>::TYPE;
}

impl<T: KeyAttribute> IndexKeyAttribute for T {
    type Key = T;
}

impl<T: KeyAttribute> IndexKeyAttribute for Option<T> {
    type Key = T;
}

/// A type that a key can have in a table.
pub trait KeyKind {
    /// The same as a value.
    const TYPE: KeyType;
}

/// A type whose values begin with others: text and bytes do, numbers do not.
#[diagnostic::on_unimplemented(
    message = "a key of the kind `{Self}` does not begin with another",
    label = "only text and bytes have a beginning",
    note = "look for a range of numbers, for example with `SortKey::between`"
)]
pub trait HasPrefix: KeyKind {
    /// What they begin with: text or bytes.
    type Prefix: AsRef<[u8]> + ?Sized;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $key_type:ident: $($name:ty),*;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $kind {}

            impl KeyKind for $kind {
                const TYPE: KeyType = KeyType::$key_type;
            }

            $(impl KeyAttribute for $name {
                type Kind = $kind;
            })*
        )*
    };
}

kinds! {
    /// Keys that are text.
    StringKey = String: str, String;
    /// Keys that are numbers.
    NumberKey = Number: i8, i16, i32, i64, u8, u16, u32, u64;
    /// Keys that are bytes.
    BinaryKey = Binary: KeyBytes;
}

impl HasPrefix for StringKey {
    type Prefix = str;
}

impl HasPrefix for BinaryKey {
    type Prefix = [u8];
}

impl<T: KeyAttribute + ?Sized> KeyAttribute for &T {
    type Kind = T::Kind;
}

impl<T: KeyAttribute + ?Sized> KeyAttribute for Box<T> {
    type Kind = T::Kind;
}

impl<T: KeyAttribute + ToOwned + ?Sized> KeyAttribute for Cow<'_, T> {
    type Kind = T::Kind;
}

/// The bytes of a binary key, as they are stored.
///
/// Where `#[table(key_type = "binary")]` says what serde's `with` writes for a
/// field, a key struct has these instead of the field's own type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyBytes(
    /// The bytes.
    pub Vec<u8>,
);

#[cfg(feature = "serde")]
impl serde::Serialize for KeyBytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}
