// Variants of a function and of log groups, each a small program of its own.
'use strict';

const { cdk, programs } = require('../lib');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const s3 = require('aws-cdk-lib/aws-s3');

/** A function with the props that each needs, and more. */
const fn = (s, props = {}, id = 'Handler') => new lambda.Function(s, id, {
  runtime: lambda.Runtime.PROVIDED_AL2023,
  handler: 'bootstrap',
  code: lambda.Code.fromBucket(s.node.tryFindChild('Code') ?? s3.Bucket.fromBucketName(s, 'Code', 'code'), 'code.zip'),
  ...props,
});
const statement = () => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] });

programs('functions', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => fn(s),
  'environment': (s) => fn(s, { environment: { ZEBRA: 'z', APPLE: 'a', Mango: 'm' } }),
  'environment added later': (s) => fn(s, { environment: { B: '1' } }).addEnvironment('A', '2').addEnvironment('B', '3'),
  'empty environment': (s) => fn(s, { environment: {} }),
  'environment with a bad name': (s) => fn(s, { environment: { '1A': 'x' } }),
  'environment with a reserved name': (s) => fn(s, { environment: { AWS_REGION: 'x' } }),
  'description': (s) => fn(s, { description: 'Users' }),
  'name': (s) => fn(s, { functionName: 'users' }),
  'name with a bad character': (s) => fn(s, { functionName: 'a b' }),
  'name that is too long': (s) => fn(s, { functionName: 'n'.repeat(65) }),
  'description that is too long': (s) => fn(s, { description: 'd'.repeat(257) }),
  'memory and timeout': (s) => fn(s, { memorySize: 256, timeout: cdk.Duration.seconds(10) }),
  'memory out of range': (s) => fn(s, { memorySize: 64 }),
  'timeout in minutes': (s) => fn(s, { timeout: cdk.Duration.minutes(15) }),
  'timeout out of range': (s) => fn(s, { timeout: cdk.Duration.minutes(16) }),
  'ephemeral storage': (s) => fn(s, { ephemeralStorageSize: cdk.Size.mebibytes(1024) }),
  'ephemeral storage out of range': (s) => fn(s, { ephemeralStorageSize: cdk.Size.mebibytes(511) }),
  'reserved concurrency': (s) => fn(s, { reservedConcurrentExecutions: 5 }),
  'reserved concurrency of nothing': (s) => fn(s, { reservedConcurrentExecutions: 0 }),
  'architecture x86_64': (s) => fn(s, { architecture: lambda.Architecture.X86_64 }),
  'architecture arm64': (s) => fn(s, { architecture: lambda.Architecture.ARM_64 }),
  'tracing active': (s) => fn(s, { tracing: lambda.Tracing.ACTIVE }),
  'tracing pass through': (s) => fn(s, { tracing: lambda.Tracing.PASS_THROUGH }),
  'tracing disabled': (s) => fn(s, { tracing: lambda.Tracing.DISABLED }),
  'layer by ARN': (s) => fn(s, { layers: [lambda.LayerVersion.fromLayerVersionArn(s, 'Layer', 'arn:aws:lambda:us-east-1:111122223333:layer:l:1')] }),
  'six layers': (s) => fn(s, {
    layers: [1, 2, 3, 4, 5, 6].map((n) => lambda.LayerVersion.fromLayerVersionArn(s, `Layer${n}`, `arn:aws:lambda:us-east-1:111122223333:layer:l:${n}`)),
  }),
  'code with a version': (s) => fn(s, { code: lambda.Code.fromBucketV2(s3.Bucket.fromBucketName(s, 'Code', 'code'), 'a.zip', { objectVersion: 'v1' }) }),
  'inline code': (s) => fn(s, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler=1') }),
  // Roles.
  'a role that is given': (s) => fn(s, { role: new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) }),
  'an imported role': (s) => fn(s, { role: iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/handler') }),
  'a role that is given, with a grant': (s) => {
    const role = new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    fn(s, { role }).addToRolePolicy(statement());
  },
  'an imported role, with a grant': (s) => {
    fn(s, { role: iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/handler') }).addToRolePolicy(statement());
  },
  'an imported role that cannot be changed, with a grant': (s) => {
    fn(s, { role: iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/handler', { mutable: false }) }).addToRolePolicy(statement());
  },
  'initial policy': (s) => fn(s, { initialPolicy: [statement()] }),
  'added to the policy twice': (s) => {
    const handler = fn(s);
    handler.addToRolePolicy(statement());
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: ['*'] }));
  },
  'depends on its policy': (s) => {
    const handler = fn(s);
    handler.addToRolePolicy(statement());
    new cdk.CfnResource(s, 'After', { type: 'Test::After' }).node.addDependency(handler);
  },
  'something that depends on a function without a policy': (s) => {
    new cdk.CfnResource(s, 'After', { type: 'Test::After' }).node.addDependency(fn(s));
  },
  'two functions with one role': (s) => {
    const first = fn(s, {}, 'First');
    fn(s, { role: first.role }, 'Second').addToRolePolicy(statement());
  },
  // Permissions.
  'permission for a service': (s) => fn(s).addPermission('Call', { principal: new iam.ServicePrincipal('sns.amazonaws.com'), sourceArn: 'arn:aws:sns:us-east-1:111122223333:t' }),
  'permission for an account': (s) => fn(s).addPermission('Call', { principal: new iam.AccountPrincipal('111122223333') }),
  'permission for an organization': (s) => fn(s).addPermission('Call', { principal: new iam.OrganizationPrincipal('o-abc123defg') }),
  'grantInvoke to a role': (s) => fn(s).grantInvoke(new iam.Role(s, 'Caller', { assumedBy: new iam.AccountRootPrincipal() })),
  'grantInvoke to a function': (s) => fn(s, {}, 'Called').grantInvoke(fn(s, {}, 'Caller')),
  'grantInvoke to a service': (s) => fn(s).grantInvoke(new iam.ServicePrincipal('events.amazonaws.com')),
  'grantInvoke of an imported function': (s) => {
    lambda.Function.fromFunctionArn(s, 'Imported', 'arn:aws:lambda:us-east-1:111122223333:function:f').grantInvoke(fn(s));
  },
  'grant to an imported function without a role': (s) => {
    lambda.Function.fromFunctionArn(s, 'Imported', 'arn:aws:lambda:us-east-1:111122223333:function:f').addToRolePolicy(statement());
  },
  'permission of an imported function': (s) => {
    lambda.Function.fromFunctionArn(s, 'Imported', 'arn:aws:lambda:us-east-1:111122223333:function:f')
      .addPermission('Call', { principal: new iam.ServicePrincipal('sns.amazonaws.com') });
  },
  // Logs.
  'a log group that is given': (s) => fn(s, { logGroup: new logs.LogGroup(s, 'Logs', { retention: logs.RetentionDays.ONE_MONTH }) }),
  'JSON logs': (s) => fn(s, { loggingFormat: lambda.LoggingFormat.JSON, applicationLogLevelV2: lambda.ApplicationLogLevel.WARN }),
  'log group: the least': (s) => new logs.LogGroup(s, 'Logs'),
  'log group: name, retention, deleted': (s) => new logs.LogGroup(s, 'Logs', {
    logGroupName: '/users', retention: logs.RetentionDays.ONE_MONTH, removalPolicy: cdk.RemovalPolicy.DESTROY,
  }),
  'log group: kept for ever': (s) => new logs.LogGroup(s, 'Logs', { retention: logs.RetentionDays.INFINITE }),
  'log group: infrequent access': (s) => new logs.LogGroup(s, 'Logs', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS }),
  'log group: grants': (s) => {
    const group = new logs.LogGroup(s, 'Logs');
    const role = new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    group.grantWrite(role);
    group.grantRead(role);
  },
  'log group: ARN and name': (s) => {
    const group = new logs.LogGroup(s, 'Logs');
    new cdk.CfnOutput(s, 'Arn', { value: group.logGroupArn });
    new cdk.CfnOutput(s, 'Name', { value: group.logGroupName });
  },
  'references': (s) => {
    const handler = fn(s);
    new cdk.CfnOutput(s, 'Name', { value: handler.functionName });
    new cdk.CfnOutput(s, 'Arn', { value: handler.functionArn });
    new cdk.CfnOutput(s, 'Role', { value: handler.role.roleArn });
    new cdk.CfnOutput(s, 'RoleName', { value: handler.role.roleName });
  },
});
