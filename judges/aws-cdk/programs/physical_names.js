// Names that the CDK generates for a resource that another account or region refers to.
'use strict';

const { Construct } = require('constructs');
const { app, cdk, message, stack, vectors } = require('../lib');

const long = (letter, count) => letter.repeat(count);
const env = { account: '111111111111', region: 'eu-west-1' };
const inputs = [
  { name: 'one component', path: ['Table'] },
  { name: 'two', path: ['Users', 'Table'] },
  { name: 'the main resource', path: ['Users', 'Table', 'Resource'] },
  { name: 'a stack name of its own', path: ['Table'], stack_name: 'users-prod' },
  { name: 'upper case', path: ['UPPER', 'Case'], stack_name: 'MyStack' },
  { name: 'a long stack name', path: ['Table'], stack_name: long('stack', 12) },
  { name: 'a long path', path: [long('a', 30), long('b', 30), 'Table'] },
  { name: 'both long', path: [long('a', 30), long('b', 30)], stack_name: long('x', 80) },
  { name: 'odd letters', path: ['my-table_1', '{id}'] },
  { name: 'Korean', path: ['사용자', 'Table'] },
  { name: 'another region', path: ['Table'], env: { ...env, region: 'us-east-1' } },
  { name: 'another account', path: ['Table'], env: { ...env, account: '222222222222' } },
  { name: 'another stack', path: ['Table'], stack: 'Other' },
  { name: 'below Default', path: ['Default', 'Table'] },
  { name: 'a stage', path: ['Table'], stage: 'Dev' },
  { name: 'no region', path: ['Table'], env: { account: '111111111111' } },
  { name: 'no account', path: ['Table'], env: { region: 'eu-west-1' } },
];

class Named extends cdk.Resource {
  constructor(scope, id) {
    super(scope, id, { physicalName: cdk.PhysicalName.GENERATE_IF_NEEDED });
  }

  generated() {
    return this.generatePhysicalName();
  }
}

function compute(input) {
  try {
    const theApp = app();
    const outer = input.stage ? new cdk.Stage(theApp, input.stage) : theApp;
    const theStack = stack(outer, input.stack ?? 'Users', { env: input.env ?? env, stackName: input.stack_name });
    const scope = input.path.slice(0, -1).reduce((parent, id) => new Construct(parent, id), theStack);
    return { physical_name: new Named(scope, input.path.at(-1)).generated() };
  } catch (error) {
    return { error: message(error) };
  }
}

vectors(
  'physical-names',
  'path: ids below the stack, which is called Users (or as `stack` says, below the stage `stage`, with the stack name `stack_name`), in '
    + 'account 111111111111 and region eu-west-1 (or `env`). physical_name: the generated name; error: the refusal.',
  inputs.map((input) => ({ ...input, ...compute(input) })),
);
