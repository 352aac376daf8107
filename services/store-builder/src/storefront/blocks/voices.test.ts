import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { ReviewView } from '@windsurf/contracts/store-reviews';
import { hearOfPurchase } from '../../reviews/reviews.ts';
import { startTestStores } from '../../testing.ts';
import type { TestCreator } from '../../testing.ts';

const s = await startTestStores(t);

/** A review of somebody who bought it, and how to take her money's proof away. */
async function review(of: TestCreator, productId: string, said: object) {
  const person = s.people.person();
  const creatorId = asCreatorId(of.creatorId);
  const bought = { entitlementId: newId(), productId, buyerId: person.personId };
  const hear = async (access: 'active' | 'revoked', changedAt: Date | null): Promise<void> =>
    await s.deps.tenancy.inCreator(creatorId, async (tx) => {
      await hearOfPurchase(tx, creatorId, { ...bought, access, changedAt });
    });
  await hear('active', null);
  const answer = await s.app.inject({
    method: 'PUT',
    url: `/v1/products/${productId}/reviews/mine`,
    headers: person.headers,
    body: said,
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return { id: answer.json<ReviewView>().id, refund: async () => await hear('revoked', s.clock.now()) };
}
const block = (over: object): object => ({
  id: 'v',
  kind: 'voices',
  visible: true,
  heading: 'They say',
  entries: [],
  ...over,
});
async function page(of: TestCreator, lang = 'en'): Promise<string> {
  s.clock.advance(60_000);
  return (await s.get(`/@${of.handle}?lang=${lang}`)).body;
}

t.test('chosen reviews stand as buyers wrote them, in the creator’s order, with stars and “bought it”', async (t) => {
  const creator = await s.creator('Hanna', 'en');
  const product = await s.published(creator, { title: 'Tea' });
  const first = await review(creator, product.id, { stars: 4, text: 'Clear <b>words</b>', name: 'Dawit' });
  const second = await review(creator, product.id, { stars: 5, text: 'በጣም ጥሩ', name: '' });
  const entries = [{ quote: 'Changed words', name: 'Dawit' }];
  await s.save(creator, { blocks: [block({ source: 'reviews', reviewIds: [second.id, first.id], entries })] as never });
  t.equal((await s.publish(creator)).statusCode, 200);
  const shown = await page(creator);
  t.match(
    shown,
    /They say[^]*በጣም ጥሩ[^]*Clear &lt;b>words&lt;\/b>|They say[^]*በጣም ጥሩ[^]*Clear &lt;b&gt;words&lt;\/b&gt;/,
  );
  t.match(shown, '★★★★☆');
  t.equal(shown.split('bought it').length - 1, 2);
  t.notMatch(shown, 'Changed words', 'her own words have no part in it');
  t.match(await page(creator, 'am'), 'ገዝተውታል');
  await first.refund();
  const after = await page(creator);
  t.notMatch(after, 'Clear ', 'whose money went back does not count any more');
  t.match(after, 'በጣም ጥሩ');
  await second.refund();
  t.notMatch(await page(creator), 'They say', 'no heading stands above nothing');
});

t.test('nobody shows another’s reviews as her own, and a block without any is not finished', async (t) => {
  const [creator, other] = [await s.creator('Hanna', 'en'), await s.creator('Sara', 'en')];
  const theirs = await s.published(other, { title: 'Coffee' });
  await s.publish(other);
  const { id } = await review(other, theirs.id, { stars: 5, text: 'The best coffee', name: 'Abel' });
  const words = { id: 'x', kind: 'text', visible: true, text: 'Hello' };
  await s.save(creator, { blocks: [words, block({ source: 'reviews', reviewIds: [id] })] as never });
  t.equal((await s.publish(creator)).statusCode, 200);
  t.notMatch(await page(creator), 'The best coffee');
  const none = await s.save(creator, { blocks: [words, block({ source: 'reviews' })] as never });
  t.equal(none.statusCode, 200, 'a draft may be unfinished');
  const many = Array.from({ length: 7 }, () => newId());
  for (const reviewIds of [many, ['x'], [id, id]])
    t.equal((await s.save(creator, { blocks: [block({ source: 'reviews', reviewIds })] as never })).statusCode, 422);
  t.equal((await s.save(creator, { blocks: [block({ source: 'made-up' })] as never })).statusCode, 422);
});
