import { t } from 'tap';
import { birr, santim } from '@windsurf/money/money';
import { moneyText } from './money-texts.ts';
import type { MoneyNews } from './money-texts.ts';
import { sizeOf } from './parts.ts';

const toBuyer: readonly MoneyNews[] = [
  'refund-asked',
  'refund-sent',
  'surplus-returned',
  'paid-twice',
  'sold-out',
  'overpaid',
  'wrong-amount',
  'reversal',
  'dispute',
  'restored',
];
const toCreator: readonly MoneyNews[] = ['creator-refund-failed', 'creator-refund-done', 'creator-reversal'];
const withoutSum: readonly MoneyNews[] = ['reversal', 'dispute', 'restored'];
const titles: readonly (string | null)[] = [
  null,
  'Budget 2019',
  'The complete guide to everything that anybody ever wanted to know about money'.repeat(4),
  '“Selam’s” guide – second edition…',
  'ምግብ',
  'የኢትዮጵያ ባህላዊ ምግቦች አሰራር ሙሉ መጽሐፍ ከፎቶዎች ጋር '.repeat(5),
  '👩‍👩‍👧'.repeat(60),
  'one\r\ntwo\u2028three\u202efour',
  '{url} {amount}',
];
const short = 'https://app.stanstore.et/pay/s/ABCDEFGHIJKLMNOP';
const urls = [
  short,
  'http://app.localhost:8080/pay/s/ABCDEFGHIJKLMNOP',
  `https://app.stanstore.et/pay/${'A'.repeat(66)}`,
];

t.test(
  'each text about money is one part in both languages, with its whole sum, whatever the title and the link',
  async (t) => {
    let seen = 0;
    for (const news of [...toBuyer, ...toCreator]) {
      for (const lang of ['en', 'am'] as const) {
        for (const title of titles) {
          for (const amount of [birr(1), santim(19_950), santim(99_999_999), birr(1_000_000)]) {
            for (const url of toCreator.includes(news) ? [undefined] : urls) {
              const text = moneyText(lang, news, { title, amount, ...(url === undefined ? {} : { url }) });
              if (sizeOf(text).parts !== 1) t.fail(`${news} ${lang}: ${text}`);
              if (/[\r\n\u2028\u202e\p{Surrogate}]/u.test(text)) t.fail(`half letters or breaks: ${text}`);
              // Whole or not at all, and then nothing clings to it.
              if (url !== undefined && text.includes('http') && !text.endsWith(` ${url}`)) t.fail(text);
              const sum = /(^|[^\d,.])(1|199\.50|999,999\.99|1,000,000) (birr|ብር)/;
              if (sum.test(text.replace(title ?? '\0', '')) === withoutSum.includes(news)) t.fail(`${news}: ${text}`);
              if (lang === 'am' && !/[ሀ-፼]/.test(text)) t.fail(`not in her language: ${text}`);
              seen++;
            }
          }
        }
      }
    }
    t.equal(seen, 2 * titles.length * 4 * (toBuyer.length * urls.length + toCreator.length));
  },
);

t.test('with our short links every text to a buyer has its link, in Amharic too', async (t) => {
  for (const news of toBuyer) {
    for (const lang of ['en', 'am'] as const) {
      for (const amount of [santim(19_950), birr(1_000_000)]) {
        const text = moneyText(lang, news, { title: 'Budget 2019', amount, url: short });
        t.ok(text.endsWith(` ${short}`), text);
      }
    }
  }
});

t.test('the words are those of the pages', async (t) => {
  const say = (lang: 'en' | 'am', news: MoneyNews, url = short): string =>
    moneyText(lang, news, { title: 'Budget 2019', amount: santim(19_950), url });
  t.equal(say('en', 'refund-asked'), `199.50 birr for Budget 2019 is on its way back. Follow it: ${short}`);
  t.equal(say('am', 'refund-asked'), `199.50 ብር እየመለስን ነው፦ ${short}`);
  t.equal(say('am', 'refund-sent'), `199.50 ብር ተመልሷል፦ ${short}`);
  t.equal(say('en', 'paid-twice'), `You paid twice. 199.50 birr is on its way back; follow it: ${short}`);
  const shorter = 'https://ws.et/s/ABCDEFGHIJKL';
  t.equal(say('am', 'paid-twice', shorter), `ሁለት ጊዜ ከፍለዋል። 199.50 ብር እየመለስን ነው፦ ${shorter}`);
  t.equal(say('am', 'paid-twice', urls[2]), 'ሁለት ጊዜ ከፍለዋል። 199.50 ብር ወደ ከፈሉበት እየመለስን ነው።', 'no room for the link');
  t.equal(say('en', 'reversal'), `The bank took the payment for Budget 2019 back. Access is paused: ${short}`);
  t.equal(
    moneyText('am', 'creator-reversal', { title: 'ምግብ', amount: santim(19_950) }),
    'ባንኩ የምግብ 199.50 ብር መልሶ ወስዷል። መክፈቻው ቆሟል።',
  );
});
