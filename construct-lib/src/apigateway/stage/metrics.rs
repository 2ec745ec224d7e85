//! What API Gateway counts.

use construct_core::{IntoValue, Value};

use crate::Construct;
use crate::apigateway::{Method, RestApi, Stage};
use crate::cloudwatch::Metric;
use crate::value::value;

/// The namespace of all of API Gateway's metrics.
const NAMESPACE: &str = "AWS/ApiGateway";

/// A metric of API Gateway, sent where `of` is.
pub(crate) fn metric(of: &dyn Construct, name: impl IntoValue<String>) -> Metric {
    Metric::new(NAMESPACE, name).attach_to(of)
}

/// Methods that give metrics, each of `metric`, which the type has.
macro_rules! metrics {
    ($ty:ty; $($(#[$doc:meta])* $name:ident $metric:literal $statistic:ident;)*) => {
        impl $ty {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> $crate::cloudwatch::Metric {
                    self.metric($metric).statistic($crate::cloudwatch::Statistic::$statistic)
                }
            )*
        }
    };
    ($ty:ty, $stage:ty; $($(#[$doc:meta])* $name:ident $metric:literal $statistic:ident;)*) => {
        impl $ty {
            $(
                $(#[$doc])*
                pub fn $name(&self, stage: $stage) -> $crate::cloudwatch::Metric {
                    let metric = self.metric($metric, stage);
                    metric.statistic($crate::cloudwatch::Statistic::$statistic)
                }
            )*
        }
    };
}

/// What REST APIs count.
macro_rules! rest_metrics {
    ($ty:ty $(, $stage:ty)?) => {
        metrics! { $ty $(, $stage)?;
            /// How many requests were answered with a status from 400 to 499.
            metric_client_error "4XXError" Sum;
            /// How many requests were answered with a status from 500 to 599.
            metric_server_error "5XXError" Sum;
            /// How many requests were answered from the cache.
            metric_cache_hit_count "CacheHitCount" Sum;
            /// How many requests the cache could not answer.
            metric_cache_miss_count "CacheMissCount" Sum;
            /// How many requests there were.
            metric_count "Count" SampleCount;
            /// The time from the request to the integration to its answer, in milliseconds.
            metric_integration_latency "IntegrationLatency" Average;
            /// The time from the request to the answer, in milliseconds.
            metric_latency "Latency" Average;
        }
    };
}

/// What HTTP APIs count.
macro_rules! http_metrics {
    ($ty:ty) => {
        $crate::apigateway::metrics! { $ty;
            /// How many requests were answered with a status from 400 to 499.
            metric_client_error "4xx" Sum;
            /// How many requests were answered with a status from 500 to 599.
            metric_server_error "5xx" Sum;
            /// How much data went through, in bytes.
            metric_data_processed "DataProcessed" Sum;
            /// How many requests there were.
            metric_count "Count" SampleCount;
            /// The time from the request to the integration to its answer, in milliseconds.
            metric_integration_latency "IntegrationLatency" Average;
            /// The time from the request to the answer, in milliseconds.
            metric_latency "Latency" Average;
        }
    };
}

/// What WebSocket APIs count.
macro_rules! websocket_metrics {
    ($ty:ty) => {
        $crate::apigateway::metrics! { $ty;
            /// How many messages were sent to the integration of `$connect`.
            metric_connect_count "ConnectCount" Sum;
            /// How many messages there were, from clients and to them.
            metric_message_count "MessageCount" Sum;
            /// How many requests the integration answered with a status from 400 to 599.
            metric_integration_error "IntegrationError" Sum;
            /// How many requests were refused before the integration was called.
            metric_client_error "ClientError" Sum;
            /// How many calls of the integration failed.
            metric_execution_error "ExecutionError" Sum;
            /// The time from the request to the integration to its answer, in milliseconds.
            metric_integration_latency "IntegrationLatency" Average;
        }
    };
}

pub(crate) use {http_metrics, metrics, websocket_metrics};

rest_metrics!(RestApi);
rest_metrics!(Stage);
rest_metrics!(Method, &Stage);

impl RestApi {
    /// A metric of all stages of the API, by its name.
    ///
    /// API Gateway counts under the name of the API: what two APIs of one name
    /// count comes together.
    ///
    /// ```
    /// use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};
    /// use construct_lib::cloudwatch::{Alarm, AlarmProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = RestApi::new(&stack, "Api", RestApiProps::new());
    /// let list = api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    /// Alarm::new(&stack, "Errors", AlarmProps::new(api.metric_server_error(), 1.0, 1));
    /// if let Some(prod) = api.deployment_stage() {
    ///     let slow = AlarmProps::new(list.metric_latency(&prod), 1000.0, 3);
    ///     Alarm::new(&stack, "Slow", slow);
    /// }
    /// ```
    pub fn metric(&self, name: impl IntoValue<String>) -> Metric {
        metric(self, name).dimension("ApiName", counted_name(self))
    }
}

impl Stage {
    /// A metric of the stage, by its name.
    pub fn metric(&self, name: impl IntoValue<String>) -> Metric {
        let name = metric(self, name).dimension("ApiName", counted_name(&self.rest_api()));
        name.dimension("Stage", self.stage_name())
    }
}

impl Method {
    /// A metric of the method in a stage, by its name.
    ///
    /// It is only counted where [`StageOptions::metrics`](crate::apigateway::StageOptions::metrics) asks for it.
    pub fn metric(&self, name: impl IntoValue<String>, stage: &Stage) -> Metric {
        metric(self, name)
            .dimension("ApiName", counted_name(&self.rest_api()))
            .dimension("Method", self.http_method().name())
            .dimension("Resource", self.path())
            .dimension("Stage", stage.stage_name())
    }
}

/// The name under which the API is counted: without what is not ASCII, and
/// its id when nothing remains.
fn counted_name(api: &RestApi) -> Value<String> {
    let name = api.rest_api_name();
    match name.as_literal().map(|text| text.replace(|c: char| !c.is_ascii(), "")) {
        Some(text) if text.trim().is_empty() => value(api.rest_api_id()),
        Some(text) => Value::text(text),
        None => name,
    }
}
