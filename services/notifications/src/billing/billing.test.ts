import { t } from 'tap';
import { planDue, turnoverReached } from '@windsurf/contracts/payments-billing';
import { newId } from '@windsurf/db/ids';
import { birr } from '@windsurf/money/money';
import { startTestNotifications } from '../testing.ts';
import { planText, turnoverText } from '../texts/billing-texts.ts';
import { sizeOf } from '../texts/parts.ts';

const lab = await startTestNotifications(t);
t.beforeEach(() => lab.outside.clear());
const creator = (phone: string, lang: 'am' | 'en'): string => {
  const id = newId();
  lab.phones.set(id, { phone, lang });
  return id;
};

t.test('a creator hears once, in her language, that her plan ends and that it has ended', async (t) => {
  const creatorId = creator('+251911000601', 'en');
  const due = (daysLeft: 5 | 2 | 0) =>
    ({
      creatorId,
      plan: 'pro',
      until: '2026-12-20T09:00:00Z',
      daysLeft,
      months: 1,
      amountSantim: 49_900,
      currency: 'ETB',
    }) as const;
  const key = newId();
  for (let i = 0; i < 3; i++) {
    await lab.hear(planDue, creatorId, due(5), key);
    await lab.work();
  }
  await lab.hear(planDue, creatorId, due(0), newId());
  await lab.work();
  const sent = lab.outside.sms.sent('+251911000601');
  t.match(sent, [
    {
      text: 'Your Pro plan ends in 5 days. To go on: 499 birr in your dashboard. Nothing is taken by itself.',
      parts: 1,
    },
    { text: /^Your Pro plan has ended\..* nothing was taken\./, parts: 1 },
  ]);
  t.equal(sent.length, 2);
});

t.test('a creator hears once that her sales came to a mark', async (t) => {
  const creatorId = creator('+251911000602', 'am');
  const reached = (percent: 80 | 100) =>
    ({
      creatorId,
      percent,
      turnoverSantim: 160_000_000,
      thresholdSantim: 200_000_000,
      currency: 'ETB',
      at: '2026-11-20T09:00:00Z',
    }) as const;
  const key = newId();
  for (let i = 0; i < 2; i++) {
    await lab.hear(turnoverReached, creatorId, reached(80), key);
    await lab.work();
  }
  const sent = lab.outside.sms.sent('+251911000602');
  t.match(sent, [{ text: /80 %/, parts: 1 }]);
  t.equal(sent.length, 1);
});

t.test('each of these texts is one part in both languages, whatever the sum', async (t) => {
  for (const lang of ['en', 'am'] as const) {
    for (const amount of [birr(1), birr(499), birr(999_999)]) {
      for (const daysLeft of [5, 2, 0]) {
        const text = planText(lang, { daysLeft, price: amount });
        t.equal(sizeOf(text).parts, 1, `${text.length}: ${text}`);
      }
    }
    for (const percent of [80, 100] as const) {
      const text = turnoverText(lang, { percent, threshold: birr(20_000_000) });
      t.equal(sizeOf(text).parts, 1, `${text.length}: ${text}`);
    }
  }
});
