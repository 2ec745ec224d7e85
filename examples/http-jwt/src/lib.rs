//! Quotes over an HTTP API whose callers show a token, with scopes for what
//! not every one of them may do.

mod clients;

use construct_lib::apigatewayv2::{
    CorsPreflightOptions, HttpApi, HttpApiProps, HttpLambdaIntegration, HttpMethod,
    HttpRouteOptions, HttpUserPoolAuthorizer, StageOptions,
};
use construct_lib::lambda::{Function, FunctionProps};
use construct_lib::{CfnOutput, CfnOutputProps, Construct, Node, Stack, StackProps};

use self::clients::Clients;

/// The web page that calls the API from browsers.
const ORIGIN: &str = "https://quotes.example.com";

/// Quotes for whoever has a token, from an HTTP API.
///
/// In the stage `dev` (`-c stage=dev`) the user pool goes with its stack.
#[derive(Debug)]
pub struct QuotesApi {
    node: Node,
    /// What clients call.
    pub api: HttpApi,
}

impl QuotesApi {
    /// The API as a stack of its own.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        let stack = Stack::new(scope, id, StackProps::new().description("Quotes over an HTTP API"));
        let clients = Clients::new(&stack);

        // Tokens of another pool, or for another client, are refused. With an
        // issuer of your own this is an `HttpJwtAuthorizer`.
        let tokens = HttpUserPoolAuthorizer::new("Tokens", clients.pool(), clients.ids());
        let cors = CorsPreflightOptions::new([ORIGIN])
            .allow_methods([HttpMethod::Get, HttpMethod::Post])
            .allow_headers(["authorization", "content-type"]);
        let props = HttpApiProps::new()
            .description("Quotes for whoever has a token")
            .cors_preflight(cors)
            .default_stage(StageOptions::new().throttling(100.0, 200));
        let api = HttpApi::new(&stack, "Api", props);

        let handler = Function::new(&stack, "Handler", FunctionProps::rust("http-jwt-handler"));
        let answer = HttpLambdaIntegration::new("Answer", &handler);
        api.add_routes("/health", [HttpMethod::Get], &answer);
        let guarded = HttpRouteOptions::new().authorizer(&tokens);
        api.add_routes_with("/me", [HttpMethod::Get], &answer, guarded.clone());
        let writers = guarded.authorization_scopes([clients::WRITE]);
        api.add_routes_with("/quotes", [HttpMethod::Post], &answer, writers);

        CfnOutput::new(&stack, "ApiEndpoint", CfnOutputProps::new(api.url()));
        CfnOutput::new(&stack, "TokenEndpoint", CfnOutputProps::new(clients.token_endpoint()));
        Self { node: stack.node().clone(), api }
    }
}

impl Construct for QuotesApi {
    fn node(&self) -> &Node {
        &self.node
    }
}
