//! The chat over a store and clients in memory.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use aws_lambda_events::apigw::ApiGatewayWebsocketProxyRequest;
use serde_json::{Value, json};
use websocket_chat_contract::{Connection, Event, Request};
use websocket_chat_handler::chat::Chat;
use websocket_chat_handler::ports::{Clients, Connections, Delivery, Failure};
use websocket_chat_handler::websocket;

#[derive(Default)]
struct MemoryConnections {
    all: RefCell<BTreeMap<String, Connection>>,
    /// What the index still says, when it is late.
    indexed: RefCell<Option<BTreeMap<String, Connection>>>,
    is_broken: bool,
}

impl Connections for &MemoryConnections {
    async fn put(&self, connection: &Connection) -> Result<(), Failure> {
        if self.is_broken {
            return Err("PutItem: the secret reason".into());
        }
        self.all.borrow_mut().insert(connection.connection_id.clone(), connection.clone());
        Ok(())
    }

    async fn get(&self, connection_id: &str) -> Result<Option<Connection>, Failure> {
        Ok(self.all.borrow().get(connection_id).cloned())
    }

    async fn delete(&self, connection_id: &str) -> Result<Option<Connection>, Failure> {
        Ok(self.all.borrow_mut().remove(connection_id))
    }

    async fn in_room(&self, room: &str) -> Result<Vec<String>, Failure> {
        let all = self.indexed.borrow().clone().unwrap_or_else(|| self.all.borrow().clone());
        let members = all.values().filter(|connection| connection.room == room);
        Ok(members.map(|connection| connection.connection_id.clone()).collect())
    }
}

#[derive(Clone, Default)]
struct MemoryClients(Arc<Mutex<Wires>>);

#[derive(Default)]
struct Wires {
    heard: Vec<(String, Event)>,
    gone: BTreeSet<String>,
    cut: BTreeSet<String>,
}

impl MemoryClients {
    /// What this client has heard since it was last asked.
    fn heard(&self, id: &str) -> Vec<Event> {
        let mut wires = self.0.lock().unwrap();
        let (of_client, others) =
            std::mem::take(&mut wires.heard).into_iter().partition(|(to, _)| to == id);
        wires.heard = others;
        let of_client: Vec<(String, Event)> = of_client;
        of_client.into_iter().map(|(_, event)| event).collect()
    }

    fn go(&self, id: &str) {
        self.0.lock().unwrap().gone.insert(id.to_owned());
    }

    fn cut(&self, id: &str) {
        self.0.lock().unwrap().cut.insert(id.to_owned());
    }
}

impl Clients for MemoryClients {
    async fn send(&self, connection_id: &str, event: &Event) -> Result<Delivery, Failure> {
        let mut wires = self.0.lock().unwrap();
        if wires.cut.contains(connection_id) {
            return Err("PostToConnection: no answer".into());
        }
        if wires.gone.contains(connection_id) {
            return Ok(Delivery::Gone);
        }
        wires.heard.push((connection_id.to_owned(), event.clone()));
        Ok(Delivery::Sent)
    }
}

struct Fixture<'a> {
    chat: Chat<&'a MemoryConnections, MemoryClients>,
    clients: MemoryClients,
}

impl<'a> Fixture<'a> {
    fn new(store: &'a MemoryConnections) -> Self {
        let clients = MemoryClients::default();
        Self { chat: Chat::new(store, clients.clone()), clients }
    }

    /// Hands an event of API Gateway to the chat, and gives the status.
    async fn event(&self, id: &str, route: &str, more: Value) -> i64 {
        let mut event = json!({
            "requestContext": {
                "routeKey": route,
                "connectionId": id,
                "connectedAt": 0,
                "requestTimeEpoch": 0,
                "requestId": "r-1",
            },
            "isBase64Encoded": false,
        });
        for (name, value) in more.as_object().unwrap() {
            event[name] = value.clone();
        }
        let event: ApiGatewayWebsocketProxyRequest = serde_json::from_value(event).unwrap();
        let response = websocket::answer(&self.chat, &event).await;
        // On a route that answers, a body would be a second message.
        assert!(response.body.is_none());
        response.status_code
    }

    async fn connect(&self, id: &str, name: &str) -> i64 {
        let query = json!({ "queryStringParameters": { "name": name } });
        self.event(id, "$connect", query).await
    }

    async fn send(&self, id: &str, route: &str, body: Value) -> i64 {
        self.event(id, route, json!({ "body": body.to_string() })).await
    }

    async fn join(&self, id: &str, room: &str) -> i64 {
        self.send(id, "join", json!({ "action": "join", "room": room })).await
    }

    async fn say(&self, id: &str, text: &str) -> i64 {
        self.send(id, "sendMessage", json!({ "action": "sendMessage", "text": text })).await
    }
}

fn message(room: &str, name: &str, text: &str) -> Event {
    Event::Message { room: room.into(), name: name.into(), text: text.into() }
}

fn joined(room: &str, name: &str) -> Event {
    Event::Joined { room: room.into(), name: name.into() }
}

fn left(room: &str, name: &str) -> Event {
    Event::Left { room: room.into(), name: name.into() }
}

#[tokio::test]
async fn everyone_in_the_room_hears_a_message_and_nobody_else() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    for (id, name) in [("1", "Ada"), ("2", "Bob"), ("3", "Eve")] {
        assert_eq!(room.connect(id, name).await, 200);
    }
    assert_eq!(room.join("3", "rust").await, 200);
    assert_eq!(room.clients.heard("1"), [left("lobby", "Eve")]);
    assert_eq!(room.clients.heard("3"), [joined("rust", "Eve")]);
    room.clients.heard("2");

    assert_eq!(room.say("1", "Hello").await, 200);
    assert_eq!(room.clients.heard("1"), [message("lobby", "Ada", "Hello")]);
    assert_eq!(room.clients.heard("2"), [message("lobby", "Ada", "Hello")]);
    assert_eq!(room.clients.heard("3"), []);
}

#[tokio::test]
async fn a_connection_is_stored_with_the_time_at_which_it_may_go() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    room.chat.connect("1", "Ada", 1_000).await.unwrap();
    let stored = store.all.borrow()["1"].clone();
    assert_eq!((&*stored.room, stored.expires_at), (Connection::LOBBY, 8_200));
    // Nobody can be told before the handler of `$connect` has answered.
    assert_eq!(room.clients.heard("1"), []);
    assert_eq!(room.event("2", "$connect", json!({})).await, 200);
    assert_eq!(store.all.borrow()["2"].name, "guest");
}

#[tokio::test]
async fn a_name_that_cannot_be_is_refused_with_the_connection() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    let long = "x".repeat(Request::MAX_NAME + 1);
    for name in ["", "a\nb", &long] {
        assert_eq!(room.connect("1", name).await, 400, "{name:?}");
    }
    assert_eq!(room.clients.heard("1"), []);
    assert!(store.all.borrow().is_empty());
    assert_eq!(room.connect("1", &"에".repeat(Request::MAX_NAME)).await, 200);
}

#[tokio::test]
async fn whoever_leaves_is_forgotten_and_the_room_is_told() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    room.connect("1", "Ada").await;
    room.connect("2", "Bob").await;
    assert_eq!(room.event("1", "$disconnect", json!({})).await, 200);
    assert_eq!(room.clients.heard("2"), [left("lobby", "Ada")]);
    // AWS may call twice.
    assert_eq!(room.event("1", "$disconnect", json!({})).await, 200);
    assert_eq!(room.clients.heard("2"), []);
    assert_eq!(store.all.borrow().len(), 1);
}

#[tokio::test]
async fn whoever_is_gone_without_a_word_is_found_by_the_next_message() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    for (id, name) in [("1", "Ada"), ("2", "Bob"), ("3", "Eve")] {
        room.connect(id, name).await;
    }
    room.clients.go("2");
    room.clients.go("3");
    assert_eq!(room.say("1", "Hello").await, 200);
    let heard = room.clients.heard("1");
    assert_eq!(heard[0], message("lobby", "Ada", "Hello"));
    let mut rest = heard[1..].to_vec();
    rest.sort_by_key(|event| format!("{event:?}"));
    assert_eq!(rest, [left("lobby", "Bob"), left("lobby", "Eve")]);
    assert_eq!(store.all.borrow().keys().collect::<Vec<_>>(), ["1"]);
    // What `$disconnect` says later is no news.
    assert_eq!(room.event("2", "$disconnect", json!({})).await, 200);
    assert_eq!(room.clients.heard("1"), []);
}

#[tokio::test]
async fn a_client_that_does_not_answer_keeps_nobody_else_from_hearing() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    for (id, name) in [("1", "Ada"), ("2", "Bob"), ("3", "Eve")] {
        room.connect(id, name).await;
    }
    room.clients.cut("2");
    assert_eq!(room.say("1", "Hello").await, 500);
    assert_eq!(room.clients.heard("1").len(), 1);
    assert_eq!(room.clients.heard("3").len(), 1);
    // It is not gone: it may only be slow.
    assert_eq!(store.all.borrow().len(), 3);
}

#[tokio::test]
async fn to_join_the_same_room_again_is_not_to_leave_it() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    room.connect("1", "Ada").await;
    assert_eq!(room.join("1", "lobby").await, 200);
    assert_eq!(room.clients.heard("1"), [joined("lobby", "Ada")]);
}

#[tokio::test]
async fn an_index_that_is_late_changes_nothing_for_whoever_moves() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    room.connect("1", "Ada").await;
    let before = store.all.borrow().clone();
    store.indexed.replace(Some(before));
    room.join("1", "rust").await;
    room.say("1", "Hello").await;
    assert_eq!(room.clients.heard("1"), [joined("rust", "Ada"), message("rust", "Ada", "Hello")]);
}

#[tokio::test]
async fn what_cannot_be_is_answered_with_why() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    room.connect("1", "Ada").await;
    let long = "x".repeat(Request::MAX_TEXT + 1);
    let cases = [
        ("join", json!({ "action": "join", "room": "No Room" }), "`room`"),
        ("join", json!({ "action": "join", "room": "" }), "`room`"),
        ("join", json!({ "action": "join" }), "missing field `room`"),
        ("sendMessage", json!({ "action": "sendMessage", "text": "  " }), "`text`"),
        ("sendMessage", json!({ "action": "sendMessage", "text": long }), "`text`"),
        ("$default", json!({ "action": "shout" }), "unknown variant `shout`"),
        ("$default", json!("Hello"), "no request"),
    ];
    for (route, body, why) in cases {
        assert_eq!(room.send("1", route, body.clone()).await, 400, "{body}");
        let heard = room.clients.heard("1");
        let [Event::Error { message }] = &heard[..] else { panic!("{body}: {heard:?}") };
        assert!(message.contains(why), "{body}: {message}");
    }
    assert_eq!(room.event("1", "$default", json!({ "body": "{" })).await, 400);
}

#[tokio::test]
async fn a_connection_that_is_not_known_is_told_to_connect_again() {
    let store = MemoryConnections::default();
    let room = Fixture::new(&store);
    assert_eq!(room.say("1", "Hello").await, 400);
    assert!(matches!(&room.clients.heard("1")[..], [Event::Error { .. }]));
    room.clients.go("1");
    assert_eq!(room.say("1", "Hello").await, 400);
}

#[tokio::test]
async fn a_store_that_fails_refuses_the_connection_and_tells_no_reason() {
    let store = MemoryConnections { is_broken: true, ..MemoryConnections::default() };
    let room = Fixture::new(&store);
    assert_eq!(room.connect("1", "Ada").await, 500);
    assert_eq!(room.clients.heard("1"), []);
}

#[test]
fn messages_are_what_clients_write_and_read() {
    let join: Request = serde_json::from_str(r#"{"action":"join","room":"rust"}"#).unwrap();
    assert_eq!(join, Request::Join { room: "rust".into() });
    let text = serde_json::to_string(&message("rust", "Ada", "Hi")).unwrap();
    assert_eq!(text, r#"{"type":"message","room":"rust","name":"Ada","text":"Hi"}"#);
}
