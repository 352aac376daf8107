import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { passed } from './check.ts';
import { checkBoundaries, importsOf, wrongImport } from './boundaries.ts';
import { checkDataClasses } from './data-classes.ts';
import { checkDoors } from './doors.ts';
import { checkGenerated } from './generated.ts';
import { checkText } from './text-rules.ts';

/** A clone in miniature. Statements are put together here, so that the checks do not find them in this file. */
const clone = (t: Test, files: Record<string, string>): string => {
  const root = mkdtempSync(join(tmpdir(), 'checks-'));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
};
const load = (what: string, from: string): string => `${'imp'}ort ${what} from '${from}';\n`;
const manifest = (...names: string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1'])) });
const service = (schema: string, port: number): string => {
  const sizes = { connections: { web: 5, worker: 12 }, cpu: 256, memory: 512 };
  const block = { schema, port, paths: [`/v1/${schema}`], domains: [schema], ...sizes, buckets: {}, outside: false };
  return JSON.stringify({ service: block });
};

t.test('every way to import is seen', async (t) => {
  const text = [
    load('a', 'one'),
    load('{\n  b,\n  type C,\n}', 'two'),
    load('type { D }', 'three'),
    `${'exp'}ort * from 'four';\n`,
    `${'imp'}ort 'five';\n`,
    `const x = await ${'imp'}ort('six');\n`,
    "export const notAnImport = 'from nowhere';\n",
  ].join('');
  t.strictSame(importsOf(text).sort(), ['five', 'four', 'one', 'six', 'three', 'two']);
});

t.test('a planted wrong import turns the boundary check red, and its absence green', async (t) => {
  const good = {
    'services/auth/package.json': manifest('@windsurf/db'),
    'services/auth/src/a.ts': load('x', '@windsurf/db/ids'),
  };
  const clean = checkBoundaries(clone(t, good));
  t.equal(passed(clean), true);
  t.equal(clean.seen, 1);
  const planted = clone(t, {
    ...good,
    'services/payments/package.json': '{}',
    'services/auth/src/b.ts': load('y', '@windsurf/payments/app'),
  });
  const red = checkBoundaries(planted);
  t.equal(passed(red), false);
  t.match(red.findings, [/services\/auth\/src\/b\.ts imports @windsurf\/payments\/app: a service never/]);
});

t.test('a boundary check that saw no import has failed', async (t) => {
  t.equal(passed(checkBoundaries(clone(t, { 'packages/x/package.json': '{}' }))), false);
});

t.test('who may import whom', async (t) => {
  const all = new Set([
    '@windsurf/testbed',
    '@windsurf/db',
    '@windsurf/contracts',
    '@windsurf/html',
    'graphile-worker',
  ]);
  const services = new Set(['auth', 'payments']);
  const rows: [file: string, from: string, allowed: boolean][] = [
    ['services/auth/src/x.test.ts', '@windsurf/testbed/database', true],
    ['services/auth/src/x.ts', '@windsurf/testbed/database', false],
    ['services/dashboard/src/x.tsx', '@windsurf/contracts/auth', true],
    ['services/dashboard/src/x.tsx', '@windsurf/db/ids', false],
    ['packages/contracts/src/x.ts', '@windsurf/db/ids', false],
    ['packages/messages/src/x.ts', '@windsurf/db/ids', true],
    ['packages/money/src/x.ts', '@windsurf/html/html', false],
    ['packages/messages/src/x.ts', 'graphile-worker', true],
    ['services/auth/src/x.ts', 'graphile-worker', false],
    ['services/auth/src/x.ts', 'left-out', false],
    ['services/auth/src/x.ts', 'node:fs', true],
    ['services/auth/src/x.ts', '../../payments/src/app.ts', false],
    ['services/payments/src/refunds/refunds.ts', '../ledger/ledger.ts', true],
    ['services/payments/src/refunds/refunds.ts', '../ledger/ledger.queries.ts', false],
    ['services/payments/src/refunds/refunds.ts', '../deps.ts', true],
    ['services/payments/src/app.ts', './ledger/ledger.routes.ts', true],
    ['services/payments/src/app.ts', './testing.ts', false],
    ['services/payments/src/testing.ts', '@windsurf/testbed/database', true],
    ['packages/service-kit/src/boot.ts', '@windsurf/db/ids', true],
    ['packages/service-kit/src/app.ts', '@windsurf/db/ids', false],
  ];
  for (const [file, from, allowed] of rows)
    t.equal(wrongImport({ file, from }, all, services) === undefined, allowed, `${file} → ${from}`);
});

t.test('each text rule turns red on its planted defect', async (t) => {
  const planted: [file: string, text: string, says: RegExp][] = [
    ['packages/x/src/a.test.ts', `t.${'on'}ly('x')`, /only-test/],
    ['packages/x/src/utils.ts', '', /says nothing/],
    ['packages/x/src/long.ts', 'x\n'.repeat(420), /longer than/],
    ['README.md', `see ${['registry', 'npmjs', 'org'].join('.')}`, /package host/],
    ['docs/a.md', 'https://packages.example.test/x', /package host/],
    ['services/x/src/a.ts', `${'cons'}ole.log(1)`, /console/],
    ['services/x/src/b.ts', 'process.env.PORT', /process\.env/],
    ['services/x/src/c.test.ts', `t.test('a', async (t) => {\n  t${'.test'}('b', work);\n});`, /nobody awaits/],
    ['docs/b.md', `cd /${'home'}/somebody/clone`, /path of one machine/],
  ];
  for (const [file, text, says] of planted) {
    const result = checkText(clone(t, { [file]: text }), 'https://packages.example.test/');
    t.equal(passed(result), false, file);
    t.match(result.findings, [says], file);
  }
  t.equal(passed(checkText(clone(t, { 'packages/x/src/a.ts': 'export const a = 1;' }), undefined)), true);
  const outer = "t.test('a', work);\n\nt.test('b', work);\n";
  t.equal(passed(checkText(clone(t, { 'packages/x/src/a.test.ts': outer }), undefined)), true, 'outermost ones may');
});

t.test('a door that the list for people does not have is found, and the other way round', async (t) => {
  const files = {
    'services/auth/package.json': service('auth', 1),
    'services/auth/src/main.ts': '',
    'services/auth/wall.json': JSON.stringify({ doors: ['auth_doors.person_of_phone(text)'] }),
  };
  t.match(checkDoors(clone(t, files)).findings, [/person_of_phone is a door that/]);
  const listed = { ...files, 'docs/tenant-doors.md': '| `auth_doors.person_of_phone` | signing in |' };
  t.equal(passed(checkDoors(clone(t, listed))), true);
  const stale = { ...listed, 'services/auth/wall.json': '{"doors":[]}' };
  t.match(checkDoors(clone(t, stale)).findings, [/in no wall\.json/]);
});

t.test('a column that can hold words has one class of data, and a fitting one', async (t) => {
  const cloneWith = (tables: Record<string, Record<string, string[]>>): string =>
    clone(t, {
      'services/auth/package.json': service('auth', 1),
      'services/auth/src/db.gen.ts':
        "export interface DB {\n  'auth.people': {\n    id: string;\n    phoneSealed: string;\n    lastEmail: string | null;\n    createdAt: Date;\n  };\n}\n",
      'docs/compliance/data-classes.json': JSON.stringify({
        classes: { personal: '', sealed: '', system: '' },
        tables,
      }),
    });
  const right = checkDataClasses(cloneWith({ 'auth.people': { sealed: ['phoneSealed'], personal: ['lastEmail'] } }));
  t.equal(passed(right), true);
  t.equal(right.seen, 2);
  const wrong: [byClass: Record<string, string[]>, says: RegExp][] = [
    [{ sealed: ['phoneSealed'] }, /lastEmail has no class/],
    [{ sealed: ['phoneSealed'], system: ['lastEmail'] }, /lastEmail is called system, but its name/],
    [{ personal: ['phoneSealed', 'lastEmail'] }, /"sealed" do not belong/],
    [{ sealed: ['phoneSealed', 'lastEmail'] }, /"sealed" do not belong/],
    [{ sealed: ['phoneSealed'], open: ['lastEmail'] }, /which is no class/],
    [{ sealed: ['phoneSealed'], personal: ['lastEmail', 'name'] }, /name stands in .* only/],
    [{ sealed: ['phoneSealed'], personal: ['lastEmail'], system: ['lastEmail'] }, /has two classes/],
  ];
  for (const [byClass, says] of wrong)
    t.match(checkDataClasses(cloneWith({ 'auth.people': byClass })).findings, [says]);
});

t.test('a generated file that was edited or forgotten is found', async (t) => {
  const root = clone(t, { 'a.gen.json': '1' });
  t.equal(passed(checkGenerated(root, [{ file: 'a.gen.json', text: '1' }])), true);
  t.match(checkGenerated(root, [{ file: 'a.gen.json', text: '2' }]).findings, [/is not what its source says/]);
  t.match(checkGenerated(root, [{ file: 'b.gen.json', text: '2' }]).findings, [/is missing/]);
  t.equal(passed(checkGenerated(root, [])), false);
});
