//! Writes of two or three items at once.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use user_contract::User;

use super::failure::{Attempt, defect, settle, storage_error};
use super::item::{self, EMAIL, ID, NAME, OWNER, VERSION};
use super::{DynamoDbUsers, StorageError, StorageFailure};

/// What became of a transaction.
pub(super) enum Outcome {
    Done,
    /// At least one condition failed, and nothing was written.
    Refused(Refusals),
}

/// The reasons why a transaction was cancelled, one for each of its writes.
pub(super) struct Refusals(Vec<CancellationReason>);

impl Refusals {
    /// Tells whether the condition of the write at `position` failed, and
    /// gives the user that it met, if there is one and it was asked for.
    pub(super) fn at(&self, position: usize) -> Option<Result<Option<User>, StorageError>> {
        let reason = self.0.get(position)?;
        (reason.code() == Some(CONDITION)).then(|| item::found(reason.item()).transpose())
    }
}

const CONDITION: &str = "ConditionalCheckFailed";

impl DynamoDbUsers {
    /// Does all `writes` or none.
    pub(super) async fn transact(
        &self,
        writes: &[TransactWriteItem],
    ) -> Result<Outcome, StorageError> {
        settle(|| self.try_transact(writes)).await
    }

    /// Sends a transaction. The SDK gives each call a token, so that its own
    /// repetition after a lost answer is known as one, and not refused by the
    /// result of the first.
    async fn try_transact(
        &self,
        writes: &[TransactWriteItem],
    ) -> Result<Attempt<Outcome>, StorageError> {
        let sent = self
            .client
            .transact_write_items()
            .set_transact_items(Some(writes.to_vec()))
            .send()
            .await;
        let Err(error) = sent else {
            return Ok(Attempt::Ended(Outcome::Done));
        };
        match error.as_service_error() {
            Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                read(cancelled.cancellation_reasons())
            }
            Some(TransactWriteItemsError::TransactionInProgressException(_)) => {
                Ok(Attempt::Conflict(storage_error("TransactWriteItems", &error)))
            }
            _ => Err(storage_error("TransactWriteItems", &error)),
        }
    }
}

/// Reads why a transaction was cancelled.
///
/// A failed condition is an answer about our data, whatever else happened. A
/// conflict with another transaction passes; the rest is told by its codes,
/// because a message may hold a value.
fn read(reasons: &[CancellationReason]) -> Result<Attempt<Outcome>, StorageError> {
    let has = |wanted: &[&str]| {
        let mut codes = reasons.iter().filter_map(CancellationReason::code);
        codes.any(|code| wanted.contains(&code))
    };
    if has(&[CONDITION]) {
        return Ok(Attempt::Ended(Outcome::Refused(Refusals(reasons.to_vec()))));
    }
    let codes: Vec<&str> = reasons.iter().filter_map(CancellationReason::code).collect();
    let cause = format!("the transaction was cancelled ({})", codes.join(", "));
    if has(&["ThrottlingError", "ProvisionedThroughputExceeded"]) {
        Err(StorageError::new(StorageFailure::Busy, cause))
    } else if has(&["TransactionConflict"]) {
        let error = StorageError::new(StorageFailure::Busy, cause);
        Ok(Attempt::Conflict(error))
    } else {
        Err(defect(cause))
    }
}

/// Stores a user whose id must be new.
pub(super) fn put_user(table: &str, user: &User) -> Result<TransactWriteItem, StorageError> {
    let put = Put::builder()
        .table_name(table)
        .set_item(Some(item::of(user)?))
        .condition_expression("attribute_not_exists(#id)")
        .expression_attribute_names("#id", ID)
        .build()
        .map_err(|error| incomplete(&error))?;
    Ok(TransactWriteItem::builder().put(put).build())
}

/// Replaces a user by its next version.
///
/// It sets attributes rather than the whole item, so that what others added to
/// it stays.
pub(super) fn replace_user(
    table: &str,
    user: &User,
    next: &User,
) -> Result<TransactWriteItem, StorageError> {
    let update = Update::builder()
        .table_name(table)
        .key(ID, item::text(&user.id))
        .update_expression("SET #email = :email, #name = :name, #version = :next")
        .condition_expression("#version = :version")
        .expression_attribute_names("#email", EMAIL)
        .expression_attribute_names("#name", NAME)
        .expression_attribute_names("#version", VERSION)
        .expression_attribute_values(":email", item::text(&next.email))
        .expression_attribute_values(":name", item::text(&next.name))
        .expression_attribute_values(":next", item::number(next.version))
        .expression_attribute_values(":version", item::number(user.version))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .build()
        .map_err(|error| incomplete(&error))?;
    Ok(TransactWriteItem::builder().update(update).build())
}

/// Removes a user of this version.
pub(super) fn delete_user(table: &str, user: &User) -> Result<TransactWriteItem, StorageError> {
    let delete = Delete::builder()
        .table_name(table)
        .key(ID, item::text(&user.id))
        .condition_expression("#version = :version")
        .expression_attribute_names("#version", VERSION)
        .expression_attribute_values(":version", item::number(user.version))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .build()
        .map_err(|error| incomplete(&error))?;
    Ok(TransactWriteItem::builder().delete(delete).build())
}

/// Claims an address that nobody has.
pub(super) fn claim(
    table: &str,
    email: &str,
    user_id: &str,
) -> Result<TransactWriteItem, StorageError> {
    let put = Put::builder()
        .table_name(table)
        .set_item(Some(item::claim(email, user_id)))
        .condition_expression("attribute_not_exists(#id)")
        .expression_attribute_names("#id", ID)
        .build()
        .map_err(|error| incomplete(&error))?;
    Ok(TransactWriteItem::builder().put(put).build())
}

/// Gives up a claim, which must not be another user's.
///
/// A user that was imported without a claim can leave its address too.
pub(super) fn release(
    table: &str,
    email: &str,
    user_id: &str,
) -> Result<TransactWriteItem, StorageError> {
    let delete = Delete::builder()
        .table_name(table)
        .key(ID, item::text(&item::claim_key(email)))
        .condition_expression("attribute_not_exists(#id) OR #owner = :owner")
        .expression_attribute_names("#id", ID)
        .expression_attribute_names("#owner", OWNER)
        .expression_attribute_values(":owner", item::text(user_id))
        .build()
        .map_err(|error| incomplete(&error))?;
    Ok(TransactWriteItem::builder().delete(delete).build())
}

/// The SDK's builders fail when a required part is missing.
fn incomplete(error: &BuildError) -> StorageError {
    defect(error.to_string())
}
