//! What every integration takes.

use std::time::Duration;

use construct_core::Key;

use super::{HttpIntegrationConfig, ParameterMapping, ResponseParameterMapping};
use crate::apigatewayv2::common::IntegrationIdentity;

#[derive(Debug, Clone)]
pub(super) struct Common {
    identity: IntegrationIdentity,
    mapping: Option<ParameterMapping>,
    responses: Vec<(Key, ResponseParameterMapping)>,
    timeout: Option<Duration>,
}

impl Common {
    pub(super) fn new(id: impl Into<Key>) -> Self {
        Self {
            identity: IntegrationIdentity::new(id),
            mapping: None,
            responses: Vec::new(),
            timeout: None,
        }
    }

    pub(super) fn identity(&self) -> &IntegrationIdentity {
        &self.identity
    }

    /// Makes it another integration, which a changed clone must be.
    pub(super) fn renew(&mut self) {
        self.identity.renew();
    }

    pub(super) fn set_mapping(&mut self, mapping: ParameterMapping) {
        self.renew();
        self.mapping = Some(mapping);
    }

    pub(super) fn add_response(&mut self, status: Key, mapping: ResponseParameterMapping) {
        self.renew();
        self.responses.push((status, mapping));
    }

    pub(super) fn set_timeout(&mut self, timeout: Duration) {
        self.renew();
        self.timeout = Some(timeout);
    }

    /// What was asked for, or else the mapping that the integration has by itself.
    pub(super) fn mapping_or(&self, own: ParameterMapping) -> ParameterMapping {
        self.mapping.clone().unwrap_or(own)
    }

    pub(super) fn apply(&self, config: HttpIntegrationConfig) -> HttpIntegrationConfig {
        let responses = self.responses.iter();
        let config = responses.fold(config, |config, (status, mapping)| {
            config.response_mapping(status.clone(), mapping.clone())
        });
        match self.timeout {
            Some(timeout) => config.timeout(timeout),
            None => config,
        }
    }
}

/// The setters that every integration has.
macro_rules! common_setters {
    ($ty:ty) => {
        impl $ty {
            /// How the request is changed on its way.
            ///
            /// # Errors
            ///
            /// Synthesis reports `invalid-parameter-mapping`.
            pub fn parameter_mapping(
                mut self,
                mapping: $crate::apigatewayv2::ParameterMapping,
            ) -> Self {
                self.common.set_mapping(mapping);
                self
            }

            /// How an answer with this status is changed on its way back.
            ///
            /// # Errors
            ///
            /// Synthesis reports `invalid-parameter-mapping`.
            pub fn response_mapping(
                mut self,
                status: u16,
                mapping: $crate::apigatewayv2::ResponseParameterMapping,
            ) -> Self {
                self.common.add_response(status.to_string().into(), mapping);
                self
            }

            /// How long it is waited for; 30 seconds by default.
            ///
            /// # Errors
            ///
            /// Synthesis reports `timeout-out-of-range` outside of 50
            /// milliseconds to 30 seconds.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.common.set_timeout(timeout);
                self
            }
        }
    };
}

pub(super) use common_setters;
