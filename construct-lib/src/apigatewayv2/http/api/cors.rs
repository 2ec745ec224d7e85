//! What browsers ask before a request from another origin.

use std::time::Duration;

use construct_cfn::apigatewayv2::api as l1;

use crate::apigateway::HttpMethod;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Which requests from other origins a browser may send.
///
/// Appears as `CorsConfiguration`. API Gateway answers `OPTIONS` itself, and
/// adds the headers to every answer, whatever the integration says.
///
/// ```
/// use std::time::Duration;
/// use construct_lib::apigatewayv2::{CorsPreflightOptions, HttpApiProps, HttpMethod};
///
/// let cors = CorsPreflightOptions::new(["https://orders.example.com"])
///     .allow_methods([HttpMethod::Get, HttpMethod::Post])
///     .allow_headers(["authorization", "content-type"])
///     .allow_credentials()
///     .max_age(Duration::from_secs(600));
/// let props = HttpApiProps::new().cors_preflight(cors);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct CorsPreflightOptions {
    origins: Vec<String>,
    methods: Vec<HttpMethod>,
    headers: Vec<String>,
    expose_headers: Vec<String>,
    credentials: bool,
    max_age: Option<Duration>,
}

/// The longest time that API Gateway lets a browser keep an answer.
const LONGEST_AGE: Duration = Duration::from_secs(86_400);

impl CorsPreflightOptions {
    /// Requests from these origins; `*` for all. Of verbs and headers only
    /// those that browsers always send.
    pub fn new<O: Into<String>>(origins: impl IntoIterator<Item = O>) -> Self {
        Self {
            origins: origins.into_iter().map(O::into).collect(),
            methods: Vec::new(),
            headers: Vec::new(),
            expose_headers: Vec::new(),
            credentials: false,
            max_age: None,
        }
    }

    /// The verbs that a request may have; [`HttpMethod::Any`] for all.
    pub fn allow_methods(mut self, methods: impl IntoIterator<Item = HttpMethod>) -> Self {
        self.methods = methods.into_iter().collect();
        self
    }

    /// The headers that a request may have; `*` for all.
    pub fn allow_headers<H: Into<String>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.headers = headers.into_iter().map(H::into).collect();
        self
    }

    /// The headers of an answer that the page may read; `*` for all.
    pub fn expose_headers<H: Into<String>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.expose_headers = headers.into_iter().map(H::into).collect();
        self
    }

    /// Lets requests carry cookies. Needs origins, verbs and headers by name.
    pub fn allow_credentials(mut self) -> Self {
        self.credentials = true;
        self
    }

    /// How long a browser may keep the answer, up to a day; some seconds by default.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    pub(super) fn to_cfn(&self) -> l1::Cors {
        let texts = |all: &Vec<String>| (!all.is_empty()).then(|| all.clone());
        let methods: Vec<&str> = self
            .methods
            .iter()
            .map(|method| if *method == HttpMethod::Any { "*" } else { method.name() })
            .collect();
        let seconds = |age: Duration| i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
        l1::Cors::new()
            .allow_credentials(self.credentials.then_some(true))
            .allow_headers(texts(&self.headers))
            .allow_methods((!methods.is_empty()).then_some(methods))
            .allow_origins(texts(&self.origins))
            .expose_headers(texts(&self.expose_headers))
            .max_age(self.max_age.map(seconds))
    }

    /// What the resource has as `CorsConfiguration`.
    #[cfg(feature = "openapi")]
    pub(in crate::apigatewayv2) fn to_expr(&self) -> construct_core::Expr {
        construct_core::IntoValue::<l1::Cors>::into_expr(self.to_cfn())
    }

    pub(in crate::apigatewayv2) fn check(&self, node: &Node) {
        let report = |message: &str, help: &'static str| {
            node.report(Diagnostic::error(codes::INVALID_CORS, message.to_owned()).help(help));
        };
        if self.origins.is_empty() {
            report("no origin is allowed", "name one, or `*` for all");
        }
        let is_star = |text: &String| text == "*";
        if self.origins.iter().any(is_star) && self.origins.len() > 1 {
            report("`*` stands beside other origins", "name the origins, or `*` alone");
        }
        if self.credentials {
            self.check_credentials(&report);
        }
        if let Some(other) = self.origins.iter().find(|o| !is_origin(o)) {
            report(
                &format!("`{other}` is not an origin"),
                "write it with its scheme, for example `https://orders.example.com`",
            );
        }
        if self.methods.contains(&HttpMethod::Any) && self.methods.len() > 1 {
            report("`HttpMethod::Any` stands beside other verbs", "name the verbs, or `Any` alone");
        }
        if let Some(age) = self.max_age.filter(|age| *age > LONGEST_AGE) {
            report(
                &format!(
                    "browsers keep an answer for {} seconds at most, got {}",
                    LONGEST_AGE.as_secs(),
                    age.as_secs()
                ),
                "use a day or less",
            );
        }
    }

    fn check_credentials(&self, report: &dyn Fn(&str, &'static str)) {
        if self.origins.iter().any(|o| o.ends_with('*')) {
            report(
                "credentials are allowed from origins that are not named, which browsers refuse",
                "name the origins",
            );
        }
        let is_star = |text: &String| text == "*";
        let any_header = self.headers.iter().chain(&self.expose_headers).any(is_star);
        if any_header || self.methods.contains(&HttpMethod::Any) {
            report(
                "with credentials browsers take `*` for the name of a verb or a header",
                "name the verbs and the headers",
            );
        }
    }
}

/// Whether this is an origin, `*`, or all origins of a scheme.
fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else {
        return text == "*";
    };
    let is_host =
        !host.is_empty() && !host.contains(['/', '*']) && !host.contains(char::is_whitespace);
    !scheme.is_empty() && (host == "*" || is_host)
}
