//! What the User service's stack and its handler share.
//!
//! The stack and the handler are two programs: one describes the table and the
//! function, the other runs in the function and uses the table. Both depend on
//! this crate, so both see the same [`User`] and the same [`UserHandlerEnv`].
//! Rename a key here and both change; forget a variable and the stack does not
//! compile.
//!
//! # In the stack
//!
//! `TableProps::of::<User>()` is a table with the key `id` and the index
//! `by-email`. `FunctionProps::handler` takes a [`UserHandlerEnvWire`], which
//! has a field for every variable, and lets the function do what the fields
//! stand for: read and write the table of users.
//!
//! ```text
//! let users = Table::new(&stack, "UserTable", TableProps::of::<User>());
//! let handler = Function::new(&stack, "UserHandler",
//!     FunctionProps::handler(UserHandlerEnvWire { users: &users }));
//! ```
//!
//! # In the handler
//!
//! ```
//! use user_contract::contract::{Environment, TableItem};
//! use user_contract::{User, UserHandlerEnv};
//!
//! // In Lambda: `UserHandlerEnv::load()`. Here the variables come from a closure.
//! let env = UserHandlerEnv::load_from(|name| (name == "USERS").then(|| "users-1".to_owned()))?;
//!
//! assert_eq!(env.users.as_str(), "users-1");
//! assert_eq!(User::SCHEMA.partition_key().name(), "id");
//! assert_eq!(User::INDEXES.by_email.name(), "by-email");
//! assert_eq!(User::ATTRIBUTES.email, "email");
//! # Ok::<(), user_contract::contract::EnvironmentError>(())
//! ```

/// The traits behind [`User`] and [`UserHandlerEnv`], for the handler to import.
pub use construct_contract as contract;

use construct_contract::{Environment, ReaderWriter, TableItem};
use serde::{Deserialize, Serialize};

/// A user, as stored in the table.
///
/// `TableItem` tells the stack which field is the key, and which index finds a
/// user by e-mail address. The names of the attributes are serde's, so they
/// are the same in the template and in the stored item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TableItem)]
#[table(index(name = "by-email", partition_key = "email"))]
pub struct User {
    /// Tells one user from another; the handler makes it and never changes it.
    #[table(partition_key)]
    pub id: String,

    /// The e-mail address. No two users have the same.
    pub email: String,

    /// The name to show.
    pub name: String,

    /// Grows by one with every change. A change names the version it starts
    /// from and is refused if the stored one has moved on.
    pub version: u64,
}

/// The environment variables of the handler.
///
/// The handler reads them with `UserHandlerEnv::load()`, which names every
/// missing variable at once. The stack sets them with [`UserHandlerEnvWire`].
#[derive(Debug, Clone, PartialEq, Eq, Environment)]
#[environment(handler = "user-handler")]
pub struct UserHandlerEnv {
    /// The table of users, which the handler reads and writes. Its variable is
    /// `USERS`.
    pub users: ReaderWriter<User>,
}
