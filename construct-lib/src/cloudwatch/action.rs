//! What an alarm does.

use construct_cfn::refs::SnsTopicArn;
use construct_core::{IntoValue, NodeId, Value};

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
        if let Some(function) = function {
            let id = format!("{}AlarmPermission", alarm.id());
            if function.node().try_child(&id).is_none() {
                let principal = Principal::service("lambda.alarms.cloudwatch.amazonaws.com");
                let mut permission = Permission::new(principal).source_arn(alarm_arn);
                if let Some(stack) = Stack::of(alarm) {
                    permission = permission.source_account(stack.account());
                }
                function.add_permission(&id, permission);
            }
        }
        self.arn.clone()
    }
}
