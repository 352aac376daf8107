import { t } from 'tap';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import { preorderChanged, releaseFileDue } from '@windsurf/contracts/delivery-preorders';
import { productPublishedAhead } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
t.beforeEach(() => lab.outside.clear());
let last = 300;
function someone(lang: 'am' | 'en'): { id: string; phone: string } {
  const person = { id: newId(), phone: `+251922000${String((last += 1))}` };
  lab.phones.set(person.id, { phone: person.phone, lang });
  return person;
}
const texts = (to: { phone: string }): string[] => lab.outside.sms.sent(to.phone).map((message) => message.text);
const releaseAt = '2026-12-30T21:30:00.000Z';
const another = '2027-01-05T06:00:00.000Z';

t.test('a buyer hears with her receipt when it comes out, and once each that it moved, is late, is out', async (t) => {
  for (const [lang, says] of [
    [
      'en',
      [
        /^Paid: Album\. It comes out on 31 Dec; it opens here: .*r\/x$/,
        /^Album now comes out on 5 Jan\. To take your money back instead: .*r\/x$/,
        /^Album is late\. If it is not out in 7 days your money goes back by itself\. .*r\/x$/,
        /^Album is out\. Open it here: .*r\/x$/,
      ],
    ],
    ['am', [/^ተከፍሏል፦ Album። የሚወጣው ታኅሣሥ 22 .*r\/x$/, /የሚወጣው ታኅሣሥ 27 ሆኗል .*r\/x$/, /ዘግይቷል .*r\/x$/, /ወጥቷል .*r\/x$/]],
  ] as const) {
    const [creator, buyer] = [someone('en'), someone(lang)];
    const about = { entitlementId: newId(), orderId: newId(), productId: newId(), buyerId: buyer.id, lang };
    lab.links.set(about.entitlementId, { url: 'https://w.et/r/x', title: 'Album', storeName: 'Selam' });
    const at = lab.clock.now().toISOString();
    await lab.hear(entitlementGranted, creator.id, { ...about, grantedAt: at, opensAt: releaseAt });
    await lab.work();
    for (const what of ['moved', 'moved', 'late', 'late', 'out', 'out'] as const) {
      await lab.hear(preorderChanged, creator.id, { ...about, what, releaseAt: another, at });
      await lab.work();
    }
    t.match(texts(buyer), [...says]);
    t.equal(texts(buyer).length, says.length, 'each once');
    t.ok(lab.outside.sms.sent().every((message) => message.parts === 1));
    await lab.hear(preorderChanged, creator.id, { ...about, what: 'moved', releaseAt, at });
    await lab.work();
    t.equal(texts(buyer).length, says.length + 1, 'another day is another message');
  }
});

t.test('what costs nothing is not said to be paid', async (t) => {
  const [creator, buyer] = [someone('en'), someone('en')];
  const about = {
    entitlementId: newId(),
    orderId: newId(),
    productId: newId(),
    buyerId: buyer.id,
    lang: 'en' as const,
  };
  lab.links.set(about.entitlementId, { url: 'https://w.et/r/x', title: 'Album', storeName: 'Selam', free: true });
  const grantedAt = lab.clock.now().toISOString();
  await lab.hear(entitlementGranted, creator.id, { ...about, grantedAt, opensAt: releaseAt });
  await lab.work();
  t.same(texts(buyer), ['Yours: Album. It comes out on 31 Dec; it opens here: https://w.et/r/x']);
});

t.test('a creator is reminded of the file once for each reminder, in her language, in one part', async (t) => {
  for (const [lang, due, late] of [
    ['en', /^Album comes out on 31 Dec and has no file yet\./, /^Album should be out\. Add its file within 7 days/],
    ['am', /^Album ታኅሣሥ 22 ይወጣል፤ ፋይሉን ያስገቡ።$/, /^Album ዘግይቷል። በ7 ቀን/],
  ] as const) {
    const creator = someone(lang);
    const productId = newId();
    const details = { type: 'digital-download' as const, releaseAt };
    const words = { slug: 'album', title: 'Album', coverUrl: null, fileId: null, handle: 'selam', storeName: 'Selam' };
    const product = {
      productId,
      version: 1,
      type: details.type,
      details,
      priceSantim: 20_000,
      currency: 'ETB' as const,
    };
    await lab.hear(productPublishedAhead, creator.id, { ...product, ...words });
    for (const days of [7, 7, 1, 0, 0] as const) {
      await lab.hear(releaseFileDue, creator.id, { productId, releaseAt, days });
      await lab.work();
    }
    t.match(texts(creator), [due, due, late]);
    t.equal(texts(creator).length, 3);
    t.ok(lab.outside.sms.sent().every((message) => message.parts === 1));
  }
});
