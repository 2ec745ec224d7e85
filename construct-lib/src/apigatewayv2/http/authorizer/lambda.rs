//! A function that decides.

use std::time::Duration;

use construct_cfn::apigatewayv2::CfnAuthorizerProps;
use construct_core::{Construct, IntoValue, Key, Value};

use super::{
    HttpAuthorizer, HttpIdentitySource, HttpRouteAuthorizationType, HttpRouteAuthorizer,
    HttpRouteAuthorizerConfig,
};
use crate::apigatewayv2::http::{HttpApi, PayloadFormatVersion};
use crate::error::codes;
use crate::iam::Role;
use crate::lambda::{Function, invocation_uri};
use crate::value::value;
use crate::{Diagnostic, Node};

/// What the function of an authorizer answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpLambdaResponseType {
    /// Whether the caller may, and nothing about other routes; payload format 2.0.
    Simple,
    /// A policy of IAM that says what the caller may.
    Iam,
}

/// Lets in whom a function lets in.
///
/// Appears as one authorizer of the type `REQUEST` for each API, below it, and
/// as the `AWS::Lambda::Permission` of the pair of API and function, unless
/// that answers routes already.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpLambdaAuthorizer, HttpLambdaResponseType,
/// };
/// use construct_lib::lambda::{Function, FunctionProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let check = Function::new(&stack, "Check", FunctionProps::rust("check"));
/// let authorizer = HttpLambdaAuthorizer::new("Check", &check)
///     .response_type(HttpLambdaResponseType::Simple);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new().default_authorizer(&authorizer));
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpLambdaAuthorizer {
    id: Key,
    function: Function,
    name: Value<String>,
    sources: Vec<HttpIdentitySource>,
    response: HttpLambdaResponseType,
    payload: Option<PayloadFormatVersion>,
    cache: Duration,
    role: Option<Role>,
}

/// The longest time for which API Gateway keeps what a function said.
const LONGEST: Duration = Duration::from_secs(3600);

impl HttpLambdaAuthorizer {
    /// Asks this function, which answers with a policy of IAM, and keeps for
    /// five minutes what it said of requests with the same header
    /// `Authorization`.
    ///
    /// `id` is that of the authorizer below the API. Two that are equal are
    /// one authorizer.
    pub fn new(id: impl Into<Key>, function: &Function) -> Self {
        Self {
            id: id.into(),
            function: function.clone(),
            name: Value::unset(),
            sources: vec![HttpIdentitySource::header("Authorization")],
            response: HttpLambdaResponseType::Iam,
            payload: None,
            cache: Duration::from_secs(300),
            role: None,
        }
    }

    /// The name that AWS shows; the id by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`.
    pub fn authorizer_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What tells who sends a request; the header `Authorization` by default.
    /// A request that lacks one of them is refused with 401.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-identity-source`, also when there is none
    /// and what the function says is kept.
    pub fn identity_source(
        mut self,
        sources: impl IntoIterator<Item = HttpIdentitySource>,
    ) -> Self {
        self.sources = sources.into_iter().collect();
        self
    }

    /// What the function answers; a policy of IAM by default.
    pub fn response_type(mut self, response: HttpLambdaResponseType) -> Self {
        self.response = response;
        self
    }

    /// In which shape the function gets a request; 2.0 for simple answers, and
    /// 1.0 for policies by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-authorizer` for simple answers in 1.0.
    pub fn payload_format_version(mut self, version: PayloadFormatVersion) -> Self {
        self.payload = Some(version);
        self
    }

    /// For how long what the function said is kept, in whole seconds up to an
    /// hour; 0 asks it for each request. Five minutes by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `authorizer-cache-out-of-range`.
    pub fn results_cache_ttl(mut self, ttl: Duration) -> Self {
        self.cache = ttl;
        self
    }

    /// Calls the function as this role instead of by a permission of the
    /// function. The role must trust `apigateway.amazonaws.com`; it gets leave
    /// for the call.
    pub fn role(mut self, role: &Role) -> Self {
        self.role = Some(role.clone());
        self
    }

    fn payload(&self) -> PayloadFormatVersion {
        self.payload.unwrap_or(match self.response {
            HttpLambdaResponseType::Simple => PayloadFormatVersion::V2_0,
            HttpLambdaResponseType::Iam => PayloadFormatVersion::V1_0,
        })
    }

    fn check(&self, node: &Node) {
        let is_simple = self.response == HttpLambdaResponseType::Simple;
        if is_simple && self.payload() == PayloadFormatVersion::V1_0 {
            node.report(
                Diagnostic::error(
                    codes::INVALID_AUTHORIZER,
                    "a function that gets payload format 1.0 cannot answer simply",
                )
                .help("use payload format 2.0, or let it answer with a policy of IAM"),
            );
        }
        let help = "name an identity source, or keep it for `Duration::ZERO`";
        check_cache(node, &self.sources, self.cache, help);
    }
}

/// Reports answers that are kept for too long or for nobody, and sources that
/// tell nothing.
pub(in crate::apigatewayv2::http) fn check_cache(
    node: &Node,
    sources: &[HttpIdentitySource],
    cache: Duration,
    help: &'static str,
) {
    if cache > LONGEST || cache.subsec_nanos() > 0 {
        node.report(
            Diagnostic::error(
                codes::AUTHORIZER_CACHE_OUT_OF_RANGE,
                format!(
                    "what an authorizer said is kept for whole seconds up to an hour, got {cache:?}"
                ),
            )
            .help("use at most 3600 seconds, or 0 to ask it for each request"),
        );
    }
    sources.iter().for_each(|source| source.check(node));
    if sources.is_empty() && !cache.is_zero() {
        node.report(
            Diagnostic::error(
                codes::INVALID_IDENTITY_SOURCE,
                "what the authorizer said is kept, and nothing tells for which requests",
            )
            .help(help),
        );
    }
}

impl HttpRouteAuthorizer for HttpLambdaAuthorizer {
    #[track_caller]
    fn bind(&self, api: &HttpApi) -> HttpRouteAuthorizerConfig {
        let sources: Vec<String> = self.sources.iter().map(ToString::to_string).collect();
        let is_simple = self.response == HttpLambdaResponseType::Simple;
        let props = CfnAuthorizerProps::patch()
            .authorizer_credentials_arn(self.role.as_ref().map(Role::role_arn))
            .authorizer_payload_format_version(self.payload().name())
            .authorizer_result_ttl_in_seconds(
                i64::try_from(self.cache.as_secs()).unwrap_or(i64::MAX),
            )
            .authorizer_type("REQUEST")
            .authorizer_uri(invocation_uri(&self.function, &self.function.function_arn()))
            .enable_simple_responses(is_simple.then_some(true))
            .identity_source((!sources.is_empty()).then_some(sources));
        let kind = HttpRouteAuthorizationType::Custom;
        let check = |node: &Node| self.check(node);
        let (authorizer, is_new) =
            HttpAuthorizer::of(api, &self.id, &self.name, kind, props, &check);
        api.follow_function(&self.function);
        match &self.role {
            Some(role) if is_new => {
                self.function.grant_invoke(role);
            }
            Some(_) => {}
            None => {
                let id = format!("{}-Permission", authorizer.node().unique_id());
                api.permit(api, &id, &self.function);
            }
        }
        authorizer.bind(api)
    }
}
