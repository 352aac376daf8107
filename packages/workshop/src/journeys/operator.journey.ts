// J12, the money of it: an operator decides what no rail could say, with proof; what is typed wrong is refused in words;
// large decisions take two people; a wrong statement is refused whole, and a right one leaves differences to decide.
import pg from 'pg';
import type { Page } from 'playwright-core';
import { t } from 'tap';
import type { Test } from 'tap';
import {
  appOrigin,
  newNumber,
  openBrowser,
  openPhone,
  scrollsSideways,
  seriousFindings,
  showing,
  smsOf,
  storeOrigin,
  tellTelebirr,
  waitForSms,
} from './phone.ts';
import type { Phone } from './phone.ts';

const browser = await openBrowser(t);
const seeded = { typed: '0911000009', e164: '+251911000009' };
const codeIn = (text: string): string => /\b(\d{6})\b/.exec(text)?.[1] ?? '';
const alertOf = async (page: Page): Promise<string> => (await page.locator('[role=alert]').first().innerText()).trim();

/** At the desk, by phone number and code; it opens, or says who it is for. */
async function signIn({ page }: Phone, number: { typed: string; e164: string }): Promise<void> {
  const before = (await smsOf(number.e164)).length;
  await page.goto(`${appOrigin}/ops`);
  await page.locator('#phone').fill(number.typed);
  await page.locator('form button[type=submit]').click();
  await page.locator('#code').waitFor();
  for (let tries = 0; tries < 100 && (await smsOf(number.e164)).length === before; tries++)
    await page.waitForTimeout(100);
  await page.locator('#code').fill(codeIn((await smsOf(number.e164)).at(-1)?.text ?? ''));
  await page.locator('form button[type=submit]').click();
  await page.locator('#code').waitFor({ state: 'detached' });
}
/** Pays in the store; the wallet takes another sum than the price and says so. */
async function payAnotherSum(): Promise<{ typed: string; e164: string }> {
  const number = newNumber();
  const { page, context } = await openPhone(browser, { lang: 'en', script: false });
  await page.goto(`${storeOrigin}/@selam?lang=en`);
  await page.locator('main a[href*="/@selam/"]').first().click();
  await page.locator('a[href*="/checkout/"]').first().click();
  await page.locator('input[name=phone]').fill(number.typed);
  await page.locator('input[name=rail][value=telebirr]').check();
  await page.locator('main form button:visible').first().click();
  await page.waitForURL(/\/telebirr\//);
  await page.locator('input[name=pin]').fill('1234');
  await page.locator('button[value=approve]').click();
  await page.waitForURL(/\/pay\//);
  await context.close();
  return number;
}
const rowsOf = (page: Page) => page.locator('.queue a.main');
/** The queue asks every half minute; a person who waits for it reloads. */
async function untilRows(page: Page, path: string, count: number): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    await page.goto(`${appOrigin}${path}`);
    await page.locator('.queue, .empty').first().waitFor();
    if ((await rowsOf(page).count()) >= count) return;
    await page.waitForTimeout(500);
  }
  throw new Error(`${path} never had ${count} rows`);
}
/** Chooses, fills, and looks at what will happen; the sheet is open afterwards. */
async function fill(page: Page, decision: string, fields: Record<string, string>): Promise<void> {
  await page.locator(`#decide-as-${decision}`).check();
  for (const [name, value] of Object.entries(fields)) {
    const list = page.locator(`select#decide-${name}`);
    if ((await list.count()) > 0) await list.selectOption(value);
    else await page.locator(`#decide-${name}`).fill(value);
  }
}
const look = async (page: Page): Promise<void> => await page.locator('.deciding button[type=submit]').click();
const sheet = (page: Page) => page.locator('dialog[open]');
async function confirm(page: Page): Promise<string> {
  await sheet(page).locator('footer button').first().click();
  await page.locator('.result').waitFor();
  return await page.locator('.result').innerText();
}
/** Both sizes in both languages, looked at by axe each time; not `all`: Amharic on a phone, English at a desk. */
async function lookEverywhere(t: Test, { page }: Phone, name: string, all = true): Promise<void> {
  const findings: string[] = [];
  const folder = process.env.JOURNEY_PICTURES ?? '.dev/pictures';
  const was = page.viewportSize();
  for (const lang of ['am', 'en'] as const) {
    await page.evaluate(`localStorage.setItem('ws-lang', '${lang}')`);
    await page.reload();
    for (const [width, height] of [
      [360, 740],
      [1280, 800],
    ] as const) {
      if (!all && (lang === 'am') === width > 360) continue;
      await page.setViewportSize({ width, height });
      await page.locator('h1').waitFor();
      await page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
      await page.screenshot({ path: `${folder}/ops-${name}-${lang}-${width}.png`, fullPage: true });
      const where = `${name} ${lang} ${width}`;
      findings.push(...(await seriousFindings(page)).map((finding) => `${where}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${where}: wider than the screen`);
      if (/\{\w+\}/.test(await page.locator('body').innerText())) findings.push(`${where}: a place left open`);
    }
  }
  if (was !== null) await page.setViewportSize(was);
  t.same(findings, [], name);
}

t.test('who is no operator reads who the desk is for, and no door behind it opens', async (t) => {
  const phone = await openPhone(browser, { lang: 'en' });
  const { page } = phone;
  await page.goto(`${appOrigin}/ops`);
  await page.locator('#phone').fill('12345');
  await page.locator('form button[type=submit]').click();
  t.match(await alertOf(page), /0911 234 567|nine digits|digits/i, 'a wrong number says what to write');
  await signIn(phone, newNumber());
  await page.getByRole('heading', { name: 'This desk is not for you' }).waitFor();
  t.equal(await page.locator('.places').count(), 0, 'no queue is named');
  const status = await page.evaluate(`fetch('/v1/payments/operator/desk').then((answer) => answer.status)`);
  t.equal(status, 403);
  await lookEverywhere(t, phone, 'not-you');
});

t.test(
  'three payments of another sum: one is proven paid, one goes back, and bad input is refused in words',
  async (t) => {
    await tellTelebirr('normal');
    await tellTelebirr('wrong-amount-everywhere');
    const buyers = [await payAnotherSum(), await payAnotherSum(), await payAnotherSum()];
    const desk = await openPhone(browser, { lang: 'en', desk: true });
    const { page } = desk;
    await signIn(desk, seeded);
    await page.getByRole('heading', { name: 'What waits' }).waitFor();
    await untilRows(page, '/ops/payments?state=parked', 3);
    await tellTelebirr('normal');
    t.match(await page.locator('.queue').innerText(), /Another sum than the price/);
    await lookEverywhere(t, desk, 'payments');

    // By keys alone: to the first of these rows, on to the next and back, and in. Journeys before may have left others.
    const waiting = await rowsOf(page).locator('xpath=ancestor::*[self::li or self::tr][1]').allInnerTexts();
    const ours = waiting.findIndex((row) => row.includes('Another sum than the price'));
    await page.locator('h1').focus();
    for (let row = 0; row <= ours + 1; row += 1) await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ops\/payments\/[0-9a-f-]{36}/);
    await page.locator('.deciding').waitFor();
    await page.locator('h1').focus();
    await page.keyboard.press('.');
    t.equal(
      await page.evaluate('document.activeElement.closest("#decide") !== null'),
      true,
      'a dot leads to the decision',
    );
    await lookEverywhere(t, desk, 'payment');

    // What is wrong is said at the field and in the summary, and nothing happens.
    await look(page);
    t.match(await alertOf(page), /Choose what is decided/);
    await fill(page, 'paid', { note: 'seen' });
    await look(page);
    t.match(await alertOf(page), /Write the provider’s number.*\n*.*at least 5 letters/s);
    await showing(async () => await page.title(), /^Error:/);
    t.equal(await page.locator('#decide-number').getAttribute('aria-invalid'), 'true');
    t.equal(await page.locator('#decide-note').inputValue(), 'seen', 'what was typed stays');
    await fill(page, 'send-back', { number: 'two words', came: '-5', note: 'the statement shows another sum' });
    await look(page);
    t.match(await alertOf(page), /provider’s number[\s\S]*more than zero/);
    await page.screenshot({
      path: `${process.env.JOURNEY_PICTURES ?? '.dev/pictures'}/ops-refused.png`,
      fullPage: true,
    });
    t.same(await seriousFindings(page), [], 'the refusal is readable for everybody');

    // Going back on the sheet does nothing; saying yes does it once, however often it is pressed.
    const proof = `DK${Date.now().toString(36).toUpperCase()}`;
    await fill(page, 'paid', { number: proof, note: 'the statement of today has it' });
    await look(page);
    t.match(await sheet(page).innerText(), new RegExp(`booked as paid under the number ${proof}`));
    await sheet(page).getByRole('button', { name: 'Go back' }).click();
    await sheet(page).waitFor({ state: 'detached' });
    await look(page);
    const keys: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/resolve')) keys.push(request.headers()['idempotency-key'] ?? 'none');
    });
    await sheet(page).locator('footer button').first().dblclick();
    await page.locator('.result').waitFor();
    t.match(await page.locator('.result').innerText(), /The payment is now: Paid\./);
    t.equal(new Set(keys).size, 1, 'one key for one wish');
    await showing(async () => await page.locator('.timeline').innerText(), /Decided: paid/);
    await page.screenshot({ path: `${process.env.JOURNEY_PICTURES ?? '.dev/pictures'}/ops-done.png`, fullPage: true });
    await Promise.any(buyers.map(({ e164 }) => waitForSms(e164, (sms) => sms.text.includes('/r/'), 30_000)));
    t.pass('the buyer gets what was paid');

    // The next one: the same number pays nothing else; with its own number the sum goes back.
    const first = page.url();
    await page.getByRole('link', { name: 'Next case' }).click();
    await page.waitForURL((url) => url.href !== first && url.pathname.startsWith('/ops/payments/'));
    await page.locator('.deciding').waitFor();
    await fill(page, 'paid', { number: proof.toLowerCase(), note: 'the same number once more' });
    await look(page);
    await sheet(page).locator('footer button').first().click();
    await page.locator('.errors').waitFor();
    t.match(await alertOf(page), /One payment pays once/);
    t.equal(await page.locator('#decide-number').getAttribute('aria-invalid'), 'true', 'said at the field it is about');
    await fill(page, 'send-back', { number: `${proof}B`, came: '150.50', note: 'the statement shows 150.50' });
    await look(page);
    t.match(await sheet(page).innerText(), /150\.50\sbirr under the number .* sent back/);
    t.match(await confirm(page), /Paid, bought nothing/);

    await page.getByRole('link', { name: 'Back to the queue' }).last().click();
    await page.locator('.queue').waitFor();
    t.ok((await page.locator('.queue .gone').count()) >= 2, 'what was decided keeps its row and says so');

    await t.test('a dispute of what was paid: found by the provider’s number, opened, won', async (t) => {
      await page.locator('#find').fill('x y');
      await page.locator('#find').press('Enter');
      await page.getByText(/at least 4 letters/).waitFor();
      await page.locator('#find').fill(proof.toLowerCase());
      await page.locator('#find').press('Enter');
      await page.locator('.queue a.main').waitFor();
      await lookEverywhere(t, desk, 'search', false);
      await rowsOf(page).first().click();
      await page.locator('.deciding').waitFor();
      await fill(page, 'opened', { note: 'letter of the bank, 20 November' });
      await look(page);
      t.match(await confirm(page), /Disputed/);
      await page.reload();
      await page.locator('.deciding').waitFor();
      await fill(page, 'won', { note: 'the bank decided for the store' });
      await look(page);
      t.match(await confirm(page), /Paid/);
    });

    await t.test('a pause of payouts takes two people', async (t) => {
      await page.reload();
      await page.getByRole('link', { name: 'See the creator' }).click();
      await page.locator('.deciding').waitFor();
      await fill(page, 'pause', { note: 'asked by the journey' });
      await look(page);
      t.match(await alertOf(page), /Choose a reason/);
      await fill(page, 'pause', { reason: 'many-reversals', note: 'asked by the journey' });
      await look(page);
      t.match(await confirm(page), /Waits for a second person/);
      await untilRows(page, '/ops/risk?tab=proposed', 1);
      await rowsOf(page).first().click();
      await page.locator('.deciding').waitFor();
      t.ok(
        await page.locator('#decide-as-approve').isDisabled(),
        'one’s own proposal is shown, and cannot be approved',
      );
      t.match(await page.locator('#decide').innerText(), /you proposed it yourself/);
      await lookEverywhere(t, desk, 'own-pause');

      const second = await openPhone(browser, { lang: 'en', desk: true });
      const number = newNumber();
      await signIn(second, number);
      await second.page.getByRole('heading', { name: 'This desk is not for you' }).waitFor();
      await makeOperator(second.page);
      await second.page.getByRole('button', { name: 'Sign in with another number' }).click();
      await second.page.locator('#phone').waitFor();
      await second.page.waitForTimeout(1000);
      await signIn(second, number);
      await second.page.goto(page.url());
      await second.page.locator('.deciding').waitFor();
      await fill(second.page, 'approve', { note: 'seen the same numbers' });
      await look(second.page);
      t.match(await confirm(second.page), /In force/);
      // What was paused for the journey goes on.
      await second.page.reload();
      await second.page.locator('#decide-as-release').waitFor();
      await fill(second.page, 'release', { note: 'looked into, nothing found' });
      await look(second.page);
      t.match(await confirm(second.page), /Ended/);
      await second.context.close();
    });

    await t.test(
      'a wrong statement is refused whole with its lines; a right one leaves a difference to decide',
      async (t) => {
        await page.goto(`${appOrigin}/ops/books`);
        const send = page.getByRole('button', { name: 'Send the statement' });
        await send.click();
        t.match(await alertOf(page), /Choose the provider[\s\S]*Choose the file/);
        const day = await page.locator('#day').inputValue();
        const head = 'kind,txn_id,order_id,amount,fee,currency,status,time';
        const csv = (lines: string[]) => ({
          name: 'telebirr.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from([head, ...lines, ''].join('\n')),
        });
        const good = `payment,TX${Date.now()},0af3,199.50,0,ETB,done,${day} 10:05:00`;
        await page.locator('#rail').selectOption('telebirr');
        await page.locator('.tick input').check();
        await page.locator('#file').setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
        await send.click();
        t.match(await alertOf(page), /empty/);
        await page
          .locator('#file')
          .setInputFiles(csv([good, `payment,TX2,0af4,many,0,ETB,done,${day} 10:06:00`, 'payment,TX3']));
        await send.click();
        await showing(async () => await alertOf(page), /Nothing of this file was taken/);
        t.match(await alertOf(page), /Line 3:[\s\S]*Line 4:/, 'each wrong line is named');
        await page.screenshot({
          path: `${process.env.JOURNEY_PICTURES ?? '.dev/pictures'}/ops-wrong-file.png`,
          fullPage: true,
        });
        await page.locator('#file').setInputFiles(csv([good]));
        await send.click();
        await page.waitForURL(/\/ops\/books\/[0-9a-f-]{36}/);
        await rowsOf(page).first().waitFor({ timeout: 30_000 });
        t.equal(
          (await rowsOf(page).count()) >= 1,
          true,
          'nothing was kept of the refused file, and this line is not ours',
        );
        await lookEverywhere(t, desk, 'statement');
        await rowsOf(page).first().click();
        await page.locator('.deciding').waitFor();
        await fill(page, 'claimed', { note: 'asked the provider’s desk' });
        await look(page);
        t.match(await alertOf(page), /Choose who has to act/);
        await fill(page, 'claimed', { owner: 'rail', note: 'asked the provider’s desk' });
        await look(page);
        t.match(await sheet(page).innerText(), /No money moves/);
        t.match(await confirm(page), /Claimed from the provider/);
      },
    );

    await t.test('every other screen opens, in Amharic on a phone and in English at a desk', async (t) => {
      for (const [name, path] of [
        ['home', '/ops'],
        ['refunds', '/ops/refunds?state=open'],
        ['payouts', '/ops/payouts?state=held'],
        ['accounts', '/ops/accounts'],
        ['risk', '/ops/risk'],
        ['appeals', '/ops/risk?tab=appeals'],
        ['books', '/ops/books'],
        ['more', '/ops/more'],
      ] as const) {
        await page.goto(`${appOrigin}${path}`);
        await page.locator('h1').waitFor();
        await page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
        t.equal(await page.locator('.notice.bad').count(), 0, `${name} has no error`);
        await lookEverywhere(t, desk, name, false);
      }
    });
  },
);

/** Makes who is signed in an operator, as `npm run operator` does; it counts from the next signing in. */
async function makeOperator(page: Page): Promise<void> {
  const personId = await page.evaluate(
    `fetch('/v1/auth/session').then(async (answer) => (await answer.json()).personId)`,
  );
  const client = new pg.Client({ connectionString: process.env.JOURNEY_DATABASE_URL ?? '' });
  await client.connect();
  const { rowCount } = await client.query('update auth.people set operator = true where id = $1', [personId]);
  await client.end();
  if (rowCount !== 1) throw new Error('nobody became an operator');
}
