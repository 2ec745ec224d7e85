//! From an event of API Gateway's proxy integration to a response.
//!
//! | request | answers |
//! |---|---|
//! | `POST /users` | 201 with `Location` and `ETag`, 409, 422 |
//! | `GET /users?limit=&cursor=` | 200 |
//! | `GET /users?email=` | 200 with one user or none |
//! | `GET /users/{id}` | 200 with `ETag`, 304 to `If-None-Match`, 404 |
//! | `PUT /users/{id}` | 200 with `ETag`, 404, 409, 412, 422, 428 without `If-Match` |
//! | `DELETE /users/{id}` | 204, 404, 412 to `If-Match` |
//!
//! `HEAD` answers as `GET` without the body, `OPTIONS` with 204 and `Allow`,
//! and other methods are 405. A query, an entity tag or a body that cannot be
//! read is 400, a body that is too large 413 and one of another type 415. A
//! busy table is 503 with `Retry-After`.

mod body;
mod cursor;
mod draft;
mod etag;
mod problem;
mod query;
mod reply;
mod route;

use std::time::Instant;

use ::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use aws_lambda_events::apigw::{ApiGatewayProxyRequest, ApiGatewayProxyResponse};
use construct_runtime::logs;
use serde::Serialize;
use tracing::Instrument as _;
use user_contract::User;

use self::problem::{Hint, Problem};
use self::query::Listing;
use self::reply::Reply;
use self::route::Route;
use crate::domain::{Clock, Ids, Precondition, SystemClock, TimeOrderedIds, UserId};
use crate::logging::{self, RequestLog};
use crate::repository::{UserRepository, WriteError};

/// The User service's REST API over a store.
#[derive(Clone, Debug)]
pub struct Api<R, C = SystemClock, I = TimeOrderedIds> {
    users: R,
    clock: C,
    ids: I,
}

/// A list of users, whole or in part.
#[derive(Serialize)]
struct UserList<'a> {
    users: &'a [User],
    /// What to send as `cursor` to see more; absent on the last page.
    #[serde(rename = "nextCursor", skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl<R: UserRepository> Api<R> {
    /// The API over `users`, with the machine's clock and random ids.
    #[must_use]
    pub fn new(users: R) -> Self {
        Self::with(users, SystemClock, TimeOrderedIds)
    }
}

impl<R: UserRepository, C: Clock, I: Ids> Api<R, C, I> {
    /// The API over `users`, with a clock and ids of the caller's.
    #[must_use]
    pub fn with(users: R, clock: C, ids: I) -> Self {
        Self { users, clock, ids }
    }

    /// Answers one request and logs one line about it.
    ///
    /// `invocation` is the id that Lambda gave to the invocation. Whatever
    /// comes in, there is an answer: what goes wrong on our side is a 5xx with
    /// the request's id, and its cause is in the log alone.
    pub async fn handle(
        &self,
        event: ApiGatewayProxyRequest,
        invocation: &str,
    ) -> ApiGatewayProxyResponse {
        self.answer(event, invocation).instrument(logs::request(invocation)).await
    }

    async fn answer(
        &self,
        event: ApiGatewayProxyRequest,
        invocation: &str,
    ) -> ApiGatewayProxyResponse {
        let started = Instant::now();
        let route = Route::of(&event);
        // The id that the client sees too, in the header `x-amzn-requestid`.
        let request = event.request_context.request_id.as_deref();
        let request = request.unwrap_or(invocation);

        let (reply, cause) = match self.respond(&event, &route).await {
            Ok(reply) => (reply, None),
            Err(problem) => problem.into_reply(request),
        };
        logging::request(&RequestLog {
            request,
            method: event.http_method.as_str(),
            route: route.template(),
            status: reply.status().as_u16(),
            duration: started.elapsed(),
            cause: cause.as_deref(),
        });
        if event.http_method == Method::HEAD { reply.without_body().into() } else { reply.into() }
    }

    async fn respond(
        &self,
        event: &ApiGatewayProxyRequest,
        route: &Route<'_>,
    ) -> Result<Reply, Problem> {
        match (route, event.http_method.as_str()) {
            (Route::Users, "GET" | "HEAD") => self.list(event).await,
            (Route::Users, "POST") => self.create(event).await,
            (Route::User(id), "GET" | "HEAD") => self.read(event, user_id(id)?).await,
            (Route::User(id), "PUT") => self.update(event, user_id(id)?).await,
            (Route::User(id), "DELETE") => self.delete(event, user_id(id)?).await,
            (Route::Unknown, _) => Err(Problem::new(
                StatusCode::NOT_FOUND,
                "no-such-route",
                "there is nothing at this address",
            )),
            (_, "OPTIONS") => {
                Ok(Reply::new(StatusCode::NO_CONTENT).header(header::ALLOW, route.allow()))
            }
            _ => Err(Problem::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "this address does not know the method",
            )
            .hint(Hint::Allow(route.allow()))),
        }
    }

    async fn create(&self, event: &ApiGatewayProxyRequest) -> Result<Reply, Problem> {
        let draft = draft::read(&body::read(event)?)?;
        let user = User {
            id: self.ids.next(self.clock.now()).to_string(),
            email: draft.email.as_str().to_owned(),
            name: draft.name.as_str().to_owned(),
            version: 1,
        };
        self.users.create(&user).await?;
        // The path as the client wrote it, with the stage or the base path of
        // a domain, which `event.path` lacks.
        let path = event.request_context.path.as_deref();
        let path = path.or(event.path.as_deref()).unwrap_or("/users");
        let location = format!("{}/{}", path.trim_end_matches('/'), user.id);
        Ok(Reply::json(StatusCode::CREATED, &user)?
            .header(header::LOCATION, location)
            .header(header::ETAG, etag::of(user.version)))
    }

    async fn list(&self, event: &ApiGatewayProxyRequest) -> Result<Reply, Problem> {
        let (users, next_cursor) = match query::read(event)? {
            Listing::ByEmail(email) => {
                let found = self.users.find_by_email(&email).await?;
                (found.into_iter().collect(), None)
            }
            Listing::Page { after, limit } => {
                let page = self.users.list(after, limit).await?;
                let last = page.users.last().filter(|_| page.more);
                let next = last.and_then(|user| UserId::parse(&user.id));
                (page.users, next.map(cursor::write))
            }
        };
        let list = UserList { users: &users, next_cursor };
        Ok(Reply::json(StatusCode::OK, &list)?.header(header::CACHE_CONTROL, "no-store"))
    }

    async fn read(&self, event: &ApiGatewayProxyRequest, id: UserId) -> Result<Reply, Problem> {
        let user = self.users.get(id).await?.ok_or_else(not_found)?;
        let known = etag::if_none_match(event)?;
        let reply = if known.is_some_and(|known| known.allows(user.version)) {
            Reply::new(StatusCode::NOT_MODIFIED)
        } else {
            Reply::json(StatusCode::OK, &user)?
        };
        // A cache may keep it for its one client, and must ask before each use.
        Ok(reply
            .header(header::ETAG, etag::of(user.version))
            .header(header::CACHE_CONTROL, "private, no-cache"))
    }

    async fn update(&self, event: &ApiGatewayProxyRequest, id: UserId) -> Result<Reply, Problem> {
        let Some(precondition) = etag::if_match(event)? else {
            return Err(Problem::new(
                StatusCode::PRECONDITION_REQUIRED,
                "if-match-required",
                "send the user's ETag in `If-Match`, so that no other change is lost",
            ));
        };
        let draft = draft::read(&body::read(event)?)?;
        self.refuse_impossible(id, &precondition).await?;
        let user = self.users.update(id, &draft, &precondition).await?;
        Ok(Reply::json(StatusCode::OK, &user)?.header(header::ETAG, etag::of(user.version)))
    }

    async fn delete(&self, event: &ApiGatewayProxyRequest, id: UserId) -> Result<Reply, Problem> {
        let precondition = etag::if_match(event)?.unwrap_or(Precondition::Any);
        self.refuse_impossible(id, &precondition).await?;
        self.users.delete(id, &precondition).await?;
        Ok(Reply::new(StatusCode::NO_CONTENT))
    }

    /// Answers an `If-Match` that names no version of ours, so that no store
    /// has to write a condition without alternatives.
    async fn refuse_impossible(
        &self,
        id: UserId,
        precondition: &Precondition,
    ) -> Result<(), Problem> {
        match precondition {
            Precondition::Versions(versions) if versions.is_empty() => {
                self.users.get(id).await?.ok_or_else(not_found)?;
                Err(WriteError::VersionMismatch.into())
            }
            _ => Ok(()),
        }
    }
}

/// The id in the path. Text that is no id is the id of no user.
fn user_id(text: &str) -> Result<UserId, Problem> {
    UserId::parse(text).ok_or_else(not_found)
}

fn not_found() -> Problem {
    WriteError::NotFound.into()
}

/// The values of a header, from whichever of the event's two maps has it.
fn header_values<'a>(event: &'a ApiGatewayProxyRequest, name: &HeaderName) -> Vec<&'a str> {
    fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
        let values = headers.get_all(name).iter();
        values.filter_map(|value| value.to_str().ok()).collect()
    }
    let several = values(&event.multi_value_headers, name);
    if several.is_empty() { values(&event.headers, name) } else { several }
}
