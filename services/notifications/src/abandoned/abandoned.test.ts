import { t } from 'tap';
import { checkoutAbandoned } from '@windsurf/contracts/payments';
import { productPublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { sizeOf } from '../texts/parts.ts';
import { abandonedText } from '../texts/abandoned-texts.ts';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
const creatorId = newId();
const productId = newId();
let count = 0;
const buyer = (): { id: string; phone: string } => {
  const [id, phone] = [newId(), `+2519110009${String(count++).padStart(2, '0')}`];
  lab.phones.set(id, { phone, lang: 'en' });
  return { id, phone };
};
const left = (buyerId: string, state = 'failed', lang: 'am' | 'en' = 'en') => {
  const intentId = newId();
  lab.follows.set(intentId, `http://app.localhost:8080/pay/s/${intentId.slice(-12)}abcd`);
  lab.attempts.set(intentId, { state, amountSantim: 19_950, payCode: null, payBy: null });
  return { intentId, productId, buyerId, lang, at: '2026-11-20T08:00:00Z' } as const;
};
const texts = (phone: string): string[] => lab.outside.sms.sent(phone).map((sms) => sms.text);
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
await lab.work();

t.test('who asked to be reminded gets one SMS with the way back, however often it is told', async (t) => {
  const { id, phone } = buyer();
  const event = left(id);
  const key = newId();
  for (let time = 0; time < 3; time++) {
    await lab.hear(checkoutAbandoned, creatorId, event, key);
    await lab.hear(checkoutAbandoned, creatorId, event, newId());
    await lab.work();
  }
  t.equal(texts(phone).length, 1);
  t.ok(texts(phone)[0]?.includes(`Budget 2019 is not paid yet. Go on here: ${lab.follows.get(event.intentId) ?? ''}`));
});

t.test('who has paid meanwhile, or pays right now, hears nothing', async (t) => {
  for (const state of ['created', 'pending', 'unknown', 'succeeded', 'overpaid', 'surplus', 'parked', 'reversed']) {
    const { id, phone } = buyer();
    await lab.hear(checkoutAbandoned, creatorId, left(id, state));
    await lab.work();
    t.same(texts(phone), [], state);
  }
});

t.test('two in a day at most, and none that comes late', async (t) => {
  const { id, phone } = buyer();
  for (let time = 0; time < 4; time++) await lab.hear(checkoutAbandoned, creatorId, left(id));
  await lab.work();
  t.equal(texts(phone).length, 2);
  const late = buyer();
  lab.outside.sms.setSwitch({ send: 'rate-limited' });
  await lab.hear(checkoutAbandoned, creatorId, left(late.id));
  await lab.work();
  lab.outside.sms.setSwitch({ send: 'ok' });
  await lab.work(1801);
  t.same(texts(late.phone), []);
});

t.test('it is one part in either language, whatever the title', async (t) => {
  const url = `https://app.example.et/pay/s/${'x'.repeat(16)}`;
  for (const lang of ['en', 'am'] as const)
    for (const title of [null, 'Tea', 'ሻይ ለሁለት — የቤት ውስጥ አዘገጃጀት', 'A'.repeat(120), 'ሀ'.repeat(120)]) {
      const text = abandonedText(lang, { title, url });
      t.ok(text.includes(url));
      t.equal(sizeOf(text).parts, 1, text);
    }
});
