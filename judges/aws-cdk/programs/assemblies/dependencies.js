// What is deployed before what, within a stack and between stacks; and logical ids that are given another name.
'use strict';

const about = require('./about');
const { depend, output, ref, stack, thing } = require('./steps');

const two = [stack('A'), thing('A/T'), stack('B'), thing('B/T')];
const renamed = (...more) => [stack('A'), thing('A/Group/T'), thing('A/U', { T: ref('A/Group/T') }), ...more];

const named = {
  'stack on stack': [...two, { depend_stack: 'B', on: 'A' }],
  'stack on stack by a construct dependency': [...two, depend('B', 'A')],
  'resource on a resource of another stack': [...two, depend('B/T', 'A/T')],
  'resource on another stack': [...two, depend('B/T', 'A')],
  'stack on a resource of another stack': [...two, depend('B', 'A/T')],
  'L1 to L1 of another stack': [...two, { depend_l1: 'B/T', on: 'A/T' }],
  'stacks in a circle': [...two, { depend_stack: 'B', on: 'A' }, { depend_stack: 'A', on: 'B' }],
  'a stack on itself': [...two, { depend_stack: 'A', on: 'A' }],
  'a chain': [...two, stack('C'), thing('C/T'), { depend_stack: 'B', on: 'A' }, { depend_stack: 'C', on: 'B' }, { depend_stack: 'C', on: 'A' }],
  'against a reference': [stack('A'), thing('A/T'), stack('B'), thing('B/T', { A: ref('A/T') }), { depend_stack: 'A', on: 'B' }],
  'resources in a circle': [stack('A'), thing('A/T'), thing('A/U'), depend('A/T', 'A/U'), depend('A/U', 'A/T')],
  'rename': renamed({ rename: 'A', from: 'GroupT88AAB278', to: 'Table' }, output('A/Out', ref('A/Group/T'))),
  'rename, with a dependency': renamed(depend('A/U', 'A/Group/T'), { rename: 'A', from: 'GroupT88AAB278', to: 'Table' }),
  'rename an id of one component': renamed({ rename: 'A', from: 'U', to: 'User' }),
  'rename to itself': renamed({ rename: 'A', from: 'U', to: 'U' }),
  'rename twice': renamed({ rename: 'A', from: 'U', to: 'V' }, { rename: 'A', from: 'U', to: 'W' }),
  'rename what is not there': renamed({ rename: 'A', from: 'Nothing', to: 'V' }),
  'rename to an id that is taken': renamed(thing('A/V'), { rename: 'A', from: 'U', to: 'V' }),
  'rename to what is no id': renamed({ rename: 'A', from: 'U', to: 'not-an-id' }),
  'swap': [stack('A'), thing('A/U', { V: 1 }), thing('A/V', { U: 1 }), { rename: 'A', from: 'U', to: 'V' }, { rename: 'A', from: 'V', to: 'U' }],
  'rename a parameter': [stack('A'), { parameter: 'A/P' }, thing('A/T', { P: ref('A/P') }), { rename: 'A', from: 'P', to: 'Size' }],
  'rename an output': [stack('A'), thing('A/T'), output('A/O', ref('A/T')), { rename: 'A', from: 'O', to: 'Name' }],
  'rename what another stack refers to': [stack('A'), thing('A/T'), { rename: 'A', from: 'T', to: 'Table' }, stack('B'), output('B/O', ref('A/T'))],
};

module.exports = { name: 'dependencies', about, cases: Object.entries(named).map(([name, steps]) => ({ name, steps })) };
