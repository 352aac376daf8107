import t from 'tap';
import type { FlagRule } from '@windsurf/contracts/auth-platform';
import { momentOf, ruleOfTyped, typedOf, wrongsOfFlag } from './flag-form.ts';

const creator = '01890000-0000-7000-8000-000000000001';
const rule: FlagRule = { enabled: true, percent: 10, creators: [creator], platforms: ['web', 'telegram'] };
const typed = { ...typedOf(rule), reason: 'ten percent first' };

t.test('what is shown and sent unchanged is the same rule', async (t) => {
  t.same(ruleOfTyped(typed), rule);
  t.same(wrongsOfFlag(typed), []);
});

t.test('ids may be pasted in any way, each is meant once', async (t) => {
  const pasted = { ...typed, creators: ` ${creator.toUpperCase()},\n\n${creator} ` };
  t.same(ruleOfTyped(pasted).creators, [creator]);
  t.same(wrongsOfFlag(pasted), []);
});

t.test('each field that cannot be sent is named', async (t) => {
  const wrong = { ...typed, percent: '10.5', creators: 'abebe', reason: ' why ' };
  t.same(
    wrongsOfFlag(wrong).map(({ field }) => field),
    ['percent', 'creators', 'reason'],
  );
  for (const percent of ['', '-1', '101', 'ten']) t.equal(wrongsOfFlag({ ...typed, percent }).length, 1, percent);
});

t.test('a time that was typed is East Africa Time', async (t) => {
  t.equal(momentOf('2026-11-22T05:00'), '2026-11-22T02:00:00.000Z');
  t.equal(momentOf(''), undefined);
  t.equal(momentOf('soon'), undefined);
});
