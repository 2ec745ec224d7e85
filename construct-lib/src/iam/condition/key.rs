//! What a condition looks at, by the type of its values.

use std::fmt;
use std::marker::PhantomData;

use construct_core::Key;

/// A key of a condition: what of a request it looks at.
///
/// `K` says what the key holds, so that a text is not compared as a number.
/// Most keys are constants; see AWS on [global
/// keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
/// and on those of [each
/// service](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
///
/// ```
/// use construct_lib::iam::{Condition, ConditionKey, StringKey};
///
/// const DEPARTMENT: ConditionKey<StringKey> = ConditionKey::new("aws:PrincipalTag/department");
///
/// let sales = Condition::string_equals(DEPARTMENT, "sales");
/// ```
pub struct ConditionKey<K> {
    name: Key,
    kind: PhantomData<K>,
}

/// The key holds a text.
#[derive(Debug)]
pub enum StringKey {}

/// The key holds an ARN, which can be compared as a text, too.
#[derive(Debug)]
pub enum ArnKey {}

/// The key holds `true` or `false`.
#[derive(Debug)]
pub enum BoolKey {}

/// The key holds a number.
#[derive(Debug)]
pub enum NumericKey {}

/// The key holds a date with its time.
#[derive(Debug)]
pub enum DateKey {}

/// The key holds an IP address.
#[derive(Debug)]
pub enum IpAddressKey {}

/// The key holds bytes, which a policy has in base 64.
#[derive(Debug)]
pub enum BinaryKey {}

/// The key holds several values in one request: whether all or any of them
/// are meant must be said.
#[derive(Debug)]
pub enum ListOf<K> {
    #[doc(hidden)]
    Never(std::convert::Infallible, PhantomData<K>),
}

impl<K> ConditionKey<K> {
    /// A key, by its name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name: Key::Borrowed(name), kind: PhantomData }
    }

    /// A key whose name is made by the program: it holds a tag's key or the
    /// name of an identity provider, for example
    /// `token.actions.githubusercontent.com:sub`.
    #[must_use]
    pub fn named(name: impl Into<Key>) -> Self {
        Self { name: name.into(), kind: PhantomData }
    }

    /// The name as a policy has it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<K> ConditionKey<ListOf<K>> {
    /// One value of the request at least has to match.
    ///
    /// ```
    /// use construct_lib::iam::{Condition, ConditionKey, ListOf, StringKey};
    ///
    /// const TAG_KEYS: ConditionKey<ListOf<StringKey>> = ConditionKey::new("aws:TagKeys");
    ///
    /// let costs = Condition::string_equals(TAG_KEYS.for_any_value(), "cost-center");
    /// ```
    #[must_use]
    pub fn for_any_value(self) -> ForValues<K> {
        ForValues { name: self.name, prefix: "ForAnyValue:", kind: PhantomData }
    }

    /// Every value of the request has to match, if there is any.
    ///
    /// A request without values matches: where that would allow too much, add
    /// [`Condition::present`](super::Condition::present).
    #[must_use]
    pub fn for_all_values(self) -> ForValues<K> {
        ForValues { name: self.name, prefix: "ForAllValues:", kind: PhantomData }
    }
}

/// All or any of the values that a key holds in one request.
pub struct ForValues<K> {
    name: Key,
    /// What stands before the operator.
    prefix: &'static str,
    kind: PhantomData<K>,
}

mod sealed {
    use construct_core::Key;

    #[expect(unnameable_types, reason = "nobody else is to implement it")]
    pub trait Tested {
        /// What stands before the operator, and the name of the key.
        fn into_parts(self) -> (&'static str, Key);
    }
}

pub(super) use sealed::Tested;

impl<K> Tested for ConditionKey<K> {
    fn into_parts(self) -> (&'static str, Key) {
        ("", self.name)
    }
}

impl<K> Tested for ForValues<K> {
    fn into_parts(self) -> (&'static str, Key) {
        (self.prefix, self.name)
    }
}

/// A key whose values an operator can compare as `K`.
#[diagnostic::on_unimplemented(
    message = "an operator for `{K}` cannot compare `{Self}`",
    label = "this key holds something else",
    note = "a key of several values is compared by `.for_any_value()` or `.for_all_values()`",
    note = "a key whose type is wrong or unknown is written `ConditionKey::<StringKey>::new(\"service:Key\")`"
)]
pub trait KeyOf<K>: Tested {}

#[diagnostic::do_not_recommend]
impl<K> KeyOf<K> for ConditionKey<K> {}
#[diagnostic::do_not_recommend]
impl<K> KeyOf<K> for ForValues<K> {}
#[diagnostic::do_not_recommend]
impl KeyOf<StringKey> for ConditionKey<ArnKey> {}
#[diagnostic::do_not_recommend]
impl KeyOf<StringKey> for ForValues<ArnKey> {}

// Derived, these would ask the same of `K`.
impl<K> Clone for ConditionKey<K> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for ConditionKey<K> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<K> fmt::Debug for ConditionKey<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ConditionKey").field(&self.name).finish()
    }
}

impl<K> fmt::Debug for ForValues<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ForValues").field(&self.prefix).field(&self.name).finish()
    }
}
