//! A queue of Amazon SQS.

use construct_cfn::refs::{SqsQueueArn, SqsQueueUrl};
use construct_core::{IntoValue, Key, Value};

use super::common::Common;
use super::service::{Call, Service, service_integration};
use super::{MappingValue, ParameterMapping};
use crate::value::value;

/// A queue that a request sends to, receives from, deletes from or empties.
///
/// Appears as an integration of the subtype `SQS-SendMessage` and others, and
/// as a role below the first route that may do this to this queue alone. For
/// a queue with a key of its own, give a role that may use the key.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpMethod, HttpSqsIntegration, MappingValue, ParameterMapping,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let arn = "arn:aws:sqs:eu-west-1:111122223333:orders";
/// let url = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders";
/// let mapping =
///     ParameterMapping::new().custom("MessageBody", MappingValue::whole_request_body());
/// let send = HttpSqsIntegration::send_message("Send", arn, url).parameter_mapping(mapping);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// api.add_routes("/orders", [HttpMethod::Post], send);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpSqsIntegration {
    common: Common,
    call: Call,
}

const SEND: Service = Service {
    subtype: "SQS-SendMessage",
    sid: "AllowSqsExecution",
    action: "sqs:SendMessage",
    required: &["QueueUrl", "MessageBody"],
    optional: &[
        "DelaySeconds",
        "MessageAttributes",
        "MessageDeduplicationId",
        "MessageGroupId",
        "MessageSystemAttributes",
    ],
};

const RECEIVE: Service = Service {
    subtype: "SQS-ReceiveMessage",
    sid: "AllowSqsExecution",
    action: "sqs:ReceiveMessage",
    required: &["QueueUrl"],
    optional: &[
        "AttributeName",
        "AttributeNames",
        "MaxNumberOfMessages",
        "MessageAttributeNames",
        "ReceiveRequestAttemptId",
        "VisibilityTimeout",
        "WaitTimeSeconds",
    ],
};

const DELETE: Service = Service {
    subtype: "SQS-DeleteMessage",
    sid: "AllowSqsExecution",
    action: "sqs:DeleteMessage",
    required: &["QueueUrl", "ReceiptHandle"],
    optional: &[],
};

const PURGE: Service = Service {
    subtype: "SQS-PurgeQueue",
    sid: "AllowSqsExecution",
    action: "sqs:PurgeQueue",
    required: &["QueueUrl"],
    optional: &[],
};

service_integration!(HttpSqsIntegration);

impl HttpSqsIntegration {
    /// Sends a message: the field `MessageBody` of the request's body, unless
    /// a mapping says otherwise.
    pub fn send_message(
        id: impl Into<Key>,
        queue_arn: impl IntoValue<SqsQueueArn>,
        queue_url: impl IntoValue<SqsQueueUrl>,
    ) -> Self {
        let body = &[("MessageBody", "$request.body.MessageBody")];
        Self::new(id.into(), &SEND, value(queue_arn), value(queue_url), body)
    }

    /// Receives messages.
    pub fn receive_message(
        id: impl Into<Key>,
        queue_arn: impl IntoValue<SqsQueueArn>,
        queue_url: impl IntoValue<SqsQueueUrl>,
    ) -> Self {
        Self::new(id.into(), &RECEIVE, value(queue_arn), value(queue_url), &[])
    }

    /// Deletes a message that was received: the one that the field
    /// `ReceiptHandle` of the request's body tells, unless a mapping says
    /// otherwise.
    pub fn delete_message(
        id: impl Into<Key>,
        queue_arn: impl IntoValue<SqsQueueArn>,
        queue_url: impl IntoValue<SqsQueueUrl>,
    ) -> Self {
        let handle = &[("ReceiptHandle", "$request.body.ReceiptHandle")];
        Self::new(id.into(), &DELETE, value(queue_arn), value(queue_url), handle)
    }

    /// Deletes all messages.
    pub fn purge_queue(
        id: impl Into<Key>,
        queue_arn: impl IntoValue<SqsQueueArn>,
        queue_url: impl IntoValue<SqsQueueUrl>,
    ) -> Self {
        Self::new(id.into(), &PURGE, value(queue_arn), value(queue_url), &[])
    }

    fn new(
        id: Key,
        service: &'static Service,
        arn: Value<SqsQueueArn>,
        url: Value<SqsQueueUrl>,
        from_request: &'static [(&'static str, &'static str)],
    ) -> Self {
        let target = ParameterMapping::new().custom("QueueUrl", MappingValue::custom(url));
        let call = Call::new(service, vec![arn.cast()], target, from_request);
        Self { common: Common::new(id), call }
    }
}
