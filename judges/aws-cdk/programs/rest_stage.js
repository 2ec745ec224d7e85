// Stages of REST APIs, each a small program of its own. A program sees the names below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const firehose = require('aws-cdk-lib/aws-kinesisfirehose');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');

const { AccessLogField, AccessLogFormat, LogGroupLogDestination, MethodLoggingLevel, RestApi, Stage } = apigateway;
const { minutes, seconds } = cdk.Duration;

/** An API with the methods `GET /`, `GET /users` and `ANY /users/{id}`, and what a stage is given. */
const api = (s, deployOptions, props) => {
  const handler = lambda.Function.fromFunctionAttributes(s, 'Handler', {
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:Handler', sameEnvironment: true,
  });
  const integration = new apigateway.LambdaIntegration(handler, { scopePermissionToMethod: false });
  const made = new RestApi(s, 'Api', { deployOptions, ...props });
  made.root.addMethod('GET', integration);
  const users = made.root.addResource('users');
  users.addMethod('GET', integration);
  users.addResource('{id}').addMethod('ANY', integration);
  return made;
};
const methods = (methodOptions, more) => (s) => api(s, { methodOptions, ...more });
/** A log group that adds nothing to the template. */
const group = (s) => new LogGroupLogDestination(logs.LogGroup.fromLogGroupName(s, 'Access', 'requests'));
const format = (made) => (s) => api(s, { accessLogDestination: group(s), accessLogFormat: made });
const custom = (...fields) => format(AccessLogFormat.custom(fields.join(' ')));
const stream = (s, name) => new firehose.CfnDeliveryStream(s, 'Stream', {
  deliveryStreamName: name, extendedS3DestinationConfiguration: { bucketArn: 'arn:aws:s3:::logs', roleArn: 'arn:aws:iam::111122223333:role/logs' },
});
const output = (s, id, value) => new cdk.CfnOutput(s, id, { value });

programs('rest-stage', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'one method': methods({ '/users/GET': { throttlingRateLimit: 5, throttlingBurstLimit: 10 } }),
  'the root': methods({ '//GET': { metricsEnabled: true } }),
  'all methods of a path': methods({ '/users/*': { metricsEnabled: true } }),
  'a path with a parameter': methods({ '/users/{id}/ANY': { loggingLevel: MethodLoggingLevel.ERROR } }),
  'one verb of all paths': methods({ '/*/GET': { metricsEnabled: true } }),
  'all methods, written out': methods({ '/*/*': { metricsEnabled: true } }),
  'several in order': methods({ '/users/GET': { metricsEnabled: true }, '//GET': { metricsEnabled: false } }, { loggingLevel: MethodLoggingLevel.OFF }),
  'a path without a slash': methods({ 'users/GET': { metricsEnabled: true } }),
  'an unknown verb': methods({ '/users/FETCH': { metricsEnabled: true } }),
  'data trace': methods({ '/users/GET': { dataTraceEnabled: true, loggingLevel: MethodLoggingLevel.INFO } }),
  'cache of one method': methods({ '/users/GET': { cachingEnabled: true, cacheTtl: minutes(2), cacheDataEncrypted: true } }),
  'cache size': (s) => api(s, { cacheClusterSize: '6.1' }),
  'cache size and caching': (s) => api(s, { cacheClusterSize: '237', cachingEnabled: true, cacheTtl: seconds(0) }),
  'no cache, but a method that caches': methods({ '/users/GET': { cachingEnabled: true } }, { cacheClusterEnabled: false }),
  'a size for no cache': (s) => api(s, { cacheClusterEnabled: false, cacheClusterSize: '0.5' }),
  'a method that does not cache': methods({ '/users/GET': { cachingEnabled: false } }, { cachingEnabled: true }),
  'rate alone': (s) => api(s, { throttlingRateLimit: 0.5 }),
  'burst alone': (s) => api(s, { throttlingBurstLimit: 7 }),
  'documentation and certificate': (s) => api(s, { documentationVersion: '2', clientCertificateId: 'abc123' }),
  'description': (s) => api(s, { description: 'Beta' }),
  'access log: common log format': format(AccessLogFormat.clf()),
  'access log: JSON': format(AccessLogFormat.jsonWithStandardFields()),
  'access log: own JSON': custom(JSON.stringify({ id: AccessLogField.contextRequestId(), who: AccessLogField.contextAuthorizer('sub') })),
  'access log: extended id': custom(AccessLogField.contextExtendedRequestId(), AccessLogField.contextStatus()),
  'access log: overrides': custom(
    AccessLogField.contextRequestId(), AccessLogField.contextRequestOverrideHeader('a'), AccessLogField.contextRequestOverridePath('b'),
    AccessLogField.contextRequestOverrideQuerystring('c'), AccessLogField.contextResponseOverrideHeader('d'),
    AccessLogField.contextAuthorizerClaims('e'), AccessLogField.contextResponseOverrideStatus(),
  ),
  'access log: no id': custom(AccessLogField.contextStatus()),
  'access log: an id that is longer': custom('$context.requestIdentity'),
  'access log: format without destination': (s) => api(s, { accessLogFormat: AccessLogFormat.clf() }),
  'access log: stream': (s) => api(s, { accessLogDestination: new apigateway.FirehoseLogDestination(stream(s, 'amazon-apigateway-orders')) }),
  'access log: stream of another name': (s) => api(s, { accessLogDestination: new apigateway.FirehoseLogDestination(stream(s, 'orders')) }),
  'role for CloudWatch and logs': (s) => api(s, { loggingLevel: MethodLoggingLevel.INFO }, { cloudWatchRole: true }),
  'ARN and address': (s) => {
    const { deploymentStage: stage } = api(s, {});
    output(s, 'StageArn', stage.stageArn);
    output(s, 'Url', stage.urlForPath('/users'));
  },
  'an imported stage': (s) => {
    const stage = Stage.fromStageAttributes(s, 'Beta', { stageName: 'beta', restApi: api(s, {}) });
    output(s, 'StageArn', stage.stageArn);
    output(s, 'Url', stage.urlForPath('/users'));
  },
  'every field': (s) => {
    const names = Object.getOwnPropertyNames(AccessLogField).filter((name) => name.startsWith('context') && AccessLogField[name].length === 0);
    output(s, 'Fields', names.map((name) => AccessLogField[name]()).sort().join(' '));
  },
});
