// References from one stack to another.
'use strict';

const about = require('./about');
const { att, list, nested, ofStack, output, pseudo, ref, stack, text, thing } = require('./steps');

const here = { account: '111111111111', region: 'eu-west-1' };
const elsewhere = { account: '111111111111', region: 'us-east-1' };
const other = { account: '222222222222', region: 'eu-west-1' };
const twoStacks = [stack('Producer'), thing('Producer/Table'), stack('Consumer', { stack_name: 'consumer-prod' })];
const long = ['Alpha', 'Beta', 'Gamma', 'Delta'].map((id) => id.repeat(20)).join('/');

/** Each of these in all three strengths. */
const both = {
  'Ref': [...twoStacks, output('Consumer/Use', ref('Producer/Table'))],
  'attribute': [...twoStacks, output('Consumer/Use', att('Producer/Table', 'Arn'))],
  'attribute of an attribute': [...twoStacks, output('Consumer/Use', att('Producer/Table', 'Endpoint.Address'))],
  'list attribute': [...twoStacks, thing('Consumer/Use', { List: list('Producer/Table', 'Names') })],
  'list attribute, joined': [...twoStacks, thing('Consumer/Use', { Text: { $join: [',', list('Producer/Table', 'Names')] } })],
  'list attribute, one of it': [...twoStacks, thing('Consumer/Use', { Text: { $select: [1, list('Producer/Table', 'Names')] } })],
  'number attribute': [...twoStacks, thing('Consumer/Use', { Number: { $number: ['Producer/Table', 'Port'] } })],
  'in text': [...twoStacks, output('Consumer/Use', text(att('Producer/Table', 'Arn'), '/index/*'))],
  'several of one resource': [
    ...twoStacks, output('Consumer/A', ref('Producer/Table')), output('Consumer/B', att('Producer/Table', 'Arn')), output('Consumer/C', att('Producer/Table', 'StreamArn')),
  ],
  'one from two places': [...twoStacks, output('Consumer/A', att('Producer/Table', 'Arn')), output('Consumer/B', text('x', att('Producer/Table', 'Arn')))],
  'one from two stacks': [...twoStacks, stack('Third'), output('Consumer/A', att('Producer/Table', 'Arn')), output('Third/A', att('Producer/Table', 'Arn'))],
  'parameter': [stack('Producer'), { parameter: 'Producer/Size' }, stack('Consumer'), output('Consumer/Use', ref('Producer/Size'))],
  'below constructs': [stack('Producer'), thing('Producer/Users/Table/Resource'), stack('Consumer'), output('Consumer/Use', ref('Producer/Users/Table/Resource'))],
  'of a long path': [stack('Producer'), thing(`Producer/${long}/Resource`), stack('Consumer'), output('Consumer/Use', att(`Producer/${long}/Resource`, 'Arn'))],
  'of one component of 200': [stack('Producer'), thing(`Producer/${'T'.repeat(200)}`), stack('Consumer'), output('Consumer/Use', att(`Producer/${'T'.repeat(200)}`, 'Arn'))],
  'a chain of three': [
    stack('One'), thing('One/A'), stack('Two'), thing('Two/B', { A: ref('One/A') }), stack('Three'), thing('Three/C', { B: att('Two/B', 'Arn'), A: ref('One/A') }),
  ],
  'against the order of the program': [stack('Consumer'), stack('Producer'), thing('Producer/Table'), thing('Consumer/Use', { Table: ref('Producer/Table') })],
  'both ways': [
    stack('A'), stack('B'), thing('A/T'), thing('B/T', { A: ref('A/T') }), thing('A/U', { B: ref('B/T') }),
  ],
  'in a circle of three': [
    stack('A'), stack('B'), stack('C'), thing('A/T'), thing('B/T', { A: ref('A/T') }), thing('C/T', { B: ref('B/T') }), thing('A/U', { C: ref('C/T') }),
  ],
  'pseudo parameter of the other stack': [
    stack('Producer'), stack('Consumer'), thing('Consumer/Use', { Region: ofStack('Producer', 'region'), Name: ofStack('Producer', 'stackName'), Id: ofStack('Producer', 'stackId') }),
  ],
  'across regions': [
    stack('Producer', { env: here }), thing('Producer/Table'), stack('Consumer', { env: elsewhere }), thing('Consumer/Use', { A: att('Producer/Table', 'Arn'), L: list('Producer/Table', 'Names') }),
  ],
  'across regions, allowed': [
    stack('Producer', { env: here, cross_region_references: true }), thing('Producer/Table'),
    stack('Consumer', { env: elsewhere, cross_region_references: true }), thing('Consumer/Use', { A: att('Producer/Table', 'Arn') }),
  ],
  'across accounts': [
    stack('Producer', { env: here }), thing('Producer/Table'), stack('Consumer', { env: other }), thing('Consumer/Use', { A: att('Producer/Table', 'Arn'), R: ref('Producer/Table') }),
  ],
  'across accounts from two': [
    stack('Producer', { env: here }), thing('Producer/Table'), stack('Consumer', { env: other }), thing('Consumer/Use', { A: att('Producer/Table', 'Arn') }),
    stack('Third', { env: { ...other, account: '333333333333' } }), thing('Third/Use', { A: att('Producer/Table', 'Arn') }),
  ],
  'across accounts, unknown region': [
    stack('Producer', { env: { account: '111111111111' } }), thing('Producer/Table'), stack('Consumer', { env: { account: '222222222222' } }), output('Consumer/Use', ref('Producer/Table')),
  ],
  'a known region and an unknown one': [
    stack('Producer', { env: here }), thing('Producer/Table'), stack('Consumer'), output('Consumer/Use', ref('Producer/Table')),
  ],
  'the same known region': [
    stack('Producer', { env: here }), thing('Producer/Table'), stack('Consumer', { env: here }), output('Consumer/Use', ref('Producer/Table')),
  ],
  'of a nested stack': [
    stack('Producer'), nested('Producer/Inner'), thing('Producer/Inner/Table'), stack('Consumer'), output('Consumer/Use', att('Producer/Inner/Table', 'Arn')),
  ],
  'of a nested stack, a list': [
    stack('Producer'), nested('Producer/Inner'), thing('Producer/Inner/Table'), stack('Consumer'), thing('Consumer/Use', { List: list('Producer/Inner/Table', 'Names') }),
  ],
  'in a nested stack': [
    stack('Producer'), thing('Producer/Table'), stack('Consumer'), nested('Consumer/Inner'), thing('Consumer/Inner/Use', { A: att('Producer/Table', 'Arn'), R: ref('Producer/Table') }),
  ],
  'in a nested stack, a list': [
    stack('Producer'), thing('Producer/Table'), stack('Consumer'), nested('Consumer/Inner'), thing('Consumer/Inner/Use', { L: list('Producer/Table', 'Names') }),
  ],
  'from nested to nested of two stacks': [
    stack('Producer'), nested('Producer/Inner'), thing('Producer/Inner/Table'), stack('Consumer'), nested('Consumer/Inner'), thing('Consumer/Inner/Use', { A: att('Producer/Inner/Table', 'Arn') }),
  ],
  'from nested across regions': [
    stack('Producer', { env: here }), nested('Producer/Inner'), thing('Producer/Inner/Table'), stack('Consumer', { env: elsewhere }), nested('Consumer/Inner'), thing('Consumer/Inner/Use', { A: att('Producer/Inner/Table', 'Arn') }),
  ],
  'export name and stack name': [
    stack('Producer', { stack_name: 'users-prod' }), thing('Producer/Table'), stack('Consumer'), output('Consumer/Use', ref('Producer/Table')),
  ],
  'in a condition and an override': [...twoStacks, thing('Consumer/Use'), { set: 'Consumer/Use', property: 'Deep.Name', value: ref('Producer/Table') }],
};

const more = [
  { name: 'a resource decides', strength: 'strong', steps: [...twoStacks, { produce: 'Producer/Table', strength: 'weak' }, output('Consumer/Use', ref('Producer/Table'))] },
  { name: 'a consumer decides', strength: 'strong', steps: [...twoStacks, { consume: 'Consumer', strength: 'weak' }, output('Consumer/Use', ref('Producer/Table'))] },
  { name: 'both decide', strength: 'strong', steps: [...twoStacks, { produce: 'Producer/Table', strength: 'strong' }, { consume: 'Consumer', strength: 'weak' }, output('Consumer/Use', ref('Producer/Table'))] },
  { name: 'one value decides', strength: 'strong', steps: [...twoStacks, output('Consumer/Use', { $consume: { value: ref('Producer/Table'), strength: 'weak' } }), output('Consumer/Same', ref('Producer/Table'))] },
  { name: 'one resource strong, one weak', strength: 'strong', steps: [...twoStacks, thing('Producer/Queue'), { produce: 'Producer/Queue', strength: 'weak' }, thing('Consumer/Use', { T: ref('Producer/Table'), Q: ref('Producer/Queue') })] },
  { name: 'asked for', steps: [...twoStacks, { export: 'Producer', value: att('Producer/Table', 'Arn') }] },
  { name: 'asked for by name', steps: [...twoStacks, { export: 'Producer', value: att('Producer/Table', 'Arn'), name: 'users-arn' }] },
  { name: 'a text asked for without a name', steps: [...twoStacks, { export: 'Producer', value: 'text' }] },
  { name: 'a list asked for', steps: [...twoStacks, { export_list: 'Producer', value: list('Producer/Table', 'Names') }] },
  { name: 'a list asked for by name', steps: [...twoStacks, { export_list: 'Producer', value: list('Producer/Table', 'Names'), name: 'users-names' }] },
  { name: 'used and asked for', steps: [...twoStacks, output('Consumer/Use', att('Producer/Table', 'Arn')), { export: 'Producer', value: att('Producer/Table', 'Arn') }] },
  { name: 'an output with an export of its own', steps: [...twoStacks, output('Producer/Arn', att('Producer/Table', 'Arn'), { export: 'users-arn' }), output('Consumer/Use', att('Producer/Table', 'Arn'))] },
  { name: 'a stack without a reference', steps: [...twoStacks, thing('Consumer/Use', { A: pseudo('REGION') })] },
];

module.exports = {
  name: 'references',
  about,
  cases: [
    ...Object.entries(both).flatMap(([name, steps]) => ['strong', 'weak', 'both'].map((strength) => ({ name, strength, steps }))),
    ...more,
  ],
};
