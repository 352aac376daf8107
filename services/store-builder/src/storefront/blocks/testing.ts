// For tests: a store whose public page has every kind of block.
import type { PageContent } from '@windsurf/contracts/store';
import type { Language } from '@windsurf/language/phrases';
import { tinyPng } from '../../testing.ts';
import type { TestCreator, TestStores } from '../../testing.ts';
import { everyBlock } from './every-block.ts';
import type { Needed } from './every-block.ts';

const day = 86_400_000;

/** A picture whose sizes are made. */
export async function readyPicture(s: TestStores, of: TestCreator): Promise<string> {
  const answer = await s.app.inject({
    method: 'POST',
    url: '/v1/stores/mine/images',
    headers: { ...of.headers, 'content-type': 'image/png' },
    payload: tinyPng(960, 540),
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  await s.work();
  return answer.json<{ imageId: string }>().imageId;
}

/** Products of the types that blocks need, published. */
export async function neededBy(s: TestStores, of: TestCreator): Promise<Needed> {
  const one = async (title: string, details: object, priceSantim = 19_950): Promise<string> =>
    (await s.published(of, { title, details, priceSantim, description: title })).id;
  const startsAt = new Date(s.clock.now().getTime() + 7 * day);
  return {
    picture: await readyPicture(s, of),
    download: await one('Exam notes', { type: 'digital-download' }),
    tip: await one('ድጋፍ', { type: 'tip', amounts: [5000, 10_000, 50_000], minSantim: 1000, showNames: false }, 1000),
    booking: await one('Tutoring', {
      type: 'booking',
      minutes: 45,
      bufferBefore: 0,
      bufferAfter: 15,
      noticeHours: 12,
      horizonDays: 30,
      seats: 1,
      place: 'phone',
      placeText: '',
      cancelHours: 24,
      cancelRefundPercent: 100,
      moveHours: 12,
      bankCode: false,
    }),
    course: await one('የፊዚክስ ኮርስ', { type: 'course' }),
    membership: await one('Weekly lesson', {
      type: 'membership',
      benefits: ['A lesson each week', 'ጥያቄ መጠየቅ'],
      graceDays: 3,
      prepay: [],
      spaces: false,
    }),
    ticket: await one('Evening', {
      type: 'event-ticket',
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + 7_200_000).toISOString(),
      place: 'in-person',
      placeText: 'Bole',
      seats: 20,
    }),
  };
}

export type EveryPage = { readonly creator: TestCreator; readonly needed: Needed; readonly content: PageContent };

/** A store in one language with all blocks, free times and a post, published. */
export async function publishEveryBlock(s: TestStores, lang: Language): Promise<EveryPage> {
  const creator = await s.creator(lang === 'am' ? 'ሳራ ተስፋዬ' : 'Sara Tesfaye', lang);
  const needed = await neededBy(s, creator);
  const soon = [1, 2, 3, 4, 5].map((days) => new Date(s.clock.now().getTime() + days * day).toISOString());
  s.freeTimes.set(
    needed.booking,
    soon.map((startsAt) => ({ startsAt })),
  );
  const post = await s.call(creator, 'POST', '/v1/content/posts', { title: 'የመጀመሪያው ጽሑፍ', body: 'Hello **all**.' });
  await s.call(creator, 'POST', `/v1/content/posts/${post.json<{ id: string }>().id}/publish`);
  const content = everyBlock(needed, lang, s.clock.now());
  const ends = content.blocks.find((block) => block.kind === 'countdown')?.endsAt ?? '';
  s.prices.set(needed.download, { listSantim: 14_950, nextChange: { at: ends, priceSantim: 19_950 } });
  const saved = await s.save(creator, content);
  if (saved.statusCode !== 200) throw new Error(saved.body);
  const answer = await s.publish(creator);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return { creator, needed, content };
}
