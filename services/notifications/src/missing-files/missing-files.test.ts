import { t } from 'tap';
import { fileMissing } from '@windsurf/contracts/delivery';
import { productPublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
t.beforeEach(() => lab.outside.clear());
const missing = (productId: string) => ({ entitlementId: newId(), orderId: newId(), productId });
const creator = (phone: string, lang: 'am' | 'en'): string => {
  const id = newId();
  lab.phones.set(id, { phone, lang });
  return id;
};

t.test('the creator hears once for each product that it was sold without a file, however many buy it', async (t) => {
  const creatorId = creator('+251922000601', 'en');
  const productId = newId();
  await lab.hear(productPublished, creatorId, {
    productId,
    version: 1,
    type: 'digital-download',
    slug: 'guide',
    title: 'Budget “2019”',
    priceSantim: 20_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam',
    storeName: 'Selam',
  });
  for (let i = 0; i < 5; i++) {
    await lab.hear(fileMissing, creatorId, missing(productId));
    await lab.work();
  }
  t.match(lab.outside.sms.sent(), [
    {
      to: '+251922000601',
      text: 'Budget "2019" was sold but has no file. Your buyer waits: please add the file.',
      parts: 1,
    },
  ]);
  t.equal(lab.outside.sms.sent().length, 1);
  await lab.hear(fileMissing, creatorId, missing(newId()));
  await lab.work();
  t.equal(lab.outside.sms.sent().length, 2, 'another product is another message');
});

t.test('in her own language, and without a title when it is not known here', async (t) => {
  const creatorId = creator('+251922000602', 'am');
  await lab.hear(fileMissing, creatorId, missing(newId()));
  await lab.work();
  t.match(lab.outside.sms.sent('+251922000602'), [
    { text: 'የሸጡት ምርት ፋይል የለውም። ገዢው ይጠብቃል፤ ፋይሉን ያስገቡ።', encoding: 'UCS-2', parts: 1 },
  ]);
});
