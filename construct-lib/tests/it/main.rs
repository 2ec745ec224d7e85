//! What the constructs of this crate make: templates, diagnostics, ids.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod api_urls;
mod aspects;
mod capabilities;
mod cdk;
mod cloudwatch;
mod conditions;
mod constructs;
mod diagnostics;
mod function_config;
mod grants;
mod http_api;
mod http_authorizers;
mod http_domains;
mod http_integrations;
mod include;
mod json_schema;
mod json_schema_types;
mod kms;
mod merging;
mod openapi;
mod policy_sizes;
mod rest_deployments;
mod rest_domains;
mod rest_errors;
mod rest_front;
mod rest_integrations;
mod rest_methods;
mod rest_stages;
mod scaling;
mod support;
mod tables;
mod templates;
mod ui;
mod websocket_routes;
mod websocket_stages;
