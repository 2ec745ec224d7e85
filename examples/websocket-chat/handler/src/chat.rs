//! Who hears what.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use tokio::task::JoinSet;
use websocket_chat_contract::{Connection, Event, Request};

use crate::ports::{Clients, Connections, Delivery, Failure};

/// A chat over a store of connections and their clients.
#[derive(Debug, Clone)]
pub struct Chat<S, C> {
    connections: S,
    clients: C,
}

/// Whose move caused an event, and where that leaves them.
///
/// The index that finds a room's connections follows the table a moment later,
/// and would leave out who has just come.
#[derive(Clone, Copy)]
enum Mover<'a> {
    Here(&'a str),
    Gone(&'a str),
}

/// Why something did not happen.
#[derive(Debug)]
pub enum Refusal {
    /// The client asked for what cannot be; it is told why.
    BadRequest(String),
    /// Ours: the reason is for the log alone.
    Failed(Failure),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl<S: Connections, C: Clients> Chat<S, C> {
    /// A chat.
    #[must_use]
    pub fn new(connections: S, clients: C) -> Self {
        Self { connections, clients }
    }

    /// Takes in a new connection, `now` seconds after 1970.
    ///
    /// Nobody is told yet: until the handler of `$connect` has answered, the
    /// client itself can get no message, and it joins its first room in silence.
    pub async fn connect(&self, id: &str, name: &str, now: u64) -> Result<(), Refusal> {
        let length = name.chars().count();
        if !(1..=Request::MAX_NAME).contains(&length) || name.chars().any(char::is_control) {
            return Err(Refusal::BadRequest(format!(
                "`name` must have 1 to {} characters",
                Request::MAX_NAME
            )));
        }
        let connection = Connection {
            connection_id: id.to_owned(),
            room: Connection::LOBBY.to_owned(),
            name: name.to_owned(),
            expires_at: now + Connection::LIFETIME,
        };
        Ok(self.connections.put(&connection).await?)
    }

    /// Forgets a connection, and tells its room.
    pub async fn disconnect(&self, id: &str) -> Result<(), Refusal> {
        // A message that found the connection gone may have come before.
        if let Some(Connection { room, name, .. }) = self.connections.delete(id).await? {
            let left = Event::Left { room: room.clone(), name };
            self.broadcast(&room, left, Mover::Gone(id)).await?;
        }
        Ok(())
    }

    /// Does what a client asks for.
    pub async fn request(&self, id: &str, request: Request) -> Result<(), Refusal> {
        let Some(connection) = self.connections.get(id).await? else {
            return Err(Refusal::BadRequest("the connection is not known, connect again".into()));
        };
        match request {
            Request::Join { room } => self.join(connection, room).await,
            Request::SendMessage { text } => self.send_message(connection, text).await,
        }
    }

    async fn join(&self, connection: Connection, room: String) -> Result<(), Refusal> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !(1..=Request::MAX_NAME).contains(&room.len()) || !room.bytes().all(fits) {
            return Err(Refusal::BadRequest(format!(
                "`room` must have 1 to {} lower-case letters, digits and hyphens",
                Request::MAX_NAME
            )));
        }
        let old = connection.room.clone();
        let moved = Connection { room, ..connection };
        self.connections.put(&moved).await?;
        let Connection { connection_id: id, room, name, .. } = moved;
        if old != room {
            let left = Event::Left { room: old.clone(), name: name.clone() };
            self.broadcast(&old, left, Mover::Gone(&id)).await?;
        }
        let joined = Event::Joined { room: room.clone(), name };
        Ok(self.broadcast(&room, joined, Mover::Here(&id)).await?)
    }

    async fn send_message(&self, connection: Connection, text: String) -> Result<(), Refusal> {
        if text.trim().is_empty() || text.chars().count() > Request::MAX_TEXT {
            return Err(Refusal::BadRequest(format!(
                "`text` must have 1 to {} characters",
                Request::MAX_TEXT
            )));
        }
        let Connection { connection_id: id, room, name, .. } = connection;
        let message = Event::Message { room: room.clone(), name, text };
        Ok(self.broadcast(&room, message, Mover::Here(&id)).await?)
    }

    /// Tells one client what was wrong.
    pub async fn tell_error(&self, id: &str, message: String) -> Result<(), Failure> {
        match self.clients.send(id, &Event::Error { message }).await? {
            Delivery::Sent => {}
            Delivery::Gone => drop(self.connections.delete(id).await?),
        }
        Ok(())
    }

    /// Sends an event to everyone in a room, all at once. Whoever is gone is
    /// forgotten, and the others hear of that, too.
    async fn broadcast(&self, room: &str, event: Event, mover: Mover<'_>) -> Result<(), Failure> {
        let mut failure = None;
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let mut sends = JoinSet::new();
            let event = Arc::new(event);
            let mut members: BTreeSet<String> =
                self.connections.in_room(room).await?.into_iter().collect();
            match mover {
                Mover::Here(id) => drop(members.insert(id.to_owned())),
                Mover::Gone(id) => drop(members.remove(id)),
            }
            for id in members {
                let (clients, event) = (self.clients.clone(), Arc::clone(&event));
                sends.spawn(async move { (clients.send(&id, &event).await, id) });
            }
            while let Some(done) = sends.join_next().await {
                match done? {
                    (Ok(Delivery::Sent), _) => {}
                    (Ok(Delivery::Gone), id) => {
                        // Known no more, when another event has found it gone before.
                        if let Some(Connection { name, .. }) = self.connections.delete(&id).await? {
                            events.push_back(Event::Left { room: room.to_owned(), name });
                        }
                    }
                    // The others shall hear it all the same.
                    (Err(error), _) => failure = Some(error),
                }
            }
        }
        failure.map_or(Ok(()), Err)
    }
}
