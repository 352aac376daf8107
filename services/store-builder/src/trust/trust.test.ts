import t from 'tap';
import { payoutAccountChanged } from '@windsurf/contracts/payments-payouts';
import type { CreatorProfile } from '@windsurf/contracts/store-trust';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { trustConsumers } from './trust.consumers.ts';
import { noteFirst } from './standing.ts';

const lab = await startTestStores(t);
const operator = lab.people.person({ operator: true });
const ownOperator = lab.people.person({ creator: true, operator: true });
const mine = async (of: TestCreator): Promise<CreatorProfile> =>
  (await lab.call(of, 'GET', '/v1/creators/me')).json<CreatorProfile>();
const codes = ({ readinessBlockers }: CreatorProfile): string[] => readinessBlockers.map(({ code }) => code);
const say = async (of: TestCreator, payload: object): Promise<void> => {
  const [consumer] = trustConsumers(lab.deps);
  const key = newId();
  await consumer?.handle({
    creatorId: asCreatorId(of.creatorId),
    event: payoutAccountChanged.name,
    version: 1,
    payload: { accountId: newId(), oldAccountId: null, change: 'added', readyAt: null, ...payload },
    key,
    attempt: 1,
    once: { schema: 'store', message: payoutAccountChanged.name, key },
    signal: new AbortController().signal,
  });
};
const trust = async (of: { creatorId: string | null }, body: object, as: typeof operator = operator) =>
  await lab.call(as, 'POST', `/v1/stores/operator/creators/${of.creatorId ?? ''}/trust`, {
    reason: 'known-in-public',
    note: 'a singer whom everybody knows',
    ...body,
  });
const recorded = async (of: TestCreator, action: string) =>
  await lab.db.look<{ actor_kind: string; reason: string; before: object; after: object }>(
    `select actor_kind, reason, before, after from store.audit_logs where creator_id = '${of.creatorId}' and action = '${action}' order by seq`,
  );

t.test('readiness follows each step of hers, and each thing that is missing is named', async (t) => {
  const creator = await lab.creator();
  t.match(await mine(creator), { trustTier: 'NEW', readinessState: 'INCOMPLETE', profileCompleteness: 0.167 });
  const { draftVersion } = await mine(creator);
  const saved = await lab.call(creator, 'PATCH', '/v1/creators/me', {
    line: 'ሒሳብ በቀላሉ',
    bio: 'I teach.',
    baseVersion: draftVersion,
  });
  t.equal(saved.statusCode, 200, saved.body);
  t.notOk(codes(saved.json()).includes('no-line'), 'a saved profile counts at once');
  const block = { id: 'a', kind: 'text', visible: true, text: 'Hello' };
  t.equal((await lab.save(creator, { blocks: [block] } as object)).statusCode, 200);
  t.equal((await lab.publish(creator)).statusCode, 200);
  t.same(codes(await mine(creator)), ['no-product', 'no-payout-account']);
  await lab.published(creator);
  t.match(await mine(creator), {
    readinessState: 'PENDING_OAUTH',
    readinessBlockers: [{ actionUrl: '/money/account' }],
  });
  await say(creator, {});
  t.match(await mine(creator), {
    readinessState: 'READY',
    readinessBlockers: [],
    profileCompleteness: 1,
    trustTier: 'NEW',
  });
  await say(creator, { nameMatches: true });
  t.match(await mine(creator), { trustTier: 'VERIFIED' });
  await say(creator, { accountId: null, change: 'removed' });
  t.match(await mine(creator), { trustTier: 'NEW', readinessState: 'PENDING_OAUTH' });
  t.match(await recorded(creator, 'trust.changed'), [
    { actor_kind: 'system', before: { trustTier: 'NEW' }, after: { trustTier: 'VERIFIED' } },
    { actor_kind: 'system', before: { trustTier: 'VERIFIED' }, after: { trustTier: 'NEW' } },
  ]);
});

t.test('an old draft is not overwritten by the profile, and a stranger has none', async (t) => {
  const creator = await lab.creator();
  const stale = await lab.call(creator, 'PATCH', '/v1/creators/me', { line: 'x', baseVersion: 0 });
  t.equal(stale.statusCode, 409);
  t.equal((await lab.call(creator, 'PATCH', '/v1/creators/me', { line: 5, baseVersion: 1 })).statusCode, 422);
  t.equal(
    (await lab.call(creator, 'PATCH', '/v1/creators/me', { trustTier: 'PROVEN', baseVersion: 1 })).statusCode,
    422,
  );
  const storeless = lab.people.person({ creator: true });
  t.equal((await lab.call(storeless, 'GET', '/v1/creators/me')).statusCode, 404);
  t.equal((await lab.call(undefined, 'GET', '/v1/creators/me')).statusCode, 401);
  t.equal((await lab.call(undefined, 'PATCH', '/v1/creators/me', { baseVersion: 1 })).statusCode, 401);
});

t.test('an operator sets a tier with a reason and gives it back to the rule; nobody sets her own', async (t) => {
  const creator = await lab.creator();
  const set = await trust(creator, { tier: 'PROVEN', seenTier: 'NEW' });
  t.equal(set.statusCode, 200, set.body);
  t.match(set.json(), { trustTier: 'PROVEN', trustSet: 'PROVEN', computedTier: 'NEW', because: [] });
  t.equal((await trust(creator, { tier: 'PROVEN', seenTier: 'NEW' })).statusCode, 200, 'twice is once');
  t.equal((await recorded(creator, 'trust.changed')).length, 1);
  t.match(await recorded(creator, 'trust.set'), [{ actor_kind: 'admin', reason: /^known-in-public: a singer/ }]);
  await say(creator, { nameMatches: false });
  t.match(await mine(creator), { trustTier: 'PROVEN' }, 'what was set stands above the rule');
  t.equal((await trust(creator, { tier: 'NEW', seenTier: 'NEW' })).json<{ title: string }>().title, 'case-moved');
  t.match((await trust(creator, { tier: null, seenTier: 'PROVEN', reason: 'mistake-before' })).json(), {
    trustTier: 'NEW',
    trustSet: null,
  });
  const checked = await trust(creator, { tier: null, seenTier: 'NEW', reason: 'identity-checked' });
  t.match(checked.json(), { trustTier: 'NEW' }, 'giving back what was never set is nothing');

  await lab.call(ownOperator, 'POST', '/v1/stores', { displayName: 'Own', handle: 'own-desk-1', lang: 'en' });
  const own = await trust(ownOperator, { tier: 'PROVEN', seenTier: 'NEW' }, ownOperator);
  t.equal(own.statusCode, 403);
  t.equal(own.json<{ title: string }>().title, 'own-case');
});

t.test('only operators see and set; a wrong shape is 422, nobody is 404', async (t) => {
  const creator = await lab.creator();
  for (const url of ['/v1/stores/operator/creators', `/v1/stores/operator/creators/${creator.creatorId}`]) {
    t.equal((await lab.call(operator, 'GET', url)).statusCode, 200, url);
    t.equal((await lab.call(creator, 'GET', url)).statusCode, 403);
    t.equal((await lab.call(undefined, 'GET', url)).statusCode, 401);
  }
  t.equal((await lab.call(operator, 'GET', `/v1/stores/operator/creators/${newId()}`)).statusCode, 404);
  t.equal((await lab.call(operator, 'GET', '/v1/stores/operator/creators?tier=BEST')).statusCode, 422);
  t.equal((await lab.call(operator, 'GET', '/v1/stores/operator/creators?cursor=x')).statusCode, 422);
  for (const wrong of [{ tier: 'BEST' }, { note: 'no' }, { reason: 'because' }, { more: 1 }])
    t.equal((await trust(creator, { tier: 'NEW', seenTier: 'NEW', ...wrong })).statusCode, 422, JSON.stringify(wrong));
  t.equal((await trust({ creatorId: newId() }, { tier: 'NEW', seenTier: 'NEW' })).statusCode, 404);
  t.equal((await trust(creator, { tier: 'NEW', seenTier: 'NEW' }, creator)).statusCode, 403);
  const found = await lab.call(operator, 'GET', `/v1/stores/operator/creators?handle=@${creator.handle}`);
  t.match(found.json(), { items: [{ id: creator.creatorId, handle: creator.handle }], nextCursor: null });
  const first = await lab.call(operator, 'GET', '/v1/stores/operator/creators?limit=1');
  const cursor = first.json<{ nextCursor: string }>().nextCursor;
  const second = await lab.call(operator, 'GET', `/v1/stores/operator/creators?limit=1&cursor=${cursor}`);
  t.not(second.json<{ items: { id: string }[] }>().items[0]?.id, cursor);
  const [looked] = await recorded(creator, 'creator.opened');
  t.equal(looked?.actor_kind, 'admin', 'that she looked is written down');
});

t.test('anybody finds a creator by her name once her page is public, by an older name too', async (t) => {
  const creator = await lab.creator();
  t.equal((await lab.get(`/v1/creators/by-slug/${creator.handle}`)).statusCode, 404);
  await lab.save(creator, { line: 'Here' });
  await lab.publish(creator);
  const found = await lab.get(`/v1/creators/by-slug/${creator.handle}`);
  t.same(found.json(), {
    creatorId: creator.creatorId,
    handle: creator.handle,
    displayName: 'Selam Books',
    trustTier: 'NEW',
  });
  const renamed = `${creator.handle}-b`;
  await lab.call(creator, 'PUT', '/v1/stores/mine/handle', { handle: renamed });
  t.match((await lab.get(`/v1/creators/by-slug/${creator.handle}`)).json(), { handle: renamed });
  t.equal((await lab.get('/v1/creators/by-slug/nobody-has-it')).statusCode, 404);
});

t.test('what happened first is set once, and a first collaboration makes her proven', async (t) => {
  const creator = await lab.creator();
  const id = asCreatorId(creator.creatorId);
  const first = async () =>
    await lab.deps.tenancy.inCreator(id, async (tx) => await noteFirst(lab.deps, tx, id, 'firstCollabCompletedAt'));
  await first();
  const { firstCollabCompletedAt, trustTier } = await mine(creator);
  t.equal(trustTier, 'PROVEN');
  lab.clock.advance(3600);
  await first();
  t.equal((await mine(creator)).firstCollabCompletedAt, firstCollabCompletedAt);
  const rewritten = lab.db.look(
    `update store.creators set first_collab_completed_at = now() + '1 day' where creator_id = '${creator.creatorId}'`,
  );
  await t.rejects(rewritten, /set once/, 'not even by hand');
});

t.test('planted: a tier that is changed by hand without a row of the record is refused', async (t) => {
  const creator = await lab.creator();
  const where = `where creator_id = '${creator.creatorId}'`;
  await t.rejects(lab.db.look(`update store.creators set trust_tier = 'PROVEN' ${where}`), /row of the record/);
  await trust(creator, { tier: 'PROVEN', seenTier: 'NEW' });
  await trust(creator, { tier: null, seenTier: 'PROVEN' });
  const again = lab.db.look(`update store.creators set trust_tier = 'PROVEN' ${where}`);
  await t.rejects(again, /row of the record/, 'nor with the row of another day');
  await t.rejects(
    lab.db.look(
      `insert into store.creators (creator_id, trust_tier, updated_at) values ('${newId()}', 'PROVEN', now())`,
    ),
    /row of the record/,
  );
  t.match(await mine(creator), { trustTier: 'NEW' });
});
