// Context: look-ups that the command line answers, their keys, and the values that stand in until then.
'use strict';

const fs = require('fs');
const path = require('path');
const { app, cdk, message, vectors } = require('../lib');
const ec2 = require('aws-cdk-lib/aws-ec2');
const route53 = require('aws-cdk-lib/aws-route53');
const ssm = require('aws-cdk-lib/aws-ssm');

const env = { account: '111111111111', region: 'eu-west-1' };
const raw = (provider, props, dummyValue, more = {}) => (s) => cdk.ContextProvider.getValue(s, { provider, props, dummyValue, ...more }).value;

const cases = {
  'a provider without properties': { read: raw('availability-zones', {}, ['dummy1a', 'dummy1b']) },
  'a provider with properties': { read: raw('ssm', { parameterName: '/a/b' }, 'dummy') },
  'several properties': { read: raw('hosted-zone', { domainName: 'example.com', privateZone: true, vpcId: 'vpc-1' }, {}) },
  'properties in another order': { read: raw('hosted-zone', { vpcId: 'vpc-1', privateZone: true, domainName: 'example.com' }, {}) },
  'a map of values': { read: raw('ami', { filters: { name: ['amzn*'], state: ['available'] }, owners: ['amazon'] }, 'ami-1') },
  'a list': { read: raw('plugin', { pluginName: 'x', values: ['b', 'a'], list: [{ a: 1 }] }, 'x') },
  'a number, a boolean, an absent value': { read: raw('plugin', { pluginName: 'x', n: 5, yes: true, no: undefined }, 'x') },
  'letters that are escaped': { read: raw('ssm', { parameterName: 'a:b=c$d,e[f]' }, 'dummy') },
  'unicode': { read: raw('ssm', { parameterName: '/한글' }, 'dummy') },
  'without the environment': { read: raw('ssm', { parameterName: '/a/b' }, 'dummy', { includeEnvironment: false }) },
  'twice the same': { read: (s) => [raw('ssm', { parameterName: '/a' }, 'dummy')(s), raw('ssm', { parameterName: '/a' }, 'dummy')(s)] },
  'in another environment': { env: { account: '222222222222', region: 'us-east-1' }, read: raw('ssm', { parameterName: '/a' }, 'dummy') },
  'an unknown region': { env: { account: '111111111111' }, read: raw('ssm', { parameterName: '/a' }, 'dummy') },
  'an unknown environment': { env: {}, read: raw('ssm', { parameterName: '/a' }, 'dummy') },
  'answered': { context: { 'ssm:account=111111111111:parameterName=/a:region=eu-west-1': 'real' }, read: raw('ssm', { parameterName: '/a' }, 'dummy') },
  'answered with an error': { context: { 'ssm:account=111111111111:parameterName=/a:region=eu-west-1': { $providerError: 'not there' } }, read: raw('ssm', { parameterName: '/a' }, 'dummy') },
  'not needed': { read: raw('ssm', { parameterName: '/a' }, 'dummy', { mustExist: false }) },
  'ssm, a parameter': { read: (s) => ssm.StringParameter.valueFromLookup(s, '/a/b') },
  'ssm, with a default': { read: (s) => ssm.StringParameter.valueFromLookup(s, '/a/b', 'default') },
  'zones of a stack': { read: (s) => s.availabilityZones },
  'zones, answered': { context: { 'availability-zones:account=111111111111:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] }, read: (s) => s.availabilityZones },
  'a hosted zone': { read: (s) => route53.HostedZone.fromLookup(s, 'Zone', { domainName: 'example.com' }).hostedZoneId },
  'a private hosted zone': { read: (s) => route53.HostedZone.fromLookup(s, 'Zone', { domainName: 'example.com', privateZone: true, vpcId: 'vpc-1' }).hostedZoneId },
  'the default VPC': { read: (s) => ec2.Vpc.fromLookup(s, 'Vpc', { isDefault: true }).vpcId },
  'a VPC by id': { read: (s) => ec2.Vpc.fromLookup(s, 'Vpc', { vpcId: 'vpc-1' }).vpcId },
  'a VPC by tags': { read: (s) => ec2.Vpc.fromLookup(s, 'Vpc', { tags: { Name: 'x', Team: 'y' } }).vpcId },
  'an image': { read: (s) => ec2.MachineImage.lookup({ name: 'amzn*', owners: ['amazon'] }).getImage(s).imageId },
  'a security group': { read: (s) => ec2.SecurityGroup.fromLookupById(s, 'Group', 'sg-1').securityGroupId },
};

function compute({ env: where = env, context = {}, read }) {
  const theApp = app(context);
  try {
    const theStack = new cdk.Stack(theApp, 'S', { env: where, synthesizer: new cdk.DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
    const value = read(theStack);
    const errors = theStack.node.metadata.filter(({ type }) => type === 'aws:cdk:error').map(({ data }) => data);
    if (errors.length > 0) return { value: theStack.resolve(value), errors };
    const { directory } = theApp.synth();
    const { missing } = JSON.parse(fs.readFileSync(path.join(directory, 'manifest.json'), 'utf8'));
    return { value: theStack.resolve(value), missing };
  } catch (error) {
    return { error: message(error) };
  } finally {
    fs.rmSync(theApp.outdir, { recursive: true, force: true });
  }
}

vectors(
  'context',
  'read: what is looked up in the stack `s` of account 111111111111 and region eu-west-1 (or `env`), when `context` is given. raw(provider, '
    + 'props, dummy, more) is ContextProvider.getValue. value: what the program got; errors: what was reported at the stack; missing: the list of the same name in manifest.json.',
  Object.entries(cases).map(([name, { env: where, context, read }]) => (
    { name, ...(where ? { env: where } : {}), ...(context ? { context } : {}), read: text(name, read), ...compute({ env: where, context, read }) }
  )),
);

/** The arguments of `raw` are closed over: the source of the case stands in this file. */
function text(name, read) {
  const own = read.toString();
  if (!own.includes('ContextProvider')) return own;
  const line = fs.readFileSync(__filename, 'utf8').split('\n').find((one) => one.includes(`'${name}':`));
  return line.slice(line.indexOf('read: ') + 6, line.lastIndexOf(' }'));
}
