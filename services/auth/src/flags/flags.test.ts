import { sql } from 'kysely';
import t from 'tap';
import type { FlagRule } from '@windsurf/contracts/auth-platform';
import { startTestAuth } from '../testing.ts';

const lab = await startTestAuth(t);
const operator = await lab.operator();
const creator = await lab.creator();
const everybody: FlagRule = { enabled: true, percent: 100, creators: [], platforms: [] };
const set = async (
  rule: Partial<FlagRule>,
  seenVersion: number,
  more: object = {},
  headers: Record<string, string> = operator.headers,
) =>
  await lab.app.inject({
    method: 'PUT',
    url: '/v1/auth/operator/flags/checkout-bump',
    headers,
    body: { rule: { ...everybody, ...rule }, reason: 'ten percent first', seenVersion, ...more },
  });
const list = async (headers: Record<string, string> = operator.headers) =>
  await lab.app.inject({ url: '/v1/auth/operator/flags', headers });
const mine = async (query = ''): Promise<Record<string, boolean>> =>
  (await lab.app.inject({ url: `/v1/auth/flags${query}`, headers: creator.headers })).json<{
    flags: Record<string, boolean>;
  }>().flags;
const audited = async () =>
  await lab.db.look<{ actor_id: string; action: string; reason: string; before: FlagRule; after: FlagRule }>(
    "select actor_id, action, reason, before, after from auth.audit_logs where action = 'flag.set' order by seq",
  );

t.test('an operator sets a flag with a reason, which is written down; twice is once', async (t) => {
  t.match((await list()).json(), {
    items: [{ name: 'checkout-bump', version: 0, rule: everybody, changes: [] }, {}, { name: 'product-approval' }],
  });
  t.same(
    await mine(),
    { 'checkout-bump': true, 'sale-sms': true, 'product-approval': false },
    'as nobody has set them',
  );
  const answer = await set({ percent: 0 }, 0);
  t.equal(answer.statusCode, 200, answer.body);
  t.match(answer.json(), { version: 1, rule: { percent: 0 }, changes: [{ by: operator.personId }] });
  t.match(await mine(), { 'checkout-bump': false, 'sale-sms': true });
  t.match(await audited(), [
    {
      actor_id: operator.personId,
      action: 'flag.set',
      reason: 'ten percent first',
      before: { percent: 100 },
      after: { percent: 0 },
    },
  ]);
  t.equal((await set({ percent: 0 }, 0)).statusCode, 200);
  t.equal((await set({ percent: 0 }, 1)).statusCode, 200);
  t.equal((await audited()).length, 1);
});

t.test('creators that are named have it, platforms that are not named do not, and off is off for all', async (t) => {
  await set({ percent: 0, creators: [creator.personId] }, 1);
  t.equal((await mine())['checkout-bump'], true);
  await set({ percent: 100, platforms: ['android', 'telegram'] }, 2);
  t.equal((await mine())['checkout-bump'], false, 'a browser without a word');
  t.equal((await mine('?platform=android'))['checkout-bump'], true);
  t.equal((await mine('?platform=ios'))['checkout-bump'], false);
  await set({ enabled: false, creators: [creator.personId] }, 3);
  t.equal((await mine('?platform=android'))['checkout-bump'], false);
});

t.test('two operators who look at the same flag do not overwrite each other', async (t) => {
  const both = await Promise.all([set({ percent: 10 }, 4), set({ percent: 20 }, 4)]);
  t.same(
    both.map((answer) => answer.statusCode).sort((a, b) => a - b),
    [200, 409],
  );
  t.equal((await set({ percent: 30 }, 4)).json<{ title: string }>().title, 'flag-changed');
});

t.test('services read the rules that are set', async (t) => {
  const answer = await lab.app.inject({ url: '/v1/auth/platform', headers: lab.service('payments') });
  t.match(answer.json(), { flags: [{ name: 'checkout-bump', enabled: true }] });
  t.equal(answer.json<{ flags: unknown[] }>().flags.length, 1);
  for (const headers of [creator.headers, operator.headers])
    t.equal((await lab.app.inject({ url: '/v1/auth/platform', headers })).statusCode, 403);
  t.equal((await lab.app.inject({ url: '/v1/auth/platform' })).statusCode, 401);
});

t.test('a wrong shape is 422, a flag that is none is 404, and only operators may look and set', async (t) => {
  for (const wrong of [{ percent: 101 }, { percent: 0.5 }, { creators: ['x'] }, { platforms: ['windows'] }])
    t.equal((await set(wrong as Partial<FlagRule>, 5)).statusCode, 422, JSON.stringify(wrong));
  t.equal((await set({}, 5, { reason: 'why' })).statusCode, 422, 'a reason says something');
  t.equal((await set({}, 5, { more: 1 })).statusCode, 422);
  const url = '/v1/auth/operator/flags/nothing-of-ours';
  const body = { rule: everybody, reason: 'because of it', seenVersion: 0 };
  t.equal((await lab.app.inject({ method: 'PUT', url, headers: operator.headers, body })).statusCode, 404);
  t.equal((await set({}, 5, {}, creator.headers)).statusCode, 403);
  t.equal((await set({}, 5, {}, lab.service('payments'))).statusCode, 403);
  t.equal((await set({}, 5, {}, {})).statusCode, 401);
  t.equal((await list(creator.headers)).statusCode, 403);
  t.equal((await list({})).statusCode, 401);
  t.equal((await lab.app.inject({ url: '/v1/auth/flags' })).statusCode, 401);
  t.equal((await lab.app.inject({ url: '/v1/auth/flags', headers: operator.headers })).statusCode, 403, 'no creator');
  t.equal((await lab.app.inject({ url: '/v1/auth/flags?platform=x', headers: creator.headers })).statusCode, 422);
});

t.test('the record of what operators did can be added to, and not be changed, by the service', async (t) => {
  const stateOf = async (text: string): Promise<unknown> =>
    await lab.deps.tenancy
      .inPlatform(async (tx) => await sql.raw(text).execute(tx))
      .then(
        () => 'done',
        (error: unknown) => (error as { sqlState?: unknown }).sqlState,
      );
  t.equal(await stateOf("update auth.audit_logs set reason = 'another'"), '42501');
  t.equal(await stateOf('delete from auth.audit_logs'), '42501');
  t.equal(await stateOf('select 1 from auth.audit_logs'), 'done');
});
