// Permissions boundaries of scopes.
'use strict';

const { cdk, programs } = require('../lib');
const iam = require('aws-cdk-lib/aws-iam');

const { PermissionsBoundary } = iam;
const lambda = () => new iam.ServicePrincipal('lambda.amazonaws.com');
const role = (s, id = 'Role', props = {}) => new iam.Role(s, id, { assumedBy: lambda(), ...props });
const aws = (name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name);
const scope = (s, id) => { const { Construct } = require('constructs'); return new Construct(s, id); };

programs('permissions-boundaries', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'one of AWS for a stack': (s) => { role(s); PermissionsBoundary.of(s).apply(aws('PowerUserAccess')); },
  'one of the app': (s) => {
    const policy = new iam.ManagedPolicy(s, 'Boundary', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
    role(s);
    PermissionsBoundary.of(s).apply(policy);
  },
  'one of the account, by its name': (s) => { role(s); PermissionsBoundary.of(s).apply(iam.ManagedPolicy.fromManagedPolicyName(s, 'Named', 'developers')); },
  'generated roles and users': (s) => {
    new iam.CfnRole(s, 'Generated', { assumeRolePolicyDocument: {} });
    new cdk.CfnResource(s, 'User', { type: 'AWS::IAM::User' });
    new cdk.CfnResource(s, 'Group', { type: 'AWS::IAM::Group' });
    PermissionsBoundary.of(s).apply(aws('PowerUserAccess'));
  },
  'the innermost wins': (s) => {
    const inner = scope(s, 'Inner');
    role(s); role(inner);
    PermissionsBoundary.of(inner).apply(aws('ReadOnlyAccess'));
    PermissionsBoundary.of(s).apply(aws('PowerUserAccess'));
  },
  'a later one of the same scope wins': (s) => {
    role(s);
    PermissionsBoundary.of(s).apply(aws('ReadOnlyAccess'));
    PermissionsBoundary.of(s).apply(aws('PowerUserAccess'));
  },
  'what a role was made with is replaced': (s) => {
    role(s, 'Role', { permissionsBoundary: aws('ReadOnlyAccess') });
    PermissionsBoundary.of(s).apply(aws('PowerUserAccess'));
  },
  'taken away inside': (s) => {
    const inner = scope(s, 'Inner');
    role(s); role(inner, 'Role', { permissionsBoundary: aws('ReadOnlyAccess') });
    PermissionsBoundary.of(s).apply(aws('PowerUserAccess'));
    PermissionsBoundary.of(inner).clear();
  },
});
