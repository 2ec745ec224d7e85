//! What a handler asks of a table.

use std::{fmt, hash, marker::PhantomData};

use crate::{Fill, Literal, Malformed, Variable};

/// Permission to use a table that holds items of one type.
///
/// [`Reader`], [`Writer`] and [`ReaderWriter`] are such permissions. A handler
/// has one as a field of its environment, and `construct-runtime` makes a table
/// of it that offers what the permission covers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no permission to use a table",
    label = "expected a `Reader<..>`, a `Writer<..>` or a `ReaderWriter<..>`"
)]
pub trait Access {
    /// What the table holds.
    type Item;

    /// The same permission for a table of other items.
    type Of<U>: Access<Item = U>;

    /// The permission to use the table of this name.
    fn of_table(name: String) -> Self;

    /// The table's name.
    fn table_name(&self) -> &str;
}

/// A permission that covers reading.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not read the table",
    label = "the handler did not ask to read it",
    note = "make the field of the handler's environment a `Reader<..>`, or a `ReaderWriter<..>` for both: the stack then grants it"
)]
pub trait CanRead: Access {}

/// A permission that covers writing and deleting.
#[diagnostic::on_unimplemented(
    message = "`{Self}` may not write to the table",
    label = "the handler did not ask to write to it",
    note = "make the field of the handler's environment a `Writer<..>`, or a `ReaderWriter<..>` for both: the stack then grants it"
)]
pub trait CanWrite: Access {}

macro_rules! accesses {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            pub struct $name<T> {
                table: String,
                // `fn() -> T` rather than `T`: it is `Send` and `Sync` whatever `T` is.
                items: PhantomData<fn() -> T>,
            }

            impl<T> $name<T> {
                /// Names a table, in a test, or when only its name is
                /// known: a stack that fills a variable with it grants nothing.
                #[must_use]
                pub fn new(table: impl Into<String>) -> Self {
                    Self { table: table.into(), items: PhantomData }
                }

                /// The table's name, as a request to DynamoDB wants it.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.table
                }
            }

            impl<T> Access for $name<T> {
                type Item = T;
                type Of<U> = $name<U>;

                fn of_table(name: String) -> Self {
                    Self::new(name)
                }

                fn table_name(&self) -> &str {
                    &self.table
                }
            }

            impl<T> Variable for $name<T> {
                fn parse(text: &str) -> Result<Self, Malformed> {
                    if text.is_empty() {
                        return Err(Malformed::expected("the name of a table"));
                    }
                    Ok(Self::new(text))
                }
            }

            impl<T, V: Literal> Fill<$name<T>, V> for $name<T> {
                fn fill(self) -> V {
                    V::literal(self.table)
                }
            }

            // Written by hand, because a derive would ask the same of `T`.
            impl<T> Clone for $name<T> {
                fn clone(&self) -> Self {
                    Self::new(self.table.clone())
                }
            }

            impl<T> PartialEq for $name<T> {
                fn eq(&self, other: &Self) -> bool {
                    self.table == other.table
                }
            }

            impl<T> Eq for $name<T> {}

            impl<T> hash::Hash for $name<T> {
                fn hash<H: hash::Hasher>(&self, state: &mut H) {
                    self.table.hash(state);
                }
            }

            impl<T> fmt::Debug for $name<T> {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.debug_tuple(stringify!($name)).field(&self.table).finish()
                }
            }
        )*
    };
}

accesses! {
    /// A table whose items of type `T` the handler reads.
    ///
    /// A field of the handler's environment: the handler says what it needs,
    /// and the stack that fills the field with its table grants just that, to
    /// get items and to query and scan the table and its indexes.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_contract::{Environment, Reader};
    ///
    /// struct User;
    ///
    /// #[derive(Environment)]
    /// #[environment(handler = "user-report")]
    /// struct ReportEnv {
    ///     users: Reader<User>, // environment variable USERS
    /// }
    ///
    /// let env = ReportEnv::load_from(|_| Some("users-1".to_owned()))?;
    /// assert_eq!(env.users.as_str(), "users-1");
    /// # Ok::<(), construct_contract::EnvironmentError>(())
    /// ```
    Reader;

    /// A table whose items of type `T` the handler writes and deletes, and
    /// never reads.
    ///
    /// A field of the handler's environment, like [`Reader`]: the stack that
    /// fills it grants to put, update and delete items. A write may have
    /// conditions all the same.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_contract::Writer;
    ///
    /// struct Order;
    ///
    /// let orders: Writer<Order> = Writer::new("orders-for-tests");
    /// assert_eq!(orders.as_str(), "orders-for-tests");
    /// ```
    Writer;

    /// A table whose items of type `T` the handler reads, writes and deletes.
    ///
    /// A field of the handler's environment: what [`Reader`] and [`Writer`]
    /// are together, in one variable.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_contract::{CanRead, CanWrite, ReaderWriter};
    ///
    /// struct User;
    ///
    /// fn copy<A: CanRead + CanWrite>(table: &A) -> &str { table.table_name() }
    /// # use construct_contract::Access;
    /// assert_eq!(copy(&ReaderWriter::<User>::new("users-for-tests")), "users-for-tests");
    /// ```
    ReaderWriter;
}

// Written out, because the compiler shows these lines to who lacks one.
impl<T> CanRead for Reader<T> {}
impl<T> CanRead for ReaderWriter<T> {}
impl<T> CanWrite for Writer<T> {}
impl<T> CanWrite for ReaderWriter<T> {}

impl<T> ReaderWriter<T> {
    /// Permission to read alone, for a part of the handler that only reads.
    #[must_use]
    pub fn reader(&self) -> Reader<T> {
        Reader::new(self.table.clone())
    }

    /// Permission to write alone, for a part of the handler that only writes.
    #[must_use]
    pub fn writer(&self) -> Writer<T> {
        Writer::new(self.table.clone())
    }
}
