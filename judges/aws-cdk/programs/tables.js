// Variants of a table and its grants, each a small program of its own.
'use strict';

const { cdk, programs } = require('../lib');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const iam = require('aws-cdk-lib/aws-iam');
const kms = require('aws-cdk-lib/aws-kms');

const { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } = dynamodb;
const text = (name) => ({ name, type: AttributeType.STRING });
const number = (name) => ({ name, type: AttributeType.NUMBER });
const table = (s, props = {}) => new Table(s, 'Table', { partitionKey: text('id'), billingMode: BillingMode.PAY_PER_REQUEST, ...props });
const provisioned = { billingMode: BillingMode.PROVISIONED };
const role = (s) => new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const indexed = (s, props) => {
  const t = table(s, props);
  t.addGlobalSecondaryIndex({ indexName: 'by-email', partitionKey: text('email') });
  return t;
};
const arn = 'arn:aws:dynamodb:us-east-1:111122223333:table/users';
const key = (s) => new kms.Key(s, 'Key');

programs('tables', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => new Table(s, 'Table', { partitionKey: text('id') }),
  'on demand': (s) => table(s),
  'sort key': (s) => table(s, { sortKey: number('at') }),
  'binary key': (s) => table(s, { partitionKey: { name: 'id', type: AttributeType.BINARY } }),
  'name': (s) => table(s, { tableName: 'users' }),
  'provisioned': (s) => table(s, { ...provisioned, readCapacity: 10, writeCapacity: 2 }),
  'provisioned, read only': (s) => table(s, { ...provisioned, readCapacity: 10 }),
  'capacity on demand': (s) => table(s, { readCapacity: 10 }),
  'maximum throughput on demand': (s) => table(s, { maxReadRequestUnits: 10, maxWriteRequestUnits: 5 }),
  'warm throughput': (s) => table(s, { warmThroughput: { readUnitsPerSecond: 13000, writeUnitsPerSecond: 5000 } }),
  // Indexes.
  'global index': (s) => indexed(s),
  'global index with a sort key': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('email'), sortKey: number('at') }),
  'global index of keys only': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('email'), projectionType: ProjectionType.KEYS_ONLY }),
  'global index of some attributes': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('email'), projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['name', 'age'] }),
  'global index, provisioned': (s) => table(s, provisioned).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('email'), readCapacity: 3 }),
  'global index, maximum throughput': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('email'), maxReadRequestUnits: 3 }),
  'global index on the key of the table': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('id') }),
  'two global indexes on one attribute': (s) => {
    const t = indexed(s);
    t.addGlobalSecondaryIndex({ indexName: 'second', partitionKey: text('email'), sortKey: text('name') });
  },
  'two types for one attribute': (s) => indexed(s).addGlobalSecondaryIndex({ indexName: 'second', partitionKey: number('email') }),
  'two indexes of one name': (s) => indexed(s).addGlobalSecondaryIndex({ indexName: 'by-email', partitionKey: text('x') }),
  'some attributes, but none named': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('e'), projectionType: ProjectionType.INCLUDE }),
  'attributes named, but all projected': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('e'), nonKeyAttributes: ['a'] }),
  'local index': (s) => table(s, { sortKey: text('at') }).addLocalSecondaryIndex({ indexName: 'i', sortKey: text('name') }),
  'local index of a table without a sort key': (s) => table(s).addLocalSecondaryIndex({ indexName: 'i', sortKey: text('name') }),
  'six local indexes': (s) => {
    const t = table(s, { sortKey: text('at') });
    for (let n = 1; n <= 6; n += 1) t.addLocalSecondaryIndex({ indexName: `i${n}`, sortKey: text(`a${n}`) });
  },
  // Everything else.
  'stream': (s) => table(s, { stream: StreamViewType.NEW_AND_OLD_IMAGES }),
  'time to live': (s) => table(s, { timeToLiveAttribute: 'expires' }),
  'recovery': (s) => table(s, { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } }),
  'recovery of some days': (s) => table(s, { pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 7 } }),
  'encryption by default': (s) => table(s, { encryption: TableEncryption.DEFAULT }),
  'encryption by AWS': (s) => table(s, { encryption: TableEncryption.AWS_MANAGED }),
  'encryption with a key of ours': (s) => table(s, { encryption: TableEncryption.CUSTOMER_MANAGED }),
  'encryption with a key that is given': (s) => table(s, { encryptionKey: key(s) }),
  'encryption by AWS with a key': (s) => table(s, { encryption: TableEncryption.AWS_MANAGED, encryptionKey: key(s) }),
  'deletion protection': (s) => table(s, { deletionProtection: true }),
  'infrequent access': (s) => table(s, { tableClass: dynamodb.TableClass.STANDARD_INFREQUENT_ACCESS }),
  'contributor insights': (s) => table(s, { contributorInsightsSpecification: { enabled: true, mode: dynamodb.ContributorInsightsMode.THROTTLED_KEYS } }),
  'contributor insights of an index': (s) => table(s).addGlobalSecondaryIndex({ indexName: 'i', partitionKey: text('e'), contributorInsightsSpecification: { enabled: true } }),
  'resource policy': (s) => table(s, {
    resourcePolicy: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: ['*'], principals: [new iam.AccountRootPrincipal()] })] }),
  }),
  'kept': (s) => table(s, { removalPolicy: cdk.RemovalPolicy.RETAIN }),
  'deleted': (s) => table(s, { removalPolicy: cdk.RemovalPolicy.DESTROY }),
  'references': (s) => {
    const t = table(s, { stream: StreamViewType.KEYS_ONLY });
    new cdk.CfnOutput(s, 'Name', { value: t.tableName });
    new cdk.CfnOutput(s, 'Arn', { value: t.tableArn });
    new cdk.CfnOutput(s, 'Stream', { value: t.tableStreamArn });
  },
  // Grants.
  'grantReadData': (s) => table(s).grantReadData(role(s)),
  'grantReadData with an index': (s) => indexed(s).grantReadData(role(s)),
  'grantWriteData': (s) => table(s).grantWriteData(role(s)),
  'grantWriteData with an index': (s) => indexed(s).grantWriteData(role(s)),
  'grantReadWriteData': (s) => table(s).grantReadWriteData(role(s)),
  'grantReadWriteData with an index': (s) => indexed(s).grantReadWriteData(role(s)),
  'grantFullAccess': (s) => table(s).grantFullAccess(role(s)),
  'grantFullAccess with an index': (s) => indexed(s).grantFullAccess(role(s)),
  'grantStreamRead': (s) => table(s, { stream: StreamViewType.NEW_IMAGE }).grantStreamRead(role(s)),
  'grantStreamRead without a stream': (s) => table(s).grantStreamRead(role(s)),
  'grantTableListStreams': (s) => table(s, { stream: StreamViewType.NEW_IMAGE }).grantTableListStreams(role(s)),
  'grantStream of actions': (s) => table(s, { stream: StreamViewType.NEW_IMAGE }).grantStream(role(s), 'dynamodb:DescribeStream'),
  'grant of actions': (s) => table(s).grant(role(s), 'dynamodb:PutItem', 'dynamodb:GetItem'),
  'grant of actions with an index': (s) => indexed(s).grant(role(s), 'dynamodb:Query'),
  'index added after the grant': (s) => {
    const t = table(s);
    t.grantReadData(role(s));
    t.addGlobalSecondaryIndex({ indexName: 'late', partitionKey: text('email') });
  },
  'two grants to one role': (s) => {
    const t = indexed(s);
    const r = role(s);
    t.grantReadData(r);
    t.grantWriteData(r);
  },
  'two tables to one role': (s) => {
    const r = role(s);
    table(s).grantReadData(r);
    new Table(s, 'Other', { partitionKey: text('id') }).grantReadData(r);
  },
  'grantReadData with a key': (s) => table(s, { encryptionKey: key(s) }).grantReadData(role(s)),
  'grantWriteData with a key': (s) => table(s, { encryptionKey: key(s) }).grantWriteData(role(s)),
  'grantReadWriteData with a key': (s) => table(s, { encryptionKey: key(s) }).grantReadWriteData(role(s)),
  'grantFullAccess with a key': (s) => table(s, { encryptionKey: key(s) }).grantFullAccess(role(s)),
  'grantStreamRead with a key': (s) => table(s, { encryptionKey: key(s), stream: StreamViewType.NEW_IMAGE }).grantStreamRead(role(s)),
  'grant to an account': (s) => table(s).grantReadData(new iam.AccountPrincipal('111122223333')),
  'grant to an imported role': (s) => table(s).grantReadData(iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/r')),
  // Imported tables.
  'imported by name': (s) => Table.fromTableName(s, 'Table', 'users').grantReadData(role(s)),
  'imported by ARN': (s) => Table.fromTableArn(s, 'Table', arn).grantReadWriteData(role(s)),
  'imported with indexes': (s) => Table.fromTableAttributes(s, 'Table', { tableArn: arn, globalIndexes: ['by-email'] }).grantReadData(role(s)),
  'imported with index permissions': (s) => Table.fromTableAttributes(s, 'Table', { tableArn: arn, grantIndexPermissions: true }).grantReadData(role(s)),
  'imported with a stream': (s) => Table.fromTableAttributes(s, 'Table', { tableArn: arn, tableStreamArn: `${arn}/stream/1` }).grantStreamRead(role(s)),
  'imported without a stream': (s) => Table.fromTableArn(s, 'Table', arn).grantStreamRead(role(s)),
  'imported with a key': (s) => Table.fromTableAttributes(s, 'Table', { tableArn: arn, encryptionKey: key(s) }).grantReadData(role(s)),
});
