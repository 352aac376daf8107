import { readFileSync, readdirSync } from 'node:fs';
import t from 'tap';
import type { EndpointShape } from './endpoint.ts';
import type { EventType } from './event.ts';
import { declaredProblems } from './problem.ts';
import { problemDocument } from './problem-document.ts';

const here = new URL('.', import.meta.url);
const servicesFolder = new URL('../../../services/', here);
type ServiceBlock = { schema: string; paths: string[] };
const services = readdirSync(servicesFolder).flatMap((name): ServiceBlock[] => {
  const text = readFileSync(new URL(`${name}/package.json`, servicesFolder), 'utf8');
  const { service } = JSON.parse(text) as { service?: ServiceBlock };
  return service ? [service] : [];
});

type Exports = Record<string, unknown>;
const modules: { name: string; exports: Exports }[] = [];
for (const file of readdirSync(here).toSorted())
  if (file.endsWith('.ts') && !file.endsWith('.test.ts'))
    modules.push({ name: file.slice(0, -3), exports: (await import(new URL(file, here).href)) as Exports });

const has = (value: unknown, ...keys: string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key));
const isEndpoint = (value: unknown): value is EndpointShape => has(value, 'method', 'url');
const isEvent = (value: unknown): value is EventType => has(value, 'kind', 'name', 'version', 'payload');
/** A service with much to say has several files: `payments-sellable` is of payments. */
const serviceOf = (name: string): string => name.split('-')[0] ?? name;
const exported = modules.flatMap(({ name, exports }) =>
  Object.entries(exports).flatMap(([as, shape]) =>
    isEndpoint(shape) ? [{ name: `${name}.${as}`, of: serviceOf(name), shape }] : [],
  ),
);
// The very same endpoint under a second name is one.
const endpoints = exported.filter(({ shape }, at) => exported.findIndex((other) => other.shape === shape) === at);
const propertiesOf = (schema: { properties?: object } = {}): string[] => Object.keys(schema.properties ?? {});
const accesses = ['public', 'person', 'creator', 'operator', 'service'];

/** Every object schema in a schema, with its place. */
function objectsIn(schema: unknown, path = ''): { path: string; schema: Record<string, unknown> }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = schema as Record<string, unknown>;
  const below = Object.entries(own).flatMap(([key, value]) => objectsIn(value, `${path}/${key}`));
  return own.type === 'object' && own.properties !== undefined ? [{ path, schema: own }, ...below] : below;
}

t.test(
  'every endpoint says what it does, who may call it and what it answers, below its service\u2019s paths',
  async (t) => {
    for (const { name, of, shape } of endpoints) {
      t.match(shape.summary, /^[A-Z].{5,}[^.]$/, `${name} has a summary`);
      t.ok(accesses.includes(shape.access), `${name} declares its access`);
      t.ok(has(shape.response), `${name} has a response`);
      const paths = services.find(({ schema }) => of === schema || of.startsWith(`${schema}-`))?.paths ?? [];
      const below = paths.some(
        (path) => shape.url === path || shape.url.startsWith(path.endsWith('/') || path === '/@' ? path : `${path}/`),
      );
      t.ok(below, `${name} ${shape.url} is below ${paths.join(' ')}`);
      const params = [...shape.url.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? '');
      const declared = propertiesOf(shape.params);
      t.same(declared.toSorted(), params.toSorted(), `${name} declares its parameters`);
      t.notOk(shape.method === 'GET' && shape.body, `${name}: a read has no body`);
    }
    t.comment(`${endpoints.length} endpoints in ${modules.length} modules, ${services.length} services`);
    t.ok(endpoints.length > 50 && services.length >= 7);
  },
);

t.test('no two endpoints answer the same address', async (t) => {
  const addresses = endpoints.map(({ shape }) => `${shape.method} ${shape.url.replace(/:[A-Za-z]+/g, ':')}`);
  t.same(
    addresses.filter((one, at) => addresses.indexOf(one) !== at),
    [],
  );
});

/** What a type of product promises is checked by its own closed shape, so that each mistake is said at its field. */
const closedBelow = ['store.createProduct/properties/details', 'store.changeProduct/properties/details'];

t.test('every object in a body refuses fields that it does not know', async (t) => {
  let seen = 0;
  for (const { name, shape } of endpoints)
    for (const { path, schema } of objectsIn(shape.body)) {
      seen += 1;
      if (closedBelow.includes(name + path)) continue;
      t.equal(schema.additionalProperties, false, `${name}${path}`);
    }
  t.comment(`${seen} object schemas in bodies`);
  t.ok(seen > 15);
});

t.test('every problem speaks both languages with the same places, in their own letters', async (t) => {
  const placesOf = (text: string): string[] => [...new Set(text.match(/\{[^}]*\}/g) ?? [])].toSorted();
  for (const { type, status, says } of declaredProblems.values()) {
    t.match(type, /^[a-z]+(-[a-z]+)*$/, type);
    t.ok(status >= 400 && status <= 503, `${type}: ${status}`);
    t.match(says.en, /^(?:[A-Z“{]|telebirr ).*[.?!]$/, `${type} in English`);
    t.notMatch(says.en, /[\u1200-\u137f]/);
    t.match(says.am, /[\u1200-\u137f].*[።?!]$/, `${type} in Amharic`);
    t.same(placesOf(says.am), placesOf(says.en), `${type}: the same places`);
  }
  t.comment(`${declaredProblems.size} problems`);
  t.ok(declaredProblems.size > 25);
});

t.test('a wait is right to read for one minute as for many', async (t) => {
  const waits = [...declaredProblems.values()].filter(({ says }) => says.en.includes('{minutes}'));
  for (const { type, says } of waits) {
    t.match(says.en, /\{minutes\} min\b(?!utes)/, type);
    t.match(says.am, /\{minutes\} ደቂቃ(?!ዎች)/, `${type}: a number takes the singular`);
  }
  t.ok(waits.length >= 3, `${waits.length} waits`);
});

t.test('every event is a fact in the past tense with its version, and carries no personal data', async (t) => {
  const events = modules.flatMap(({ exports }) => Object.values(exports).filter(isEvent));
  for (const { name, version, payload } of events) {
    t.match(name, /^[a-z-]+\.[a-z-]+$/, name);
    t.ok(Number.isInteger(version) && version >= 1);
    for (const field of propertiesOf(payload))
      t.notMatch(field, /^(phone|email|name|address|code|token)$/i, `${name}.${field}`);
  }
  t.equal(new Set(events.map((one) => `${one.name} ${one.version}`)).size, events.length, 'each once');
  t.comment(`${events.length} events`);
  t.ok(events.length > 5);
});

t.test(
  'the problems\u2019 document has one row for each, in the order of their types, and bars do not break it',
  async (t) => {
    const says = { en: 'One | two.', am: 'ሀ።' };
    const text = problemDocument([
      { type: 'b', status: 409, says },
      { type: 'a', status: 404, says },
    ]);
    t.match(text, '| `a` | 404 | One \\| two. |\n| `b` | 409 | One \\| two. |\n');
    t.equal(problemDocument(declaredProblems.values()).match(/^\| `/gm)?.length, declaredProblems.size);
  },
);
