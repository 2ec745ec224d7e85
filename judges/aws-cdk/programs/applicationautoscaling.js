// Scalable targets, schedules and policies, each a small program of its own.
'use strict';

const { cdk, programs } = require('../lib');
const scaling = require('aws-cdk-lib/aws-applicationautoscaling');
const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
const iam = require('aws-cdk-lib/aws-iam');

const { AdjustmentType, MetricAggregationType, PredefinedMetric, ScalableTarget, Schedule, ServiceNamespace } = scaling;
const { hours, minutes, seconds, days } = cdk.Duration;
const role = (s) => iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/scaling');
const target = (s, props) => new ScalableTarget(s, 'Target', {
  serviceNamespace: ServiceNamespace.ECS, scalableDimension: 'ecs:service:DesiredCount', resourceId: 'service/shop/orders',
  minCapacity: 1, maxCapacity: 20, role: role(s), ...props,
});
const metric = (props) => new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Orders', ...props });
const cpu = (s, props) => target(s).scaleToTrackMetric('Cpu', { predefinedMetric: PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION, targetValue: 60, ...props });
const tracks = (s, of) => target(s).scaleToTrackMetric('Orders', { customMetric: of, targetValue: 100 });
const steps = (s, scalingSteps, props) => target(s).scaleOnMetric('Steps', { metric: metric(), scalingSteps, ...props });
const three = [{ upper: 10, change: -1 }, { lower: 50, change: 1 }, { lower: 80, change: 3 }];
const at = (text) => new Date(`${text}Z`);
const on = (s, schedule, props) => target(s).scaleOnSchedule('now', { schedule, minCapacity: 5, ...props });

programs('applicationautoscaling', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => target(s),
  'without a role': (s) => target(s, { role: undefined }),
  'from 0': (s) => target(s, { minCapacity: 0, maxCapacity: 0 }),
  'bounds the wrong way round': (s) => target(s, { minCapacity: 30 }),
  'of a table': (s) => new ScalableTarget(s, 'Target', {
    serviceNamespace: ServiceNamespace.DYNAMODB, scalableDimension: 'dynamodb:table:ReadCapacityUnits', resourceId: 'table/orders',
    minCapacity: 5, maxCapacity: 20, role: role(s),
  }),
  // Schedules.
  'cron': (s) => on(s, Schedule.cron({ hour: '8', minute: '0' })),
  'cron, every field': (s) => on(s, Schedule.cron({ minute: '30', hour: '8-18', day: '1', month: 'JAN-MAR', year: '2026-2028' })),
  'cron, a day of the week': (s) => on(s, Schedule.cron({ minute: '0', hour: '8', weekDay: 'MON-FRI' })),
  'cron, every minute': (s) => on(s, Schedule.cron({ hour: '8' })),
  'cron, two kinds of days': (s) => on(s, Schedule.cron({ minute: '0', weekDay: 'MON', day: '1' })),
  'rate of days': (s) => on(s, Schedule.rate(days(2))),
  'rate of an hour': (s) => on(s, Schedule.rate(hours(1))),
  'rate of minutes': (s) => on(s, Schedule.rate(minutes(90))),
  'rate of seconds': (s) => on(s, Schedule.rate(seconds(30))),
  'rate of nothing': (s) => on(s, Schedule.rate(seconds(0))),
  'at': (s) => on(s, Schedule.at(at('2026-12-24T18:00:00'))),
  'an expression': (s) => on(s, Schedule.expression('rate(3 hours)')),
  'a schedule with a time zone': (s) => on(s, Schedule.cron({ hour: '8', minute: '0' }), { timeZone: cdk.TimeZone.ASIA_SEOUL }),
  'a schedule between times': (s) => on(s, Schedule.cron({ hour: '8', minute: '0' }), {
    startTime: at('2026-12-01T00:00:00'), endTime: at('2026-12-31T15:00:00'), maxCapacity: 10,
  }),
  'a schedule that changes nothing': (s) => on(s, Schedule.cron({ hour: '8', minute: '0' }), { minCapacity: undefined }),
  'two schedules': (s) => {
    const t = target(s);
    t.scaleOnSchedule('mornings', { schedule: Schedule.cron({ hour: '8', minute: '0' }), minCapacity: 5 });
    t.scaleOnSchedule('evenings', { schedule: Schedule.cron({ hour: '20', minute: '0' }), minCapacity: 1, maxCapacity: 2 });
  },
  // Tracking.
  'tracking': (s) => cpu(s),
  'tracking, everything': (s) => cpu(s, { policyName: 'busy', disableScaleIn: true, scaleInCooldown: minutes(5), scaleOutCooldown: seconds(30) }),
  'tracking requests of a load balancer': (s) => target(s).scaleToTrackMetric('Requests', {
    predefinedMetric: PredefinedMetric.ALB_REQUEST_COUNT_PER_TARGET, resourceLabel: 'app/shop/1/targetgroup/orders/2', targetValue: 1000,
  }),
  'tracking the writes of a table': (s) => target(s).scaleToTrackMetric('Writes', {
    predefinedMetric: PredefinedMetric.DYNAMODB_WRITE_CAPACITY_UTILIZATION, targetValue: 70,
  }),
  'tracking a metric': (s) => tracks(s, metric()),
  'tracking a metric, everything': (s) => tracks(s, metric({ statistic: 'Maximum', unit: cloudwatch.Unit.COUNT, dimensionsMap: { Country: 'KR' } })),
  'tracking a percentile': (s) => tracks(s, metric({ statistic: 'p99' })),
  'tracking two metrics': (s) => {
    const t = target(s);
    t.scaleToTrackMetric('Cpu', { predefinedMetric: PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION, targetValue: 60 });
    t.scaleToTrackMetric('Memory', { predefinedMetric: PredefinedMetric.ECS_SERVICE_AVERAGE_MEMORY_UTILIZATION, targetValue: 80 });
  },
  'tracking, of its own scope': (s) => new scaling.TargetTrackingScalingPolicy(s, 'Cpu', {
    scalingTarget: target(s), predefinedMetric: PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION, targetValue: 60,
  }),
  // Steps.
  'steps': (s) => steps(s, three),
  'steps, everything': (s) => steps(s, three, {
    adjustmentType: AdjustmentType.PERCENT_CHANGE_IN_CAPACITY, minAdjustmentMagnitude: 2, cooldown: minutes(3), evaluationPeriods: 3,
    datapointsToAlarm: 2, metricAggregationType: MetricAggregationType.MAXIMUM,
  }),
  'steps to exact numbers': (s) => steps(s, [{ upper: 10, change: 0 }, { lower: 10, upper: 50, change: 2 }, { lower: 50, change: 8 }], { adjustmentType: AdjustmentType.EXACT_CAPACITY }),
  'steps up alone': (s) => steps(s, [{ lower: 0, change: 1 }, { lower: 100, change: 5 }]),
  'steps with a gap at the end': (s) => steps(s, [{ lower: 5, upper: 50, change: -1 }, { lower: 0, upper: 5, change: -3 }]),
  'steps with a change of nothing': (s) => steps(s, [{ upper: 10, change: -1 }, { lower: 10, upper: 50, change: 0 }, { lower: 50, change: 2 }]),
  'steps by the least value': (s) => target(s).scaleOnMetric('Steps', { metric: metric({ statistic: 'Minimum' }), scalingSteps: three }),
  'steps by a percentile': (s) => target(s).scaleOnMetric('Steps', { metric: metric({ statistic: 'p99' }), scalingSteps: three }),
  'steps by an expression': (s) => target(s).scaleOnMetric('Steps', {
    metric: new cloudwatch.MathExpression({ expression: 'a / 2', usingMetrics: { a: metric() } }), scalingSteps: three,
  }),
  'steps that overlap': (s) => steps(s, [{ lower: 0, upper: 60, change: -1 }, { lower: 50, change: 1 }]),
  'steps with two gaps': (s) => steps(s, [{ lower: 10, upper: 20, change: -1 }, { lower: 30, change: 1 }]),
  'one step': (s) => steps(s, [{ lower: 10, change: 1 }]),
  'two open ends that meet': (s) => steps(s, [{ lower: 10, change: 1 }, { upper: 50, change: 1 }]),
});
