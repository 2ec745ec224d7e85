//! Changing attributes of one item.

use std::future::IntoFuture;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, ReturnValue, TransactWriteItem, Update as RawUpdate,
};
use construct_contract::Attribute;

use crate::condition::Condition;
use crate::error::{Error, WriteError, of_sdk};
use crate::expression::Placeholders;
use crate::get::Answer;
use crate::item::{Encoded, Holds, Item, KeyItem, RawItem, decode, encode};
use crate::retry::{Attempt, settle};
use crate::table::{RawTable, partition_key};
use crate::write::{Refused, Rendered, Tries, add};

/// A number that an attribute can be raised by.
pub trait Number: serde::Serialize {}

macro_rules! numbers {
    ($($name:ty)*) => { $(impl Number for $name {})* };
}
numbers!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64);

/// Changes one item. See [`Table::update`](crate::Table::update).
///
/// It gives the item as it is afterwards. An item that is not there is a
/// condition that failed, unless [`or_create`](Self::or_create) says otherwise.
#[derive(Debug)]
#[must_use = "it is sent when it is awaited"]
pub struct Update<'a, T> {
    table: &'a RawTable,
    key: KeyItem,
    changes: Vec<Change>,
    condition: Option<Condition<T>>,
    create: bool,
    items: PhantomData<fn() -> T>,
}

#[derive(Debug)]
enum Change {
    Set(&'static str, Encoded),
    SetIfAbsent(&'static str, Encoded),
    /// Of an attribute that is there.
    Increment(&'static str, Encoded),
    /// Of an attribute that is zero, or a set without elements, if it is not there.
    Add(&'static str, Encoded),
    Remove(&'static str),
}

impl<'a, T: Item> Update<'a, T> {
    pub(crate) fn new(table: &'a RawTable, key: KeyItem) -> Self {
        Self { table, key, changes: Vec::new(), condition: None, create: false, items: PhantomData }
    }

    fn change(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// Sets an attribute. An `Option` that is `None` removes it.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn set<V>(self, attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        self.set_encoded(attribute.name(), encode(&value))
    }

    /// Sets an attribute to a value as it is stored, also one that serde's
    /// `with` writes.
    pub fn set_raw<V>(self, attribute: Attribute<T, V>, value: AttributeValue) -> Self {
        self.set_encoded(attribute.name(), Ok(value))
    }

    fn set_encoded(self, name: &'static str, value: Encoded) -> Self {
        self.change(match value {
            Ok(AttributeValue::Null(_)) => Change::Remove(name),
            value => Change::Set(name, value),
        })
    }

    /// Sets an attribute that is not there, and leaves one that is.
    #[expect(clippy::needless_pass_by_value, reason = "values are given away")]
    pub fn set_if_absent<V>(self, attribute: Attribute<T, V>, value: impl Holds<V>) -> Self {
        self.change(Change::SetIfAbsent(attribute.name(), encode(&value)))
    }

    /// Raises a number that is there.
    #[expect(clippy::needless_pass_by_value, reason = "numbers are given away")]
    pub fn increment<V: Number>(self, attribute: Attribute<T, V>, by: V) -> Self {
        self.change(Change::Increment(attribute.name(), encode(&by)))
    }

    /// Raises a number, which counts from zero if it is not there. With
    /// [`or_create`](Self::or_create) this counts in an item that need not be
    /// there either.
    #[expect(clippy::needless_pass_by_value, reason = "numbers are given away")]
    pub fn add<V: Number>(self, attribute: Attribute<T, V>, number: V) -> Self {
        self.change(Change::Add(attribute.name(), encode(&number)))
    }

    /// Removes an attribute.
    pub fn remove<V>(self, attribute: Attribute<T, Option<V>>) -> Self {
        self.change(Change::Remove(attribute.name()))
    }

    /// Writes only if the item is like this. Several all hold.
    pub fn condition(mut self, condition: Condition<T>) -> Self {
        self.condition = Some(add(self.condition, condition));
        self
    }

    /// Writes only if the item has this version, and gives it the next: when
    /// two change what they both read, one of them is refused.
    pub fn version(self, attribute: Attribute<T, u64>, version: u64) -> Self {
        self.condition(Condition::equals(attribute, version)).increment(attribute, 1)
    }

    /// Makes the item if it is not there, with these attributes alone: the type
    /// must be readable from them.
    pub fn or_create(mut self) -> Self {
        self.create = true;
        self
    }

    fn render(self) -> Result<Written<'a>, Error> {
        let mut all = Placeholders::default();
        let expression = render(&self.changes, &mut all)?;
        let condition = match (self.condition, self.create) {
            (condition, true) => condition,
            (condition, false) => {
                Some(add(condition, Condition::item_exists(partition_key::<T>())))
            }
        };
        let condition = condition.map(|one| one.render(&mut all)).transpose()?;
        let (names, values) = all.into_raw();
        Ok(Written {
            table: self.table,
            key: self.key.into_raw()?,
            expression,
            rendered: Rendered { condition, names, values },
        })
    }

    pub(crate) fn into_transaction(self) -> Result<TransactWriteItem, Error> {
        let Written { table, key, expression, rendered } = self.render()?;
        let update = RawUpdate::builder()
            .table_name(&table.name)
            .set_key(Some(key))
            // A transaction takes no update without changes.
            .set_update_expression(Some(expression.unwrap_or_default()))
            .set_return_values_on_condition_check_failure(rendered.shown())
            .set_condition_expression(rendered.condition)
            .set_expression_attribute_names(rendered.names)
            .set_expression_attribute_values(rendered.values)
            .build()?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}

/// The changes as an expression, if there are any.
fn render(changes: &[Change], all: &mut Placeholders) -> Result<Option<String>, Error> {
    let (mut set, mut add, mut remove) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        match change {
            Change::Set(name, value) => {
                let place = all.name(name);
                set.push(format!("{place} = {}", all.value(name, value)?));
            }
            Change::SetIfAbsent(name, value) => {
                let place = all.name(name);
                let value = all.value(name, value)?;
                set.push(format!("{place} = if_not_exists({place}, {value})"));
            }
            Change::Increment(name, value) => {
                let place = all.name(name);
                set.push(format!("{place} = {place} + {}", all.value(name, value)?));
            }
            Change::Add(name, value) => {
                let place = all.name(name);
                add.push(format!("{place} {}", all.value(name, value)?));
            }
            Change::Remove(name) => remove.push(all.name(name)),
        }
    }
    let clauses = [("SET", set), ("ADD", add), ("REMOVE", remove)];
    let clauses: Vec<String> = clauses
        .into_iter()
        .filter(|(_, parts)| !parts.is_empty())
        .map(|(word, parts)| format!("{word} {}", parts.join(", ")))
        .collect();
    Ok(Some(clauses.join(" ")).filter(|text| !text.is_empty()))
}

/// An update whose expressions are written.
struct Written<'a> {
    table: &'a RawTable,
    key: RawItem,
    expression: Option<String>,
    rendered: Rendered,
}

impl<'a, T: Item + 'a> IntoFuture for Update<'a, T> {
    /// The item as it is now.
    type Output = Result<T, WriteError<T>>;
    type IntoFuture = Answer<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            match self.render()?.send().await? {
                Ok(item) => Ok(decode(item, partition_key::<T>())?),
                Err(refused) => Err(refused.into_error()),
            }
        })
    }
}

impl Written<'_> {
    async fn send(&self) -> Result<Result<RawItem, Refused>, Error> {
        settle(|| async {
            let tries = Tries::default();
            let counter = tries.clone();
            let sent = self
                .table
                .client
                .update_item()
                .table_name(&self.table.name)
                .set_key(Some(self.key.clone()))
                .set_update_expression(self.expression.clone())
                .set_condition_expression(self.rendered.condition.clone())
                .set_expression_attribute_names(self.rendered.names.clone())
                .set_expression_attribute_values(self.rendered.values.clone())
                .return_values(ReturnValue::AllNew)
                .set_return_values_on_condition_check_failure(self.rendered.shown())
                .customize()
                .mutate_request(move |_| counter.count())
                .send()
                .await;
            let error = match sent {
                Ok(output) => return Ok(Attempt::Ended(Ok(output.attributes.unwrap_or_default()))),
                Err(error) => error,
            };
            match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(refusal)) => {
                    let met = refusal.item().cloned();
                    Ok(Attempt::Ended(Err(Refused { met, repeated: tries.repeated() })))
                }
                Some(UpdateItemError::TransactionConflictException(_)) => {
                    Ok(Attempt::Conflict(of_sdk("UpdateItem", &error)))
                }
                _ => Err(of_sdk("UpdateItem", &error)),
            }
        })
        .await
    }
}
