import { createHash } from 'node:crypto';
import t from 'tap';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { TestCreator } from '../testing.ts';
import { startTestStores } from '../testing.ts';
import { publishScheduled } from './schedule.ts';

const s = await startTestStores(t);
const url = '/v1/stores/mine/schedule';
const hour = 3_600_000;
const inHours = (hours: number): string => new Date(s.clock.now().getTime() + hours * hour).toISOString();
const wish = async (of: TestCreator, publishAt = inHours(2)) => {
  const { draft } = await s.store(of);
  return await s.call(of, 'PUT', url, { draftVersion: draft.version, publishAt });
};
const open = async (of: TestCreator): Promise<string> => (await s.get(`/@${of.handle}`)).body;
const due = async (): Promise<void> => {
  s.clock.advance((2 * hour) / 1000 + 1);
  await s.work(s.clock.now());
};

t.test(
  'a draft becomes public at its time, as it was when the time was chosen; later edits stay in the draft',
  async (t) => {
    const of = await s.creator();
    await s.save(of, { line: 'Before the holiday' });
    await s.publish(of);
    await s.save(of, { line: 'Holiday prices' });
    const answer = await wish(of);
    t.equal(answer.statusCode, 200, answer.body);
    t.match(answer.json().scheduled, { state: 'waiting', changedSince: false, detail: '' });
    await s.save(of, { line: 'Not finished yet' });
    t.match((await s.call(of, 'GET', url)).json().scheduled, { changedSince: true });
    await s.work(s.clock.now());
    t.match(await open(of), 'Before the holiday', 'not before its time');
    await due();
    t.match(await open(of), 'Holiday prices');
    t.same((await s.call(of, 'GET', url)).json(), { scheduled: null });
    t.equal((await s.store(of)).draft.content.line, 'Not finished yet');
  },
);

t.test('twice is once: the work done again, also at the same moment, makes one version', async (t) => {
  const of = await s.creator();
  await s.save(of, { line: 'Once' });
  await wish(of);
  s.clock.advance((3 * hour) / 1000);
  const creatorId = asCreatorId(of.creatorId);
  await Promise.all([1, 2, 3].map(async () => await publishScheduled(s.deps, creatorId)));
  await publishScheduled(s.deps, creatorId);
  const versions = (await s.call(of, 'GET', '/v1/stores/mine/versions')).json().items;
  t.equal(versions.length, 1);
  t.match(await open(of), 'Once');
});

t.test('what is cancelled, moved or overtaken by hand does not happen', async (t) => {
  const [cancelled, moved, byHand] = [await s.creator(), await s.creator(), await s.creator()];
  for (const each of [cancelled, moved, byHand]) {
    await s.save(each, { line: 'Scheduled words' });
    await wish(each);
  }
  t.same((await s.call(cancelled, 'DELETE', url)).json(), { scheduled: null });
  t.equal((await s.call(cancelled, 'DELETE', url)).statusCode, 200, 'and again');
  await wish(moved, inHours(48));
  await s.save(byHand, { line: 'Said by hand' });
  await s.publish(byHand);
  t.same((await s.call(byHand, 'GET', url)).json(), { scheduled: null }, 'publishing contains what waited');
  await due();
  t.equal((await s.get(`/@${cancelled.handle}`)).statusCode, 404);
  t.equal((await s.get(`/@${moved.handle}`)).statusCode, 404);
  t.match(await open(byHand), 'Said by hand');
  s.clock.advance((48 * hour) / 1000);
  await s.work(s.clock.now());
  t.match(await open(moved), 'Scheduled words');
});

t.test('a time that is past, too near or too far, another draft and a bad shape are refused in words', async (t) => {
  const of = await s.creator();
  for (const at of [inHours(-1), inHours(0), inHours(24 * 400)]) {
    const answer = await wish(of, at);
    t.equal(answer.statusCode, 422, at);
    t.match(answer.json(), { type: '/problems/schedule-time' });
  }
  t.equal((await wish(of, 'tomorrow')).statusCode, 422);
  t.equal((await wish(of, '2031-02-31T25:00:00Z')).statusCode, 422, 'no such time');
  const other = await s.call(of, 'PUT', url, { draftVersion: 999, publishAt: inHours(2) });
  t.equal(other.statusCode, 409);
  t.match(other.json(), { type: '/problems/changed-elsewhere', current: { version: 1 } });
  for (const method of ['GET', 'PUT', 'DELETE'] as const) {
    const body = method === 'PUT' ? { body: { draftVersion: 1, publishAt: inHours(2) } } : {};
    t.equal((await s.app.inject({ method, url, ...body })).statusCode, 401, method);
  }
  const closed = s.people.person({ creator: true });
  t.equal((await s.call(closed, 'GET', url)).statusCode, 404, 'before the store is open');
});

t.test('a problem at its time is kept for her to see, and a new time tries again', async (t) => {
  const of = await s.creator();
  await s.save(of, { line: 'Later' });
  await wish(of);
  // Planted: by then its content is heavier than a page may be, as if its products had grown.
  const blocks = Array.from({ length: 39 }, (_, at) => ({
    id: `b${at}`,
    kind: 'link',
    visible: true,
    title: `${at}`,
    url: `https://example.com/${[1, 2, 3, 4, 5, 6, 7].map((n) => createHash('sha512').update(`${at} ${n}`).digest('base64url')).join('')}`,
  }));
  await s.db.look(
    `update store.scheduled_publications set content = jsonb_set(content, '{blocks}', $2::jsonb) where creator_id = $1`,
    [of.creatorId, JSON.stringify(blocks)],
  );
  await due();
  const failed = await s.app.inject({ method: 'GET', url, headers: { ...of.headers, 'accept-language': 'en' } });
  t.match(failed.json().scheduled, { state: 'failed', detail: /too heavy to open quickly/ });
  t.equal((await s.get(`/@${of.handle}`)).statusCode, 404);
  t.match((await wish(of)).json().scheduled, { state: 'waiting', detail: '' });
  await due();
  t.match(await open(of), 'Later');
});
