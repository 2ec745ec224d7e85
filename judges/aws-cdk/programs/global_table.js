// Tables in several regions and what is granted on them, each a small program in a stack of us-east-1.
'use strict';

const { cdk, programs } = require('../lib');
const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const iam = require('aws-cdk-lib/aws-iam');
const kinesis = require('aws-cdk-lib/aws-kinesis');
const kms = require('aws-cdk-lib/aws-kms');

const { AttributeType, Billing, Capacity, MultiRegionConsistency, ProjectionType, StreamViewType, TableClass, TableEncryptionV2, TableV2 } = dynamodb;
const text = (name) => ({ name, type: AttributeType.STRING });
const number = (name) => ({ name, type: AttributeType.NUMBER });
const table = (s, props = {}) => new TableV2(s, 'Table', { partitionKey: text('id'), ...props });
const two = [{ region: 'us-east-2' }, { region: 'us-west-2' }];
const everywhere = (s, props = {}) => table(s, { replicas: two, ...props });
const role = (s) => new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const key = (s) => new kms.Key(s, 'Key');
const far = 'arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const near = 'arn:aws:kms:us-east-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const stream = (s) => kinesis.Stream.fromStreamArn(s, 'Stream', 'arn:aws:kinesis:us-east-1:111122223333:stream/changes');
const index = { indexName: 'by-email', partitionKey: text('email') };
const provisioned = (props) => Billing.provisioned({ readCapacity: Capacity.fixed(10), writeCapacity: Capacity.autoscaled({ maxCapacity: 20 }), ...props });
const policy = (action) => new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: [action], resources: ['*'], principals: [new iam.AccountPrincipal('111122223333')] })] });
const alarm = (s, metric) => new cloudwatch.Alarm(s, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 });

programs('global-table', 'program: what fills the stack `s`, which is called Stack and is in us-east-1. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => table(s),
  'sort key': (s) => table(s, { sortKey: number('at') }),
  'name': (s) => table(s, { tableName: 'users' }),
  'one replica': (s) => table(s, { replicas: [{ region: 'us-west-2' }] }),
  'two replicas': (s) => everywhere(s),
  'stream without a replica': (s) => table(s, { dynamoStream: StreamViewType.NEW_IMAGE }),
  'time to live': (s) => everywhere(s, { timeToLiveAttribute: 'expires' }),
  'for all replicas': (s) => everywhere(s, {
    deletionProtection: true, tableClass: TableClass.STANDARD_INFREQUENT_ACCESS, contributorInsightsSpecification: { enabled: true },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 },
  }),
  'for one replica': (s) => table(s, {
    replicas: [{
      region: 'us-west-2', deletionProtection: true, tableClass: TableClass.STANDARD_INFREQUENT_ACCESS, contributorInsightsSpecification: { enabled: true },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true }, tags: [{ key: 'team', value: 'orders' }],
    }],
  }),
  'stream of Kinesis': (s) => everywhere(s, { kinesisStream: stream(s) }),
  'kept': (s) => table(s, { removalPolicy: cdk.RemovalPolicy.RETAIN }),
  'deleted': (s) => table(s, { removalPolicy: cdk.RemovalPolicy.DESTROY }),
  'warm throughput': (s) => table(s, { warmThroughput: { readUnitsPerSecond: 13000, writeUnitsPerSecond: 5000 } }),
  // Indexes.
  'global index': (s) => everywhere(s, { globalSecondaryIndexes: [index] }),
  'global index of some attributes': (s) => table(s, { globalSecondaryIndexes: [{ ...index, projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['name'] }] }),
  'global index of several attributes': (s) => table(s, { globalSecondaryIndexes: [{ indexName: 'by-place', partitionKeys: [text('country'), text('city')], sortKeys: [text('street'), number('at')] }] }),
  'global index with maxima': (s) => everywhere(s, { globalSecondaryIndexes: [{ ...index, maxReadRequestUnits: 10, maxWriteRequestUnits: 5 }] }),
  'local index': (s) => everywhere(s, { sortKey: text('at'), localSecondaryIndexes: [{ indexName: 'by-name', sortKey: text('name') }] }),
  'local index without a sort key': (s) => table(s, { localSecondaryIndexes: [{ indexName: 'by-name', sortKey: text('name') }] }),
  'two indexes of one name': (s) => table(s, { globalSecondaryIndexes: [index, index] }),
  'index of a replica': (s) => table(s, {
    globalSecondaryIndexes: [index],
    replicas: [{ region: 'us-west-2', globalSecondaryIndexOptions: { 'by-email': { contributorInsightsSpecification: { enabled: true }, maxReadRequestUnits: 7 } } }],
  }),
  'index of a replica that is none': (s) => table(s, { replicas: [{ region: 'us-west-2', globalSecondaryIndexOptions: { 'by-email': {} } }] }),
  // Billing.
  'maxima': (s) => everywhere(s, { billing: Billing.onDemand({ maxReadRequestUnits: 100, maxWriteRequestUnits: 50 }) }),
  'maximum of a replica': (s) => table(s, { billing: Billing.onDemand({ maxReadRequestUnits: 100 }), replicas: [{ region: 'us-west-2', maxReadRequestUnits: 10 }] }),
  'provisioned': (s) => everywhere(s, { billing: provisioned() }),
  'provisioned, scaled reads': (s) => everywhere(s, { billing: provisioned({ readCapacity: Capacity.autoscaled({ minCapacity: 2, maxCapacity: 50, targetUtilizationPercent: 60, seedCapacity: 10 }) }) }),
  'provisioned, a replica': (s) => table(s, { billing: provisioned(), replicas: [{ region: 'us-west-2', readCapacity: Capacity.fixed(3) }] }),
  'provisioned, an index': (s) => everywhere(s, { billing: provisioned(), globalSecondaryIndexes: [index] }),
  'provisioned, an index of its own': (s) => everywhere(s, {
    billing: provisioned(), globalSecondaryIndexes: [{ ...index, readCapacity: Capacity.fixed(2), writeCapacity: Capacity.autoscaled({ maxCapacity: 9 }) }],
  }),
  'provisioned at 10 percent': (s) => table(s, { billing: provisioned({ writeCapacity: Capacity.autoscaled({ maxCapacity: 20, targetUtilizationPercent: 10 }) }) }),
  'capacity of a replica on demand': (s) => table(s, { replicas: [{ region: 'us-west-2', readCapacity: Capacity.fixed(3) }] }),
  // Encryption.
  'encryption by DynamoDB': (s) => everywhere(s, { encryption: TableEncryptionV2.dynamoOwnedKey() }),
  'encryption by AWS': (s) => everywhere(s, { encryption: TableEncryptionV2.awsManagedKey() }),
  'encryption with keys': (s) => everywhere(s, { encryption: TableEncryptionV2.customerManagedKey(key(s), { 'us-west-2': far, 'us-east-2': near }) }),
  'encryption with one key': (s) => everywhere(s, { encryption: TableEncryptionV2.customerManagedKey(key(s), { 'us-west-2': far }) }),
  'encryption with a second key here': (s) => table(s, { encryption: TableEncryptionV2.customerManagedKey(key(s), { 'us-east-1': far }) }),
  // Policies.
  'policies': (s) => table(s, { dynamoStream: StreamViewType.NEW_IMAGE, resourcePolicy: policy('dynamodb:GetItem'), streamResourcePolicy: policy('dynamodb:GetRecords') }),
  'policies of a replica': (s) => table(s, { replicas: [{ region: 'us-west-2', resourcePolicy: policy('dynamodb:GetItem'), streamResourcePolicy: policy('dynamodb:GetRecords') }] }),
  'a statement more': (s) => everywhere(s).addToResourcePolicy(new iam.PolicyStatement({ actions: ['dynamodb:Query'], resources: ['*'], principals: [new iam.AccountPrincipal('111122223333')] })),
  // Consistency.
  'strong, three replicas': (s) => everywhere(s, { multiRegionConsistency: MultiRegionConsistency.STRONG }),
  'strong with a witness': (s) => table(s, { multiRegionConsistency: MultiRegionConsistency.STRONG, replicas: [{ region: 'us-east-2' }], witnessRegion: 'us-west-2' }),
  'strong, two replicas': (s) => table(s, { multiRegionConsistency: MultiRegionConsistency.STRONG, replicas: [{ region: 'us-east-2' }] }),
  'strong across continents': (s) => table(s, { multiRegionConsistency: MultiRegionConsistency.STRONG, replicas: [{ region: 'us-east-2' }, { region: 'eu-west-1' }] }),
  'a witness of what is eventual': (s) => table(s, { replicas: [{ region: 'us-east-2' }], witnessRegion: 'us-west-2' }),
  // Regions.
  'a replica here': (s) => table(s, { replicas: [{ region: 'us-east-1' }] }),
  'two replicas of one region': (s) => table(s, { replicas: [{ region: 'us-west-2' }, { region: 'us-west-2' }] }),
  'a replica that is none': (s) => everywhere(s).replica('eu-west-1'),
  'references': (s) => {
    const t = everywhere(s);
    new cdk.CfnOutput(s, 'Name', { value: t.tableName });
    new cdk.CfnOutput(s, 'Arn', { value: t.tableArn });
    new cdk.CfnOutput(s, 'Stream', { value: t.tableStreamArn });
    new cdk.CfnOutput(s, 'TableId', { value: t.tableId });
    const far = t.replica('us-west-2');
    new cdk.CfnOutput(s, 'Far', { value: far.tableArn });
    new cdk.CfnOutput(s, 'FarStream', { value: far.tableStreamArn });
  },
  // Grants.
  'grantReadData': (s) => everywhere(s).grantReadData(role(s)),
  'grantWriteData with an index': (s) => everywhere(s, { globalSecondaryIndexes: [index] }).grantWriteData(role(s)),
  'grantReadWriteData with an index': (s) => everywhere(s, { globalSecondaryIndexes: [index] }).grantReadWriteData(role(s)),
  'grantFullAccess': (s) => everywhere(s).grantFullAccess(role(s)),
  'grantStreamRead': (s) => everywhere(s).grantStreamRead(role(s)),
  'grantReadData on a replica': (s) => everywhere(s, { globalSecondaryIndexes: [index] }).replica('us-west-2').grantReadData(role(s)),
  'grantStreamRead on a replica': (s) => everywhere(s).replica('us-west-2').grantStreamRead(role(s)),
  'grantReadData with keys': (s) => everywhere(s, { encryption: TableEncryptionV2.customerManagedKey(key(s), { 'us-west-2': far, 'us-east-2': near }) }).grantReadData(role(s)),
  'grantReadData on a replica with keys': (s) => everywhere(s, { encryption: TableEncryptionV2.customerManagedKey(key(s), { 'us-west-2': far, 'us-east-2': near }) }).replica('us-west-2').grantReadData(role(s)),
  'metric': (s) => alarm(s, everywhere(s).metricConsumedReadCapacityUnits()),
}, { props: { env: { region: 'us-east-1' } } });
