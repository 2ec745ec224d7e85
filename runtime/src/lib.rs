//! What handlers run on: a table whose items, keys and permissions have types.
//!
//! A handler's environment says what it does with a table, the stack grants
//! that, and [`Table`] offers that and no more:
//!
//! ```no_run
//! use construct_contract::{Environment, ReaderWriter, TableItem};
//! use construct_runtime::{Condition, Table};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, TableItem)]
//! #[table(index(name = "by-customer", partition_key = "customer", sort_key = "placed"))]
//! struct Order {
//!     #[table(partition_key)]
//!     id: String,
//!     customer: String,
//!     placed: String,
//!     version: u64,
//! }
//!
//! #[derive(Environment)]
//! #[environment(handler = "orders")]
//! struct OrdersEnv {
//!     orders: ReaderWriter<Order>,
//! }
//!
//! # async fn run(client: aws_sdk_dynamodb::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let env = OrdersEnv::load()?;
//! let orders = Table::new(&client, env.orders);
//!
//! let one = orders.get(OrderKey { id: "o1".into() }).consistent().await?;
//! let hers = OrderByCustomerKey { customer: "c1".into() };
//! let latest = orders.query(hers).descending().limit(10).page().await?;
//! # let _ = (one, latest);
//! # Ok(())
//! # }
//! ```
//!
//! A method that the environment did not ask for, a query of an index that the
//! table lacks, a key of another table and a value of another type do not
//! compile. What can happen at run time has a type: an item that is not there
//! is `None`, a condition that did not hold is [`ConditionFailed`] with the item
//! that it met, and the rest is an [`Error`] that says whether to try again.
//!
//! Features bring what not every handler needs: `config` a configuration of the
//! SDK as Lambda wants it, `logs` structured logs, `metrics` the embedded metric
//! format, and `batch` partial batch responses.

#[cfg(feature = "batch")]
pub mod batch;
mod batch_get;
mod batch_write;
mod condition;
#[cfg(feature = "config")]
pub mod config;
mod cursor;
mod error;
mod expression;
mod get;
mod item;
#[cfg(feature = "logs")]
pub mod logs;
#[cfg(feature = "metrics")]
pub mod metrics;
mod page;
mod query;
#[cfg(doctest)]
mod refused;
mod retry;
mod sort_key;
mod table;
mod transaction;
mod update;
mod write;

pub use batch_get::BatchGet;
pub use batch_write::BatchWrite;
pub use condition::Condition;
pub use cursor::{Cursor, InvalidCursor};
pub use error::{ConditionFailed, Error, Failure, WriteError, with_causes};
pub use get::{Answer, Get};
pub use item::{Holds, Item, KeyItem, RawItem};
pub use page::{Page, Pages};
pub use query::{Query, Scan};
pub use sort_key::SortKey;
pub use table::Table;
pub use transaction::{Cancelled, ConditionCheck, Transaction, TransactionError, TransactionPart};
pub use update::{Number, Update};
pub use write::{Delete, Put};
