//! `AWS::ApiGateway::GatewayResponse`.

use construct_cfn::apigateway::{CfnGatewayResponse, CfnGatewayResponseProps};
use construct_core::{CfnResource, Construct, Entries, Expr, NodeId, ResourceProps, State};

use super::ResponseType;
use crate::apigateway::RestApi;
use crate::check::resource_here;
use crate::error::codes;
use crate::{Diagnostic, Node, Stack};

/// What API Gateway answers by itself, without asking what is behind it.
///
/// Appears as [`AWS::ApiGateway::GatewayResponse`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html).
/// A change is deployed: the deployment's id follows it.
///
/// ```
/// use construct_lib::apigateway::{
///     GatewayResponseOptions, HttpMethod, MockIntegration, ResponseType, RestApi, RestApiProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let missing = GatewayResponseOptions::new(ResponseType::MissingAuthenticationToken)
///     .status_code(404)
///     .template("application/json", r#"{"message":"there is nothing here"}"#);
/// api.add_gateway_response("Missing", missing);
/// ```
#[derive(Debug, Clone)]
pub struct GatewayResponse {
    node: Node,
}

/// What API Gateway answers; see [`RestApi::add_gateway_response`](crate::apigateway::RestApi::add_gateway_response).
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct GatewayResponseOptions {
    kind: ResponseType,
    status: Option<u16>,
    /// Each with the expression that makes its value.
    headers: Vec<(String, String)>,
    templates: Vec<(String, String)>,
    /// A header whose fixed value cannot be written.
    unquotable: Option<String>,
}

impl GatewayResponseOptions {
    /// AWS's own answer of this type.
    pub fn new(kind: ResponseType) -> Self {
        Self { kind, status: None, headers: Vec::new(), templates: Vec::new(), unquotable: None }
    }

    /// The status of the answer; that of its type by default.
    pub fn status_code(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Adds a header with a fixed value.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        if value.contains('\'') {
            self.unquotable.get_or_insert(value.clone());
        }
        self.header_from(name, format!("'{value}'"))
    }

    /// Adds a header whose value comes from the request or from API Gateway,
    /// for example `method.request.header.Origin` or `context.requestId`.
    pub fn header_from(mut self, name: impl Into<String>, source: impl Into<String>) -> Self {
        self.headers.push((format!("{HEADER}{}", name.into()), source.into()));
        self
    }

    /// The body for this content type; AWS's own by default.
    ///
    /// Variables such as `$context.error.messageString` are replaced, and
    /// nothing else of a mapping template is understood.
    pub fn template(mut self, content_type: impl Into<String>, body: impl Into<String>) -> Self {
        self.templates.push((content_type.into(), body.into()));
        self
    }
}

/// What a [`GatewayResponse`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct GatewayResponseProps {
    api: RestApi,
    options: GatewayResponseOptions,
}

impl GatewayResponseProps {
    /// An answer of this API.
    pub fn new(api: &RestApi, options: GatewayResponseOptions) -> Self {
        Self { api: api.clone(), options }
    }
}

struct GatewayResponseState {
    api: NodeId,
    kind: ResponseType,
    /// Each with the expression that makes its value.
    headers: Vec<(String, String)>,
    /// Whether it is there only where the app defines none of this type.
    is_fallback: bool,
}

impl State for GatewayResponseState {
    fn prepare(&mut self, node: &Node) {
        let Some(api) = node.find(self.api).and_then(|api| RestApi::at(&api)) else {
            return;
        };
        if self.is_fallback && CfnResource::at(node).is_none() && !self.has_other(node, &api) {
            let props = CfnGatewayResponseProps::new(self.kind.name(), api.rest_api_id());
            CfnGatewayResponse::new(node, "Resource", props);
        }
        let Some(cors) = api.error_cors() else {
            return;
        };
        // An answer of a type of its own takes nothing from the default ones.
        let mut headers = self.headers.clone();
        for (name, value) in cors.error_headers() {
            let name = format!("{HEADER}{name}");
            if !headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(&name)) {
                headers.push((name, format!("'{value}'")));
            }
        }
        if let Some(cfn) = CfnResource::at(node) {
            let props = CfnGatewayResponseProps::patch().response_parameters(texts(&headers));
            cfn.set_props(props.into_props());
        }
    }

    fn validate(&self, node: &Node) {
        let Some(stack) = Stack::of(node) else {
            return;
        };
        // The first one of a type is the one that stands.
        let is_same = |other: &GatewayResponseState| {
            other.api == self.api && other.kind == self.kind && !other.is_fallback
        };
        let all = stack.node().find_all();
        let mut before = all.iter().take_while(|other| *other != node);
        let first = before.find(|other| other.read(is_same) == Some(true));
        if let Some(first) = first.filter(|_| !self.is_fallback) {
            node.report(
                Diagnostic::error(
                    codes::DUPLICATE_GATEWAY_RESPONSE,
                    format!("the API has an answer of type `{}` already", self.kind.name()),
                )
                .help(format!("change `{}` instead", first.path())),
            );
        }
    }
}

impl GatewayResponseState {
    /// Whether the app defines another answer of this type, in whatever way.
    fn has_other(&self, node: &Node, api: &RestApi) -> bool {
        let all = Stack::of(node).map(|stack| stack.node().find_all()).unwrap_or_default();
        let id: Expr = api.rest_api_id().into();
        all.iter().filter(|other| *other != node).any(|other| {
            resource_here(other).is_some_and(|cfn| {
                cfn.resource_type() == "AWS::ApiGateway::GatewayResponse"
                    && cfn.property("RestApiId").as_ref() == Some(&id)
                    && cfn.property("ResponseType") == Some(Expr::text(self.kind.name()))
            })
        })
    }
}

/// How a header is named in a mapping.
const HEADER: &str = "gatewayresponse.header.";

/// An object of texts; nothing when it would be empty.
fn texts(all: &[(String, String)]) -> Option<Entries<String>> {
    let one =
        |entries: Entries<_>, (name, text): &(String, String)| entries.set(name.clone(), text);
    (!all.is_empty()).then(|| all.iter().fold(Entries::new(), one))
}

impl GatewayResponse {
    /// An answer.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-gateway-response`, and
    /// `duplicate-gateway-response` when the API has one of this type already.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "props are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: GatewayResponseProps) -> Self {
        let node = Node::new(scope, id);
        let GatewayResponseProps { api, options } = &props;
        check(&node, options);
        let cfn_props = CfnGatewayResponseProps::new(options.kind.name(), api.rest_api_id())
            .response_parameters(texts(&options.headers))
            .response_templates(texts(&options.templates))
            .status_code(options.status.map(|status| status.to_string()));
        CfnGatewayResponse::new(&node, "Resource", cfn_props);
        let api = api.node().node_id();
        node.set_state(GatewayResponseState {
            api,
            kind: options.kind,
            headers: options.headers.clone(),
            is_fallback: false,
        });
        Self { node }
    }

    /// An answer with the API's CORS headers, where the app defines none of this type.
    #[track_caller]
    pub(super) fn for_cors(api: &RestApi, id: &str, kind: ResponseType) {
        let node = Node::new(api, id);
        let api = api.node().node_id();
        node.set_state(GatewayResponseState { api, kind, headers: Vec::new(), is_fallback: true });
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnGatewayResponseProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for GatewayResponse {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl RestApi {
    /// Changes what API Gateway answers by itself.
    ///
    /// # Errors
    ///
    /// As [`GatewayResponse::new`].
    #[track_caller]
    #[expect(
        clippy::must_use_candidate,
        reason = "the answer is there, whether its handle is used or not"
    )]
    pub fn add_gateway_response(
        &self,
        id: &str,
        options: GatewayResponseOptions,
    ) -> GatewayResponse {
        GatewayResponse::new(self, id, GatewayResponseProps::new(self, options))
    }
}

fn check(node: &Node, options: &GatewayResponseOptions) {
    let report = |message: String, help: &'static str| {
        node.report(Diagnostic::error(codes::INVALID_GATEWAY_RESPONSE, message).help(help));
    };
    if let Some(status) = options.status.filter(|status| !(100..=599).contains(status)) {
        report(format!("{status} is no status of HTTP"), "use one of 100 to 599, for example 403");
    }
    if let Some(value) = &options.unquotable {
        report(
            format!("a fixed header cannot hold `'`, got `{value}`"),
            "leave the quotes out: they are added by themselves",
        );
    }
}
