//! A stream of Amazon Kinesis Data Streams.

use construct_cfn::refs::KinesisStreamArn;
use construct_core::{IntoValue, Key, Value, intrinsic};

use super::common::Common;
use super::service::{Call, Service, service_integration};
use super::{MappingValue, ParameterMapping};
use crate::value::value;

/// A stream that gets a record for each request.
///
/// Appears as an integration of the subtype `Kinesis-PutRecord`, and as a role
/// below the first route that may write to this stream alone. The record is
/// made of the fields `Data` and `PartitionKey` of the request's body, unless
/// a mapping says otherwise. For a stream with a key of its own, give a role
/// that may use the key.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpKinesisIntegration, HttpMethod, MappingValue, ParameterMapping,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let mapping = ParameterMapping::new()
///     .custom("Data", MappingValue::whole_request_body())
///     .custom("PartitionKey", MappingValue::request_path_param("id"));
/// let arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks";
/// let clicks = HttpKinesisIntegration::new("Clicks", arn).parameter_mapping(mapping);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// api.add_routes("/clicks/{id}", [HttpMethod::Post], clicks);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpKinesisIntegration {
    common: Common,
    call: Call,
}

const PUT: Service = Service {
    subtype: "Kinesis-PutRecord",
    sid: "AllowKinesisPutRecord",
    action: "kinesis:PutRecord",
    required: &["Data", "PartitionKey", "StreamName"],
    optional: &["ExplicitHashKey", "SequenceNumberForOrdering"],
};

service_integration!(HttpKinesisIntegration);

impl HttpKinesisIntegration {
    /// Writes to this stream.
    pub fn new(id: impl Into<Key>, stream_arn: impl IntoValue<KinesisStreamArn>) -> Self {
        let arn: Value<KinesisStreamArn> = value(stream_arn);
        let name = intrinsic::select(1, intrinsic::split("/", &arn));
        let target = ParameterMapping::new().custom("StreamName", MappingValue::custom(name));
        let from_request =
            &[("Data", "$request.body.Data"), ("PartitionKey", "$request.body.PartitionKey")];
        let call = Call::new(&PUT, vec![arn.cast()], target, from_request);
        Self { common: Common::new(id), call }
    }
}
