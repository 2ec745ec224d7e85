//! What infrastructure and handlers share: the items of a table and the
//! environment of a handler.
//!
//! A small crate of your own, beside the handler, derives both. The stack
//! reads the table's keys from it and fills the environment; the handler reads
//! the environment and stores the items. Neither can drift from the other:
//! what does not fit does not compile.
//!
//! ```
//! use construct_contract::{Environment, ReaderWriter, TableItem};
//!
//! #[derive(TableItem)] // in your crate also: Serialize, Deserialize
//! #[table(index(name = "by-email", partition_key = "email"))]
//! pub struct User {
//!     #[table(partition_key)]
//!     pub id: String,
//!     pub email: String,
//!     pub name: String,
//! }
//!
//! #[derive(Environment)]
//! #[environment(handler = "user-handler")]
//! pub struct UserHandlerEnv {
//!     pub users: ReaderWriter<User>, // environment variable USERS
//! }
//!
//! // In the handler: every missing or malformed variable in one error.
//! fn start() -> Result<(), construct_contract::EnvironmentError> {
//!     let env = UserHandlerEnv::load()?;
//!     let (table, index) = (env.users.as_str(), User::INDEXES.by_email.name());
//!     Ok(())
//! }
//! # let error = start().unwrap_err();
//! # assert_eq!(error.problems()[0].variable(), "USERS");
//! ```
//!
//! In the stack, `TableProps::of::<User>()` has the keys and the index, and
//! `FunctionProps::handler(UserHandlerEnvWire { users: &users })` fills the
//! variables and grants what they stand for: a [`Reader`] may read, a [`Writer`]
//! may write, a [`ReaderWriter`] may do both.
//!
//! This crate knows neither AWS nor `construct-lib`, and depends on nothing
//! but its derive: a handler stays small and quick to build.

mod access;
mod attribute;
mod environment;
mod key;
mod query;
mod table;
mod variable;
mod wiring;

pub use access::{Access, CanRead, CanWrite, Reader, ReaderWriter, Writer};
pub use attribute::{Attribute, Opaque};
pub use construct_contract_derive::{Environment, KeyAttribute, TableItem};
pub use environment::{Environment, EnvironmentError, EnvironmentReader, VariableProblem};
pub use key::{
    BinaryKey, HasPrefix, IndexKeyAttribute, KeyAttribute, KeyBytes, KeyKind, NumberKey, StringKey,
};
pub use query::{KeyWriter, NoSortKey, QueryKey, WriteKey};
pub use table::{Index, IndexKind, Key, KeyType, Projection, TableItem, TableSchema};
pub use variable::{Malformed, Parsed, TableName, Variable};
pub use wiring::{Fill, FillOptional, Literal, Wiring};
