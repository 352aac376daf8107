import t from 'tap';
import { readTap } from './tap-stream.ts';
import { summary } from './totals.ts';

const stream = (...lines: string[]): string => lines.join('\n');

t.test('leaves are counted, the sums of subtests are not', async (t) => {
  const { totals } = readTap(
    stream(
      'TAP version 14',
      '# Subtest: outer',
      '    # Subtest: inner',
      '        ok 1 - a',
      '        ok 2 - b',
      '        1..2',
      '    ok 1 - inner # time=1ms',
      '    ok 2 - c',
      '    1..2',
      'ok 1 - outer # time=2ms',
      'ok 2 - skipped one # SKIP no docker',
      '1..2',
    ),
  );
  t.strictSame(totals, { passed: 3, failed: 0, skipped: 1 });
});

t.test('a failed leaf is counted once, with the names above it and its diagnostics', async (t) => {
  const { totals, failures } = readTap(
    stream(
      '# Subtest: a buyer pays',
      '    not ok 1 - one order',
      '      ---',
      '      wanted: 1',
      '      found: 2',
      '      ...',
      '    1..1',
      'not ok 1 - a buyer pays # time=3ms',
      '1..1',
    ),
  );
  t.strictSame(totals, { passed: 0, failed: 1, skipped: 0 });
  t.match(failures[0], /a buyer pays › one order/);
  t.match(failures[0], /found: 2/);
});

t.test('a subtest that failed while nothing inside it did is a failure', async (t) => {
  const { totals } = readTap(stream('# Subtest: x', '    ok 1 - a', '    1..2', 'not ok 1 - x', '1..1'));
  t.strictSame(totals, { passed: 1, failed: 1, skipped: 0 });
});

t.test('a subtest in braces is read like any other', async (t) => {
  const { totals } = readTap(
    stream('ok 1 - x # time=2.1ms {', '    ok 1 - a', '    not ok 2 - b', '    1..2', '}', '', '1..1'),
  );
  t.strictSame(totals, { passed: 1, failed: 1, skipped: 0 });
});

t.test('the summary is the line that build servers read', async (t) => {
  t.equal(summary({ passed: 12, failed: 0, skipped: 3 }), '12 passed, 0 failed, 3 skipped');
});
