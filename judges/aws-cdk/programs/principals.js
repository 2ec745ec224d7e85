// Principals and conditions: in trust policies and in the policies of resources.
'use strict';

const { cdk, programs } = require('../lib');
const iam = require('aws-cdk-lib/aws-iam');

const { Role, ServicePrincipal } = iam;
const role = (s, assumedBy, props = {}) => new Role(s, 'Role', { assumedBy, ...props });
const account = () => new iam.AccountPrincipal('111122223333');
const google = (conditions) => new iam.WebIdentityPrincipal('accounts.google.com', conditions);
const statement = (props) => new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['*'], ...props });
/** A policy of a resource, as a service has it that is not the matter here. */
const policy = (s, ...statements) => new cdk.CfnResource(s, 'Policy', {
  type: 'Acme::Test::Policy', properties: { Document: new iam.PolicyDocument({ statements }) },
});

programs('principals', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'service of an opt-in region': (s) => role(s, new ServicePrincipal('sns.amazonaws.com', { region: 'me-south-1' })),
  'service of an opt-in region by its short name': (s) => role(s, new ServicePrincipal('sns', { region: 'af-south-1' })),
  'service of a region that is always on': (s) => role(s, new ServicePrincipal('sns', { region: 'eu-west-3' })),
  'service whose name is taken as it is': (s) => role(s, ServicePrincipal.fromStaticServicePrincipleName('elasticmapreduce.amazonaws.com.cn')),
  'name of a service': (s) => new cdk.CfnOutput(s, 'Name', { value: ServicePrincipal.servicePrincipalName('lambda') }),
  'federated': (s) => role(s, new iam.FederatedPrincipal('cognito-identity.amazonaws.com')),
  'account in an organization': (s) => role(s, new iam.ArnPrincipal('arn:aws:iam::111122223333:root').inOrganization('o-abc123defg')),
  'organization that is none': (s) => role(s, new iam.OrganizationPrincipal('o-1')),
  'composite without members': (s) => role(s, new iam.CompositePrincipal()),
  'SAML': (s) => role(s, new iam.SamlPrincipal(
    iam.SamlProvider.fromSamlProviderArn(s, 'Saml', 'arn:aws:iam::111122223333:saml-provider/p'), { StringEquals: { 'SAML:iss': 'https://idp' } },
  )),
  'SAML console with more conditions': (s) => role(s, new iam.SamlConsolePrincipal(
    iam.SamlProvider.fromSamlProviderArn(s, 'Saml', 'arn:aws:iam::111122223333:saml-provider/p'), { StringLike: { 'SAML:sub': 'a*' } },
  )),
  'session tags of a composite': (s) => role(s, new iam.CompositePrincipal(account(), new ServicePrincipal('ec2')).withSessionTags()),
  'external id of a composite': (s) => role(s, new iam.CompositePrincipal(account(), new iam.AccountPrincipal('444455556666')), { externalIds: ['x'] }),
  // Conditions.
  'one operator, two keys': (s) => role(s, google({ StringEquals: { 'accounts.google.com:aud': 'app', 'accounts.google.com:sub': 'one' } })),
  'one key, several values': (s) => role(s, google({ StringEquals: { 'accounts.google.com:aud': ['app', 'other'] } })),
  'a later condition replaces an earlier one of the same operator and key': (s) => {
    const principal = account().withConditions({ StringEquals: { 'aws:PrincipalTag/team': 'one' } });
    principal.addCondition('StringEquals', { 'aws:PrincipalTag/team': 'two' });
    role(s, principal);
  },
  'if it exists': (s) => role(s, account().withConditions({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })),
  'numbers': (s) => role(s, account().withConditions({ NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } })),
  'dates': (s) => role(s, account().withConditions({ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } })),
  'null': (s) => role(s, account().withConditions({ Null: { 'aws:TokenIssueTime': 'true', 'aws:MultiFactorAuthAge': 'false' } })),
  'any value': (s) => role(s, account().withConditions({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } })),
  'all values': (s) => role(s, account().withConditions({ 'ForAllValues:StringLikeIfExists': { 'aws:TagKeys': 'a*' } })),
  'a value that is known at deployment': (s) => role(s, account().withConditions({ ArnEquals: { 'aws:PrincipalArn': new Role(s, 'Other', { assumedBy: account() }).roleArn } })),
  'conditions of a statement and of its principal': (s) => policy(s, statement({
    principals: [account().withConditions({ StringEquals: { 'aws:PrincipalTag/a': 'b' } })], conditions: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
  })),
  'a condition of the statement replaces one of the principal': (s) => policy(s, statement({
    principals: [account().withConditions({ StringEquals: { 'aws:SourceVpce': 'a' } })], conditions: { StringEquals: { 'aws:SourceVpce': 'b' } },
  })),
  'addresses': (s) => policy(s, statement({ principals: [new iam.AnyPrincipal()], conditions: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } } })),
  'source account and source ARN': (s) => {
    const one = statement({ principals: [new ServicePrincipal('s3')] });
    one.addSourceAccountCondition(s.account);
    one.addSourceArnCondition('arn:aws:s3:::orders');
    policy(s, one);
  },
  // Principals of resource policies.
  'everyone but one': (s) => policy(s, new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['sns:*'], resources: ['*'], notPrincipals: [account()] })),
  'principals of all kinds': (s) => policy(s, statement({
    principals: [new iam.CanonicalUserPrincipal('c'), new ServicePrincipal('s3'), account(), new iam.AccountRootPrincipal(), new iam.FederatedPrincipal('f')],
  })),
  'a composite in one statement': (s) => policy(s, statement({ principals: [new iam.CompositePrincipal(new ServicePrincipal('s3'), account())] })),
  'a star beside others': (s) => policy(s, statement({ principals: [new iam.StarPrincipal(), account()] })),
  'different conditions in one statement': (s) => policy(s, statement({ principals: [account(), new iam.OrganizationPrincipal('o-abc123defg')] })),
});
