import { phraseDefects, phrasesIn } from '@windsurf/language/phrase-check';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { asPhone, formatPhone, maskPhone, parsePhone, wire251 } from './phone.ts';
import * as words from './words-phone.ts';

const national = fc
  .tuple(fc.constantFrom('9', '7'), fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 8 }))
  .map(([first, rest]) => first + rest);

t.test('a number is read in each form that people write', async (t) => {
  const forms = [
    '0911234567',
    '911234567',
    '251911234567',
    '+251911234567',
    '00251911234567',
    '0911 234 567',
    '+251 911 234 567',
    '+251-91-123-4567',
    '(+251) 911 234567',
    '(0911) 23-45-67',
    '[0911] 234567',
    ' 0911\u00a0234\u202f567 ',
    '0911–234‑567',
    '\u202a+251 911 234 567\u202c',
    '0911\t234567\n',
  ];
  for (const form of forms) t.same(parsePhone(form), { ok: true, phone: '+251911234567' }, JSON.stringify(form));
  t.same(parsePhone('0711 000 001'), { ok: true, phone: '+251711000001' });
});

t.test('anything else is refused with a sentence of its own', async (t) => {
  const cases: Record<string, string> = {
    '': 'empty',
    ' - ': 'empty',
    '+254712345678': 'foreign',
    '+1 202 555 0100': 'foreign',
    '00254712345678': 'foreign',
    '254712345678': 'foreign',
    '+0911234567': 'foreign',
    '+': 'letters',
    '+2': 'foreign',
    '0911234': 'length',
    '09112345678': 'length',
    '+25191123456': 'length',
    '2519112345678': 'length',
    '911': 'length',
    '0': 'length',
    '251': 'length',
    '0811234567': 'prefix',
    '0115511234': 'prefix',
    '+251115511234': 'prefix',
    '+2510911234567': 'prefix',
    '12345': 'prefix',
    '0911abc567': 'letters',
    አበበ: 'letters',
    '፱፻፲፩': 'letters',
    '٠٩١١٢٣٤٥٦٧': 'letters',
    '０９１１２３４５６７': 'letters',
    '0911.234.567': 'letters',
    '0911/234567': 'letters',
    '0911+234567': 'letters',
    '++251911234567': 'letters',
    '0911234567;drop': 'letters',
    '📞0911234567': 'letters',
  };
  for (const [typed, problem] of Object.entries(cases)) {
    t.match(parsePhone(typed), { ok: false, problem, says: { en: /\.$/, am: /።$/ } }, JSON.stringify(typed));
  }
  t.match(parsePhone('+254712345678'), {
    says: { en: 'Only Ethiopian numbers (+251) work for now. Write one like 0911 234 567.' },
  });
  t.match(parsePhone('9'.repeat(1_000_000)), { ok: false });
});

t.test('each form with separators anywhere gives the same number, and what is printed is read back', async (t) => {
  const separators = fc.array(fc.constantFrom('', '', ' ', '-', '(', ')', '\u00a0'), { minLength: 15, maxLength: 15 });
  holds(
    t,
    fc.property(national, fc.constantFrom('', '0', '251', '+251', '00251'), separators, (number, prefix, between) => {
      const typed = [...(prefix + number)].map((digit, at) => (between[at] ?? '') + digit).join('');
      const parsed = parsePhone(typed);
      if (!parsed.ok || parsed.phone !== `+251${number}`) return false;
      const { phone } = parsed;
      return [formatPhone(phone), wire251(phone), phone].every((form) => {
        const again = parsePhone(form);
        return again.ok && again.phone === phone;
      });
    }),
  );
});

t.test('no other text is taken for a number', async (t) => {
  const digits = fc.string({ unit: fc.constantFrom(...'+0012579abc -()'), maxLength: 16 });
  holds(
    t,
    fc.property(fc.oneof(digits, fc.string({ unit: 'grapheme', maxLength: 20 })), (typed) => {
      const bare = typed.replace(/[\s()[\]‐-―−\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069-]/gu, '');
      const parsed = parsePhone(typed);
      return parsed.ok === /^(?:\+251|00251|251|0)?[79][0-9]{8}$/.test(bare) && (parsed.ok || parsed.says.en !== '');
    }),
  );
});

t.test('a number is grouped, masked and sent in its fixed forms, and only from stored form', async (t) => {
  const phone = asPhone('+251911234567');
  t.equal(formatPhone(phone), '0911 234 567');
  t.equal(maskPhone(phone), '0911 *** 567');
  t.equal(wire251(phone), '251911234567');
  for (const bad of ['0911234567', '+254712345678', '+25191123456', '+251811234567', '', '+251911234567\n']) {
    for (const form of [asPhone, formatPhone, maskPhone, wire251]) {
      t.throws(() => form(bad), RangeError, `${form.name} ${JSON.stringify(bad)}`);
    }
  }
});

t.test('a refusal never repeats the number, so that it may be logged', async (t) => {
  t.throws(() => asPhone('+251811234567'), { message: /^[^0-9]*$/ });
});

t.test('the sentences about phones are whole in both languages', async (t) => {
  const found = phrasesIn(words);
  t.comment(`${found.length} phrases`);
  t.ok(found.length >= 5);
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
