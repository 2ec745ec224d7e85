//! `AWS::CloudWatch::Alarm`.

use construct_cfn::cloudwatch::{CfnAlarm, CfnAlarmProps};
use construct_cfn::refs::CloudWatchAlarmName;
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, ResourceProps, State, Value, intrinsic,
};

use super::action::AlarmAction;
use super::alarm_props::AlarmProps;
use super::query;
use crate::check::{self, own_resource};
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

/// Watches a metric, and goes off when it breaches a threshold.
///
/// Appears as [`AWS::CloudWatch::Alarm`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html).
///
/// ```
/// use construct_lib::cfn::sns::{CfnTopic, CfnTopicProps};
/// use construct_lib::cloudwatch::{Alarm, AlarmAction, AlarmProps, Metric, Statistic};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let on_call = CfnTopic::new(&stack, "OnCall", CfnTopicProps::new());
/// let failed = Metric::new("Shop", "Failed").statistic(Statistic::Sum);
/// let props = AlarmProps::new(failed, 1.0, 3)
///     .datapoints_to_alarm(2)
///     .alarm_action(AlarmAction::sns_topic(on_call.attr_topic_arn()));
/// Alarm::new(&stack, "Failures", props);
/// ```
#[derive(Debug, Clone)]
pub struct Alarm {
    node: Node,
}

struct AlarmParts {
    arn: Value<String>,
    name: Value<CloudWatchAlarmName>,
    actions: Actions,
}

/// The ARNs of what an alarm does in each state.
#[derive(Default)]
pub(super) struct Actions {
    pub(super) alarm: Vec<Value<String>>,
    pub(super) ok: Vec<Value<String>>,
    pub(super) insufficient_data: Vec<Value<String>>,
}

/// The most actions that CloudWatch takes for each state.
const ACTIONS: usize = 5;

impl Actions {
    pub(super) fn check(&self, node: &Node) {
        let most = self.alarm.len().max(self.ok.len()).max(self.insufficient_data.len());
        if most > ACTIONS {
            node.report(
                Diagnostic::error(
                    codes::INVALID_ALARM,
                    format!("an alarm does at most {ACTIONS} things in a state, got {most}"),
                )
                .help("let subscribers of one topic do them"),
            );
        }
    }
}

/// Nothing is written where nothing is done.
pub(super) fn arns(all: &[Value<String>]) -> Option<Vec<Value<String>>> {
    (!all.is_empty()).then(|| all.to_vec())
}

impl State for AlarmParts {
    fn prepare(&mut self, node: &Node) {
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        let props = CfnAlarmProps::patch()
            .alarm_actions(arns(&self.actions.alarm))
            .insufficient_data_actions(arns(&self.actions.insufficient_data))
            .ok_actions(arns(&self.actions.ok));
        cfn.set_props(props.into_props());
    }

    fn validate(&self, node: &Node) {
        self.actions.check(node);
    }
}

impl Alarm {
    /// An alarm.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-alarm`, `invalid-metric`, `invalid-name` and
    /// `text-too-long`; it warns of `unknown-metric-name` and
    /// `metric-period-overridden` in expressions.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: AlarmProps) -> Self {
        let node = Node::new(scope, id);
        props.check(&node);
        check_name(&node, &props.name);
        check::description(&node, "an alarm", &props.description, 1024);
        let cfn_props = CfnAlarmProps::patch()
            .actions_enabled(props.without_actions.then_some(false))
            .alarm_description(&props.description)
            .alarm_name(&props.name)
            .comparison_operator(Value::lit(props.operator.name()))
            .datapoints_to_alarm(props.datapoints.map(i64::from))
            .evaluate_low_sample_count_percentile(props.low_samples.map(|with| with.name()))
            .evaluation_periods(i64::from(props.evaluation_periods))
            .threshold(props.threshold)
            .treat_missing_data(props.missing.map(|with| Value::lit(with.name())));
        let cfn_props = query::watch(&node, &props.metric, cfn_props);
        let cfn = CfnAlarm::new(&node, "Resource", cfn_props);
        node.set_state(AlarmParts {
            arn: cfn.attr_arn(),
            name: cfn.ref_(),
            actions: Actions::default(),
        });
        let alarm = Self { node };
        props.alarm.into_iter().for_each(|action| alarm.add_alarm_action(action));
        props.ok.into_iter().for_each(|action| alarm.add_ok_action(action));
        for action in props.insufficient_data {
            alarm.add_insufficient_data_action(action);
        }
        alarm
    }

    /// An alarm that exists already, by its ARN.
    #[track_caller]
    pub fn from_alarm_arn(scope: &dyn Construct, id: &str, arn: impl IntoValue<String>) -> Self {
        let arn: Value<String> = value(arn);
        let name = match arn.as_literal() {
            Some(text) => Value::text(text.splitn(7, ':').nth(6).unwrap_or(text).to_owned()),
            None => intrinsic::select(6, intrinsic::split(":", &arn)),
        };
        Self::import(scope, id, arn, name.cast())
    }

    /// An alarm that exists already in the stack's account and region, by its name.
    #[track_caller]
    pub fn from_alarm_name(scope: &dyn Construct, id: &str, name: impl IntoValue<String>) -> Self {
        let name: Value<String> = value(name);
        let resource = intrinsic::concat([Expr::text("alarm:"), name.expr().clone()]);
        let arn = Stack::of(scope).map(|stack| stack.format_arn("cloudwatch", resource));
        Self::import(scope, id, arn.unwrap_or_default(), name.cast())
    }

    #[track_caller]
    fn import(
        scope: &dyn Construct,
        id: &str,
        arn: Value<String>,
        name: Value<CloudWatchAlarmName>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(AlarmParts { arn, name, actions: Actions::default() });
        Self { node }
    }

    /// The alarm at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<AlarmParts>().then(|| Self { node: node.clone() })
    }

    /// Its ARN.
    #[must_use]
    pub fn alarm_arn(&self) -> Value<String> {
        self.node.read(|parts: &AlarmParts| parts.arn.clone()).unwrap_or_default()
    }

    /// Its name.
    #[must_use]
    pub fn alarm_name(&self) -> Value<CloudWatchAlarmName> {
        self.node.read(|parts: &AlarmParts| parts.name.clone()).unwrap_or_default()
    }

    /// Lets this happen, too, when it goes off.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    #[track_caller]
    pub fn add_alarm_action(&self, action: AlarmAction) {
        self.add(action, |actions| &mut actions.alarm);
    }

    /// Lets this happen, too, when all is well again.
    ///
    /// # Errors
    ///
    /// As [`add_alarm_action`](Self::add_alarm_action).
    #[track_caller]
    pub fn add_ok_action(&self, action: AlarmAction) {
        self.add(action, |actions| &mut actions.ok);
    }

    /// Lets this happen, too, when there is too little to tell.
    ///
    /// # Errors
    ///
    /// As [`add_alarm_action`](Self::add_alarm_action).
    #[track_caller]
    pub fn add_insufficient_data_action(&self, action: AlarmAction) {
        self.add(action, |actions| &mut actions.insufficient_data);
    }

    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "actions are given away")]
    fn add(&self, action: AlarmAction, to: fn(&mut Actions) -> &mut Vec<Value<String>>) {
        if own_resource(&self.node).is_some() {
            let arn = action.bind(&self.node, &self.alarm_arn());
            self.node.update(|parts: &mut AlarmParts| to(&mut parts.actions).push(arn));
        }
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnAlarmProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Alarm {
    fn node(&self) -> &Node {
        &self.node
    }
}

pub(super) fn check_name(node: &Node, name: &Value<String>) {
    let length = name.as_literal().map(|name| name.chars().count());
    if length.is_some_and(|length| !(1..=255).contains(&length)) {
        node.report(
            Diagnostic::error(
                codes::INVALID_NAME,
                "the name of an alarm is empty or longer than 255 characters",
            )
            .help("shorten it, or leave it out"),
        );
    }
}
