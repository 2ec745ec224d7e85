//! What does not compile. Each program differs from one that does in the line
//! that is marked. The messages are tested with the contract, without the SDK.
//!
//! All of it:
//!
//! ```no_run
//! # use construct_contract::{Reader, ReaderWriter, TableItem, Writer};
//! # use construct_runtime::{Condition, SortKey, Table};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Debug, Serialize, Deserialize, TableItem)]
//! # #[table(index(name = "by-email", partition_key = "email", sort_key = "age"))]
//! # struct User { #[table(partition_key)] id: String, email: String, age: u8 }
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct Order { #[table(partition_key)] number: u64 }
//! async fn all(client: &aws_sdk_dynamodb::Client, user: User) {
//!     let users = Table::new(client, ReaderWriter::<User>::new("users"));
//!     users.put(&user).await.unwrap();
//!     users.get(UserKey { id: "1".into() }).await.unwrap();
//!     users.scan().await.unwrap();
//!     let ann = || UserByEmailKey { email: "ann@example.com".into() };
//!     users.query(ann()).sort_key(SortKey::at_most(9)).await.unwrap();
//!     let update = users.update(UserKey { id: "1".into() });
//!     update.set(User::ATTRIBUTES.age, 7).condition(Condition::equals(User::ATTRIBUTES.age, 6));
//! }
//! ```
//!
//! A reader does not write:
//!
//! ```compile_fail,E0277
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::Table;
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct User { #[table(partition_key)] id: String }
//! async fn put(users: Table<Reader<User>>, user: User) {
//!     users.put(&user).await.unwrap(); // here
//! }
//! ```
//!
//! A writer does not read, and so does not scan:
//!
//! ```compile_fail,E0277
//! # use construct_contract::{TableItem, Writer};
//! # use construct_runtime::Table;
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct User { #[table(partition_key)] id: String }
//! async fn scan(users: Table<Writer<User>>) {
//!     users.scan().await.unwrap(); // here
//! }
//! ```
//!
//! A key of another table:
//!
//! ```compile_fail,E0308
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::Table;
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct User { #[table(partition_key)] id: String }
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct Order { #[table(partition_key)] id: String }
//! async fn get(users: Table<Reader<User>>) {
//!     users.get(OrderKey { id: "1".into() }).await.unwrap(); // here
//! }
//! ```
//!
//! A query of an index that does not exist:
//!
//! ```compile_fail,E0422
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::Table;
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct User { #[table(partition_key)] id: String, email: String }
//! async fn query(users: Table<Reader<User>>) {
//!     users.query(UserByEmailKey { email: "a".into() }).await.unwrap(); // here
//! }
//! ```
//!
//! A query by the key of another table's index:
//!
//! ```compile_fail,E0277
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::Table;
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct User { #[table(partition_key)] id: String }
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # #[table(index(name = "by-day", partition_key = "day"))]
//! # struct Order { #[table(partition_key)] id: String, day: String }
//! async fn query(users: Table<Reader<User>>) {
//!     users.query(OrderByDayKey { day: "a".into() }).await.unwrap(); // here
//! }
//! ```
//!
//! A sort key of another type, and one of an index without:
//!
//! ```compile_fail,E0277
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::{SortKey, Table};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct Note { #[table(partition_key)] book: String, #[table(sort_key)] number: u64 }
//! async fn query(notes: Table<Reader<Note>>) {
//!     let query = notes.query(NotePartitionKey { book: "a".into() });
//!     query.sort_key(SortKey::at_most("7")).await.unwrap(); // here
//! }
//! ```
//!
//! ```compile_fail,E0277
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::{SortKey, Table};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # #[table(index(name = "by-email", partition_key = "email"))]
//! # struct User { #[table(partition_key)] id: String, email: String }
//! async fn query(users: Table<Reader<User>>) {
//!     let query = users.query(UserByEmailKey { email: "a".into() });
//!     query.sort_key(SortKey::at_most("7")).await.unwrap(); // here
//! }
//! ```
//!
//! A beginning of a number:
//!
//! ```compile_fail,E0277
//! # use construct_runtime::SortKey;
//! let range: SortKey<u64> = SortKey::begins_with("7"); // here
//! ```
//!
//! A consistent read of a global index:
//!
//! ```compile_fail,E0080
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::Table;
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # #[table(index(name = "by-email", partition_key = "email"))]
//! # struct User { #[table(partition_key)] id: String, email: String }
//! fn query(users: &Table<Reader<User>>) {
//!     let query = users.query(UserByEmailKey { email: "a".into() });
//!     let _ = query.consistent(); // here
//! }
//! # fn main() { std::hint::black_box(query as fn(&Table<Reader<User>>)); }
//! ```
//!
//! A value of another type, and an attribute of another item:
//!
//! ```compile_fail,E0277
//! # use construct_contract::TableItem;
//! # use construct_runtime::Condition;
//! # #[derive(TableItem)]
//! # struct User { #[table(partition_key)] id: String, age: u8 }
//! let condition: Condition<User> = Condition::equals(User::ATTRIBUTES.age, "7"); // here
//! ```
//!
//! ```compile_fail,E0308
//! # use construct_contract::TableItem;
//! # use construct_runtime::Condition;
//! # #[derive(TableItem)]
//! # struct User { #[table(partition_key)] id: String }
//! # #[derive(TableItem)]
//! # struct Order { #[table(partition_key)] id: String }
//! let condition: Condition<User> = Condition::equals(Order::ATTRIBUTES.id, "7"); // here
//! ```
//!
//! Items of one table whose keys differ:
//!
//! ```compile_fail,E0080
//! # use construct_contract::{Reader, TableItem};
//! # use construct_runtime::Table;
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct User { #[table(partition_key)] id: String }
//! # #[derive(Serialize, Deserialize, TableItem)]
//! # struct Order { #[table(partition_key)] number: String }
//! fn orders(users: Table<Reader<User>>) -> Table<Reader<Order>> {
//!     users.of() // here
//! }
//! # fn main() { std::hint::black_box(orders as fn(Table<Reader<User>>) -> Table<Reader<Order>>); }
//! ```
