//! A verb and a path.

use std::fmt;

use construct_core::Key;

use crate::apigateway::HttpMethod;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Which requests a route takes: a verb and a path, or what no other route takes.
///
/// Appears as `RouteKey`, for example `GET /users/{id}` or `$default`.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpMethod, HttpRouteKey};
///
/// let one = HttpRouteKey::with("/users/{id}", HttpMethod::Get);
/// assert_eq!(one.to_string(), "GET /users/{id}");
/// let files = HttpRouteKey::with("/files/{proxy+}", HttpMethod::Any);
/// assert_eq!(files.to_string(), "ANY /files/{proxy+}");
/// assert_eq!(HttpRouteKey::DEFAULT.to_string(), "$default");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRouteKey {
    method: HttpMethod,
    path: Option<Key>,
}

impl HttpRouteKey {
    /// Every request that no other route takes.
    pub const DEFAULT: Self = Self { method: HttpMethod::Any, path: None };

    /// Requests with this verb to this path.
    ///
    /// A part in braces, as in `/users/{id}`, stands for any one part; one
    /// with a plus, as in `/files/{proxy+}`, for all the rest of the path.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-route-key` when the path does not begin
    /// with `/`, ends with one, has an empty part, or has braces elsewhere.
    #[must_use]
    pub fn with(path: impl Into<Key>, method: HttpMethod) -> Self {
        Self { method, path: Some(path.into()) }
    }

    /// The verb; [`HttpMethod::Any`] for the default route.
    #[must_use]
    pub fn method(&self) -> HttpMethod {
        self.method
    }

    /// The path, unless it is the default route.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The id of a route's construct below its API.
    pub(in crate::apigatewayv2) fn construct_id(&self) -> String {
        match &self.path {
            Some(path) => format!("{}{}", self.method, path.replace('/', "--")),
            None => "DefaultRoute".to_owned(),
        }
    }

    /// The part of an ARN of calls that names this route, where `*` stands
    /// for what is not known.
    pub(super) fn arn_path(&self, method: HttpMethod) -> String {
        let Some(path) = &self.path else {
            // A request that ends here is named by its own verb and path.
            return "/*/*".to_owned();
        };
        let verb = match method {
            HttpMethod::Any => "*",
            verb => verb.name(),
        };
        let parts: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { "*" } else { part }).collect();
        format!("/*/{verb}{}", parts.join("/"))
    }

    pub(super) fn check(&self, node: &Node) {
        let Some(path) = self.path.as_deref() else {
            return;
        };
        if let Some((message, help)) = problem(path) {
            node.report(Diagnostic::error(codes::INVALID_ROUTE_KEY, message).help(help));
        }
    }
}

impl fmt::Display for HttpRouteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{} {path}", self.method),
            None => f.write_str("$default"),
        }
    }
}

/// What is wrong with a path, and what to do about it.
fn problem(path: &str) -> Option<(String, &'static str)> {
    if path == "/" {
        return None;
    }
    let Some(parts) = path.strip_prefix('/') else {
        return Some((
            format!("the path `{path}` of a route does not begin with `/`"),
            "write the whole path, for example `/users/{id}`",
        ));
    };
    if parts.split('/').any(str::is_empty) {
        return Some((
            format!("the path `{path}` of a route has an empty part"),
            "leave out the `/` at the end or the one of two that is too many",
        ));
    }
    let mut names: Vec<&str> = Vec::new();
    let mut parts = parts.split('/').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        let Some(inner) = part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) else {
            if part.contains(['{', '}']) || part.contains(char::is_whitespace) {
                return Some((
                    format!("`{part}` cannot be a part of the path `{path}`"),
                    "leave out white space; a parameter is a whole part in braces, as in `/users/{id}`",
                ));
            }
            continue;
        };
        let name = inner.strip_suffix('+').unwrap_or(inner);
        if inner.ends_with('+') && !is_last {
            return Some((
                format!("`{part}` takes the rest of the path, but more follows in `{path}`"),
                "leave out its `+`, or what follows",
            ));
        }
        let fits = |c: char| c.is_ascii_alphanumeric() || "._:-".contains(c);
        if name.is_empty() || !name.chars().all(fits) {
            return Some((
                format!("`{part}` cannot be a parameter of the path `{path}`"),
                "name it with letters, digits and `._:-`",
            ));
        }
        if names.contains(&name) {
            return Some((
                format!("the path `{path}` has two parameters called `{name}`"),
                "rename one of them",
            ));
        }
        names.push(name);
    }
    None
}
