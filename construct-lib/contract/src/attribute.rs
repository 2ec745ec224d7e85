use std::{borrow::Cow, fmt, marker::PhantomData};

/// An attribute of the items `T`, which holds a `V`.
///
/// `#[derive(TableItem)]` makes one for each field, in `ATTRIBUTES`. Where text
/// is due, it stands for its name.
///
/// # Example
///
/// ```
/// use construct_contract::{Attribute, TableItem};
///
/// #[derive(TableItem)]
/// #[serde(rename_all = "camelCase")]
/// struct User {
///     #[table(partition_key)]
///     user_id: String,
///     age: u8,
/// }
///
/// let age: Attribute<User, u8> = User::ATTRIBUTES.age;
/// assert_eq!(age.name(), "age");
/// assert_eq!(User::ATTRIBUTES.user_id, "userId");
/// ```
pub struct Attribute<T, V> {
    name: &'static str,
    holds: PhantomData<fn() -> (T, V)>,
}

/// What an attribute holds that a function of serde's `with` writes: it is
/// known to that function alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opaque {}

impl<T, V> Attribute<T, V> {
    /// The attribute that a stored item has under `name`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, holds: PhantomData }
    }

    /// Its name in a stored item.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

// Written by hand, because derives would ask the same of `T` and `V`.
impl<T, V> Clone for Attribute<T, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, V> Copy for Attribute<T, V> {}

impl<T, V> fmt::Debug for Attribute<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attribute").field(&self.name).finish()
    }
}

impl<T, V> fmt::Display for Attribute<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl<T, V> PartialEq<str> for Attribute<T, V> {
    fn eq(&self, other: &str) -> bool {
        self.name == other
    }
}

impl<T, V> PartialEq<&str> for Attribute<T, V> {
    fn eq(&self, other: &&str) -> bool {
        self.name == *other
    }
}

impl<T, V> AsRef<str> for Attribute<T, V> {
    fn as_ref(&self) -> &str {
        self.name
    }
}

impl<T, V> From<Attribute<T, V>> for &'static str {
    fn from(attribute: Attribute<T, V>) -> Self {
        attribute.name
    }
}

impl<T, V> From<Attribute<T, V>> for Cow<'static, str> {
    fn from(attribute: Attribute<T, V>) -> Self {
        Cow::Borrowed(attribute.name)
    }
}

impl<T, V> From<Attribute<T, V>> for String {
    fn from(attribute: Attribute<T, V>) -> Self {
        attribute.name.to_owned()
    }
}
