import t from 'tap';
import { DatabaseFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { quietLog } from '@windsurf/testbed/quiet-log';
import { startTestAnalytics } from '../testing.ts';
import { createViewBuffer } from './view-buffer.ts';
import type { View } from './view-buffer.ts';
import { saveViews } from './views.queries.ts';

const lab = await startTestAnalytics(t);
const { db, deps } = lab;
const { log } = quietLog();
const aView = (over: Partial<View> = {}): View => ({
  id: newId(),
  at: new Date('2026-11-20T06:00:00Z'),
  day: '2026-11-20',
  productId: '00000000-0000-0000-0000-000000000000',
  class: 'human',
  reason: 'browser',
  ...over,
});
const counted = async (creator: string): Promise<readonly [number, number]> => {
  const [views] = await db.look<{ n: number }>('select count(*)::int as n from analytics.views where creator_id = $1', [
    creator,
  ]);
  const [days] = await db.look<{ n: number }>(
    'select coalesce(sum(views + other_views), 0)::int as n from analytics.daily_summaries where creator_id = $1',
    [creator],
  );
  return [views?.n ?? -1, days?.n ?? -1];
};

t.test('a batch that is sent again adds nothing', async (t) => {
  const creator = asCreatorId(newId());
  const views = [aView(), aView({ class: 'bot', reason: 'known-agent' }), aView({ day: '2026-11-21' })];
  for (let i = 0; i < 3; i++) await saveViews(deps.tenancy, creator, views);
  await saveViews(deps.tenancy, creator, [...views, aView()]);
  t.same(await counted(creator), [4, 4]);
});

t.test('many views of many creators become few writes, and none is lost on the way out', async (t) => {
  let writes = 0;
  const buffer = createViewBuffer({
    log,
    save: async (creator, views) => {
      writes++;
      await saveViews(deps.tenancy, creator, views);
    },
  });
  const creators = [newId(), newId(), newId()].map(asCreatorId);
  for (let i = 0; i < 3000; i++) buffer.add(creators[i % 3] ?? asCreatorId(newId()), aView());
  await buffer.close();
  for (const creator of creators) t.same(await counted(creator), [1000, 1000]);
  t.equal(writes, 3);
  t.equal(buffer.add(asCreatorId(newId()), aView()), false, 'closed is closed');
});

t.test('a database that does not answer costs nothing but time, even when it had written after all', async (t) => {
  const creator = asCreatorId(newId());
  let failures = 2;
  const buffer = createViewBuffer({
    log,
    save: async (of, views) => {
      await saveViews(deps.tenancy, of, views);
      if (failures-- > 0) throw new DatabaseFault('unavailable', 'the answer was lost');
    },
  });
  for (let i = 0; i < 10; i++) buffer.add(creator, aView());
  await buffer.flush();
  buffer.add(creator, aView());
  await buffer.close();
  t.same(await counted(creator), [11, 11]);
});

t.test('memory is bounded: what does not fit is refused and said', async (t) => {
  const { log: heard, text } = quietLog();
  const saved: View[] = [];
  const buffer = createViewBuffer({ log: heard, room: 5, save: async (_creator, views) => void saved.push(...views) });
  const creator = asCreatorId(newId());
  const taken = Array.from({ length: 8 }, () => buffer.add(creator, aView()));
  await buffer.close();
  t.same(taken, [true, true, true, true, true, false, false, false]);
  t.equal(saved.length, 5);
  t.match(text(), /"lost":3/);
});

t.test('one creator whose views cannot be written holds up nobody else', async (t) => {
  const { log: heard, text } = quietLog();
  const [bad, good] = [asCreatorId(newId()), asCreatorId(newId())];
  const saved: View[] = [];
  const buffer = createViewBuffer({
    log: heard,
    save: async (creator, views) => {
      if (creator === bad) throw new DatabaseFault('check', 'no');
      saved.push(...views);
    },
  });
  buffer.add(bad, aView());
  buffer.add(good, aView());
  await buffer.flush();
  await buffer.flush();
  t.equal(saved.length, 1);
  t.match(text(), /could not be written and are lost/);
});
