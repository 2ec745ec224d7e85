//! An event bus of Amazon EventBridge.

use construct_cfn::refs::EventsEventBusArn;
use construct_core::{IntoValue, Key, Value, intrinsic};

use super::common::Common;
use super::service::{Call, Service, service_integration};
use super::{MappingValue, ParameterMapping};
use crate::value::value;

/// An event bus that gets an event for each request.
///
/// Appears as an integration of the subtype `EventBridge-PutEvents`, and as a
/// role below the first route that may send to this event bus alone. The
/// event is made of the fields `Detail`, `DetailType` and `Source` of the
/// request's body, unless a mapping says otherwise.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpEventBridgeIntegration, HttpMethod, MappingValue,
///     ParameterMapping,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let mapping = ParameterMapping::new()
///     .custom("Detail", MappingValue::whole_request_body())
///     .custom("DetailType", MappingValue::custom("OrderPlaced"))
///     .custom("Source", MappingValue::custom("orders-api"));
/// let arn = "arn:aws:events:eu-west-1:111122223333:event-bus/orders";
/// let bus = HttpEventBridgeIntegration::new("Bus", arn).parameter_mapping(mapping);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// api.add_routes("/orders", [HttpMethod::Post], bus);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpEventBridgeIntegration {
    common: Common,
    call: Call,
}

const PUT: Service = Service {
    subtype: "EventBridge-PutEvents",
    sid: "AllowEventBridgePutEvents",
    action: "events:PutEvents",
    required: &["Detail", "DetailType", "Source"],
    optional: &["EventBusName", "Resources", "Time", "TraceHeader"],
};

service_integration!(HttpEventBridgeIntegration);

impl HttpEventBridgeIntegration {
    /// Sends to this event bus.
    pub fn new(id: impl Into<Key>, event_bus_arn: impl IntoValue<EventsEventBusArn>) -> Self {
        let arn: Value<EventsEventBusArn> = value(event_bus_arn);
        let name = intrinsic::select(1, intrinsic::split("/", &arn));
        let target = ParameterMapping::new().custom("EventBusName", MappingValue::custom(name));
        let from_request = &[
            ("Detail", "$request.body.Detail"),
            ("DetailType", "$request.body.DetailType"),
            ("Source", "$request.body.Source"),
        ];
        let call = Call::new(&PUT, vec![arn.cast()], target, from_request);
        Self { common: Common::new(id), call }
    }
}
