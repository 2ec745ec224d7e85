//! `AWS::CloudWatch::CompositeAlarm`.

use construct_cfn::cloudwatch::{CfnCompositeAlarm, CfnCompositeAlarmProps};
use construct_cfn::refs::CloudWatchCompositeAlarmArn;
use construct_core::{CfnResource, Construct, Expr, IntoValue, ResourceProps, State, Value};

use super::action::AlarmAction;
use super::alarm::{Actions, arns, check_name};
use super::alarm_rule::AlarmRule;
use crate::Node;
use crate::check;
use crate::value::value;

/// What a [`CompositeAlarm`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct CompositeAlarmProps {
    rule: AlarmRule,
    name: Value<String>,
    description: Value<String>,
    without_actions: bool,
    alarm: Vec<AlarmAction>,
    ok: Vec<AlarmAction>,
    insufficient_data: Vec<AlarmAction>,
}

impl CompositeAlarmProps {
    /// An alarm while this rule holds.
    pub fn new(rule: AlarmRule) -> Self {
        Self {
            rule,
            name: Value::unset(),
            description: Value::unset(),
            without_actions: false,
            alarm: Vec::new(),
            ok: Vec::new(),
            insufficient_data: Vec::new(),
        }
    }

    /// The name that AWS shows, at most 255 characters; by default made of
    /// its place in the app, as AWS generates none.
    pub fn composite_alarm_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it, at most 1,024 characters.
    pub fn alarm_description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Only shows its state, and does nothing of what follows.
    pub fn without_actions(mut self) -> Self {
        self.without_actions = true;
        self
    }

    /// What happens when it goes off; at most five things.
    pub fn alarm_action(mut self, action: AlarmAction) -> Self {
        self.alarm.push(action);
        self
    }

    /// What happens when all is well again.
    pub fn ok_action(mut self, action: AlarmAction) -> Self {
        self.ok.push(action);
        self
    }

    /// What happens when there is too little to tell.
    pub fn insufficient_data_action(mut self, action: AlarmAction) -> Self {
        self.insufficient_data.push(action);
        self
    }
}

/// Watches other alarms, and goes off when a rule over their states holds.
///
/// Appears as [`AWS::CloudWatch::CompositeAlarm`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html).
/// One message then stands for several alarms that have one cause.
///
/// ```
/// use construct_lib::cloudwatch::{
///     Alarm, AlarmProps, AlarmRule, AlarmState, CompositeAlarm, CompositeAlarmProps, Metric,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let slow = Alarm::new(&stack, "Slow", AlarmProps::new(Metric::new("Shop", "Time"), 1.0, 3));
/// let rule = AlarmRule::all_of([AlarmRule::from_alarm(&slow, AlarmState::Alarm)]);
/// CompositeAlarm::new(&stack, "Trouble", CompositeAlarmProps::new(rule));
/// ```
#[derive(Debug, Clone)]
pub struct CompositeAlarm {
    node: Node,
}

struct CompositeAlarmParts {
    actions: Actions,
}

impl State for CompositeAlarmParts {
    fn prepare(&mut self, node: &Node) {
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        let props = CfnCompositeAlarmProps::patch()
            .alarm_actions(arns(&self.actions.alarm))
            .insufficient_data_actions(arns(&self.actions.insufficient_data))
            .ok_actions(arns(&self.actions.ok));
        cfn.set_props(props.into_props());
    }

    fn validate(&self, node: &Node) {
        self.actions.check(node);
    }
}

impl CompositeAlarm {
    /// An alarm over alarms.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-alarm`, `invalid-name` and `text-too-long`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: CompositeAlarmProps) -> Self {
        let node = Node::new(scope, id);
        check_name(&node, &props.name);
        check::description(&node, "an alarm", &props.description, 1024);
        let name = match props.name.expr().is_unset() {
            true => value(node.unique_id()),
            false => props.name.clone(),
        };
        let cfn_props = CfnCompositeAlarmProps::new(props.rule.to_value())
            .actions_enabled(props.without_actions.then_some(false))
            .alarm_description(&props.description)
            .alarm_name(name);
        CfnCompositeAlarm::new(&node, "Resource", cfn_props);
        let alarm = Self { node };
        let arn: Value<String> = Value::of(alarm.alarm_arn().into());
        let bind = |actions: Vec<AlarmAction>| -> Vec<Value<String>> {
            actions.iter().map(|action| action.bind(&alarm.node, &arn)).collect()
        };
        let actions = Actions {
            alarm: bind(props.alarm),
            ok: bind(props.ok),
            insufficient_data: bind(props.insufficient_data),
        };
        alarm.node.set_state(CompositeAlarmParts { actions });
        alarm
    }

    /// The alarm at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<CompositeAlarmParts>().then(|| Self { node: node.clone() })
    }

    /// Its ARN.
    #[must_use]
    pub fn alarm_arn(&self) -> Value<CloudWatchCompositeAlarmArn> {
        let cfn = CfnResource::at(&self.node);
        cfn.map(|cfn| Value::of(Expr::get_att(cfn.node().node_id(), "Arn"))).unwrap_or_default()
    }

    /// Its name.
    #[must_use]
    pub fn alarm_name(&self) -> Value<String> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Lets this happen, too, when it goes off.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "actions are given away")]
    pub fn add_alarm_action(&self, action: AlarmAction) {
        let arn = action.bind(&self.node, &Value::of(self.alarm_arn().into()));
        self.node.update(|parts: &mut CompositeAlarmParts| parts.actions.alarm.push(arn));
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnCompositeAlarmProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for CompositeAlarm {
    fn node(&self) -> &Node {
        &self.node
    }
}
