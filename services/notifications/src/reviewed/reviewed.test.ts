import { t } from 'tap';
import { productReviewed } from '@windsurf/contracts/store-approval';
import { newId } from '@windsurf/db/ids';
import { smsReviewedWords } from '@windsurf/language/words-sms-reviewed';
import { startTestNotifications } from '../testing.ts';
import { plainLatin, sizeOf } from '../texts/parts.ts';

const lab = await startTestNotifications(t);

t.test('a creator hears once of each decision about a product, and of nothing else', async (t) => {
  const creatorId = newId();
  lab.phones.set(creatorId, { phone: '+251911000801', lang: 'en' });
  const key = newId();
  const productId = newId();
  for (let n = 0; n < 3; n++) {
    await lab.hear(productReviewed, creatorId, { productId, status: 'rejected', reason: 'unclear' }, key);
    await lab.work();
  }
  await lab.hear(productReviewed, creatorId, { productId, status: 'approved', reason: null });
  await lab.hear(productReviewed, creatorId, { productId, status: 'archived', reason: null });
  await lab.work();
  t.same(
    lab.outside.sms.sent('+251911000801').map(({ text }) => text),
    [smsReviewedWords.rejected.en, smsReviewedWords.approved.en],
  );
});

t.test('each text fits one part in both languages', async (t) => {
  for (const { am, en } of Object.values(smsReviewedWords))
    for (const text of [am, en]) t.equal(sizeOf(plainLatin(text)).parts, 1, text);
});
