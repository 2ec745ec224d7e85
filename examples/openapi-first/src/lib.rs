//! A REST API that is made of its OpenAPI document.

use construct_lib::apigateway::{CorsOptions, HttpMethod, SpecRestApi, SpecRestApiProps};
use construct_lib::lambda::{Function, FunctionProps, LoggingFormat};
use construct_lib::openapi::ApiDefinition;
use construct_lib::{Construct, Node, Stack, StackProps};

/// The document, which is agreed on before there is any code.
pub const DOCUMENT: &str = include_str!("../openapi.yaml");

/// Units of measure, and conversions between them.
#[derive(Debug)]
pub struct UnitsApi {
    node: Node,
    /// What clients call.
    pub api: SpecRestApi,
}

impl UnitsApi {
    /// The API as a stack of its own.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        let stack = Stack::new(scope, id, StackProps::new().description("Units over a REST API"));
        let handler = Function::new(
            &stack,
            "Handler",
            FunctionProps::rust("openapi-first-handler").logging_format(LoggingFormat::Json),
        );
        let document = ApiDefinition::from_text("openapi.yaml", DOCUMENT);
        let cors = CorsOptions::new(["https://units.example.com"])
            .allow_methods([HttpMethod::Get, HttpMethod::Post])
            .allow_headers(["content-type"]);
        let props = SpecRestApiProps::new(document)
            .operation("listUnits", &handler)
            .operation("getUnit", &handler)
            .operation("convert", &handler)
            .validate_request_body()
            .validate_request_parameters()
            .default_cors_preflight(cors);
        let api = SpecRestApi::new(&stack, "Api", props);
        Self { node: stack.node().clone(), api }
    }
}

impl Construct for UnitsApi {
    fn node(&self) -> &Node {
        &self.node
    }
}
