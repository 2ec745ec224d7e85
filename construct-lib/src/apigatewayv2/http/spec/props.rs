//! What an HTTP API that is made of a document takes.

use super::parts::{SpecHttpAuthorizer, SpecHttpIntegration};
use crate::apigatewayv2::common::StageOptions;
use crate::apigatewayv2::http::api::CorsPreflightOptions;
use crate::openapi::{ApiDefinition, OperationKey};

/// What a [`SpecHttpApi`](crate::apigatewayv2::SpecHttpApi) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct SpecHttpApiProps {
    pub(super) definition: ApiDefinition,
    pub(super) operations: Vec<(OperationKey, SpecHttpIntegration)>,
    pub(super) default: Option<SpecHttpIntegration>,
    pub(super) authorizers: Vec<(String, SpecHttpAuthorizer)>,
    pub(super) cors: Option<CorsPreflightOptions>,
    pub(super) stage: Option<StageOptions>,
    pub(super) fail_on_warnings: bool,
    pub(super) disable_execute_api_endpoint: bool,
}

impl SpecHttpApiProps {
    /// Made of this document, served by the stage `$default`.
    pub fn new(definition: ApiDefinition) -> Self {
        Self {
            definition,
            operations: Vec::new(),
            default: None,
            authorizers: Vec::new(),
            cors: None,
            stage: Some(StageOptions::new()),
            fail_on_warnings: false,
            disable_execute_api_endpoint: false,
        }
    }

    /// What answers an operation, which is named by its `operationId`, or by
    /// its verb and path.
    ///
    /// It replaces the `x-amazon-apigateway-integration` that the document may have.
    pub fn operation(
        mut self,
        key: impl Into<OperationKey>,
        integration: impl Into<SpecHttpIntegration>,
    ) -> Self {
        self.operations.push((key.into(), integration.into()));
        self
    }

    /// What answers all operations that nothing else answers.
    pub fn default_integration(mut self, integration: impl Into<SpecHttpIntegration>) -> Self {
        self.default = Some(integration.into());
        self
    }

    /// What checks a security scheme of the document, by the scheme's name.
    pub fn authorizer(mut self, scheme: impl Into<String>, authorizer: SpecHttpAuthorizer) -> Self {
        self.authorizers.push((scheme.into(), authorizer));
        self
    }

    /// Answers what browsers ask before a request from another origin.
    ///
    /// Appears as `x-amazon-apigateway-cors`.
    pub fn cors_preflight(mut self, options: CorsPreflightOptions) -> Self {
        self.cors = Some(options);
        self
    }

    /// How the stage `$default` serves.
    pub fn default_stage(mut self, options: StageOptions) -> Self {
        self.stage = Some(options);
        self
    }

    /// Makes no stage, for an app that makes its own.
    pub fn without_default_stage(mut self) -> Self {
        self.stage = None;
        self
    }

    /// Lets the deployment fail when API Gateway warns of the document.
    pub fn fail_on_warnings(mut self) -> Self {
        self.fail_on_warnings = true;
        self
    }

    /// Refuses requests to the address that AWS gives it; for custom domains.
    pub fn disable_execute_api_endpoint(mut self) -> Self {
        self.disable_execute_api_endpoint = true;
        self
    }
}
