import { phraseDefects, phrasesIn } from '@windsurf/language/phrase-check';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import {
  birr,
  formatBirr,
  GREATEST_PRICE,
  LEAST_PRICE,
  parseBirr,
  parseWireAmount,
  type Santim,
  santim,
  splitPercent,
  sum,
  telebirrAmount,
} from './money.ts';
import * as words from './words-money.ts';

const price = fc.integer({ min: LEAST_PRICE, max: GREATEST_PRICE }).map(santim);
const anyAmount = fc.maxSafeInteger().map(santim);

t.test('a price is read as people type it', async (t) => {
  const cases: Record<string, number> = {
    '199.5': 19950,
    '199.50': 19950,
    '199.05': 19905,
    '199': 19900,
    '1': 100,
    '1000000': 100_000_000,
    '1,000,000.00': 100_000_000,
    '1,234.50': 123450,
    '1,234': 123400,
    '12,500': 1_250_000,
    '1 234.50': 123450,
    '1\u00a0234': 123400,
    '1\u202f234\u202f567': -1,
    '  199.50  ': 19950,
    '199.50 birr': 19950,
    '199.50\u00a0birr': 19950,
    '199 BIRR': 19900,
    '199birr': 19900,
    '199 br': 19900,
    '199 Br.': 19900,
    'ETB 199': 19900,
    'Birr 199.50': 19950,
    '199 ብር': 19900,
    '199.50ብር': 19950,
    'ብር 1,234.50': 123450,
    '0199.50': 19950,
    '\u200e199.50\u200e': 19950,
  };
  for (const [typed, expected] of Object.entries(cases)) {
    const parsed = parseBirr(typed);
    // 1 234 567 is a number, but above the limit: the grouping was understood.
    if (expected < 0) t.match(parsed, { ok: false, problem: 'too-large' }, JSON.stringify(typed));
    else t.same(parsed, { ok: true, santim: expected }, JSON.stringify(typed));
  }
});

t.test('what is not clearly a price is refused with a sentence that says what to write', async (t) => {
  const cases: Record<string, string> = {
    '': 'empty',
    '  ': 'empty',
    birr: 'empty',
    abc: 'letters',
    '1e9': 'letters',
    '0x10': 'letters',
    Infinity: 'letters',
    NaN: 'letters',
    '199 dollars': 'letters',
    '199 birrs': 'letters',
    'አንድ መቶ': 'letters',
    '١٩٩': 'letters',
    '１９９': 'letters',
    '19²': 'letters',
    '፻': 'ethiopic-numerals',
    '፻ ብር': 'ethiopic-numerals',
    '1፻': 'ethiopic-numerals',
    '-1': 'negative',
    '−1.50': 'negative',
    '- 5 birr': 'negative',
    'ETB -5': 'negative',
    '0.001': 'too-many-decimals',
    '199.500': 'too-many-decimals',
    '1.234': 'too-many-decimals',
    '0': 'too-small',
    '0.99': 'too-small',
    '000': 'too-small',
    '1000000.01': 'too-large',
    '1000000000': 'too-large',
    [`${'9'.repeat(400)}`]: 'too-large',
    '99999999999999999999.99': 'too-large',
    '199,50': 'format',
    '1.234,50': 'format',
    '1,23': 'format',
    '1,2345': 'format',
    '12,34,567': 'format',
    ',5': 'format',
    '.5': 'format',
    '5.': 'format',
    '1..2': 'format',
    '1.2.3': 'format',
    '1 99': 'format',
    '1, 234': 'format',
    '+5': 'format',
    '5-': 'format',
    $5: 'format',
    '(5)': 'format',
    "1'234": 'format',
    '😀': 'format',
    '<b>5</b>': 'letters',
  };
  for (const [typed, problem] of Object.entries(cases)) {
    const parsed = parseBirr(typed);
    t.match(parsed, { ok: false, problem, says: { en: /^Write .+\.$/, am: /ይጻፉ|ያድርጉ/ } }, typed.slice(0, 30));
    if (!parsed.ok) t.notMatch(`${parsed.says.en}${parsed.says.am}`, /[{}]/, 'no hole in the sentence');
  }
  t.match(parseBirr('፻'), { says: { en: /1 2 3/, am: /1 2 3/ } });
  t.match(parseBirr('2000000'), { says: { en: 'Write an amount of at most 1,000,000\u00a0birr.' } });
});

t.test('limits are the caller’s, both ends inclusive', async (t) => {
  const limits = { min: birr(100), max: birr(500) };
  t.match(parseBirr('99.99', limits), { ok: false, problem: 'too-small', says: { en: /at least 100\u00a0birr/ } });
  t.same(parseBirr('100', limits), { ok: true, santim: 10_000 });
  t.same(parseBirr('500.00', limits), { ok: true, santim: 50_000 });
  t.match(parseBirr('500.01', limits), { ok: false, problem: 'too-large' });
  t.same(parseBirr('0', { min: santim(0) }), { ok: true, santim: 0 });
});

t.test('an amount is printed for people, for text messages and for rails', async (t) => {
  t.equal(formatBirr(santim(19950), 'en'), '199.50\u00a0birr');
  t.equal(formatBirr(santim(19950), 'am'), '199.50\u00a0ብር');
  t.equal(formatBirr(birr(12_500), 'en'), '12,500\u00a0birr');
  t.equal(formatBirr(birr(12_500), 'en', { decimals: 'always' }), '12,500.00\u00a0birr');
  t.equal(formatBirr(santim(5), 'am'), '0.05\u00a0ብር');
  t.equal(formatBirr(santim(0), 'en'), '0\u00a0birr');
  t.equal(formatBirr(santim(-0), 'en', { decimals: 'always' }), '0.00\u00a0birr');
  t.equal(formatBirr(santim(-123_450), 'en'), '-1,234.50\u00a0birr');
  t.equal(formatBirr(santim(19950), 'en', { space: 'plain' }), '199.50 birr');
  t.equal(telebirrAmount(santim(19950)), '199.50');
  t.equal(telebirrAmount(santim(123_456_789)), '1234567.89');
  t.equal(telebirrAmount(santim(7)), '0.07');
  t.throws(() => telebirrAmount(santim(-1)), RangeError);
  t.equal(JSON.stringify({ amount: santim(19950), currency: 'ETB' }), '{"amount":19950,"currency":"ETB"}');
});

t.test('an amount is a safe integer of santim or it is not an amount', async (t) => {
  for (const bad of [0.1, 199.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)]) {
    t.throws(() => santim(bad), RangeError, String(bad));
    t.throws(() => birr(bad), RangeError, `${bad} birr`);
  }
  t.throws(() => birr(Number.MAX_SAFE_INTEGER), RangeError);
  t.throws(() => sum([santim(Number.MAX_SAFE_INTEGER), santim(1)]), RangeError);
  t.equal(sum([]), 0);
  t.equal(sum([santim(1), santim(-3), birr(1)]), 98);
  t.ok(Object.is(santim(-0), 0));
});

t.test('what is printed is read back as the same amount', async (t) => {
  holds(
    t,
    fc.property(price, fc.constantFrom('am', 'en'), fc.constantFrom('auto', 'always'), (amount, lang, decimals) => {
      const parsed = parseBirr(formatBirr(amount, lang, { decimals }));
      return parsed.ok && parsed.santim === amount;
    }),
  );
  holds(
    t,
    fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }).map(santim), (amount) => {
      return parseWireAmount(telebirrAmount(amount)) === amount;
    }),
  );
});

t.test('typed digits are taken as they stand, never through a float', async (t) => {
  const digits = fc.integer({ min: 1, max: 999_999 });
  holds(
    t,
    fc.property(digits, fc.integer({ min: 0, max: 99 }), (whole, part) => {
      const parsed = parseBirr(`${whole}.${String(part).padStart(2, '0')}`);
      return parsed.ok && parsed.santim === whole * 100 + part;
    }),
  );
});

t.test('any text is either an amount inside the limits or a finished refusal', async (t) => {
  const unit = fc.constantFrom(...'0123456789.,-+ eExብር፻bir\u00a0'.split(''));
  holds(
    t,
    fc.property(fc.oneof(fc.string({ unit, maxLength: 12 }), fc.string({ unit: 'grapheme' })), (typed) => {
      const parsed = parseBirr(typed);
      if (parsed.ok) return parsed.santim >= LEAST_PRICE && parsed.santim <= GREATEST_PRICE && /[0-9]/.test(typed);
      return phraseDefects(parsed.says).length === 0;
    }),
  );
});

t.test('a split adds up to the santim, never takes more than its share, and a refund mirrors its sale', async (t) => {
  holds(
    t,
    fc.property(anyAmount, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
      const { part, rest } = splitPercent(amount, basisPoints);
      const exact = BigInt(amount) * BigInt(basisPoints);
      const cut = exact - BigInt(part) * 10_000n;
      const back = splitPercent(santim(0 - amount), basisPoints);
      return (
        part + rest === amount &&
        (cut === 0n || (cut < 0n === amount < 0 && cut > -10_000n && cut < 10_000n)) &&
        back.part === santim(0 - part) &&
        back.rest === santim(0 - rest)
      );
    }),
  );
  t.same(splitPercent(santim(19950), 250), { part: 498, rest: 19452 });
  t.same(splitPercent(santim(Number.MAX_SAFE_INTEGER), 10_000), { part: Number.MAX_SAFE_INTEGER, rest: 0 });
  t.same(splitPercent(santim(99), 0), { part: 0, rest: 99 });
  for (const bad of [-1, 10_001, 2.5, Number.NaN]) t.throws(() => splitPercent(santim(1), bad), RangeError);
});

t.test('an amount from a provider is read strictly', async (t) => {
  const good: Record<string, number> = { '12': 1200, '12.0': 1200, '12.00': 1200, '150.5': 15050, '0.01': 1, '0': 0 };
  for (const [wire, expected] of Object.entries(good)) t.equal(parseWireAmount(wire), expected as Santim, wire);
  for (const bad of ['', '-1', '1,000', '1.', '.5', '1.005', '1e3', ' 1', '1 ', '１', '9'.repeat(14), 'NaN']) {
    t.equal(parseWireAmount(bad), undefined, JSON.stringify(bad));
  }
});

t.test('the sentences about money are whole in both languages', async (t) => {
  const found = phrasesIn(words);
  t.comment(`${found.length} phrases`);
  t.ok(found.length >= 9);
  t.same(
    found.flatMap(({ path, phrase }) => phraseDefects(phrase).map((defect) => `${path}: ${defect}`)),
    [],
  );
});

/** Fails when a case breaks the property, and when fewer than 10,000 cases were tried. */
function holds<Values>(t: Test, property: fc.IProperty<Values>): void {
  const run = fc.check(property, { numRuns: 10_000 });
  t.match(run, { failed: false, numRuns: 10_000 }, fc.defaultReportMessage(run) ?? '10,000 cases');
}
