import t from 'tap';
import { readReference } from './manual.ts';
import { proveRail, startBench } from './testing.ts';
import type { Stand } from './testing.ts';

const stand: Stand = { name: 'manual', pay: async () => undefined, held: () => 1 };
await proveRail(t, stand);

t.test('it offers the accounts, and nothing that it cannot do', async (t) => {
  const { rail } = await startBench(t, stand);
  t.match(rail.accounts?.(), [{ bank: 'CBE', number: '1000123456789' }]);
  t.match(rail.capabilities, { pay: 'instructions', query: false, feed: false, refund: 'manual', payout: [] });
});

t.test('a reference has one form, however it was typed or pasted', async (t) => {
  const same = {
    FT25123ABCDE: 'FT25123ABCDE',
    ' ft25123abcde ': 'FT25123ABCDE',
    'FT 25123 ABCDE': 'FT25123ABCDE',
    'FT-25123-ABCDE': 'FT25123ABCDE',
    'https://apps.cbe.com.et:100/?id=FT25123ABCDE12345678': 'FT25123ABCDE',
    'https://apps.cbe.com.et:100/BranchReceipt/FT25123ABCDE&12345678': 'FT25123ABCDE',
    'Dear Abebe, you have transfered ETB 150.00 … Ref No FT25123ABCDE. Thank you': 'FT25123ABCDE',
    'Your transaction number is DA10ABCDEF.': 'DA10ABCDEF',
    DA10ABCDEF: 'DA10ABCDEF',
    ' 1234-5678 ': '12345678',
    ＦＴ25123ABCDE: 'FT25123ABCDE',
    'Ref: 990011223344': '990011223344',
  };
  for (const [typed, reference] of Object.entries(same)) t.equal(readReference(typed), reference, typed);
  const none = ['', '   ', 'I have paid', 'paid 150', 'ከፍያለሁ', '12345', 'x'.repeat(3000), 'THANKYOU', 'FT'];
  for (const typed of none) t.equal(readReference(typed), undefined, typed.slice(0, 20));
});
