// Stages: names, folders, environments.
'use strict';

const about = require('./about');
const { nested, ofStack, output, ref, stack, stage, thing } = require('./steps');

const env = { account: '111111111111', region: 'eu-west-1' };

const named = {
  'one': [stage('Dev'), stack('Dev/Users'), thing('Dev/Users/T')],
  'two of the same stacks': [...['Dev', 'Prod'].flatMap((name) => [stage(name), stack(`${name}/Users`), thing(`${name}/Users/T`), stack(`${name}/Api`), thing(`${name}/Api/U`, { T: ref(`${name}/Users/T`) })])],
  'beside a stack': [stage('Dev'), stack('Dev/Users'), thing('Dev/Users/T'), stack('Tools'), thing('Tools/T')],
  'empty': [stage('Dev'), stack('Tools'), thing('Tools/T')],
  'with a name of its own': [stage('Dev', { stage_name: 'alpha' }), stack('Dev/Users'), thing('Dev/Users/T')],
  'with a stack name': [stage('Dev'), stack('Dev/Users', { stack_name: 'users' }), thing('Dev/Users/T')],
  'below a construct': [stage('Team/Dev'), stack('Team/Dev/Users'), thing('Team/Dev/Users/T')],
  'stack below a construct': [stage('Dev'), stack('Dev/Group/Users'), thing('Dev/Group/Users/T')],
  'in a stage': [stage('Dev'), stage('Dev/Eu'), stack('Dev/Eu/Users'), thing('Dev/Eu/Users/T'), stack('Dev/Top'), thing('Dev/Top/T')],
  'in a stage in a stage': [stage('A'), stage('A/B'), stage('A/B/C'), stack('A/B/C/S'), thing('A/B/C/S/T')],
  'with odd ids': [stage('my-dev'), stack('my-dev/users_1'), thing('my-dev/users_1/T')],
  'a name that is refused': [stage('1dev'), stack('1dev/Users'), thing('1dev/Users/T')],
  'with an environment': [stage('Dev', { env }), stack('Dev/Users'), thing('Dev/Users/T', { R: ofStack('Dev/Users', 'region'), A: ofStack('Dev/Users', 'account') })],
  'with an environment in part': [
    stage('Dev', { env: { region: 'eu-west-1' } }), stack('Dev/A'), thing('Dev/A/T', { R: ofStack('Dev/A', 'region'), A: ofStack('Dev/A', 'account') }),
    stack('Dev/B', { env: { account: '222222222222' } }), thing('Dev/B/T', { R: ofStack('Dev/B', 'region'), A: ofStack('Dev/B', 'account') }),
    stack('Dev/C', { env: { account: '222222222222', region: 'us-east-1' } }), thing('Dev/C/T', { R: ofStack('Dev/C', 'region') }),
  ],
  'an environment from the outer stage': [stage('Dev', { env }), stage('Dev/Eu'), stack('Dev/Eu/S'), thing('Dev/Eu/S/T', { R: ofStack('Dev/Eu/S', 'region') }), stage('Dev/Us', { env: { region: 'us-east-1' } }), stack('Dev/Us/S'), thing('Dev/Us/S/T', { R: ofStack('Dev/Us/S', 'region'), A: ofStack('Dev/Us/S', 'account') })],
  'a reference into a stage': [stage('Dev'), stack('Dev/Users'), thing('Dev/Users/T'), stack('Tools'), thing('Tools/U', { T: ref('Dev/Users/T') })],
  'a reference out of a stage': [stage('Dev'), stack('Dev/Users'), stack('Tools'), thing('Tools/T'), thing('Dev/Users/U', { T: ref('Tools/T') })],
  'a reference from stage to stage': [stage('Dev'), stack('Dev/Users'), thing('Dev/Users/T'), stage('Prod'), stack('Prod/Users'), thing('Prod/Users/U', { T: ref('Dev/Users/T') })],
  'a dependency from stage to stage': [stage('Dev'), stack('Dev/Users'), thing('Dev/Users/T'), stage('Prod'), stack('Prod/Users'), thing('Prod/Users/U'), { depend_stack: 'Prod/Users', on: 'Dev/Users' }],
  'with a nested stack': [stage('Dev'), stack('Dev/Users'), nested('Dev/Users/Inner'), thing('Dev/Users/Inner/T'), output('Dev/Users/Out', ref('Dev/Users/Inner/T'))],
  'a stack in a stack': [stack('Outer'), thing('Outer/T'), stack('Outer/Inner'), thing('Outer/Inner/T', { T: ref('Outer/T') })],
  'stacks below constructs': [stack('Group/Users'), thing('Group/Users/T'), stack('Group/Deep/Users'), thing('Group/Deep/Users/T')],
  'two stacks with one name': [stack('A', { stack_name: 'same' }), thing('A/T'), stack('B', { stack_name: 'same' }), thing('B/T')],
  'two stacks with one name in two stages': [stage('Dev'), stack('Dev/A', { stack_name: 'same' }), thing('Dev/A/T'), stage('Prod'), stack('Prod/A', { stack_name: 'same' }), thing('Prod/A/T')],
  'a stack with a description': [stack('A', { description: 'What it is', env }), thing('A/T')],
};

module.exports = { name: 'stages', about, cases: Object.entries(named).map(([name, steps]) => ({ name, steps })) };
