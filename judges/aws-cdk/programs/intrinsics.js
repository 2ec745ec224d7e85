// Intrinsic functions: what is folded at synthesis and how the rest is written.
'use strict';

const { cdk, app, message, stack, token, vectors } = require('../lib');
const { Fn } = cdk;

const ref = (name) => ({ Ref: name });
const att = (name, attribute) => ({ 'Fn::GetAtt': [name, attribute] });
const join = (delimiter, ...values) => ({ 'Fn::Join': [delimiter, values] });
const text = (...values) => ({ Concat: values });
const A = ref('A');
const B = att('B', 'Arn');
const list = ref('List');

const inputs = {
  // Text put together from parts.
  'text: nothing': text(), 'text: one literal': text('a'), 'text: literals': text('a', 'b'), 'text: one token': text(A),
  'text: literal and token': text('a', A), 'text: token and literal': text(A, 'a'), 'text: tokens': text(A, B),
  'text: empty parts': text('', A, ''), 'text: empty between tokens': text(A, '', B), 'text: in text': text('a', text('b', A), 'c'),
  'text: in text at the ends': text(text(A, 'x'), text('y', B)), 'text: the same token twice': text(A, ':', A),
  'text: an ARN': text('arn:', ref('AWS::Partition'), ':s3:::', ref('Bucket'), '/*'),
  'text: unicode and quotes': text('한글 "', A, '" \\ \n'), 'text: with a join by comma inside': text('<', join(',', A, 'b'), '>'),
  // Join.
  'join: no values': { 'Fn::Join': [',', []] }, 'join: one literal': join(',', 'a'), 'join: literals': join(',', 'a', 'b', 'c'),
  'join: literals, empty delimiter': join('', 'a', 'b'), 'join: empty literals': join(',', '', '', ''), 'join: one token': join(',', A),
  'join: literal, token': join(',', 'a', A), 'join: tokens': join(',', A, B),
  'join: literals beside each other': join(',', 'a', 'b', A, 'c', 'd'), 'join: empty literals beside tokens': join(',', '', A, '', '', B),
  'join: empty literals, empty delimiter': join('', '', A, '', B, ''), 'join: nested, same delimiter': join(',', 'a', join(',', 'b', A), 'c'),
  'join: nested, other delimiter': join(',', 'a', join('-', 'b', A), 'c'), 'join: nested literals': join(',', A, join('-', 'b', 'c')),
  'join: nested twice': join('', 'a', join('', 'b', join('', A, 'c')), 'd'), 'join: text inside': join('', 'a', text('b', A), 'c'),
  'join: text inside, other delimiter': join('|', 'a', text('b', A), 'c'), 'join: of a list token': { 'Fn::Join': [',', list] },
  'join: of a split': { 'Fn::Join': ['-', { 'Fn::Split': [':', A] }] }, 'join: a number': join(',', A, '5'),
  // Select and Split.
  'select: literal': { 'Fn::Select': [1, ['a', 'b', 'c']] }, 'select: first token': { 'Fn::Select': [0, [A, 'b']] },
  'select: literal in a list with a token': { 'Fn::Select': [1, [A, 'b']] }, 'select: of a list token': { 'Fn::Select': [0, list] },
  'select: of a split token': { 'Fn::Select': [2, { 'Fn::Split': [':', B] }] }, 'select: of a split literal': { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] },
  'select: out of range': { 'Fn::Select': [3, ['a', 'b']] }, 'select: a negative index': { 'Fn::Select': [-1, ['a', 'b']] },
  'select: index is a token': { 'Fn::Select': [A, ['a', 'b']] }, 'select: in text': text('x', { 'Fn::Select': [5, { 'Fn::Split': [':', B] }] }, 'y'),
  'split: literal': { 'Fn::Split': [',', 'a,b,c'] }, 'split: literal without delimiter': { 'Fn::Split': [',', 'abc'] },
  'split: literal with empty parts': { 'Fn::Split': [',', ',a,,b,'] }, 'split: of an empty text': { 'Fn::Split': [',', ''] },
  'split: of text with a token': { 'Fn::Select': [0, { 'Fn::Split': ['/', text('a/', A)] }] },
  // Sub and Base64 are written as they are.
  'sub: literal': { 'Fn::Sub': 'plain' }, 'sub: pseudo parameter': { 'Fn::Sub': 'arn:${AWS::Partition}:x' }, 'sub: escaped': { 'Fn::Sub': '${!Literal}' },
  'sub: with variables': { 'Fn::Sub': ['${Name}-${AWS::Region}', { Name: A }] }, 'sub: with a literal variable': { 'Fn::Sub': ['${Name}', { Name: 'x' }] },
  'sub: with text as variable': { 'Fn::Sub': ['${Name}', { Name: text('a', A) }] }, 'sub: in text': text('a', { 'Fn::Sub': '${A}' }),
  'base64: literal': { 'Fn::Base64': 'hello' }, 'base64: token': { 'Fn::Base64': A }, 'base64: text': { 'Fn::Base64': text('a', A) },
  // Conditions and the others that take values.
  'if: literals': { 'Fn::If': ['IsProd', 'a', 'b'] }, 'if: tokens': { 'Fn::If': ['IsProd', A, ref('AWS::NoValue')] }, 'if: in text': text('x', { 'Fn::If': ['IsProd', 'a', 'b'] }),
  'find in map: literals': { 'Fn::FindInMap': ['Map', 'top', 'second'] }, 'find in map: pseudo parameter': { 'Fn::FindInMap': ['Map', ref('AWS::Region'), 'second'] },
  'import value': { 'Fn::ImportValue': 'name' }, 'import value: text': { 'Fn::ImportValue': text('a', A) },
  'zones': { 'Fn::GetAZs': '' }, 'zones of a region': { 'Fn::GetAZs': 'us-east-1' }, 'cidr': { 'Fn::Cidr': ['10.0.0.0/16', 4, '8'] },
  'select: of zones': { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'length: of a list token': { 'Fn::Length': list },
  'import value: a list': { ImportList: ['name', 2] }, 'length: literal': { 'Fn::Length': ['a', 'b'] }, 'length: with a token': { 'Fn::Length': ['a', A] },
  'find in map: a default': { 'Fn::FindInMap': ['Map', ref('AWS::Region'), 'second', { DefaultValue: 'none' }] },
  'cidr: without bits': { 'Fn::Cidr': ['10.0.0.0/16', 4] }, 'cidr: of a token': { 'Fn::Cidr': [B, 4, '8'] },
  'zones of a token': { 'Fn::GetAZs': A },
  'stack output': { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Out' } },
  'stack output: all of it': { 'Fn::GetStackOutput': { StackName: A, OutputName: 'Out', Region: 'eu-west-1', RoleArn: B } },
  'json: literal': { 'Fn::ToJsonString': { a: 1, b: [true, 'x"\n한글', 1.5, 1e21, 1e-7, 0], c: {} } }, 'json: with a token': { 'Fn::ToJsonString': { a: A, b: [1] } },
  'json: a list': { 'Fn::ToJsonString': ['a', 1] }, 'json: in text': text('x', { 'Fn::ToJsonString': { a: A } }),
  'transform': { 'Fn::Transform': { Name: 'Macro', Parameters: { a: 'b', c: A } } },
  // Conditions, which the program below puts together from equalities.
  'and: one': { 'Fn::And': 1 }, 'and: two': { 'Fn::And': 2 }, 'and: ten': { 'Fn::And': 10 }, 'and: eleven': { 'Fn::And': 11 }, 'and: 23': { 'Fn::And': 23 },
  'or: one': { 'Fn::Or': 1 }, 'or: 12': { 'Fn::Or': 12 }, 'not': { 'Fn::Not': 1 },
  'contains': { 'Fn::Contains': [['a', 'b'], A] }, 'contains: of a list token': { 'Fn::Contains': [list, 'a'] },
  'each member equals': { 'Fn::EachMemberEquals': [list, 'a'] }, 'each member in': { 'Fn::EachMemberIn': [list, ['a', 'b']] },
  'each member in: all of a type': { 'Fn::EachMemberIn': [{ 'Fn::ValueOfAll': ['AWS::EC2::Subnet::Id', 'VpcId'] }, { 'Fn::RefAll': 'AWS::EC2::VPC::Id' }] },
  'contains: a value of': { 'Fn::Contains': [['a'], { 'Fn::ValueOf': ['A', 'VpcId'] }] },
  // Secrets, once they are unwrapped: the function, and what it is given.
  'secret: whole': { Secret: ['secretsManager', 'name'] }, 'secret: field': { Secret: ['secretsManager', 'name', { jsonField: 'password' }] },
  'secret: stage': { Secret: ['secretsManager', 'name', { jsonField: 'a', versionStage: 'AWSPREVIOUS' }] }, 'secret: version': { Secret: ['secretsManager', 'name', { versionId: 'v-1' }] },
  'secret: of an arn': { Secret: ['secretsManager', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:name-AbCdEf', { jsonField: 'a' }] },
  'secret: of a token': { Secret: ['secretsManager', A, { jsonField: 'a' }] },
  'secret: secure': { Secret: ['ssmSecure', '/db/password'] }, 'secret: secure version': { Secret: ['ssmSecure', '/db/password', '3'] },
  'secret: plain text': { Secret: ['unsafePlainText', 'x'] }, 'dynamic reference': { Dynamic: ['ssm', '/name:1'] },
};

/** So many equalities, each of its own. */
const equalities = (count) => Array.from({ length: count }, (_, i) => Fn.conditionEquals(`${i}`, 'x'));

const entries = (object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, key.length > 1 || Array.isArray(value) || value?.Ref === undefined ? value : build(value)]));

/** The value of the CDK for an input that is written as CloudFormation would write it. */
function build(value) {
  if (Array.isArray(value)) return value.map(build);
  if (value === null || typeof value !== 'object') return value;
  const [name, argument] = Object.entries(value)[0];
  const isList = (input) => !Array.isArray(input) && input.Ref === 'List';
  const listOf = (input) => (isList(input) ? cdk.Token.asList(input) : build(input));
  switch (name) {
    case 'Concat': return argument.map(build).join('');
    case 'Fn::Join': return Fn.join(argument[0], listOf(argument[1]));
    case 'Fn::Select': return Fn.select(typeof argument[0] === 'object' ? cdk.Token.asNumber(argument[0]) : argument[0], listOf(argument[1]));
    case 'Fn::Split': return Fn.split(argument[0], build(argument[1]));
    case 'Fn::Sub': return Array.isArray(argument)
      ? Fn.sub(argument[0], Object.fromEntries(Object.entries(argument[1]).map(([key, item]) => [key, build(item)])))
      : Fn.sub(argument);
    case 'Fn::Base64': return Fn.base64(build(argument));
    case 'Fn::If': return Fn.conditionIf(argument[0], build(argument[1]), build(argument[2])).toString();
    case 'Fn::FindInMap': return Fn.findInMap(argument[0], build(argument[1]), argument[2], argument[3]?.DefaultValue);
    case 'Fn::ImportValue': return Fn.importValue(build(argument));
    case 'Fn::GetAZs': return Fn.getAzs(argument ? build(argument) : undefined);
    case 'Fn::Cidr': return Fn.cidr(...argument.map(build));
    case 'Fn::Length': return Fn.len(listOf(argument));
    case 'ImportList': return Fn.importListValue(...argument);
    case 'Fn::GetStackOutput': return Fn.getStackOutput(...['StackName', 'OutputName', 'Region', 'RoleArn'].map((key) => build(argument[key])));
    case 'Fn::ToJsonString': return Fn.toJsonString(Array.isArray(argument) ? build(argument) : entries(argument));
    case 'Fn::Transform': return Fn.transform(argument.Name, entries(argument.Parameters));
    case 'Fn::And': return Fn.conditionAnd(...equalities(argument));
    case 'Fn::Or': return Fn.conditionOr(...equalities(argument));
    case 'Fn::Not': return Fn.conditionNot(...equalities(argument));
    case 'Fn::Contains': return Fn.conditionContains(listOf(argument[0]), build(argument[1]));
    case 'Fn::EachMemberEquals': return Fn.conditionEachMemberEquals(listOf(argument[0]), build(argument[1]));
    case 'Fn::EachMemberIn': return Fn.conditionEachMemberIn(listOf(argument[0]), listOf(argument[1]));
    case 'Fn::RefAll': return Fn.refAll(argument);
    case 'Fn::ValueOf': return Fn.valueOf(...argument);
    case 'Fn::ValueOfAll': return Fn.valueOfAll(...argument);
    case 'Secret': return cdk.SecretValue[argument[0]](build(argument[1]), argument[2]).unsafeUnwrap();
    case 'Dynamic': return new cdk.CfnDynamicReference(...argument);
    default: return token(value);
  }
}

vectors(
  'intrinsics',
  'input: an expression as CloudFormation would write it; Concat, which is not of CloudFormation, puts parts together to one text. '
    + 'output: what the CDK writes (null: nothing); error: its refusal.',
  Object.entries(inputs).map(([name, input]) => {
    try {
      return { name, input, output: stack(app(), 'Stack').resolve(build(input)) ?? null };
    } catch (error) {
      return { name, input, error: message(error) };
    }
  }),
);
