import { t } from 'tap';
import { inEat } from '@windsurf/calendar/moment';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import { giftChanged } from '@windsurf/contracts/payments-gifts';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';
import { giftText } from '../texts/gift-texts.ts';
import type { GiftNews } from '../texts/gift-texts.ts';
import { sizeOf } from '../texts/parts.ts';
import { byDay, giftCap } from './gifts.ts';

t.setTimeout(120_000);
const lab = await startTestNotifications(t);
// The middle of a day in East Africa: what is told by day is written at once.
lab.clock.advance(((36 - inEat(lab.clock.now()).hour) % 24) * 3600);
const creatorId = newId();
t.beforeEach(() => lab.outside.clear());

const openUntil = '2027-01-07T09:00:00.000Z';
let count = 0;
function given(lang: 'am' | 'en' = 'en', more: object = {}) {
  const [giftId, giverId, receiverId] = [newId(), newId(), newId()];
  const [giver, receiver] = [
    `+2519110007${String(count++).padStart(2, '0')}`,
    `+2519110008${String(count).padStart(2, '0')}`,
  ];
  lab.phones.set(giverId, { phone: giver, lang: 'en' });
  lab.phones.set(receiverId, { phone: receiver, lang });
  const url = `http://app.localhost:8080/pay/g/${giftId.slice(-12)}abcd`;
  const words = { title: 'Budget 2019', storeName: 'Selam', from: 'Hana', hint: '345' };
  const standing = { url, ...words, receiverId, state: 'sent' as const, closed: false, openUntil, ...more };
  lab.gifts.set(giftId, standing);
  const facts = { giftId, orderId: newId(), productId: newId(), lang: 'en' as const, at: openUntil };
  const hear = async (to: 'giver' | 'receiver', news: GiftNews, key = newId()): Promise<void> => {
    const personId = to === 'giver' ? giverId : receiverId;
    await lab.hear(giftChanged, creatorId, { ...facts, personId, to, news }, key);
  };
  const tell: typeof hear = async (...said) => {
    await hear(...said);
    await lab.work();
  };
  const texts = (phone: string): string[] => lab.outside.sms.sent(phone).map((sms) => sms.text);
  return { url, hear, tell, ofGiver: () => texts(giver), ofReceiver: () => texts(receiver) };
}

t.test('who is given something gets the link in her own language, once however often it is told', async (t) => {
  const [en, am] = [given(), given('am')];
  const key = newId();
  for (let time = 0; time < 3; time += 1) await en.tell('receiver', 'sent', key);
  await am.tell('receiver', 'sent');
  t.same(en.ofReceiver(), [`Hana gives you: Budget 2019. Open it here: ${en.url}`]);
  t.match(am.ofReceiver(), [new RegExp(`^ስጦታ ከHana፦ .*${am.url}$`)]);
  await en.tell('giver', 'bought');
  t.same(en.ofGiver(), [`Paid: Budget 2019 as a gift. Follow it here: ${en.url}`]);
});

t.test('what is no longer true is not said: opened, taken back, or on its way to another number', async (t) => {
  for (const more of [{ state: 'claimed' }, { closed: true }, { receiverId: newId() }, { state: 'waiting' }]) {
    const gift = given('en', more);
    await gift.tell('receiver', 'reminder');
    t.same(gift.ofReceiver(), [], JSON.stringify(more));
  }
  const open = given();
  await open.tell('receiver', 'last');
  await open.tell('giver', 'last');
  await open.tell('giver', 'returned');
  t.equal(open.ofReceiver().length, 1);
  t.match(open.ofGiver(), [/another number\?.*7\/1/], 'the giver is asked, and nothing is said to have gone back yet');
});

t.test('nobody gets more than so many in a day', async (t) => {
  const gift = given();
  for (let time = 0; time < giftCap + 3; time += 1) await gift.hear('receiver', 'sent');
  await lab.work();
  t.equal(gift.ofReceiver().length, giftCap);
});

t.test('that it was opened waits for the morning', async (t) => {
  const night = new Date('2026-11-20T20:00:00Z');
  t.equal(byDay(night).toISOString(), '2026-11-21T05:00:00.000Z');
  t.equal(byDay(new Date('2026-11-20T02:00:00Z')).toISOString(), '2026-11-20T05:00:00.000Z');
  const day = new Date('2026-11-20T09:00:00Z');
  t.equal(byDay(day).getTime(), day.getTime());
});

t.test('whoever opened it gets the link of what is hers, and is not told that she paid', async (t) => {
  const [entitlementId, buyerId] = [newId(), newId()];
  const phone = '+251911000899';
  lab.phones.set(buyerId, { phone, lang: 'en' });
  const url = `http://localhost:8080/r/${entitlementId.slice(-12)}`;
  lab.links.set(entitlementId, { url, title: 'Budget 2019', storeName: 'Selam', free: true, gift: true });
  const granted = {
    entitlementId,
    orderId: newId(),
    productId: newId(),
    buyerId,
    lang: 'en',
    grantedAt: openUntil,
  } as const;
  await lab.hear(entitlementGranted, creatorId, granted);
  await lab.work();
  t.match(lab.outside.sms.sent(phone), [{ text: `Yours: Budget 2019 from Selam. Open it here: ${url}` }]);
});

t.test('every text is one part with its whole link, whatever its title and name are', async (t) => {
  const url = 'https://app.windsurf-stan-store.et/pay/g/AbCdEfGhIjKlMnOp';
  const kinds = ['bought', 'sent', 'reminder', 'last', 'opened', 'returned', 'sent-back'] as const;
  let seen = 0;
  const wrong: string[] = [];
  // A name is said where she gets it, and nowhere else.
  for (const lang of ['en', 'am'] as const)
    for (const news of kinds)
      for (const to of ['giver', 'receiver'] as const)
        for (const title of ['Tea', 'ጥሩ የሆነ በጣም ረጅም የሥራ መጽሐፍ ስም ለሁሉም ሰው'])
          for (const from of news === 'sent' && to === 'receiver' ? [null, 'ወ/ሮ ሰላማዊት ገብረመድህን'] : [null]) {
            const text = giftText(lang, { news, to, title, from, until: new Date(openUntil), url });
            if (sizeOf(text).parts !== 1 || !text.includes(url)) wrong.push(text);
            seen += 1;
          }
  t.same(wrong, []);
  t.equal(seen, 60);
});
