import t from 'tap';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Paper } from './paper.ts';
import { createPress } from './press.ts';

const paper = (more: Partial<Paper> = {}): Paper => ({
  lang: 'am',
  issuer: ['ሰላማዊት ገብረ ሥላሴ'],
  title: 'ደረሰኝ',
  number: 'ቁ. 1',
  facts: [],
  tables: [],
  sums: [],
  notes: [],
  at: new Date('2026-11-20T09:00:00Z'),
  ...more,
});
const read = async (bytes: Uint8Array): Promise<{ text: string; pages: number }> => {
  const { text, totalPages } = await extractText(new Uint8Array(bytes), { mergePages: true });
  return { text, pages: totalPages };
};

t.test('every letter of the Ethiopic script reads back from a paper, and names stay whole', async (t) => {
  const press = createPress();
  t.teardown(async () => await press.close());
  let letters = '';
  for (let point = 0x1200; point <= 0x137c; point += 1) {
    const sign = String.fromCodePoint(point);
    if (/\p{L}|\p{N}|\p{P}/u.test(sign)) letters += sign;
  }
  t.ok(letters.length > 330, `${letters.length} letters`);
  const rows = letters.match(/.{1,24}/gu) ?? [];
  const names = ['ሰላማዊት ገብረ ሥላሴ', 'ፀሐይነሽ ኃይለ ሚካኤል', 'ጸጋዬ ዐቢይ', 'ኰስትሬ ቍጫ', 'ዘርዐ ያዕቆብ'];
  const pdf = await press.print([paper({ notes: rows, facts: names.map((name) => ['ገዢ', name]) })]);
  const { text } = await read(pdf);
  for (const row of [...rows, ...names]) t.match(text, row);
  t.ok(pdf.length < 80_000, `${pdf.length} bytes with every letter`);
});

t.test('what the face does not have breaks nothing: pictures go, other scripts become a question mark', async (t) => {
  const press = createPress();
  t.teardown(async () => await press.close());
  const notes = ['ሻይ 😀👩‍👩‍👧 tea', 'كتاب', '\u202eevil\u0000\u0007', '“quote” — 5 % … ½'];
  const { text } = await read(await press.print([paper({ notes })]));
  t.match(text, 'ሻይ tea');
  t.match(text, '????');
  t.match(text, 'evil');
  t.match(text, '“quote” — 5 % … ');
});

t.test('a long paper goes on over pages, each with its number, and is A4', async (t) => {
  const press = createPress();
  t.teardown(async () => await press.close());
  const rows = Array.from({ length: 120 }, (_, at) => [`ቀን ${at + 1}`, `${at}.00`]);
  const columns = [
    { label: 'ቀን', share: 0.6 },
    { label: 'ድምር', share: 0.4, align: 'right' },
  ] as const;
  const pdf = await press.print([paper({ tables: [{ columns, rows }] })]);
  const { text, pages } = await read(pdf);
  t.ok(pages >= 3, `${pages} pages`);
  for (const [day] of rows) t.match(text, day);
  t.match(text, `${pages} / ${pages}`);
  const page = await (await getDocumentProxy(new Uint8Array(pdf))).getPage(1);
  t.strictSame(page.view.map(Math.round), [0, 0, 595, 842]);
});

t.test(
  'the process of the press comes with the first paper, goes when idle, and its death hurts one paper only',
  async (t) => {
    const press = createPress({ idleMs: 50 });
    t.teardown(async () => await press.close());
    t.notOk(press.warm(), 'nothing is started for nobody');
    const [one, two] = await Promise.all([press.print([paper()]), press.print([paper({ title: 'Receipt' })])]);
    t.match((await read(one)).text, 'ደረሰኝ');
    t.match((await read(two)).text, 'Receipt');
    const until = Date.now() + 5000;
    while (press.warm() && Date.now() < until) await new Promise((resolve) => setImmediate(resolve));
    t.notOk(press.warm(), 'gone');
    t.ok((await press.print([paper()])).length > 1000, 'and there again');
    await t.rejects(press.print([]), /no paper to draw/);
    const dying = press.print([paper()]);
    const [ended] = await Promise.all([dying.catch((error: unknown) => error), press.close()]);
    t.match(ended, { type: 'busy-now', status: 503 });
    t.ok((await press.print([paper()])).length > 1000, 'the next one is printed');
  },
);

t.test('who would wait for too many papers is told to come again', async (t) => {
  const press = createPress();
  t.teardown(async () => await press.close());
  const all = await Promise.allSettled(Array.from({ length: 40 }, async () => await press.print([paper()])));
  t.equal(all.filter(({ status }) => status === 'fulfilled').length, 32);
});

t.test('files are packed with their names, and twice the same pack is the same bytes', async (t) => {
  const press = createPress();
  t.teardown(async () => await press.close());
  const at = new Date('2026-11-20T09:00:00Z');
  const files = { 'tax-2019/receipts.csv': Buffer.from('a,b\r\n'), 'tax-2019/ሰላም.txt': Buffer.from('ሰላም') };
  const pack = await press.zip(files, at);
  const found = unzipSync(new Uint8Array(pack));
  t.strictSame(Object.keys(found), Object.keys(files));
  t.equal(Buffer.from(found['tax-2019/ሰላም.txt'] ?? []).toString(), 'ሰላም');
  t.ok((await press.zip(files, at)).equals(pack));
});
