// Grants: to whose policy a permission is added, and what waits for it.
'use strict';

const { cdk, programs } = require('../lib');
const iam = require('aws-cdk-lib/aws-iam');
const sns = require('aws-cdk-lib/aws-sns');

const { Grant, Role } = iam;
const lambda = () => new iam.ServicePrincipal('lambda.amazonaws.com');
const role = (s, id = 'Role') => new Role(s, id, { assumedBy: lambda() });
/** The one role of a stack, made when it is asked for first. */
const only = (s) => s.node.tryFindChild('Role') ?? role(s);
const imported = (s, options) => Role.fromRoleArn(s, 'Imported', 'arn:aws:iam::111122223333:role/name', options);
const topic = (s) => new sns.Topic(s, 'Topic');
const publish = (grantee, resource) => ({ grantee, actions: ['sns:Publish'], resourceArns: [resource.topicArn], resource });
const either = (s, grantee) => Grant.addToPrincipalOrResource(publish(grantee, topic(s)));
const both = (s, grantee) => Grant.addToPrincipalAndResource(publish(grantee, topic(s)));
const alone = (grantee, action = 's3:GetObject') => Grant.addToPrincipal({ grantee, actions: [action], resourceArns: ['*'] });
const queue = (s, id) => new cdk.CfnResource(s, id, { type: 'AWS::SQS::Queue' });
const allow = (actions, resources = ['*']) => new iam.PolicyStatement({ actions: [].concat(actions), resources });
const many = (count) => Array.from({ length: count }, (_, n) => allow(`s3:Action${n}`, [`arn:aws:s3:::bucket-with-a-rather-long-name-${n}/*`]));

programs('grants', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  // To the principal or to the resource.
  'either: a role of the stack': (s) => either(s, role(s)),
  'either: a service': (s) => either(s, lambda()),
  'either: the account of the stack': (s) => either(s, new iam.AccountRootPrincipal()),
  'either: another account': (s) => either(s, new iam.AccountPrincipal('111122223333')),
  'either: an organization': (s) => either(s, new iam.OrganizationPrincipal('o-abc123defg')),
  'either: an imported role, whose account may be another one': (s) => either(s, imported(s)),
  'either: an imported role that is not changed': (s) => either(s, imported(s, { mutable: false })),
  'either: an imported role that is not changed, but resources are': (s) => either(s, imported(s, { mutable: false, addGrantsToResources: true })),
  'either: a role without policy updates': (s) => either(s, role(s).withoutPolicyUpdates()),
  'either: a role without policy updates, but resources are': (s) => either(s, role(s).withoutPolicyUpdates({ addGrantsToResources: true })),
  'either: a policy': (s) => either(s, new iam.Policy(s, 'Policy', { roles: [role(s)] })),
  // To both.
  'both: a role of the stack': (s) => both(s, role(s)),
  'both: a service': (s) => both(s, lambda()),
  'both: two roles': (s) => {
    const t = topic(s);
    Grant.addToPrincipalAndResource(publish(role(s), t));
    Grant.addToPrincipalAndResource(publish(role(s, 'Other'), t));
  },
  // To the principal alone.
  'alone: a policy': (s) => alone(new iam.Policy(s, 'Policy', { roles: [role(s)] })),
  'alone: a managed policy': (s) => alone(new iam.ManagedPolicy(s, 'Policy', { roles: [role(s)] })),
  'alone: an imported role that is not changed': (s) => alone(imported(s, { mutable: false })),
  'alone: the name of the policy is given': (s) => alone(imported(s, { defaultPolicyName: 'Grants' })),
  'alone: an imported role with a long path': (s) => {
    alone(Role.fromRoleArn(s, `Imported${'VeryLong'.repeat(15)}`, 'arn:aws:iam::111122223333:role/name'));
  },
  'any action on a role': (s) => role(s).grant(role(s, 'Caller'), 'iam:GetRole', 'iam:TagRole'),
  'none': (s) => Grant.drop(role(s), 'nothing to do'),
  // What waits.
  'what waits for a grant': (s) => alone(role(s)).applyBefore(queue(s, 'One'), queue(s, 'Two')),
  'what waits for two grants': (s) => alone(role(s)).combine(alone(role(s, 'Other'))).applyBefore(queue(s, 'One')),
  'what waits for the policy of a resource': (s) => either(s, lambda()).applyBefore(queue(s, 'One')),
  // Too many for one policy.
  'so many that one policy overflows': (s) => many(100).forEach((one) => only(s).addToPolicy(one)),
  'so many that several policies overflow': (s) => many(400).forEach((one) => only(s).addToPolicy(one)),
  'statements that merge until they are large': (s) => {
    for (let n = 0; n < 200; n += 1) only(s).addToPolicy(allow('s3:GetObject', [`arn:aws:s3:::bucket-with-a-rather-long-name-${n}/*`]));
  },
  'statements that merge, and fit': (s) => {
    for (let n = 0; n < 60; n += 1) only(s).addToPolicy(allow('s3:GetObject', [`arn:aws:s3:::bucket-with-a-rather-long-name-${n}/*`]));
    many(20).forEach((one) => only(s).addToPolicy(one));
  },
  'statements about what is known at deployment': (s) => {
    for (let n = 0; n < 80; n += 1) only(s).addToPolicy(allow(`sqs:Action${n}`, [cdk.Token.asString(queue(s, `Queue${n}`).getAtt('Arn'))]));
  },
  // Documents.
  'a document that is not minimized': (s) => new iam.ManagedPolicy(s, 'Policy', {
    document: new iam.PolicyDocument({ minimize: false, statements: [allow(['s3:PutObject', 's3:GetObject']), allow('s3:DeleteObject'), allow('s3:DeleteObject')] }),
  }),
  'a document whose statements are numbered': (s) => new iam.ManagedPolicy(s, 'Policy', {
    document: new iam.PolicyDocument({ assignSids: true, statements: [allow('s3:GetObject', ['arn:a']), new iam.PolicyStatement({ sid: 'Own', actions: ['s3:PutObject'], resources: ['*'] }), allow('s3:Put*', ['arn:b'])] }),
  }),
});
