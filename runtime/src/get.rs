use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use aws_sdk_dynamodb::config::retry::RetryConfig;

use crate::error::{Error, of_sdk};
use crate::item::{Item, KeyItem, RawItem, decode};
use crate::table::{RawTable, partition_key};

/// A request that is being answered.
pub type Answer<'a, O> = Pin<Box<dyn Future<Output = O> + Send + 'a>>;

/// Reads one item. See [`Table::get`](crate::Table::get).
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct Get<'a, T> {
    table: &'a RawTable,
    key: KeyItem,
    consistent: bool,
    once: bool,
    items: PhantomData<fn() -> T>,
}

impl<'a, T: Item> Get<'a, T> {
    pub(crate) fn new(table: &'a RawTable, key: KeyItem) -> Self {
        Self { table, key, consistent: false, once: false, items: PhantomData }
    }

    /// Sees every write that has ended, for twice the price. Otherwise a write
    /// of the last moment may be missing.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Sends the request once, whatever becomes of it: for what must be quick
    /// or may fail, such as a first request that opens the connection.
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }
}

impl<'a, T: Item> IntoFuture for Get<'a, T> {
    type Output = Result<Option<T>, Error>;
    type IntoFuture = Answer<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let found = get(self.table, self.key, self.consistent, self.once).await?;
            found.map(|item| decode(item, partition_key::<T>())).transpose()
        })
    }
}

async fn get(
    table: &RawTable,
    key: KeyItem,
    consistent: bool,
    once: bool,
) -> Result<Option<RawItem>, Error> {
    let request = table
        .client
        .get_item()
        .table_name(&table.name)
        .set_key(Some(key.into_raw()?))
        .set_consistent_read(consistent.then_some(true));
    let mut request = request.customize();
    if once {
        let retries = RetryConfig::disabled();
        request =
            request.config_override(aws_sdk_dynamodb::Config::builder().retry_config(retries));
    }
    let output = request.send().await.map_err(|error| of_sdk("GetItem", &error))?;
    Ok(output.item)
}
