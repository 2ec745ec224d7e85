// Variants of roles, policies and principals, each a small program of its own.
'use strict';

const { cdk, programs } = require('../lib');
const iam = require('aws-cdk-lib/aws-iam');

const { Role, ServicePrincipal } = iam;
const lambda = () => new ServicePrincipal('lambda.amazonaws.com');
const role = (s, assumedBy = lambda(), props = {}) => new Role(s, 'Role', { assumedBy, ...props });
const allow = (actions, resources = ['*'], rest = {}) => new iam.PolicyStatement({ actions: [].concat(actions), resources, ...rest });
const document = (...statements) => new iam.PolicyDocument({ statements });
const many = (count) => Array.from({ length: count }, (_, n) => allow(`s3:Action${n}`, [`arn:aws:s3:::bucket-with-a-rather-long-name-${n}/*`]));

programs('roles', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  // Principals.
  'service': (s) => role(s),
  'service with a short name': (s) => role(s, new ServicePrincipal('lambda')),
  'service of another region': (s) => role(s, new ServicePrincipal('s3.amazonaws.com', { region: 'ap-northeast-2' })),
  'service with a condition': (s) => role(s, new ServicePrincipal('lambda.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })),
  'account': (s) => role(s, new iam.AccountPrincipal('111122223333')),
  'account of the stack': (s) => role(s, new iam.AccountRootPrincipal()),
  'account that is a number': (s) => role(s, new iam.AccountPrincipal(111122223333)),
  'account with an external id': (s) => role(s, new iam.AccountPrincipal('111122223333'), { externalIds: ['one'] }),
  'account with two external ids': (s) => role(s, new iam.AccountPrincipal('111122223333'), { externalIds: ['one', 'two'] }),
  'ARN': (s) => role(s, new iam.ArnPrincipal('arn:aws:iam::111122223333:role/caller')),
  'another role': (s) => role(s, new iam.ArnPrincipal(new Role(s, 'Other', { assumedBy: lambda() }).roleArn)),
  'star': (s) => role(s, new iam.StarPrincipal()),
  'any': (s) => role(s, new iam.AnyPrincipal()),
  'organization': (s) => role(s, new iam.OrganizationPrincipal('o-abc123defg')),
  'canonical user': (s) => role(s, new iam.CanonicalUserPrincipal('abc')),
  'federated': (s) => role(s, new iam.FederatedPrincipal('cognito-identity.amazonaws.com', { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' } }, 'sts:AssumeRoleWithWebIdentity')),
  'web identity': (s) => role(s, new iam.WebIdentityPrincipal('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': 'app' } })),
  'OIDC': (s) => role(s, new iam.OpenIdConnectPrincipal(
    iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(s, 'Provider', 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'),
    { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:a/b:*' } },
  )),
  'SAML': (s) => role(s, new iam.SamlConsolePrincipal(iam.SamlProvider.fromSamlProviderArn(s, 'Saml', 'arn:aws:iam::111122223333:saml-provider/p'))),
  'composite': (s) => role(s, new iam.CompositePrincipal(lambda(), new ServicePrincipal('edgelambda.amazonaws.com'))),
  'composite of kinds': (s) => role(s, new iam.CompositePrincipal(lambda(), new iam.AccountPrincipal('111122223333'), new iam.ArnPrincipal('arn:aws:iam::111122223333:user/u'))),
  'composite of conditions': (s) => role(s, new iam.CompositePrincipal(lambda(), new iam.AccountPrincipal('111122223333').withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }))),
  'composite of actions': (s) => role(s, new iam.CompositePrincipal(lambda(), new iam.WebIdentityPrincipal('accounts.google.com'))),
  'with conditions': (s) => role(s, new iam.PrincipalWithConditions(new iam.AccountPrincipal('111122223333'), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
  'with more conditions': (s) => {
    const principal = lambda().withConditions({ StringEquals: { 'aws:SourceAccount': '1' } });
    principal.addCondition('ArnLike', { 'aws:SourceArn': 'arn:x' });
    principal.addCondition('StringEquals', { 'aws:PrincipalTag/a': 'b' });
    role(s, principal);
  },
  'session tags': (s) => role(s, lambda().withSessionTags()),
  'session tags and conditions': (s) => role(s, new iam.AccountPrincipal('111122223333').withConditions({ StringEquals: { 'aws:RequestTag/a': 'b' } }).withSessionTags()),
  // Properties of a role.
  'description, name, path': (s) => role(s, lambda(), { description: 'd', roleName: 'n', path: '/p/' }),
  'session duration': (s) => role(s, lambda(), { maxSessionDuration: cdk.Duration.hours(2) }),
  'session duration out of range': (s) => role(s, lambda(), { maxSessionDuration: cdk.Duration.minutes(10) }),
  'description that is too long': (s) => role(s, lambda(), { description: 'd'.repeat(1001) }),
  'name with a bad character': (s) => role(s, lambda(), { roleName: 'a b' }),
  'managed policies': (s) => role(s, lambda(), {
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'), iam.ManagedPolicy.fromManagedPolicyArn(s, 'Other', 'arn:aws:iam::111122223333:policy/p')],
  }),
  'the same managed policy twice': (s) => role(s, lambda(), {
    managedPolicies: ['ReadOnlyAccess', 'ReadOnlyAccess'].map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
  }),
  'inline policies': (s) => role(s, lambda(), { inlinePolicies: { Second: document(allow('s3:GetObject')), First: document(allow('s3:PutObject'), allow('s3:ListBucket')) } }),
  'permissions boundary': (s) => role(s, lambda(), { permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess') }),
  'trust policy with a statement more': (s) => {
    role(s).assumeRolePolicy.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountPrincipal('111122223333')] }));
  },
  // The default policy.
  'one statement': (s) => role(s).addToPolicy(allow('s3:GetObject')),
  'statements that merge': (s) => {
    const r = role(s);
    r.addToPolicy(allow('s3:PutObject'));
    r.addToPolicy(allow('s3:GetObject'));
    r.addToPolicy(allow('s3:GetObject', ['arn:a']));
  },
  'statement without a resource': (s) => role(s).addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'] })),
  'statement with a principal': (s) => role(s).addToPolicy(allow('s3:GetObject', ['*'], { principals: [lambda()] })),
  'statement without an action': (s) => role(s).addToPolicy(new iam.PolicyStatement({ resources: ['*'] })),
  'Sid with a dash': (s) => role(s).addToPolicy(allow('s3:GetObject', ['*'], { sid: 'a-b' })),
  'so many statements that they overflow': (s) => {
    const r = role(s);
    many(120).forEach((one) => r.addToPolicy(one));
  },
  'grant': (s) => iam.Grant.addToPrincipal({ grantee: role(s), actions: ['s3:GetObject'], resourceArns: ['*'] }),
  'grantAssumeRole': (s) => role(s).grantAssumeRole(new Role(s, 'Caller', { assumedBy: lambda() })),
  'grantPassRole': (s) => role(s).grantPassRole(new Role(s, 'Caller', { assumedBy: lambda() })),
  'grantPassRole to a service': (s) => role(s).grantPassRole(lambda()),
  // Policies of their own.
  'policy': (s) => new iam.Policy(s, 'Policy', { statements: [allow('s3:GetObject')], roles: [role(s)] }),
  'policy with a name': (s) => new iam.Policy(s, 'Policy', { policyName: 'n', statements: [allow('s3:GetObject')], roles: [role(s)] }),
  'policy for two roles': (s) => role(s).attachInlinePolicy(new iam.Policy(s, 'Policy', { statements: [allow('s3:GetObject')], roles: [new Role(s, 'Other', { assumedBy: lambda() })] })),
  'policy for nobody': (s) => new iam.Policy(s, 'Policy', { statements: [allow('s3:GetObject')] }),
  'policy for nobody, forced': (s) => new iam.Policy(s, 'Policy', { force: true, statements: [allow('s3:GetObject')] }),
  'policy without a statement': (s) => new iam.Policy(s, 'Policy', { roles: [role(s)] }),
  'policy without a statement, forced': (s) => new iam.Policy(s, 'Policy', { force: true, roles: [role(s)] }),
  'managed policy': (s) => new iam.ManagedPolicy(s, 'Policy', { statements: [allow('s3:GetObject')], roles: [role(s)] }),
  'managed policy: all properties': (s) => new iam.ManagedPolicy(s, 'Policy', {
    managedPolicyName: 'n', description: 'd', path: '/p/', document: document(allow('s3:GetObject')), roles: [role(s)],
  }),
  'managed policy without a statement': (s) => new iam.ManagedPolicy(s, 'Policy'),
  'managed policy given to a role': (s) => role(s).addManagedPolicy(new iam.ManagedPolicy(s, 'Policy', { statements: [allow('s3:GetObject')] })),
  'managed policy for two roles': (s) => new iam.ManagedPolicy(s, 'Policy', { statements: [allow('s3:GetObject')], roles: [role(s), new Role(s, 'Other', { assumedBy: lambda() })] }),
  // Imported roles.
  'imported role: policy': (s) => Role.fromRoleArn(s, 'Imported', 'arn:aws:iam::111122223333:role/path/name').addToPrincipalPolicy(allow('s3:GetObject')),
  'imported role by name: policy': (s) => Role.fromRoleName(s, 'Imported', 'name').addToPrincipalPolicy(allow('s3:GetObject')),
  'imported role that cannot be changed: policy': (s) => Role.fromRoleArn(s, 'Imported', 'arn:aws:iam::111122223333:role/name', { mutable: false }).addToPrincipalPolicy(allow('s3:GetObject')),
  'imported role by a parameter': (s) => {
    const parameter = new cdk.CfnParameter(s, 'Arn');
    Role.fromRoleArn(s, 'Imported', parameter.valueAsString).addToPrincipalPolicy(allow('s3:GetObject'));
  },
  'imported role: managed policy': (s) => Role.fromRoleArn(s, 'Imported', 'arn:aws:iam::111122223333:role/name').addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')),
  'imported role: name and ARN': (s) => {
    const imported = Role.fromRoleArn(s, 'Imported', 'arn:aws:iam::111122223333:role/service-role/name');
    new cdk.CfnOutput(s, 'Name', { value: imported.roleName });
    new cdk.CfnOutput(s, 'Arn', { value: imported.roleArn });
  },
  'references': (s) => {
    const r = role(s);
    new cdk.CfnOutput(s, 'Name', { value: r.roleName });
    new cdk.CfnOutput(s, 'Arn', { value: r.roleArn });
    new cdk.CfnOutput(s, 'Id', { value: r.roleId });
  },
});
