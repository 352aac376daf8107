import { t } from 'tap';
import { birr, santim } from '@windsurf/money/money';
import { plainLatin, sizeOf } from './parts.ts';
import { codeText, failureText, missingFileText, receiptText, saleText } from './texts.ts';

t.test('parts are counted as the gateway charges them', async (t) => {
  const table: [string, string, number][] = [
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    ['ሰ'.repeat(70), 'UCS-2', 1],
    ['ሰ'.repeat(71), 'UCS-2', 2],
    ['ሰ'.repeat(134), 'UCS-2', 2],
    ['ሰ'.repeat(135), 'UCS-2', 3],
    ['€'.repeat(80), 'GSM-7', 1],
    ['€'.repeat(81), 'GSM-7', 2],
    [`${'€'.repeat(76)}${'€'.repeat(76)}`, 'GSM-7', 2],
    [`${'€'.repeat(76)}${'€'.repeat(76)}€`, 'GSM-7', 3],
    ['ዋጋ 150 ብር', 'UCS-2', 1],
    [`${'a'.repeat(69)}’`, 'UCS-2', 1],
    [`${'a'.repeat(70)}’`, 'UCS-2', 2],
    ['😀'.repeat(35), 'UCS-2', 1],
    ['😀'.repeat(36), 'UCS-2', 2],
    ['😀'.repeat(67), 'UCS-2', 3],
    ['[one] {two} ~ ^', 'GSM-7', 1],
  ];
  for (const [text, encoding, parts] of table) {
    t.same(sizeOf(text), { parts, encoding }, `${text.length} × ${text.slice(0, 4)}`);
  }
});

t.test('curly quotes do not make a Latin message dear, and stay where nothing is won', async (t) => {
  t.equal(plainLatin('“It’s” – here…'), '"It\'s" - here...');
  t.equal(plainLatin('“ሰላም”'), '“ሰላም”');
});

t.test('a code fits one part in both languages, and its last line is the one that browsers look for', async (t) => {
  for (const host of ['app.localhost', 'app.stanstore.et', 'a-rather-long-name.of-a-staging.stanstore.example.com']) {
    for (const lang of ['en', 'am'] as const) {
      const text = codeText(lang, { code: '012345', host });
      t.equal(sizeOf(text).parts, 1, `${lang} ${host}: ${text.length}`);
      t.equal(text.split('\n').at(-1), `@${host} #012345`);
      t.match(text.split('\n')[0], /012345/, 'a person who reads sees it first');
    }
  }
  t.equal(sizeOf(codeText('en', { code: '012345', host: 'app.localhost' })).encoding, 'GSM-7');
  t.match(codeText('am', { code: '012345', host: 'app.stanstore.et' }), /የዊንድሰርፍ ኮድ፦ 012345። ለማንም አይንገሩ።\n@/);
  t.notMatch(codeText('am', { code: '012345', host: 'x'.repeat(60) }), /[ሀ-፼]/, 'Latin when Amharic cannot fit');
});

t.test('a code that changes where money goes says so, in one part', async (t) => {
  const [en, am] = (['en', 'am'] as const).map((lang) =>
    codeText(lang, { code: '012345', host: 'app.stanstore.et', money: true }),
  );
  t.match(en, /changes where your money goes/);
  t.match(am, /ገንዘብዎ የሚሄድበትን የሚቀይር/);
  for (const text of [en ?? '', am ?? '']) t.equal(sizeOf(text).parts, 1, text);
});

const titles: [string, string][] = [
  ['short', 'Budget 2019'],
  ['long', 'The complete guide to everything that anybody ever wanted to know about money, in nine volumes'.repeat(3)],
  ['quoted', '“Selam’s” guide – second edition…'],
  ['Amharic', 'ምግብ'],
  ['long Amharic', 'የኢትዮጵያ ባህላዊ ምግቦች አሰራር ሙሉ መጽሐፍ ከፎቶዎች ጋር '.repeat(5)],
  ['one word', 'ሀ'.repeat(300)],
  ['families', '👩‍👩‍👧'.repeat(60)],
  ['a letter', 'ሀ'],
  ['places', '{url} {store} {amount}'],
  ['lines', 'one\r\ntwo\u2028three\u0000\u202efour'],
];
const urls = ['http://localhost:8080/r/ABCDEFGHIJKLMNOPQRSTUV', `https://stanstore.et/r/${'A'.repeat(43)}`];

t.test('a receipt is one part with its whole link at the end, however long the title', async (t) => {
  let seen = 0;
  for (const [name, title] of titles) {
    for (const url of urls) {
      for (const lang of ['en', 'am'] as const) {
        const text = receiptText(lang, { title, store: 'የሰላም የመጽሐፍት መደብር በአዲስ አበባ', url });
        t.equal(sizeOf(text).parts, 1, `${lang} ${name}`);
        t.ok(text.endsWith(` ${url}`), 'nothing clings to the link');
        t.notMatch(text, /[\r\n\u2028\u202e\p{Surrogate}]/u, 'no half letters, no line breaks, nothing reversed');
        seen++;
      }
    }
  }
  t.equal(seen, titles.length * 4);
  const url = urls[0] ?? '';
  t.equal(
    receiptText('en', { title: 'Budget 2019', store: 'Selam', url }),
    `Paid: Budget 2019 from Selam. Open it here: ${url}`,
  );
  t.equal(receiptText('am', { title: 'ምግብ', store: 'ሰላም', url }), `ተከፍሏል፦ ምግብ፣ ሰላም ${url}`);
  const cut = receiptText('en', { title: titles[1]?.[1] ?? '', store: 'Selam', url });
  t.match(cut, /^Paid: The complete guide .*\.\.\. from Selam/);
  t.equal(sizeOf(cut).encoding, 'GSM-7');
});

t.test('a sale is one part with its whole amount', async (t) => {
  for (const [name, title] of titles) {
    for (const lang of ['en', 'am'] as const) {
      for (const net of [birr(1), santim(19950), birr(1_000_000)]) {
        const text = saleText(lang, { title, net });
        t.equal(sizeOf(text).parts, 1, `${lang} ${name}`);
        t.match(text, /(^|[^\d,.])(1|199\.50|1,000,000) (birr|ብር)/);
      }
    }
  }
  t.equal(
    saleText('en', { title: 'Budget 2019', net: santim(19_503) }),
    'Sold: Budget 2019. 195.03 birr for you after fees.',
  );
  t.equal(saleText('am', { title: null, net: birr(190) }), 'አንድ ምርት ተሸጧል። የእርስዎ ድርሻ 190 ብር።');
});

t.test('a failed payment and a missing file are one part each, whatever the title', async (t) => {
  const confirmed = ['refused', 'no-money', 'wrong-pin', 'cancelled', 'limit', 'not-paid'];
  let seen = 0;
  for (const title of [null, ...titles.map(([, one]) => one)]) {
    for (const lang of ['en', 'am'] as const) {
      for (const reason of [...confirmed, 'rail-down', 'expired', 'reversed', 'given-up', 'other']) {
        for (const rail of ['telebirr', 'cbebirr', 'webirr', 'chapa', 'mpesa', 'manual']) {
          const text = failureText(lang, { title, reason, rail });
          t.equal(sizeOf(text).parts, 1, text);
          t.equal(/nothing was taken|ምንም አልተቆረጠም/i.test(text), confirmed.includes(reason), `${lang} ${reason}`);
          if (rail !== 'telebirr') t.notMatch(text, /telebirr|ቴሌብር/, 'no rail is blamed for another one');
          seen++;
        }
      }
      t.equal(sizeOf(missingFileText(lang, { title })).parts, 1, missingFileText(lang, { title }));
    }
  }
  t.equal(seen, 2 * 11 * 6 * (titles.length + 1));
});
