import t from 'tap';
import { base64, dayInEat, dayWrong, fileWrong, MOST_BYTES, yesterday } from './csv-file.ts';

t.test('a statement of any size and any bytes travels whole', async (t) => {
  for (const size of [1, 2, 3, 0x8000, 0x8001, 200_000]) {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31) % 256);
    t.ok(Buffer.from(base64(bytes), 'base64').equals(Buffer.from(bytes)), `${size} bytes`);
  }
});

t.test('no file, an empty and a large one are told apart before anything is sent', async (t) => {
  t.match(fileWrong(undefined)?.en, /Choose the file/);
  t.match(fileWrong({ size: 0 })?.en, /empty/);
  t.match(fileWrong({ size: MOST_BYTES + 1 })?.en, /larger/);
  t.equal(fileWrong({ size: MOST_BYTES }), undefined);
  t.ok(Math.ceil(MOST_BYTES / 3) * 4 <= 14_000_000, 'the API takes it');
});

t.test('a day ends at midnight in East Africa, and only one that is over has a statement', async (t) => {
  const late = Date.parse('2026-11-20T20:59:59Z');
  t.equal(dayInEat(late), '2026-11-20');
  t.equal(dayInEat(late + 1000), '2026-11-21');
  t.equal(yesterday(late), '2026-11-19');
  t.equal(dayWrong('2026-11-19', late), undefined);
  for (const day of ['', '2026-11-20', '2026-11-21', '2026-02-30', '19/11/2026', 'x']) t.ok(dayWrong(day, late), day);
});
