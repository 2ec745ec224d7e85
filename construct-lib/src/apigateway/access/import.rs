//! REST APIs that exist already.

use construct_core::{IntoValue, Value};

use crate::value::value;

/// What is known of a REST API that exists already.
///
/// See [`RestApi::from_rest_api_attributes`](crate::apigateway::RestApi::from_rest_api_attributes).
#[derive(Debug, Clone)]
#[must_use]
pub struct RestApiAttributes {
    pub(in crate::apigateway) id: Value<String>,
    pub(in crate::apigateway) root: Value<String>,
    pub(in crate::apigateway) name: Value<String>,
}

impl RestApiAttributes {
    /// The API with this id, whose resource `/` has this one.
    pub fn new(
        rest_api_id: impl IntoValue<String>,
        root_resource_id: impl IntoValue<String>,
    ) -> Self {
        Self { id: value(rest_api_id), root: value(root_resource_id), name: Value::unset() }
    }

    /// The name that AWS shows, under which it counts requests; the id of the
    /// construct by default.
    pub fn rest_api_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }
}
