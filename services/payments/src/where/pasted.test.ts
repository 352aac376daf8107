import t from 'tap';
import { santim, telebirrAmount } from '@windsurf/money/money';
import { messages, nothing } from './pasted-fixture.ts';
import { readPasted } from './pasted.ts';

t.test('messages of wallets and banks, in both languages: number, sum and code are found', async (t) => {
  t.ok(messages.length >= 40, `${messages.length} texts`);
  for (const { text, reference, birr: sum, code } of messages) {
    const found = readPasted(text);
    t.equal(found.references[0], code === undefined ? reference : found.references[0], text.slice(0, 60));
    if (code !== undefined) t.ok(found.codes.includes(code), text.slice(0, 60));
    if (sum === undefined) t.same(found.amounts, [], text.slice(0, 60));
    else
      t.equal(
        found.amounts[0],
        santim(Math.round(Number(sum) * 100)),
        `${text.slice(0, 60)}: ${found.amounts.map(telebirrAmount).join()}`,
      );
  }
});

t.test('what is left, and what it cost to send, is not what was paid', async (t) => {
  for (const { text, birr: sum } of messages) {
    if (sum === undefined) continue;
    const { amounts } = readPasted(text);
    for (const wrong of ['1250', '3020.11', '48.10', '1.74', '0.26', '2', '0.50', '0.08', '900', '12.30', '50'])
      t.notOk(amounts.includes(santim(Math.round(Number(wrong) * 100))), `${wrong} in ${text.slice(0, 60)}`);
  }
});

t.test('our own number of a payment is found, whole and as the page shows it', async (t) => {
  t.same(readPasted('Payment number 7F3A00C1D2E3').ours, ['7f3a00c1d2e3']);
  t.same(readPasted('01890000000070008000000000000abc').ours, ['01890000000070008000000000000abc']);
  t.same(readPasted('01890000000070008000000000000abc').references, []);
});

t.test('a number of telebirr without a digit is found: in its message, and typed by itself', async (t) => {
  for (const text of ['DKZBQHWXYT', ' dkzbqhwxyt ', 'Your transaction number is DKZBQHWXYT.'])
    t.same(readPasted(text).references, ['DKZBQHWXYT'], text);
  t.same(readPasted('where is my book').references, []);
});

t.test('what names no payment gives nothing, and nothing breaks it', async (t) => {
  for (const text of nothing) {
    const { references, codes, ours } = readPasted(text);
    t.same([references, codes, ours], [[], [], []], text.slice(0, 30));
  }
  for (const odd of [
    '\u0000'.repeat(100),
    'A1'.repeat(5000),
    '9'.repeat(5000),
    ', '.repeat(3000),
    'ETB '.repeat(800),
    '1,'.repeat(2000),
  ]) {
    const before = process.cpuUsage();
    readPasted(odd);
    // Its own time: the machine's other work does not count.
    t.ok(process.cpuUsage(before).user < 500_000, `${odd.slice(0, 6)} is read quickly`);
  }
});
