import { t } from 'tap';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import { requestChanged, requestReceived } from '@windsurf/contracts/delivery-desk';
import { orderPaid } from '@windsurf/contracts/payments';
import { productPublishedTyped } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
t.beforeEach(() => lab.outside.clear());
let last = 700;
function someone(lang: 'am' | 'en'): { id: string; phone: string } {
  const person = { id: newId(), phone: `+251922000${String((last += 1))}` };
  lab.phones.set(person.id, { phone: person.phone, lang });
  return person;
}
const texts = (to: { phone: string }): string[] => lab.outside.sms.sent(to.phone).map((message) => message.text);
async function product(creatorId: string, title: string): Promise<string> {
  const productId = newId();
  const details = {
    type: 'custom-request' as const,
    questions: [{ text: 'For whom?', required: true, kind: 'text' as const }],
    daysToDeliver: 3,
  };
  await lab.hear(productPublishedTyped, creatorId, {
    productId,
    version: 1,
    type: 'custom-request',
    details,
    slug: 'portrait',
    title,
    priceSantim: 50_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam',
    storeName: 'Selam',
  });
  return productId;
}

t.test('who asks and who makes hear of it, each in the own language, each state once, in one part', async (t) => {
  for (const [lang, asked, accepted, delivered] of [
    [
      'en',
      /^A buyer asked for "A portrait"\. Answer in Windsurf until \w+ \d/,
      /being made for you.*r\/x/,
      /is ready for you: .*r\/x/,
    ],
    ['am', /^አዲስ ጥያቄ፦ A portrait። እስከ /, /እየተሠራ ነው .*r\/x/, /ደርሷል .*r\/x/],
  ] as const) {
    const [creator, buyer] = [someone(lang), someone('am')];
    const productId = await product(creator.id, 'A portrait');
    const about = { entitlementId: newId(), orderId: newId(), productId, buyerId: buyer.id, lang };
    lab.links.set(about.entitlementId, { url: 'https://w.et/r/x', title: 'A portrait', storeName: 'Selam' });
    const dueAt = lab.clock.now().toISOString();
    for (let n = 0; n < 3; n += 1) await lab.hear(requestReceived, creator.id, { ...about, dueAt });
    for (const state of ['accepted', 'accepted', 'delivered', 'declined'] as const)
      await lab.hear(requestChanged, creator.id, { ...about, state });
    await lab.work();
    t.match(texts(creator), [asked]);
    t.equal(texts(creator).length, 1);
    t.match(texts(buyer), [accepted, delivered]);
    t.equal(texts(buyer).length, 2, 'that it was declined is said with the money');
    t.ok(lab.outside.sms.sent().every((message) => message.parts === 1));
  }
});

t.test('what costs nothing is not said to be paid', async (t) => {
  const [creator, buyer] = [someone('en'), someone('en')];
  const productId = await product(creator.id, 'A free guide');
  const [entitlementId, orderId] = [newId(), newId()];
  lab.links.set(entitlementId, { url: 'https://w.et/r/x', title: 'A free guide', storeName: 'Selam', free: true });
  const at = lab.clock.now().toISOString();
  await lab.hear(orderPaid, creator.id, {
    orderId,
    intentId: newId(),
    productId,
    buyerId: buyer.id,
    amountSantim: 0,
    feeSantim: 0,
    netSantim: 0,
    currency: 'ETB',
    lang: 'en',
    paidAt: at,
  });
  await lab.hear(entitlementGranted, creator.id, {
    entitlementId,
    orderId,
    productId,
    buyerId: buyer.id,
    lang: 'en',
    grantedAt: at,
  });
  await lab.work();
  t.same(texts(buyer), ['Yours: A free guide from Selam. Open it here: https://w.et/r/x']);
  t.same(texts(creator), ['Taken for free: A free guide.']);
});
