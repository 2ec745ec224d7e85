use std::future::IntoFuture;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::{DeleteRequest, PutRequest, WriteRequest};

use crate::error::{Error, Failure, of_sdk};
use crate::get::Answer;
use crate::item::{Item, KeyItem, encode_item};
use crate::retry::Backoff;
use crate::table::RawTable;

/// The most writes that one request takes.
const MAX_WRITES: usize = 25;

/// Stores and removes several items. See
/// [`Table::batch_write`](crate::Table::batch_write).
///
/// Each write is done for itself and without a condition: after an error some
/// are done. Any number of them will do: 25 go into a request, and what
/// DynamoDB leaves out is asked for again. No item may be there twice.
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct BatchWrite<'a, T> {
    table: &'a RawTable,
    writes: Vec<Result<WriteRequest, Error>>,
    items: PhantomData<fn() -> T>,
}

impl<'a, T: Item> BatchWrite<'a, T> {
    pub(crate) fn new(table: &'a RawTable) -> Self {
        Self { table, writes: Vec::new(), items: PhantomData }
    }

    /// Stores an item, in place of one that has its key.
    pub fn put(mut self, item: &T) -> Self {
        self.writes.push(put(item));
        self
    }

    /// Stores several.
    pub fn put_all<'i>(mut self, items: impl IntoIterator<Item = &'i T>) -> Self
    where
        T: 'i,
    {
        self.writes.extend(items.into_iter().map(put));
        self
    }

    /// Removes an item, if it is there.
    pub fn delete(mut self, key: &T::Key) -> Self {
        self.writes.push(delete(KeyItem::of(key)));
        self
    }
}

fn put(item: &impl serde::Serialize) -> Result<WriteRequest, Error> {
    let put = PutRequest::builder().set_item(Some(encode_item(item)?)).build()?;
    Ok(WriteRequest::builder().put_request(put).build())
}

fn delete(key: KeyItem) -> Result<WriteRequest, Error> {
    let delete = DeleteRequest::builder().set_key(Some(key.into_raw()?)).build()?;
    Ok(WriteRequest::builder().delete_request(delete).build())
}

impl<'a, T: Item + 'a> IntoFuture for BatchWrite<'a, T> {
    type Output = Result<(), Error>;
    type IntoFuture = Answer<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let writes: Result<Vec<WriteRequest>, Error> = self.writes.into_iter().collect();
            for writes in writes?.chunks(MAX_WRITES) {
                write(self.table, writes.to_vec()).await?;
            }
            Ok(())
        })
    }
}

async fn write(table: &RawTable, mut writes: Vec<WriteRequest>) -> Result<(), Error> {
    let mut backoff = Backoff::new();
    loop {
        let output = table
            .client
            .batch_write_item()
            .request_items(&table.name, writes)
            .send()
            .await
            .map_err(|error| of_sdk("BatchWriteItem", &error))?;
        let left = output.unprocessed_items.unwrap_or_default().remove(&table.name);
        match left.filter(|left| !left.is_empty()) {
            None => return Ok(()),
            Some(left) if backoff.wait().await => writes = left,
            Some(left) => {
                let cause = format!("BatchWriteItem left out {} writes", left.len());
                return Err(Error::new(Failure::Busy, cause));
            }
        }
    }
}
