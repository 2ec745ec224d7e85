//! How a stage serves its routes.

use construct_cfn::apigatewayv2::stage as l1;
use construct_core::{Expr, PropertyType};

use crate::apigateway::LoggingLevel;
use crate::error::codes;
use crate::{Diagnostic, Node};

/// How a stage serves one route, or those that have no settings of their own.
///
/// ```
/// use construct_lib::apigatewayv2::RouteSettings;
///
/// let slow = RouteSettings::new().throttling(5.0, 10).detailed_metrics();
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[must_use]
pub struct RouteSettings {
    throttling: Option<(f64, u32)>,
    detailed_metrics: bool,
    /// What a stage of a WebSocket API logs of its execution; no other does.
    execution_logs: Option<(LoggingLevel, bool)>,
}

impl RouteSettings {
    /// Within the limits of the account, without metrics of its own.
    pub const fn new() -> Self {
        Self { throttling: None, detailed_metrics: false, execution_logs: None }
    }

    /// The most requests a second, and the most at once; the account's limits by default.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-stage` when the rate is no number of requests.
    pub fn throttling(mut self, rate_per_second: f64, burst: u32) -> Self {
        self.throttling = Some((rate_per_second, burst));
        self
    }

    /// Counts each route by itself, at a cost.
    pub fn detailed_metrics(mut self) -> Self {
        self.detailed_metrics = true;
        self
    }

    /// Logs the execution, with whole messages or without.
    pub(in crate::apigatewayv2) fn execution_logs(
        mut self,
        level: LoggingLevel,
        data: bool,
    ) -> Self {
        self.execution_logs = Some((level, data));
        self
    }

    pub(in crate::apigatewayv2) fn is_empty(&self) -> bool {
        *self == Self::new()
    }

    pub(in crate::apigatewayv2) fn to_cfn(self) -> l1::RouteSettings {
        l1::RouteSettings::new()
            .data_trace_enabled(self.execution_logs.and_then(|(_, data)| data.then_some(true)))
            .detailed_metrics_enabled(self.detailed_metrics.then_some(true))
            .logging_level(self.execution_logs.map(|(level, _)| level.name()))
            .throttling_burst_limit(self.throttling.map(|(_, burst)| i64::from(burst)))
            .throttling_rate_limit(self.throttling.map(|(rate, _)| rate))
    }

    pub(in crate::apigatewayv2) fn to_expr(self) -> Expr {
        self.to_cfn().into_props().into_expr()
    }

    pub(in crate::apigatewayv2) fn check(&self, node: &Node) {
        if let Some((rate, _)) = self.throttling
            && !(rate.is_finite() && rate >= 0.0)
        {
            node.report(
                Diagnostic::error(
                    codes::INVALID_STAGE,
                    format!("a stage cannot be throttled to {rate} requests a second"),
                )
                .help("use a number of requests, 0 or more"),
            );
        }
    }
}
