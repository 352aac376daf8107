// J5, and what only time shows: a prompt that nobody answers, a result that comes late or never, a person who decides, a
// code that runs out. Moves the clock on by days, so it comes after the other journeys.
import { t } from 'tap';
import { appOrigin, newNumber, openBrowser, openPhone, tellTelebirr, waitForSms } from './phone.ts';
import type { Phone } from './phone.ts';
import { openShop, pass, signedIn, sql } from './shop.ts';
import { answerPrompt, atTheBank, billOf, prompts, soon, tell } from './stand-ins.ts';
import { begin, buy, isReceipt, linkIn, look, press, receiptsOf, says } from './ways.ts';

const browser = await openBrowser(t);
const sandbox = process.env.SANDBOX_URL ?? '';
const shop = await openShop('Tigist Music');
const song = await shop.sells('Sheet music', 19_950);
const operator = await signedIn({ typed: '0911000009', e164: '+251911000009' }, 'buyer');
await tellTelebirr('normal');

type Number = ReturnType<typeof newNumber>;
type Attempt = { readonly phone: Phone; readonly number: Number; readonly intentId: string };
async function attempt(rail: 'cbebirr' | 'webirr', lang: 'am' | 'en' = 'en', script = true): Promise<Attempt> {
  const phone = await openPhone(browser, { lang, script });
  const number = newNumber();
  await begin(phone, song.id, { typed: number.typed, rail, lang });
  const [row] = await sql<{ id: string }>(
    'select id from payments.intents where creator_id = $1 order by started_at desc, id desc limit 1',
    [shop.personId],
  );
  return { phone, number, intentId: row?.id ?? '' };
}
const promptOf = async (number: Number): Promise<string> =>
  await soon('a prompt on the phone', async () => (await prompts()).find(({ phone }) => phone === number.e164)?.id);
const stateOf = async (intentId: string): Promise<string | undefined> =>
  (await sql<{ state: string }>('select state from payments.intents where id = $1', [intentId]))[0]?.state;
const main = async ({ page }: Phone): Promise<string> => await page.locator('main').innerText();

for (const { lang, script } of [
  { lang: 'am', script: true },
  { lang: 'en', script: false },
] as const)
  await t.test(
    `CBE Birr in ${lang}, ${script ? 'with' : 'without'} JavaScript: the phone asks for the PIN, the page says so, and the link comes`,
    async (t) => {
      await tell('cps', 'normal');
      const { phone, number } = await attempt('cbebirr', lang, script);
      t.match(await main(phone), lang === 'am' ? /ስልክዎን ይመልከቱ/ : /Look at your phone/);
      const findings = script ? await look(phone, 'push-am') : [];
      await phone.page.locator('a[href*="stuck=1"]').click();
      t.match(await main(phone), lang === 'am' ? /\S/ : /prompt/i, 'what to do when nothing shows');
      if (script) findings.push(...(await look(phone, 'push-stuck-am')));
      const hers = await openPhone(browser, { lang, script: false });
      await hers.page.goto(`${sandbox}/phone?number=${encodeURIComponent(number.e164)}`);
      const prompt = hers.page.locator('li.prompt', { hasText: 'CBE Birr USSD' });
      await prompt.locator('input[name=pin]').fill('1234');
      await prompt.locator('button[value=approve]').click();
      const sms = await waitForSms(number.e164, isReceipt);
      await phone.page.goto(phone.page.url().split('?')[0] ?? '');
      await says(phone.page, lang === 'am' ? /ተከፍሏል/ : /Paid\. Thank you/);
      await phone.page.goto(linkIn(sms.text));
      t.ok((await phone.page.locator('a[href*="/d/"]').count()) > 0);
      t.same(findings, []);
    },
  );

t.test('refused on the phone: CBE Birr’s own word is said, that nothing was taken, and one way on', async (t) => {
  // The bank has not told us which number means which reason: until it does, no reason is guessed.
  for (const story of ['wrong-pin', 'no-money', 'decline']) {
    await tell('cps', story);
    const { phone } = await attempt('cbebirr');
    await says(phone.page, /did not go through.*CBE Birr says that nothing was taken/s);
    t.equal(await phone.page.locator('main a.btn').count(), 1, `${story}: one way on`);
  }
  await tell('cps', 'normal');
});

t.test(
  'no answer: unknown, never “failed”; no second payment beside it; the result that comes late counts',
  async (t) => {
    await tell('cps', 'no-answer');
    const { phone, number } = await attempt('cbebirr');
    const { page } = phone;
    const address = page.url();
    await pass(11 * 60);
    await says(page, /We do not know yet/);
    t.notMatch(await main(phone), /nothing was taken/i);
    t.notMatch(await main(phone), /Last asked/, 'nobody can ask CBE Birr, so nobody did');
    t.same(await look(phone, 'unknown-en'), []);
    await page.goto(address.replace(/lang=en/, 'lang=am'));
    t.match(await main(phone), /ገና አልተረጋገጠም/);
    t.same(await look(phone, 'unknown-am'), []);
    await page.goto(`${appOrigin}/checkout/${song.id}?lang=en`);
    await page.locator('input[name=phone]').fill(number.typed);
    await page.locator('input[name=rail][value=telebirr]').check();
    await press(page);
    await page.waitForLoadState();
    t.match(await main(phone), /begun to pay for this already/, 'another way to pay waits for the end of this one');
    t.same(await look(phone, 'under-way-en'), []);
    await answerPrompt(await promptOf(number), 'approve', { force: true });
    await waitForSms(number.e164, isReceipt);
    await page.goto(address);
    await says(page, /Paid\. Thank you/);
    t.equal((await receiptsOf(number.e164)).length, 1);
  },
);

t.test(
  'UC-19: a prompt that is not answered: the words change at 30 s, 90 s, 2 min and 10 min, and none says “failed”',
  async (t) => {
    await tell('cps', 'no-answer');
    const { phone } = await attempt('cbebirr');
    const { page } = phone;
    const address = page.url().split('?')[0] ?? '';
    const seen: string[] = [];
    let at = 0;
    for (const [seconds, en, am] of [
      [0, /Look at your phone[\s\S]*seconds left/, /ስልክዎን ይመልከቱ/],
      [35, /Look at your phone[\s\S]*Prompt not there/, /ስልክዎን ይመልከቱ/],
      [95, /Still waiting\. Please do not pay again\.[\s\S]*prompt has probably closed/, /ድጋሚ አይክፈሉ[\s\S]*ተዘግቷል/],
      [130, /You can close this page\.[\s\S]*do not pay again/, /መዝጋት ይችላሉ[\s\S]*ድጋሚ አይክፈሉ/],
      [620, /We do not know yet[\s\S]*do not pay again/, /ገና አልተረጋገጠም[\s\S]*ድጋሚ አይክፈሉ/],
    ] as const) {
      await pass(seconds - at);
      at = seconds;
      await page.goto(`${address}?lang=am`);
      await says(page, am);
      await page.goto(`${address}?lang=en`);
      await says(page, en);
      const text = await main(phone);
      t.notMatch(text, /fail|did not go through|nothing was taken/i, `after ${seconds} s nothing is called ended`);
      t.equal(await page.title(), (await page.locator('h1').innerText()).trim(), 'the title says how it stands');
      seen.push((await page.locator('[role=status]').innerText()).trim());
    }
    t.ok(new Set(seen).size >= 4, 'each time other words; at 30 s a sentence is added below');
    await tell('cps', 'normal');
  },
);

t.test('a code that nobody paid is taken back when its time is up; one that is being paid is not', async (t) => {
  await tell('webirr', 'normal');
  const left = await attempt('webirr');
  const paying = await attempt('webirr');
  const codeOf = async ({ phone }: Attempt): Promise<string> =>
    (await phone.page.locator('.code').innerText()).replaceAll(/\D/g, '');
  const [unpaid, unconfirmed] = [await codeOf(left), await codeOf(paying)];
  await atTheBank(unconfirmed, 'pay', { unconfirmed: true });
  await pass(25 * 3600);
  await soon('the code has run out', async () => (await stateOf(left.intentId)) === 'expired', 30_000);
  await says(left.phone.page, /time to pay has run out/);
  t.same(await look(left.phone, 'code-expired-bank-en'), []);
  t.ok((await billOf(unpaid)).deletedAt, 'the bill is withdrawn');
  await t.rejects(atTheBank(unpaid, 'pay'), 'and cannot be paid');
  await says(paying.phone.page, /bank says the money has arrived|confirm/i);
  await paying.phone.picture('code-received-en');
  t.notOk((await billOf(unconfirmed)).deletedAt, 'the other one stays');
  await atTheBank(unconfirmed, 'confirm');
  await pass(20);
  await waitForSms(paying.number.e164, isReceipt, 30_000);
  await says(paying.phone.page, /Paid\. Thank you/);
});

t.test(
  'never an answer: after 72 hours a person decides with proof; who has paid in another way meanwhile gets one back',
  async (t) => {
    await tell('cps', 'no-answer');
    const alone = await attempt('cbebirr');
    const again = await attempt('cbebirr');
    await pass(73 * 3600);
    for (const { intentId } of [alone, again])
      await soon('it waits for a person', async () => (await stateOf(intentId)) === 'parked', 60_000);
    await says(alone.phone.page, /person/i);
    t.same(await look(alone.phone, 'given-up-en'), []);
    const second = await openPhone(browser, { lang: 'en' });
    await buy(second, song.id, again.number);

    const resolve = (intentId: string): string => `/v1/payments/operator/intents/${intentId}/resolve`;
    const paid = (providerTxnId: string): object => ({
      resolution: 'paid',
      providerTxnId,
      note: 'seen in the statement of the bank',
    });
    t.equal((await shop.try(resolve(alone.intentId), { body: paid('CBE0000001') })).status, 403, 'a creator may not');
    const bare = await operator.try(resolve(alone.intentId), { body: { resolution: 'paid', note: 'I believe her' } });
    t.equal(bare.status, 422, 'not without the number of the payment');
    const done = await operator.call<{ state: string }>(resolve(alone.intentId), { body: paid('CBE0000001') });
    t.equal(done.state, 'succeeded');
    await waitForSms(alone.number.e164, isReceipt);
    await says(alone.phone.page, /Paid\. Thank you/);
    const used = await operator.try(resolve(again.intentId), { body: paid('CBE0000001') });
    t.equal(used.status, 409, 'one number pays once');
    const both = await operator.call<{ state: string }>(resolve(again.intentId), { body: paid('CBE0000002') });
    t.equal(both.state, 'surplus');
    await says(again.phone.page, /paid twice.*199\.50/is);
    t.same(await look(again.phone, 'paid-twice-other-en'), []);
    t.equal((await receiptsOf(again.number.e164)).length, 1, 'bought once');
    const [books] = await sql<{ sum: string }>(
      'select coalesce(sum(amount_santim), 0)::text as sum from payments.postings',
    );
    t.equal(books?.sum, '0', 'the books balance');
  },
);
