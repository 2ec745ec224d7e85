//! From where a parameter of an integration, or a header of an answer, comes.

use std::fmt;

use construct_core::{Expr, IntoValue, Value, intrinsic};

use crate::apigateway::RequestParameter;
use crate::value::value;

/// A part of the path, of the query or a header of the request to an integration.
///
/// Appears as `integration.request.PLACE.NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntegrationParameter {
    place: &'static str,
    name: String,
}

impl IntegrationParameter {
    /// A header.
    #[must_use]
    pub fn header(name: impl Into<String>) -> Self {
        Self { place: "header", name: name.into() }
    }

    /// A placeholder in the address: `id` for `{id}`.
    #[must_use]
    pub fn path(name: impl Into<String>) -> Self {
        Self { place: "path", name: name.into() }
    }

    /// A parameter of the query.
    #[must_use]
    pub fn query_string(name: impl Into<String>) -> Self {
        Self { place: "querystring", name: name.into() }
    }

    /// The placeholder that it fills, when it is one.
    pub(super) fn placeholder(&self) -> Option<&str> {
        (self.place == "path").then_some(&*self.name)
    }
}

impl fmt::Display for IntegrationParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "integration.request.{}.{}", self.place, self.name)
    }
}

/// From where a parameter of the request to an integration comes.
///
/// See AWS on [mapping expressions](https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html).
/// A [`RequestParameter`] is one, too; a text given by itself is taken as it is, as by [`text`](Self::text).
///
/// ```
/// use construct_lib::apigateway::{HttpIntegration, IntegrationParameter, RequestParameter, RequestSource};
///
/// let shop = HttpIntegration::new("https://shop.example.com/orders")
///     .request_parameter(IntegrationParameter::query_string("customer"), RequestParameter::header("X-Customer"))
///     .request_parameter(IntegrationParameter::header("X-From"), RequestSource::context("identity.sourceIp"))
///     .request_parameter(IntegrationParameter::header("X-Via"), "api");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RequestSource(pub(super) Source);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    Parameter(RequestParameter),
    /// A text that has to stand between quotes.
    Text(Value<String>),
    Expression(Value<String>),
}

impl Source {
    fn named(of: &str, name: impl fmt::Display) -> Self {
        Self::Expression(format!("{of}.{name}").into())
    }

    /// A path in JSON is written without its root.
    fn in_body(of: &str, json_path: &str) -> Self {
        Self::named(of, json_path.trim_start_matches('$').trim_start_matches('.'))
    }

    pub(super) fn to_value(&self) -> Value<String> {
        match self {
            Self::Parameter(parameter) => parameter.to_string().into(),
            Self::Text(text) => {
                intrinsic::concat([Expr::text("'"), text.expr().clone(), Expr::text("'")])
            }
            Self::Expression(expression) => expression.clone(),
        }
    }

    /// A text that the quotes around it would not hold.
    pub(super) fn broken_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => text.as_literal().filter(|text| text.contains('\'')),
            _ => None,
        }
    }
}

impl RequestSource {
    /// A parameter of the request to the method.
    #[must_use]
    pub fn parameter(parameter: RequestParameter) -> Self {
        Self(Source::Parameter(parameter))
    }

    /// The whole body.
    #[must_use]
    pub fn body() -> Self {
        Self(Source::Expression(Value::lit("method.request.body")))
    }

    /// A part of a body in JSON, for example `$.customer.id`.
    #[must_use]
    pub fn body_path(json_path: &str) -> Self {
        Self(Source::in_body("method.request.body", json_path))
    }

    /// What API Gateway knows of the request, for example `identity.sourceIp`.
    #[must_use]
    pub fn context(name: &str) -> Self {
        Self(Source::named("context", name))
    }

    /// A variable of the stage.
    #[must_use]
    pub fn stage_variable(name: &str) -> Self {
        Self(Source::named("stageVariables", name))
    }

    /// A fixed text, put between quotes.
    #[must_use]
    pub fn text(text: impl IntoValue<String>) -> Self {
        Self(Source::Text(value(text)))
    }

    /// A mapping expression, written as it is.
    #[must_use]
    pub fn custom(expression: impl IntoValue<String>) -> Self {
        Self(Source::Expression(value(expression)))
    }
}

/// From where a header of an answer comes.
///
/// A text given by itself is taken as it is, as by [`text`](Self::text).
///
/// ```
/// use construct_lib::apigateway::{IntegrationResponse, ResponseSource};
///
/// let moved = IntegrationResponse::new(302)
///     .header("Location", ResponseSource::body_path("$.address"))
///     .header("Cache-Control", "no-store");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseSource(pub(super) Source);

impl ResponseSource {
    /// A header of what the integration answered.
    #[must_use]
    pub fn header(name: &str) -> Self {
        Self(Source::named("integration.response.header", name))
    }

    /// A header of what the integration answered, with all its values.
    #[must_use]
    pub fn multi_value_header(name: &str) -> Self {
        Self(Source::named("integration.response.multivalueheader", name))
    }

    /// The whole body of what the integration answered.
    #[must_use]
    pub fn body() -> Self {
        Self(Source::Expression(Value::lit("integration.response.body")))
    }

    /// A part of a body in JSON, for example `$.address`.
    #[must_use]
    pub fn body_path(json_path: &str) -> Self {
        Self(Source::in_body("integration.response.body", json_path))
    }

    /// What API Gateway knows of the request, for example `requestId`.
    #[must_use]
    pub fn context(name: &str) -> Self {
        Self(Source::named("context", name))
    }

    /// A variable of the stage.
    #[must_use]
    pub fn stage_variable(name: &str) -> Self {
        Self(Source::named("stageVariables", name))
    }

    /// A fixed text, put between quotes.
    #[must_use]
    pub fn text(text: impl IntoValue<String>) -> Self {
        Self(Source::Text(value(text)))
    }

    /// A mapping expression, written as it is.
    #[must_use]
    pub fn custom(expression: impl IntoValue<String>) -> Self {
        Self(Source::Expression(value(expression)))
    }
}

impl From<RequestParameter> for RequestSource {
    fn from(parameter: RequestParameter) -> Self {
        Self::parameter(parameter)
    }
}

impl From<&str> for RequestSource {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for RequestSource {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Value<String>> for RequestSource {
    fn from(text: Value<String>) -> Self {
        Self::text(text)
    }
}

impl From<&str> for ResponseSource {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for ResponseSource {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Value<String>> for ResponseSource {
    fn from(text: Value<String>) -> Self {
        Self::text(text)
    }
}
