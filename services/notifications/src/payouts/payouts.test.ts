import { t } from 'tap';
import { holdReasons, payoutAccountChanged, payoutChanged, payoutStates } from '@windsurf/contracts/payments-payouts';
import { riskCaseChanged } from '@windsurf/contracts/payments-risk';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import { startTestNotifications } from '../testing.ts';
import { sizeOf } from '../texts/parts.ts';
import { accountText, oldWalletText, payoutText, riskText } from '../texts/payout-texts.ts';

const lab = await startTestNotifications(t);
t.beforeEach(() => lab.outside.clear());
const creator = (phone: string, lang: 'am' | 'en'): string => {
  const id = newId();
  lab.phones.set(id, { phone, lang });
  return id;
};
const changed = (state: string, reason: string | null = null) =>
  ({ payoutId: newId(), state, reason, amountSantim: 1_234_550, nextAt: null }) as const;

t.test('a creator hears once, in her language, of each change of a payout', async (t) => {
  const creatorId = creator('+251911000701', 'en');
  const key = newId();
  for (let i = 0; i < 3; i++) {
    await lab.hear(payoutChanged, creatorId, changed('paid'), key);
    await lab.work();
  }
  await lab.hear(payoutChanged, creatorId, changed('held', 'rail-down'));
  await lab.hear(payoutChanged, creatorId, changed('sending'));
  await lab.work();
  const texts = lab.outside.sms.sent('+251911000701').map(({ text }) => text);
  t.same(texts.toSorted(), [
    'Paid out: 12,345.50 birr. It is in your account.',
    'Your 12,345.50 birr waits: the wallet does not answer, we try again. It stays yours.',
  ]);
});

t.test(
  'another account is told to the creator and to the wallet before it, and its number stands in no row',
  async (t) => {
    const creatorId = creator('+251911000702', 'en');
    const oldAccountId = newId();
    lab.wallets.set(oldAccountId, '+251922000702');
    const payload = { accountId: newId(), oldAccountId, change: 'replaced', readyAt: '2100-01-01T00:00:00Z' };
    const key = newId();
    for (let i = 0; i < 2; i++) {
      await lab.hear(payoutAccountChanged, creatorId, payload, key);
      await lab.work();
    }
    t.match(lab.outside.sms.sent('+251911000702'), [{ text: /From tomorrow .* ANOTHER account/, parts: 1 }]);
    t.match(lab.outside.sms.sent('+251922000702'), [{ text: /no longer comes to this number/, parts: 1 }]);
    t.equal(lab.outside.sms.sent().length, 2);
    const rows = JSON.stringify([
      await lab.db.look("select * from notifications.messages where template in ('payout-account', 'old-wallet')"),
      await lab.db.look('select * from queue_notifications._private_jobs'),
    ]);
    t.ok(rows.length > 500);
    t.notMatch(rows + lab.logged(), /(?:251|\b0)9[12]2000702/);
  },
);

t.test('who signs in with the wallet before hears it once; a bank account has no number', async (t) => {
  const creatorId = creator('+251911000703', 'am');
  const own = newId();
  lab.wallets.set(own, '+251911000703');
  const payload = { accountId: newId(), change: 'replaced', readyAt: null };
  await lab.hear(payoutAccountChanged, creatorId, { ...payload, oldAccountId: own });
  await lab.hear(payoutAccountChanged, creatorId, { ...payload, oldAccountId: newId() });
  await lab.work();
  t.equal(lab.outside.sms.sent('+251911000703').length, 2);
  t.equal(lab.outside.sms.sent().length, 2);
});

t.test('a creator hears of decisions about her payouts and of her appeal', async (t) => {
  const creatorId = creator('+251911000704', 'en');
  for (const state of ['approved', 'appealed', 'granted', 'released', 'something-new']) {
    await lab.hear(riskCaseChanged, creatorId, { caseId: newId(), kind: 'pause', state, until: null });
    await lab.work();
  }
  t.equal(lab.outside.sms.sent('+251911000704').length, 4);
});

t.test('each of these texts is one part in both languages, whatever the sum and the reason', async (t) => {
  let seen = 0;
  const check = (text: string | undefined): void => {
    if (text === undefined) return;
    seen += 1;
    t.equal(sizeOf(text).parts, 1, `${text.length}: ${text}`);
    t.notMatch(text, /[{}]/);
  };
  for (const lang of ['en', 'am'] as const) {
    for (const amount of [santim(1000), santim(99_999_999)])
      for (const state of [...payoutStates, 'skipped'])
        for (const reason of [...holdReasons, null]) check(payoutText(lang, { state, reason, amount }));
    for (const change of ['added', 'replaced', 'removed'])
      for (const waits of [true, false]) check(accountText(lang, { change, waits }));
    for (const state of ['approved', 'released', 'appealed', 'granted', 'denied']) check(riskText(lang, state));
    check(oldWalletText(lang));
  }
  t.ok(seen > 250, String(seen));
});
