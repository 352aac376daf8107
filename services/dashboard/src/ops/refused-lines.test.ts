import t from 'tap';
import { refusedLines } from './refused-lines.ts';

t.test('each wrong line is named with its number, and what is not named is counted', async (t) => {
  const lines = [
    { line: 3, problem: 'amount', says: 'Write an amount.' },
    { line: 'x', says: 'no number' },
    null,
    { line: 7, says: 'Not a time.' },
  ];
  t.same(refusedLines({ count: 12, lines }), {
    lines: [
      { line: 3, says: 'Write an amount.' },
      { line: 7, says: 'Not a time.' },
    ],
    more: 10,
  });
  t.same(refusedLines({}), { lines: [], more: 0 });
  t.same(refusedLines({ lines: 'x', count: '9' }), { lines: [], more: 0 });
});
