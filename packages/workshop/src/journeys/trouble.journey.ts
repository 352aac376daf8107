// J3, what may go wrong with a wallet: no answer, a closed page, notices that lie, come early, thrice or never, money that
// comes late or is too little; and where a buyer asks for her payment.
import { t } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  sandboxDecides,
  sandboxOrders,
  smsOf,
  tellTelebirr,
  waitForSms,
} from './phone.ts';
import type { Phone, SandboxOrder } from './phone.ts';
import { openShop, pass, sql } from './shop.ts';
import { soon } from './stand-ins.ts';
import { begin, decide, isReceipt, linkIn, look, receiptsOf, says, tabsTo } from './ways.ts';

const browser = await openBrowser(t);
const shop = await openShop('Dawit Lessons');
const lesson = await shop.sells('Lesson one', 19_950);

type Begun = { phone: Phone; number: ReturnType<typeof newNumber>; order: string };
/** Up to the wallet's own page. */
async function atTheWallet(lang: 'am' | 'en' = 'en', script = true): Promise<Begun> {
  const phone = await openPhone(browser, { lang, script });
  const number = newNumber();
  await begin(phone, lesson.id, { typed: number.typed, rail: 'telebirr', lang });
  const order = (await sandboxOrders())[0]?.merchOrderId ?? '';
  return { phone, number, order };
}
const orderOf = async (id: string): Promise<Order | undefined> =>
  ((await sandboxOrders()) as unknown as readonly Order[]).find(({ merchOrderId }) => merchOrderId === id);
type Order = SandboxOrder & {
  readonly redirectUrl: string;
  readonly phone?: string;
  readonly attempts: readonly { readonly answer: unknown }[];
};
/** The page to which the wallet would lead back. */
async function toTheWaitingPage({ phone, order }: Begun, lang: 'am' | 'en' = 'en'): Promise<void> {
  await phone.page.goto(`${(await orderOf(order))?.redirectUrl ?? ''}?lang=${lang}`);
}

const intentOf = (order: string): string => order.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const refusals = async (): Promise<number> =>
  Number(
    (await sql<{ count: string }>("select count(*)::text as count from payments.audit where what like 'callback%'"))[0]
      ?.count ?? 0,
  );

t.test(
  'nobody answers: the page says that it may be closed, and the link comes by SMS to whoever closed it',
  async (t) => {
    await tellTelebirr('normal');
    const begun = await atTheWallet();
    const { phone, number, order } = begun;
    await toTheWaitingPage(begun, 'am');
    await pass(125);
    await phone.page.reload();
    t.match(await phone.page.locator('main').innerText(), /ይህን ገጽ መዝጋት ይችላሉ/, 'after two minutes');
    t.match(await phone.page.locator('main').innerText(), /ድጋሚ አይክፈሉ/, 'and that she should not pay again');
    t.same(await look(phone, 'leave-am'), []);
    await phone.page.close();
    const waits = await waitForSms(number.e164, ({ text }) => /\/pay\//.test(text));
    const later = await openPhone(browser, { lang: 'en', script: false });
    await later.page.goto(linkIn(waits.text));
    t.match(await later.page.locator('main').innerText(), /199\.50/, 'the SMS leads back to the waiting page');
    await sandboxDecides(order, 'approve');
    const sms = await waitForSms(number.e164, isReceipt);
    await says(later.page, /Paid\. Thank you/);
    await later.page.goto(linkIn(sms.text));
    t.ok((await later.page.locator('a[href*="/d/"]').count()) > 0, 'opened from the SMS');
  },
);

t.test(
  'UC-20: the answer is lost and the page closed after 3 minutes: the SMS comes, and leads to the same timeline',
  async (t) => {
    const begun = await atTheWallet();
    const { phone, number, order } = begun;
    await toTheWaitingPage(begun);
    const address = phone.page.url().split('?')[0] ?? '';
    await pass(180);
    await phone.page.reload();
    t.match(await phone.page.locator('main').innerText(), /You can close this page/);
    await phone.context.close();
    await tellTelebirr('lost');
    await sandboxDecides(order, 'approve');
    // Nobody tells us: the rail is asked by the schedule of a payment that is some minutes old.
    await soon(
      'the SMS with the result',
      async () => {
        if ((await receiptsOf(number.e164)).length > 0) return true;
        await pass(30);
        return false;
      },
      40_000,
    );
    await tellTelebirr('normal');
    const later = await openPhone(browser, { lang: 'en', script: false });
    await later.page.goto(linkIn((await receiptsOf(number.e164))[0]?.text ?? ''));
    await later.page.locator('a[href*="/money"]').click();
    await later.page.waitForURL(/\/timeline/);
    const fromSms = await later.page.locator('main ol').innerText();
    await later.page.goto(`${address}/timeline?lang=en`);
    t.equal(await later.page.locator('main ol').innerText(), fromSms, 'as the page that she had closed tells it');
    t.match(fromSms, /199\.50|telebirr/);
    t.equal((await receiptsOf(number.e164)).length, 1);
  },
);

t.test('paid before she is back, back twice, told three times: one order, one receipt', async (t) => {
  await tellTelebirr('duplicate');
  const { phone, number, order } = await atTheWallet();
  const { page } = phone;
  await sandboxDecides(order, 'approve');
  await waitForSms(number.e164, isReceipt);
  await page.locator('button[value=leave]').click();
  await page.waitForURL(/\/pay\//);
  await says(page, /Paid\. Thank you/);
  const back = page.url().split('?')[0] ?? '';
  for (const told of ['PAY_SUCCESS', 'PAY_FAILED']) {
    await page.goto(`${back}?trade_status=${told}&lang=en`);
    t.match(await page.locator('h1').innerText(), /Paid/, `back with ${told}`);
    t.notMatch(page.url(), /trade_status/, 'nothing of the wallet stays in the address');
  }
  t.equal((await receiptsOf(number.e164)).length, 1);
  const orders = await sql('select 1 from payments.orders where intent_id = $1', [intentOf(order)]);
  t.equal(orders.length, 1);
  await tellTelebirr('normal');
});

t.test(
  'a notice that names another amount is not believed, and one that nobody signed is refused and written down',
  async (t) => {
    await tellTelebirr('wrong-amount');
    const lied = await atTheWallet();
    await decide(lied.phone.page, 'approve');
    await waitForSms(lied.number.e164, isReceipt);
    t.pass('telebirr itself says the right amount: paid');
    await tellTelebirr('normal');
    const forged = await atTheWallet();
    const before = await refusals();
    await sandboxDecides(forged.order, 'callback', { flaw: 'bad-signature' });
    await soon('the refusal in the books', async () => (await refusals()) > before);
    t.equal((await orderOf(forged.order))?.attempts.at(-1)?.answer, 401);
    t.same(await receiptsOf(forged.number.e164), [], 'and nothing is given away');
  },
);

for (const { lang, words } of [
  { lang: 'en', words: /received 189\.50\sbirr of 199\.50/ },
  { lang: 'am', words: /189\.50\sብር/ },
] as const)
  await t.test(`telebirr says that less came: the page says so in ${lang}, and a person looks`, async (t) => {
    await tellTelebirr('wrong-amount-everywhere');
    const { phone, number } = await atTheWallet(lang);
    await decide(phone.page, 'approve');
    await phone.page.waitForURL(/\/pay\//);
    const { page } = phone;
    await soon('parked', async () => {
      const [row] = await sql<{ state: string }>(
        'select state from payments.intents where creator_id = $1 order by started_at desc limit 1',
        [shop.personId],
      );
      return row?.state === 'parked';
    });
    await page.reload();
    t.match(await page.locator('main').innerText(), words);
    t.notMatch(await page.locator('h1').innerText(), /Paid|ተከፍሏል/);
    t.same(await look(phone, `less-came-${lang}`), []);
    t.same(await receiptsOf(number.e164), []);
    await tellTelebirr('normal');
  });

t.test(
  '“I paid, where is it?”: the wallet’s SMS is pasted, and the payment is found although nobody told us',
  async (t) => {
    await tellTelebirr('lost');
    const { phone, number, order } = await atTheWallet();
    const { page } = phone;
    await decide(page, 'approve');
    await page.waitForURL(/\/pay\//);
    await page.locator('a[href*="/where"]').first().click();
    const findings = await look(phone, 'where-en');
    t.ok(await tabsTo(page, 'textarea[name=text]'), 'the field is reached with the keyboard');
    await page.keyboard.type('I paid yesterday, please help');
    await page.locator('main form button').first().click();
    await page.waitForLoadState();
    t.match(await page.title(), /^Error:/, 'a text without a number of a payment');
    t.match(await page.locator('textarea[name=text]').inputValue(), /I paid yesterday/);
    findings.push(...(await look(phone, 'where-error-en')));
    const paid = (await smsOf((await orderOf(order))?.phone ?? '')).findLast(({ text }) =>
      text.startsWith('You have paid'),
    );
    t.ok(paid, 'the wallet has written to her');
    await page.locator('textarea[name=text]').fill(paid?.text ?? '');
    await page.locator('main form button').first().click();
    await page.waitForLoadState();
    findings.push(...(await look(phone, 'where-found-en')));
    const sms = await waitForSms(number.e164, isReceipt, 10_000);
    t.match(sms.text, /\/r\//);
    t.same(findings, []);

    const stranger = await openPhone(browser, { lang: 'am', script: false });
    await stranger.page.goto(`${appOrigin}/pay/where?lang=am`);
    await stranger.page.locator('textarea[name=text]').fill(paid?.text ?? '');
    await stranger.page.locator('input[name=phone]').fill(newNumber().typed);
    await stranger.page.locator('main form button').first().click();
    await stranger.page.waitForLoadState();
    t.match(await stranger.page.title(), /^ስህተት/, 'the SMS of another opens nothing');
    t.equal(await stranger.page.locator('a[href*="/r/"]').count(), 0);
    await stranger.picture('where-stranger-am');
    await tellTelebirr('normal');
  },
);

t.test('expired after two hours, then paid after all: it is hers, and the SMS says so', async (t) => {
  const begun = await atTheWallet();
  const { phone, number, order } = begun;
  await toTheWaitingPage(begun);
  await pass(3 * 3600);
  await says(phone.page, /time to pay has run out/);
  t.same(await look(phone, 'expired-en'), []);
  await sandboxDecides(order, 'approve', { force: true });
  const sms = await waitForSms(number.e164, isReceipt);
  await phone.page.reload();
  t.match(await phone.page.locator('h1').innerText(), /Paid/);
  t.match(sms.text, /\/r\//);
});
