// The rarer parts of a template: rules, transforms, policies, dynamic references, and functions that need a transform.
'use strict';

const { cdk, programs } = require('../lib');
const { Fn, SecretValue } = cdk;

const thing = (s, id, properties, type = 'Acme::Test::Thing') => new cdk.CfnResource(s, id, { type, properties });
const use = (s, value) => thing(s, 'Use', { Value: value });
const secret = (s, value) => thing(s, 'Db', { MasterUserPassword: value }, 'AWS::RDS::DBInstance');
const group = (s) => thing(s, 'Group', {}, 'AWS::AutoScaling::AutoScalingGroup');

programs(
  'elements',
  'program: what fills the stack `s`; thing(s, id, properties, type) is a resource, use(s, value) one with the property Value, secret(s, value) a '
    + 'database with that password, group(s) an '
    + 'AWS::AutoScaling::AutoScalingGroup called Group. template: what the CDK writes; error: its refusal; warnings: what it warns of.',
  {
    // Functions of the language extensions.
    'ToJsonString': (s) => use(s, Fn.toJsonString({ a: thing(s, 'T').ref, b: [1, true] })),
    'ToJsonString of literals': (s) => use(s, Fn.toJsonString({ a: 'x', n: 1 })),
    'ToJsonString of a list': (s) => use(s, Fn.toJsonString([thing(s, 'T').ref, 'x'])),
    'ToJsonString of a text': (s) => use(s, Fn.toJsonString('x')),
    'ToJsonString in text': (s) => use(s, `a${Fn.toJsonString({ a: 1 })}`),
    'stack.toJsonString': (s) => use(s, s.toJsonString({ a: thing(s, 'T').ref, b: 'x"y' })),
    'Length of a list': (s) => use(s, Fn.len(['a', 'b'])),
    'Length of a list with a token': (s) => use(s, Fn.len([thing(s, 'T').ref, 'b'])),
    'Length of a list token': (s) => use(s, Fn.len(Fn.split(',', thing(s, 'T').ref))),
    'Length of a list parameter': (s) => use(s, Fn.len(new cdk.CfnParameter(s, 'P', { type: 'CommaDelimitedList' }).valueAsList)),
    'FindInMap with a default': (s) => { new cdk.CfnMapping(s, 'M', { mapping: { a: { b: 'c' } } }); use(s, Fn.findInMap('M', cdk.Aws.REGION, 'b', 'none')); },
    'FindInMap without a default': (s) => { new cdk.CfnMapping(s, 'M', { mapping: { a: { b: 'c' } } }); use(s, Fn.findInMap('M', cdk.Aws.REGION, 'b')); },
    'findInMap of a mapping with a default': (s) => use(s, new cdk.CfnMapping(s, 'M', { mapping: { a: { b: 'c' } } }).findInMap(cdk.Aws.REGION, 'b', 'none')),
    'findInMap of a mapping, literal': (s) => use(s, new cdk.CfnMapping(s, 'M', { mapping: { a: { b: 'c' } } }).findInMap('a', 'b')),
    'findInMap of a mapping, literal that is not there': (s) => use(s, new cdk.CfnMapping(s, 'M', { mapping: { a: { b: 'c' } } }).findInMap('a', 'x')),
    'a lazy mapping, literal keys': (s) => use(s, new cdk.CfnMapping(s, 'M', { lazy: true, mapping: { a: { b: 'c' } } }).findInMap('a', 'b')),
    'a lazy mapping, a token': (s) => use(s, new cdk.CfnMapping(s, 'M', { lazy: true, mapping: { a: { b: 'c' } } }).findInMap(cdk.Aws.REGION, 'b')),
    // Others.
    'GetAZs': (s) => use(s, Fn.getAzs()),
    'GetAZs of a region': (s) => use(s, Fn.getAzs('eu-west-1')),
    'one of GetAZs': (s) => use(s, Fn.select(0, Fn.getAzs())),
    'availabilityZones of an agnostic stack': (s) => use(s, s.availabilityZones),
    'Cidr': (s) => use(s, Fn.cidr('10.0.0.0/16', 4)),
    'Cidr with bits': (s) => use(s, Fn.cidr('10.0.0.0/16', 4, '8')),
    'one of Cidr': (s) => use(s, Fn.select(1, Fn.cidr(thing(s, 'T').ref, 4, '8'))),
    'ImportValue': (s) => use(s, Fn.importValue('name')),
    'ImportValue of a text': (s) => use(s, Fn.importValue(`${cdk.Aws.REGION}-name`)),
    'ImportValue as a list': (s) => use(s, Fn.importListValue('name', 3)),
    'ImportValue as a list, one of it': (s) => use(s, Fn.select(1, Fn.importListValue('name', 3, ','))),
    'GetStackOutput': (s) => use(s, Fn.getStackOutput('other', 'Arn')),
    'GetStackOutput of a region': (s) => use(s, Fn.getStackOutput('other', 'Arn', 'eu-west-1')),
    'GetStackOutput with a role': (s) => use(s, Fn.getStackOutput('other', 'Arn', 'eu-west-1', 'arn:aws:iam::111111111111:role/r')),
    'Transform as a value': (s) => use(s, Fn.transform('AWS::Include', { Location: 's3://bucket/key' })),
    'Transform with a reference': (s) => use(s, Fn.transform('Macro', { A: thing(s, 'T').ref, B: 1 })),
    'parseDomainName': (s) => use(s, Fn.parseDomainName(thing(s, 'T').getAtt('Url').toString())),
    'split of known length': (s) => use(s, Fn.split(',', thing(s, 'T').ref, 2)),
    'sub with variables': (s) => use(s, Fn.sub('${A}-${B}', { A: thing(s, 'T').ref, B: 'x' })),
    // Transforms of the template.
    'one transform': (s) => { thing(s, 'T'); s.addTransform('AWS::Serverless-2016-10-31'); },
    'two transforms': (s) => { thing(s, 'T'); s.addTransform('AWS::Serverless-2016-10-31'); s.addTransform('AWS::LanguageExtensions'); },
    'a transform twice': (s) => { thing(s, 'T'); s.addTransform('B'); s.addTransform('A'); s.addTransform('B'); },
    'a transform and ToJsonString': (s) => { s.addTransform('AWS::Serverless-2016-10-31'); use(s, Fn.toJsonString({ a: 1 })); },
    'a transform by templateOptions': (s) => { thing(s, 'T'); s.templateOptions.transforms = ['B', 'A', 'B']; },
    'template options': (s) => { thing(s, 'T'); s.templateOptions.description = 'What it is'; s.templateOptions.templateFormatVersion = '2010-09-09'; s.templateOptions.metadata = { Key: { a: 1 } }; },
    'ForEach by hand': (s) => { s.addTransform('AWS::LanguageExtensions'); s.templateOptions.metadata = {}; use(s, { 'Fn::ForEach::Loop': ['X', ['a', 'b'], { 'Key${X}': 'v' }] }); },
    // Rules and the functions that only rules have.
    'rule': (s) => new cdk.CfnRule(s, 'R', { ruleCondition: Fn.conditionEquals(cdk.Aws.REGION, 'eu-west-1'), assertions: [{ assert: Fn.conditionContains(['a', 'b'], cdk.Aws.ACCOUNT_ID), assertDescription: 'one of these' }] }),
    'rule without a condition': (s) => { const rule = new cdk.CfnRule(s, 'R'); rule.addAssertion(Fn.conditionEquals('a', 'b'), 'first'); rule.addAssertion(Fn.conditionNot(Fn.conditionEquals('a', 'b')), 'second'); },
    'rule without assertions': (s) => new cdk.CfnRule(s, 'R'),
    'rule functions': (s) => {
      const size = new cdk.CfnParameter(s, 'Size', { type: 'String' });
      new cdk.CfnRule(s, 'R', { assertions: [
        { assert: Fn.conditionEachMemberEquals(Fn.valueOfAll('AWS::EC2::Subnet::Id', 'VpcId'), 'vpc'), assertDescription: 'a' },
        { assert: Fn.conditionEachMemberIn(Fn.valueOfAll('AWS::EC2::Subnet::Id', 'Tags.Name'), Fn.refAll('AWS::EC2::VPC::Id')), assertDescription: 'b' },
        { assert: Fn.conditionEquals(Fn.valueOf('Subnet', 'VpcId'), size.valueAsString), assertDescription: 'c' },
        { assert: Fn.conditionContains(Fn.refAll('AWS::EC2::VPC::Id'), 'x'), assertDescription: 'd' },
      ] });
    },
    'conditions': (s) => {
      const a = new cdk.CfnCondition(s, 'A', { expression: Fn.conditionEquals(cdk.Aws.REGION, 'x') });
      const b = new cdk.CfnCondition(s, 'B', { expression: Fn.conditionNot(a) });
      new cdk.CfnCondition(s, 'C', { expression: Fn.conditionAnd(a, Fn.conditionOr(b, Fn.conditionEquals('a', 'b'))) });
    },
    'and of eleven': (s) => new cdk.CfnCondition(s, 'A', { expression: Fn.conditionAnd(...[...Array(11).keys()].map((n) => Fn.conditionEquals(`${n}`, 'x'))) }),
    'or of one': (s) => new cdk.CfnCondition(s, 'A', { expression: Fn.conditionOr(Fn.conditionEquals('a', 'x')) }),
    'and of none': (s) => new cdk.CfnCondition(s, 'A', { expression: Fn.conditionAnd() }),
    // Creation and update policies.
    'creation policy, signal': (s) => { group(s).cfnOptions.creationPolicy = { resourceSignal: { count: 2, timeout: 'PT10M' } }; },
    'creation policy, group': (s) => { group(s).cfnOptions.creationPolicy = { autoScalingCreationPolicy: { minSuccessfulInstancesPercent: 50 }, resourceSignal: { timeout: 'PT5M' } }; },
    'creation policy, fleet': (s) => { thing(s, 'T', {}, 'AWS::AppStream::Fleet').cfnOptions.creationPolicy = { startFleet: true }; },
    'creation policy, empty': (s) => { thing(s, 'T').cfnOptions.creationPolicy = {}; },
    'update policy, rolling': (s) => {
      group(s).cfnOptions.updatePolicy = { autoScalingRollingUpdate: {
        maxBatchSize: 1, minInstancesInService: 1, minSuccessfulInstancesPercent: 100, pauseTime: 'PT5M', suspendProcesses: ['AlarmNotification'], waitOnResourceSignals: true,
      } };
    },
    'update policy, replacing': (s) => { group(s).cfnOptions.updatePolicy = { autoScalingReplacingUpdate: { willReplace: true } }; },
    'update policy, scheduled': (s) => { group(s).cfnOptions.updatePolicy = { autoScalingScheduledAction: { ignoreUnmodifiedGroupSizeProperties: true } }; },
    'update policy, refresh': (s) => { group(s).cfnOptions.updatePolicy = { autoScalingInstanceRefresh: { strategy: 'Rolling', preferences: { minHealthyPercentage: 90, instanceWarmup: 60, skipMatching: true } } }; },
    'update policy, alias': (s) => {
      const hook = thing(s, 'Hook', {}, 'AWS::Lambda::Function');
      thing(s, 'Alias', {}, 'AWS::Lambda::Alias').cfnOptions.updatePolicy = { codeDeployLambdaAliasUpdate: {
        applicationName: thing(s, 'App', {}, 'AWS::CodeDeploy::Application').ref, deploymentGroupName: 'group', beforeAllowTrafficHook: hook.ref, afterAllowTrafficHook: 'after',
      } };
    },
    'update policy, resharding': (s) => { thing(s, 'T', {}, 'AWS::ElastiCache::ReplicationGroup').cfnOptions.updatePolicy = { useOnlineResharding: true }; },
    'update policy, version': (s) => { thing(s, 'T', {}, 'AWS::OpenSearchService::Domain').cfnOptions.updatePolicy = { enableVersionUpgrade: true }; },
    'all attributes of a resource': (s) => {
      const t = thing(s, 'T', { A: 1 }, 'AWS::AutoScaling::AutoScalingGroup');
      Object.assign(t.cfnOptions, {
        condition: new cdk.CfnCondition(s, 'C', { expression: Fn.conditionEquals('a', 'b') }), creationPolicy: { resourceSignal: { count: 1 } }, updatePolicy: { autoScalingReplacingUpdate: { willReplace: true } },
        deletionPolicy: cdk.CfnDeletionPolicy.RETAIN, updateReplacePolicy: cdk.CfnDeletionPolicy.DELETE, version: '1', description: 'd', metadata: { k: 'v' },
      });
      t.addResourceDependency(thing(s, 'U'));
    },
    // Dynamic references.
    'secretsmanager': (s) => use(s, SecretValue.secretsManager('name').unsafeUnwrap()),
    'secretsmanager, a field': (s) => use(s, SecretValue.secretsManager('name', { jsonField: 'password' }).unsafeUnwrap()),
    'secretsmanager, a stage': (s) => use(s, SecretValue.secretsManager('name', { jsonField: 'password', versionStage: 'AWSPREVIOUS' }).unsafeUnwrap()),
    'secretsmanager, a version': (s) => use(s, SecretValue.secretsManager('name', { versionId: '12345678-1234' }).unsafeUnwrap()),
    'secretsmanager, stage and version': (s) => use(s, SecretValue.secretsManager('name', { versionStage: 'a', versionId: 'b' }).unsafeUnwrap()),
    'secretsmanager by ARN': (s) => use(s, SecretValue.secretsManager('arn:aws:secretsmanager:eu-west-1:111111111111:secret:name-AbCdEf', { jsonField: 'x' }).unsafeUnwrap()),
    'secretsmanager by a broken ARN': (s) => use(s, SecretValue.secretsManager('arn:aws:secretsmanager:eu-west-1:111111111111').unsafeUnwrap()),
    'secretsmanager of a secret of the stack': (s) => use(s, SecretValue.secretsManager(thing(s, 'Secret', {}, 'AWS::SecretsManager::Secret').ref, { jsonField: 'x' }).unsafeUnwrap()),
    'secretsmanager without an id': (s) => use(s, SecretValue.secretsManager('').unsafeUnwrap()),
    'secretsmanager with a colon': (s) => use(s, SecretValue.secretsManager('a:b').unsafeUnwrap()),
    'ssm-secure': (s) => secret(s, SecretValue.ssmSecure('/a/b').unsafeUnwrap()),
    'ssm-secure, a version': (s) => secret(s, SecretValue.ssmSecure('/a/b', '3').unsafeUnwrap()),
    'ssm': (s) => use(s, new cdk.CfnDynamicReference(cdk.CfnDynamicReferenceService.SSM, '/a/b:2').toString()),
    'ssm without a version': (s) => use(s, new cdk.CfnDynamicReference(cdk.CfnDynamicReferenceService.SSM, '/a/b').toString()),
    'plain text': (s) => use(s, SecretValue.unsafePlainText('secret').unsafeUnwrap()),
    'a secret in text': (s) => secret(s, `x-${SecretValue.ssmSecure('/a').unsafeUnwrap()}-y`),
    'a secret where none may be': (s) => use(s, SecretValue.ssmSecure('/a')),
    'a parameter as a secret': (s) => use(s, SecretValue.cfnParameter(new cdk.CfnParameter(s, 'P', { noEcho: true })).unsafeUnwrap()),
    'a parameter that echoes as a secret': (s) => use(s, SecretValue.cfnParameter(new cdk.CfnParameter(s, 'P')).unsafeUnwrap()),
    'an attribute as a secret': (s) => use(s, SecretValue.resourceAttribute(thing(s, 'T').getAtt('Secret').toString()).unsafeUnwrap()),
  },
);
