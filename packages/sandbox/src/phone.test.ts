import t from 'tap';
import { startOutside } from './outside.ts';
import { codeIn, linked } from './phone-screen.ts';
import { ALL_WORDS } from './phone-words.ts';
import { WEBIRR_WORDS } from './webirr-phone.ts';
import { CHOICES, TELEBIRR_STORIES } from './switches.ts';

const outside = await startOutside({ callbackRetries: [0] });
const { afromessage } = outside.keys.notifications;
t.teardown(() => outside.stop());
t.beforeEach(() => outside.clear());

const page = async (path: string): Promise<string> => (await fetch(`${outside.url}${path}`)).text();
const tap = (fields: Record<string, string>) =>
  fetch(`${outside.url}/phone/answer`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const sms = (to: string, message: string) =>
  fetch(`${afromessage.baseUrl}/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${afromessage.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sender: afromessage.sender, to, message }),
  });
const order = (merchOrderId: string, title = 'Tea') =>
  outside.telebirr.book.create(
    { merchOrderId, title, totalAmount: '12.00', currency: 'ETB', notifyUrl: 'http://127.0.0.1:9/none' },
    30,
  );

t.test('a code is found among amounts, links and phone numbers', async (t) => {
  const texts: [text: string, code: string | undefined][] = [
    ['482913 የስታን ስቶር ኮድዎ ነው', '482913'],
    ['Your code is 4829. Do not tell it.', '4829'],
    ['You paid 1250.00 birr to 0911234567', undefined],
    ['Open http://localhost:8080/k/482913', undefined],
    ['Paid 1,250 birr in 2026', undefined],
    ['+251911234567 asks for code 77123456', '77123456'],
  ];
  for (const [text, code] of texts) t.equal(codeIn(text), code, text);
});

t.test('links can be tapped and nothing else of a message becomes markup', async (t) => {
  t.equal(
    linked('<b>see</b> http://localhost:8080/k/a?b=1&c=2. Now'),
    '&lt;b&gt;see&lt;/b&gt; <a href="http://localhost:8080/k/a?b=1&amp;c=2" target="_blank" rel="noopener">http://localhost:8080/k/a?b=1&amp;c=2</a>. Now',
  );
});

t.test('each number sees its own messages, newest first, and the page opens on the latest', async (t) => {
  await sms('+251911234567', 'first 482913');
  await sms('+251711000000', 'other');
  await sms('+251911234567', 'second');
  const html = await page('/phone');
  t.match(html, /second[\s\S]*first/);
  t.notMatch(html, /other<\/p>/);
  t.match(html, /data-copy="482913"/);
  t.match(await page('/phone?number=0711000000'), /other/);
  t.match(await page('/phone?number=+251711000000'), /other/, 'an unencoded plus is understood');
  t.equal((await fetch(outside.url)).url, `${outside.url}/phone`);
});

t.test('a wallet prompt is approved with a PIN, declined, or left', async (t) => {
  order('P1', '<script>alert(1)</script>');
  const number = '+251911234567';
  t.match(await page('/phone/screen'), /class="prompt"[\s\S]*&lt;script&gt;/);
  t.match(
    (await tap({ merch_order_id: 'P1', number, decision: 'approve', pin: '12' })).headers.get('location'),
    /wrong=pin/,
  );
  t.equal((await tap({ merch_order_id: 'P1', number, decision: 'leave' })).status, 303);
  t.equal(outside.telebirr.order('P1')?.state, 'WAIT_PAY');
  await tap({ merch_order_id: 'P1', number, decision: 'approve', pin: '1234' });
  t.match(outside.telebirr.order('P1'), { state: 'PAY_SUCCESS', phone: number });
  t.notMatch(await page('/phone/screen'), /class="prompt"/);
  order('P2');
  await tap({ merch_order_id: 'P2', number, decision: 'decline' });
  t.equal(outside.telebirr.order('P2')?.state, 'PAY_FAILED');
  const asked = order('P3');
  outside.telebirr.book.prompt(asked, '+251711000000');
  t.notMatch(
    await page(`/phone/screen?number=${encodeURIComponent(number)}`),
    /class="prompt"/,
    'a prompt for another number',
  );
  t.match(await page('/phone/screen?number=0711000000'), /class="prompt"/);
  outside.telebirr.setSwitch('no-answer');
  t.notMatch(await page('/phone/screen?number=0711000000'), /class="prompt"/);
  await outside.telebirr.settled();
});

t.test('every story and every choice of the gateway stands on the page in both languages', async (t) => {
  const html = await page('/phone');
  let seen = 0;
  for (const [en, am] of [...ALL_WORDS, ...Object.values(WEBIRR_WORDS)]) {
    if (html.includes(`>${en} · ${am}</option>`)) seen += 1;
    else t.fail(`${en} is not on the page`);
  }
  t.ok(seen >= Object.keys(TELEBIRR_STORIES).length + Object.keys(WEBIRR_WORDS).length + CHOICES.sms.send.length);
  const turned = await fetch(`${outside.url}/sandbox/switches`, {
    method: 'POST',
    body: new URLSearchParams({ rail: 'telebirr', story: 'late', seconds: '2', order: '', back: '/phone' }),
    redirect: 'manual',
  });
  t.equal(turned.headers.get('location'), '/phone');
  t.match(await page('/phone'), /callback: late/);
  for (const back of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    const answer = await fetch(`${outside.url}/sandbox/switches`, {
      method: 'POST',
      body: new URLSearchParams({ back }),
      redirect: 'manual',
    });
    t.equal(answer.status, 200, `${back} is not followed`);
  }
});

t.test(
  'a person types a WeBirr code into the bank’s app, sees the bill and pays it there or at a branch',
  async (t) => {
    const { webirr } = outside;
    const make = (billReference: string) =>
      webirr.books.create({
        amount: '270.90',
        customerCode: '',
        customerName: '<b>Abebe</b>',
        customerPhone: '',
        time: '2026-11-20 10:00',
        description: 'Tea & honey',
        billReference,
        merchantID: webirr.config.merchantId,
        extras: {},
      });
    const bill = make('b/1');
    const number = '+251711000000';
    const bank = (more: Record<string, string>): string =>
      `/phone/bank?${new URLSearchParams({ number, ...more }).toString()}`;
    const pay = (fields: Record<string, string>) =>
      fetch(`${outside.url}/phone/bank`, {
        method: 'POST',
        body: new URLSearchParams({ number, code: bill.code, ...fields }),
        redirect: 'manual',
      });
    t.match(await page('/phone'), /href="\/phone\/bank\?number=/);
    t.match(await page(bank({ code: '12 34' })), /role="alert"[\s\S]*no bill with this code/);
    const typed = bill.code.replace(/(\d{3})(?=\d)/g, '$1 ');
    const shown = await page(bank({ code: typed }));
    t.match(shown, /270\.90[\s\S]*&lt;b&gt;Abebe[\s\S]*telebirr/);
    t.match((await pay({ how: 'app', bank: 'telebirr', pin: '12' })).headers.get('location'), /wrong=pin/);
    t.same(webirr.payments(bill.code), []);
    t.equal((await pay({ how: 'app', bank: 'telebirr', pin: '1234' })).status, 303);
    t.match(webirr.payments(bill.code), [{ status: 2, bankID: 'telebirr', phone: number }]);
    t.match(await page(bank({ code: bill.code })), /role="status"[\s\S]*ተከፍሏል/);
    t.match((await pay({ how: 'app', bank: 'telebirr', pin: '1234' })).headers.get('location'), /wrong=closed/);
    t.match(outside.sms.all(number)[0], { text: /270\.90/ });
    const cash = make('b/2');
    await pay({ code: cash.code, how: 'branch', bank: 'cbe_birr' });
    t.match(webirr.payments(cash.code), [{ status: 2, phone: undefined }], 'at a branch nobody has a phone');
    t.match(await page('/phone'), new RegExp(`/sandbox/api/webirr/${cash.code}/reverse`));
    await webirr.settled();
  },
);
