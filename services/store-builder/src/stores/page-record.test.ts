// Publishing and addresses stand in the record: each deed once, in its chain, without anything that names a person.
import t from 'tap';
import type { Domain } from '@windsurf/contracts/store-domains';
import { asCreatorId } from '@windsurf/db/tenancy';
import { verifyAudit } from '@windsurf/audit/verify';
import { checkDomainLater } from '../domains/domains.ts';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { publishScheduled } from './schedule.ts';

const s = await startTestStores(t);
const base = '/v1/stores/mine';
type Row = { action: string; kind: string; actor: string | null; entity: string; before: object; after: object };
const rows = async (of: TestCreator): Promise<Row[]> =>
  await s.db.look<Row>(
    `select action, actor_kind as kind, actor_id as actor, entity, before, after from store.audit_logs
      where creator_id = $1 and (action like 'page.%' or action like 'domain.%') order by seq`,
    [of.creatorId],
  );
const deeds = async (of: TestCreator): Promise<string[]> =>
  (await rows(of)).map(({ action, kind }) => (kind === 'system' ? `${action} by itself` : action));
const ok = async (answer: Promise<{ statusCode: number; body: string }>): Promise<void> => {
  const { statusCode, body } = await answer;
  if (statusCode >= 300) throw new Error(body);
};

t.test('publishing, rolling back and taking off are written down, each once', async (t) => {
  const of = await s.creator();
  await s.save(of, { line: 'First' });
  await s.publish(of);
  await s.publish(of);
  await s.save(of, { line: 'Second' });
  await s.publish(of);
  await ok(s.call(of, 'POST', `${base}/versions/1/restore`));
  await ok(s.call(of, 'POST', `${base}/unpublish`));
  await ok(s.call(of, 'POST', `${base}/unpublish`));
  t.same(await deeds(of), ['page.published', 'page.published', 'page.rolled-back', 'page.unpublished']);
  const all = await rows(of);
  t.match(all[0], {
    actor: of.creatorId,
    entity: `store:${of.creatorId}`,
    before: { number: null },
    after: { number: 1 },
  });
  t.match(all[1], { before: { number: 1 }, after: { number: 2 } });
  t.match(all[2], { after: { number: 1 } });
});

t.test('what is to be published at a time is written down, by whom it was, and what became of it', async (t) => {
  const of = await s.creator();
  await s.save(of, { line: 'Later' });
  const { draft } = await s.store(of);
  const at = (hours: number): string => new Date(s.clock.now().getTime() + hours * 3_600_000).toISOString();
  const wish = async (hours: number): Promise<void> =>
    await ok(s.call(of, 'PUT', `${base}/schedule`, { publishAt: at(hours), draftVersion: draft.version }));
  await wish(2);
  await ok(s.call(of, 'DELETE', `${base}/schedule`));
  await ok(s.call(of, 'DELETE', `${base}/schedule`));
  await wish(3);
  s.clock.advance(3 * 3600 + 1);
  await publishScheduled(s.deps, asCreatorId(of.creatorId));
  t.same(await deeds(of), ['page.scheduled', 'page.schedule-cancelled', 'page.scheduled', 'page.published by itself']);
});

t.test('an address is written down from its claim to its end, and its name is not', async (t) => {
  const of = await s.creator();
  await s.publish(of);
  const name = 'abeba-tesfaye.example.com';
  const { id, records } = (await s.call(of, 'POST', `${base}/domains`, { domain: name })).json<Domain>();
  await ok(s.call(of, 'POST', `${base}/domains`, { domain: name }));
  s.nameServer.set(records[0]?.name ?? '', { TXT: [records[0]?.value ?? ''] });
  s.nameServer.set(name, { CNAME: new URL(s.deps.storeOrigin).hostname });
  await ok(s.call(of, 'POST', `${base}/domains/${id}/check`));
  for (const main of [true, true, false]) await ok(s.call(of, 'PUT', `${base}/domains/${id}/main`, { main }));
  s.nameServer.set(records[0]?.name ?? '', { TXT: [] });
  for (const _ of [1, 2, 3]) {
    const [row] = (await s.call(of, 'GET', `${base}/domains`)).json<{ items: Domain[] }>().items;
    s.clock.set(row?.nextCheckAt ?? '');
    await checkDomainLater(s.deps, asCreatorId(of.creatorId), id);
  }
  await ok(s.call(of, 'DELETE', `${base}/domains/${id}`));
  t.same((await deeds(of)).slice(1), [
    'domain.added',
    'domain.changed by itself',
    'domain.main-changed',
    'domain.main-changed',
    'domain.changed by itself',
    'domain.removed',
  ]);
  const all = await rows(of);
  t.ok(all.slice(1).every(({ entity }) => entity === `domain:${id}`));
  t.match(all.at(-1), { before: { name: s.deps.digest(name), state: 'lost' } }, 'who knows the name knows it again');
  t.notMatch(JSON.stringify(await s.db.look('select * from store.audit_logs')), /abeba|example\.com|Selam/);
});

t.test('the chain holds; a row that is changed or taken out of it is found', async (t) => {
  const whole = await verifyAudit(s.deps.tenancy);
  t.same(whole.broken, []);
  t.ok(whole.rows > 10);
  await s.db.look('alter table store.audit_logs disable trigger user');
  await s.db.look(`update store.audit_logs set after = '{"number":7}' where action = 'page.rolled-back'`);
  t.equal((await verifyAudit(s.deps.tenancy)).broken.length, 1);
});
