import { t } from 'tap';
import { checkoutFailed } from '@windsurf/contracts/payments';
import { productPublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
const creatorId = newId();
const productId = newId();
t.beforeEach(() => lab.outside.clear());

const buyer = (phone: string): string => {
  const id = newId();
  lab.phones.set(id, { phone, lang: 'am' });
  return id;
};
const failed = (buyerId: string, reason: string, lang: 'am' | 'en', tellBuyer = true, rail?: string) =>
  ({
    intentId: newId(),
    productId,
    buyerId,
    lang,
    reason,
    startedAt: '2026-11-20T08:00:00Z',
    failedAt: '2026-11-20T08:05:00Z',
    tellBuyer,
    ...(rail === undefined ? {} : { rail }),
  }) as const;
const publish = async (): Promise<void> =>
  await lab.hear(productPublished, creatorId, {
    productId,
    version: 1,
    type: 'digital-download',
    slug: 'guide',
    title: 'Budget 2019',
    priceSantim: 20_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam',
    storeName: 'Selam',
  });

t.test(
  'who was told that she may close the page hears once that she has not paid, in the page’s language',
  async (t) => {
    await publish();
    const event = failed(buyer('+251911000501'), 'refused', 'en');
    const key = newId();
    for (let i = 0; i < 3; i++) {
      await lab.hear(checkoutFailed, creatorId, event, key);
      await lab.hear(checkoutFailed, creatorId, event, newId());
      await lab.work();
    }
    const sent = lab.outside.sms.sent('+251911000501');
    t.match(sent, [
      { text: 'Not paid: Budget 2019. telebirr says that nothing was taken. You can try again.', parts: 1 },
    ]);
    t.equal(sent.length, 1);
  },
);

t.test('only a refusal by telebirr lets us say that nothing was taken', async (t) => {
  const texts: Record<string, string> = {};
  for (const [reason, phone] of [
    ['refused', '+251911000511'],
    ['expired', '+251911000512'],
    ['rail-down', '+251911000513'],
    ['something-new', '+251911000514'],
  ] as const) {
    await lab.hear(checkoutFailed, creatorId, failed(buyer(phone), reason, 'am'));
    await lab.work();
    texts[reason] = lab.outside.sms.sent(phone)[0]?.text ?? '';
  }
  t.same(texts, {
    refused: 'አልተከፈለም፦ Budget 2019። እንደ ቴሌብር መረጃ ምንም አልተቆረጠም።',
    expired: 'አልተከፈለም፦ Budget 2019። ከፍለው ከሆነ ደረሰኙን ይያዙ፤ እናገኘዋለን።',
    'rail-down': 'አልተከፈለም፦ Budget 2019። ቴሌብር አልመለሰም። ክፍያው አልተጀመረም። እንደገና ይሞክሩ።',
    'something-new': 'አልተከፈለም፦ Budget 2019። ከፍለው ከሆነ ደረሰኙን ይያዙ፤ እናገኘዋለን።',
  });
});

t.test('the rail is named by its own name, and each reason says what is known of it', async (t) => {
  const texts: string[] = [];
  for (const [i, [rail, reason]] of (
    [
      ['cbebirr', 'no-money'],
      ['cbebirr', 'wrong-pin'],
      ['telebirr', 'cancelled'],
      ['cbebirr', 'limit'],
      ['webirr', 'not-paid'],
      ['webirr', 'reversed'],
      ['manual', 'not-paid'],
      ['chapa', 'given-up'],
    ] as const
  ).entries()) {
    const phone = `+25191100054${i}`;
    await lab.hear(checkoutFailed, creatorId, failed(buyer(phone), reason, 'en', true, rail));
    await lab.work();
    texts.push(lab.outside.sms.sent(phone)[0]?.text ?? '');
  }
  t.same(texts, [
    'Not paid: Budget 2019. CBE Birr: not enough money in the wallet. Nothing was taken.',
    'Not paid: Budget 2019. CBE Birr: the PIN was not right. Nothing was taken. You can try again.',
    'Not paid: Budget 2019. telebirr: cancelled on the phone. Nothing was taken.',
    'Not paid: Budget 2019. CBE Birr: above the daily limit of the wallet. Nothing was taken. Pay with a bank code.',
    'Not paid: Budget 2019. WeBirr was asked and says that nothing was taken. You can try again.',
    'Not paid: Budget 2019. The bank took the payment back. You can pay again.',
    'Not paid: Budget 2019. The bank was asked and says that nothing was taken. You can try again.',
    'Not paid: Budget 2019. If you already paid, keep the receipt: we will find it.',
  ]);
});

t.test('who still had the page before her gets no SMS', async (t) => {
  await lab.hear(checkoutFailed, creatorId, failed(buyer('+251911000521'), 'refused', 'am', false));
  await lab.work();
  t.same(lab.outside.sms.sent(), []);
});

t.test('whoever lets many payments end with one number writes to its owner three times a day', async (t) => {
  const owner = buyer('+251911000531');
  const fail = async (who: string, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) await lab.hear(checkoutFailed, creatorId, failed(who, 'expired', 'am'));
    await lab.work();
  };
  await fail(owner, 6);
  t.equal(lab.outside.sms.sent('+251911000531').length, 3);
  t.match(lab.logged(), /kept back by a cap/);
  await fail(buyer('+251911000532'), 1);
  t.equal(lab.outside.sms.sent('+251911000532').length, 1, 'another number has its own measure');
  lab.clock.advance(86_401);
  await fail(owner, 1);
  t.equal(lab.outside.sms.sent('+251911000531').length, 4);
});

t.test('numbers stand nowhere in the clear', async (t) => {
  const rows = JSON.stringify([
    await lab.db.look("select * from notifications.messages where template = 'failure'"),
    await lab.db.look('select * from queue_notifications._private_jobs'),
  ]);
  t.ok(rows.length > 1000);
  t.notMatch(rows + lab.logged(), /(?:251|\b0)9110005\d\d/);
});
