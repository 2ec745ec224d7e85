//! What browsers ask before a request from another origin.

use std::time::Duration;

use crate::apigateway::{ContentHandling, HttpMethod, MockIntegration};
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Which requests from other origins a browser may send.
///
/// Appears as a method for `OPTIONS` on each resource, see
/// [`RestApiProps::default_cors_preflight`](crate::apigateway::RestApiProps::default_cors_preflight). The answers to the
/// requests themselves come from the handler, which must set
/// `Access-Control-Allow-Origin` too.
///
/// ```
/// use construct_lib::apigateway::{CorsOptions, RestApiProps};
///
/// let cors = CorsOptions::new(["https://orders.example.com"]);
/// let props = RestApiProps::new().default_cors_preflight(cors);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct CorsOptions {
    origins: Vec<String>,
    methods: Vec<HttpMethod>,
    headers: Vec<String>,
    expose_headers: Vec<String>,
    credentials: bool,
    on_errors: bool,
    /// In seconds; -1 for not at all.
    max_age: Option<i64>,
    status_code: u16,
}

/// The headers that a client of AWS sends.
const DEFAULT_HEADERS: [&str; 6] = [
    "Content-Type",
    "X-Amz-Date",
    "Authorization",
    "X-Api-Key",
    "X-Amz-Security-Token",
    "X-Amz-User-Agent",
];

impl CorsOptions {
    /// Requests of any verb from these origins; `*` for all.
    pub fn new<O: Into<String>>(origins: impl IntoIterator<Item = O>) -> Self {
        Self {
            origins: origins.into_iter().map(O::into).collect(),
            methods: HttpMethod::ALL.to_vec(),
            headers: DEFAULT_HEADERS.map(str::to_owned).to_vec(),
            expose_headers: Vec::new(),
            credentials: false,
            on_errors: false,
            max_age: None,
            status_code: 204,
        }
    }

    /// Only these verbs; all by default.
    pub fn allow_methods(mut self, methods: impl IntoIterator<Item = HttpMethod>) -> Self {
        self.methods = methods.into_iter().collect();
        self
    }

    /// The headers that a request may have; those of AWS clients by default.
    pub fn allow_headers<H: Into<String>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.headers = headers.into_iter().map(H::into).collect();
        self
    }

    /// The headers of an answer that the page may read.
    pub fn expose_headers<H: Into<String>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.expose_headers = headers.into_iter().map(H::into).collect();
        self
    }

    /// Lets requests carry cookies. Needs origins by name.
    pub fn allow_credentials(mut self) -> Self {
        self.credentials = true;
        self
    }

    /// How long a browser may keep the answer; some seconds by default.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(i64::try_from(age.as_secs()).unwrap_or(i64::MAX));
        self
    }

    /// Lets a browser ask each time.
    pub fn disable_cache(mut self) -> Self {
        self.max_age = Some(-1);
        self
    }

    /// Also lets pages of these origins read the errors that API Gateway answers
    /// by itself: a missing key, an unknown path, a function that failed.
    /// Without it a browser hides them from the page, with their status.
    ///
    /// Appears as headers of every
    /// [`GatewayResponse`](crate::apigateway::GatewayResponse) of the API, and as two of them, for all
    /// errors of status 4xx and 5xx, where it does not define these itself. Such an answer cannot choose among
    /// origins: with one, it names that; with several, it is for every origin,
    /// as such an error tells nothing but that there was one.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-cors` with several origins and
    /// [credentials](Self::allow_credentials), which browsers do not take from
    /// an answer for every origin, and when two sets of options of one API are
    /// for its errors.
    pub fn on_errors(mut self) -> Self {
        self.on_errors = true;
        self
    }

    /// The status of the answer; 204 by default.
    pub fn status_code(mut self, status: u16) -> Self {
        self.status_code = status;
        self
    }

    pub(in crate::apigateway) fn is_on_errors(&self) -> bool {
        self.on_errors
    }

    /// The headers of errors that API Gateway answers by itself.
    pub(in crate::apigateway) fn error_headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = Vec::new();
        match &self.origins[..] {
            [only] if only != "*" => {
                headers.push(("Access-Control-Allow-Origin", only.clone()));
                headers.push(("Vary", "Origin".to_owned()));
            }
            _ => headers.push(("Access-Control-Allow-Origin", "*".to_owned())),
        }
        if self.credentials {
            headers.push(("Access-Control-Allow-Credentials", "true".to_owned()));
        }
        if !self.expose_headers.is_empty() {
            headers.push(("Access-Control-Expose-Headers", self.expose_headers.join(",")));
        }
        headers
    }

    /// The answer to `OPTIONS`, of an API that takes every body for binary or not.
    pub(in crate::apigateway) fn integration(&self, is_all_binary: bool) -> MockIntegration {
        let methods: Vec<&str> = if self.methods.contains(&HttpMethod::Any) {
            HttpMethod::ALL.map(HttpMethod::name).to_vec()
        } else {
            self.methods.iter().map(|m| m.name()).collect()
        };
        let origin = self.origins.first().map_or("", String::as_str);
        let mut mock = MockIntegration::new(self.status_code);
        if is_all_binary {
            // Its template is text, and without this API Gateway fails at a body that is not.
            mock = mock.content_handling(ContentHandling::ConvertToText);
        }
        mock = mock
            .header("Access-Control-Allow-Headers", self.headers.join(","))
            .header("Access-Control-Allow-Origin", origin);
        if origin != "*" {
            // Without it a cache would answer one origin with another's name.
            mock = mock.header("Vary", "Origin");
        }
        mock = mock.header("Access-Control-Allow-Methods", methods.join(","));
        if self.credentials {
            mock = mock.header("Access-Control-Allow-Credentials", "true");
        }
        if let Some(age) = self.max_age {
            mock = mock.header("Access-Control-Max-Age", age.to_string());
        }
        if !self.expose_headers.is_empty() {
            mock = mock.header("Access-Control-Expose-Headers", self.expose_headers.join(","));
        }
        match self.origins.get(1..) {
            Some(others) if !others.is_empty() => mock.response_template(origins_template(others)),
            _ => mock,
        }
    }

    pub(in crate::apigateway) fn check(&self, node: &Node) {
        let report = |message: &str, help: &'static str| {
            node.report(Diagnostic::error(codes::INVALID_CORS, message.to_owned()).help(help));
        };
        let star = self.origins.iter().any(|o| o == "*");
        if self.origins.is_empty() {
            report("no origin is allowed", "name one, or `*` for all");
        }
        if star && self.origins.len() > 1 {
            report("`*` stands beside other origins", "name the origins, or `*` alone");
        }
        if star && self.credentials {
            report(
                "credentials are allowed from every origin, which browsers refuse",
                "name the origins",
            );
        }
        if self.on_errors && self.credentials && self.origins.len() > 1 {
            report(
                "errors of API Gateway itself cannot choose among origins, and credentials need one by name",
                "allow one origin, leave `on_errors` out, or answer errors in the handler",
            );
        }
        let is_origin = |o: &str| {
            o == "*"
                || (o.contains("://")
                    && !o.contains(|c: char| c.is_whitespace() || "'\"*".contains(c)))
        };
        if let Some(other) = self.origins.iter().find(|o| !is_origin(o)) {
            report(
                &format!("`{other}` is not an origin"),
                "write it with its scheme, for example `https://orders.example.com`",
            );
        }
        if self.methods.contains(&HttpMethod::Any) && self.methods.len() > 1 {
            report("`HttpMethod::Any` stands beside other verbs", "name the verbs, or `Any` alone");
        }
    }
}

/// Answers with the origin that asked, when it is one of these. Header names
/// arrive in the spelling of the client, so both common ones are looked at.
fn origins_template(others: &[String]) -> String {
    let any: Vec<String> = others.iter().map(|o| format!("$origin == \"{o}\"")).collect();
    [
        "#set($origin = $input.params().header.get(\"Origin\"))",
        "#if($origin == \"\")",
        "  #set($origin = $input.params().header.get(\"origin\"))",
        "#end",
        &format!("#if({})", any.join(" || ")),
        "  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
        "#end",
    ]
    .join("\n")
}
