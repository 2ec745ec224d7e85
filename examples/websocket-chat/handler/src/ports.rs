//! What the chat asks of a store and of the clients, whichever they are.

use std::error::Error;

use websocket_chat_contract::{Connection, Event};

/// Why a store or a client was not reached. It goes to the log, never to a client.
pub type Failure = Box<dyn Error + Send + Sync>;

/// A store of connections.
#[expect(async_fn_in_trait, reason = "the function has one thread, so no future has to be `Send`")]
pub trait Connections {
    /// Stores a connection, or what has changed of it.
    async fn put(&self, connection: &Connection) -> Result<(), Failure>;

    /// The connection, when it is known.
    async fn get(&self, connection_id: &str) -> Result<Option<Connection>, Failure>;

    /// Forgets a connection, and gives what was known of it.
    async fn delete(&self, connection_id: &str) -> Result<Option<Connection>, Failure>;

    /// The ids of all connections in a room.
    async fn in_room(&self, room: &str) -> Result<Vec<String>, Failure>;
}

/// What became of a message for a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It is on its way.
    Sent,
    /// There is no such connection any more.
    Gone,
}

/// The clients at the other ends.
pub trait Clients: Clone + Send + 'static {
    /// Sends an event to one of them.
    fn send(
        &self,
        connection_id: &str,
        event: &Event,
    ) -> impl Future<Output = Result<Delivery, Failure>> + Send;
}
