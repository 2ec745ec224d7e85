// Aspects: in which order they see which construct, and what they may add on the way.
'use strict';

const { Construct } = require('constructs');
const { app, cdk, message, stack, vectors } = require('../lib');

const { mutating, readonly, standard } = {
  mutating: cdk.AspectPriority.MUTATING, readonly: cdk.AspectPriority.READONLY, standard: cdk.AspectPriority.DEFAULT,
};

/** aspects: on which path, its name, its priority, and what it does at which path when it comes there. */
const cases = {
  'one': { aspects: [{ on: 'S', name: 'a' }] },
  'on the app': { aspects: [{ on: '', name: 'a' }] },
  'on a leaf': { aspects: [{ on: 'S/G/R', name: 'a' }] },
  'two at one place': { aspects: [{ on: 'S', name: 'a' }, { on: 'S', name: 'b' }] },
  'outer and inner': { aspects: [{ on: 'S/G', name: 'inner' }, { on: 'S', name: 'outer' }] },
  'outer, inner and app': { aspects: [{ on: 'S/G/R', name: 'leaf' }, { on: 'S/G', name: 'inner' }, { on: '', name: 'app' }, { on: 'S', name: 'outer' }] },
  'priority at one place': { aspects: [{ on: 'S', name: 'late', priority: 900 }, { on: 'S', name: 'early', priority: 10 }, { on: 'S', name: 'middle' }] },
  'priority over the place': { aspects: [{ on: 'S', name: 'outer', priority: 600 }, { on: 'S/G', name: 'inner', priority: 100 }] },
  'equal priority keeps order': { aspects: [{ on: 'S', name: 'a', priority: 7 }, { on: 'S', name: 'b', priority: 7 }, { on: '', name: 'c', priority: 7 }] },
  'the three names': { aspects: [{ on: 'S', name: 'readonly', priority: readonly }, { on: 'S', name: 'default', priority: standard }, { on: 'S', name: 'mutating', priority: mutating }] },
  'adds a construct below': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S/G', add: 'N' }] }] },
  'adds a construct beside, before the place': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S/H', add: 'N', below: 'S/G' }] }] },
  'adds a construct for an earlier aspect': { aspects: [{ on: 'S', name: 'early', priority: 100 }, { on: 'S', name: 'late', priority: 200, does: [{ at: 'S/G', add: 'N' }] }] },
  'adds a construct for a later aspect': { aspects: [{ on: 'S', name: 'early', priority: 100, does: [{ at: 'S/G', add: 'N' }] }, { on: 'S', name: 'late', priority: 200 }] },
  'adds an aspect of higher priority below': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S', attach: 'b', on: 'S/G', priority: 700 }] }] },
  'adds an aspect of lower priority below': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S', attach: 'b', on: 'S/G', priority: 100 }] }] },
  'adds an aspect to what was seen': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S/H', attach: 'b', on: 'S/G', priority: 700 }] }] },
  'adds an aspect too late': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S/H', attach: 'b', on: 'S/G', priority: 100 }] }] },
  'adds an aspect to itself': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S', attach: 'b', on: 'S' }] }] },
  'adds an aspect to the app': { aspects: [{ on: 'S', name: 'a', does: [{ at: 'S/G', attach: 'b', on: '', priority: 900 }] }] },
  'the same aspect twice': { aspects: [{ on: 'S', name: 'a' }, { on: 'S', same: 'a', name: 'a' }] },
  'the same aspect at two places': { aspects: [{ on: 'S', name: 'a' }, { on: 'S/G', same: 'a', name: 'a' }] },
  'over the border of a stage': { aspects: [{ on: '', name: 'app' }, { on: 'Dev', name: 'stage' }], stage: true },
};

function compute({ aspects, stage }) {
  const visits = [];
  const theApp = app();
  const at = (where) => (where === '' ? theApp : where.split('/').reduce((scope, id) => scope.node.findChild(id), theApp));
  const made = new Map();
  const make = (name, does = []) => ({
    visit(node) {
      visits.push([name, node.node.path]);
      for (const step of does.filter((step) => step.at === node.node.path && !step.done)) {
        step.done = true;
        if (step.add) new cdk.CfnResource(step.below ? at(step.below) : node, step.add, { type: 'Acme::Test::Thing' });
        if (step.attach) cdk.Aspects.of(at(step.on)).add(make(step.attach), { priority: step.priority });
      }
    },
  });
  try {
    const theStack = stack(theApp, 'S');
    const group = new Construct(theStack, 'G');
    new cdk.CfnResource(group, 'R', { type: 'Acme::Test::Thing' });
    new cdk.CfnResource(theStack, 'H', { type: 'Acme::Test::Thing' });
    if (stage) new cdk.CfnResource(stack(new cdk.Stage(theApp, 'Dev'), 'T'), 'R', { type: 'Acme::Test::Thing' });
    for (const { on, name, same, priority, does } of aspects) {
      const aspect = same ? made.get(same) : make(name, (does ?? []).map((step) => ({ ...step })));
      made.set(name, aspect);
      cdk.Aspects.of(at(on)).add(aspect, priority === undefined ? {} : { priority });
    }
    theApp.synth();
    return { visits };
  } catch (error) {
    return { error: message(error), visits };
  }
}

/** What is in the tree when the aspects begin: S/G/R and S/H, and with a stage Dev/T/R. */
vectors(
  'aspects',
  'The tree is a stack S with a construct G, in it a resource R, and a resource H beside G; with `stage` also a stage Dev with a stack T and '
    + 'a resource R. aspects: on which path, with which priority (when absent the default), and what each does once when it comes to a path: '
    + 'adds a resource (below another path), or attaches an aspect. visits: which aspect came to which construct, in order; the app has the '
    + 'empty path.',
  Object.entries(cases).map(([name, input]) => ({ name, ...input, ...compute(input) })),
  { priorities: { mutating, readonly, default: standard } },
);
