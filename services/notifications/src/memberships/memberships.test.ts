import { t } from 'tap';
import { membershipChanged, membershipDue, membershipPriceAnnounced } from '@windsurf/contracts/payments-memberships';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import { membershipText } from '../texts/membership-texts.ts';
import { sizeOf } from '../texts/parts.ts';
import { startTestNotifications } from '../testing.ts';
import { kindOf, membershipCap } from './memberships.ts';

const lab = await startTestNotifications(t);
const creatorId = newId();
t.beforeEach(() => lab.outside.clear());

const until = '2026-12-20T07:00:00.000Z';
const accessUntil = '2026-12-23T07:00:00.000Z';
type Standing = Parameters<typeof kindOf>[1];
let count = 0;
function member(lang: 'am' | 'en' = 'en', more: Partial<Standing> = {}) {
  const [membershipId, buyerId] = [newId(), newId()];
  const phone = `+2519110006${String(count++).padStart(2, '0')}`;
  lab.phones.set(buyerId, { phone, lang });
  const url = `http://app.localhost:8080/pay/m/${membershipId.slice(-12)}abcd`;
  const standing: Standing = {
    url,
    title: 'Tea club',
    storeName: 'Selam',
    state: 'active',
    leaving: false,
    until,
    accessUntil,
    months: 1,
    amountSantim: 15_000,
    currency: 'ETB',
    ...more,
  };
  lab.memberships.set(membershipId, standing);
  const facts = { membershipId, productId: newId(), buyerId };
  const texts = (): string[] => lab.outside.sms.sent(phone).map((sms) => sms.text);
  const stand = (change: Partial<Standing>): void => {
    lab.memberships.set(membershipId, { ...standing, ...change });
  };
  return { facts, url, texts, stand };
}
const due = (of: ReturnType<typeof member>, days: 5 | 2 | 0 | -2) => ({ ...of.facts, days, until });

t.test('a member hears before the end with the link, the sum and the day, once however often it is told', async (t) => {
  const [en, am] = [member(), member('am')];
  const key = newId();
  for (let n = 0; n < 3; n++) await lab.hear(membershipDue, creatorId, due(en, 5), key);
  await lab.hear(membershipDue, creatorId, due(am, 5));
  await lab.work();
  t.same(en.texts(), [`Tea club: paid until 20 Dec. To go on, 150 birr: ${en.url} Nothing is taken by itself.`]);
  t.match(am.texts(), [/ታኅሣሥ 11.*http/s]);
});

t.test('on the day and after it the words are others: open for some days, then over', async (t) => {
  const [grace, over] = [member('en', { state: 'grace' }), member('en', { state: 'ended' })];
  await lab.hear(membershipDue, creatorId, due(grace, 0));
  await lab.hear(membershipDue, creatorId, due(over, -2));
  await lab.work();
  t.match(grace.texts(), [/stays open until 23 Dec\. To go on, 150 birr: http/]);
  t.match(over.texts(), [/has ended; nothing was taken/]);
});

t.test('who paid, paused or left between the reminder and its SMS hears nothing', async (t) => {
  for (const change of [
    { until: '2027-01-20T07:00:00.000Z' },
    { state: 'paused' as const },
    { leaving: true },
    { amountSantim: 0 },
  ]) {
    const one = member();
    await lab.hear(membershipDue, creatorId, due(one, 2));
    one.stand(change);
    await lab.work();
    t.same(one.texts(), [], JSON.stringify(change));
  }
});

t.test('a reminder after payment is seen: without the question how it stands now, one is sent', async (t) => {
  const one = member();
  const notice = { about: newId(), ...one.facts, news: 'due', day: until } as const;
  const paid: Standing = { ...(lab.memberships.get(one.facts.membershipId) as Standing), until: accessUntil };
  t.equal(kindOf(notice, paid), undefined);
  // Planted: the standing of the moment of the reminder is believed.
  t.equal(kindOf(notice, { ...paid, until }), 'soon');
});

t.test('who renews hears until when; who joins has her receipt', async (t) => {
  const one = member();
  const changed = { ...one.facts, orderId: newId(), state: 'active', until, accessUntil, at: until } as const;
  await lab.hear(membershipChanged, creatorId, { ...changed, what: 'joined', number: 1 });
  await lab.hear(membershipChanged, creatorId, { ...changed, what: 'paused', number: 2 });
  await lab.work();
  t.same(one.texts(), []);
  await lab.hear(membershipChanged, creatorId, { ...changed, what: 'renewed', number: 3 });
  await lab.work();
  t.match(one.texts(), [/thank you, paid until 20 Dec/]);
});

t.test('another price is told with the day from which it holds', async (t) => {
  const [one, gone] = [member(), member('en', { leaving: true })];
  for (const { facts } of [one, gone]) {
    const notice = { ...facts, noticeId: newId(), monthSantim: 18_000, fromAt: '2026-12-27T07:00:00.000Z' };
    await lab.hear(membershipPriceAnnounced, creatorId, notice);
  }
  await lab.work();
  t.match(one.texts(), [/from 27 Dec on cost 180 birr a month\. Until then your price holds/]);
  t.same(gone.texts(), [], 'who leaves gets no more bills');
});

t.test('nobody is flooded, however many memberships she has', async (t) => {
  const one = member();
  for (let n = 0; n < membershipCap + 2; n++) {
    await lab.hear(membershipDue, creatorId, due(one, 5), newId());
    await lab.work();
  }
  t.equal(one.texts().length, membershipCap);
});

t.test('each text is one part, in both languages, whatever the title', async (t) => {
  const kinds = ['soon', 'grace', 'ended', 'renewed', 'price'] as const;
  const titles = [
    'Tea',
    'የቡና ወዳጆች ማኅበር',
    'The friends of everything that can be drunk '.repeat(4),
    '👩‍👩‍👧'.repeat(40),
  ];
  const urls = ['https://app.stanstore.et/pay/m/ABCDEFGHIJKLMNOP', 'http://app.localhost:8080/pay/m/ABCDEFGHIJKLMNOP'];
  let seen = 0;
  for (const kind of kinds)
    for (const title of titles)
      for (const url of urls)
        for (const lang of ['am', 'en'] as const) {
          const [day, open] = [new Date(until), new Date(accessUntil)];
          const text = membershipText(lang, {
            kind,
            title,
            day,
            open,
            amount: santim(1_234_550),
            url,
          });
          t.equal(sizeOf(text).parts, 1, text);
          if (lang === 'en' || !['renewed', 'price'].includes(kind)) t.ok(text.includes(url), text);
          seen++;
        }
  t.equal(seen, 80);
});

t.test('numbers and links stand nowhere in the clear', async (t) => {
  const rows = JSON.stringify([
    await lab.db.look("select * from notifications.messages where template like 'membership%'"),
    await lab.db.look('select * from queue_notifications._private_jobs'),
  ]);
  t.ok(rows.length > 1000);
  t.notMatch(rows + lab.logged(), /9110006\d\d|pay\/m\//);
});
