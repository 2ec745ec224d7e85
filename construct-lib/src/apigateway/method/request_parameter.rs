//! What a request to a method carries beside its body.

use std::fmt;

/// A part of the path, of the query or a header of the request to a method.
///
/// Appears as `method.request.PLACE.NAME`; see AWS on
/// [mapping expressions](https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html).
///
/// ```
/// use construct_lib::apigateway::RequestParameter;
///
/// assert_eq!(RequestParameter::path("id").to_string(), "method.request.path.id");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestParameter {
    place: Place,
    name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    MultiValueHeader,
    MultiValueQueryString,
    Path,
    QueryString,
}

impl RequestParameter {
    fn new(place: Place, name: impl Into<String>) -> Self {
        Self { place, name: name.into() }
    }

    /// A header.
    #[must_use]
    pub fn header(name: impl Into<String>) -> Self {
        Self::new(Place::Header, name)
    }

    /// A header with all its values.
    #[must_use]
    pub fn multi_value_header(name: impl Into<String>) -> Self {
        Self::new(Place::MultiValueHeader, name)
    }

    /// A parameter of the query with all its values.
    #[must_use]
    pub fn multi_value_query_string(name: impl Into<String>) -> Self {
        Self::new(Place::MultiValueQueryString, name)
    }

    /// A parameter of the path: `id` for the part `{id}`.
    #[must_use]
    pub fn path(name: impl Into<String>) -> Self {
        Self::new(Place::Path, name)
    }

    /// A parameter of the query.
    #[must_use]
    pub fn query_string(name: impl Into<String>) -> Self {
        Self::new(Place::QueryString, name)
    }

    pub(in crate::apigateway) fn name(&self) -> &str {
        &self.name
    }

    pub(in crate::apigateway) fn is_path(&self) -> bool {
        self.place == Place::Path
    }
}

impl fmt::Display for RequestParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.place {
            Place::Header => "header",
            Place::MultiValueHeader => "multivalueheader",
            Place::MultiValueQueryString => "multivaluequerystring",
            Place::Path => "path",
            Place::QueryString => "querystring",
        };
        write!(f, "method.request.{place}.{}", self.name)
    }
}
