import t from 'tap';
import { asCreatorId } from '@windsurf/db/tenancy';
import { startTestStores } from '../testing.ts';
import { runBackfill } from './backfill.ts';

const lab = await startTestStores(t);
const operator = lab.people.person({ operator: true });
const creators = [await lab.creator(), await lab.creator(), await lab.creator()];
const run = async (path = '/v1/admin/backfill-infrastructure', as: typeof operator | undefined = operator) =>
  await lab.call(as, 'POST', path);
const read = async (path = '/v1/admin/backfill-infrastructure', as: typeof operator | undefined = operator) =>
  await lab.call(as, 'GET', path);
const standing = async () => await lab.db.look('select * from store.creators order by creator_id');

t.test('it computes everybody once, and a second run changes nothing', async (t) => {
  // As it was before tiers and readiness were computed at all.
  await lab.db.look('delete from store.creators');
  t.same((await read()).json(), {
    totalCreators: 3,
    stats: {
      trustTier: { NEW: 3, VERIFIED: 0, PROVEN: 0 },
      readinessState: { INCOMPLETE: 3, PENDING_OAUTH: 0, READY: 0 },
    },
  });
  const first = await run();
  t.equal(first.statusCode, 200, first.body);
  t.match(first.json(), { processed: 3, changed: 3, totalCreators: 3 });
  const before = await standing();
  lab.clock.advance(3600);
  t.match((await run()).json(), { processed: 3, changed: 0 });
  t.same(await standing(), before, 'not even a time of change');
});

t.test('GET answers exactly the shape that earlier scripts read, on both paths', async (t) => {
  const [one] = creators;
  const id = asCreatorId(one?.creatorId ?? '');
  await lab.call(operator, 'POST', `/v1/stores/operator/creators/${id}/trust`, {
    tier: 'VERIFIED',
    reason: 'identity-checked',
    note: 'seen the card',
    seenTier: 'NEW',
  });
  const expected = {
    totalCreators: 3,
    stats: {
      trustTier: { NEW: 2, VERIFIED: 1, PROVEN: 0 },
      readinessState: { INCOMPLETE: 3, PENDING_OAUTH: 0, READY: 0 },
    },
  };
  t.same((await read()).json(), expected);
  t.same((await read('/api/admin/backfill-infrastructure')).json(), expected);
  t.equal((await run('/api/admin/backfill-infrastructure')).statusCode, 200);
});

t.test('planted: a creator whose readiness was changed behind its back is mended, and counted', async (t) => {
  const [one] = creators;
  await lab.db.look(
    `update store.creators set readiness_state = 'READY', readiness_blockers = '[]' where creator_id = '${one?.creatorId ?? ''}'`,
  );
  t.match((await read()).json(), { stats: { readinessState: { READY: 1 } } });
  t.match((await run()).json(), { processed: 3, changed: 1, stats: { readinessState: { READY: 0 } } });
});

t.test('two runs at once end as one, and each stands in the record', async (t) => {
  await lab.db.look('delete from store.creators');
  const actor = { kind: 'system' } as const;
  const [a, b] = await Promise.all([runBackfill(lab.deps, actor), runBackfill(lab.deps, actor)]);
  t.equal((a?.processed ?? 0) + (b?.processed ?? 0), 6);
  t.match((await run()).json(), { changed: 0 });
  const rows = await lab.db.look<{ action: string }>(
    "select action from store.audit_logs where entity = 'backfill:infrastructure'",
  );
  t.ok(rows.length >= 8 && rows.filter(({ action }) => action === 'backfill.finished').length >= 4);
});

t.test('only operators run and read it, by bearer and by cookie', async (t) => {
  for (const path of ['/v1/admin/backfill-infrastructure', '/api/admin/backfill-infrastructure']) {
    for (const ask of [run, read]) {
      t.equal((await lab.call(undefined, ask === run ? 'POST' : 'GET', path)).statusCode, 401);
      t.equal((await ask(path, creators[0])).statusCode, 403);
    }
    const headers = lab.people.browser(operator);
    t.equal((await lab.app.inject({ url: path, headers })).statusCode, 200, 'a session');
    t.equal((await lab.app.inject({ method: 'POST', url: path, headers })).statusCode, 200);
    const { 'x-csrf-token': _, ...bare } = headers;
    t.equal((await lab.app.inject({ method: 'POST', url: path, headers: bare })).statusCode, 403, 'no CSRF token');
  }
});
