// Whole apps, written for the real CDK as one would write them there; what it makes of them is the reference.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { cdk } = require('../lib');
const { handler, references, stack, table } = require('./apps/shared');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const kms = require('aws-cdk-lib/aws-kms');
const lambda = require('aws-cdk-lib/aws-lambda');
const sns = require('aws-cdk-lib/aws-sns');
const sqs = require('aws-cdk-lib/aws-sqs');
const legacy = require('./apps/legacy.json');

const env = (account, region = 'eu-west-1') => ({ env: { account: account.repeat(12), region } });

/** A table in one stack, and the function that writes to it in another. */
function sharedTable(theApp) {
  const users = table(stack(theApp, 'Data'), 'Users');
  const service = stack(theApp, 'Service', { stackName: 'users-service' });
  const write = handler(service, 'Write', { USERS: users.tableName });
  users.grantReadWriteData(write);
  new cdk.CfnOutput(service, 'WriteArn', { value: write.functionArn, exportName: 'users-write' });
}

/** A key, what is encrypted with it, and what reads that: each in a stack of its own. */
function chain(theApp) {
  const key = new kms.CfnKey(stack(theApp, 'Base', env('1')), 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
  const data = stack(theApp, 'Data', env('1'));
  const topic = new sns.CfnTopic(data, 'Topic', { kmsMasterKeyId: key.ref });
  const queue = new sqs.CfnQueue(data, 'Queue', { kmsMasterKeyId: key.attrArn });
  const service = stack(theApp, 'Service', env('1'));
  new sns.CfnSubscription(service, 'Subscription', { topicArn: topic.ref, protocol: 'sqs', endpoint: queue.attrArn });
  new sqs.CfnQueuePolicy(service, 'Policy', {
    queues: [queue.ref],
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queue.attrArn, Condition: { ArnEquals: { 'aws:SourceArn': topic.ref } } }] },
  });
  new cdk.CfnOutput(service, 'Key', { value: key.attrArn });
}

/** The same two stacks in two stages of different accounts, and a stack beside them. */
function stages(theApp) {
  for (const [name, account, region] of [['Dev', '1', 'eu-west-1'], ['Prod', '2', 'us-east-1']]) {
    const stage = new cdk.Stage(theApp, name, env(account, region));
    const users = table(stack(stage, 'Data'), 'Users');
    const service = stack(stage, 'Service');
    users.grantReadData(handler(service, 'Read', { USERS: users.tableName }));
  }
  new sns.CfnTopic(stack(theApp, 'Alarms'), 'Topic');
}

/** More resources than a stack may have: two nested stacks that read of each other. */
function nested(theApp) {
  const top = stack(theApp, 'Top');
  const topic = new sns.CfnTopic(top, 'Topic');
  const many = new cdk.NestedStack(top, 'Many', { description: 'Three hundred queues' });
  const queues = [...Array(300).keys()].map((n) => new sqs.CfnQueue(many, `Queue${n}`));
  const readers = new cdk.NestedStack(top, 'Readers', { parameters: { Stage: 'prod' } });
  new cdk.CfnParameter(readers, 'Stage', { type: 'String' });
  for (const [n, queue] of queues.slice(0, 250).entries()) {
    new sns.CfnSubscription(readers, `Subscription${n}`, { topicArn: topic.ref, protocol: 'sqs', endpoint: n < 20 ? queue.attrArn : `arn:aws:sqs:eu-west-1:111111111111:queue-${n}` });
  }
  new cdk.CfnOutput(top, 'First', { value: queues[0].ref });
  new sns.CfnSubscription(top, 'Last', { topicArn: topic.ref, protocol: 'sqs', endpoint: queues[299].attrArn });
  const late = new sqs.CfnQueue(top, 'Late');
  late.node.addDependency(readers);
}

/** A template that was there before, with some of it changed, and a function that may use its table. */
function include(theApp) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-aws-cdk-include-'));
  fs.writeFileSync(path.join(folder, 'legacy.json'), JSON.stringify(legacy));
  const service = stack(theApp, 'Service');
  const old = new CfnInclude(service, 'Legacy', { templateFile: path.join(folder, 'legacy.json'), parameters: { Stage: 'prod' } });
  fs.rmSync(folder, { recursive: true, force: true });
  const orders = old.getResource('Orders');
  orders.timeToLiveSpecification = { attributeName: 'expires', enabled: true };
  old.getResource('Work').addPropertyOverride('VisibilityTimeout', 60);
  old.getResource('Work').applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
  const reader = handler(service, 'Read', { ORDERS: orders.ref, WORK: old.getResource('Work').attrQueueName });
  dynamodb.Table.fromTableArn(service, 'OrdersTable', orders.attrArn).grantReadData(reader);
  cdk.Tags.of(service).add('team', 'orders');
}

/** What few templates have: a rule, a transform, a loop, and functions that need one of them. */
function elements(theApp) {
  const s = stack(theApp, 'Elements');
  s.templateOptions.description = 'What few templates have';
  s.templateOptions.metadata = { Team: 'orders' };
  const stage = new cdk.CfnParameter(s, 'Stage', { default: 'dev', allowedValues: ['dev', 'prod'] });
  const zones = new cdk.CfnParameter(s, 'Zones', { type: 'CommaDelimitedList', default: 'a,b' });
  const isProd = new cdk.CfnCondition(s, 'IsProd', { expression: cdk.Fn.conditionEquals(stage, 'prod') });
  new cdk.CfnRule(s, 'OnlyHere', {
    ruleCondition: cdk.Fn.conditionEquals(stage, 'prod'),
    assertions: [{ assert: cdk.Fn.conditionContains(['eu-west-1', 'eu-central-1'], cdk.Aws.REGION), assertDescription: 'production is in Europe' }],
  });
  new cdk.CfnMapping(s, 'Sizes', { mapping: { prod: { delay: '5' } } });
  const queue = new sqs.CfnQueue(s, 'Queue', { queueName: cdk.Fn.conditionIf(isProd.logicalId, 'orders', cdk.Aws.NO_VALUE).toString() });
  queue.addPropertyOverride('DelaySeconds', cdk.Fn.findInMap('Sizes', stage.valueAsString, 'delay', '0'));
  new cdk.CfnResource(s, 'Net', {
    type: 'Custom::Net',
    properties: {
      ServiceToken: cdk.Fn.importValue('net-handler'),
      Zone: cdk.Fn.select(0, cdk.Fn.getAzs()),
      Blocks: cdk.Fn.cidr('10.0.0.0/16', 4, '8'),
      Count: cdk.Fn.len(zones.valueAsList),
      Secret: cdk.SecretValue.secretsManager('net', { jsonField: 'key' }).unsafeUnwrap(),
      Endpoint: cdk.Fn.getStackOutput('network', 'Endpoint', 'us-east-1'),
      Loop: { 'Fn::ForEach::Each': ['Name', ['A', 'B'], { 'Item${Name}': queue.ref }] },
      Included: cdk.Fn.transform('AWS::Include', { Location: 's3://bucket/part.json' }),
    },
  });
}

/** A function that is deployed bit by bit: an alias with an update policy. */
function alias(theApp) {
  const s = stack(theApp, 'Service');
  const main = handler(s, 'Main', {});
  const hook = handler(s, 'Hook', {});
  const version = new lambda.CfnVersion(s, 'Version', { functionName: main.functionName });
  const application = new cdk.CfnResource(s, 'Application', { type: 'AWS::CodeDeploy::Application', properties: { ComputePlatform: 'Lambda' } });
  const group = new cdk.CfnResource(s, 'Group', { type: 'AWS::CodeDeploy::DeploymentGroup', properties: { ApplicationName: application.ref, ServiceRoleArn: main.role.roleArn } });
  const live = new lambda.CfnAlias(s, 'Live', { functionName: main.functionName, functionVersion: version.attrVersion, name: 'live' });
  live.cfnOptions.updatePolicy = { codeDeployLambdaAliasUpdate: { applicationName: application.ref, deploymentGroupName: group.ref, beforeAllowTrafficHook: hook.functionName } };
}

/** Aspects that tag, change and check. */
function aspects(theApp) {
  const s = stack(theApp, 'Data');
  table(s, 'Users');
  new sqs.CfnQueue(s, 'Work');
  new sqs.CfnQueue(s, 'Late', { tags: [{ key: 'team', value: 'own' }] });
  cdk.Tags.of(theApp).add('team', 'orders');
  cdk.Tags.of(s).add('stage', 'prod', { includeResourceTypes: ['AWS::SQS::Queue'] });
  cdk.Aspects.of(theApp).add({ visit(node) { if (node instanceof sqs.CfnQueue && node.visibilityTimeout === undefined) cdk.Annotations.of(node).addInfo('no timeout'); } }, { priority: cdk.AspectPriority.READONLY });
  cdk.Aspects.of(s).add({ visit(node) { if (node instanceof sqs.CfnQueue) node.visibilityTimeout = 30; } }, { priority: cdk.AspectPriority.MUTATING });
  cdk.Aspects.of(s).add({ visit(node) { if (node instanceof dynamodb.CfnTable) node.addPropertyOverride('DeletionProtectionEnabled', true); } });
}

const strong = { '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
const weak = { '@aws-cdk/core:defaultCrossStackReferences': 'weak' };

references([
  ['shared-table-strong', sharedTable, strong], ['shared-table-weak', sharedTable, weak], ['chain', chain, strong], ['stages', stages, strong], ['nested', nested, strong],
  ['include', include, strong], ['elements', elements, strong], ['alias', alias, strong], ['aspects', aspects, strong],
]);
