//! A REST API with one function behind it.

use construct_core::Construct;

use crate::apigateway::{DefaultIntegration, HttpMethod, LambdaIntegration, RestApi, RestApiProps};
use crate::error::codes;
use crate::lambda::Function;
use crate::{Diagnostic, Node};

/// What a [`LambdaRestApi`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct LambdaRestApiProps {
    integration: LambdaIntegration,
    proxy: bool,
    api: RestApiProps,
}

impl LambdaRestApiProps {
    /// Every request goes to this function.
    pub fn new(handler: &Function) -> Self {
        Self::with_integration(LambdaIntegration::new(handler))
    }

    /// Every request goes to the function of this integration.
    pub fn with_integration(integration: LambdaIntegration) -> Self {
        Self { integration, proxy: true, api: RestApiProps::new() }
    }

    /// What the API is otherwise.
    pub fn rest_api_props(mut self, props: RestApiProps) -> Self {
        self.api = props;
        self
    }

    /// Adds no resource and no method: the function is the default of those
    /// that you add.
    pub fn without_proxy(mut self) -> Self {
        self.proxy = false;
        self
    }
}

/// A REST API of which one function answers every path and every verb.
///
/// Appears as a [`RestApi`] with a method for `ANY` at the root, and at
/// `{proxy+}` below it. A resource or a method that you add is more specific,
/// and goes first.
///
/// # Errors
///
/// Synthesis reports `invalid-integration` when the props of the API have a
/// default integration, too, and all that [`RestApi::new`] does.
///
/// # Example
///
/// ```
/// use construct_lib::apigateway::{LambdaRestApi, LambdaRestApiProps};
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let handler = Function::new(&stack, "Handler", FunctionProps::rust("orders"));
/// let api = LambdaRestApi::new(&stack, "Api", LambdaRestApiProps::new(&handler));
/// let url = api.rest_api().url();
/// ```
#[derive(Debug, Clone)]
pub struct LambdaRestApi {
    api: RestApi,
}

impl LambdaRestApi {
    /// An API of one function.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: LambdaRestApiProps) -> Self {
        let is_set = props.api.defaults.integration.is_some();
        let api = RestApi::new(scope, id, props.api.default_integration(props.integration));
        if is_set {
            api.node().report(
                Diagnostic::error(
                    codes::INVALID_INTEGRATION,
                    "the API has a default integration, and its function is to be that",
                )
                .help("leave the default integration out, or use a `RestApi`"),
            );
        }
        if props.proxy {
            api.root().add_method(HttpMethod::Any, DefaultIntegration);
            api.root().add_proxy(DefaultIntegration);
        }
        Self { api }
    }

    /// The API itself.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.api.clone()
    }
}

impl Construct for LambdaRestApi {
    fn node(&self) -> &Node {
        self.api.node()
    }
}
