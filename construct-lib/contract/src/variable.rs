use std::{any::type_name, error, fmt, hash, marker::PhantomData, str::FromStr};

/// A type that one environment variable can hold.
///
/// # Example
///
/// A variable with a few allowed values. [`Fill`](crate::Fill) lets the stack
/// set it:
///
/// ```
/// use construct_contract::{Fill, Literal, Malformed, Variable};
///
/// #[derive(Debug, PartialEq)]
/// enum Mode { Fast, Careful }
///
/// impl Variable for Mode {
///     fn parse(text: &str) -> Result<Self, Malformed> {
///         match text {
///             "fast" => Ok(Mode::Fast),
///             "careful" => Ok(Mode::Careful),
///             _ => Err(Malformed::expected("`fast` or `careful`")),
///         }
///     }
/// }
///
/// impl<V: Literal> Fill<Mode, V> for Mode {
///     fn fill(self) -> V {
///         let text = match self { Mode::Fast => "fast", Mode::Careful => "careful" };
///         V::literal(text.to_owned())
///     }
/// }
///
/// assert_eq!(Mode::parse("fast"), Ok(Mode::Fast));
/// ```
#[diagnostic::on_unimplemented(
    message = "an environment variable cannot hold `{Self}`",
    label = "a variable is text, a number, a `bool`, a `Reader`, `Writer` or `ReaderWriter`, a `TableName`, a `Parsed`, or a type with its own `impl Variable`",
    note = "an optional variable is written as `Option<..>` itself, not through an alias"
)]
pub trait Variable: Sized {
    /// Reads the text of a variable.
    ///
    /// # Errors
    ///
    /// [`Malformed`], which says what was expected and cannot repeat the text.
    fn parse(text: &str) -> Result<Self, Malformed>;
}

/// Says what a variable should have held.
///
/// It cannot carry the text that was found: a variable may hold a secret, and
/// what is printed here ends in a log.
///
/// # Example
///
/// ```
/// use construct_contract::Malformed;
///
/// assert_eq!(Malformed::expected("`on` or `off`").to_string(), "expected `on` or `off`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    expected: Expected,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Text(&'static str),
    Type(&'static str),
}

impl Malformed {
    /// `what` completes the sentence that begins with "expected".
    #[must_use]
    pub const fn expected(what: &'static str) -> Self {
        Self { expected: Expected::Text(what) }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.expected {
            Expected::Text(what) => write!(f, "expected {what}"),
            Expected::Type(name) => write!(f, "expected what `{name}` can be read from"),
        }
    }
}

impl error::Error for Malformed {}

impl Variable for String {
    fn parse(text: &str) -> Result<Self, Malformed> {
        Ok(text.to_owned())
    }
}

impl Variable for bool {
    fn parse(text: &str) -> Result<Self, Malformed> {
        text.parse().map_err(|_| Malformed::expected("`true` or `false`"))
    }
}

impl Variable for f64 {
    fn parse(text: &str) -> Result<Self, Malformed> {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(Malformed::expected("a number")),
        }
    }
}

macro_rules! integers {
    ($($name:ty: $range:literal),* $(,)?) => {
        $(impl Variable for $name {
            fn parse(text: &str) -> Result<Self, Malformed> {
                text.parse()
                    .map_err(|_| Malformed::expected(concat!("a whole number ", $range)))
            }
        })*
    };
}

integers! {
    i8: "from -128 to 127",
    i16: "from -32768 to 32767",
    i32: "from -2147483648 to 2147483647",
    i64: "of 64 bits",
    u8: "from 0 to 255",
    u16: "from 0 to 65535",
    u32: "from 0 to 4294967295",
    u64: "of 64 bits, not negative",
    usize: "not negative",
}

/// A variable that is read with [`FromStr`] and written with
/// [`Display`](fmt::Display).
///
/// The error of the `FromStr` is not shown, because it may repeat the text.
///
/// # Example
///
/// ```
/// use std::net::IpAddr;
/// use construct_contract::{Parsed, Variable};
///
/// let Parsed(address) = Parsed::<IpAddr>::parse("10.0.0.1")?;
/// assert!(address.is_ipv4());
/// # Ok::<(), construct_contract::Malformed>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Parsed<T>(
    /// What was read.
    pub T,
);

impl<T: FromStr> Variable for Parsed<T> {
    fn parse(text: &str) -> Result<Self, Malformed> {
        text.parse().map(Self).map_err(|_| Malformed { expected: Expected::Type(type_name::<T>()) })
    }
}

/// The name of a table that holds items of type `T`.
///
/// The stack fills it with its table of `T`; the table of another type does
/// not fit. It says nothing of what the handler does with the table, so the
/// stack grants that by hand: [`Reader`](crate::Reader),
/// [`Writer`](crate::Writer) and [`ReaderWriter`](crate::ReaderWriter) grant it.
///
/// # Example
///
/// ```
/// use construct_contract::TableName;
///
/// struct User;
///
/// let users: TableName<User> = TableName::new("users-for-tests");
/// assert_eq!(users.as_str(), "users-for-tests");
/// ```
pub struct TableName<T> {
    name: String,
    // `fn() -> T` rather than `T`: a name is `Send` and `Sync` whatever `T` is.
    items: PhantomData<fn() -> T>,
}

impl<T> TableName<T> {
    /// Names a table, in a test or when the stack did not make it.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), items: PhantomData }
    }

    /// The name, as a request to DynamoDB wants it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl<T> Variable for TableName<T> {
    fn parse(text: &str) -> Result<Self, Malformed> {
        if text.is_empty() {
            return Err(Malformed::expected("the name of a table"));
        }
        Ok(Self::new(text))
    }
}

// Written by hand, because a derive would ask the same of `T`.
impl<T> Clone for TableName<T> {
    fn clone(&self) -> Self {
        Self::new(self.name.clone())
    }
}

impl<T> PartialEq for TableName<T> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<T> Eq for TableName<T> {}

impl<T> hash::Hash for TableName<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl<T> fmt::Debug for TableName<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TableName").field(&self.name).finish()
    }
}

impl<T> fmt::Display for TableName<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl<T> AsRef<str> for TableName<T> {
    fn as_ref(&self) -> &str {
        &self.name
    }
}
