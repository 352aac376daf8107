import t from 'tap';
import { emptyCode, sentCode } from './code-form.ts';

t.test('a code is sent in capitals, with the limits that were typed and no others', async (t) => {
  t.strictSame(sentCode({ ...emptyCode, code: ' meskel20 ', percent: '20' }), {
    sent: { code: 'MESKEL20', gives: { percent: 20 }, toAt: null, maxUses: null, perBuyer: 1, productIds: null },
  });
  t.strictSame(
    sentCode({
      ...emptyCode,
      code: 'FIVE',
      kind: 'fixed',
      percent: 'never read',
      fixed: '5.50',
      from: '2026-11-25T09:00',
      until: '2026-11-26T09:00',
      uses: '100',
      once: false,
      all: false,
      products: ['p'],
    }),
    {
      sent: {
        code: 'FIVE',
        gives: { santim: 550 },
        fromAt: '2026-11-25T06:00:00.000Z',
        toAt: '2026-11-26T06:00:00.000Z',
        maxUses: 100,
        perBuyer: null,
        productIds: ['p'],
      },
    },
  );
});

t.test('every field that needs another look is named', async (t) => {
  const wrongOf = (over: Partial<typeof emptyCode>): string[] => {
    const read = sentCode({ ...emptyCode, code: 'GOOD', percent: '10', ...over });
    return 'wrong' in read ? read.wrong.map(({ id }) => id) : [];
  };
  t.strictSame(wrongOf({}), []);
  for (const code of ['', 'ab', 'መስቀል', 'A B', 'X'.repeat(25)]) t.strictSame(wrongOf({ code }), ['code'], code);
  for (const percent of ['', '0', '101', '12.5', '-1']) t.strictSame(wrongOf({ percent }), ['percent'], percent);
  t.strictSame(wrongOf({ kind: 'fixed', fixed: '0' }), ['fixed']);
  t.strictSame(wrongOf({ until: 'soon', uses: '0', all: false }), ['until', 'uses', 'products']);
});
