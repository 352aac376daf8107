import { t } from 'tap';
import { birr, santim } from '@windsurf/money/money';
import { sizeOf } from './parts.ts';
import { waitingText } from './waiting-texts.ts';
import type { WaitingText } from './waiting-texts.ts';

const short = 'https://app.stanstore.et/pay/s/ABCDEFGHIJKLMNOP';
const urls = [short, 'http://app.localhost:8080/pay/s/ABCDEFGHIJKLMNOP', `https://app.stanstore.et/${'A'.repeat(70)}`];
const titles: readonly (string | null)[] = [
  null,
  'Budget 2019',
  'The complete guide to everything that anybody ever wanted to know about money'.repeat(4),
  'የኢትዮጵያ ባህላዊ ምግቦች አሰራር ሙሉ መጽሐፍ ከፎቶዎች ጋር '.repeat(5),
  '👩‍👩‍👧'.repeat(60),
  'one\r\ntwo\u2028three\u202efour',
  '{url} {code} {until}',
];
const sums = [birr(1), santim(19_950), santim(99_999_999), birr(1_000_000)];
/** Cutting a title until it fits takes its time. */
const two = [santim(19_950), birr(1_000_000)];
/** Each day of a week, and each part of a day. */
const moments = Array.from({ length: 7 }, (_, n) => new Date(Date.UTC(2026, 10, 20, n * 30 + 1, 5)));
const of = (more: Partial<WaitingText>): WaitingText => ({
  title: 'Budget 2019',
  amount: santim(19_950),
  rail: 'webirr',
  url: short,
  until: null,
  code: null,
  ...more,
});

t.test('who waits is told where and not to pay again, in one part, whatever the title, sum and link', async (t) => {
  let seen = 0;
  for (const lang of ['en', 'am'] as const)
    for (const title of titles)
      for (const amount of two)
        for (const url of urls) {
          const text = waitingText(lang, of({ title, amount, url, rail: 'telebirr' }));
          if (sizeOf(text).parts !== 1) t.fail(text);
          if (/[\r\n\u2028\u202e\p{Surrogate}]/u.test(text)) t.fail(`half letters or breaks: ${text}`);
          if (!/do not pay again|ድጋሚ አይክፈሉ/.test(text)) t.fail(text);
          if (text.includes('http') && !text.endsWith(` ${url}`)) t.fail(text);
          if (url.length < 50 && !text.endsWith(url)) t.fail(`no link: ${text}`);
          if (lang === 'am' && !/[ሀ-፼]/.test(text)) t.fail(`not in her language: ${text}`);
          seen++;
        }
  t.equal(seen, 2 * titles.length * 2 * urls.length);
});

t.test('a code is one part with the whole code, the whole sum and until when', async (t) => {
  let seen = 0;
  for (const lang of ['en', 'am'] as const)
    for (const rail of ['webirr', 'another'])
      for (const amount of sums)
        for (const until of moments)
          for (const url of urls) {
            const text = waitingText(lang, of({ amount, until, url, rail, code: '700123456' }));
            if (sizeOf(text).parts !== 1) t.fail(text);
            if (!/(^|\D)700123456(\D|$)/.test(text)) t.fail(`no code: ${text}`);
            if (!/(^|[^\d,.])(1|199\.50|999,999\.99|1,000,000) (birr|ብር)/.test(text)) t.fail(`no sum: ${text}`);
            if (!/day \d+:05 \(\d+:05 |(ከጠዋቱ|ከቀኑ|ከምሽቱ|ከሌሊቱ) \d+:05/.test(text)) t.fail(`no time: ${text}`);
            if (text.includes('http') && !text.endsWith(` ${url}`)) t.fail(text);
            if (lang === 'en' && url.length < 50 && !text.endsWith(url)) t.fail(`no link: ${text}`);
            seen++;
          }
  t.equal(seen, 2 * 2 * sums.length * moments.length * urls.length);
});

t.test('a transfer by hand is one part with its sum, and with the link behind which the accounts stand', async (t) => {
  let seen = 0;
  for (const lang of ['en', 'am'] as const)
    for (const title of titles)
      for (const amount of two)
        for (const until of moments.slice(-1))
          for (const url of urls) {
            const text = waitingText(lang, of({ title, amount, until, url, rail: 'manual' }));
            if (sizeOf(text).parts !== 1) t.fail(text);
            if (!/(^|[^\d,.])(1|199\.50|999,999\.99|1,000,000) (birr|ብር)/.test(text)) t.fail(`no sum: ${text}`);
            if (url === short && !text.endsWith(` ${url}`)) t.fail(`no link: ${text}`);
            seen++;
          }
  t.equal(seen, 2 * titles.length * 2 * urls.length);
});

t.test('the words', async (t) => {
  const until = new Date('2026-11-21T06:00:00Z');
  const say = (lang: 'en' | 'am', more: Partial<WaitingText>) => waitingText(lang, of(more));
  t.equal(
    say('en', {}),
    `Still waiting: 199.50 birr for Budget 2019. Please do not pay again. We text you the result; follow it: ${short}`,
  );
  t.equal(say('am', {}), `እየጠበቅን ነው። ድጋሚ አይክፈሉ፦ ${short}`);
  t.equal(
    say('en', { until, code: '700123456' }),
    `WeBirr code 700123456: pay 199.50 birr by Saturday 9:00 (3:00 in the morning). Anyone may pay it. Follow it: ${short}`,
  );
  t.equal(
    say('am', { until, code: '700123456' }),
    'የዌብር ኮድ፦ 700123456። እስከ ቅዳሜ ከጠዋቱ 3:00 199.50 ብር ይክፈሉ።',
    'no room for the link',
  );
  t.equal(
    say('en', { until, rail: 'manual' }),
    `Budget 2019: transfer 199.50 birr by Saturday 9:00 (3:00 in the morning), then tell us the reference here: ${short}`,
  );
  t.equal(say('am', { until, rail: 'manual' }), `ያስተላልፉ፦ 199.50 ብር ${short}`);
});
