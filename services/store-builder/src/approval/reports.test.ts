import t from 'tap';
import { newId } from '@windsurf/db/ids';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const lab = await startTestStores(t);
const [one, two] = [lab.people.person({ operator: true }), lab.people.person({ operator: true })];
let address = 0;
const send = async (path: string, fields: Record<string, string>, ip = `10.0.0.${(address += 1)}`) =>
  await lab.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    remoteAddress: ip,
    body: new URLSearchParams(fields).toString(),
  });
async function shop() {
  const creator = await lab.creator();
  await lab.save(creator, { line: 'Notes' });
  await lab.publish(creator);
  return { creator, product: await lab.published(creator, { title: 'Old notes' }) };
}
type Listed = { items: { id: string; state: string; title: string | null; said: string; reason: string }[] };
const open = async (of: TestCreator, state = 'open'): Promise<Listed['items']> =>
  (await lab.call(one, 'GET', `/v1/stores/operator/reports?state=${state}&limit=100`))
    .json<Listed>()
    .items.filter(({ id }) => id.startsWith(of.creatorId));
const decide = async (id: string, body: object, as = one) =>
  await lab.call(as, 'POST', `/v1/stores/operator/reports/${id}/decide`, { note: 'looked at it', ...body });
const problem = (answer: { json(): unknown }): unknown => (answer.json() as { title: unknown }).title;

t.test('anybody reports a product without a script and without a name, in both languages', async (t) => {
  const { creator, product } = await shop();
  const path = `/report/${creator.handle}/${product.slug}`;
  for (const [lang, words] of [
    ['en', 'Report a problem with “Old notes”'],
    ['am', 'ስለ «Old notes» ችግር ያሳውቁ'],
  ] as const) {
    const page = await lab.get(`${path}?lang=${lang}`);
    t.equal(page.statusCode, 200);
    t.match(page.body, words);
    t.notMatch(page.body, /<script/);
    t.match(page.headers['content-security-policy'], /default-src 'none'|script-src/);
  }
  const wrong = await send(`${path}?lang=en`, { reason: '', said: 'It is <b>mine</b>' });
  t.equal(wrong.statusCode, 422);
  t.match(wrong.body, 'Choose what is wrong.');
  t.match(wrong.body, 'It is &lt;b&gt;mine&lt;/b&gt;', 'what was typed stays, as text');
  t.equal((await open(creator)).length, 0);
  for (const odd of ['/report/%00', `/report/${creator.handle}/%00`])
    t.equal((await lab.get(odd)).statusCode, 404, odd);
  const thanks = await send(`${path}?lang=en`, { reason: 'stolen', said: 'It is mine' });
  t.equal(thanks.statusCode, 200);
  t.match(thanks.body, 'Thank you. A person looks at it.');
  t.match(await open(creator), [{ reason: 'stolen', said: 'It is mine', title: 'Old notes', state: 'open' }]);
  const [row] = await lab.db.look('select * from store.reports');
  t.notMatch(JSON.stringify(row), /10\.0\.0\./, 'who said it is not kept');
});

t.test(
  'a whole store can be reported; what is not public is 404, and one address is heard five times an hour',
  async (t) => {
    const { creator } = await shop();
    t.match((await lab.get(`/report/${creator.handle}?lang=en`)).body, 'Selam Books');
    t.equal((await lab.get('/report/nobody-here')).statusCode, 404);
    t.equal((await lab.get(`/report/${creator.handle}/nothing`)).statusCode, 404);
    const hidden = await lab.creator();
    t.equal((await lab.get(`/report/${hidden.handle}`)).statusCode, 404);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++)
      statuses.push((await send(`/report/${creator.handle}`, { reason: 'other' }, '10.9.9.9')).statusCode);
    t.same(statuses, [200, 200, 200, 200, 200, 429]);
    const switched = await send(`/report/${creator.handle}`, { reason: 'other', said: 'kept words', relabel: 'en' });
    t.match(switched.body, 'kept words');
    t.equal((await open(creator)).length, 5);
  },
);

t.test('an operator leaves it, or takes the product from sale; twice is once', async (t) => {
  const { creator, product } = await shop();
  const path = `/report/${creator.handle}/${product.slug}`;
  await send(path, { reason: 'deceives' });
  await send(path, { reason: 'stolen' });
  const [first, second] = await open(creator);
  t.equal((await decide(first?.id ?? '', { decision: 'keep' })).statusCode, 200);
  t.equal((await decide(first?.id ?? '', { decision: 'keep' })).statusCode, 200);
  t.equal(problem(await decide(first?.id ?? '', { decision: 'take-down' })), 'case-moved');
  t.equal((await lab.get(`/@${creator.handle}/${product.slug}`)).statusCode, 200);
  const down = await decide(second?.id ?? '', { decision: 'take-down', reason: 'not-yours' });
  t.match(down.json(), { state: 'taken-down' });
  t.equal((await lab.get(`/@${creator.handle}/${product.slug}`)).statusCode, 410);
  const mine = await lab.call(creator, 'GET', `/v1/products/${product.id}`);
  t.match(mine.json(), {
    state: 'withdrawn',
    approval: { reason: 'not-yours', takenDown: true, said: 'looked at it' },
  });
  const restore = `/v1/stores/operator/approvals/${creator.creatorId}_${product.id}/restore`;
  const seen = { note: 'was wrong', seenVersion: mine.json<{ version: number }>().version };
  t.equal(problem(await lab.call(one, 'POST', restore, seen)), 'second-person');
  t.equal((await lab.call(two, 'POST', restore, seen)).statusCode, 200);
  t.equal((await lab.get(`/@${creator.handle}/${product.slug}`)).statusCode, 200);
});

t.test('a newer version that waits, or was refused, keeps nothing on sale that is reported', async (t) => {
  lab.flags['product-approval'] = { enabled: true, percent: 0, creators: [], platforms: [] };
  for (const newer of ['waits', 'refused']) {
    const { creator, product } = await shop();
    const path = `/@${creator.handle}/${product.slug}`;
    lab.flags['product-approval'] = { enabled: true, percent: 100, creators: [], platforms: [] };
    const { version } = (await lab.call(creator, 'GET', `/v1/products/${product.id}`)).json<{ version: number }>();
    await lab.call(creator, 'PATCH', `/v1/products/${product.id}`, { baseVersion: version, description: 'Newer' });
    t.match((await lab.call(creator, 'POST', `/v1/products/${product.id}/publish`)).json(), {
      state: 'published',
      approval: { status: 'pending_review' },
    });
    if (newer === 'refused') {
      const url = `/v1/stores/operator/approvals/${creator.creatorId}_${product.id}`;
      const { version: seenVersion } = (await lab.call(one, 'GET', url)).json<{ version: number }>();
      const body = { note: 'too little said', reason: 'unclear', seenStatus: 'pending_review', seenVersion };
      t.equal((await lab.call(one, 'POST', `${url}/reject`, body)).statusCode, 200);
    }
    t.equal((await lab.get(path)).statusCode, 200, 'the older one is on sale');
    await send(`/report/${creator.handle}/${product.slug}`, { reason: 'stolen' });
    const [item] = await open(creator);
    const down = await decide(item?.id ?? '', { decision: 'take-down', reason: 'not-yours' });
    t.match(down.json(), { state: 'taken-down' }, newer);
    t.equal((await lab.get(path)).statusCode, 410, newer);
    lab.flags['product-approval'] = { enabled: true, percent: 0, creators: [], platforms: [] };
  }
});

t.test('a store is not closed by one person, and nobody decides about her own', async (t) => {
  const { creator } = await shop();
  await send(`/report/${creator.handle}`, { reason: 'hurtful' });
  const [item] = await open(creator);
  t.equal(problem(await decide(item?.id ?? '', { decision: 'take-down' })), 'case-moved');
  const herself = lab.people.person({ operator: true, creator: true, id: creator.personId });
  t.equal(problem(await decide(item?.id ?? '', { decision: 'keep' }, herself)), 'own-case');
});

t.test('only operators; a wrong shape is 422, what is nobody’s 404', async (t) => {
  const { creator } = await shop();
  const base = '/v1/stores/operator/reports';
  t.equal((await lab.call(undefined, 'GET', base)).statusCode, 401);
  t.equal((await lab.call(creator, 'GET', base)).statusCode, 403);
  t.equal((await lab.call(one, 'GET', `${base}?state=none`)).statusCode, 422);
  const nothing = `${creator.creatorId}_${newId()}`;
  t.equal((await lab.call(undefined, 'POST', `${base}/${nothing}/decide`, {})).statusCode, 401);
  t.equal((await decide(nothing, { decision: 'keep' }, creator)).statusCode, 403);
  t.equal((await decide(nothing, { decision: 'keep' })).statusCode, 404);
  t.equal((await decide(nothing, { decision: 'burn' })).statusCode, 422);
  t.equal((await decide(nothing, { decision: 'keep', note: 'x' })).statusCode, 422);
});
