//! The API over notes in memory.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use aws_lambda_events::apigw::ApiGatewayProxyResponse;
use aws_lambda_events::encodings::Body;
use rest_crud_contract::{Note, NoteDraft};
use rest_crud_handler::http::Api;
use rest_crud_handler::notes::{Notes, Page, StorageError};
use serde_json::{Value, json};

#[derive(Default)]
struct MemoryNotes {
    notes: RefCell<BTreeMap<(String, String), Note>>,
    is_broken: bool,
}

fn key(notebook: &str, id: &str) -> (String, String) {
    (notebook.to_owned(), id.to_owned())
}

impl Notes for MemoryNotes {
    async fn create(&self, note: &Note) -> Result<(), StorageError> {
        if self.is_broken {
            return Err("PutItem: the secret reason".into());
        }
        self.notes.borrow_mut().insert(key(&note.notebook, &note.id), note.clone());
        Ok(())
    }

    async fn get(&self, notebook: &str, id: &str) -> Result<Option<Note>, StorageError> {
        Ok(self.notes.borrow().get(&key(notebook, id)).cloned())
    }

    async fn list(
        &self,
        notebook: &str,
        after: Option<&str>,
        limit: i32,
    ) -> Result<Page, StorageError> {
        let limit = usize::try_from(limit)?;
        let notes = self.notes.borrow();
        let mut rest = notes
            .values()
            .filter(|note| note.notebook == notebook && after.is_none_or(|id| *note.id > *id));
        let notes: Vec<Note> = rest.by_ref().take(limit).cloned().collect();
        let next = rest.next().and(notes.last()).map(|note| note.id.clone());
        Ok(Page { notes, next })
    }

    async fn replace(
        &self,
        notebook: &str,
        id: &str,
        draft: &NoteDraft,
    ) -> Result<Option<Note>, StorageError> {
        let mut notes = self.notes.borrow_mut();
        let Some(note) = notes.get_mut(&key(notebook, id)) else {
            return Ok(None);
        };
        note.title.clone_from(&draft.title);
        note.text.clone_from(&draft.text);
        Ok(Some(note.clone()))
    }

    async fn delete(&self, notebook: &str, id: &str) -> Result<bool, StorageError> {
        Ok(self.notes.borrow_mut().remove(&key(notebook, id)).is_some())
    }
}

fn api() -> Api<MemoryNotes> {
    Api::new(MemoryNotes::default(), "https://notes.example.com".to_owned())
}

/// A response: its status, its headers, its body as JSON.
type Reply = (i64, ApiGatewayProxyResponse, Value);

/// A request to `/notebooks/NOTEBOOK/notes[/ID]`, as API Gateway sends it.
async fn call<N: Notes>(api: &Api<N>, method: &str, path: &str, body: Option<&Value>) -> Reply {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').collect();
    let mut parameters = json!({ "notebook": parts[0] });
    if let Some(id) = parts.get(1) {
        parameters["id"] = json!(id);
    }
    let notes = format!("/notebooks/{}/notes", parts[0]);
    thread_local!(static REQUESTS: Cell<u32> = const { Cell::new(0) });
    let request = REQUESTS.replace(REQUESTS.get() + 1);
    let event = json!({
        "httpMethod": method,
        "path": notes,
        "pathParameters": parameters,
        "queryStringParameters":
            query.split_once('=').map(|(name, value)| json!({ name: value })),
        "requestContext":
            { "path": format!("/v1{notes}"), "requestId": format!("c6af9ac6-{request:012x}"), "httpMethod": method },
        "body": body.map(Value::to_string),
        "isBase64Encoded": false,
    });
    let response = api.answer(serde_json::from_value(event).unwrap()).await;
    let text = match &response.body {
        Some(Body::Text(text)) => serde_json::from_str(text).unwrap(),
        _ => Value::Null,
    };
    (response.status_code, response, text)
}

fn milk() -> Value {
    json!({ "title": "Milk", "text": "Two bottles" })
}

#[tokio::test]
async fn a_note_is_written_read_changed_and_deleted() {
    let api = api();
    let (status, response, note) = call(&api, "POST", "home", Some(&milk())).await;
    assert_eq!(status, 201);
    let id = note["id"].as_str().unwrap();
    assert_eq!(response.headers["location"], format!("/v1/notebooks/home/notes/{id}"));
    assert_eq!(response.headers["content-type"], "application/json");
    let stored = json!({ "notebook": "home", "id": id, "title": "Milk", "text": "Two bottles" });
    assert_eq!(note, stored);

    let one = format!("home/{id}");
    let (status, _, read) = call(&api, "GET", &one, None).await;
    assert_eq!((status, read), (200, stored));
    let change = json!({ "title": "Milk", "text": "None" });
    let (status, _, changed) = call(&api, "PUT", &one, Some(&change)).await;
    assert_eq!((status, &changed["text"]), (200, &json!("None")));

    let (status, response, _) = call(&api, "DELETE", &one, None).await;
    assert_eq!((status, response.body), (204, None));
    for (method, body) in [("GET", None), ("PUT", Some(milk())), ("DELETE", None)] {
        let (status, _, error) = call(&api, method, &one, body.as_ref()).await;
        assert_eq!((status, error), (404, json!({ "message": "there is no such note" })));
    }
}

#[tokio::test]
async fn a_list_is_one_notebook_in_the_order_of_writing_page_by_page() {
    let api = api();
    for number in 0..51 {
        let draft = json!({ "title": number.to_string(), "text": "" });
        call(&api, "POST", "home", Some(&draft)).await;
    }
    call(&api, "POST", "work", Some(&milk())).await;
    let titles = |page: &Value| -> Vec<String> {
        let notes = page["notes"].as_array().unwrap().iter();
        notes.map(|note| note["title"].as_str().unwrap().to_owned()).collect()
    };
    let (status, _, first) = call(&api, "GET", "home", None).await;
    assert_eq!(status, 200);
    assert_eq!(titles(&first), (0..50).map(|n| n.to_string()).collect::<Vec<_>>());
    let next = format!("home?after={}", first["next"].as_str().unwrap());
    let (_, _, second) = call(&api, "GET", &next, None).await;
    assert_eq!(titles(&second), ["50"]);
    assert_eq!(second.get("next"), None);
}

#[tokio::test]
async fn fails_on_what_is_no_note_of_ours() {
    let api = api();
    for (body, message) in [
        (json!({ "title": " ", "text": "" }), "`title` must have 1 to 120 characters"),
        (json!({ "title": "a".repeat(121), "text": "" }), "`title` must have 1 to 120 characters"),
        (
            json!({ "title": "a", "text": "é".repeat(20_001) }),
            "`text` must have at most 20000 characters",
        ),
        (json!({ "title": "a" }), "the body is no note: missing field `text`"),
        (json!({ "title": "a", "text": "", "id": "1" }), "the body is no note: unknown field `id`"),
        (json!([]), "the body is no note: "),
    ] {
        for (method, path) in [("POST", "home"), ("PUT", "home/018f3c5e7d4a-c6af9ac6")] {
            let (status, _, error) = call(&api, method, path, Some(&body)).await;
            assert_eq!(status, 400, "for {method} of {body}");
            let seen = error["message"].as_str().unwrap();
            assert!(seen.starts_with(message), "{seen}");
        }
    }
    assert_eq!(call(&api, "POST", "home", None).await.0, 400);
    let longest = json!({ "title": "é".repeat(120), "text": "é".repeat(20_000) });
    assert_eq!(call(&api, "POST", "home", Some(&longest)).await.0, 201);
}

#[tokio::test]
async fn fails_on_names_that_cannot_be_keys() {
    let api = api();
    for notebook in ["", "Home", "a b", &"a".repeat(65)] {
        assert_eq!(call(&api, "GET", notebook, None).await.0, 400, "for `{notebook}`");
    }
    assert_eq!(call(&api, "GET", &"a".repeat(64), None).await.0, 200);
    for id in ["not-an-id", "018f3c5e7d4a", &format!("018f3c5e7d4a-{}", "a".repeat(52))] {
        assert_eq!(call(&api, "GET", &format!("home/{id}"), None).await.0, 404, "for `{id}`");
    }
    assert_eq!(call(&api, "GET", "home?after=not-an-id", None).await.0, 400);
}

#[tokio::test]
async fn every_answer_may_be_read_by_the_page_alone() {
    let api = api();
    for (method, path) in [("GET", "home"), ("GET", "home/none"), ("POST", "home")] {
        let (_, response, _) = call(&api, method, path, None).await;
        let allowed = &response.headers["access-control-allow-origin"];
        assert_eq!(allowed, "https://notes.example.com");
        assert_eq!(response.headers["vary"], "Origin");
    }
}

#[tokio::test]
async fn a_reason_of_ours_stays_with_us() {
    let notes = MemoryNotes { is_broken: true, ..MemoryNotes::default() };
    let api = Api::new(notes, "https://notes.example.com".to_owned());
    let (status, _, error) = call(&api, "POST", "home", Some(&milk())).await;
    assert_eq!((status, error), (500, json!({ "message": "the notes cannot be reached" })));
}
