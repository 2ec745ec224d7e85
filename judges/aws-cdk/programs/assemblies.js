// Apps of several stacks, nested stacks and stages: what stands in each template, and what the manifests say.
//
// A case is a list of steps in plain JSON, so that another library can take the same steps.
'use strict';

const fs = require('fs');
const { Construct } = require('constructs');
const { app, assembly, cdk, message, vectors } = require('../lib');

const sets = [
  require('./assemblies/references'), require('./assemblies/nested'), require('./assemblies/stages'), require('./assemblies/dependencies'),
];

/** What a case is built of: constructs by their path. */
class Builder {
  constructor(theApp) {
    this.app = theApp;
    this.at = new Map();
  }

  find(where) {
    if (!this.at.has(where)) throw new Error(`no construct at ${where}`);
    return this.at.get(where);
  }

  /** The scope and the id of a path; plain constructs are made on the way. */
  place(where) {
    const parts = where.split('/');
    const id = parts.pop();
    const scope = parts.reduce((parent, part, index) => {
      const here = parts.slice(0, index + 1).join('/');
      if (!this.at.has(here)) this.at.set(here, new Construct(parent, part));
      return this.at.get(here);
    }, this.app);
    return [scope, id];
  }

  step(step) {
    const [kind] = Object.keys(step);
    this.take(kind, step[kind], step);
    if (kind === 'stack' || kind === 'nested') {
      acknowledged.forEach((id) => cdk.Annotations.of(this.find(step[kind])).acknowledgeWarning(id));
    }
  }

  take(kind, at, step) {
    switch (kind) {
      case 'stage': this.at.set(at, new cdk.Stage(...this.place(at), props(step, ['stage_name', 'env']))); break;
      case 'stack': this.at.set(at, new cdk.Stack(...this.place(at), {
        synthesizer: new cdk.DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
        ...props(step, ['stack_name', 'env', 'description']),
        ...(step.cross_region_references ? { crossRegionReferences: true } : {}),
      })); break;
      case 'nested': this.at.set(at, new cdk.NestedStack(...this.place(at), {
        ...props(step, ['description']),
        ...(step.parameters ? { parameters: this.value(step.parameters) } : {}),
        ...(step.timeout_minutes ? { timeout: cdk.Duration.minutes(step.timeout_minutes) } : {}),
        ...(step.removal ? { removalPolicy: cdk.RemovalPolicy[step.removal] } : {}),
      })); break;
      case 'resource': this.at.set(at, new cdk.CfnResource(...this.place(at), {
        type: step.type ?? 'Acme::Test::Thing', properties: this.value(step.properties ?? {}),
      })); break;
      case 'parameter': this.at.set(at, new cdk.CfnParameter(...this.place(at), { type: step.type ?? 'String' })); break;
      case 'condition': this.at.set(at, new cdk.CfnCondition(...this.place(at), { expression: cdk.Fn.conditionEquals(...step.equals) })); break;
      case 'output': this.at.set(at, new cdk.CfnOutput(...this.place(at), { value: this.value(step.value), exportName: step.export })); break;
      case 'set': this.find(at).addPropertyOverride(step.property, this.value(step.value)); break;
      case 'depend': this.find(at).node.addDependency(this.find(step.on)); break;
      case 'depend_l1': this.find(at).addResourceDependency(this.find(step.on)); break;
      case 'depend_stack': this.find(at).addStackDependency(this.find(step.on)); break;
      case 'produce': cdk.CrossStackReferences.of(this.find(at)).produce(step.strength); break;
      case 'consume': cdk.CrossStackReferences.of(this.find(at)).consume(step.strength); break;
      case 'export': this.find(at).exportValue(this.value(step.value), step.name ? { name: step.name } : {}); break;
      case 'export_list': this.find(at).exportStringListValue(this.value(step.value), step.name ? { name: step.name } : {}); break;
      case 'rename': this.find(at).renameLogicalId(step.from, step.to); break;
      default: throw new Error(`no step ${kind}`);
    }
  }

  value(json) {
    if (Array.isArray(json)) return json.map((item) => this.value(item));
    if (json === null || typeof json !== 'object') return json;
    const [[name, argument]] = [...Object.entries(json), []];
    switch (name) {
      case '$ref': { const target = this.find(argument); return target.ref ?? target.valueAsString; }
      case '$att': return this.find(argument[0]).getAtt(argument[1]).toString();
      case '$list': return cdk.Token.asList(this.find(argument[0]).getAtt(argument[1], cdk.ResolutionTypeHint.STRING_LIST));
      case '$number': return cdk.Token.asNumber(this.find(argument[0]).getAtt(argument[1], cdk.ResolutionTypeHint.NUMBER));
      case '$text': return argument.map((item) => this.value(item)).join('');
      case '$join': return cdk.Fn.join(argument[0], this.value(argument[1]));
      case '$select': return cdk.Fn.select(argument[0], this.value(argument[1]));
      case '$pseudo': return cdk.Aws[argument];
      case '$stack': return this.find(argument[0])[argument[1]];
      case '$consume': return cdk.Stack.consumeReference(this.value(argument.value), argument.strength);
      default: return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, this.value(item)]));
    }
  }
}

function props(step, names) {
  const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  return Object.fromEntries(names.filter((name) => name in step).map((name) => [camel(name), step[name]]));
}

/** What the CDK says of the settings that the cases choose. */
const acknowledged = ['@aws-cdk/core:crossStackReferencesBothTransitional', '@aws-cdk/core:crossAccountRefsAreAlwaysWeak'];

function compute({ strength = 'strong', steps }) {
  const theApp = app({ '@aws-cdk/core:defaultCrossStackReferences': strength });
  try {
    const builder = new Builder(theApp);
    steps.forEach((step) => builder.step(step));
    return assembly(theApp);
  } catch (error) {
    return { error: message(error) };
  } finally {
    fs.rmSync(theApp.outdir, { recursive: true, force: true });
  }
}

for (const { name, about, cases } of sets) {
  vectors(name, about, cases.map((item) => ({ ...item, ...compute(item) })));
}
