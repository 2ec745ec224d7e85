// Keys, aliases and what is granted on them, each a small program of its own.
'use strict';

const { cdk, programs } = require('../lib');
const iam = require('aws-cdk-lib/aws-iam');
const kms = require('aws-cdk-lib/aws-kms');

const { Alias, Key, KeySpec, KeyUsage } = kms;
const { days } = cdk.Duration;
const key = (s, props) => new Key(s, 'Key', props);
const role = (s) => new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const statement = (props) => new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ServicePrincipal('sns.amazonaws.com')], ...props });
const references = (s, k) => {
  new cdk.CfnOutput(s, 'Id', { value: k.keyId });
  new cdk.CfnOutput(s, 'Arn', { value: k.keyArn });
};

programs('kms', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => key(s),
  'description': (s) => key(s, { description: 'Orders' }),
  'disabled': (s) => key(s, { enabled: false }),
  'alias': (s) => key(s, { alias: 'orders' }),
  'alias with its prefix': (s) => key(s, { alias: 'alias/orders' }),
  'two aliases': (s) => {
    const k = key(s, { alias: 'orders' });
    k.addAlias('sales');
  },
  'an alias of its own': (s) => new Alias(s, 'Alias', { aliasName: 'orders', targetKey: key(s) }),
  'the name of an alias': (s) => new cdk.CfnOutput(s, 'Name', { value: key(s).addAlias('orders').aliasName }),
  'alias of AWS': (s) => key(s, { alias: 'aws/orders' }),
  'alias without a name': (s) => key(s, { alias: 'alias/' }),
  'alias with a blank': (s) => key(s, { alias: 'my orders' }),
  'rotation': (s) => key(s, { enableKeyRotation: true }),
  'rotation with a period': (s) => key(s, { rotationPeriod: days(180) }),
  'rotation of 89 days': (s) => key(s, { rotationPeriod: days(89) }),
  'rotation of 2561 days': (s) => key(s, { rotationPeriod: days(2561) }),
  'pending window': (s) => key(s, { pendingWindow: days(7) }),
  'pending window of 6 days': (s) => key(s, { pendingWindow: days(6) }),
  'pending window of 31 days': (s) => key(s, { pendingWindow: days(31) }),
  'multi-region': (s) => key(s, { multiRegion: true }),
  'to sign': (s) => key(s, { keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY }),
  'to sign with RSA': (s) => key(s, { keySpec: KeySpec.RSA_4096, keyUsage: KeyUsage.SIGN_VERIFY }),
  'to encrypt with RSA': (s) => key(s, { keySpec: KeySpec.RSA_3072 }),
  'to make codes': (s) => key(s, { keySpec: KeySpec.HMAC_256, keyUsage: KeyUsage.GENERATE_VERIFY_MAC }),
  'to agree': (s) => key(s, { keySpec: KeySpec.ECC_NIST_P384, keyUsage: KeyUsage.KEY_AGREEMENT }),
  'to sign with lattices': (s) => key(s, { keySpec: KeySpec.ML_DSA_65, keyUsage: KeyUsage.SIGN_VERIFY }),
  'to encrypt with HMAC': (s) => key(s, { keySpec: KeySpec.HMAC_256, keyUsage: KeyUsage.ENCRYPT_DECRYPT }),
  'to sign with a symmetric key': (s) => key(s, { keyUsage: KeyUsage.SIGN_VERIFY }),
  'to agree with RSA': (s) => key(s, { keySpec: KeySpec.RSA_2048, keyUsage: KeyUsage.KEY_AGREEMENT }),
  'rotation of RSA': (s) => key(s, { keySpec: KeySpec.RSA_2048, enableKeyRotation: true }),
  'kept': (s) => key(s, { removalPolicy: cdk.RemovalPolicy.RETAIN }),
  'deleted': (s) => key(s, { removalPolicy: cdk.RemovalPolicy.DESTROY }),
  'a policy': (s) => key(s, { policy: new iam.PolicyDocument({ statements: [statement()] }) }),
  'a statement more': (s) => key(s).addToResourcePolicy(statement({ conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } } })),
  'references': (s) => references(s, key(s)),
  // Grants.
  'grantDecrypt': (s) => key(s).grantDecrypt(role(s)),
  'grantEncrypt': (s) => key(s).grantEncrypt(role(s)),
  'grantEncryptDecrypt': (s) => key(s).grantEncryptDecrypt(role(s)),
  'grantSign': (s) => key(s).grantSign(role(s)),
  'grantVerify': (s) => key(s).grantVerify(role(s)),
  'grantSignVerify': (s) => key(s).grantSignVerify(role(s)),
  'grantGenerateMac': (s) => key(s).grantGenerateMac(role(s)),
  'grantVerifyMac': (s) => key(s).grantVerifyMac(role(s)),
  'grantAdmin': (s) => key(s).grantAdmin(role(s)),
  'grant of actions': (s) => key(s).grant(role(s), 'kms:DescribeKey'),
  // Imported keys.
  'imported by ARN': (s) => {
    const k = Key.fromKeyArn(s, 'Key', arn);
    k.grantDecrypt(role(s));
    references(s, k);
  },
  'imported by ARN, with an alias': (s) => Key.fromKeyArn(s, 'Key', arn).addAlias('orders'),
  'imported by alias': (s) => Alias.fromAliasName(s, 'Key', 'alias/orders').grantEncryptDecrypt(role(s)),
  'imported by alias, references': (s) => references(s, Alias.fromAliasName(s, 'Key', 'alias/orders')),
});
