// CfnInclude: what becomes of a template that is brought into a stack, unchanged and changed.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { attempt, cdk, vectors } = require('../lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');

const bucket = (properties = {}, more = {}) => ({ Type: 'AWS::S3::Bucket', ...(Object.keys(properties).length > 0 ? { Properties: properties } : {}), ...more });
const queue = (properties = {}, more = {}) => ({ Type: 'AWS::SQS::Queue', ...(Object.keys(properties).length > 0 ? { Properties: properties } : {}), ...more });
const ref = (name) => ({ Ref: name });
const att = (...parts) => ({ 'Fn::GetAtt': parts });

const whole = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'An old template',
  Metadata: { 'AWS::CloudFormation::Interface': { ParameterGroups: [{ Label: { default: 'Group' }, Parameters: ['Size'] }] }, Own: { a: [1, 2] } },
  Parameters: { Size: { Type: 'Number', Default: 5, MinValue: 1, Description: 'How many' }, Zone: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/zone' }, Names: { Type: 'CommaDelimitedList', Default: 'a,b' } },
  Rules: { OnlyProd: { RuleCondition: { 'Fn::Equals': [ref('Zone'), 'prod'] }, Assertions: [{ Assert: { 'Fn::Contains': [['a'], ref('Zone')] }, AssertDescription: 'd' }] } },
  Mappings: { ByRegion: { 'eu-west-1': { Ami: 'ami-1' }, 'us-east-1': { Ami: 'ami-2' } } },
  Conditions: { IsProd: { 'Fn::Equals': [ref('Zone'), 'prod'] }, IsBig: { 'Fn::And': [{ Condition: 'IsProd' }, { 'Fn::Not': [{ 'Fn::Equals': [ref('Size'), 1] }] }] } },
  Resources: {
    Files: bucket({ BucketName: { 'Fn::Sub': 'files-${AWS::AccountId}-${Size}' }, Tags: [{ Key: 'a', Value: 'b' }] }, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Metadata: { Note: 'x' } }),
    Work: queue({ QueueName: { 'Fn::If': ['IsProd', 'work', ref('AWS::NoValue')] }, DelaySeconds: ref('Size') }, { Condition: 'IsProd', DependsOn: 'Files' }),
    Late: queue({}, { DependsOn: ['Files', 'Work'] }),
    Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [ref('Late')], PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: att('Late', 'Arn') }] } } },
    Own: { Type: 'Custom::Own', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:f', Anything: { Deep: [{ x: 1 }] } } },
  },
  Outputs: { Arn: { Description: 'd', Value: att('Files', 'Arn'), Export: { Name: { 'Fn::Sub': '${AWS::StackName}-arn' } } }, Prod: { Condition: 'IsProd', Value: att('Work', 'QueueName') } },
};

const cases = {
  'a whole template': { template: whole },
  'one resource': { template: { Resources: { Files: bucket() } } },
  'no resources': { template: { Parameters: { P: { Type: 'String' } } } },
  'an unknown property': { template: { Resources: { Files: bucket({ Brand: 'new', BucketName: 'x' }) } } },
  'an unknown type': { template: { Resources: { T: { Type: 'Acme::Test::Thing', Properties: { A: 1 } } } } },
  'a wrong type of value': { template: { Resources: { Q: queue({ DelaySeconds: 'five' }) } } },
  'a number as text': { template: { Resources: { Q: queue({ DelaySeconds: '5', FifoQueue: 'true' }) } } },
  'a text as number': { template: { Resources: { Q: queue({ QueueName: 5 }) } } },
  'a required property is missing': { template: { Resources: { P: { Type: 'AWS::SQS::QueuePolicy', Properties: {} } } } },
  'an unknown resource attribute': { template: { Resources: { Files: { Type: 'AWS::S3::Bucket', Wrong: 1 } } } },
  'an unknown section': { template: { Wrong: {}, Resources: { Files: bucket() } } },
  'an unknown function': { template: { Resources: { Files: bucket({ BucketName: { 'Fn::Wrong': 'x' } }) } } },
  'a reference to nothing': { template: { Resources: { Files: bucket({ BucketName: ref('Nothing') }) } } },
  'an attribute of nothing': { template: { Resources: { Files: bucket({ BucketName: att('Nothing', 'Arn') }) } } },
  'an attribute as text': { template: { Resources: { Q: queue(), Files: bucket({ BucketName: { 'Fn::GetAtt': 'Q.QueueName' } }) } } },
  'Sub of nothing': { template: { Resources: { Files: bucket({ BucketName: { 'Fn::Sub': '${Nothing}' } }) } } },
  'Sub of an attribute': { template: { Resources: { Q: queue(), Files: bucket({ BucketName: { 'Fn::Sub': 'a-${Q.QueueName}-${Q}-${!Not}-${AWS::Region}' } }) } } },
  'Sub with variables': { template: { Resources: { Q: queue(), Files: bucket({ BucketName: { 'Fn::Sub': ['${A}-${Q}', { A: att('Q', 'QueueName') }] } }) } } },
  'DependsOn nothing': { template: { Resources: { Files: bucket({}, { DependsOn: 'Nothing' }) } } },
  'a condition that is not there': { template: { Resources: { Files: bucket({}, { Condition: 'Nothing' }) } } },
  'a circle': { template: { Resources: { A: queue({ QueueName: ref('B') }), B: queue({ QueueName: ref('A') }) } } },
  'a circle, allowed': { template: { Resources: { A: queue({ QueueName: ref('B') }), B: queue({ QueueName: ref('A') }) } }, props: { allowCyclicalReferences: true } },
  'all functions': {
    template: {
      Mappings: { M: { a: { b: 'c' } } },
      Conditions: { C: { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Equals': ['c', 'd'] }] } },
      Resources: {
        Q: queue(),
        T: { Type: 'Custom::T', Properties: {
          ServiceToken: 'x', Join: { 'Fn::Join': ['-', ['a', ref('Q')]] }, Select: { 'Fn::Select': [1, { 'Fn::Split': [',', ref('Q')] }] }, Map: { 'Fn::FindInMap': ['M', 'a', 'b'] },
          Import: { 'Fn::ImportValue': 'n' }, Zones: { 'Fn::GetAZs': '' }, Cidr: { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, Base64: { 'Fn::Base64': 'x' }, If: { 'Fn::If': ['C', 1, { Ref: 'AWS::NoValue' }] },
          Transform: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } }, Pseudo: [ref('AWS::Region'), ref('AWS::AccountId'), ref('AWS::StackId'), ref('AWS::URLSuffix'), ref('AWS::NotificationARNs')],
        } },
      },
    },
  },
  'functions of the language extensions': {
    template: {
      Transform: 'AWS::LanguageExtensions', Mappings: { M: { a: { b: 'c' } } },
      Resources: { T: { Type: 'Custom::T', Properties: { ServiceToken: 'x', Json: { 'Fn::ToJsonString': { a: 1 } }, Length: { 'Fn::Length': [1, 2] }, Map: { 'Fn::FindInMap': ['M', 'a', 'x', { DefaultValue: 'd' }] } } } },
    },
  },
  'ForEach': { template: { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Loop': ['N', ['A', 'B'], { 'Queue${N}': queue({ QueueName: { 'Fn::Sub': 'q-${N}' } }) }] } } },
  'a SAM template': { template: { Transform: 'AWS::Serverless-2016-10-31', Globals: { Function: { Timeout: 3 } }, Resources: { F: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'h', Runtime: 'provided.al2023', CodeUri: './x' } } } } },
  'hooks': { template: { Hooks: { H: { Type: 'Acme::Hook', Properties: { A: 1 } } }, Resources: { Q: queue() } } },
  'policies of a resource': { template: { Resources: {
    G: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '1', MaxSize: '2' }, CreationPolicy: { ResourceSignal: { Count: 1, Timeout: 'PT5M' } }, UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: 1, PauseTime: 'PT1M' } } },
  } } },
  'a parameter is replaced': { template: whole, props: { parameters: { Size: 7 } } },
  'a parameter is replaced in a Sub': { template: { Parameters: { P: { Type: 'String' } }, Resources: { Files: bucket({ BucketName: { 'Fn::Sub': 'a-${P}-${AWS::Region}' } }) } }, props: { parameters: { P: 'x' } } },
  'a parameter is replaced by a reference': {
    template: { Parameters: { P: { Type: 'String' } }, Resources: { Files: bucket({ BucketName: ref('P') }), Q: queue({ QueueName: { 'Fn::Sub': '${P}-q' } }) } },
    props: (s) => ({ parameters: { P: new cdk.CfnResource(s, 'Own', { type: 'Acme::Test::Thing' }).ref } }),
  },
  'a parameter that is not there is replaced': { template: { Resources: { Files: bucket() } }, props: { parameters: { P: 'x' } } },
  'two included templates': { template: { Resources: { A: queue() } }, change: (include, s) => new CfnInclude(s, 'Second', { templateFile: file({ Resources: { B: queue() } }) }) },
  'two with one id': { template: { Resources: { A: queue() } }, change: (include, s) => new CfnInclude(s, 'Second', { templateFile: file({ Resources: { A: queue() } }) }) },
  'ids are not kept': { template: { Parameters: { P: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [ref('P'), 'a'] } }, Resources: { A: queue({ QueueName: ref('P') }, { Condition: 'C' }), B: queue({ QueueName: ref('A') }, { DependsOn: 'A' }) }, Outputs: { O: { Value: ref('B') } } }, props: { preserveLogicalIds: false } },
  'a property is changed': { template: whole, change: (include) => { include.getResource('Files').bucketName = 'other'; include.getResource('Work').addPropertyOverride('DelaySeconds', 9); } },
  'a policy is changed': { template: whole, change: (include) => include.getResource('Files').applyRemovalPolicy(cdk.RemovalPolicy.DESTROY) },
  'a resource is referred to': { template: whole, change: (include, s) => new cdk.CfnOutput(s, 'More', { value: include.getResource('Late').attrArn }) },
  'a resource is renamed': { template: whole, change: (include) => include.getResource('Late').overrideLogicalId('Later') },
  'a parameter, a condition, an output are changed': { template: whole, change: (include) => { include.getParameter('Size').default = 6; include.getCondition('IsProd').expression = cdk.Fn.conditionEquals('a', 'b'); include.getOutput('Prod').value = 'x'; } },
  'a resource that is not there': { template: whole, change: (include) => include.getResource('Nothing') },
  'beside own resources': { template: { Resources: { A: queue() } }, change: (include, s) => { new cdk.CfnResource(s, 'Own', { type: 'Acme::Test::Thing', properties: { A: include.getResource('A').ref } }); include.getResource('A').addResourceDependency(s.node.findChild('Own')); } },
  'tags of the stack': { template: whole, change: (include, s) => cdk.Tags.of(s).add('team', 'x') },
};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'judge-aws-cdk-include-'));
let files = 0;
function file(template) {
  files += 1;
  const name = path.join(folder, `${files}.json`);
  fs.writeFileSync(name, JSON.stringify(template));
  return name;
}

function compute({ template, props = {}, change }) {
  const result = attempt((s) => {
    const include = new CfnInclude(s, 'Included', { templateFile: file(template), ...(typeof props === 'function' ? props(s) : props) });
    change?.(include, s);
  });
  if (result.error) result.error = result.error.split(folder).join('FOLDER').replace(/FOLDER\/\d+/g, 'FOLDER/template');
  // What went in came out: said in one word.
  return JSON.stringify(result.template) === JSON.stringify(template) ? { template: 'unchanged' } : result;
}

vectors(
  'include',
  'included: the template that CfnInclude gets; props: its other properties; change: what the program does after that. template: what the stack '
    + 'becomes (`unchanged` when it is equal to the input, byte for byte); error: the refusal.',
  Object.entries(cases).map(([name, item]) => ({
    name, included: item.template, ...(item.props ? { props: typeof item.props === 'function' ? item.props.toString() : item.props } : {}),
    ...(item.change ? { change: item.change.toString() } : {}), ...compute(item),
  })),
);
fs.rmSync(folder, { recursive: true, force: true });
