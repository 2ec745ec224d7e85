use std::future::IntoFuture;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::KeysAndAttributes;

use crate::error::{Error, Failure, of_sdk};
use crate::get::Answer;
use crate::item::{Item, KeyItem, RawItem, decode};
use crate::retry::Backoff;
use crate::table::{RawTable, partition_key};

/// The most keys that one request takes.
const MAX_KEYS: usize = 100;

/// Reads several items by their keys. See
/// [`Table::batch_get`](crate::Table::batch_get).
///
/// Any number of keys will do: 100 go into a request, and what DynamoDB leaves
/// out is asked for again. No key may be there twice.
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct BatchGet<'a, T> {
    table: &'a RawTable,
    keys: Vec<KeyItem>,
    consistent: bool,
    items: PhantomData<fn() -> T>,
}

impl<'a, T: Item> BatchGet<'a, T> {
    pub(crate) fn new(table: &'a RawTable, keys: impl Iterator<Item = KeyItem>) -> Self {
        Self { table, keys: keys.collect(), consistent: false, items: PhantomData }
    }

    /// Sees every write that has ended, for twice the price.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }
}

impl<'a, T: Item + 'a> IntoFuture for BatchGet<'a, T> {
    type Output = Result<Vec<T>, Error>;
    type IntoFuture = Answer<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let keys: Result<Vec<RawItem>, Error> =
                self.keys.into_iter().map(KeyItem::into_raw).collect();
            let mut items = Vec::new();
            for keys in keys?.chunks(MAX_KEYS) {
                items.extend(get(self.table, keys.to_vec(), self.consistent).await?);
            }
            items.into_iter().map(|item| decode(item, partition_key::<T>())).collect()
        })
    }
}

async fn get(
    table: &RawTable,
    keys: Vec<RawItem>,
    consistent: bool,
) -> Result<Vec<RawItem>, Error> {
    let mut items = Vec::new();
    let mut backoff = Backoff::new();
    let mut wanted = KeysAndAttributes::builder()
        .set_keys(Some(keys))
        .set_consistent_read(consistent.then_some(true))
        .build()?;
    loop {
        let output = table
            .client
            .batch_get_item()
            .request_items(&table.name, wanted)
            .send()
            .await
            .map_err(|error| of_sdk("BatchGetItem", &error))?;
        items.extend(output.responses.unwrap_or_default().remove(&table.name).unwrap_or_default());
        let left = output.unprocessed_keys.unwrap_or_default().remove(&table.name);
        match left.filter(|left| !left.keys().is_empty()) {
            None => return Ok(items),
            Some(left) if backoff.wait().await => wanted = left,
            Some(left) => {
                let cause = format!("BatchGetItem left out {} keys", left.keys().len());
                return Err(Error::new(Failure::Busy, cause));
            }
        }
    }
}
