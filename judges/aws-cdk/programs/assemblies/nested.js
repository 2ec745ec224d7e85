// Nested stacks: ids, files, parameters, outputs.
'use strict';

const about = require('./about');
const { att, depend, list, nested, ofStack, output, pseudo, ref, stack, text, thing } = require('./steps');

const one = [stack('App'), nested('App/Inner')];
const two = [stack('App'), nested('App/A'), nested('App/B')];
const env = { account: '111111111111', region: 'eu-west-1' };

const named = {
  'alone': [...one, thing('App/Inner/T')],
  'empty': one,
  'with parameters of its own': [
    stack('App'), thing('App/T'), nested('App/Inner', { description: 'What is inside', parameters: { Size: 'big', Name: ref('App/T') }, timeout_minutes: 5, removal: 'RETAIN' }),
    { parameter: 'App/Inner/Size' }, { parameter: 'App/Inner/Name' }, thing('App/Inner/T', { Size: ref('App/Inner/Size'), Name: ref('App/Inner/Name') }),
  ],
  'of the same id at two places': [stack('App'), nested('App/One/Inner'), thing('App/One/Inner/T'), nested('App/Two/Inner'), thing('App/Two/Inner/T')],
  'with odd ids': [stack('my-app'), nested('my-app/inner.stack 1'), thing('my-app/inner.stack 1/T')],
  'of two stacks with one id': [stack('One'), nested('One/Inner'), thing('One/Inner/T'), stack('Two'), nested('Two/Inner'), thing('Two/Inner/T')],
  'with a stack name': [stack('App', { stack_name: 'other-name' }), nested('App/Inner'), thing('App/Inner/T')],
  'with a known environment': [stack('App', { env }), nested('App/Inner'), thing('App/Inner/T', { R: ofStack('App/Inner', 'region'), A: ofStack('App/Inner', 'account') })],
  'two, the same template': [...two, thing('App/A/T'), thing('App/B/T')],
  // Down: parameters.
  'Ref of the parent': [...one, thing('App/T'), thing('App/Inner/U', { T: ref('App/T') })],
  'attribute of the parent': [...one, thing('App/T'), thing('App/Inner/U', { T: att('App/T', 'Arn'), Again: att('App/T', 'Arn'), Deep: att('App/T', 'Endpoint.Address') })],
  'list attribute of the parent': [...one, thing('App/T'), thing('App/Inner/U', { T: list('App/T', 'Names') })],
  'number attribute of the parent': [...one, thing('App/T'), thing('App/Inner/U', { T: { $number: ['App/T', 'Port'] } })],
  'parameter of the parent': [stack('App'), { parameter: 'App/Size' }, nested('App/Inner'), thing('App/Inner/U', { S: ref('App/Size') })],
  'in text of the parent': [...one, thing('App/T'), thing('App/Inner/U', { T: text(att('App/T', 'Arn'), '/*') })],
  'below constructs of the parent': [...one, thing('App/Users/Table/Resource'), thing('App/Inner/U', { T: ref('App/Users/Table/Resource') })],
  'of the parent two levels down': [...one, nested('App/Inner/Deep'), thing('App/T'), thing('App/Inner/Deep/U', { T: att('App/T', 'Arn') })],
  // Up: outputs.
  'Ref by the parent': [...one, thing('App/Inner/T'), thing('App/U', { T: ref('App/Inner/T') })],
  'attribute by the parent': [...one, thing('App/Inner/T'), thing('App/U', { T: att('App/Inner/T', 'Arn'), Again: att('App/Inner/T', 'Arn'), Deep: att('App/Inner/T', 'Endpoint.Address') })],
  'list attribute by the parent': [...one, thing('App/Inner/T'), thing('App/U', { T: list('App/Inner/T', 'Names') })],
  'number attribute by the parent': [...one, thing('App/Inner/T'), thing('App/U', { T: { $number: ['App/Inner/T', 'Port'] } })],
  'two levels up': [...one, nested('App/Inner/Deep'), thing('App/Inner/Deep/T'), thing('App/U', { T: att('App/Inner/Deep/T', 'Arn') })],
  'below constructs by the parent': [...one, thing('App/Inner/Users/Table/Resource'), thing('App/U', { T: ref('App/Inner/Users/Table/Resource') })],
  'up and down': [...one, thing('App/T'), thing('App/Inner/U', { T: ref('App/T') }), output('App/Out', ref('App/Inner/U'))],
  'a circle between parent and nested': [...one, thing('App/Inner/T'), thing('App/U', { T: ref('App/Inner/T') }), thing('App/Inner/V', { U: ref('App/U') })],
  // Across.
  'of a sibling': [...two, thing('App/A/T'), thing('App/B/U', { T: att('App/A/T', 'Arn'), R: ref('App/A/T') })],
  'list of a sibling': [...two, thing('App/A/T'), thing('App/B/U', { L: list('App/A/T', 'Names') })],
  'of a sibling, against the order': [...two, thing('App/B/T'), thing('App/A/U', { T: ref('App/B/T') })],
  'of a cousin': [...two, nested('App/A/Deep'), nested('App/B/Deep'), thing('App/A/Deep/T'), thing('App/B/Deep/U', { T: ref('App/A/Deep/T') })],
  'of two siblings in a circle': [...two, thing('App/A/T'), thing('App/B/T'), thing('App/A/U', { T: ref('App/B/T') }), thing('App/B/U', { T: ref('App/A/T') })],
  // What a nested stack says of itself.
  'pseudo parameters': [
    ...one, thing('App/Inner/U', { Region: pseudo('REGION'), StackName: pseudo('STACK_NAME'), StackId: pseudo('STACK_ID'), Account: pseudo('ACCOUNT_ID'), Partition: pseudo('PARTITION') }),
  ],
  'name and id, inside': [...one, thing('App/Inner/U', { Name: ofStack('App/Inner', 'stackName'), Id: ofStack('App/Inner', 'stackId'), Region: ofStack('App/Inner', 'region'), Account: ofStack('App/Inner', 'account') })],
  'name and id, by the parent': [...one, thing('App/Inner/T'), thing('App/U', { Name: ofStack('App/Inner', 'stackName'), Id: ofStack('App/Inner', 'stackId') })],
  'name and id of the parent, inside': [...one, thing('App/Inner/U', { Name: ofStack('App', 'stackName'), Id: ofStack('App', 'stackId'), Region: ofStack('App', 'region') })],
  'conditions and outputs inside': [
    ...one, { condition: 'App/Inner/IsProd', equals: ['a', 'b'] }, thing('App/Inner/T'), output('App/Inner/Out', ref('App/Inner/T')), output('App/Inner/Exported', ref('App/Inner/T'), { export: 'name' }),
  ],
  // Dependencies over the border.
  'a resource depends on a nested stack': [...one, thing('App/Inner/T'), thing('App/U'), depend('App/U', 'App/Inner')],
  'a nested stack depends on a resource': [...one, thing('App/Inner/T'), thing('App/U'), depend('App/Inner', 'App/U')],
  'a resource depends on one in a nested stack': [...one, thing('App/Inner/T'), thing('App/U'), depend('App/U', 'App/Inner/T')],
  'one in a nested stack depends on a resource': [...one, thing('App/Inner/T'), thing('App/U'), depend('App/Inner/T', 'App/U')],
  'a nested stack depends on its sibling': [...two, thing('App/A/T'), thing('App/B/T'), depend('App/B', 'App/A')],
  'a resource depends on one of a sibling': [...two, thing('App/A/T'), thing('App/B/T'), depend('App/B/T', 'App/A/T')],
  'a resource depends on one two levels down': [...one, nested('App/Inner/Deep'), thing('App/Inner/Deep/T'), thing('App/U'), depend('App/U', 'App/Inner/Deep/T')],
  'a construct depends on a construct over the border': [...two, thing('App/A/Group/One'), thing('App/A/Group/Two'), thing('App/B/Other/T'), depend('App/B/Other', 'App/A/Group')],
  'L1 to L1 over the border': [...two, thing('App/A/T'), thing('App/B/T'), { depend_l1: 'App/B/T', on: 'App/A/T' }],
  'L1 to L1 of a nested stack of another stack': [
    stack('One'), nested('One/Inner'), thing('One/Inner/T'), stack('Two'), nested('Two/Inner'), thing('Two/Inner/T'), { depend_l1: 'Two/Inner/T', on: 'One/Inner/T' },
  ],
  'a nested stack of another stack': [stack('One'), nested('One/Inner'), thing('One/Inner/T'), stack('Two'), thing('Two/U'), depend('Two/U', 'One/Inner')],
};

module.exports = {
  name: 'nested-stacks',
  about,
  cases: Object.entries(named).map(([name, steps]) => ({ name, steps })),
};
