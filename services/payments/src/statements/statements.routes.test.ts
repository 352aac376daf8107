import t from 'tap';
import { unzipSync } from 'fflate';
import { extractText } from 'unpdf';
import { startTestPayments } from '../testing.ts';
import type { TestPayments, TestProduct } from '../testing.ts';
import {
  ethiopianMonthLabel,
  ethiopianMonthsOf,
  fiscalYearLabel,
  fiscalYearOf,
  monthLabel,
  monthOf,
  periodOfFiscalYear,
  periodOfMonth,
} from './period.ts';
import { csv } from './statement-table.ts';

const textOf = async (bytes: Uint8Array): Promise<string> =>
  (await extractText(new Uint8Array(bytes), { mergePages: true })).text;

async function sell(lab: TestPayments, product: TestProduct, phone?: string): Promise<void> {
  const { orderId } = await lab.begin(product, phone);
  await lab.outside.telebirr.approve(orderId);
  await lab.work();
}

t.test('months and fiscal years begin and end where Addis Ababa says, and have both calendars', async (t) => {
  const { begin, end } = periodOfMonth('2026-11');
  t.strictSame([begin.toISOString(), end.toISOString()], ['2026-10-31T21:00:00.000Z', '2026-11-30T21:00:00.000Z']);
  t.equal(monthOf(new Date('2026-11-30T21:00:00Z')), '2026-12');
  t.equal(periodOfMonth('2026-12').end.toISOString(), '2026-12-31T21:00:00.000Z');
  t.equal(monthLabel('2026-11', 'en'), 'November 2026 (22 Tikimt – 21 Hidar 2019)');
  t.match(monthLabel('2026-09', 'am'), /ነሐሴ 26 2018 – መስከረም 20 2019 \(ሴፕቴምበር 2026\)/);
  // The fiscal year begins on 1 Hamle, the eighth of July, in each kind of year.
  for (const year of [2016, 2017, 2018, 2019, 2020]) {
    const of = periodOfFiscalYear(year);
    t.equal(of.begin.toISOString(), `${year + 7}-07-07T21:00:00.000Z`);
    t.equal(of.end.toISOString(), `${year + 8}-07-07T21:00:00.000Z`);
    t.equal(fiscalYearOf(of.begin), year);
    t.equal(fiscalYearOf(new Date(of.begin.getTime() - 1)), year - 1);
  }
  t.equal(fiscalYearLabel(2019, 'en'), 'Fiscal year 2019 E.C. (8 July 2026 to 7 July 2027)');
  t.equal(ethiopianMonthsOf(2019).length, 13);
  t.equal(ethiopianMonthsOf(2019)[0], '2018-11');
  t.equal(ethiopianMonthLabel('2019-03', 'en'), 'Hidar 2019 (10 Nov – 9 Dec 2026)');
});

t.test('a table cannot be made to calculate, and reads back as it was', async (t) => {
  const text = csv([['=1+1', '-12.50', '-x', '+251', '@a', 'a,b', 'say "ሰላም"', null, 3, 'two\nlines']]);
  t.equal(text, '\u{FEFF}\'=1+1,-12.50,\'-x,\'+251,\'@a,"a,b","say ""ሰላም""",,3,"two\nlines"\r\n');
});

t.test('a month as screen, PDF and table; a fiscal year as pack; each for its creator alone', async (t) => {
  const lab = await startTestPayments(t);
  const get = async (url: string, headers: object = lab.seller.headers) =>
    await lab.app.inject({ url, headers: headers as Record<string, string> });
  t.same((await get('/v1/payments/statements')).json(), { months: [], years: [] }, 'nothing before the first sale');
  const month = monthOf(lab.clock.now());
  const year = fiscalYearOf(lab.clock.now());
  const urls = [
    `/v1/payments/statements/${month}`,
    `/v1/payments/statements/${month}/statement.pdf`,
    `/v1/payments/statements/${month}/statement.csv`,
    `/v1/payments/tax-packs/${year}`,
  ];
  for (const url of urls) t.equal((await get(url)).statusCode, 404, url);
  await lab.app.inject({
    method: 'PUT',
    url: '/v1/billing/tax-profile',
    headers: lab.seller.headers,
    body: {
      legalName: 'ሰላማዊት ገብረ ሥላሴ',
      address: 'Bole',
      tin: '0012347890',
      vat: { number: 'ET-0012', since: '2026-01-01' },
    },
  });
  const product = await lab.product(11_500, lab.seller, '=ሻይ, "ለሁለት"');
  await sell(lab, product);
  await sell(lab, product, '0911000001');

  t.match((await get('/v1/payments/statements?lang=en')).json(), {
    months: [{ month, open: true, salesSantim: 23_000, refundsSantim: 0 }],
    years: [{ year, open: true }],
  });
  const [screen, pdf, table, pack] = [
    await get(urls[0] ?? ''),
    await get(`${urls[1]}?lang=am`),
    await get(urls[2] ?? ''),
    await get(`${urls[3]}?lang=en`),
  ];
  t.match(screen.json(), {
    month,
    open: true,
    openingSantim: 0,
    closingSantim: 21_850,
    sums: {
      salesSantim: 23_000,
      platformFeeSantim: 1150,
      receipts: 2,
      receiptsSantim: 23_000,
      vatSantim: 3000,
      sharesOutSantim: 0,
      sharesInSantim: 0,
      otherSantim: 0,
    },
    lines: [
      { what: 'receipt', number: 1, orderNumber: 1, amountSantim: 11_500, vatSantim: 1500 },
      { what: 'receipt', number: 2 },
    ],
    lineCount: 2,
  });
  t.equal(pdf.headers['content-type'], 'application/pdf');
  t.ok(pdf.rawPayload.length < 80_000);
  const text = await textOf(pdf.rawPayload);
  for (const words of ['ሰላማዊት ገብረ ሥላሴ', 'ወርሃዊ መግለጫ', '230.00', '218.50', '30.00']) t.match(text, words);
  t.match(table.headers, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': /^attachment; filename="statement-/,
  });
  t.match(table.body, '"\'=ሻይ, ""ለሁለት""",telebirr,115.00,100.00,15,15.00,5.75,109.25');
  t.equal(table.body.trim().split('\r\n').length, 3);

  const files = unzipSync(new Uint8Array(pack.rawPayload));
  t.strictSame(Object.keys(files).toSorted(), [
    `tax-${year}/months-${year}.csv`,
    `tax-${year}/receipts-${year}.csv`,
    `tax-${year}/yearly-statement-${year}.pdf`,
  ]);
  const sums = Buffer.from(files[`tax-${year}/months-${year}.csv`] ?? []).toString();
  t.equal(sums.trim().split('\r\n').length, 15, 'thirteen months, a head and a sum');
  t.match(sums, /total,,2,230\.00,0,0\.00,230\.00,0\.00,30\.00,11\.50,0\.00,0\.00/);
  t.match(
    await textOf(files[`tax-${year}/yearly-statement-${year}.pdf`] ?? new Uint8Array()),
    `Fiscal year ${year} E.C.`,
  );

  await t.test('nobody else', async (t) => {
    const stranger = lab.people.person({ creator: true }).headers;
    for (const url of urls) {
      t.equal((await get(url, stranger)).statusCode, 404, 'a stranger has no such month');
      t.equal((await get(url, {})).statusCode, 401);
      t.equal((await get(url, lab.people.person().headers)).statusCode, 403);
    }
    t.same((await get('/v1/payments/statements', stranger)).json(), { months: [], years: [] });
    t.equal((await get('/v1/payments/statements/2026-13')).statusCode, 404);
    t.equal((await get('/v1/payments/statements/2026-13/statement.pdf')).statusCode, 404);
    t.equal((await get('/v1/payments/tax-packs/1')).statusCode, 404);
    t.equal((await get(`${urls[0]}?lang=fr`)).statusCode, 422);
  });
});
