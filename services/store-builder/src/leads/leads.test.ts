import t from 'tap';
import { newId } from '@windsurf/db/ids';
import type { Block } from '@windsurf/contracts/store-blocks';
import type { Lead } from '@windsurf/contracts/store-leads';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { isOurForm, signForm } from './form-proof.ts';

const s = await startTestStores(t);
const gift = 'https://example.com/plan.pdf';
const freebie = (change: Partial<Extract<Block, { kind: 'freebie' }>> = {}): Block => ({
  id: 'gift',
  visible: true,
  kind: 'freebie',
  heading: 'Seven days',
  asks: 'either',
  askName: true,
  gift: { kind: 'link', url: gift },
  ...change,
});
async function store(block: Block = freebie()): Promise<TestCreator & { proof: string; path: string }> {
  const creator = await s.creator();
  await s.save(creator, { blocks: [block] });
  await s.publish(creator);
  const { body } = await s.get(`/@${creator.handle}?lang=en`);
  const [, proof = ''] = /name="form" value="([^"]+)"/.exec(body) ?? [];
  return Object.assign(creator, { proof, path: `/@${creator.handle}/free/gift?lang=en` });
}
/** As a browser sends it, from another address each time. */
let senders = 0;
const send = async (path: string, fields: Record<string, string>, from = `198.51.100.${(senders += 1) % 250}`) =>
  await s.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    remoteAddress: from,
    payload: new URLSearchParams(fields).toString(),
  });
const leads = async (of: TestCreator): Promise<Lead[]> =>
  (await s.call(of, 'GET', '/v1/stores/mine/leads')).json<{ items: Lead[] }>().items;

t.test(
  'a phone number or an e-mail brings the gift at once, without script and cookie, and is kept sealed',
  async (t) => {
    const of = await store();
    const phone = await send(of.path, { form: of.proof, contact: '0911 23 45 67', name: 'Helen', consent: 'yes' });
    t.equal(phone.statusCode, 200);
    t.match(phone.body, `href="${gift}"`);
    t.match(phone.body, words.hereIsIt.en);
    t.match(phone.headers, { 'cache-control': 'no-store' });
    t.notOk(phone.headers['set-cookie']);
    t.equal((await send(of.path, { form: of.proof, contact: 'Helen@Example.com', consent: 'yes' })).statusCode, 200);
    t.match(await leads(of), [
      { kind: 'email', contact: 'helen@example.com', name: null },
      { kind: 'phone', contact: '+251911234567', name: 'Helen', consent: /agree/ },
    ]);
    const rows = await s.db.look<Record<string, string>>('select * from store.leads where creator_id = $1', [
      of.creatorId,
    ]);
    t.equal(rows.length, 2);
    t.notMatch(JSON.stringify(rows), /0911|251911|helen|Helen/);
    t.notMatch(s.logged(), /911234567|helen@/i);
  },
);

t.test('twice is once: the same person at the same form is one row and gets the gift again', async (t) => {
  const of = await store();
  const fields = { form: of.proof, contact: '0911234568', consent: 'yes' };
  const answers = await Promise.all(Array.from({ length: 8 }, async () => await send(of.path, fields)));
  t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [200]);
  t.equal((await send(of.path, { ...fields, contact: '+251 911 234 568' })).statusCode, 200);
  t.equal((await leads(of)).length, 1);
});

t.test('what is missing is said at its field with what was typed, and nothing is kept', async (t) => {
  const of = await store();
  const bad = await send(of.path, { form: of.proof, contact: '12', name: 'Helen <b>' });
  t.equal(bad.statusCode, 422);
  t.match(bad.body, /<title>Error: /);
  t.match(bad.body, /href="#contact-gift"/);
  t.match(bad.body, /href="#consent-gift"/);
  t.match(bad.body, 'value="Helen &lt;b&gt;"');
  t.equal(bad.body.match(new RegExp(words.writeEither.en, 'g'))?.length, 2, 'the same words above and at the field');
  for (const form of ['', 'x', signForm(s.deps.pageTokenKey, newId(), 'gift', s.clock.now())]) {
    const answer = await send(of.path, { form, contact: '0911234567', consent: 'yes' });
    t.equal(answer.statusCode, 422, 'a form that did not stand on her page');
    const [, proof = ''] = /name="form" value="([^"]+)"/.exec(answer.body) ?? [];
    t.ok(isOurForm(s.deps.pageTokenKey, proof, of.creatorId, 'gift', s.clock.now()), 'gets a new proof along');
  }
  t.same(await leads(of), []);
  t.equal((await send(`/@${of.handle}/free/other?lang=en`, { form: of.proof })).statusCode, 404);
  t.equal((await send('/@nobody-here/free/gift?lang=en', { form: of.proof })).statusCode, 404);
  t.equal((await s.get(of.path)).statusCode, 303);
});

t.test('a form asks for a phone alone or an e-mail alone, and a free product is a gift too', async (t) => {
  const phones = await store(freebie({ asks: 'phone', askName: false }));
  t.equal((await send(phones.path, { form: phones.proof, contact: 'a@b.et', consent: 'yes' })).statusCode, 422);
  const mails = await store(freebie({ asks: 'email' }));
  t.equal((await send(mails.path, { form: mails.proof, contact: '0911234567', consent: 'yes' })).statusCode, 422);
  const creator = await s.creator();
  const product = await s.published(creator, { title: 'Free words', priceSantim: 0 });
  await s.save(creator, { blocks: [freebie({ gift: { kind: 'product', productId: product.id } })] });
  await s.publish(creator);
  const path = `/@${creator.handle}/free/gift?lang=en`;
  const form = signForm(s.deps.pageTokenKey, creator.creatorId, 'gift', s.clock.now());
  const answer = await send(path, { form, contact: '0911234567', consent: 'yes' });
  t.match(answer.body, `href="/@${creator.handle}/${product.slug}?lang=en"`);
});

t.test('one network address cannot fill the list', async (t) => {
  const of = await store();
  const answers: number[] = [];
  for (let at = 0; at < 61; at += 1) {
    const contact = `09110000${String(at).padStart(2, '0')}`;
    answers.push((await send(of.path, { form: of.proof, contact, consent: 'yes' }, '203.0.113.9')).statusCode);
  }
  t.equal(answers.filter((status) => status === 200).length, 60);
  t.equal(answers.at(-1), 429);
});

t.test('a creator reads her own list page by page and as a table in which nothing is a formula', async (t) => {
  const of = await store();
  const other = await store();
  for (const [at, name] of ['=1+1', '+x', '@sum', '-2', 'Helen "the" first'].entries()) {
    s.clock.advance(60);
    const contact = `0911${String(100_000 + at)}`;
    t.equal((await send(of.path, { form: of.proof, contact, name, consent: 'yes' })).statusCode, 200);
  }
  const first = await s.call(of, 'GET', '/v1/stores/mine/leads?limit=3');
  const page = first.json<{ items: Lead[]; nextCursor: string }>();
  t.equal(page.items.length, 3);
  const rest = await s.call(of, 'GET', `/v1/stores/mine/leads?limit=3&cursor=${page.nextCursor}`);
  t.match(rest.json(), { items: { length: 2 }, nextCursor: null });
  t.equal((await s.call(of, 'GET', '/v1/stores/mine/leads?cursor=x')).statusCode, 422);
  t.equal((await s.call(of, 'GET', '/v1/stores/mine/leads?limit=0')).statusCode, 422);
  const table = await s.call(of, 'GET', '/v1/stores/mine/leads.csv');
  t.match(table.headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': /leads\.csv/ });
  t.equal(table.body.trim().split('\r\n').length, 6);
  for (const cell of [`"'=1+1"`, `"'+x"`, `"'@sum"`, `"'-2"`, `"'+251911`, '"Helen ""the"" first"']) {
    t.match(table.body, cell);
  }
  t.notMatch(table.body, /,"[=+@-]/);
  t.same(await leads(other), [], 'a stranger sees none of them');
  for (const url of ['/v1/stores/mine/leads', '/v1/stores/mine/leads.csv']) {
    t.equal((await s.call(undefined, 'GET', url)).statusCode, 401);
  }
});
