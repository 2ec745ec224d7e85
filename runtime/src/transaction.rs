//! Writes that happen all or not at all.

use std::error;
use std::fmt;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, ConditionCheck as RawCheck, TransactWriteItem};

use crate::condition::Condition;
use crate::error::{Error, Failure, of_sdk};
use crate::item::{Item, KeyItem, decode_met};
use crate::retry::{Attempt, settle};
use crate::table::RawTable;
use crate::update::Update;
use crate::write::{Delete, Put, Rendered};

/// The most writes that DynamoDB takes at once.
const MAX_WRITES: usize = 100;

/// What a transaction does to one item: a put, an update, a delete or a check.
pub trait TransactionPart: sealed::Sealed {
    /// The part as the SDK has it.
    #[doc(hidden)]
    fn into_raw(self) -> Result<TransactWriteItem, Error>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! parts {
    ($($name:ty),*) => {
        $(
            impl<T: Item> sealed::Sealed for $name {}

            impl<T: Item> TransactionPart for $name {
                fn into_raw(self) -> Result<TransactWriteItem, Error> {
                    self.into_transaction()
                }
            }
        )*
    };
}

parts!(Put<'_, T>, Update<'_, T>, Delete<'_, T>, ConditionCheck<T>);

/// Asks that an item is like this, and changes nothing. See
/// [`Table::check`](crate::Table::check).
#[derive(Debug)]
#[must_use = "a transaction asks it"]
pub struct ConditionCheck<T> {
    table: String,
    key: KeyItem,
    condition: Condition<T>,
}

impl<T> ConditionCheck<T> {
    pub(crate) fn new(table: &RawTable, key: KeyItem, condition: Condition<T>) -> Self {
        Self { table: table.name.clone(), key, condition }
    }

    fn into_transaction(self) -> Result<TransactWriteItem, Error> {
        let rendered = Rendered::of(Some(&self.condition))?;
        let check = RawCheck::builder()
            .table_name(self.table)
            .set_key(Some(self.key.into_raw()?))
            .set_return_values_on_condition_check_failure(rendered.shown())
            .set_condition_expression(rendered.condition)
            .set_expression_attribute_names(rendered.names)
            .set_expression_attribute_values(rendered.values)
            .build()?;
        Ok(TransactWriteItem::builder().condition_check(check).build())
    }
}

/// Writes in one or several tables, at most 100, all of which are done or none.
///
/// Made by [`Table::transaction`](crate::Table::transaction). Its parts are the
/// requests of tables, not awaited but given to [`write`](Self::write).
///
/// # Example
///
/// ```no_run
/// use construct_contract::{ReaderWriter, TableItem};
/// use construct_runtime::{Condition, Table, TransactionError};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, TableItem)]
/// struct Account {
///     #[table(partition_key)]
///     id: String,
///     balance: i64,
/// }
///
/// const ACCOUNT: AccountAttributes = Account::ATTRIBUTES;
///
/// async fn pay(
///     accounts: &Table<ReaderWriter<Account>>,
///     from: AccountKey,
///     to: AccountKey,
///     amount: i64,
/// ) -> Result<bool, TransactionError> {
///     let takes = accounts
///         .update(from)
///         .increment(ACCOUNT.balance, -amount)
///         .condition(Condition::at_least(ACCOUNT.balance, amount));
///     let gives = accounts.update(to).increment(ACCOUNT.balance, amount);
///     match accounts.transaction().write(takes).write(gives).send().await {
///         Ok(()) => Ok(true),
///         // Too little to take: nothing was written.
///         Err(TransactionError::Cancelled(why)) if why.failed(0) => Ok(false),
///         Err(other) => Err(other),
///     }
/// }
/// ```
#[derive(Debug)]
#[must_use = "it does nothing before `send`"]
pub struct Transaction {
    client: Client,
    writes: Result<Vec<TransactWriteItem>, Error>,
    token: Option<String>,
}

impl Transaction {
    pub(crate) fn new(client: &Client) -> Self {
        Self { client: client.clone(), writes: Ok(Vec::new()), token: None }
    }

    /// Adds what is done to one item. No item can have two.
    pub fn write(mut self, part: impl TransactionPart) -> Self {
        if let Ok(writes) = &mut self.writes {
            match part.into_raw() {
                Ok(write) => writes.push(write),
                Err(error) => self.writes = Err(error),
            }
        }
        self
    }

    /// Makes a second transaction with this token, within ten minutes, one with
    /// the first: 1 to 36 characters, for example the id of a message that may
    /// come twice. Without, each call has a token of its own.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Does all writes or none. It waits for other transactions that are in
    /// the way.
    ///
    /// # Errors
    ///
    /// [`TransactionError::Cancelled`] says which conditions failed.
    pub async fn send(self) -> Result<(), TransactionError> {
        let writes = self.writes?;
        if writes.len() > MAX_WRITES {
            let cause =
                format!("{} writes, and a transaction has at most {MAX_WRITES}", writes.len());
            return Err(Error::defect(cause).into());
        }
        if writes.is_empty() {
            return Ok(());
        }
        let (client, token) = (&self.client, &self.token);
        match Box::pin(settle(|| send(client, &writes, token.clone()))).await? {
            None => Ok(()),
            Some(cancelled) => Err(TransactionError::Cancelled(cancelled)),
        }
    }
}

/// Sends a transaction once. The SDK gives each call a token, so that its own
/// repetition after a lost answer is known as one, and not refused by the
/// result of the first.
async fn send(
    client: &Client,
    writes: &[TransactWriteItem],
    token: Option<String>,
) -> Result<Attempt<Option<Cancelled>>, Error> {
    const NAME: &str = "TransactWriteItems";
    let request = client.transact_write_items().set_transact_items(Some(writes.to_vec()));
    let Err(error) = request.set_client_request_token(token).send().await else {
        return Ok(Attempt::Ended(None));
    };
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            read(cancelled.cancellation_reasons())
        }
        Some(TransactWriteItemsError::TransactionInProgressException(_)) => {
            Ok(Attempt::Conflict(of_sdk(NAME, &error)))
        }
        _ => Err(of_sdk(NAME, &error)),
    }
}

const CONDITION: &str = "ConditionalCheckFailed";

/// Reads why a transaction was cancelled.
///
/// A failed condition is an answer about our data, whatever else happened. A
/// conflict with another transaction passes; the rest is told by its codes,
/// because a message may hold a value.
fn read(reasons: &[CancellationReason]) -> Result<Attempt<Option<Cancelled>>, Error> {
    let has = |wanted: &[&str]| {
        let mut codes = reasons.iter().filter_map(CancellationReason::code);
        codes.any(|code| wanted.contains(&code))
    };
    if has(&[CONDITION]) {
        return Ok(Attempt::Ended(Some(Cancelled { reasons: reasons.to_vec() })));
    }
    let codes: Vec<&str> = reasons.iter().filter_map(CancellationReason::code).collect();
    let cause = format!("the transaction was cancelled ({})", codes.join(", "));
    if has(&["ThrottlingError", "ProvisionedThroughputExceeded"]) {
        Err(Error::new(Failure::Busy, cause))
    } else if has(&["TransactionConflict"]) {
        Ok(Attempt::Conflict(Error::new(Failure::Busy, cause)))
    } else {
        Err(Error::defect(cause))
    }
}

/// Why a transaction did nothing.
#[derive(Debug)]
pub enum TransactionError {
    /// At least one condition did not hold.
    Cancelled(Cancelled),
    /// The tables did not do it.
    Failed(Error),
}

/// Which conditions of a transaction did not hold. Its writes are counted from
/// 0, in the order in which they were added.
#[derive(Clone)]
pub struct Cancelled {
    reasons: Vec<CancellationReason>,
}

impl Cancelled {
    /// Whether the condition of this write did not hold.
    #[must_use]
    pub fn failed(&self, write: usize) -> bool {
        self.reasons.get(write).and_then(CancellationReason::code) == Some(CONDITION)
    }

    /// The item that the condition of this write met, if there is one.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the item is no `T`.
    pub fn item<T: Item>(&self, write: usize) -> Result<Option<T>, Error> {
        decode_met(self.reasons.get(write).and_then(|reason| reason.item().cloned()))
    }
}

// The items may be people's.
impl fmt::Debug for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = self.reasons.iter().map(CancellationReason::code);
        f.debug_list().entries(codes).finish()
    }
}

impl From<Error> for TransactionError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl fmt::Display for TransactionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled(why) => {
                let failed = (0..why.reasons.len()).filter(|write| why.failed(*write));
                let failed: Vec<String> = failed.map(|write| write.to_string()).collect();
                write!(f, "the conditions of these writes did not hold: {}", failed.join(", "))
            }
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl error::Error for TransactionError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Cancelled(_) => None,
            Self::Failed(error) => error.source(),
        }
    }
}
