//! What integrations of several kinds can have.

use std::time::Duration;

use construct_cfn::apigateway::method as l1;
use construct_cfn::refs::{ApiGatewayVpcLinkId, ElasticLoadBalancingV2LoadBalancerArn, IamRoleArn};
use construct_core::{Aws, Entries, Expr, NodeId, Value, intrinsic};

use super::mapping::texts;
use super::source::{IntegrationParameter, RequestSource};
use crate::apigateway::RequestParameter;

/// How an answer reaches the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseTransferMode {
    /// When it is complete.
    Buffered,
    /// As it is made, for up to 15 minutes and beyond 10 MB.
    ///
    /// It is neither cached nor compressed, and only a proxy can give it.
    Stream,
}

/// As whom an integration is called.
#[derive(Debug, Clone, Default)]
pub(super) enum Credentials {
    /// As API Gateway itself.
    #[default]
    ApiGateway,
    Role {
        arn: Value<IamRoleArn>,
        node: NodeId,
    },
    /// As whoever calls the method.
    Caller,
}

/// Through what an integration is reached.
#[derive(Debug, Clone, Default)]
pub(super) enum Connection {
    #[default]
    Internet,
    VpcLink(Value<ApiGatewayVpcLinkId>),
    /// A link of version 2, and the load balancer behind it.
    VpcLinkV2 {
        link: Value<String>,
        target: Value<ElasticLoadBalancingV2LoadBalancerArn>,
    },
}

/// What each integration has of these it offers by [`setters`].
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) timeout: Option<Duration>,
    pub(super) cache_key_parameters: Vec<RequestParameter>,
    pub(super) cache_namespace: Option<String>,
    pub(super) request_parameters: Vec<(IntegrationParameter, RequestSource)>,
    pub(super) credentials: Credentials,
    pub(super) connection: Connection,
    pub(super) transfer_mode: Option<ResponseTransferMode>,
}

impl Options {
    pub(super) fn is_streamed(&self) -> bool {
        self.transfer_mode == Some(ResponseTransferMode::Stream)
    }

    pub(super) fn map(&mut self, parameter: IntegrationParameter, source: RequestSource) {
        match self.request_parameters.iter_mut().find(|(p, _)| *p == parameter) {
            Some(entry) => entry.1 = source,
            None => self.request_parameters.push((parameter, source)),
        }
    }

    pub(super) fn cache_keys(&self) -> Option<Vec<String>> {
        let keys: Vec<String> = self.cache_key_parameters.iter().map(ToString::to_string).collect();
        (!keys.is_empty()).then_some(keys)
    }

    pub(super) fn parameters(&self) -> Option<Entries<String>> {
        let all = self.request_parameters.iter();
        let all: Vec<_> = all.map(|(to, from)| (to.to_string(), from.0.to_value())).collect();
        texts(&all)
    }

    pub(super) fn credentials_arn(&self) -> Value<IamRoleArn> {
        match &self.credentials {
            Credentials::ApiGateway => Value::unset(),
            Credentials::Role { arn, .. } => arn.clone(),
            Credentials::Caller => caller(),
        }
    }

    /// The link, and the load balancer behind it where the link leads to several.
    pub(super) fn link(&self) -> (Value<String>, Value<ElasticLoadBalancingV2LoadBalancerArn>) {
        match &self.connection {
            Connection::Internet => (Value::unset(), Value::unset()),
            Connection::VpcLink(id) => (id.clone().cast(), Value::unset()),
            Connection::VpcLinkV2 { link, target } => (link.clone(), target.clone()),
        }
    }

    pub(super) fn timeout_in_millis(&self) -> Option<i64> {
        self.timeout.map(|t| i64::try_from(t.as_millis()).unwrap_or(i64::MAX))
    }

    pub(super) fn mode(&self) -> Option<Value<l1::ResponseTransferMode>> {
        self.transfer_mode.map(|mode| match mode {
            ResponseTransferMode::Buffered => l1::ResponseTransferMode::BUFFERED,
            ResponseTransferMode::Stream => l1::ResponseTransferMode::STREAM,
        })
    }
}

/// The ARN that stands for whoever calls the method.
fn caller() -> Value<IamRoleArn> {
    let parts = [Expr::text("arn:"), Aws::PARTITION.into(), Expr::text(":iam::*:user/*")];
    intrinsic::concat(parts).cast()
}

/// Writes setters of integrations that keep [`Options`] as `options`.
macro_rules! setters {
    ($($what:ident)*) => {
        $(setters!(@$what);)*
    };
    (@caching) => {
        /// What tells one answer from another in the cache of a stage, beside
        /// the path of the method; nothing by default.
        ///
        /// The method then says by itself that requests have these parameters.
        ///
        /// # Errors
        ///
        /// Synthesis reports `unknown-path-parameter`.
        pub fn cache_key_parameters(
            mut self,
            parameters: impl IntoIterator<Item = $crate::apigateway::RequestParameter>,
        ) -> Self {
            self.options.cache_key_parameters = parameters.into_iter().collect();
            self
        }

        /// Shares cached answers with the methods of the same namespace; a
        /// resource has one of its own by default.
        pub fn cache_namespace(mut self, namespace: impl Into<String>) -> Self {
            self.options.cache_namespace = Some(namespace.into());
            self
        }
    };
    (@credentials) => {
        /// Calls it as this role, instead of another way that was given before.
        pub fn credentials_role(mut self, role: &$crate::iam::Role) -> Self {
            self.options.credentials = super::options::Credentials::Role {
                arn: role.role_arn(),
                node: construct_core::Construct::node(role).node_id(),
            };
            self
        }

        /// Calls it as whoever calls the method, which needs authorization by
        /// IAM, instead of another way that was given before.
        pub fn credentials_passthrough(mut self) -> Self {
            self.options.credentials = super::options::Credentials::Caller;
            self
        }
    };
    (@request_parameters) => {
        /// Sets a parameter of the request to the integration.
        ///
        /// The method then says by itself that requests have the parameter
        /// that is read.
        ///
        /// # Errors
        ///
        /// Synthesis reports `unknown-path-parameter` and `invalid-mapping`.
        pub fn request_parameter(
            mut self,
            parameter: $crate::apigateway::IntegrationParameter,
            source: impl Into<$crate::apigateway::RequestSource>,
        ) -> Self {
            self.options.map(parameter, source.into());
            self
        }
    };
    (@streaming) => {
        /// How the answer reaches the client; when it is complete by default.
        ///
        /// # Errors
        ///
        /// Synthesis reports `invalid-integration` for a stream that is
        /// cached, or whose integration is no proxy.
        pub fn response_transfer_mode(
            mut self,
            mode: $crate::apigateway::ResponseTransferMode,
        ) -> Self {
            self.options.transfer_mode = Some(mode);
            self
        }
    };
    (@timeout) => {
        /// How long it is waited for; 29 seconds by default.
        ///
        /// # Errors
        ///
        /// Synthesis reports `timeout-out-of-range` below 50 milliseconds, above
        /// 15 minutes for a streamed answer, and above 29 seconds for any other
        /// answer of an edge-optimized API. Of another API it warns above 29
        /// seconds of `integration-timeout-quota`: an account must ask for it.
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
            self.options.timeout = Some(timeout);
            self
        }
    };
    (@vpc_link) => {
        /// Reaches it through this link into a VPC.
        pub fn vpc_link(mut self, link: &$crate::apigateway::VpcLink) -> Self {
            self.options.connection = super::options::Connection::VpcLink(link.vpc_link_id());
            self
        }

        /// Reaches it through a link of HTTP APIs, which leads to any
        /// application or network load balancer of its VPC.
        ///
        /// The target is the ARN of the load balancer.
        pub fn vpc_link_v2(
            mut self,
            link: &$crate::apigatewayv2::VpcLink,
            target_arn: impl construct_core::IntoValue<
                construct_cfn::refs::ElasticLoadBalancingV2LoadBalancerArn,
            >,
        ) -> Self {
            self.options.connection = super::options::Connection::VpcLinkV2 {
                link: link.vpc_link_id(),
                target: $crate::value::value(target_arn),
            };
            self
        }
    };
}

pub(super) use setters;
