import t from 'tap';
import { opsPaymentWords as words } from '@windsurf/language/words-ops-payments';
import { cameSantim, type Decision, nothingTyped, type Typed, wrongsOf } from './decisions.ts';

const sendBack: Decision = {
  id: 'send-back',
  label: words.backLabel,
  says: words.backSays,
  needs: ['number', 'came', 'note'],
};
const wrong = (typed: Partial<Typed>, decision: Decision | undefined = sendBack) =>
  wrongsOf(decision, { ...nothingTyped, ...typed }).map(({ entry, says }) => `${entry}: ${says.en}`);
const good = { number: 'DJ52QKR9AB', came: '150.00', note: 'in the statement' };

t.test('nothing is sent without a decision, its number, its sum and a note', async (t) => {
  t.strictSame(
    wrongsOf(undefined, nothingTyped).map(({ entry }) => entry),
    ['decision'],
  );
  t.strictSame(
    wrong({}).map((line) => line.split(':')[0]),
    ['number', 'came', 'note'],
  );
  t.strictSame(wrong(good), []);
});

t.test('a number has 4 to 64 letters and digits, whatever stands around it', async (t) => {
  for (const number of ['', 'abc', 'two words', 'ቁጥር1', 'x'.repeat(65), "1234'--"])
    t.match(wrong({ ...good, number }), [/^number: Write the provider/], number);
  for (const number of ['  DJ52QKR9AB ', 'FT24-1/2.3_x', '1234']) t.strictSame(wrong({ ...good, number }), [], number);
});

t.test('what came is a sum above nothing, with two decimals at most', async (t) => {
  for (const came of ['', '0', '-5', '1.001', '፻', 'many', '99999999999999'])
    t.equal(wrong({ ...good, came }).length, 1, came);
  t.equal(cameSantim({ ...nothingTyped, came: ' 150.5 ' }), 15_050);
  t.equal(cameSantim({ ...nothingTyped, came: 'x' }), undefined);
});

t.test('a note is 5 to 1,000 letters, and blanks are none', async (t) => {
  for (const note of ['', 'seen', '        ', 'x'.repeat(1001)]) t.equal(wrong({ ...good, note }).length, 1);
  t.strictSame(wrong({ ...good, note: 'x'.repeat(1000) }), []);
});

t.test('what a decision does not need is not asked for', async (t) => {
  t.strictSame(wrong({ note: 'the desk confirms it' }, { ...sendBack, needs: ['note'] }), []);
});
