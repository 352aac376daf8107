import t from 'tap';
import { brotliCompressSync } from 'node:zlib';
import { newId } from '@windsurf/db/ids';
import { startTestInstalments } from './testing.ts';

const lab = await startTestInstalments(t);
const { app, people, clock } = lab;
const product = await lab.place(200_001);
await lab.begin(product, 4);
const page = async (lang = 'en') => await app.inject({ url: `${await lab.pageOf(product)}?lang=${lang}` });
const checkout = async (fields: Record<string, string>, of = product, lang = 'en') =>
  await app.inject({
    method: 'POST',
    url: `/checkout/${of.id}?lang=${lang}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ phone: lab.someone(), rail: 'telebirr', ...fields }).toString(),
  });

t.test(
  'the checkout says each part with its day in both calendars and the whole, and asks for the first',
  async (t) => {
    const answer = await app.inject({ url: `/checkout/${product.id}?lang=en` });
    const said = lab.words(answer.body);
    t.match(said, /How do you pay\? All at once 2,000\.01 birr In 4 monthly parts 500\.01 birr today/);
    t.match(said, /500 birr on \w+ \d+ \w+ \d{4} \(\d+ \w+ \d{4}\)/);
    t.match(said, /2,000\.01 birr in all, no interest/);
    t.match(said, /no extra, no cart, no gift/);
    t.ok(brotliCompressSync(answer.body).length <= 14_000);
    const amharic = lab.words((await app.inject({ url: `/checkout/${product.id}?lang=am` })).body);
    t.match(amharic, /በ4 ወርሃዊ ክፍያ/);
  },
);

t.test('the button says the first part or the whole; nothing else is charged, and less than was said is', async (t) => {
  for (const sum of ['50001', '200001']) {
    const answer = await checkout({ parts: '4', sum });
    t.equal(answer.statusCode, 303, sum);
    t.equal((await lab.intentsOf(product))[0]?.amount, 50_001);
  }
  const answer = await checkout({ parts: '4', sum: '123' });
  t.equal(answer.statusCode, 409);
  t.match(lab.words(answer.body), /500\.01 birr/);
  const once = await checkout({ parts: '', sum: '200001' });
  t.equal(once.statusCode, 303);
  t.equal((await lab.intentsOf(product))[0]?.amount, 200_001);
});

t.test('what cannot be is said at its field: other parts, a cart beside it', async (t) => {
  for (const parts of ['1', '3', '7', 'x']) {
    const answer = await checkout({ parts });
    t.equal(answer.statusCode, 422, parts);
    t.match(answer.body, 'href="#parts"');
  }
  const other = await lab.place(30_000);
  const answer = await checkout({ parts: '4', with: other.id });
  t.equal(answer.statusCode, 422);
  t.match(lab.words(answer.body), /In parts you can buy one thing alone/);
});

t.test('the address alone opens the plan: each part, what is left, and the two ways to pay', async (t) => {
  const answer = await page();
  t.equal(answer.statusCode, 200);
  const said = lab.words(answer.body);
  t.match(said, /Open · Selam Books 1,500 birr of 2,000\.01 birr are still to be paid/);
  t.match(said, /The next part 500 birr Part 2 of 4 All that is left 1,500 birr/);
  t.match(said, /Part 1 of 4 Paid on .*Part 4 of 4 Due on/);
  t.ok(brotliCompressSync(answer.body).length <= 14_000);
  t.equal(answer.headers['cache-control'], 'private, no-store');
  t.match(lab.words((await page('am')).body), /ክፍያ 1 ከ4/);
});

t.test('any other address is the same 404', async (t) => {
  const url = await lab.pageOf(product);
  const bodies = new Set<number>();
  for (const other of [`${url}x`, `${url.slice(0, -1)}_`, '/pay/i/AAAAAAAAAAAAAAAA', '/pay/i/short'])
    bodies.add((await app.inject({ url: other })).statusCode);
  t.same([...bodies], [404]);
});

t.test('from the library only she is led there', async (t) => {
  const { id } = await lab.planOf(product);
  const url = `/pay/instalments/${lab.creatorId}/${id}`;
  const [row] = await lab.db.look<{ buyer: string }>(
    'select buyer_id as buyer from payments.instalment_plans where id = $1',
    [id],
  );
  const stranger = await app.inject({ url, headers: people.browser(people.person()) });
  t.equal(stranger.statusCode, 404);
  t.equal(
    (await app.inject({ url: url.replace(id, newId()), headers: people.browser(people.person()) })).statusCode,
    404,
  );
  t.ok([302, 303, 401].includes((await app.inject({ url })).statusCode), 'nobody is asked to sign in');
  t.type(row?.buyer, 'string');
});

t.test(
  'nothing chosen, another sum than the page said, and what was paid meanwhile are said, and nothing begins',
  async (t) => {
    const before = (await lab.intentsOf(product)).length;
    const none = await lab.press(product, { do: 'pay' });
    t.equal(none.statusCode, 422);
    t.match(none.body, 'href="#what"');
    t.match(none.body, 'href="#rail"');
    const other = await lab.press(product, { do: 'pay', what: 'next', rail: 'telebirr', seen: 'next:1,rest:2' });
    t.equal(other.statusCode, 409);
    t.equal((await lab.intentsOf(product)).length, before);
  },
);

t.test('it says when it is closed and what opens it, in both languages', async (t) => {
  await lab.walkTo(new Date(clock.now().getTime() + 50 * 86_400_000), 48);
  t.match(
    lab.words((await page()).body),
    /Closed for now .*nothing of yours was deleted.*Part 2 of 4 Late: was due on/,
  );
  t.match(lab.words((await page('am')).body), /ለጊዜው ተዘግቷል/);
  await lab.pay(product, 'rest');
  t.match(lab.words((await page()).body), /All paid .*Nothing more is asked of you/);
});
