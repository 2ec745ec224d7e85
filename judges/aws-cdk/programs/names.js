// Names made from whole paths: the unique id of a node and the names of physical resources.
'use strict';

const { Construct } = require('constructs');
const { cdk, app, message, stack, vectors } = require('../lib');

const long = (letter, count) => letter.repeat(count);
const below = (scope, ids) => ids.reduce((parent, id) => new Construct(parent, id), scope);

const settings = [
  {}, { separator: '-' }, { maxLength: 64 }, { maxLength: 32 }, { maxLength: 64, separator: '-' },
  { maxLength: 20, separator: '-' }, { allowedSpecialCharacters: '-_' }, { separator: '-', allowedSpecialCharacters: '-{}' },
];

const compute = (build) => {
  try {
    return { name: build() };
  } catch (error) {
    return { error: message(error) };
  }
};

const unique = [
  ['UserService'], ['UserService', 'UserHandler'], ['UserService', 'UserApi'], ['Stack', 'A', 'Default', 'B', 'Resource'],
  ['my-service', 'my_api'], ['서비스', '테이블'], ['Stack', 'Default'], ['S', 'Resource'], ['S', 'S', 'S'],
  ['UserService', 'UserApi', 'Default', 'users', '{id}', 'GET'], [long('s', 128), long('a', 120), 'B'],
  ['S', long('x', 238)], ['S', long('x', 239)], ['S', long('x', 240)], ['Prod', 'Users', 'Table'],
];
const cases = unique.map((path) => ({ path, ...compute(() => cdk.Names.nodeUniqueId(below(app(), path).node)) }));

vectors('unique-ids', 'path: ids from below the app, with the stack. name: what Names.nodeUniqueId of the CDK gives.', cases);

const resources = [
  ['UserService'], ['UserService', 'UserHandler'], ['UserService', 'UserApi', 'Default', 'users', '{id}', 'GET'],
  ['Stack', 'A', 'Default', 'B', 'Resource'], ['my-service', 'my_api'], ['Stack', '테이블'], ['Stack', 'Default'], ['S', 'Resource'],
  ['S', 'S', 'S'], [`S${long('s', 127)}`, long('a', 120), 'B'], ['S', long('abc', 200)],
];
const named = [];
for (const path of resources) {
  for (const options of settings) {
    named.push({ path, options, ...compute(() => cdk.Names.uniqueResourceName(below(stack(app(), path[0]), path.slice(1)), options)) });
  }
}
// The stack counts by its name, and what is above it not by itself.
for (const stack_name of [undefined, 'prod-users']) {
  const theStack = stack(new cdk.Stage(app(), 'Prod'), 'Users', { stackName: stack_name });
  named.push({ stage: 'Prod', stack_name, path: ['Users', 'Table'], options: {}, name: cdk.Names.uniqueResourceName(new Construct(theStack, 'Table'), {}) });
}

vectors(
  'resource-names',
  'path: ids from the stack down (stage: a stage above it, stack_name: a name that was given to it). name: what '
    + 'Names.uniqueResourceName of the CDK gives with the options.',
  named,
);
