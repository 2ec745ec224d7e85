// The steps that the cases of assemblies are made of.
'use strict';

const ref = (at) => ({ $ref: at });
const att = (at, attribute) => ({ $att: [at, attribute] });
const list = (at, attribute) => ({ $list: [at, attribute] });
const text = (...parts) => ({ $text: parts });
const pseudo = (name) => ({ $pseudo: name });
const ofStack = (at, what) => ({ $stack: [at, what] });
const stage = (at, more = {}) => ({ stage: at, ...more });
const stack = (at, more = {}) => ({ stack: at, ...more });
const nested = (at, more = {}) => ({ nested: at, ...more });
const thing = (at, properties, more = {}) => ({ resource: at, ...(properties ? { properties } : {}), ...more });
const output = (at, value, more = {}) => ({ output: at, value, ...more });
const depend = (at, on) => ({ depend: at, on });

module.exports = { att, depend, list, nested, ofStack, output, pseudo, ref, stack, stage, text, thing };
