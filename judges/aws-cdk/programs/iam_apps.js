// Whole apps about who may do what, written for the real CDK as one would write them there; what it makes of them is the reference.
'use strict';

const { cdk } = require('../lib');
const { references, stack, table } = require('./apps/shared');
const iam = require('aws-cdk-lib/aws-iam');
const sns = require('aws-cdk-lib/aws-sns');

/** Roles of all kinds: trusted by several, by GitHub, imported, of another account, and one that is granted much. */
function access(theApp) {
  const s = stack(theApp, 'Access', { env: { account: '111122223333', region: 'eu-west-1' } });
  const orders = table(s, 'Orders');
  const topic = new sns.Topic(s, 'Topic');

  const boundary = new iam.ManagedPolicy(s, 'Boundary', {
    description: 'What nobody here goes beyond',
    statements: [new iam.PolicyStatement({ notActions: ['iam:*', 'organizations:*'], resources: ['*'] })],
  });
  iam.PermissionsBoundary.of(s).apply(boundary);

  const people = new iam.AccountPrincipal('444455556666').withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } });
  const operator = new iam.Role(s, 'Operator', {
    assumedBy: new iam.CompositePrincipal(people, new iam.ServicePrincipal('ec2.amazonaws.com')),
    description: 'For people who signed in with a second factor, and machines',
    maxSessionDuration: cdk.Duration.hours(4),
    path: '/operations/',
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')],
    inlinePolicies: { Logs: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['logs:DescribeLogGroups'], resources: ['*'] })] }) },
  });
  orders.grantWriteData(operator);

  const provider = iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(s, 'GitHub', 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com');
  const deploy = new iam.Role(s, 'Deploy', {
    assumedBy: new iam.OpenIdConnectPrincipal(provider, {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/orders:environment:*' },
    }),
  });
  operator.grantAssumeRole(deploy);

  const partner = iam.Role.fromRoleArn(s, 'Partner', 'arn:aws:iam::777788889999:role/partner');
  const ours = iam.Role.fromRoleArn(s, 'Ours', 'arn:aws:iam::111122223333:role/teams/ours');
  const fixed = iam.Role.fromRoleArn(s, 'Fixed', 'arn:aws:iam::111122223333:role/fixed', { mutable: false });
  for (const grantee of [partner, ours, fixed, deploy, new iam.ServicePrincipal('s3.amazonaws.com')]) {
    iam.Grant.addToPrincipalOrResource({ grantee, actions: ['sns:Publish'], resourceArns: [topic.topicArn], resource: topic });
  }

  new iam.ManagedPolicy(s, 'Audit', {
    managedPolicyName: 'audit',
    roles: [operator, deploy],
    statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['logs:DeleteLogGroup', 'logs:DeleteLogStream'], resources: ['*'] })],
  });

  const loader = new iam.Role(s, 'Loader', { assumedBy: new iam.ServicePrincipal('glue.amazonaws.com') });
  for (let n = 0; n < 300; n += 1) {
    loader.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::bucket-with-a-rather-long-name-${n}/*`] }));
  }
}

references([['iam-access', access]]);
