// What every program of this judge shares: an app as `cdk init` would configure it, and files that diff well.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

// The validator of the CDK takes seconds for each app and judges nothing here; cfn-lint does that.
process.env.CDK_VALIDATION = 'false';

const cdk = require('aws-cdk-lib');

/** The feature flags that `cdk init` writes into a new project's cdk.json for this release of the library. */
const flags = require('aws-cdk-lib/recommended-feature-flags.json');
const version = require('aws-cdk-lib/package.json').version;

/** Everything is written below this folder, so that a test can refresh into a copy. */
const root = process.env.JUDGE_OUTPUT || __dirname;

/** An app with the recommended flags, and without what the CDK adds for its own bookkeeping. */
function app(context = {}) {
  return new cdk.App({
    analyticsReporting: false,
    treeMetadata: false,
    outdir: fs.mkdtempSync(path.join(os.tmpdir(), 'judge-aws-cdk-')),
    context: { ...flags, ...context },
  });
}

/** A stack whose template holds no bootstrap parameter or rule: nothing but what the program asked for. */
function stack(scope, id, props = {}) {
  const result = new cdk.Stack(scope, id, { synthesizer: new cdk.BootstraplessSynthesizer(), ...props });
  cdk.Annotations.of(result).acknowledgeWarning('@aws-cdk/aws-lambda:codeFromBucketObjectVersionNotSpecified');
  return result;
}

/** What `read` finds in each stack of a synthesized app, by stack name. */
function synth(theApp, read) {
  const assembly = theApp.synth();
  const result = Object.fromEntries(assembly.stacks.map((artifact) => [artifact.stackName, read(artifact)]));
  fs.rmSync(assembly.directory, { recursive: true, force: true });
  return result;
}

/** The templates of an app, by stack name. */
function templates(theApp) {
  return synth(theApp, (artifact) => artifact.template);
}

/** Every template of an app, the telling part of every manifest, and which template is nested in which. */
function assembly(theApp) {
  const { directory } = theApp.synth();
  const result = readAssembly(directory);
  fs.rmSync(directory, { recursive: true, force: true });
  // Hashes of templates are hashes of how the CDK lays JSON out.
  return JSON.parse(JSON.stringify(result).replace(/\b[0-9a-f]{64}\b/g, 'HASH'));
}

function readAssembly(directory, below = '') {
  const json = (file) => JSON.parse(fs.readFileSync(path.join(directory, file), 'utf8'));
  const result = { templates: {}, nested: {}, manifests: { [below || '.']: {} }, template_assets: {} };
  const here = result.manifests[below || '.'];
  const byHash = {};
  for (const [id, { type, environment, displayName, dependencies, properties }] of Object.entries(json('manifest.json').artifacts)) {
    if (type === 'aws:cloudformation:stack') {
      const { templateFile, stackName } = properties;
      here[id] = { type, environment, templateFile, stackName, displayName, dependencies: dependencies?.filter((other) => !other.endsWith('.assets')) };
    } else if (type === 'cdk:cloud-assembly') {
      here[id] = { type, ...properties };
      const inner = readAssembly(path.join(directory, properties.directoryName), path.posix.join(below, properties.directoryName));
      for (const part of Object.keys(result)) Object.assign(result[part], inner[part]);
    } else if (type === 'cdk:asset-manifest') {
      const assets = Object.entries(json(properties.file).files).filter(([, { source }]) => source.path.endsWith('.template.json'));
      assets.forEach(([hash, { source }]) => { byHash[hash] = source.path; });
      result.template_assets[path.posix.join(below, properties.file)] = Object.fromEntries(assets.map(([, { displayName: shown, source }]) => [source.path, shown]));
    }
  }
  for (const file of fs.readdirSync(directory).filter((name) => name.endsWith('.template.json')).sort()) {
    const template = json(file);
    result.templates[path.posix.join(below, file)] = template;
    const stacks = Object.entries(template.Resources ?? {}).filter(([, resource]) => resource.Type === 'AWS::CloudFormation::Stack');
    if (stacks.length === 0) continue;
    result.nested[path.posix.join(below, file)] = Object.fromEntries(stacks.map(([id, { Properties }]) => {
      const [hash] = JSON.stringify(Properties.TemplateURL).match(/[0-9a-f]{64}/) ?? [];
      return [id, path.posix.join(below, byHash[hash])];
    }));
  }
  return result;
}

/** The construct path of each resource and output of a synthesized stack, by logical id. */
function paths(theStack) {
  const elements = theStack.node.findAll().filter((construct) => cdk.CfnElement.isCfnElement(construct));
  return Object.fromEntries(elements.map((element) => [theStack.resolve(element.logicalId), element.node.path]));
}

/** Runs `build` on a stack of its own: the template and any warnings, or the message with which the CDK refuses. */
function attempt(build, { id = 'Stack', context = {}, props = {} } = {}) {
  try {
    const theApp = app(context);
    const theStack = stack(theApp, id, props);
    build(theStack, theApp);
    return synth(theApp, ({ template, messages }) => {
      const warnings = messages.filter(({ level }) => level === 'warning').map(({ entry }) => message({ message: entry.data }));
      return { ...(warnings.length > 0 ? { warnings } : {}), template };
    })[theStack.stackName];
  } catch (error) {
    return { error: message(error) };
  }
}

/** The source of a program as lines, so that a vector says what was built. */
function source(program) {
  const lines = program.toString().split('\n');
  const indent = lines.length === 1 ? 0 : lines[lines.length - 1].search(/\S/);
  return lines.map((text, index) => (index === 0 ? text : text.slice(indent)));
}

/** Vectors of programs: each is a function that fills a stack, and gives the template or the refusal. */
function programs(name, about, named, options) {
  const cases = Object.entries(named).map(([title, program]) => (
    { name: title, program: source(program), ...attempt(program, options) }
  ));
  vectors(name, about, cases);
}

/** An error in one line without the parts that differ from run to run. */
function message(error) {
  const lines = String(error.message).split('\n').map((text) => text.trim()).filter((text) => text !== '');
  return lines.slice(0, 3).join(' ').replace(/\$\{Token\[[^\]]*\]\}/g, '${Token}');
}

const tokens = new Map();

/**
 * A string token for a CloudFormation intrinsic, so that vectors can be written as plain JSON. Equal intrinsics give
 * one token, as two reads of the same attribute do in a real program.
 */
function token(value) {
  if (value === null || typeof value !== 'object') return value;
  const key = JSON.stringify(value);
  if (!tokens.has(key)) tokens.set(key, cdk.Token.asString(value));
  return tokens.get(key);
}

/** Numbers that look random and are the same in every run. */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** JSON with one line for each thing that fits into one. */
function pretty(value, indent = 0, width = 120, lead = 0) {
  const flat = line(value);
  if (value === null || typeof value !== 'object' || indent + lead + flat.length <= width) return flat;
  const pad = ' '.repeat(indent + 2);
  const end = ' '.repeat(indent);
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => pad + pretty(item, indent + 2, width)).join(',\n')}\n${end}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return pad + name + pretty(item, indent + 2, width, name.length);
  });
  return `{\n${entries.join(',\n')}\n${end}}`;
}

function line(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${line(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** Writes one JSON file of this judge. */
function write(name, value) {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // A round trip drops `undefined`, as the CDK does.
  fs.writeFileSync(file, pretty(JSON.parse(JSON.stringify(value))) + '\n');
  process.stdout.write(`${name}\n`);
}

/** Writes one file of vectors with a head that says what its cases are. */
function vectors(name, about, cases, extra = {}) {
  write(`vectors/${name}.json`, { about, cdk: version, ...extra, cases });
}

module.exports = {
  app, assembly, attempt, cdk, message, paths, programs, random, source, stack, templates, token, vectors, write,
};
