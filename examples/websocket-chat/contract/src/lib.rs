//! What the chat's stack, its handler and its clients share: the item of the
//! table, the messages in both directions, and the environment variables.

/// The traits behind these types, for the handler to import.
pub use construct_contract as contract;

use construct_contract::{Environment, ReaderWriter, TableItem};
use serde::{Deserialize, Serialize};

/// Who is connected, and in which room, as stored in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TableItem)]
#[serde(rename_all = "camelCase")]
#[table(index(name = "by-room", partition_key = "room"))]
pub struct Connection {
    /// How API Gateway calls the connection.
    #[table(partition_key)]
    pub connection_id: String,

    /// The room whose messages it gets.
    pub room: String,

    /// What the others call whoever it is.
    pub name: String,

    /// When DynamoDB may delete it, in seconds since 1970.
    pub expires_at: u64,
}

impl Connection {
    /// The room in which everyone begins.
    pub const LOBBY: &'static str = "lobby";

    /// How long API Gateway keeps a connection at most, in seconds.
    pub const LIFETIME: u64 = 2 * 60 * 60;
}

/// What a client sends. `action` names the route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "camelCase")]
pub enum Request {
    /// Go to another room.
    Join {
        /// Its name: lower-case letters, digits and hyphens.
        room: String,
    },
    /// Say something to everyone in the room.
    SendMessage {
        /// What is said.
        text: String,
    },
}

impl Request {
    /// The longest name of a person or a room, in characters.
    pub const MAX_NAME: usize = 32;

    /// The longest text, in characters: API Gateway takes 32 KB in one frame.
    pub const MAX_TEXT: usize = 4000;
}

/// What a client gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Event {
    /// Someone came into the room, perhaps the client itself.
    Joined {
        /// The room.
        room: String,
        /// Who came.
        name: String,
    },
    /// Someone left the room.
    Left {
        /// The room.
        room: String,
        /// Who left.
        name: String,
    },
    /// Someone in the room said something, perhaps the client itself.
    Message {
        /// The room.
        room: String,
        /// Who said it.
        name: String,
        /// What was said.
        text: String,
    },
    /// What the client sent was not understood.
    Error {
        /// Why.
        message: String,
    },
}

/// The environment variables of the handler.
#[derive(Debug, Clone, PartialEq, Eq, Environment)]
#[environment(handler = "websocket-chat-handler")]
pub struct ChatEnv {
    /// The table of connections, which the handler reads and writes.
    pub connections: ReaderWriter<Connection>,

    /// The address to which messages for clients are sent.
    pub callback_url: String,
}
