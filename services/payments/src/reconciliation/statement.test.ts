import t from 'tap';
import { readStatement } from './statement.ts';
import type { StatementFormat } from './statement.ts';

const day = '2026-11-19';
const own: StatementFormat = {
  delimiters: [',', ';', '\t'],
  kind: 'kind',
  txnId: 'txn_id',
  orderReference: 'order_id',
  paymentTxnId: 'payment_txn_id',
  amount: 'amount',
  fee: 'fee',
  currency: 'currency',
  status: 'status',
  at: 'time',
  kinds: { payment: 'payment', refund: 'refund', other: 'other' },
  statuses: { done: 'done', pending: 'pending', failed: 'failed', reversed: 'reversed' },
  times: ['iso', 'YYYY-MM-DD HH:mm:ss', 'DD/MM/YYYY HH:mm:ss'],
};
const telebirr: StatementFormat = {
  delimiters: [',', ';', '\t'],
  txnId: 'Receipt No.',
  orderReference: 'Merchant Order ID',
  amount: 'Amount',
  status: 'Transaction Status',
  at: 'Completion Time',
  statuses: { Completed: 'done' },
  times: ['DD/MM/YYYY HH:mm:ss'],
};
const head = 'kind,txn_id,order_id,amount,fee,currency,status,time';
const line = 'payment,TX0001,0af3,199.50,2.00,ETB,done,2026-11-19 10:05:00';
const read = (text: string, format = own) => readStatement(Buffer.from(text), format, day);
const wrongOf = (text: string, format = own) => {
  const result = read(text, format);
  return result.ok ? [] : result.wrong.map(({ line: at, problem }) => `${at} ${problem}`);
};
const amountsOf = (text: string) => {
  const result = read(text);
  return result.ok ? result.rows.map(({ amount }) => amount) : result.wrong;
};

t.test('a line becomes what it says: santim, East Africa’s time, our words', async (t) => {
  const result = read(`${head}\n${line}\nrefund,RF1,,-50,,,done,2026-11-19T08:00:00Z\n`);
  t.same(result.ok && result.rows, [
    {
      line: 2,
      kind: 'payment',
      txnId: 'TX0001',
      orderReference: '0af3',
      paymentTxnId: null,
      amount: 19_950,
      fee: 200,
      status: 'done',
      at: new Date('2026-11-19T07:05:00Z'),
    },
    {
      line: 3,
      kind: 'refund',
      txnId: 'RF1',
      orderReference: null,
      paymentTxnId: null,
      amount: 5_000,
      fee: 0,
      status: 'done',
      at: new Date('2026-11-19T08:00:00Z'),
    },
  ]);
  t.same(read(head), { ok: true, rows: [] }, 'a day without payments is a statement too');
});

t.test('what Excel and the portals do to a file does not change it', async (t) => {
  const good = read(`${head}\n${line}`);
  const plain = `${head}\n${line}\n`;
  const variants: Record<string, string> = {
    'CR and LF': plain.replaceAll('\n', '\r\n'),
    'old Mac ends': plain.replaceAll('\n', '\r'),
    'a mark of UTF-8': `\ufeff${plain}`,
    semicolons: plain.replaceAll(',', ';'),
    tabs: plain.replaceAll(',', '\t'),
    'sep=': `sep=;\n${plain.replaceAll(',', ';')}`,
    'everything in quotes': plain.replaceAll(/[^,\n]+/g, '"$&"'),
    'headings in capitals and spaces': plain.replace('kind', ' KIND ').replace('txn_id', 'TXN_ID'),
    'guarded numbers': plain.replace('TX0001', '="TX0001"').replace('0af3', "'0af3"),
    'hidden signs': plain.replace('TX0001', '\u200eTX0001\u200b').replace('199.50', '\u00a0199.50\u00a0'),
    'empty lines at the end': `${plain}\n\n,,,,,,,\n`,
    'titles above': `Statement of merchant 12\n\n${plain}`,
  };
  for (const [name, text] of Object.entries(variants)) {
    const result = read(text);
    t.ok(result.ok, `${name}: ${JSON.stringify(result)}`);
    t.match(result.ok && good.ok && { ...result.rows[0], line: 0 }, good.ok && { ...good.rows[0], line: 0 }, name);
  }
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plain, 'utf16le')]);
  t.ok(readStatement(utf16, own, day).ok, 'UTF-16 with its mark');
  const swapped = Buffer.from(utf16).swap16();
  t.ok(readStatement(swapped, own, day).ok, 'and the other way round');
  const amharic: StatementFormat = { ...own, txnId: 'የግብይት ቁጥር', status: 'ሁኔታ', statuses: { ተፈጽሟል: 'done' } };
  const text = `ዓይነት,የግብይት ቁጥር,kind,amount,ሁኔታ,time\n"ክፍያ, ሻይ ""ለሁለት""",TX9,payment,ብር 10,ተፈጽሟል,2026-11-19 10:05:00`;
  t.match(read(text, amharic), { ok: true, rows: [{ txnId: 'TX9', amount: 1_000, status: 'done' }] });
  const excel =
    'Receipt No.;Merchant Order ID;Amount;Transaction Status;Completion Time\nFT26X;abc;"1,234.50";Completed;19/11/2026 9:05';
  t.match(read(excel, telebirr), {
    ok: true,
    rows: [{ amount: 123_450, kind: 'payment', at: new Date('2026-11-19T06:05:00Z') }],
  });
});

t.test('amounts are decimal text, never floats; what could be two sums is none', async (t) => {
  const of = (amount: string, kind = 'payment') => `${head}\n${kind},TX1,,"${amount}",,ETB,done,2026-11-19 10:00:00`;
  for (const [amount, santim] of [
    ['0.07', 7],
    ['10', 1_000],
    ['10.5', 1_050],
    ['1,234.56', 123_456],
    ['1 234 567.89', 123_456_789],
    ['ETB 12.00', 1_200],
    ['12.00 birr', 1_200],
    ['90071992547.99', 9_007_199_254_799],
  ] as const)
    t.same(amountsOf(of(amount)), [santim], amount);
  t.same(amountsOf(of('(50.25)', 'refund')), [5_025]);
  for (const amount of [
    '199,50',
    '1.234,50',
    '12,34,567',
    '10.999',
    '1e3',
    '፲',
    '10 10',
    '-5',
    '(5)',
    'ten',
    '0x10',
    '.',
    '10.',
  ])
    t.match(amountsOf(of(amount)), [{ line: 2 }], amount);
  t.equal(wrongOf(of('10.00').replace(',,ETB', ',11.00,ETB'))[0], '2 fee-above');
});

t.test('a file with a wrong line is refused whole, and each wrong line is named by its number', async (t) => {
  const lines = [
    line,
    line.replace('TX0001', ''),
    line.replace('TX0001', '1.23457E+11'),
    line.replace('TX0001', '=HYPERLINK("http://x")'),
    line.replace('199.50', '@SUM(A1)'),
    line.replace('199.50', ''),
    line.replace('ETB', 'USD'),
    line.replace('done', 'Erledigt'),
    line.replace('payment', 'gift'),
    line.replace('2026-11-19 10:05:00', '2026-02-31 10:00:00'),
    line.replace('2026-11-19', '2026-11-18'),
    line.replace('2026-11-19 10:05:00', '2026-11-19T21:00:00Z'),
    `${line},more`,
    'payment,TX2',
    line.replace('TX0001', 'TX 1;drop'),
  ];
  t.same(wrongOf([head, ...lines].join('\n')), [
    '3 empty',
    '4 shortened',
    '5 formula',
    '6 formula',
    '7 empty',
    '8 currency',
    '9 status',
    '10 kind',
    '11 time',
    '12 other-day',
    '13 other-day',
    '14 cells-count',
    '15 cells-count',
    '16 reference',
  ]);
  t.same(
    wrongOf(`sep=,\r\n${head}\r\n${line}\r\npayment,,,1,,,done,2026-11-19 10:00:00`),
    ['4 empty'],
    'lines as the file counts them',
  );
  const spread = `${head}\n"payment","TX1","a\nb",1,,ETB,done,2026-11-19 10:00:00\n${line.replace('done', 'odd')}`;
  t.same(wrongOf(spread), ['2 reference', '4 status'], 'also behind a cell of two lines');
});

t.test('what is no statement is refused with what to do', async (t) => {
  t.same(wrongOf(''), ['1 columns']);
  t.same(wrongOf('a,b\n1,2'), ['1 columns']);
  const missing = read(head.replace('txn_id', 'number'));
  t.match(missing, { ok: false, wrong: [{ problem: 'columns', params: { missing: 'txn_id', found: /number/ } }] });
  t.match(wrongOf(`${head}\npayment,"TX1,,1,,ETB,done,2026-11-19`)[0], /quotes$/);
  t.match(readStatement(Buffer.from('PK\u0003\u0004xlsx'), own, day), { ok: false, wrong: [{ problem: 'workbook' }] });
  t.match(readStatement(Buffer.from([0x8a, 0x9b, 0xff, 0x20]), own, day), {
    ok: false,
    wrong: [{ problem: 'not-text' }],
  });
  t.match(readStatement(Buffer.from('kind\u0000,'), own, day), { ok: false, wrong: [{ problem: 'not-text' }] });
  const many = read(`${head}\n${`${line}\n`.repeat(50_001)}`);
  t.match(many, { ok: false, wrong: [{ problem: 'too-many' }] });
});
