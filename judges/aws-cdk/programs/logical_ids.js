// Logical ids for paths below a stack: the components, and the id or the refusal of the real CDK.
'use strict';

const { Construct } = require('constructs');
const { cdk, app, message, random, stack, vectors } = require('../lib');

const long = (letter, count) => letter.repeat(count);

const paths = [
  // One component is used as it is, without a hash.
  ['Table'], ['UserTable'], ['a'], ['A1'], ['1'], ['123'], ['my-table'], ['my_table'], ['my table'], ['my.table'],
  ['Resource'], ['users{id}'], ['{proxy+}'], ['$default'], ['$connect'], ['@#!x'],
  ['Über'], ['naïve'], ['x한글'], ['日本x語'], ['🚀rocket'],
  ['resource'], ['RESOURCE'], ['default'], ['DEFAULT'],
  [long('x', 239)], [long('x', 240)], [long('x', 241)], [long('x', 254)], [long('x', 255)], [long('x', 256)],
  [long('y', 300)], [long('-', 10) + long('x', 255)], [long('-', 300) + 'x'],
  // More than one: a readable part and eight digits of a hash.
  ['UserTable', 'Resource'], ['UserHandler', 'Resource'], ['UserHandler', 'ServiceRole', 'Resource'],
  ['UserHandler', 'ServiceRole', 'DefaultPolicy', 'Resource'], ['UserHandler', 'LogGroup', 'Resource'],
  ['UserApi', 'Resource'], ['UserApi', 'Default', 'users', 'Resource'], ['UserApi', 'Default', 'users', 'GET', 'Resource'],
  ['UserApi', 'Default', 'users', '{id}', 'Resource'], ['UserApi', 'Default', 'users', '{id}', 'GET', 'Resource'],
  ['UserApi', 'Deployment', 'Resource'], ['UserApi', 'DeploymentStage.prod', 'Resource'], ['UserApi', 'Endpoint'],
  ['UserApi', 'Default', 'OPTIONS', 'Resource'], ['UserApi', 'Default', 'ANY', 'Resource'],
  ['A', 'B'], ['A', 'B', 'C'], ['a', 'b'], ['A', 'b', 'C', 'd', 'E'], ['1', '2'], ['0', '0', '1'], ['007', 'Bond'],
  // `Default` does not count, wherever it stands.
  ['Default', 'A'], ['A', 'Default'], ['A', 'Default', 'B'], ['Default', 'A', 'Default', 'B', 'Default'],
  ['Default', 'Default', 'A'], ['Default', 'Resource'], ['Resource', 'Default'], ['A', 'Default', 'Resource'],
  ['A', 'default'], ['A', 'DEFAULT', 'B'], ['A', 'Defaults'], ['DefaultA', 'B'],
  // `Resource` is not read, but hashed.
  ['Resource', 'Resource'], ['Resource', 'A'], ['A', 'Resource', 'B'], ['A', 'Resource', 'B', 'Resource'],
  ['A', 'resource'], ['A', 'Resources'], ['A', 'MyResource'], ['MyResource', 'Resource'], ['A', 'RESOURCE', 'B'],
  // A component that the one before ends with is dropped.
  ['A', 'A'], ['A', 'A', 'A'], ['Table', 'Table'], ['UserTable', 'Table'], ['UserTable', 'Table', 'Table'],
  ['Table', 'UserTable'], ['UserTable', 'User'], ['UserTable', 'able', 'e'], ['Foo', 'oo', 'Bar', 'ar'],
  ['MyRole', 'Role', 'Resource'], ['Role', 'MyRole', 'Role'], ['xA', 'A', 'xA'], ['A', 'xA', 'A'],
  ['A', 'Resource', 'A'], ['AResource', 'Resource', 'A'], ['BarResource', 'Bar', 'Resource'],
  ['Resource', 'Resource', 'Resource'], ['A', 'Default', 'A'], ['ADefault', 'Default', 'A'], ['a-b', 'b'], ['a-b', '-b'],
  ['ab', '-b'], ['a b', 'b', 'Resource'], ['Alpha', 'alpha'], ['Alpha', 'a'], ['one1', '1'], ['n10', '0', '10'],
  ['UserApi', 'Api', 'Resource'], ['UserApi', 'i', 'pi', 'Api'], ['B', 'AB', 'B', 'B'],
  // Only letters and digits of ASCII are read; the hash knows the others.
  ['my-stack', 'my_table'], ['a.b', 'c.d'], ['users', '{id}'], ['users', '{proxy+}'], ['$default', 'Resource'],
  ['Route', 'GET --users--{id}'], ['한글', 'Table'], ['사용자', '테이블'], ['Table', '한글'], ['사용자Table', 'Resource'],
  ['日本', '語'], ['Ünï', 'Cödé'], ['Ünï', 'Resource'], ['é', 'é'], ['e\u0301', '\u00e9'], ['🚀', 'Table'], ['Table', '🚀'],
  ['ﬁ', 'fi'], ['İ', 'i'], ['ß', 'SS'], ['a\tb', 'c'], ['a\nb', 'c'], [' a', 'b '], ['...', 'x'], ['--', '__', 'x'],
  ['-', '-'], ['-', 'A'], ['%41', 'A'], ['a:b', 'c=d'], ['"q"', "'q'"], ['a\\b', 'c'], ['\u0000', 'z'],
  // The readable part ends after 240 characters.
  [long('a', 120), long('b', 119)], [long('a', 120), long('b', 120)], [long('a', 120), long('b', 121)],
  [long('a', 240), 'b'], [long('a', 241), 'b'], [long('a', 255), 'Resource'], [long('a', 256), 'Resource'],
  [long('a', 300), long('b', 300)], [long('-', 300), long('b', 300)], [long('a', 256), 'Default'],
  ['Default', long('a', 256)], [long('a', 255), 'Default'], [long('한', 255), 'x'], [long('한', 256) + 'x'],
  [long('a', 100), long('b', 100), long('c', 100), 'Resource'],
  ...[...Array(12).keys()].map((depth) => [...Array(depth + 3).keys()].map((level) => `Level${level}`)),
  // Refused.
  ['Default'], ['Default', 'Default'], ['한글'], ['---'], ['Resource한', '-'], ['한글', '글'], ['사용자', '-', 'Resource'], [''],
  ['A', ''],
  // A slash is a separator of paths: the constructs library writes `--` for it.
  ['a/b'], ['a/b', 'c'], ['users/{id}', 'GET', 'Resource'], ['/', 'A'],
];

// Mixed by chance out of the parts with rules of their own.
const parts = ['Default', 'Resource', 'Table', 'UserTable', 'A', 'a-b', 'b', '{id}', 'x한', 'Policy', 'DefaultPolicy', '9'];
const next = random(20261124);
for (let i = 0; i < 80; i += 1) {
  paths.push([...Array(2 + next(5)).keys()].map(() => parts[next(parts.length)]));
}

function compute(path, stage) {
  const theApp = app();
  const theStack = stack(stage ? new cdk.Stage(theApp, stage) : theApp, 'Stack');
  try {
    const scope = path.slice(0, -1).reduce((parent, id) => new Construct(parent, id), theStack);
    const resource = new cdk.CfnResource(scope, path[path.length - 1], { type: 'Test::Type' });
    return { path, logical_id: theStack.resolve(resource.logicalId) };
  } catch (error) {
    return { path, error: message(error) };
  }
}

const cases = paths.map((path) => compute(path));

// Nothing above the stack counts.
for (const path of [['Table'], ['Table', 'Resource']]) {
  const alone = compute(path);
  const staged = compute(path, 'Production');
  if (alone.logical_id !== staged.logical_id) throw new Error(`a stage changes ${path.join('/')}`);
}

vectors(
  'logical-ids',
  'path: ids from the construct below the stack down to the resource. logical_id: what the CDK computes; error: its refusal.',
  cases,
);
