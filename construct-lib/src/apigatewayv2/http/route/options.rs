//! What a route may have beside its integration.

use std::rc::Rc;

use crate::apigatewayv2::common::RouteSettings;
use crate::apigatewayv2::http::authorizer::HttpRouteAuthorizer;

/// What a route may have beside its integration.
///
/// ```
/// use construct_lib::apigatewayv2::{HttpIamAuthorizer, HttpRouteOptions};
///
/// let options = HttpRouteOptions::new().authorizer(&HttpIamAuthorizer).throttling(5.0, 10);
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct HttpRouteOptions {
    pub(super) authorizer: Option<Rc<dyn HttpRouteAuthorizer>>,
    pub(super) scopes: Option<Vec<String>>,
    pub(super) settings: RouteSettings,
    pub(super) operation_name: Option<String>,
}

impl HttpRouteOptions {
    /// Nothing: guarded and served as the API says.
    pub fn new() -> Self {
        Self::default()
    }

    /// Who may call it; whom the API's default authorizer lets in by default,
    /// and anyone when there is none.
    pub fn authorizer(mut self, authorizer: &(impl HttpRouteAuthorizer + Clone + 'static)) -> Self {
        self.authorizer = Some(Rc::new(authorizer.clone()));
        self
    }

    /// The scopes of a token of which one at least is needed, instead of the
    /// API's default ones.
    ///
    /// # Errors
    ///
    /// Synthesis reports `scopes-without-token` when the route is guarded by
    /// something other than tokens.
    pub fn authorization_scopes<S: Into<String>>(
        mut self,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        self.scopes = Some(scopes.into_iter().map(S::into).collect());
        self
    }

    /// The most requests to it a second, and the most at once, in each stage
    /// of this app.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-stage` when the rate is no number of requests.
    pub fn throttling(mut self, rate_per_second: f64, burst: u32) -> Self {
        self.settings = self.settings.throttling(rate_per_second, burst);
        self
    }

    /// Counts its requests by itself in each stage of this app, at a cost.
    pub fn detailed_metrics(mut self) -> Self {
        self.settings = self.settings.detailed_metrics();
        self
    }

    /// The name that generated clients give the call.
    pub fn operation_name(mut self, name: impl Into<String>) -> Self {
        self.operation_name = Some(name.into());
        self
    }
}
