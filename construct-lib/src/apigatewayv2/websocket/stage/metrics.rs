//! What WebSocket APIs count.

use construct_core::IntoValue;

use crate::apigateway::{metric, websocket_metrics};
use crate::apigatewayv2::{WebSocketApi, WebSocketStage};
use crate::cloudwatch::Metric;

websocket_metrics!(WebSocketApi);
websocket_metrics!(WebSocketStage);

impl WebSocketApi {
    /// A metric of all stages of the API, by its name.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{WebSocketApi, WebSocketApiProps};
    /// use construct_lib::cloudwatch::{Alarm, AlarmProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Chat", StackProps::new());
    /// let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
    /// Alarm::new(&stack, "Errors", AlarmProps::new(api.metric_integration_error(), 1.0, 1));
    /// ```
    pub fn metric(&self, name: impl IntoValue<String>) -> Metric {
        metric(self, name).dimension("ApiId", self.api_id())
    }
}

impl WebSocketStage {
    /// A metric of the stage, by its name.
    pub fn metric(&self, name: impl IntoValue<String>) -> Metric {
        let of_api = metric(self, name).dimension("ApiId", self.web_socket_api().api_id());
        of_api.dimension("Stage", self.stage_name())
    }
}
