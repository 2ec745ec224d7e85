// Removal policies: what is written for each, alone and for a whole scope.
'use strict';

const { Construct } = require('constructs');
const { cdk, programs } = require('../lib');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const iam = require('aws-cdk-lib/aws-iam');
const logs = require('aws-cdk-lib/aws-logs');
const s3 = require('aws-cdk-lib/aws-s3');
const sqs = require('aws-cdk-lib/aws-sqs');

const { RemovalPolicies, RemovalPolicy } = cdk;
const bucket = (scope, id = 'Bucket') => new s3.CfnBucket(scope, id);
const table = (scope, props = {}) => new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, ...props });

programs('removal-policies', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'L1: none': (s) => bucket(s),
  'L1: destroy': (s) => bucket(s).applyRemovalPolicy(RemovalPolicy.DESTROY),
  'L1: retain': (s) => bucket(s).applyRemovalPolicy(RemovalPolicy.RETAIN),
  'L1: retain on update or delete': (s) => bucket(s).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE),
  'L1: snapshot': (s) => new cdk.aws_ec2.CfnVolume(s, 'Volume', { availabilityZone: 'us-east-1a' }).applyRemovalPolicy(RemovalPolicy.SNAPSHOT),
  'L1: snapshot of a type that has none': (s) => bucket(s).applyRemovalPolicy(RemovalPolicy.SNAPSHOT),
  'L1: undefined': (s) => bucket(s).applyRemovalPolicy(undefined),
  'L1: default': (s) => bucket(s).applyRemovalPolicy(undefined, { default: RemovalPolicy.RETAIN }),
  'L1: not on update': (s) => bucket(s).applyRemovalPolicy(RemovalPolicy.RETAIN, { applyToUpdateReplacePolicy: false }),
  'L1: twice': (s) => { const b = bucket(s); b.applyRemovalPolicy(RemovalPolicy.RETAIN); b.applyRemovalPolicy(RemovalPolicy.DESTROY); },
  'L1: options': (s) => { const b = bucket(s); b.cfnOptions.deletionPolicy = cdk.CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE; },
  'table: destroy': (s) => table(s, { removalPolicy: RemovalPolicy.DESTROY }),
  'table: retain on update or delete': (s) => table(s, { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }),
  'table: applied later': (s) => table(s).applyRemovalPolicy(RemovalPolicy.DESTROY),
  'log group: applied later': (s) => new logs.LogGroup(s, 'Logs').applyRemovalPolicy(RemovalPolicy.DESTROY),
  'queue': (s) => new sqs.Queue(s, 'Queue'),
  'role with a policy, applied to the role': (s) => {
    const role = new iam.Role(s, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'] }));
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  },
  'scope: destroy': (s) => { table(s); bucket(s); RemovalPolicies.of(s).destroy(); },
  'scope: retain': (s) => { table(s); bucket(s); RemovalPolicies.of(s).retain(); },
  'scope: of some types': (s) => { table(s); bucket(s); RemovalPolicies.of(s).destroy({ applyToResourceTypes: ['AWS::DynamoDB::Table'] }); },
  'scope: but for some types': (s) => { table(s); bucket(s); RemovalPolicies.of(s).destroy({ excludeResourceTypes: ['AWS::DynamoDB::Table'] }); },
  'scope: the nearest wins': (s) => {
    const group = new Construct(s, 'Group');
    bucket(group);
    RemovalPolicies.of(group).retain();
    RemovalPolicies.of(s).destroy();
  },
  'scope: a higher priority wins': (s) => {
    const group = new Construct(s, 'Group');
    bucket(group);
    RemovalPolicies.of(group).retain({ priority: 150 });
    RemovalPolicies.of(s).destroy({ priority: 300 });
  },
  'scope: only what has none': (s) => { table(s); bucket(s); cdk.MissingRemovalPolicies.of(s).destroy(); },
});
