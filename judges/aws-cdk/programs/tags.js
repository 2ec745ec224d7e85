// Tags by the shape that each resource gives them, with priorities, included and excluded types, and removal.
'use strict';

const { Construct } = require('constructs');
const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const apigatewayv2 = require('aws-cdk-lib/aws-apigatewayv2');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const s3 = require('aws-cdk-lib/aws-s3');
const ssm = require('aws-cdk-lib/aws-ssm');

const { Tags } = cdk;
const bucket = (scope, id = 'Bucket', props = {}) => new s3.CfnBucket(scope, id, props);
const role = (scope, id = 'Role') => new iam.Role(scope, id, { assumedBy: new iam.AccountRootPrincipal() });
const table = (scope) => new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });

programs('tags', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'list of key and value': (s) => { bucket(s); Tags.of(s).add('b', '2'); Tags.of(s).add('a', '1'); },
  'resources without tags are left alone': (s) => {
    const r = role(s);
    new iam.Policy(s, 'Policy', { statements: [new iam.PolicyStatement({ actions: ['a:B'], resources: ['*'] })], roles: [r] });
    Tags.of(s).add('a', '1');
  },
  'map': (s) => { new ssm.CfnParameter(s, 'Parameter', { type: 'String', value: 'x' }); Tags.of(s).add('b', '2'); Tags.of(s).add('a', '1'); },
  'map of an HTTP API': (s) => { new apigatewayv2.CfnApi(s, 'Api', { name: 'a', protocolType: 'HTTP' }); Tags.of(s).add('a', '1'); },
  'the services of the sample': (s) => {
    table(s);
    const fn = new lambda.Function(s, 'Handler', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('1') });
    new apigateway.RestApi(s, 'Api').root.addMethod('GET', new apigateway.LambdaIntegration(fn, { scopePermissionToMethod: false }));
    new logs.LogGroup(s, 'Logs');
    Tags.of(s).add('team', 'users');
  },
  'beside tags of the props': (s) => { bucket(s, 'Bucket', { tags: [{ key: 'z', value: '0' }] }); Tags.of(s).add('a', '1'); },
  'a tag from above is stronger than one of the props': (s) => { bucket(s, 'Bucket', { tags: [{ key: 'a', value: 'props' }] }); Tags.of(s).add('a', 'above'); },
  'the nearest wins': (s) => {
    const group = new Construct(s, 'Group');
    Tags.of(bucket(group)).add('a', 'near');
    Tags.of(group).add('a', 'middle');
    Tags.of(s).add('a', 'far');
  },
  'the last of one place wins': (s) => { bucket(s); Tags.of(s).add('a', 'first'); Tags.of(s).add('a', 'second'); },
  'a higher priority wins': (s) => {
    Tags.of(bucket(s)).add('a', 'near');
    Tags.of(s).add('a', 'far', { priority: 300 });
  },
  'a lower priority loses': (s) => { bucket(s); Tags.of(s).add('a', 'first'); Tags.of(s).add('a', 'second', { priority: 50 }); },
  'include types': (s) => { bucket(s); role(s); Tags.of(s).add('a', '1', { includeResourceTypes: ['AWS::S3::Bucket'] }); },
  'exclude types': (s) => { bucket(s); role(s); Tags.of(s).add('a', '1', { excludeResourceTypes: ['AWS::S3::Bucket'] }); },
  'include and exclude one type': (s) => { bucket(s); Tags.of(s).add('a', '1', { includeResourceTypes: ['AWS::S3::Bucket'], excludeResourceTypes: ['AWS::S3::Bucket'] }); },
  'remove': (s) => { Tags.of(bucket(s)).add('b', '2'); Tags.of(s).add('a', '1'); Tags.of(s).remove('a'); },
  'remove below': (s) => { const b = bucket(s); bucket(s, 'Other'); Tags.of(s).add('a', '1'); Tags.of(b).remove('a'); },
  'remove of one type': (s) => { bucket(s); role(s); Tags.of(s).add('a', '1'); Tags.of(s).remove('a', { includeResourceTypes: ['AWS::S3::Bucket'] }); },
  'a removal from above is stronger than a tag': (s) => { const b = bucket(s); Tags.of(s).remove('a'); Tags.of(b).add('a', '1'); },
  'remove with a higher priority': (s) => { const b = bucket(s); Tags.of(b).add('a', '1'); Tags.of(s).remove('a', { priority: 400 }); },
  'launched instances': (s) => {
    const group = new cdk.aws_autoscaling.CfnAutoScalingGroup(s, 'Group', { minSize: '0', maxSize: '1' });
    Tags.of(group).add('a', '1', { applyToLaunchedInstances: false });
    Tags.of(s).add('b', '2');
  },
  'value that is a token': (s) => { bucket(s); Tags.of(s).add('a', cdk.Aws.REGION); },
  'empty value': (s) => { bucket(s); Tags.of(s).add('a', ''); },
});
