import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startS3 } from '@windsurf/sandbox/s3';
import t, { type Test } from 'tap';
import { inWindow, mayStart } from './guards.ts';
import { judge } from './judge.ts';
import { faultsOf, recordOf, writeRecord } from './record.ts';
import { s3Store } from './s3-store.ts';
import { fileStore, type StateStore } from './store.ts';
import { asked, runOnce } from './testing.ts';
import { LostLease } from './trouble.ts';

const figures = { requests: 200, failed: 0, p95Ms: 50, payments: 0, paymentsGood: 0 };

t.test(
  'production is maintained on Sunday 02:00–06:00 UTC only; ordinary releases and roll-backs go at any time',
  (t) => {
    const moments: [string, boolean][] = [
      ['2026-11-22T01:59:59Z', false],
      ['2026-11-22T02:00:00Z', true],
      ['2026-11-22T05:59:59Z', true],
      ['2026-11-22T06:00:00Z', false],
      ['2026-11-23T03:00:00Z', false],
    ];
    for (const [at, inside] of moments) t.equal(inWindow(new Date(at)), inside, at);
    const closed = new Date('2026-11-20T10:00:00Z');
    const base = { environment: 'production', service: 'auth', now: closed, overrideReason: undefined } as const;
    const fine = { alarms: [], missingMigrations: [] };
    t.same(mayStart({ ...base, change: 'ordinary' }, fine).refusals, []);
    t.match(mayStart({ ...base, change: 'maintenance' }, fine).refusals, [/Sunday 02:00–06:00 UTC.*--override-reason/]);
    t.same(mayStart({ ...base, change: 'maintenance', environment: 'staging' }, fine).refusals, []);
    t.same(
      mayStart({ ...base, change: 'rollback' }, { alarms: ['x'], missingMigrations: ['0009-x.sql'] }).refusals,
      [],
    );
    const open = mayStart({ ...base, change: 'maintenance', overrideReason: 'the ministry asked' }, fine);
    t.same(open.refusals, []);
    t.match(open.overridden, [/disregarded because the ministry asked: it is 2026/]);
    t.equal(mayStart({ ...base, change: 'maintenance', overrideReason: '  ' }, fine).refusals.length, 1);
    t.end();
  },
);

t.test('a red alarm stops a start unless a reason is given; a missing migration stops it whatever is said', (t) => {
  const base = { environment: 'production', service: 'auth', change: 'ordinary', now: new Date() } as const;
  const red = { alarms: ['auth-5xx'], missingMigrations: undefined };
  t.match(mayStart({ ...base, overrideReason: undefined }, red).refusals, [/an alarm is red already: auth-5xx/]);
  t.match(mayStart({ ...base, overrideReason: 'it is the cure' }, red), {
    refusals: [],
    overridden: [/it is the cure/],
  });
  const behind = { alarms: [], missingMigrations: ['0003-devices.sql'] };
  t.match(mayStart({ ...base, overrideReason: 'hurry' }, behind).refusals, [
    /lacks 0003-devices.sql.*run its migrations/,
  ]);
  t.end();
});

t.test('green is judged against blue, and not on too little', (t) => {
  const worse = (green: object, blue: object = {}) =>
    judge({ green: { ...figures, ...green }, blue: { ...figures, ...blue } });
  t.equal(worse({}), undefined);
  t.match(worse({ failed: 5 }), /5xx/);
  t.equal(worse({ failed: 2, requests: 3 }), undefined, 'two failures say nothing');
  t.equal(worse({ failed: 5 }, { failed: 5 }), undefined, 'blue is as bad');
  t.match(worse({ p95Ms: 401 }), /latency/);
  t.equal(worse({ p95Ms: 399 }), undefined, 'below the floor');
  t.equal(worse({ p95Ms: 900 }, { p95Ms: 500 }), undefined, 'not twice as slow');
  t.equal(worse({ p95Ms: 5000, requests: 19 }), undefined, 'too few for a percentile');
  t.match(worse({ payments: 100, paymentsGood: 90 }, { payments: 100, paymentsGood: 99 }), /payments: 90.0 %/);
  t.match(worse({ payments: 20, paymentsGood: 10 }), /50.0 %/, 'without payments on blue they must simply go well');
  t.equal(worse({ payments: 19, paymentsGood: 0 }), undefined);
  t.match(judge({ green: figures, blue: figures, unknown: { now: 7, before: 1 } }), /unknown payments: 7/);
  t.equal(judge({ green: figures, blue: figures, unknown: { now: 6, before: 1 } }), undefined);
  t.end();
});

const s3Of = async (t: Test): Promise<S3Client> => {
  const keys = { accessKey: 'local', secretKey: 'local-secret' };
  const server = await startS3({ dir: t.testdir(), ...keys, now: Date.now, maxBytes: 1_000_000 });
  const credentials = { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey };
  const s3 = new S3Client({ endpoint: server.url, region: 'af-south-1', forcePathStyle: true, credentials });
  await s3.send(new CreateBucketCommand({ Bucket: 'releases' }));
  t.teardown(async () => {
    s3.destroy();
    await server.stop();
  });
  return s3;
};

t.test('of two runners that write over the same version one is refused, in a folder and in S3', async (t) => {
  const folder = t.testdir();
  const stores: Record<string, StateStore<{ n: number }>> = {
    folder: fileStore(folder),
    s3: s3Store(await s3Of(t), 'releases', 'state/'),
  };
  for (const [name, store] of Object.entries(stores)) {
    t.equal(await store.read('staging/auth'), undefined, name);
    const both = await Promise.allSettled([
      store.write('staging/auth', { n: 1 }, undefined),
      store.write('staging/auth', { n: 2 }, undefined),
    ]);
    t.same(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'], name);
    const kept = await store.read('staging/auth');
    const next = await store.write('staging/auth', { n: 3 }, kept?.version);
    await t.rejects(store.write('staging/auth', { n: 4 }, kept?.version), LostLease, name);
    t.match(await store.read('staging/auth'), { value: { n: 3 }, version: next }, name);
    t.equal(await store.read('staging/payments'), undefined, `${name}: each service has its own`);
  }
});

t.test('a runner that comes back after many versions cannot write under their numbers', async (t) => {
  const store = fileStore<{ n: number }>(t.testdir());
  const first = await store.write('staging/auth', { n: 0 }, undefined);
  let version = first;
  for (let n = 1; n < 40; n++) version = await store.write('staging/auth', { n }, version);
  await t.rejects(store.write('staging/auth', { n: -1 }, first), LostLease);
  await t.rejects(store.write('staging/auth', { n: -1 }, undefined), LostLease);
  t.match(await store.read('staging/auth'), { value: { n: 39 } });
});

t.test(
  'the record of a deployment always says what was done by hand, and a second one a day keeps the first',
  async (t) => {
    const [folder, docs] = [t.testdir({ run: {}, docs: {} }), 'docs'];
    const deployment = await runOnce({ folder: join(folder, 'run'), begin: asked('v2') });
    const record = recordOf(deployment);
    t.match(record, { outcome: 'promoted', manualInterventions: ['none'], runners: 1, previous: null });
    const file = writeRecord(join(folder, docs), record);
    t.match(file, /\d{4}-\d\d-\d\d-payments\.json$/);
    t.equal(writeRecord(join(folder, docs), record), file, 'the same deployment is written over');
    const second = writeRecord(join(folder, docs), { ...record, id: 'another' });
    t.not(second, file);
    t.ok(existsSync(file));
    t.match(JSON.parse(readFileSync(second, 'utf8')), { id: 'another' });
    for (const manualInterventions of [[], [' '], undefined]) {
      const { manualInterventions: _left, ...rest } = record;
      const bare = manualInterventions === undefined ? rest : { ...rest, manualInterventions };
      t.match(faultsOf(bare), [/manualInterventions/]);
    }
    t.throws(() => writeRecord(join(folder, docs), { ...record, steps: [] }), /incomplete: steps is empty/);
  },
);
