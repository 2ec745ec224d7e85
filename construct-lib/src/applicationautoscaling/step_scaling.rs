//! `AWS::ApplicationAutoScaling::ScalingPolicy` in steps, with its alarms.

use std::time::Duration;

use construct_cfn::applicationautoscaling::{CfnScalingPolicy, scaling_policy as l1};
use construct_core::{Construct, Value};

use super::interval::{self, Range, ScalingInterval};
use super::scalable_target::ScalableTarget;
use super::target_tracking::{check_cooldown, policy, seconds};
use crate::cloudwatch::{Alarm, AlarmAction, AlarmProps, AnyMetric, ComparisonOperator, Statistic};
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What the change of a [`ScalingInterval`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AdjustmentType {
    /// What is added to the capacity, or taken from it.
    #[default]
    ChangeInCapacity,
    /// The capacity.
    ExactCapacity,
    /// What is added to the capacity, in percent of it; rounded up to at
    /// least this magnitude, when one is given.
    PercentChangeInCapacity {
        /// The least that is added or taken away.
        min_adjustment_magnitude: Option<u32>,
    },
}

/// How the values of an alarm's metric become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricAggregationType {
    /// Their average.
    Average,
    /// The least.
    Minimum,
    /// The most.
    Maximum,
}

impl MetricAggregationType {
    fn to_value(self) -> Value<l1::MetricAggregationType> {
        match self {
            Self::Average => l1::MetricAggregationType::AVERAGE,
            Self::Minimum => l1::MetricAggregationType::MINIMUM,
            Self::Maximum => l1::MetricAggregationType::MAXIMUM,
        }
    }
}

/// Scales by steps, the more the further a metric is away.
///
/// ```
/// use construct_lib::applicationautoscaling::{ScalingInterval, StepScaling};
/// use construct_lib::cloudwatch::Metric;
///
/// let waiting = Metric::new("Shop", "OrdersWaiting");
/// let steps = [
///     ScalingInterval::up_to(10.0, -1),
///     ScalingInterval::from(50.0, 1),
///     ScalingInterval::from(80.0, 3),
/// ];
/// let scaling = StepScaling::new(waiting, steps).evaluation_periods(2);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct StepScaling {
    metric: AnyMetric,
    steps: Vec<ScalingInterval>,
    adjustment: AdjustmentType,
    cooldown: Option<Duration>,
    evaluation_periods: u32,
    datapoints: Option<u32>,
    aggregation: Option<MetricAggregationType>,
}

impl StepScaling {
    /// Scales by this metric; 2 to 40 intervals, which may leave one range open.
    pub fn new(
        metric: impl Into<AnyMetric>,
        steps: impl IntoIterator<Item = ScalingInterval>,
    ) -> Self {
        Self {
            metric: metric.into(),
            steps: steps.into_iter().collect(),
            adjustment: AdjustmentType::default(),
            cooldown: None,
            evaluation_periods: 1,
            datapoints: None,
            aggregation: None,
        }
    }

    /// What the change of an interval is; added to the capacity by default.
    pub fn adjustment_type(mut self, ty: AdjustmentType) -> Self {
        self.adjustment = ty;
        self
    }

    /// How long to wait after a step, in whole seconds; five minutes for most
    /// services by default.
    pub fn cooldown(mut self, cooldown: Duration) -> Self {
        self.cooldown = Some(cooldown);
        self
    }

    /// How many periods of the metric must be in an interval; one by default.
    pub fn evaluation_periods(mut self, periods: u32) -> Self {
        self.evaluation_periods = periods;
        self
    }

    /// How many of the last periods must be in an interval; all by default.
    pub fn datapoints_to_alarm(mut self, periods: u32) -> Self {
        self.datapoints = Some(periods);
        self
    }

    /// How the values of the metric become one; as its statistic says by default.
    pub fn metric_aggregation_type(mut self, ty: MetricAggregationType) -> Self {
        self.aggregation = Some(ty);
        self
    }

    fn aggregation(&self) -> Option<MetricAggregationType> {
        let of_metric = || match &self.metric {
            AnyMetric::Metric(metric) => Some(match metric.statistic {
                Statistic::Minimum => MetricAggregationType::Minimum,
                Statistic::Maximum => MetricAggregationType::Maximum,
                _ => MetricAggregationType::Average,
            }),
            AnyMetric::Math(_) => None,
        };
        self.aggregation.or_else(of_metric)
    }

    fn to_cfn(&self, steps: Vec<l1::StepAdjustment>) -> l1::StepScalingPolicyConfiguration {
        let (ty, magnitude) = match self.adjustment {
            AdjustmentType::ChangeInCapacity => (l1::AdjustmentType::CHANGE_IN_CAPACITY, None),
            AdjustmentType::ExactCapacity => (l1::AdjustmentType::EXACT_CAPACITY, None),
            AdjustmentType::PercentChangeInCapacity { min_adjustment_magnitude } => {
                (l1::AdjustmentType::PERCENT_CHANGE_IN_CAPACITY, min_adjustment_magnitude)
            }
        };
        l1::StepScalingPolicyConfiguration::new()
            .adjustment_type(ty)
            .cooldown(self.cooldown.map(seconds))
            .metric_aggregation_type(self.aggregation().map(MetricAggregationType::to_value))
            .min_adjustment_magnitude(magnitude.map(i64::from))
            .step_adjustments(steps)
    }

    /// The ranges of the metric, when AWS takes them.
    #[track_caller]
    fn ranges(&self, node: &Node) -> Option<Vec<Range>> {
        let count = self.steps.len();
        let found = if (2..=40).contains(&count) {
            interval::normalize(&self.steps, self.adjustment == AdjustmentType::ExactCapacity)
        } else {
            Err(format!("scaling takes 2 to 40 intervals, got {count}"))
        };
        match found {
            Ok(ranges) => Some(ranges),
            Err(message) => {
                node.report(
                    Diagnostic::error(codes::INVALID_SCALING, message)
                        .help("name where each interval begins, from the lowest to the highest, and leave at most one range open")
                        .at_caller(),
                );
                None
            }
        }
    }
}

/// Scales by steps: a policy and an alarm for when the metric sinks, and for
/// when it rises.
///
/// Appears as up to two [`AWS::ApplicationAutoScaling::ScalingPolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html)
/// of type `StepScaling`, each with the [`Alarm`] that calls it.
///
/// ```
/// use construct_lib::applicationautoscaling::{ScalableTarget, ScalingInterval, StepScaling};
/// use construct_lib::cloudwatch::Metric;
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let id = "service/shop/orders|ecs:service:DesiredCount|ecs";
/// let target = ScalableTarget::from_scalable_target_id(&stack, "Tasks", id);
/// let steps = [ScalingInterval::up_to(10.0, -1), ScalingInterval::from(50.0, 2)];
/// let waiting = StepScaling::new(Metric::new("Shop", "OrdersWaiting"), steps);
/// assert!(target.scale_on_metric("Waiting", waiting).upper_alarm().is_some());
/// ```
#[derive(Debug, Clone)]
pub struct StepScalingPolicy {
    node: Node,
    lower_alarm: Option<Alarm>,
    upper_alarm: Option<Alarm>,
}

impl StepScalingPolicy {
    /// Policies of this target; mostly made by [`ScalableTarget::scale_on_metric`].
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-scaling` for intervals that overlap or leave
    /// two ranges open, and for a cooldown that is not a number of seconds; and
    /// what [`Alarm::new`] does.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(
        scope: &dyn Construct,
        id: &str,
        target: &ScalableTarget,
        scaling: StepScaling,
    ) -> Self {
        let node = Node::new(scope, id);
        check_cooldown(&node, scaling.cooldown);
        let ranges = scaling.ranges(&node).unwrap_or_default();
        let at = interval::thresholds(&ranges);
        let policy = Steps { node: &node, scaling: &scaling, target };
        let lower_alarm = at.lower.filter(|at| *at < ranges.len()).map(|at| {
            let threshold = ranges[at].upper;
            let steps = ranges[..=at].iter().enumerate().rev();
            let steps = steps.map(|(i, range)| {
                step(
                    range,
                    (i > 0).then_some(range.lower - threshold),
                    Some(range.upper - threshold),
                )
            });
            policy.make("Lower", threshold, steps.collect())
        });
        let upper_alarm = at.upper.filter(|at| *at < ranges.len()).map(|at| {
            let threshold = ranges[at].lower;
            let steps = ranges[at..].iter().map(|range| {
                let upper = range.upper.is_finite().then_some(range.upper - threshold);
                step(range, Some(range.lower - threshold), upper)
            });
            policy.make("Upper", threshold, steps.collect())
        });
        Self { node, lower_alarm, upper_alarm }
    }

    /// The alarm for when the metric sinks, when something is done then.
    #[must_use]
    pub fn lower_alarm(&self) -> Option<&Alarm> {
        self.lower_alarm.as_ref()
    }

    /// The alarm for when the metric rises, when something is done then.
    #[must_use]
    pub fn upper_alarm(&self) -> Option<&Alarm> {
        self.upper_alarm.as_ref()
    }
}

impl Construct for StepScalingPolicy {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn step(range: &Range, lower: Option<f64>, upper: Option<f64>) -> l1::StepAdjustment {
    l1::StepAdjustment::new(i64::from(range.change.unwrap_or_default()))
        .metric_interval_lower_bound(lower)
        .metric_interval_upper_bound(upper)
}

/// One direction of a policy.
struct Steps<'a> {
    node: &'a Node,
    scaling: &'a StepScaling,
    target: &'a ScalableTarget,
}

impl Steps<'_> {
    #[track_caller]
    fn make(&self, which: &'static str, threshold: f64, steps: Vec<l1::StepAdjustment>) -> Alarm {
        let action = Node::new(self.node, &format!("{which}Policy"));
        let props = policy(&action, &Value::unset(), l1::PolicyType::STEP_SCALING, self.target)
            .step_scaling_policy_configuration(self.scaling.to_cfn(steps));
        let cfn = CfnScalingPolicy::new(&action, "Resource", props);
        let operator = match which {
            "Lower" => ComparisonOperator::LessThanOrEqualToThreshold,
            _ => ComparisonOperator::GreaterThanOrEqualToThreshold,
        };
        let metric = self.scaling.metric.clone();
        let mut props = AlarmProps::new(metric, threshold, self.scaling.evaluation_periods)
            .alarm_description(format!("{which} threshold scaling alarm"))
            .comparison_operator(operator)
            .alarm_action(AlarmAction::arn(value::<String>(cfn.ref_())));
        if let Some(datapoints) = self.scaling.datapoints {
            props = props.datapoints_to_alarm(datapoints);
        }
        Alarm::new(self.node, &format!("{which}Alarm"), props)
    }
}
