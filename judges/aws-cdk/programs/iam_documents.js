// Policy documents: lists of statements, and what the CDK makes of them when it minimizes.
'use strict';

const { app, message, random, stack, token, vectors } = require('../lib');
const iam = require('aws-cdk-lib/aws-iam');

const table = { 'Fn::GetAtt': ['Table', 'Arn'] };
const index = { 'Fn::Join': ['', [table, '/index/*']] };
const other = { 'Fn::GetAtt': ['Other', 'Arn'] };
const queue = { 'Fn::GetAtt': ['Queue', 'Arn'] };
const topic = { Ref: 'Topic' };
const parameter = { Ref: 'Parameter' };

/** A statement with the parts in the order in which the CDK writes them. */
const allow = (Action, Resource, rest = {}) => ({ Effect: 'Allow', Action, Resource, ...rest });
const deny = (Action, Resource, rest = {}) => ({ Effect: 'Deny', Action, Resource, ...rest });
const trust = (Principal, rest = {}) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...rest });

const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const region = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } };
const both = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' }, Bool: { 'aws:SecureTransport': 'true' } };
const bothTurned = { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:RequestedRegion': 'us-east-1' } };

const named = {
  'nothing': [],
  'one statement, one action, one resource': [allow('s3:GetObject', '*')],
  'one statement, actions are sorted': [allow(['s3:PutObject', 's3:GetObject', 's3:DeleteObject'], '*')],
  'one statement, resources are sorted, literals before tokens': [allow('dynamodb:Query', [table, index, '*', 'arn:b', 'arn:a'])],
  'GetAtt before Join before Ref': [allow('sns:Publish', [topic, index, table, parameter, queue])],
  'an action twice': [allow(['s3:GetObject', 's3:GetObject'], '*')],
  'a resource twice': [allow('s3:GetObject', ['*', '*'])],
  'a token twice': [allow('dynamodb:GetItem', [table, table])],
  'upper case sorts before lower case': [allow(['s3:getObject', 's3:GetObject', 'S3:GetObject'], ['arn:b', 'arn:B'])],
  'identical statements': [allow('s3:GetObject', '*'), allow('s3:GetObject', '*')],
  'identical but for the order of actions': [allow(['a:X', 'a:Y'], '*'), allow(['a:Y', 'a:X'], '*')],
  'same resource: actions merge': [allow('s3:PutObject', '*'), allow('s3:GetObject', '*')],
  'same actions: resources merge': [allow('s3:GetObject', 'arn:b'), allow('s3:GetObject', 'arn:a')],
  'neither same: no merge': [allow('s3:GetObject', 'arn:a'), allow('s3:PutObject', 'arn:b')],
  'a subset of actions is not the same': [allow(['a:X', 'a:Y'], 'arn:a'), allow('a:X', 'arn:b')],
  'a subset of resources is not the same': [allow('a:X', ['arn:a', 'arn:b']), allow('a:Y', 'arn:a')],
  'a wildcard swallows nothing': [allow('s3:*', '*'), allow('s3:GetObject', 'arn:a'), allow('s3:GetObject', '*')],
  'effects differ': [allow('s3:GetObject', '*'), deny('s3:GetObject', '*')],
  'denials merge': [deny('s3:GetObject', '*'), deny('s3:PutObject', '*')],
  'a merge makes the next one possible': [
    allow('a:X', 'arn:a'), allow('a:Y', 'arn:b'), allow('a:Y', 'arn:a'), allow('a:X', 'arn:b'),
  ],
  'the place is that of the first': [allow('a:X', 'arn:a'), allow('b:X', 'arn:b'), allow('a:Y', 'arn:a')],
  'order decides which merge': [allow('a:X', 'arn:a'), allow('a:X', 'arn:b'), allow('a:Y', 'arn:a')],
  'order decides which merge, turned': [allow('a:X', 'arn:a'), allow('a:Y', 'arn:a'), allow('a:X', 'arn:b')],
  // Each statement is compared with all that follow before the next one's turn, so merging as they are added is not the same.
  'all are known before the first is merged': [allow('a:X', ['r:1', 'r:2']), allow('a:Y', 'r:1'), allow('a:Y', 'r:2'), allow('a:X', 'r:3')],
  'a pass goes on after a merge': [
    allow('a:X', ['r:1', 'r:2']), allow('a:Y', 'r:1'), allow('a:Z', 'r:4'), allow('a:Y', 'r:2'), allow('a:X', 'r:3'), allow('a:Z', 'r:5'),
  ],
  'four by chains': [allow('a:1', 'r:1'), allow('a:1', 'r:2'), allow('a:2', ['r:1', 'r:2']), allow('a:3', ['r:2', 'r:1'])],
  'tokens: same table': [allow('dynamodb:GetItem', [table, index]), allow('dynamodb:PutItem', [index, table])],
  'tokens: two tables, same actions': [
    allow(['dynamodb:GetItem', 'dynamodb:Query'], table), allow(['dynamodb:Query', 'dynamodb:GetItem'], other),
  ],
  'tokens: table and stream': [
    allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator'], table), allow(['dynamodb:GetItem'], [table, index]),
  ],
  'an action that is a token': [allow(parameter, '*'), allow('s3:GetObject', '*')],
  'a Sid on the first': [allow('a:X', '*', { Sid: 'First' }), allow('a:Y', '*')],
  'a Sid on the second': [allow('a:X', '*'), allow('a:Y', '*', { Sid: 'Second' })],
  'the same Sid': [allow('a:X', '*', { Sid: 'Same' }), allow('a:Y', '*', { Sid: 'Same' })],
  'identical with a Sid': [allow('a:X', '*', { Sid: 'Same' }), allow('a:X', '*', { Sid: 'Same' })],
  'identical but for the Sid': [allow('a:X', '*', { Sid: 'One' }), allow('a:X', '*', { Sid: 'Two' })],
  'a Sid between two that merge': [allow('a:X', '*'), allow('a:Z', '*', { Sid: 'Kept' }), allow('a:Y', '*')],
  'same condition': [allow('a:X', '*', { Condition: region }), allow('a:Y', '*', { Condition: region })],
  'conditions differ': [allow('a:X', '*', { Condition: region }), allow('a:Y', '*', { Condition: mfa })],
  'a condition and none': [allow('a:X', '*', { Condition: region }), allow('a:Y', '*')],
  'same condition in another order': [allow('a:X', '*', { Condition: both }), allow('a:Y', '*', { Condition: bothTurned })],
  'condition keys keep their order': [allow('a:X', '*', { Condition: bothTurned })],
  'condition with a list and a token': [
    allow('a:X', '*', { Condition: { StringEquals: { 'aws:SourceAccount': [{ Ref: 'AWS::AccountId' }, '1', '0'] } } }),
  ],
  'condition with a list of one': [allow('a:X', '*', { Condition: { StringLike: { 's3:prefix': ['home/'] } } })],
  'an empty condition': [allow('a:X', '*', { Condition: {} }), allow('a:Y', '*')],
  'same NotAction': [
    { Effect: 'Deny', NotAction: 'iam:*', Resource: 'arn:a' }, { Effect: 'Deny', NotAction: 'iam:*', Resource: 'arn:b' },
  ],
  'NotAction differs': [
    { Effect: 'Deny', NotAction: 'iam:*', Resource: 'arn:a' }, { Effect: 'Deny', NotAction: 'sts:*', Resource: 'arn:a' },
  ],
  'NotAction is not sorted': [{ Effect: 'Deny', NotAction: ['sts:*', 'iam:*'], Resource: '*' }],
  'NotAction twice': [{ Effect: 'Deny', NotAction: ['sts:*', 'sts:*', 'iam:*'], Resource: '*' }],
  'same NotResource': [
    { Effect: 'Deny', Action: 'a:X', NotResource: 'arn:a' }, { Effect: 'Deny', Action: 'a:Y', NotResource: 'arn:a' },
  ],
  'NotResource differs': [
    { Effect: 'Deny', Action: 'a:X', NotResource: 'arn:a' }, { Effect: 'Deny', Action: 'a:X', NotResource: 'arn:b' },
  ],
  'NotResource is not sorted': [{ Effect: 'Deny', Action: 'a:X', NotResource: ['arn:b', table, 'arn:a'] }],
  'NotAction with NotResource': [{ Effect: 'Deny', NotAction: ['b:Y', 'a:X'], NotResource: ['arn:b', 'arn:a'] }],
  'Action and NotAction do not mix': [allow('a:X', '*'), { Effect: 'Allow', NotAction: 'a:X', Resource: '*' }],
  'trust: one service': [trust({ Service: 'lambda.amazonaws.com' })],
  'trust: two services': [trust({ Service: 'lambda.amazonaws.com' }), trust({ Service: 'edgelambda.amazonaws.com' })],
  'trust: services in one statement are sorted': [trust({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] })],
  'trust: kinds of principal are sorted': [
    trust({ Service: 'lambda.amazonaws.com' }), trust({ AWS: 'arn:aws:iam::111122223333:root' }),
  ],
  'trust: three kinds': [
    trust({ Service: 's.amazonaws.com' }), trust({ Federated: 'f' }), trust({ CanonicalUser: 'c' }), trust({ AWS: 'a' }),
  ],
  'trust: accounts merge': [
    trust({ AWS: 'arn:aws:iam::222222222222:root' }), trust({ AWS: 'arn:aws:iam::111111111111:root' }),
  ],
  'trust: a literal star does not merge with others': [trust('*'), trust({ AWS: 'arn:aws:iam::111111111111:root' })],
  'trust: a literal star in second place': [trust({ AWS: 'arn:aws:iam::111111111111:root' }), trust('*')],
  'trust: two literal stars': [trust('*'), { ...trust('*'), Action: 'sts:TagSession' }],
  'trust: a star as AWS does merge': [trust({ AWS: '*' }), trust({ AWS: 'arn:aws:iam::111111111111:root' })],
  'trust: actions merge for one principal': [
    trust({ Service: 'lambda.amazonaws.com' }), { ...trust({ Service: 'lambda.amazonaws.com' }), Action: 'sts:TagSession' },
  ],
  'trust: conditions keep apart': [
    trust({ Service: 'a.amazonaws.com' }, { Condition: region }), trust({ Service: 'b.amazonaws.com' }),
  ],
  'resource policy: same principal and resource': [
    allow('s3:GetObject', '*', { Principal: { AWS: 'a' } }), allow('s3:PutObject', '*', { Principal: { AWS: 'a' } }),
  ],
  'resource policy: same principal and action': [
    allow('s3:GetObject', 'r:b', { Principal: { AWS: 'a' } }), allow('s3:GetObject', 'r:a', { Principal: { AWS: 'a' } }),
  ],
  'resource policy: same action and resource': [
    allow('s3:GetObject', '*', { Principal: { AWS: 'b' } }), allow('s3:GetObject', '*', { Principal: { AWS: 'a' } }),
  ],
  'resource policy: one of three the same': [
    allow('s3:GetObject', 'r:a', { Principal: { AWS: 'a' } }), allow('s3:GetObject', 'r:b', { Principal: { AWS: 'b' } }),
  ],
  'resource policy: principal tokens': [
    allow('s3:GetObject', '*', { Principal: { AWS: { 'Fn::GetAtt': ['RoleB', 'Arn'] } } }),
    allow('s3:GetObject', '*', { Principal: { AWS: { 'Fn::GetAtt': ['RoleA', 'Arn'] } } }),
    allow('s3:GetObject', '*', { Principal: { AWS: 'arn:aws:iam::111111111111:root' } }),
  ],
  'NotPrincipal: same': [
    { ...deny('s3:GetObject', '*'), NotPrincipal: { AWS: 'a' } }, { ...deny('s3:PutObject', '*'), NotPrincipal: { AWS: 'a' } },
  ],
  'NotPrincipal: differs': [
    { ...deny('s3:GetObject', '*'), NotPrincipal: { AWS: 'a' } }, { ...deny('s3:GetObject', '*'), NotPrincipal: { AWS: 'b' } },
  ],
  'NotPrincipal: kinds are not sorted': [{ ...deny('s3:GetObject', '*'), NotPrincipal: { Service: 's.amazonaws.com', AWS: ['b', 'a'] } }],
  'no resource at all': [{ Effect: 'Allow', Action: ['sts:TagSession', 'sts:AssumeRole'] }],
  'an invalid action': [allow('GetObject', '*')],
  'an action with a space': [allow('s3: GetObject', '*')],
  'an action with a question mark': [allow('s3:Get?bject', '*')],
  'an action that is a star': [allow('*', '*')],
  'a service in upper case with a dash': [allow('Execute-API:Invoke', '*')],
  'neither Action nor NotAction': [{ Effect: 'Allow', Resource: '*' }],
};

const next = random(7);
const pick = (list) => list[next(list.length)];
const some = (list) => list.filter(() => next(2) === 0);
const few = (list) => { const chosen = some(list); return chosen.length ? chosen : [pick(list)]; };
for (let i = 1; i <= 80; i += 1) {
  const statements = [];
  for (let n = (i <= 60 ? 2 : 7) + next(5); n > 0; n -= 1) {
    const statement = { Effect: next(8) === 0 ? 'Deny' : 'Allow', Action: few(['a:X', 'a:Y', 'b:Z']), Resource: few(['r:1', table, topic]) };
    if (next(9) === 0) statement.Sid = pick(['One', 'Two']);
    if (next(5) === 0) statement.Condition = pick([region, mfa]);
    if (i % 3 === 0) statement.Principal = pick([{ AWS: 'p' }, { Service: 's.amazonaws.com' }, { AWS: ['q', 'p'] }, '*']);
    statements.push(statement);
  }
  named[`by chance ${i}`] = statements;
}

const list = (value) => (value === undefined ? undefined : (Array.isArray(value) ? value : [value]).map(token));

/** A principal of the CDK whose place in the statement is exactly what the vector says. */
function principals(value) {
  if (value === undefined) return undefined;
  if (value === '*') return [new iam.StarPrincipal()];
  const result = [];
  for (const [kind, names] of Object.entries(value)) {
    for (const name of list(names)) {
      result.push(
        kind === 'AWS' ? new iam.ArnPrincipal(name)
          : kind === 'Federated' ? new iam.FederatedPrincipal(name, {}, 'sts:AssumeRole')
            : kind === 'CanonicalUser' ? new iam.CanonicalUserPrincipal(name) : new iam.ServicePrincipal(name),
      );
    }
  }
  return result;
}

function statement(json) {
  return new iam.PolicyStatement({
    sid: json.Sid,
    effect: json.Effect,
    actions: list(json.Action),
    notActions: list(json.NotAction),
    resources: list(json.Resource),
    notResources: list(json.NotResource),
    principals: principals(json.Principal),
    notPrincipals: principals(json.NotPrincipal),
    conditions: json.Condition,
  });
}

function resolve(statements, options) {
  try {
    const document = new iam.PolicyDocument({ ...options, statements: statements.map(statement) });
    const errors = document.validateForAnyPolicy();
    return { document: stack(app(), 'Stack').resolve(document) ?? null, ...(errors.length ? { invalid: errors } : {}) };
  } catch (error) {
    return { error: message(error) };
  }
}

vectors(
  'iam-documents',
  'statements: in the order in which they are added. document: what the CDK renders with minimize on (null: nothing); '
    + 'invalid: what its validation says of it; error: the refusal to build it. unmerged: the same with minimize off, where it differs.',
  Object.entries(named).map(([name, statements]) => {
    const minimized = resolve(statements, { minimize: true });
    const plain = resolve(statements, { minimize: false });
    const differs = JSON.stringify(minimized.document) !== JSON.stringify(plain.document);
    return { name, statements, ...minimized, ...(differs ? { unmerged: plain.document } : {}) };
  }),
);
