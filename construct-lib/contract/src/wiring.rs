use std::{fmt, marker::PhantomData};

use crate::{Environment, Parsed, TableName};

/// What can fill an environment variable of type `S`.
///
/// `V` is what the stack keeps of a variable, which this crate does not know:
/// an expression of its template language, and perhaps what the function may do
/// with it. A literal fills the variable of its own type. `construct-lib` adds
/// its constructs: a table of `T` fills a [`Reader<T>`](crate::Reader), and the
/// function may read it.
///
/// # Example
///
/// ```
/// use construct_contract::{Fill, Literal};
///
/// /// A template language that has nothing but text.
/// struct Text(String);
/// impl Literal for Text {
///     fn literal(text: String) -> Self { Text(text) }
/// }
///
/// let filled: Text = Fill::<u32, Text>::fill(25);
/// assert_eq!(filled.0, "25");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot fill an environment variable of type `{S}`",
    label = "expected something that yields a `{S}`"
)]
pub trait Fill<S, V> {
    /// What the variable gets.
    fn fill(self) -> V;
}

/// What can fill an optional environment variable of type `S`, or leave it out.
///
/// `None` leaves the variable out of the template. A literal, a reference to
/// whatever can [`Fill`] the variable, and `Some` of the variable's own type
/// fill it.
///
/// # Example
///
/// ```
/// use construct_contract::{FillOptional, Literal};
///
/// struct Text(String);
/// impl Literal for Text {
///     fn literal(text: String) -> Self { Text(text) }
/// }
///
/// let filled: Option<Text> = FillOptional::<u32, Text>::fill_optional(25);
/// assert!(filled.is_some());
/// let left_out: Option<Text> = FillOptional::<u32, Text>::fill_optional(None);
/// assert!(left_out.is_none());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot fill an optional environment variable of type `{S}`",
    label = "expected something that yields a `{S}`, or `None`",
    note = "`None` leaves the variable out; a value or a construct is given itself, without `Some`"
)]
pub trait FillOptional<S, V> {
    /// What the variable gets, or `None` to leave it out.
    fn fill_optional(self) -> Option<V>;
}

// There is one impl for `Option` and its content is the variable's own type,
// so that the compiler knows the type of a bare `None`.
impl<S: Fill<S, V>, V> FillOptional<S, V> for Option<S> {
    fn fill_optional(self) -> Option<V> {
        self.map(S::fill)
    }
}

impl<'a, F: ?Sized, S, V> FillOptional<S, V> for &'a F
where
    &'a F: Fill<S, V>,
{
    fn fill_optional(self) -> Option<V> {
        Some(self.fill())
    }
}

/// A template language in which plain text is an expression.
///
/// `construct-lib` implements it once, for its text values.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot hold literal text")]
pub trait Literal {
    /// The expression that stands for `text`.
    fn literal(text: String) -> Self;
}

macro_rules! literals {
    ($($name:ty),* $(,)?) => {
        $(
            impl<V: Literal> Fill<$name, V> for $name {
                fn fill(self) -> V {
                    V::literal(self.to_string())
                }
            }

            impl<V: Literal> FillOptional<$name, V> for $name {
                fn fill_optional(self) -> Option<V> {
                    Some(self.fill())
                }
            }
        )*
    };
}

literals!(bool, f64, i8, i16, i32, i64, u8, u16, u32, u64, usize);

impl<V: Literal> Fill<String, V> for String {
    fn fill(self) -> V {
        V::literal(self)
    }
}

impl<V: Literal> FillOptional<String, V> for String {
    fn fill_optional(self) -> Option<V> {
        Some(V::literal(self))
    }
}

impl<V: Literal> Fill<String, V> for &String {
    fn fill(self) -> V {
        V::literal(self.clone())
    }
}

impl<V: Literal> Fill<String, V> for &str {
    fn fill(self) -> V {
        V::literal(self.to_owned())
    }
}

impl<T: fmt::Display, V: Literal> Fill<Parsed<T>, V> for Parsed<T> {
    fn fill(self) -> V {
        V::literal(self.0.to_string())
    }
}

// A table that another stack made is known by its name alone.
impl<T, V: Literal> Fill<TableName<T>, V> for TableName<T> {
    fn fill(self) -> V {
        V::literal(self.as_str().to_owned())
    }
}

/// Every variable of the environment `E`, filled with expressions.
///
/// It is made from the struct that `#[derive(Environment)]` generates: the
/// environment's name with `Wire` at the end. `construct-lib` takes it.
///
/// # Example
///
/// ```
/// use construct_contract::{Environment, Literal, Wiring};
///
/// struct Text(String);
/// impl Literal for Text {
///     fn literal(text: String) -> Self { Text(text) }
/// }
///
/// #[derive(Environment)]
/// #[environment(handler = "greeter")]
/// struct GreeterEnv { greeting: String, repeat: Option<u32> }
///
/// let wiring = Wiring::<GreeterEnv, Text>::from(GreeterEnvWire { greeting: "hello", repeat: None });
/// assert_eq!(wiring.handler(), "greeter");
/// assert_eq!(wiring.variables().len(), 1);
/// ```
pub struct Wiring<E, V> {
    variables: Vec<(&'static str, V)>,
    environment: PhantomData<fn() -> E>,
}

impl<E, V> Wiring<E, V> {
    /// Takes the variables in the order of the environment's fields.
    #[doc(hidden)]
    #[must_use]
    pub fn new(variables: impl IntoIterator<Item = (&'static str, Option<V>)>) -> Self {
        Self {
            variables: variables
                .into_iter()
                .filter_map(|(name, value)| Some((name, value?)))
                .collect(),
            environment: PhantomData,
        }
    }

    /// The variables that are set, in the order of the environment's fields.
    #[must_use]
    pub fn variables(&self) -> &[(&'static str, V)] {
        &self.variables
    }

    /// The variables that are set, in the order of the environment's fields.
    #[must_use]
    pub fn into_variables(self) -> Vec<(&'static str, V)> {
        self.variables
    }
}

impl<E: Environment, V> Wiring<E, V> {
    /// The binary that reads these variables.
    #[must_use]
    pub fn handler(&self) -> &'static str {
        E::HANDLER
    }
}

// Written by hand, because a derive would ask the same of `E`.
impl<E, V: fmt::Debug> fmt::Debug for Wiring<E, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wiring").field("variables", &self.variables).finish()
    }
}
