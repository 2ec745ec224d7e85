//! What a method answers.

use construct_cfn::apigateway::method as l1;
use construct_core::{Entries, Value};

use crate::apigateway::model::ModelId;

/// One answer that a method gives.
///
/// Appears in the `MethodResponses` of a method. What an integration answers
/// is added by itself: name here only what a client is to know besides, such
/// as the model of a body.
///
/// ```
/// use construct_lib::apigateway::{MethodOptions, MethodResponse, Model};
///
/// let failed = MethodResponse::new(500).header("Retry-After").model("application/json", Model::ERROR);
/// let options = MethodOptions::new().method_response(failed);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MethodResponse {
    pub(in crate::apigateway) status: u16,
    /// Names, and whether the answer always has the header.
    headers: Vec<(String, bool)>,
    models: Vec<(String, ModelId)>,
}

impl MethodResponse {
    /// An answer with this status.
    pub fn new(status_code: u16) -> Self {
        Self { status: status_code, headers: Vec::new(), models: Vec::new() }
    }

    /// It has this header.
    pub fn header(self, name: impl Into<String>) -> Self {
        self.with_header(name.into(), true)
    }

    /// It may have this header.
    pub fn optional_header(self, name: impl Into<String>) -> Self {
        self.with_header(name.into(), false)
    }

    fn with_header(mut self, name: String, always: bool) -> Self {
        match self.headers.iter_mut().find(|(n, _)| *n == name) {
            Some(header) => header.1 = always,
            None => self.headers.push((name, always)),
        }
        self
    }

    /// The model of a body of this content type.
    pub fn model(mut self, content_type: impl Into<String>, model: impl Into<ModelId>) -> Self {
        let (content_type, model) = (content_type.into(), model.into());
        match self.models.iter_mut().find(|(c, _)| *c == content_type) {
            Some(entry) => entry.1 = model,
            None => self.models.push((content_type, model)),
        }
        self
    }

    /// Adds what another says of the same status; what this one says stays.
    fn complete(&mut self, other: Self) {
        for (name, always) in other.headers {
            if !self.headers.iter().any(|(n, _)| n.eq_ignore_ascii_case(&name)) {
                self.headers.push((name, always));
            }
        }
        for (content_type, model) in other.models {
            if !self.models.iter().any(|(c, _)| *c == content_type) {
                self.models.push((content_type, model));
            }
        }
    }

    /// Adds an answer to those of a method: each status has one.
    pub(in crate::apigateway) fn add_to(self, all: &mut Vec<Self>) {
        match all.iter_mut().find(|response| response.status == self.status) {
            Some(first) => first.complete(self),
            None => all.push(self),
        }
    }

    fn to_cfn(&self) -> l1::MethodResponse {
        let headers = self.headers.iter().fold(Entries::new(), |all, (name, always)| {
            all.set(format!("method.response.header.{name}"), *always)
        });
        l1::MethodResponse::new(self.status.to_string())
            .response_models(models(&self.models))
            .response_parameters((!self.headers.is_empty()).then_some(headers))
    }
}

/// The answers of a method; nothing when there are none.
pub(in crate::apigateway) fn to_cfn(all: &[MethodResponse]) -> Option<Vec<l1::MethodResponse>> {
    (!all.is_empty()).then(|| all.iter().map(MethodResponse::to_cfn).collect())
}

/// Models by content type; nothing when there are none.
pub(in crate::apigateway) fn models(all: &[(String, ModelId)]) -> Option<Entries<String>> {
    let set = |entries: Entries<String>, (content_type, model): &(String, ModelId)| {
        let name: &Value<String> = model.name();
        entries.set(content_type.clone(), name)
    };
    (!all.is_empty()).then(|| all.iter().fold(Entries::new(), set))
}
