//! What an alarm does.

use construct_cfn::refs::SnsTopicArn;
use construct_core::{CfnResource, IntoValue, NodeId, Value};

use crate::iam::Principal;
use crate::lambda::{Function, Permission};
use crate::value::value;
use crate::{Construct, Node, Stack};

/// What happens when the state of an alarm changes.
///
/// See AWS on [alarm actions](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html).
#[derive(Debug, Clone)]
#[must_use]
pub struct AlarmAction {
    arn: Value<String>,
    function: Option<NodeId>,
}

impl AlarmAction {
    /// Tells the subscribers of a topic.
    pub fn sns_topic(topic_arn: impl IntoValue<SnsTopicArn>) -> Self {
        Self { arn: Value::of(topic_arn.into_expr()), function: None }
    }

    /// Calls a function, with a permission for this alarm alone.
    pub fn lambda(function: &Function) -> Self {
        let id = function.node().node_id();
        Self { arn: value(function.function_arn()), function: Some(id) }
    }

    /// Does what AWS has an ARN for, for example `arn:aws:automate:REGION:ec2:recover`.
    pub fn arn(arn: impl IntoValue<String>) -> Self {
        Self { arn: value(arn), function: None }
    }

    /// Its ARN, once the alarm may do it.
    #[track_caller]
    pub(super) fn bind(&self, alarm: &Node, alarm_arn: &Value<String>) -> Value<String> {
        let function = self.function.and_then(|id| Function::at(&alarm.find(id)?));
        let id = function.as_ref().and_then(|function| free_id(function, alarm, alarm_arn));
        if let (Some(function), Some(id)) = (function, id) {
            let principal = Principal::service("lambda.alarms.cloudwatch.amazonaws.com");
            let mut permission = Permission::new(principal).source_arn(alarm_arn);
            if let Some(stack) = Stack::of(alarm) {
                permission = permission.source_account(stack.account());
            }
            function.add_permission(&id, permission);
        }
        self.arn.clone()
    }
}

/// The id of the permission for an alarm; nothing when the function has it already.
///
/// It is the CDK's, which alarms of the same id in different scopes share: the
/// first of them has it, and the others one of their own.
fn free_id(function: &Function, alarm: &Node, alarm_arn: &Value<String>) -> Option<String> {
    for name in [alarm.id(), alarm.unique_id()] {
        let id = format!("{name}AlarmPermission");
        let Some(permission) = function.node().try_child(&id) else {
            return Some(id);
        };
        let source = CfnResource::at(&permission).and_then(|cfn| cfn.property("SourceArn"));
        if source.as_ref() == Some(alarm_arn.expr()) {
            return None;
        }
    }
    None
}
