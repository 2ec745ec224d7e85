// A reference from one stack to another, and the names of exports.
'use strict';

const { Construct } = require('constructs');
const { app, cdk, message, source, stack, templates, vectors } = require('../lib');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');

const table = (scope, id = 'Table') => new dynamodb.Table(scope, id, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, stream: dynamodb.StreamViewType.KEYS_ONLY });
const use = (scope, id, value) => new cdk.CfnOutput(scope, id, { value });

const named = {
  'ARN': (a, b) => use(b, 'Arn', table(a).tableArn),
  'Ref': (a, b) => use(b, 'Name', table(a).tableName),
  'both': (a, b) => { const t = table(a); use(b, 'Arn', t.tableArn); use(b, 'Name', t.tableName); use(b, 'Stream', t.tableStreamArn); },
  'twice': (a, b) => { const t = table(a); use(b, 'One', t.tableArn); use(b, 'Two', t.tableArn); },
  'in text': (a, b) => use(b, 'Index', `${table(a).tableArn}/index/*`),
  'of a long path': (a, b) => {
    const scope = ['Alpha', 'Beta', 'Gamma', 'Delta'].reduce((parent, id) => new Construct(parent, id.repeat(20)), a);
    use(b, 'Arn', table(scope).tableArn);
  },
  'both ways': (a, b) => { use(b, 'Arn', table(a).tableArn); use(a, 'Arn', table(b, 'Other').tableArn); },
  'asked for': (a) => a.exportValue(table(a).tableArn),
  'asked for by name': (a) => a.exportValue(table(a).tableArn, { name: 'users-arn' }),
};

function compute(program, strength) {
  try {
    const theApp = app({ '@aws-cdk/core:defaultCrossStackReferences': strength });
    const producer = stack(theApp, 'Producer');
    const consumer = stack(theApp, 'Consumer', { stackName: 'consumer-prod' });
    program(producer, consumer);
    return { templates: templates(theApp) };
  } catch (error) {
    return { error: message(error) };
  }
}

vectors(
  'cross-stack',
  'program: what fills the stacks `a`, which is Producer, and `b`, which is Consumer with the stack name consumer-prod. strength: the '
    + 'setting of the feature flag (weak is what `cdk init` recommends). templates: of both, by stack name.',
  Object.entries(named).flatMap(([name, program]) => ['strong', 'weak'].map((strength) => (
    { name, strength, program: source(program), ...compute(program, strength) }
  ))),
);
