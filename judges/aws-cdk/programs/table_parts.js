// What a table has beside its keys: scaling, keys of several attributes, streams, imports, metrics; each a small program.
'use strict';

const { cdk, programs } = require('../lib');
const scaling = require('aws-cdk-lib/aws-applicationautoscaling');
const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const iam = require('aws-cdk-lib/aws-iam');
const kinesis = require('aws-cdk-lib/aws-kinesis');
const s3 = require('aws-cdk-lib/aws-s3');

const { AttributeType, BillingMode, InputCompressionType, InputFormat, Operation, StreamViewType, Table } = dynamodb;
const { minutes, seconds } = cdk.Duration;
const text = (name) => ({ name, type: AttributeType.STRING });
const number = (name) => ({ name, type: AttributeType.NUMBER });
const table = (s, props = {}) => new Table(s, 'Table', { partitionKey: text('id'), billingMode: BillingMode.PAY_PER_REQUEST, ...props });
const provisioned = (s) => table(s, { billingMode: BillingMode.PROVISIONED });
const index = (t, props) => t.addGlobalSecondaryIndex({ indexName: 'by-email', partitionKey: text('email'), ...props });
const scaled = (s) => {
  const t = provisioned(s);
  index(t);
  return t;
};
const stream = (s) => kinesis.Stream.fromStreamArn(s, 'Stream', 'arn:aws:kinesis:us-east-1:111122223333:stream/changes');
const bucket = (s) => s3.Bucket.fromBucketName(s, 'Bucket', 'orders-of-old');
const imports = (s, inputFormat, props) => table(s, { importSource: { bucket: bucket(s), inputFormat, ...props } });
const keys = (s, props) => table(s).addGlobalSecondaryIndex({ indexName: 'by-place', ...props });
const alarm = (s, metric) => new cloudwatch.Alarm(s, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 });
const statement = (actions) => new iam.PolicyStatement({ actions, resources: ['*'], principals: [new iam.AccountPrincipal('111122223333')] });
const eight = scaling.Schedule.cron({ hour: '8', minute: '0' });

programs('table-parts', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  // Scaling.
  'scaled reads': (s) => provisioned(s).autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 }).scaleOnUtilization({ targetUtilizationPercent: 70 }),
  'scaled writes': (s) => provisioned(s).autoScaleWriteCapacity({ minCapacity: 5, maxCapacity: 50 }).scaleOnUtilization({ targetUtilizationPercent: 70 }),
  'scaled with everything': (s) => provisioned(s).autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 }).scaleOnUtilization({
    targetUtilizationPercent: 50, policyName: 'busy', disableScaleIn: true, scaleInCooldown: minutes(1), scaleOutCooldown: seconds(30),
  }),
  'scaled by a schedule': (s) => provisioned(s).autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 }).scaleOnSchedule('mornings', { schedule: eight, minCapacity: 20 }),
  'scaled by both': (s) => {
    const reads = provisioned(s).autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 });
    reads.scaleOnUtilization({ targetUtilizationPercent: 70 });
    reads.scaleOnSchedule('mornings', { schedule: eight, minCapacity: 20 });
  },
  'scaled in both directions': (s) => {
    const t = provisioned(s);
    t.autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 }).scaleOnUtilization({ targetUtilizationPercent: 70 });
    t.autoScaleWriteCapacity({ minCapacity: 1, maxCapacity: 20 }).scaleOnUtilization({ targetUtilizationPercent: 70 });
  },
  'scaled reads of an index': (s) => scaled(s).autoScaleGlobalSecondaryIndexReadCapacity('by-email', { minCapacity: 1, maxCapacity: 50 }).scaleOnUtilization({ targetUtilizationPercent: 70 }),
  'scaled writes of an index': (s) => scaled(s).autoScaleGlobalSecondaryIndexWriteCapacity('by-email', { minCapacity: 1, maxCapacity: 50 }).scaleOnUtilization({ targetUtilizationPercent: 70 }),
  'scaled index that is none': (s) => scaled(s).autoScaleGlobalSecondaryIndexReadCapacity('by-name', { minCapacity: 1, maxCapacity: 50 }),
  'scaled on demand': (s) => table(s).autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 }),
  'scaled twice': (s) => {
    const t = provisioned(s);
    t.autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 });
    t.autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 });
  },
  'scaled at 95 percent': (s) => provisioned(s).autoScaleReadCapacity({ minCapacity: 1, maxCapacity: 50 }).scaleOnUtilization({ targetUtilizationPercent: 95 }),
  // Keys of several attributes.
  'index of two partition keys': (s) => keys(s, { partitionKeys: [text('country'), text('city')] }),
  'index of two keys each': (s) => keys(s, { partitionKeys: [text('country'), text('city')], sortKeys: [text('street'), number('at')] }),
  'index of five partition keys': (s) => keys(s, { partitionKeys: ['a', 'b', 'c', 'd', 'e'].map(text) }),
  'index of five sort keys': (s) => keys(s, { partitionKey: text('country'), sortKeys: ['a', 'b', 'c', 'd', 'e'].map(text) }),
  // Throughput.
  'warm index': (s) => index(table(s), { warmThroughput: { readUnitsPerSecond: 13000, writeUnitsPerSecond: 5000 } }),
  'warm for reads alone': (s) => table(s, { warmThroughput: { readUnitsPerSecond: 13000 } }),
  'maximum of writes alone': (s) => table(s, { maxWriteRequestUnits: 5 }),
  'maximum of an index': (s) => index(table(s), { maxReadRequestUnits: 3, maxWriteRequestUnits: 2 }),
  // Streams, policies and imports.
  'stream of Kinesis': (s) => table(s, { kinesisStream: stream(s) }),
  'stream of Kinesis with a precision': (s) => table(s, { kinesisStream: stream(s), kinesisPrecisionTimestamp: dynamodb.ApproximateCreationDateTimePrecision.MICROSECOND }),
  'a statement more': (s) => table(s).addToResourcePolicy(statement(['dynamodb:GetItem'])),
  'import of JSON': (s) => imports(s, InputFormat.dynamoDBJson()),
  'import of Ion': (s) => imports(s, InputFormat.ion(), { compressionType: InputCompressionType.GZIP }),
  'import of CSV': (s) => imports(s, InputFormat.csv()),
  'import of CSV, everything': (s) => imports(s, InputFormat.csv({ delimiter: ';', headerList: ['id', 'name'] }), {
    compressionType: InputCompressionType.ZSTD, keyPrefix: '2025/', bucketOwner: '111122223333',
  }),
  'import of CSV between dashes': (s) => imports(s, InputFormat.csv({ delimiter: '-' })),
  // Metrics.
  'consumed reads': (s) => alarm(s, table(s).metricConsumedReadCapacityUnits()),
  'consumed writes': (s) => alarm(s, table(s).metricConsumedWriteCapacityUnits()),
  'failed conditions': (s) => alarm(s, table(s).metricConditionalCheckFailedRequests()),
  'latency': (s) => alarm(s, table(s).metricSuccessfulRequestLatency({ dimensionsMap: { Operation: 'Query' } })),
  'throttled calls of an operation': (s) => alarm(s, table(s).metricThrottledRequestsForOperation('PutItem')),
  'throttled calls': (s) => alarm(s, table(s).metricThrottledRequestsForOperations({ operations: [Operation.GET_ITEM, Operation.PUT_ITEM] })),
  'system errors': (s) => alarm(s, table(s).metricSystemErrorsForOperations({ operations: [Operation.QUERY, Operation.TRANSACT_WRITE_ITEMS] })),
  'user errors': (s) => alarm(s, table(s).metricUserErrors()),
  'any metric': (s) => alarm(s, table(s).metric('ReturnedItemCount')),
  'metric of a stream': (s) => alarm(s, table(s, { stream: StreamViewType.KEYS_ONLY }).metric('ReturnedRecordsCount', { statistic: 'Sum' })),
});
