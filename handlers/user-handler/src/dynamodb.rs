//! Users in a DynamoDB table.
//!
//! A user is one item. Its address is made unique by a second item, the claim,
//! with the key `email#<address>` and the id of the user as its owner: a table
//! has no other way to keep an attribute unique. A claim has no attribute
//! `email`, so that it is in no index, and lists leave it out by that. Both
//! items change in one transaction.
//!
//! Each write carries its condition with it, so that nothing can come between
//! a check and a write, and reads from the refusal itself which of its
//! conditions failed.

mod failure;
mod item;
mod transaction;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure};
use user_contract::User;
use user_contract::contract::ReaderWriter;

use self::failure::{Attempt, defect, settle, storage_error};
use self::item::{EMAIL, ID, NAME, VERSION};
use self::transaction::Outcome;
use crate::domain::{Draft, Email, Precondition, UserId};
use crate::repository::{Page, StorageError, StorageFailure, UserRepository, WriteError};

/// How often a write starts again because the user changed meanwhile. Only a
/// write that allows any version does.
const ATTEMPTS: usize = 3;

/// The most items that one request looks at.
const MAX_SCAN: usize = 1000;

/// The users in one table.
#[derive(Clone, Debug)]
pub struct DynamoDbUsers {
    client: Client,
    table: String,
}

/// What became of an update that leaves the address as it is.
enum InPlace {
    Done(User),
    /// The user as it is, if there is one: with another version or address.
    Refused(Option<User>),
}

impl DynamoDbUsers {
    /// The users in `table`.
    #[must_use]
    pub fn new(client: Client, table: &ReaderWriter<User>) -> Self {
        Self { client, table: table.as_str().to_owned() }
    }

    /// Opens the connection that the first request will use.
    ///
    /// It reads an item that is not there, once: the cheapest request that a
    /// role for reading and writing items allows.
    ///
    /// # Errors
    ///
    /// A [`StorageError`] when there was no answer.
    pub async fn warm_up(&self) -> Result<(), StorageError> {
        let once = aws_sdk_dynamodb::Config::builder().retry_config(RetryConfig::disabled());
        self.client
            .get_item()
            .table_name(&self.table)
            .key(ID, item::text("warm-up"))
            .customize()
            .config_override(once)
            .send()
            .await
            .map_err(|error| storage_error("GetItem", &error))?;
        Ok(())
    }

    async fn try_update_in_place(
        &self,
        id: UserId,
        draft: &Draft,
        precondition: &Precondition,
    ) -> Result<Attempt<InPlace>, StorageError> {
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .key(ID, item::text(&id.to_string()))
            .update_expression("SET #name = :name, #version = #version + :one")
            .expression_attribute_names("#email", EMAIL)
            .expression_attribute_names("#name", NAME)
            .expression_attribute_names("#version", VERSION)
            .expression_attribute_values(":email", item::text(draft.email.as_str()))
            .expression_attribute_values(":name", item::text(draft.name.as_str()))
            .expression_attribute_values(":one", item::number(1))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let tries = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&tries);
        let sent = allow(update, precondition)
            .customize()
            .mutate_request(move |_| {
                counter.fetch_add(1, Ordering::Relaxed);
            })
            .send()
            .await;
        let error = match sent {
            Ok(output) => {
                let user = item::user(output.attributes.unwrap_or_default())?;
                return Ok(Attempt::Ended(InPlace::Done(user)));
            }
            Err(error) => error,
        };
        match error.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(refusal)) => {
                let current = item::found(refusal.item()).transpose()?;
                // When the answer to a first try is lost, the SDK's second try
                // is refused by what the first one wrote.
                let repeated = tries.load(Ordering::Relaxed) > 1;
                Ok(Attempt::Ended(match current {
                    Some(user) if repeated && is_result(&user, draft, precondition) => {
                        InPlace::Done(user)
                    }
                    current => InPlace::Refused(current),
                }))
            }
            Some(UpdateItemError::TransactionConflictException(_)) => {
                Ok(Attempt::Conflict(storage_error("UpdateItem", &error)))
            }
            _ => Err(storage_error("UpdateItem", &error)),
        }
    }

    async fn read(&self, id: UserId) -> Result<Option<User>, StorageError> {
        let output = self
            .client
            .get_item()
            .table_name(&self.table)
            .key(ID, item::text(&id.to_string()))
            // After a change a client must not see the version before it.
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| storage_error("GetItem", &error))?;
        output.item.map(item::user).transpose()
    }
}

/// Adds the condition of an update that leaves the address as it is. The
/// comparison of the address fails when there is no user at all.
fn allow(update: UpdateItemFluentBuilder, precondition: &Precondition) -> UpdateItemFluentBuilder {
    let Precondition::Versions(versions) = precondition else {
        return update.condition_expression("#email = :email");
    };
    let mut names = Vec::new();
    let mut update = update;
    for (index, version) in versions.iter().enumerate() {
        let name = format!(":version{index}");
        update = update.expression_attribute_values(name.clone(), item::number(*version));
        names.push(name);
    }
    update.condition_expression(format!("#email = :email AND #version IN ({})", names.join(", ")))
}

/// Tells whether a user is what this update makes of an allowed version.
fn is_result(user: &User, draft: &Draft, precondition: &Precondition) -> bool {
    let before = user.version.checked_sub(1);
    before.is_some_and(|version| precondition.allows(version))
        && user.email == draft.email.as_str()
        && user.name == draft.name.as_str()
}

impl UserRepository for DynamoDbUsers {
    async fn create(&self, user: &User) -> Result<(), WriteError> {
        let writes = [
            transaction::put_user(&self.table, user)?,
            transaction::claim(&self.table, &user.email, &user.id)?,
        ];
        match self.transact(&writes).await? {
            Outcome::Done => Ok(()),
            Outcome::Refused(refusals) if refusals.at(0).is_some() => {
                Err(defect("a new id belongs to a user already").into())
            }
            Outcome::Refused(_) => Err(WriteError::EmailTaken),
        }
    }

    async fn get(&self, id: UserId) -> Result<Option<User>, StorageError> {
        self.read(id).await
    }

    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StorageError> {
        let output = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(User::INDEXES.by_email.name())
            .key_condition_expression("#email = :email")
            .expression_attribute_names("#email", EMAIL)
            .expression_attribute_values(":email", item::text(email.as_str()))
            .limit(1)
            .send()
            .await
            .map_err(|error| storage_error("Query", &error))?;
        let found = output.items.unwrap_or_default().into_iter().next();
        found.map(item::user).transpose()
    }

    async fn list(&self, after: Option<UserId>, limit: usize) -> Result<Page, StorageError> {
        let mut users: Vec<User> = Vec::new();
        let mut start = after.map(item::key);
        // One user more than asked for tells whether the list goes on.
        while users.len() <= limit {
            // As many items are claims as are users.
            let wanted = (limit + 1 - users.len()).saturating_mul(2).min(MAX_SCAN);
            let output = self
                .client
                .scan()
                .table_name(&self.table)
                .filter_expression("attribute_exists(#email)")
                .expression_attribute_names("#email", EMAIL)
                .limit(i32::try_from(wanted).unwrap_or(i32::MAX))
                .set_exclusive_start_key(start)
                .send()
                .await
                .map_err(|error| storage_error("Scan", &error))?;
            for found in output.items.unwrap_or_default() {
                users.push(item::user(found)?);
            }
            start = output.last_evaluated_key;
            if start.is_none() {
                break;
            }
        }
        let more = users.len() > limit;
        users.truncate(limit);
        Ok(Page { users, more })
    }

    async fn update(
        &self,
        id: UserId,
        draft: &Draft,
        precondition: &Precondition,
    ) -> Result<User, WriteError> {
        // Most updates leave the address as it is and need no transaction. Only
        // the refusal of this one tells which address has to be freed.
        let mut current = match settle(|| self.try_update_in_place(id, draft, precondition)).await?
        {
            InPlace::Done(user) => return Ok(user),
            InPlace::Refused(current) => current,
        };
        for _ in 0..ATTEMPTS {
            let user = current.ok_or(WriteError::NotFound)?;
            if !precondition.allows(user.version) {
                return Err(WriteError::VersionMismatch);
            }
            let next = item::next(&user, draft)?;
            let mut writes = vec![transaction::replace_user(&self.table, &user, &next)?];
            if user.email != next.email {
                writes.push(transaction::release(&self.table, &user.email, &user.id)?);
                writes.push(transaction::claim(&self.table, &next.email, &user.id)?);
            }
            let refusals = match self.transact(&writes).await? {
                Outcome::Done => return Ok(next),
                Outcome::Refused(refusals) => refusals,
            };
            if let Some(newer) = refusals.at(0) {
                current = newer?;
            } else if refusals.at(1).is_some() {
                return Err(defect("the claim of a user's address belongs to another").into());
            } else {
                return Err(WriteError::EmailTaken);
            }
        }
        Err(StorageError::new(StorageFailure::Busy, "the user changes all the time").into())
    }

    async fn delete(&self, id: UserId, precondition: &Precondition) -> Result<(), WriteError> {
        let mut current = self.read(id).await?;
        for _ in 0..ATTEMPTS {
            let user = current.ok_or(WriteError::NotFound)?;
            if !precondition.allows(user.version) {
                return Err(WriteError::VersionMismatch);
            }
            let writes = [
                transaction::delete_user(&self.table, &user)?,
                transaction::release(&self.table, &user.email, &user.id)?,
            ];
            let refusals = match self.transact(&writes).await? {
                Outcome::Done => return Ok(()),
                Outcome::Refused(refusals) => refusals,
            };
            match refusals.at(0) {
                Some(newer) => current = newer?,
                None => {
                    return Err(defect("the claim of a user's address belongs to another").into());
                }
            }
        }
        Err(StorageError::new(StorageFailure::Busy, "the user changes all the time").into())
    }
}
