//! Storing and removing one item.

use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{
    Delete as RawDelete, Put as RawPut, ReturnValue, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem,
};

use crate::condition::Condition;
use crate::error::{ConditionFailed, Error, WriteError, of_sdk};
use crate::expression::{Placeholders, RawNames};
use crate::get::Answer;
use crate::item::{Item, KeyItem, RawItem, decode, decode_met, encode_item};
use crate::retry::{Attempt, settle};
use crate::table::{RawTable, partition_key};

/// Counts how often the SDK sends a request.
#[derive(Clone, Default)]
pub(crate) struct Tries(Arc<AtomicU32>);

impl Tries {
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether an answer may have been lost.
    pub(crate) fn repeated(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 1
    }
}

/// A write that was refused because of its condition.
pub(crate) struct Refused {
    pub(crate) met: Option<RawItem>,
    pub(crate) repeated: bool,
}

impl Refused {
    pub(crate) fn into_error<T: Item>(self) -> WriteError<T> {
        match decode_met(self.met) {
            Ok(item) => {
                WriteError::ConditionFailed(ConditionFailed { item, repeated: self.repeated })
            }
            Err(error) => WriteError::Failed(error),
        }
    }
}

/// A condition that is written, with what it needs.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) condition: Option<String>,
    pub(crate) names: Option<RawNames>,
    pub(crate) values: Option<RawItem>,
}

impl Rendered {
    pub(crate) fn of<T>(condition: Option<&Condition<T>>) -> Result<Self, Error> {
        let mut all = Placeholders::default();
        let condition = condition.map(|condition| condition.render(&mut all)).transpose()?;
        let (names, values) = all.into_raw();
        Ok(Self { condition, names, values })
    }

    /// What a refusal shows: the item that it met.
    pub(crate) fn shown(&self) -> Option<ReturnValuesOnConditionCheckFailure> {
        self.condition.as_ref().map(|_| ReturnValuesOnConditionCheckFailure::AllOld)
    }
}

/// Adds a condition to those that are there.
pub(crate) fn add<T>(known: Option<Condition<T>>, more: Condition<T>) -> Condition<T> {
    match known {
        Some(known) => known.and(more),
        None => more,
    }
}

/// Stores one item. See [`Table::put`](crate::Table::put).
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct Put<'a, T> {
    table: &'a RawTable,
    item: Result<RawItem, Error>,
    condition: Option<Condition<T>>,
}

impl<'a, T: Item> Put<'a, T> {
    pub(crate) fn new(table: &'a RawTable, item: &T) -> Self {
        Self { table, item: encode_item(item), condition: None }
    }

    /// Writes only if the item in its place is like this. Several all hold.
    pub fn condition(mut self, condition: Condition<T>) -> Self {
        self.condition = Some(add(self.condition, condition));
        self
    }

    pub(crate) fn into_transaction(self) -> Result<TransactWriteItem, Error> {
        let rendered = Rendered::of(self.condition.as_ref())?;
        let put = RawPut::builder()
            .table_name(&self.table.name)
            .set_item(Some(self.item?))
            .set_return_values_on_condition_check_failure(rendered.shown())
            .set_condition_expression(rendered.condition)
            .set_expression_attribute_names(rendered.names)
            .set_expression_attribute_values(rendered.values)
            .build()?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}

impl<'a, T: Item + 'a> IntoFuture for Put<'a, T> {
    type Output = Result<(), WriteError<T>>;
    type IntoFuture = Answer<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let rendered = Rendered::of(self.condition.as_ref())?;
            match put(self.table, &self.item?, &rendered).await? {
                Ok(()) => Ok(()),
                Err(refused) => Err(refused.into_error()),
            }
        })
    }
}

async fn put(
    table: &RawTable,
    item: &RawItem,
    rendered: &Rendered,
) -> Result<Result<(), Refused>, Error> {
    settle(|| async {
        let tries = Tries::default();
        let counter = tries.clone();
        let sent = table
            .client
            .put_item()
            .table_name(&table.name)
            .set_item(Some(item.clone()))
            .set_condition_expression(rendered.condition.clone())
            .set_expression_attribute_names(rendered.names.clone())
            .set_expression_attribute_values(rendered.values.clone())
            .set_return_values_on_condition_check_failure(rendered.shown())
            .customize()
            .mutate_request(move |_| counter.count())
            .send()
            .await;
        let Err(error) = sent else { return Ok(Attempt::Ended(Ok(()))) };
        match error.as_service_error() {
            Some(PutItemError::ConditionalCheckFailedException(refusal)) => {
                let met = refusal.item().cloned();
                Ok(Attempt::Ended(Err(Refused { met, repeated: tries.repeated() })))
            }
            Some(PutItemError::TransactionConflictException(_)) => {
                Ok(Attempt::Conflict(of_sdk("PutItem", &error)))
            }
            _ => Err(of_sdk("PutItem", &error)),
        }
    })
    .await
}

/// Removes one item. See [`Table::delete`](crate::Table::delete).
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct Delete<'a, T> {
    table: &'a RawTable,
    key: KeyItem,
    condition: Option<Condition<T>>,
    items: PhantomData<fn() -> T>,
}

impl<'a, T: Item> Delete<'a, T> {
    pub(crate) fn new(table: &'a RawTable, key: KeyItem) -> Self {
        Self { table, key, condition: None, items: PhantomData }
    }

    /// Removes it only if it is like this. Several all hold.
    pub fn condition(mut self, condition: Condition<T>) -> Self {
        self.condition = Some(add(self.condition, condition));
        self
    }

    pub(crate) fn into_transaction(self) -> Result<TransactWriteItem, Error> {
        let rendered = Rendered::of(self.condition.as_ref())?;
        let delete = RawDelete::builder()
            .table_name(&self.table.name)
            .set_key(Some(self.key.into_raw()?))
            .set_return_values_on_condition_check_failure(rendered.shown())
            .set_condition_expression(rendered.condition)
            .set_expression_attribute_names(rendered.names)
            .set_expression_attribute_values(rendered.values)
            .build()?;
        Ok(TransactWriteItem::builder().delete(delete).build())
    }
}

impl<'a, T: Item + 'a> IntoFuture for Delete<'a, T> {
    /// The item that was there.
    type Output = Result<Option<T>, WriteError<T>>;
    type IntoFuture = Answer<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let rendered = Rendered::of(self.condition.as_ref())?;
            match delete(self.table, &self.key.into_raw()?, &rendered).await? {
                Ok(removed) => {
                    let removed = removed.map(|item| decode(item, partition_key::<T>()));
                    Ok(removed.transpose()?)
                }
                Err(refused) => Err(refused.into_error()),
            }
        })
    }
}

async fn delete(
    table: &RawTable,
    key: &RawItem,
    rendered: &Rendered,
) -> Result<Result<Option<RawItem>, Refused>, Error> {
    settle(|| async {
        let tries = Tries::default();
        let counter = tries.clone();
        let sent = table
            .client
            .delete_item()
            .table_name(&table.name)
            .set_key(Some(key.clone()))
            .set_condition_expression(rendered.condition.clone())
            .set_expression_attribute_names(rendered.names.clone())
            .set_expression_attribute_values(rendered.values.clone())
            .return_values(ReturnValue::AllOld)
            .set_return_values_on_condition_check_failure(rendered.shown())
            .customize()
            .mutate_request(move |_| counter.count())
            .send()
            .await;
        let error = match sent {
            Ok(output) => return Ok(Attempt::Ended(Ok(output.attributes))),
            Err(error) => error,
        };
        match error.as_service_error() {
            Some(DeleteItemError::ConditionalCheckFailedException(refusal)) => {
                let met = refusal.item().cloned();
                Ok(Attempt::Ended(Err(Refused { met, repeated: tries.repeated() })))
            }
            Some(DeleteItemError::TransactionConflictException(_)) => {
                Ok(Attempt::Conflict(of_sdk("DeleteItem", &error)))
            }
            _ => Err(of_sdk("DeleteItem", &error)),
        }
    })
    .await
}
