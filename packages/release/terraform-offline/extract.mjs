// Rebuilds the archive of the AWS provider's schema from the generated bindings of @cdktn/provider-aws, in which every
// attribute, its type and its flags stand as code. Run by hand when the provider's version changes (README.md).
//
//   node extract.mjs <folder of @cdktn/provider-aws> <out.json.gz> [archive whose types are kept] [further type]…
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const [source, out, like, ...further] = process.argv.slice(2);
if (source === undefined || out === undefined)
  throw new Error('node extract.mjs <bindings> <out.json.gz> [like] [type]…');
const kept = like === undefined ? undefined : JSON.parse(gunzipSync(readFileSync(like)).toString());
const isKept = (part, type) => kept === undefined || type in kept[part] || further.includes(type);

const WORDS = { string: 'string', number: 'number', boolean: 'bool', any: 'dynamic' };
const GETTERS = {
  getStringAttribute: 'string',
  getNumberAttribute: 'number',
  getBooleanAttribute: 'bool',
  getListAttribute: ['list', 'string'],
  getNumberListAttribute: ['list', 'number'],
  getStringMapAttribute: ['map', 'string'],
  getNumberMapAttribute: ['map', 'number'],
  getBooleanMapAttribute: ['map', 'bool'],
  getAnyMapAttribute: ['map', 'dynamic'],
  interpolationForAttribute: 'dynamic',
};
const CONSTRUCTED = { String: 'string', Number: 'number', Boolean: 'bool', Any: 'dynamic' };
const ROOTS = /^Terraform(Resource|DataSource|EphemeralResource|Provider)$/;
const PARTS = { TerraformResource: 'resources', TerraformDataSource: 'data', TerraformEphemeralResource: 'ephemeral' };
const warnings = [];

/** What `storageClassType` of a plain attribute says: `stringList`, `numberMap`, `stringMapList`. */
const storedType = (kind, storage = '') => {
  const nested = /^(string|number|boolean|any)(List|Map)(List|Map|Set)$/.exec(storage);
  if (nested) {
    const [, word, inner, outer] = nested;
    return [kind === 'set' ? 'set' : outer.toLowerCase(), [inner.toLowerCase(), WORDS[word]]];
  }
  const plain = /^(string|number|boolean|any)(List|Set|Map)?$/.exec(storage);
  if (!plain) return undefined;
  const [, word, collection] = plain;
  if (collection) return [kind === 'simple' ? collection.toLowerCase() : kind, WORDS[word]];
  return ['list', 'set', 'map'].includes(kind) ? [kind, WORDS[word]] : WORDS[word];
};

/** Reads one file set: its classes with their attributes, and what each says about itself as HCL. */
const readBindings = (text) => {
  const classes = {};
  const hcl = {};
  let current;
  let attribute;
  let section;
  let described;
  for (const line of text.split('\n')) {
    let found = /^class (\w+) extends cdktn\.(\w+)/.exec(line);
    if (found) {
      current = { name: found[1], base: found[2], attributes: [] };
      classes[found[1]] = current;
      attribute = undefined;
      section = undefined;
      continue;
    }
    found = /^function (\w+)ToHclTerraform\(/.exec(line);
    if (found || (current && /^ {4}synthesizeHclAttributes\(\)/.test(line))) {
      section = found ? found[1].toLowerCase() : '@root';
      hcl[section] = {};
      if (found) current = undefined;
      continue;
    }
    if (section) {
      described = readDescription(line, hcl[section], described);
      if (line.startsWith('}') || (/^ {4}}$/.test(line) && section === '@root')) section = undefined;
    } else if (current) {
      attribute = readAttribute(line, current, attribute);
    }
  }
  return { classes, hcl };
};

const readDescription = (line, section, described) => {
  const name = /^ {8,12}(\w+): \{$/.exec(line)?.[1];
  if (name) {
    section[name] = {};
    return section[name];
  }
  if (!described) return described;
  const block = /^\s+isBlock: (true|false)/.exec(line)?.[1];
  if (block) described.isBlock = block === 'true';
  const type = /^\s+type: "(\w+)"/.exec(line)?.[1];
  if (type) described.type = type;
  const storage = /^\s+storageClassType: "(\w+)"/.exec(line)?.[1];
  if (!storage) return described;
  described.storage = storage;
  return undefined;
};

const readAttribute = (line, current, attribute) => {
  const flags = /^ {4}\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)/.exec(line);
  if (flags) {
    const [, name, computed, optional, required] = flags;
    const made = { name, computed: computed === 'true', optional: optional === 'true', required: required === 'true' };
    current.attributes.push(made);
    return made;
  }
  if (!attribute) return attribute;
  const nested = /new (\w+)\(this, "(\w+)"(?:, (true|false))?\)/.exec(line);
  const collection = /new cdktn\.(\w+?)(Map|List)\(this, "(\w+)"/.exec(line);
  const getter = /this\.(get\w+Attribute|interpolationForAttribute)\('(\w+)'\)/.exec(line);
  if (!attribute.nested && nested && !line.includes('new cdktn.')) {
    attribute.nested = nested[1];
    attribute.isSet = nested[3] === 'true';
  } else if (!attribute.getter && collection) {
    attribute.getter = `constructed ${collection[1]} ${collection[2]}`;
  } else if (!attribute.getter && getter) {
    attribute.getter = getter[1];
    attribute.isSet = line.includes('Fn.tolist(');
  }
  return attribute;
};

const getterType = (attribute) => {
  const [, word, chain] = /^constructed (String|Number|Boolean|Any)((?:List|Map)*) /.exec(attribute.getter ?? '') ?? [];
  if (word) {
    const outer = attribute.getter.split(' ')[2].toLowerCase();
    const inner = (chain.match(/List|Map/g) ?? []).reduce(
      (type, kind) => [kind.toLowerCase(), type],
      CONSTRUCTED[word],
    );
    return [outer, inner];
  }
  return GETTERS[attribute.getter];
};

/** Builds blocks and types of one resource from its classes. */
const builder = (type, { classes, hcl }) => {
  const describedBy = (name) => hcl[name.replace(/(OutputReference|List|Map)$/, '').toLowerCase()] ?? {};

  const objectType = (name) => {
    const found = classes[`${name.replace(/(List|Map)$/, '')}OutputReference`] ?? classes[name];
    if (!found) {
      warnings.push(`${type}: no class ${name}`);
      return ['object', {}];
    }
    const fields = found.attributes.map((one) => [one.name, attributeType(one, describedBy(found.name)[one.name])]);
    return ['object', Object.fromEntries(fields)];
  };

  const attributeType = (attribute, described) => {
    if (attribute.nested) {
      const object = objectType(attribute.nested.replace(/OutputReference$/, 'List'));
      if (attribute.nested.endsWith('OutputReference')) return described?.type === 'struct' ? object : ['list', object];
      if (classes[attribute.nested]?.base.endsWith('Map')) return ['map', object];
      return [attribute.isSet ? 'set' : 'list', object];
    }
    const stored = described && !described.isBlock ? storedType(described.type, described.storage) : undefined;
    if (stored) return stored;
    const read = getterType(attribute);
    if (read === undefined) warnings.push(`${type}.${attribute.name}: getter ${attribute.getter}`);
    return attribute.isSet && Array.isArray(read) ? ['set', read[1]] : (read ?? 'dynamic');
  };

  const nestingOf = ({ type: kind }) => (kind === 'struct' ? 'SINGLE' : kind.toUpperCase());

  /** Recursive statements of firewalls are plain structures there: followed six levels deep. */
  const structure = (storage, depth = 0) => {
    const made = { attributes: {}, blocks: {} };
    if (depth > 6) return made;
    for (const [name, one] of Object.entries(hcl[storage.replace(/(List|Map)$/, '').toLowerCase()] ?? {})) {
      if (one.isBlock)
        made.blocks[name] = { nesting: nestingOf(one), max: 0, min: 0, block: structure(one.storage, depth + 1) };
      else made.attributes[name] = { type: storedType(one.type, one.storage) ?? 'dynamic', optional: true };
    }
    return made;
  };

  const block = (from, description) => {
    const made = { attributes: {}, blocks: {} };
    for (const attribute of from.attributes) {
      const { name } = attribute;
      const described = description[name];
      const min = attribute.required ? 1 : 0;
      if (attribute.nested && described?.isBlock) {
        const inner = classes[`${attribute.nested.replace(/(List|OutputReference)$/, '')}OutputReference`];
        if (!inner) {
          warnings.push(`${type}: no class for the block ${name}`);
          continue;
        }
        const single = attribute.nested.endsWith('OutputReference') && described.type !== 'struct';
        made.blocks[name] = {
          nesting: nestingOf(described),
          max: single ? 1 : 0,
          min,
          block: block(inner, describedBy(inner.name)),
        };
      } else if (!attribute.nested && described?.isBlock && described.storage) {
        made.blocks[name] = { nesting: nestingOf(described), max: 0, min, block: structure(described.storage) };
      } else {
        made.attributes[name] = {
          type: attributeType(attribute, described),
          required: attribute.required || undefined,
          optional: attribute.optional || undefined,
          computed: attribute.computed || undefined,
        };
      }
    }
    return made;
  };
  return block;
};

const schema = { provider: null, resources: {}, data: {}, ephemeral: {} };
for (const folder of readdirSync(join(source, 'lib'))) {
  const home = join(source, 'lib', folder);
  if (!existsSync(join(home, 'index.js'))) continue;
  // Large resources keep a part of their structures in further files.
  const text = readdirSync(home, { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(home, file), 'utf8'))
    .join('\n');
  const type = /static tfResourceType = "(\w+)"/.exec(text)?.[1] ?? (folder === 'provider' ? 'provider' : undefined);
  if (type === undefined) continue;
  const bindings = readBindings(text);
  const root = Object.values(bindings.classes).find(({ base }) => ROOTS.test(base));
  if (!root) {
    warnings.push(`${type}: no root class`);
    continue;
  }
  if (root.base === 'TerraformProvider') {
    schema.provider = builder(type, bindings)(root, bindings.hcl['@root'] ?? {});
    continue;
  }
  const part = PARTS[root.base];
  if (isKept(part, type)) schema[part][type] = builder(type, bindings)(root, bindings.hcl['@root'] ?? {});
}

// Recursion is typed `any` there; the rule resource has the same statement with its types.
const statement = schema.resources.aws_wafv2_web_acl_rule?.blocks.statement;
for (const name of ['aws_wafv2_web_acl', 'aws_wafv2_rule_group']) {
  const rule = schema.resources[name]?.blocks.rule;
  if (statement && rule) {
    delete rule.block.attributes.statement;
    rule.block.blocks.statement = { ...statement, min: 1, max: 1 };
  }
}
writeFileSync(out, gzipSync(JSON.stringify(schema), { level: 9 }));
const count = (part) => Object.keys(part).length;
process.stdout.write(
  `${count(schema.resources)} resources, ${count(schema.data)} data sources, ${count(schema.ephemeral)} ephemeral resources\n`,
);
for (const warning of warnings) process.stdout.write(`${warning}\n`);
