//! Whether requests are traced.

use construct_cfn::lambda::function as l1;
use construct_core::Value;

use super::props::FunctionProps;
use crate::iam::{PolicyStatement, Role};

/// Whether requests are traced by X-Ray.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracing {
    /// Lambda samples requests and traces those.
    Active,
    /// A request is traced when its caller says so.
    PassThrough,
}

impl Tracing {
    fn to_value(self) -> Value<l1::TracingConfigMode> {
        match self {
            Self::Active => l1::TracingConfigMode::ACTIVE,
            Self::PassThrough => l1::TracingConfigMode::PASS_THROUGH,
        }
    }

    pub(super) fn to_cfn(self) -> l1::TracingConfig {
        l1::TracingConfig::new().mode(self.to_value())
    }

    pub(super) fn grant(role: &Role) {
        // X-Ray knows no resources for these.
        let write = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
        role.add_to_policy(PolicyStatement::allow().actions(write).resource("*"));
    }
}

impl<P> FunctionProps<P> {
    /// Whether requests are traced; they are not by default.
    ///
    /// The role may then send traces to X-Ray.
    pub fn tracing(mut self, tracing: Tracing) -> Self {
        self.options.tracing = Some(tracing);
        self
    }
}
