import { SegmentedMessage } from 'sms-segments-calculator';
import t from 'tap';
import { countParts } from './sms-parts.ts';

t.test('parts are those of the table in the protocol', async (t) => {
  const table: [text: string, encoding: string, parts: number][] = [
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
    ['€'.repeat(153), 'GSM-7', 3],
    ['ዋጋ 150 ብር', 'UCS-2', 1],
    ['', 'GSM-7', 1],
    ['it’s', 'UCS-2', 1],
  ];
  for (const [text, encoding, parts] of table)
    t.same(countParts(text), { encoding, parts }, `${text.length} × ${text.slice(0, 4)}`);
});

t.test('an independent counter agrees on many mixed texts', async (t) => {
  const letters = ['a', 'Z', '€', '~', 'ሰ', '፡', '😀', ' ', 'é', '\n', '1'];
  let state = 7;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  let seen = 0;
  for (let round = 0; round < 400; round++) {
    const choice = round % 2 === 0 ? letters.filter((one) => !/[ሰ፡😀]/u.test(one)) : letters;
    const text = Array.from({ length: 1 + random(500) }, () => choice[random(choice.length)] ?? 'a').join('');
    const theirs = new SegmentedMessage(text, 'auto', false);
    const { parts, encoding } = countParts(text);
    if (parts === theirs.segmentsCount && encoding === theirs.encodingName) seen += 1;
    else t.fail(`${JSON.stringify(text)}: ${parts} ${encoding}, theirs ${theirs.segmentsCount} ${theirs.encodingName}`);
  }
  t.equal(seen, 400);
});
