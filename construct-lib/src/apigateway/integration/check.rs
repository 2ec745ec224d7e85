//! What API Gateway refuses of an integration, or takes without effect.

use std::time::Duration;

use construct_core::Value;

use super::address::Address;
use super::config::{IntegrationConfig, IntegrationType};
use super::mapping::{ContentHandling, IntegrationResponse};
use super::options::Credentials;
use super::source::Source;
use crate::apigateway::{EndpointType, Method};
use crate::error::codes;
use crate::{Construct, Diagnostic, Node};

const SHORTEST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(29);
const LONGEST_STREAM: Duration = Duration::from_secs(15 * 60);

impl IntegrationConfig {
    pub(in crate::apigateway) fn check(&self, method: &Method) {
        let (node, api) = (method.node(), method.rest_api());
        self.check_timeout(node, api.endpoint_type());
        self.check_call(node);
        if api.is_all_binary() {
            self.check_mock_of_binary(node);
        }
        self.check_streaming(node, api.compresses());
        self.check_mapping(node);
        self.check_parameters(node);
    }

    fn check_timeout(&self, node: &Node, endpoint: Option<EndpointType>) {
        let Some(timeout) = self.options.timeout else {
            return;
        };
        let out_of_range = |message: String, help: &'static str| {
            node.report(Diagnostic::error(codes::TIMEOUT_OUT_OF_RANGE, message).help(help));
        };
        if timeout < SHORTEST {
            out_of_range(
                format!("an integration is waited for at least 50ms, got {timeout:?}"),
                "leave it out to wait for 29 seconds",
            );
        } else if self.options.is_streamed() {
            if timeout > LONGEST_STREAM {
                out_of_range(
                    format!("a streamed answer is waited for at most 15 minutes, got {timeout:?}"),
                    "hand longer work to a queue or a state machine, and answer at once",
                );
            }
        } else if timeout > LONGEST {
            if endpoint == Some(EndpointType::Edge) {
                out_of_range(
                    format!("an edge-optimized API waits for at most 29 seconds, got {timeout:?}"),
                    "use `EndpointType::Regional` and have the account's quota raised, or stream the answer with `ResponseTransferMode::Stream`",
                );
            } else {
                node.report(
                    Diagnostic::warning(
                        codes::INTEGRATION_TIMEOUT_QUOTA,
                        format!("an integration is waited for {timeout:?}, and accounts allow 29 seconds unless AWS raised it"),
                    )
                    .help("have the quota `Maximum integration timeout in milliseconds` raised, at the cost of throttling, or stream the answer with `ResponseTransferMode::Stream`"),
                );
            }
        }
    }

    fn check_mock_of_binary(&self, node: &Node) {
        let is_text = self.mapping.content_handling == Some(ContentHandling::ConvertToText);
        if self.kind != IntegrationType::Mock || is_text {
            return;
        }
        node.report(
            Diagnostic::warning(
                codes::INVALID_INTEGRATION,
                "the API takes every body for binary, so API Gateway cannot read the mock integration's template and answers 500",
            )
            .help("add `content_handling(ContentHandling::ConvertToText)` to the integration, or name the binary types without `*/*`"),
        );
    }

    fn check_call(&self, node: &Node) {
        if self.kind == IntegrationType::Mock {
            return;
        }
        if self.http_method.is_none() {
            invalid(
                node,
                "the integration does not say by which verb it is called".into(),
                "say it with `IntegrationConfig::integration_http_method`",
            );
        }
        if self.uri.expr().is_unset() {
            invalid(
                node,
                "the integration does not say what is called".into(),
                "say it with `IntegrationConfig::uri`",
            );
        }
        let address = Address::of(&self.uri);
        if self.kind.is_http()
            && let Some(start) = address.start()
            && !["http://", "https://", "${"].iter().any(|s| start.starts_with(s))
        {
            invalid(
                node,
                format!("`{start}` is not the address of an HTTP endpoint"),
                "begin it with `https://` or `http://`",
            );
        }
        let is_lambda = self.function.is_some() || address.contains(":lambda:path/");
        if self.kind == IntegrationType::Aws
            && !is_lambda
            && matches!(self.options.credentials, Credentials::ApiGateway)
        {
            node.report(
                Diagnostic::warning(
                    codes::INTEGRATION_WITHOUT_CREDENTIALS,
                    "the service is called without a role, which few services take",
                )
                .help("give a role that may call it with `credentials_role`; a service whose resource policy lets `apigateway.amazonaws.com` in needs none"),
            );
        }
    }

    fn check_streaming(&self, node: &Node, compresses: bool) {
        if !self.options.is_streamed() {
            return;
        }
        if compresses {
            node.report(
                Diagnostic::warning(
                    codes::STREAM_NOT_COMPRESSED,
                    "the API compresses answers, and never one that is streamed",
                )
                .help("compress it in what answers, or leave out `ResponseTransferMode::Stream`"),
            );
        }
        if !self.kind.is_proxy() {
            invalid(
                node,
                "only a proxy can stream its answers".into(),
                "leave out the mapping, or `ResponseTransferMode::Stream`",
            );
        }
        if !self.options.cache_key_parameters.is_empty() || self.options.cache_namespace.is_some() {
            invalid(
                node,
                "a streamed answer is never cached".into(),
                "leave out what the cache is about, or `ResponseTransferMode::Stream`",
            );
        }
    }

    fn check_mapping(&self, node: &Node) {
        if self.kind.is_proxy() && !self.mapping.is_empty() {
            node.report(
                Diagnostic::warning(
                    codes::MAPPING_WITHOUT_EFFECT,
                    "a proxy hands on the whole request and its whole answer, so the mapping has no effect",
                )
                .help("leave the mapping out, or use an integration without proxy"),
            );
        }
        let templates = &self.mapping.request_templates;
        let known = |(_, template): &(String, Value<String>)| {
            template.as_literal().is_none_or(|text| text.contains("statusCode"))
        };
        if self.kind == IntegrationType::Mock && !templates.iter().any(known) {
            node.report(
                Diagnostic::warning(
                    codes::MOCK_WITHOUT_STATUS,
                    "no request template of the mock gives a `statusCode`, so every request is an error of status 500",
                )
                .help("add one that makes `{ \"statusCode\": 200 }`, or use `MockIntegration::new`"),
            );
        }
        let responses = &self.mapping.responses;
        for (i, response) in responses.iter().enumerate() {
            response.check(node);
            if responses[..i].iter().any(|r| r.status == response.status) {
                invalid(
                    node,
                    format!("the integration has two answers of status {}", response.status),
                    "a status has one answer: join their patterns with `|`, or use another status",
                );
            }
        }
        let others = responses.iter().filter(|r| r.selection_pattern.is_none()).count();
        let doubt = match others {
            _ if self.kind.is_proxy() => None,
            _ if responses.is_empty() => Some((
                "the integration has no answer, so every request is an error of status 500",
                "add one with `IntegrationMapping::response`",
            )),
            0 => Some((
                "every answer of the integration has a selection pattern, so a result that fits none is an error of status 500",
                "add one without a pattern, for all other results",
            )),
            1 => None,
            _ => Some((
                "several answers of the integration have no selection pattern, and only one can be for all other results",
                "give the others a pattern with `IntegrationResponse::selection_pattern`",
            )),
        };
        if let Some((message, help)) = doubt {
            node.report(Diagnostic::warning(codes::INTEGRATION_RESPONSES, message).help(help));
        }
    }

    fn check_parameters(&self, node: &Node) {
        for (_, source) in &self.options.request_parameters {
            check_text(node, &source.0, "RequestSource");
        }
        if self.kind == IntegrationType::AwsProxy {
            return;
        }
        let address = Address::of(&self.uri);
        let placeholders = address.placeholders();
        for name in &placeholders {
            if !self.is_filled(name) {
                unknown(
                    node,
                    format!(
                        "nothing fills `{{{name}}}` in the address of the integration, and the path of the method has no such parameter"
                    ),
                    "map it with `request_parameter(IntegrationParameter::path(..), ..)`",
                );
            }
        }
        if !address.is_known || !self.kind.is_http() {
            return;
        }
        let mapped = self.options.request_parameters.iter();
        for name in mapped.filter_map(|(to, _)| to.placeholder()) {
            if !placeholders.iter().any(|p| p == name) {
                unknown(
                    node,
                    format!(
                        "`{name}` is mapped, and the address of the integration has no `{{{name}}}`"
                    ),
                    "write the placeholder into the address, or use another kind of parameter",
                );
            }
        }
    }
}

impl IntegrationResponse {
    fn check(&self, node: &Node) {
        status_code(node, self.status);
        for source in self.sources() {
            check_text(node, source, "ResponseSource");
        }
    }
}

/// Reports a number that is not the status of an answer.
pub(in crate::apigateway) fn status_code(node: &Node, status: u16) {
    if !(100..600).contains(&status) {
        node.report(
            Diagnostic::error(
                codes::INVALID_STATUS_CODE,
                format!("`{status}` is not the status of an answer"),
            )
            .help("use one from 100 to 599"),
        );
    }
}

fn check_text(node: &Node, source: &Source, of: &str) {
    if let Some(text) = source.broken_text() {
        node.report(
            Diagnostic::error(
                codes::INVALID_MAPPING,
                format!("the text `{text}` has a quote, and API Gateway puts it between quotes"),
            )
            .help(format!(
                "leave the quotes out; `{of}::custom` takes a mapping expression as it is"
            )),
        );
    }
}

fn invalid(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_INTEGRATION, message).help(help));
}

fn unknown(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::UNKNOWN_PATH_PARAMETER, message).help(help));
}
