import t from 'tap';
import { priceText, readPrice } from './price-field.ts';

const says = (typed: string): string | undefined => {
  const read = readPrice(typed);
  return read.ok ? undefined : read.says.en;
};

t.test('each absurd price gets a sentence that says what to write', async (t) => {
  t.equal(says('-1'), 'Write an amount above zero, like 199.50.');
  t.equal(says('−1'), 'Write an amount above zero, like 199.50.');
  t.equal(says('0.001'), 'Write at most two digits after the dot, like 199.50.');
  t.equal(says('1e9'), 'Write the price with digits only, like 199.50.');
  t.match(says('1000000000'), /^Write an amount of at most 1,000,000.birr\.$/u);
  t.equal(says('፻'), 'Write the price with 1 2 3, like 199.50.');
  t.equal(says(''), 'Write an amount like 199.50.');
  t.equal(says('   '), 'Write an amount like 199.50.');
  t.match(says('0'), /at least 1.birr/u);
});

t.test('a good price is santim, and what stands in the field comes back as typed', async (t) => {
  for (const [typed, santim, text] of [
    ['199.5', 19_950, '199.50'],
    ['199.50', 19_950, '199.50'],
    ['1,234', 123_400, '1234'],
    ['200 birr', 20_000, '200'],
    ['1', 100, '1'],
  ] as const) {
    const read = readPrice(typed);
    t.equal(read.ok && read.santim, santim, typed);
    t.equal(priceText(santim), text);
    const again = readPrice(priceText(santim));
    t.equal(again.ok && again.santim, santim);
  }
  t.equal(priceText(5), '0.05');
});
