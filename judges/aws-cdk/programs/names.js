// Names made from whole paths: the unique id of a node and the names of physical resources.
'use strict';

const { Construct } = require('constructs');
const { cdk, app, message, stack, vectors } = require('../lib');

const long = (letter, count) => letter.repeat(count);

const paths = [
  ['UserService'], ['UserService', 'UserHandler'], ['UserService', 'UserApi'], ['Stack', 'A', 'Default', 'B', 'Resource'],
  ['my-service', 'my_api'], ['서비스', '테이블'], ['Stack', 'Default'], ['S', 'Resource'], ['S', 'S', 'S'],
  ['UserService', 'UserApi', 'Default', 'users', '{id}', 'GET'], [long('s', 128), long('a', 120), 'B'],
  [long('s', 128), long('a', 128)], ['S', long('abc', 200)], ['S', long('x', 254)], ['S', long('x', 255)], ['S', long('x', 256)],
];
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

const cases = [];
for (const path of paths) {
  const scope = () => path.reduce((parent, id) => new Construct(parent, id), app());
  cases.push({ function: 'node_unique_id', path, ...compute(() => cdk.Names.nodeUniqueId(scope().node)) });
  for (const options of settings) {
    cases.push({ function: 'unique_resource_name', path, options, ...compute(() => cdk.Names.uniqueResourceName(scope(), options)) });
  }
}

// The name of a construct in a stack with a fixed name: the stack's name comes in, its path above does not.
for (const stackName of [undefined, 'prod-users']) {
  const theStack = stack(new cdk.Stage(app(), 'Prod'), 'Users', { stackName });
  const construct = new Construct(theStack, 'Table');
  cases.push({
    function: 'unique_resource_name', stage: 'Prod', stack: 'Users', ...(stackName ? { stack_name: stackName } : {}), path: ['Table'],
    options: {}, name: cdk.Names.uniqueResourceName(construct, {}),
  });
}

vectors(
  'names',
  'path: ids from below the app. name: what the function of the CDK (Names.nodeUniqueId, Names.uniqueResourceName) gives.',
  cases,
);
