//! How an integration is called.

use std::time::Duration;

use construct_cfn::apigatewayv2::{CfnIntegrationProps, integration as l1};
use construct_core::{Entries, IntoValue, Key, Value};

use super::parameter_mapping::ParameterMapping;
use super::response_mapping::ResponseParameterMapping;
use super::service::Service;
use crate::apigateway::HttpMethod;
use crate::apigatewayv2::common::IntegrationCredentials;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// In which shape a function gets a request and gives its answer.
///
/// See AWS on [payload formats](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadFormatVersion {
    /// As REST APIs hand requests on.
    V1_0,
    /// Shorter, with cookies by themselves and each header once.
    V2_0,
}

impl PayloadFormatVersion {
    pub(in crate::apigatewayv2) fn name(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V2_0 => "2.0",
        }
    }
}

/// How an integration is called.
///
/// Appears as the properties of an `AWS::ApiGatewayV2::Integration`.
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpIntegrationConfig {
    integration_type: &'static str,
    service: Option<&'static Service>,
    uri: Value<String>,
    method: Option<HttpMethod>,
    vpc_link: Value<String>,
    payload: PayloadFormatVersion,
    secure_server_name: Value<String>,
    mapping: ParameterMapping,
    responses: Vec<(Key, ResponseParameterMapping)>,
    credentials: Option<IntegrationCredentials>,
    timeout: Option<Duration>,
    description: Value<String>,
}

impl HttpIntegrationConfig {
    fn of(integration_type: &'static str, payload: PayloadFormatVersion) -> Self {
        Self {
            integration_type,
            service: None,
            uri: Value::unset(),
            method: None,
            vpc_link: Value::unset(),
            payload,
            secure_server_name: Value::unset(),
            mapping: ParameterMapping::new(),
            responses: Vec::new(),
            credentials: None,
            timeout: None,
            description: Value::unset(),
        }
    }

    /// Calls a function, by its ARN or a URI that ends with it.
    pub fn lambda(uri: impl IntoValue<String>, payload: PayloadFormatVersion) -> Self {
        Self { uri: value(uri), ..Self::of("AWS_PROXY", payload) }
    }

    /// Calls an address, or a listener or service in a VPC.
    pub fn http_proxy(uri: impl IntoValue<String>, method: HttpMethod) -> Self {
        Self {
            uri: value(uri),
            method: Some(method),
            ..Self::of("HTTP_PROXY", PayloadFormatVersion::V1_0)
        }
    }

    /// Calls an action of an AWS service.
    pub(super) fn service(service: &'static Service) -> Self {
        Self { service: Some(service), ..Self::of("AWS_PROXY", PayloadFormatVersion::V1_0) }
    }

    /// Through this VPC link.
    pub fn vpc_link(mut self, vpc_link_id: impl IntoValue<String>) -> Self {
        self.vpc_link = value(vpc_link_id);
        self
    }

    /// The name that the certificate of a private integration must have, which
    /// is then called by HTTPS.
    pub fn secure_server_name(mut self, name: impl IntoValue<String>) -> Self {
        self.secure_server_name = value(name);
        self
    }

    /// How the request is changed on its way.
    pub fn parameter_mapping(mut self, mapping: ParameterMapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// How an answer with this status is changed on its way back.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-parameter-mapping`.
    pub fn response_mapping(
        mut self,
        status: impl Into<Key>,
        mapping: ResponseParameterMapping,
    ) -> Self {
        let status = status.into();
        match self.responses.iter_mut().find(|(other, _)| *other == status) {
            Some(entry) => entry.1 = mapping,
            None => self.responses.push((status, mapping)),
        }
        self
    }

    /// In whose name a service is called.
    pub fn credentials(mut self, credentials: IntegrationCredentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// How long it is waited for, up to 30 seconds, which is the default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `timeout-out-of-range` outside of 50 milliseconds to
    /// 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    pub(in crate::apigatewayv2) fn check(&self, node: &Node) {
        let range = Duration::from_millis(50)..=Duration::from_secs(30);
        if let Some(timeout) = self.timeout.filter(|t| !range.contains(t)) {
            node.report(
                Diagnostic::error(
                    codes::TIMEOUT_OUT_OF_RANGE,
                    format!(
                        "an integration of an HTTP API waits for 50 to 30000 milliseconds, got {}",
                        timeout.as_millis()
                    ),
                )
                .help("answer at once and work on in another function; REST APIs can wait longer"),
            );
        }
        match self.service {
            Some(service) => self.mapping.check_service(node, service),
            None => self.mapping.check(node),
        }
        self.responses.iter().for_each(|(status, mapping)| mapping.check(node, status));
    }

    pub(in crate::apigatewayv2) fn to_cfn(&self) -> CfnIntegrationProps {
        let milliseconds = |t: Duration| i64::try_from(t.as_millis()).unwrap_or(i64::MAX);
        let through_vpc = !self.vpc_link.expr().is_unset();
        let connection = match (through_vpc, self.service.is_some()) {
            (true, _) => Some("VPC_LINK"),
            (false, true) => Some("INTERNET"),
            (false, false) => None,
        };
        let tls = (!self.secure_server_name.expr().is_unset())
            .then(|| l1::TlsConfig::new().server_name_to_verify(&self.secure_server_name));
        let responses = (!self.responses.is_empty()).then(|| {
            let set = |all: Entries<_>, (status, mapping): &(Key, ResponseParameterMapping)| {
                all.set(status.clone(), mapping.to_cfn())
            };
            self.responses.iter().fold(Entries::new(), set)
        });
        CfnIntegrationProps::patch()
            .connection_id(&self.vpc_link)
            .connection_type(connection)
            .credentials_arn(self.credentials.as_ref().map(IntegrationCredentials::credentials_arn))
            .description(&self.description)
            .integration_method(self.method.map(HttpMethod::name))
            .integration_subtype(self.service.map(|service| service.subtype))
            .integration_type(self.integration_type)
            .integration_uri(&self.uri)
            .payload_format_version(self.payload.name())
            .request_parameters(self.mapping.to_cfn())
            .response_parameters(responses)
            .timeout_in_millis(self.timeout.map(milliseconds))
            .tls_config(tls)
    }
}
