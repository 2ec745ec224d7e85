// Metrics and alarms, each a small program of its own. A program sees the names below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const apigatewayv2 = require('aws-cdk-lib/aws-apigatewayv2');
const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
const actions = require('aws-cdk-lib/aws-cloudwatch-actions');
const lambda = require('aws-cdk-lib/aws-lambda');
const sns = require('aws-cdk-lib/aws-sns');

const { Alarm, AlarmRule, AlarmState, ComparisonOperator, CompositeAlarm, MathExpression, Metric, TreatMissingData, Unit } = cloudwatch;
const { minutes, seconds } = cdk.Duration;

const metric = (props) => new Metric({ namespace: 'Shop', metricName: 'Orders', ...props });
const alarm = (s, id, of, props) => new Alarm(s, id, { metric: of, threshold: 5, evaluationPeriods: 3, ...props });
const topic = (s) => sns.Topic.fromTopicArn(s, 'Topic', 'arn:aws:sns:us-east-1:111122223333:on-call');
const statistic = (text) => (s) => alarm(s, 'Alarm', metric({ statistic: text }));
const math = (expression, usingMetrics, props) => new MathExpression({ expression, usingMetrics, ...props });
const rate = (props) => math('100 * errors / orders', {
  errors: metric({ metricName: 'Errors', statistic: 'Sum' }), orders: metric({ statistic: 'Sum' }),
}, props);
/** An API with one method, which is the least that the CDK accepts. */
const rest = (s, props) => {
  const api = new apigateway.RestApi(s, 'Api', { endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] }, ...props });
  const handler = lambda.Function.fromFunctionAttributes(s, 'Handler', {
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:Handler', sameEnvironment: true,
  });
  const integration = new apigateway.LambdaIntegration(handler, { scopePermissionToMethod: false });
  const method = api.root.addResource('users').addResource('{id}').addMethod('GET', integration);
  return { api, method, stage: api.deploymentStage };
};
const all = ['metricClientError', 'metricServerError', 'metricCacheHitCount', 'metricCacheMissCount', 'metricCount', 'metricIntegrationLatency', 'metricLatency'];

programs('cloudwatch', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => alarm(s, 'Alarm', metric()),
  'everything': (s) => alarm(s, 'Alarm', metric({ period: minutes(1), unit: Unit.COUNT, statistic: 'p99' }), {
    actionsEnabled: false, alarmName: 'orders', alarmDescription: 'Few orders', comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    datapointsToAlarm: 2, evaluateLowSampleCountPercentile: 'ignore', treatMissingData: TreatMissingData.BREACHING,
  }),
  'greater': (s) => alarm(s, 'Alarm', metric(), { comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD }),
  'less or equal': (s) => alarm(s, 'Alarm', metric(), { comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD }),
  'missing data: not breaching': (s) => alarm(s, 'Alarm', metric(), { treatMissingData: TreatMissingData.NOT_BREACHING }),
  'missing data: ignored': (s) => alarm(s, 'Alarm', metric(), { treatMissingData: TreatMissingData.IGNORE }),
  'missing data: missing': (s) => alarm(s, 'Alarm', metric(), { treatMissingData: TreatMissingData.MISSING }),
  'dimensions are sorted': (s) => alarm(s, 'Alarm', metric({ dimensionsMap: { Shop: 'Seoul', Country: 'KR' } })),
  'thirty-one dimensions': (s) => alarm(s, 'Alarm', metric({ dimensionsMap: Object.fromEntries([...Array(31).keys()].map((i) => [`D${i}`, 'x'])) })),
  'empty dimension': (s) => alarm(s, 'Alarm', metric({ dimensionsMap: { Shop: '' } })),
  'period of thirty seconds': (s) => alarm(s, 'Alarm', metric({ period: seconds(30) })),
  'period of 45 seconds': (s) => alarm(s, 'Alarm', metric({ period: seconds(45) })),
  'statistic: Sum': statistic('Sum'),
  'statistic: min': statistic('min'),
  'statistic: Maximum': statistic('Maximum'),
  'statistic: n': statistic('n'),
  'statistic: IQM': statistic('IQM'),
  'statistic: p99.9': statistic('p99.9'),
  'statistic: tm95': statistic('tm95'),
  'statistic: TM(5%:95%)': statistic('TM(5%:95%)'),
  'statistic: TM(150:1000)': statistic('TM(150:1000)'),
  'statistic: WM(:90%)': statistic('WM(:90%)'),
  'statistic: tc90': statistic('tc90'),
  'statistic: TS(80%:)': statistic('TS(80%:)'),
  'statistic: PR(:300)': statistic('PR(:300)'),
  'label': (s) => alarm(s, 'Alarm', metric({ label: 'Orders of Seoul', dimensionsMap: { Shop: 'Seoul' } })),
  'metric of another account': (s) => alarm(s, 'Alarm', metric({ account: '444455556666' })),
  'math': (s) => alarm(s, 'Alarm', rate()),
  'math: label and period': (s) => alarm(s, 'Alarm', rate({ label: 'Failed', period: minutes(1) })),
  'math: period of a metric gives way': (s) => alarm(s, 'Alarm', math('m1 * 2', { m1: metric({ period: minutes(10) }) })),
  'math of math': (s) => alarm(s, 'Alarm', math('a + b', { a: rate(), b: metric({ metricName: 'Other' }) })),
  'math: the same metric twice': (s) => alarm(s, 'Alarm', math('a + b', { a: metric(), b: metric() })),
  'math: a name for two metrics': (s) => alarm(s, 'Alarm', math('a + m1', { a: math('m1', { m1: metric() }), m1: metric({ metricName: 'Other' }) })),
  'math: bad name': (s) => alarm(s, 'Alarm', math('M1', { M1: metric() })),
  'math: unknown name': (s) => alarm(s, 'Alarm', math('m1 + m2', { m1: metric() })),
  'math: no metric': (s) => alarm(s, 'Alarm', math('SELECT AVG(Orders) FROM Shop')),
  'math: eleven metrics': (s) => {
    const names = [...Array(11).keys()].map((i) => `m${i}`);
    alarm(s, 'Alarm', math(names.join(' + '), Object.fromEntries(names.map((name) => [name, metric({ metricName: name })]))));
  },
  'math: a metric of another account': (s) => alarm(s, 'Alarm', math('m1 * 2', { m1: metric({ account: '444455556666', label: 'Theirs' }) })),
  'actions': (s) => {
    const made = alarm(s, 'Alarm', metric());
    made.addAlarmAction(new actions.SnsAction(topic(s)));
    made.addOkAction(new actions.SnsAction(s.node.findChild('Topic')));
    made.addInsufficientDataAction(new actions.SnsAction(s.node.findChild('Topic')));
  },
  'a function as action': (s) => {
    const handler = lambda.Function.fromFunctionAttributes(s, 'Handler', {
      functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:Handler', sameEnvironment: true,
    });
    alarm(s, 'Alarm', metric()).addAlarmAction(new actions.LambdaAction(handler));
  },
  'ARN and name': (s) => {
    const made = alarm(s, 'Alarm', metric());
    new cdk.CfnOutput(s, 'Arn', { value: made.alarmArn });
    new cdk.CfnOutput(s, 'Name', { value: made.alarmName });
  },
  'imports': (s) => {
    const arn = Alarm.fromAlarmArn(s, 'ByArn', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:orders');
    const named = Alarm.fromAlarmName(s, 'ByName', 'orders');
    for (const [id, value] of Object.entries({ Name: arn.alarmName, Arn: named.alarmArn })) new cdk.CfnOutput(s, id, { value });
  },
  'composite: all': (s) => new CompositeAlarm(s, 'All', {
    alarmRule: AlarmRule.allOf(AlarmRule.fromAlarm(alarm(s, 'A', metric()), AlarmState.ALARM), AlarmRule.fromAlarm(alarm(s, 'B', metric()), AlarmState.OK)),
  }),
  'composite: any, not, a word': (s) => {
    const one = alarm(s, 'A', metric());
    const rule = AlarmRule.anyOf(AlarmRule.not(AlarmRule.fromAlarm(one, AlarmState.INSUFFICIENT_DATA)), AlarmRule.fromBoolean(false));
    new CompositeAlarm(s, 'Any', { alarmRule: rule, compositeAlarmName: 'any', alarmDescription: 'Any of them', actionsEnabled: false })
      .addAlarmAction(new actions.SnsAction(topic(s)));
  },
  'composite of composite': (s) => {
    const inner = new CompositeAlarm(s, 'Inner', { alarmRule: AlarmRule.fromBoolean(true) });
    new CompositeAlarm(s, 'Outer', { alarmRule: AlarmRule.fromAlarm(inner, AlarmState.ALARM) });
  },
  'REST API': (s) => { const { api } = rest(s); all.forEach((name) => alarm(s, name, api[name]())); },
  'REST API with a name': (s) => alarm(s, 'Alarm', rest(s, { restApiName: 'users' }).api.metricServerError()),
  'REST API: another metric': (s) => alarm(s, 'Alarm', rest(s).api.metric('Count', { statistic: 'Sum', period: minutes(1) })),
  'stage of a REST API': (s) => { const { stage } = rest(s); all.forEach((name) => alarm(s, name, stage[name]())); },
  'method of a REST API': (s) => {
    const { method, stage } = rest(s, { deployOptions: { metricsEnabled: true } });
    all.forEach((name) => alarm(s, name, method[name](stage)));
  },
  'HTTP API': (s) => {
    const api = apigatewayv2.HttpApi.fromHttpApiAttributes(s, 'Api', { httpApiId: 'abc' });
    ['metricClientError', 'metricServerError', 'metricDataProcessed', 'metricCount', 'metricIntegrationLatency', 'metricLatency']
      .forEach((name) => alarm(s, name, api[name]()));
  },
});
