//! OpenAPI documents of the APIs of a template, and APIs made of documents.
//!
//! [`SpecRestApi`](crate::apigateway::SpecRestApi) and
//! [`SpecHttpApi`](crate::apigatewayv2::SpecHttpApi) are made of an
//! [`ApiDefinition`], with what answers attached to each operation. The other
//! way, [`describe`] gives the document of every API:
//!
//! ```
//! use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};
//! use construct_lib::{App, Stack, StackProps, openapi};
//!
//! let app = App::new();
//! let stack = Stack::new(&app, "Orders", StackProps::new());
//! let api = RestApi::new(&stack, "Api", RestApiProps::new());
//! api.root().add_resource("{id}").add_method(HttpMethod::Get, MockIntegration::new(204));
//!
//! let assembly = app.synth()?;
//! let apis = openapi::describe(assembly.stacks()[0].template_json())?;
//! let document = apis[0].document().map(|root| root.to_json()).unwrap_or_default();
//! assert!(document.contains("\"/{id}\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The documents are made of the finished template and not of the constructs:
//! it alone has everything, however it was defined: by constructs for people,
//! by generated resources, by an included template, by `patch` and overrides.
//! What belongs to an API and stands in another template is not seen.
//!
//! A document of [OpenAPI 3.1](https://spec.openapis.org/oas/v3.1.1.html) says what a client may ask:
//! the operations, their parameters, bodies and answers as far as they are
//! declared, who may call them, and where. What answers them is left out, and
//! so are the preflights of CORS, which only browsers ask.

mod api;
mod body;
mod http;
mod json;
mod operation;
mod rest;
mod schema;
mod security;
mod servers;
mod spec;
mod template;

pub use api::{ApiDescription, ApiKind, describe};
pub use spec::{ApiDefinition, OperationKey};
pub(crate) use spec::{Plan, Source, Target};
