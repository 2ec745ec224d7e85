//! Between Rust values and what DynamoDB stores.

use aws_sdk_dynamodb::types::AttributeValue;
use construct_contract::{KeyWriter, TableItem, WriteKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_dynamo::aws_sdk_dynamodb_1 as dynamo;

use crate::error::Error;

/// An item as DynamoDB has it.
#[expect(clippy::disallowed_types, reason = "it is the SDK's type; no template is made from it")]
pub type RawItem = std::collections::HashMap<String, AttributeValue>;

/// A type whose values are stored in a table: a [`TableItem`] that serde
/// writes and reads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a table",
    label = "expected an item with keys that serde writes and reads",
    note = "add `#[derive(TableItem, Serialize, Deserialize)]` to it"
)]
pub trait Item: TableItem<Key: WriteKey<KeyItem>> + Serialize + DeserializeOwned {}

impl<T> Item for T where T: TableItem<Key: WriteKey<KeyItem>> + Serialize + DeserializeOwned {}

/// Gathers the attributes of a key.
#[derive(Debug, Default)]
pub struct KeyItem {
    attributes: Vec<(&'static str, Encoded)>,
}

/// A value for DynamoDB, or the reason why there is none.
pub(crate) type Encoded = Result<AttributeValue, Error>;

impl<V: Serialize> KeyWriter<V> for KeyItem {
    fn write(&mut self, name: &'static str, value: &V) {
        self.attributes.push((name, encode(value)));
    }
}

impl KeyItem {
    pub(crate) fn of(key: &impl WriteKey<Self>) -> Self {
        let mut item = Self::default();
        key.write_key(&mut item);
        item
    }

    /// The key as a request takes it.
    pub(crate) fn into_raw(self) -> Result<RawItem, Error> {
        let attributes = self.attributes.into_iter();
        attributes.map(|(name, value)| Ok((name.to_owned(), value?))).collect()
    }

    /// The one attribute of a partition key.
    pub(crate) fn into_first(self) -> Result<(&'static str, AttributeValue), Error> {
        match self.attributes.into_iter().next() {
            Some((name, value)) => Ok((name, value?)),
            None => Err(Error::defect("a key without attributes")),
        }
    }
}

pub(crate) fn encode(value: &impl Serialize) -> Encoded {
    // Serde's own words may repeat the value.
    dynamo::to_attribute_value(value)
        .map_err(|_| Error::defect("a value cannot be written as an attribute"))
}

pub(crate) fn encode_item(item: &impl Serialize) -> Result<RawItem, Error> {
    dynamo::to_item(item).map_err(|_| Error::defect("a value cannot be written as an item"))
}

/// Reads an item. An error names the item's key and none of its other values.
pub(crate) fn decode<U: DeserializeOwned>(item: RawItem, key: &'static str) -> Result<U, Error> {
    let id = match item.get(key) {
        Some(AttributeValue::S(text) | AttributeValue::N(text)) => format!(" `{text}`"),
        _ => String::new(),
    };
    dynamo::from_item(item).map_err(|_| {
        let wanted = std::any::type_name::<U>();
        Error::defect(format!("the item{id} has not the attributes of a `{wanted}`"))
    })
}

/// Reads the item that a failed condition met, if it met any.
pub(crate) fn decode_met<T: Item>(item: Option<RawItem>) -> Result<Option<T>, Error> {
    // Some servers send an empty item for none.
    let item = item.filter(|item| !item.is_empty());
    item.map(|item| decode(item, T::SCHEMA.partition_key().name())).transpose()
}

/// What an attribute of type `V` may be set to or compared with: a `V`, a
/// reference to one, text for a `String`, and the content of an `Option`.
#[diagnostic::on_unimplemented(
    message = "the attribute does not hold a `{Self}`",
    label = "expected a `{V}`",
    note = "an attribute that serde's `with` writes takes the stored value: see `Update::set_raw`"
)]
pub trait Holds<V>: Serialize {}

impl<V: Serialize> Holds<V> for V {}
impl<V: Serialize> Holds<V> for &V {}
impl<V: Serialize> Holds<Option<V>> for V {}
impl Holds<String> for &str {}
impl Holds<Option<String>> for &str {}
