// Renames of logical ids: what they do, together with overrides, and what is refused.
'use strict';

const { cdk, programs } = require('../lib');

const topic = (scope, id, properties) => new cdk.CfnResource(scope, id, { type: 'AWS::SNS::Topic', properties });

programs(
  'renames',
  'program: what fills the stack. template: what the CDK writes, or error: how it refuses.',
  {
    'references follow a rename': (stack) => {
      const a = topic(stack, 'A');
      topic(stack, 'B', { Name: a.ref, Arn: a.getAtt('TopicArn'), Text: cdk.Fn.sub('x-${A}') });
      topic(stack, 'C').addResourceDependency(a);
      stack.renameLogicalId('A', 'Renamed');
    },
    'every kind of element can be renamed': (stack) => {
      const parameter = new cdk.CfnParameter(stack, 'Parameter');
      const condition = new cdk.CfnCondition(stack, 'Condition', { expression: cdk.Fn.conditionEquals(parameter, 'x') });
      const mapping = new cdk.CfnMapping(stack, 'Mapping', { mapping: { a: { b: 'c' } } });
      const resource = topic(stack, 'Topic', { Name: mapping.findInMap(parameter.valueAsString, 'b') });
      resource.cfnOptions.condition = condition;
      new cdk.CfnOutput(stack, 'Output', { value: resource.ref });
      for (const id of ['Parameter', 'Condition', 'Mapping', 'Topic', 'Output']) stack.renameLogicalId(id, `New${id}`);
    },
    'two ids can be swapped': (stack) => {
      topic(stack, 'A', { Name: 'a' });
      topic(stack, 'B', { Name: 'b' });
      stack.renameLogicalId('A', 'B');
      stack.renameLogicalId('B', 'A');
    },
    'a rename to itself changes nothing': (stack) => {
      topic(stack, 'A');
      stack.renameLogicalId('A', 'A');
    },
    'renames do not follow each other': (stack) => {
      topic(stack, 'A');
      topic(stack, 'B');
      stack.renameLogicalId('A', 'C');
      stack.renameLogicalId('B', 'D');
    },
    'an overridden id is not renamed': (stack) => {
      topic(stack, 'A').overrideLogicalId('Fixed');
      stack.renameLogicalId('Fixed', 'Renamed');
    },
    'the computed id of an overridden element is not renamed': (stack) => {
      topic(stack, 'A').overrideLogicalId('Fixed');
      stack.renameLogicalId('A', 'Renamed');
    },
    'fails on a rename of nothing': (stack) => {
      topic(stack, 'A');
      stack.renameLogicalId('Missing', 'Renamed');
    },
    'fails on two renames of nothing': (stack) => {
      topic(stack, 'A');
      stack.renameLogicalId('Missing', 'Renamed');
      stack.renameLogicalId('Gone', 'Renamed2');
    },
    'fails on two renames of one id': (stack) => {
      topic(stack, 'A');
      stack.renameLogicalId('A', 'B');
      stack.renameLogicalId('A', 'C');
    },
    'fails when two elements end with one id': (stack) => {
      topic(stack, 'A');
      topic(stack, 'B');
      stack.renameLogicalId('A', 'B');
    },
    'fails on a new id that is none': (stack) => {
      topic(stack, 'A');
      stack.renameLogicalId('A', 'not-an-id');
    },
  },
);
