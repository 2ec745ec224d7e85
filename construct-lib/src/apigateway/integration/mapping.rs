//! How requests and answers are rewritten on their way.

use construct_cfn::apigateway::method as l1;
use construct_core::{Entries, IntoValue, Value};

use super::source::{ResponseSource, Source};
use crate::apigateway::MethodResponse;
use crate::value::value;

/// What becomes of a body between text and bytes; it stays as it is by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentHandling {
    /// A text in Base64 becomes bytes.
    ConvertToBinary,
    /// Bytes become a text in Base64.
    ConvertToText,
}

impl ContentHandling {
    pub(crate) fn to_value(self) -> Value<l1::ContentHandling> {
        match self {
            Self::ConvertToBinary => l1::ContentHandling::CONVERT_TO_BINARY,
            Self::ConvertToText => l1::ContentHandling::CONVERT_TO_TEXT,
        }
    }
}

/// What becomes of a request for whose content type there is no template; see AWS on
/// [passthrough behaviors](https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassthroughBehavior {
    /// It is refused with status 415.
    Never,
    /// Its body is handed on as it is.
    WhenNoMatch,
    /// Its body is handed on as it is, unless there is any template at all.
    WhenNoTemplates,
}

impl PassthroughBehavior {
    pub(crate) fn to_value(self) -> Value<l1::PassthroughBehavior> {
        match self {
            Self::Never => l1::PassthroughBehavior::NEVER,
            Self::WhenNoMatch => l1::PassthroughBehavior::WHEN_NO_MATCH,
            Self::WhenNoTemplates => l1::PassthroughBehavior::WHEN_NO_TEMPLATES,
        }
    }
}

/// How requests are rewritten for an integration, and its answers for the client.
///
/// Only an integration without proxy takes one: a proxy hands on the whole
/// request, and its whole answer.
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, IntegrationMapping, IntegrationResponse, LambdaIntegration, PassthroughBehavior,
///     RestApi, RestApiProps,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let mapping = IntegrationMapping::new()
///     .request_template("application/json", r#"{ "id": "$input.params('id')" }"#)
///     .passthrough_behavior(PassthroughBehavior::Never)
///     .response(IntegrationResponse::new(200))
///     .response(IntegrationResponse::new(404).selection_pattern("not found.*"));
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let order = api.root().resource_for_path("orders/{id}");
/// order.add_method(HttpMethod::Get, LambdaIntegration::new(&handler).without_proxy(mapping));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[must_use]
pub struct IntegrationMapping {
    pub(super) request_templates: Vec<(String, Value<String>)>,
    pub(super) passthrough: Option<PassthroughBehavior>,
    pub(super) content_handling: Option<ContentHandling>,
    pub(super) responses: Vec<IntegrationResponse>,
}

impl IntegrationMapping {
    /// Hands on the body as it is, and knows no answer yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The mapping template for requests of this content type.
    pub fn request_template(
        mut self,
        content_type: impl Into<String>,
        template: impl IntoValue<String>,
    ) -> Self {
        set(&mut self.request_templates, content_type.into(), value(template));
        self
    }

    /// What becomes of requests for whose content type there is no template;
    /// they are handed on as they are by default.
    pub fn passthrough_behavior(mut self, behavior: PassthroughBehavior) -> Self {
        self.passthrough = Some(behavior);
        self
    }

    /// What becomes of the body of a request; it stays as it is by default.
    pub fn content_handling(mut self, handling: ContentHandling) -> Self {
        self.content_handling = Some(handling);
        self
    }

    /// Adds an answer. The one without a pattern is for all that no pattern fits.
    pub fn response(mut self, response: IntegrationResponse) -> Self {
        self.responses.push(response);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn to_responses(&self) -> Option<Vec<l1::IntegrationResponse>> {
        let all = &self.responses;
        (!all.is_empty()).then(|| all.iter().map(IntegrationResponse::to_cfn).collect())
    }
}

/// One answer of an integration, and what the client gets for it.
///
/// The method says by itself that it gives this answer.
///
/// ```
/// use construct_lib::apigateway::{IntegrationResponse, ResponseSource};
///
/// let found = IntegrationResponse::new(200)
///     .header("ETag", ResponseSource::header("ETag"))
///     .template("application/json", "$input.json('$.order')");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct IntegrationResponse {
    pub(super) status: u16,
    pub(super) selection_pattern: Option<String>,
    content_handling: Option<ContentHandling>,
    headers: Vec<(String, ResponseSource)>,
    templates: Vec<(String, Value<String>)>,
}

impl IntegrationResponse {
    /// An answer with this status.
    pub fn new(status_code: u16) -> Self {
        Self {
            status: status_code,
            selection_pattern: None,
            content_handling: None,
            headers: Vec::new(),
            templates: Vec::new(),
        }
    }

    /// For which results this is the answer: a regular expression for the
    /// status, or for the error message of a function. Without one it is for
    /// all that no other pattern fits.
    pub fn selection_pattern(mut self, pattern: impl Into<String>) -> Self {
        self.selection_pattern = Some(pattern.into());
        self
    }

    /// What becomes of the body; it stays as it is by default.
    pub fn content_handling(mut self, handling: ContentHandling) -> Self {
        self.content_handling = Some(handling);
        self
    }

    /// Adds a header: a fixed text, or a [`ResponseSource`].
    pub fn header(mut self, name: impl Into<String>, source: impl Into<ResponseSource>) -> Self {
        let (name, source) = (name.into(), source.into());
        match self.headers.iter_mut().find(|(n, _)| n.eq_ignore_ascii_case(&name)) {
            Some(header) => *header = (name, source),
            None => self.headers.push((name, source)),
        }
        self
    }

    /// The mapping template that makes the body for this content type.
    pub fn template(
        mut self,
        content_type: impl Into<String>,
        template: impl IntoValue<String>,
    ) -> Self {
        set(&mut self.templates, content_type.into(), value(template));
        self
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.headers.iter().map(|(_, source)| &source.0)
    }

    fn to_cfn(&self) -> l1::IntegrationResponse {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, source)| (format!("method.response.header.{name}"), source.0.to_value()))
            .collect();
        l1::IntegrationResponse::new(self.status.to_string())
            .content_handling(self.content_handling.map(ContentHandling::to_value))
            .response_parameters(texts(&headers))
            .response_templates(texts(&self.templates))
            .selection_pattern(self.selection_pattern.as_ref())
    }

    /// What the method says of it: a header that is mapped must be declared.
    pub(super) fn to_method_response(&self) -> MethodResponse {
        let declared = MethodResponse::new(self.status);
        self.headers.iter().fold(declared, |response, (name, _)| response.header(name))
    }
}

fn set(entries: &mut Vec<(String, Value<String>)>, key: String, value: Value<String>) {
    match entries.iter_mut().find(|(k, _)| *k == key) {
        Some(entry) => entry.1 = value,
        None => entries.push((key, value)),
    }
}

/// An object of texts; nothing when it would be empty.
pub(super) fn texts(entries: &[(String, Value<String>)]) -> Option<Entries<String>> {
    let all = entries.iter().fold(Entries::new(), |all, (name, text)| all.set(name.clone(), text));
    (!entries.is_empty()).then_some(all)
}
