//! How a request is changed on its way to an integration.

use construct_core::{Entries, IntoValue, Key, Value};

use super::service::Service;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// Where a mapping takes a value from.
///
/// See AWS on [parameter mapping](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
///
/// ```
/// use construct_lib::apigatewayv2::MappingValue;
///
/// assert_eq!(MappingValue::request_header("host").as_literal(), Some("$request.header.host"));
/// assert_eq!(MappingValue::request_path_param("id").as_literal(), Some("$request.path.id"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MappingValue(Value<String>);

impl MappingValue {
    /// A header of the request.
    pub fn request_header(name: &str) -> Self {
        Self::of("$request.header.", name)
    }

    /// A value of the query string.
    pub fn request_query_string(name: &str) -> Self {
        Self::of("$request.querystring.", name)
    }

    /// A field of the body, when that is JSON; dots lead inside.
    pub fn request_body(path: &str) -> Self {
        Self::of("$request.body.", path)
    }

    /// The whole body.
    pub fn whole_request_body() -> Self {
        Self(Value::lit("$request.body"))
    }

    /// The path.
    pub fn request_path() -> Self {
        Self(Value::lit("$request.path"))
    }

    /// A parameter of the path.
    pub fn request_path_param(name: &str) -> Self {
        Self::of("$request.path.", name)
    }

    /// A variable of `$context`, for example `authorizer.claims.sub`.
    pub fn context_variable(name: &str) -> Self {
        Self::of("$context.", name)
    }

    /// A variable of the stage.
    pub fn stage_variable(name: &str) -> Self {
        Self::of("$stageVariables.", name)
    }

    /// Any other text: as it is, or with several `${…}` in it.
    pub fn custom(text: impl IntoValue<String>) -> Self {
        Self(value(text))
    }

    fn of(prefix: &'static str, name: &str) -> Self {
        Self(Value::text(format!("{prefix}{name}")))
    }

    /// The text, when it is known now.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        self.0.as_literal()
    }
}

/// How a request is changed on its way to an integration.
///
/// Appears as `RequestParameters` of the integration.
///
/// ```
/// use construct_lib::apigatewayv2::{MappingValue, ParameterMapping};
///
/// let mapping = ParameterMapping::new()
///     .overwrite_path(MappingValue::custom("/orders"))
///     .append_header("x-user", MappingValue::context_variable("authorizer.claims.sub"))
///     .remove_query_string("debug");
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct ParameterMapping(Vec<(Key, Value<String>)>);

impl ParameterMapping {
    /// Nothing is changed.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a value to a header.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-parameter-mapping` for headers that API
    /// Gateway keeps for itself, for example `authorization`.
    pub fn append_header(self, name: &str, value: MappingValue) -> Self {
        self.set("append:header.", name, value)
    }

    /// Sets a header, whatever it was.
    ///
    /// # Errors
    ///
    /// As [`append_header`](Self::append_header).
    pub fn overwrite_header(self, name: &str, value: MappingValue) -> Self {
        self.set("overwrite:header.", name, value)
    }

    /// Removes a header.
    ///
    /// # Errors
    ///
    /// As [`append_header`](Self::append_header).
    pub fn remove_header(self, name: &str) -> Self {
        self.set("remove:header.", name, MappingValue(Value::lit("")))
    }

    /// Adds a value to the query string.
    pub fn append_query_string(self, name: &str, value: MappingValue) -> Self {
        self.set("append:querystring.", name, value)
    }

    /// Sets a value of the query string, whatever it was.
    pub fn overwrite_query_string(self, name: &str, value: MappingValue) -> Self {
        self.set("overwrite:querystring.", name, value)
    }

    /// Removes a value from the query string.
    pub fn remove_query_string(self, name: &str) -> Self {
        self.set("remove:querystring.", name, MappingValue(Value::lit("")))
    }

    /// Sets the path.
    pub fn overwrite_path(self, value: MappingValue) -> Self {
        self.set("overwrite:path", "", value)
    }

    /// Sets what an AWS service takes, for example `QueueUrl`, or any other parameter.
    pub fn custom(self, key: impl Into<Key>, value: MappingValue) -> Self {
        self.put(key.into(), value)
    }

    fn set(self, prefix: &'static str, name: &str, value: MappingValue) -> Self {
        self.put(Key::Owned(format!("{prefix}{name}")), value)
    }

    fn put(mut self, key: Key, value: MappingValue) -> Self {
        match self.0.iter_mut().find(|(k, _)| *k == key) {
            Some(entry) => entry.1 = value.0,
            None => self.0.push((key, value.0)),
        }
        self
    }

    /// These, and what they lack of `others`.
    pub(super) fn or(mut self, others: &Self) -> Self {
        for (key, value) in &others.0 {
            if !self.0.iter().any(|(own, _)| own == key) {
                self.0.push((key.clone(), value.clone()));
            }
        }
        self
    }

    /// Reports what an action of a service lacks or does not take.
    pub(super) fn check_service(&self, node: &Node, service: &Service) {
        let Service { subtype, required, optional, .. } = service;
        for key in required.iter().filter(|key| !self.0.iter().any(|(own, _)| own == *key)) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_PARAMETER_MAPPING,
                    format!("`{subtype}` needs `{key}`, which nothing is mapped to"),
                )
                .help(format!("add it: `ParameterMapping::custom(\"{key}\", ..)`")),
            );
        }
        let takes =
            |key: &str| key == "Region" || required.contains(&key) || optional.contains(&key);
        for (key, _) in self.0.iter().filter(|(key, _)| !takes(key)) {
            let all: Vec<String> =
                required.iter().chain(*optional).map(|key| format!("`{key}`")).collect();
            node.report(
                Diagnostic::error(
                    codes::INVALID_PARAMETER_MAPPING,
                    format!("`{subtype}` does not take `{key}`"),
                )
                .help(format!("it takes {} and `Region`", all.join(", "))),
            );
        }
    }

    pub(in crate::apigatewayv2) fn check(&self, node: &Node) {
        for (key, _) in &self.0 {
            if let Some((_, name)) = key.split_once(":header.") {
                check_header(node, name);
            }
        }
    }

    pub(in crate::apigatewayv2) fn to_cfn(&self) -> Option<Entries<String>> {
        let set =
            |all: Entries<String>, (key, text): &(Key, Value<String>)| all.set(key.clone(), text);
        (!self.0.is_empty()).then(|| self.0.iter().fold(Entries::new(), set))
    }
}

/// Reports a header that API Gateway lets nobody map.
pub(super) fn check_header(node: &Node, name: &str) {
    const KEPT: [&str; 22] = [
        "access-control-",
        "apigw-",
        "authorization",
        "connection",
        "content-encoding",
        "content-length",
        "content-location",
        "forwarded",
        "keep-alive",
        "origin",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailers",
        "transfer-encoding",
        "upgrade",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-amz-",
        "x-amzn-",
    ];
    let lower = name.to_ascii_lowercase();
    let is_kept =
        |kept: &&str| if kept.ends_with('-') { lower.starts_with(*kept) } else { lower == **kept };
    if name.is_empty() || KEPT.iter().any(is_kept) {
        node.report(
            Diagnostic::error(
                codes::INVALID_PARAMETER_MAPPING,
                format!("API Gateway lets nobody map the header `{name}`"),
            )
            .help("use a header of another name"),
        );
    }
}
