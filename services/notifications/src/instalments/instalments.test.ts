import { t } from 'tap';
import { orderAccessChanged, orderPaid } from '@windsurf/contracts/payments';
import { instalmentDue } from '@windsurf/contracts/payments-instalments';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import { instalmentText } from '../texts/instalment-texts.ts';
import { sizeOf } from '../texts/parts.ts';
import { startTestNotifications } from '../testing.ts';
import { instalmentCap, kindOf } from './instalments.ts';

const lab = await startTestNotifications(t);
const creatorId = newId();
lab.phones.set(creatorId, { phone: '+251911000799', lang: 'en' });
t.beforeEach(() => lab.outside.clear());

const dueAt = '2026-12-20T07:00:00.000Z';
type Plan = Parameters<typeof kindOf>[1];
let count = 0;
function buyer(lang: 'am' | 'en' = 'en', more: Partial<Plan> = {}) {
  const [planId, buyerId, productId] = [newId(), newId(), newId()];
  const phone = `+2519110007${String(count++).padStart(2, '0')}`;
  lab.phones.set(buyerId, { phone, lang });
  const url = `http://app.localhost:8080/pay/i/${planId.slice(-12)}abcd`;
  const part = (number: number, state: Plan['parts'][number]['state']) => ({
    number,
    dueAt,
    amountSantim: 50_000,
    state,
    paidAt: null,
    orderId: null,
  });
  const plan: Plan = {
    id: planId,
    productId,
    title: 'Weaving',
    storeName: 'Selam',
    url,
    state: 'running',
    wholeSantim: 150_000,
    leftSantim: 100_000,
    currency: 'ETB',
    parts: [part(1, 'paid'), part(2, 'due'), part(3, 'due')],
    ...more,
  };
  lab.plans.set(planId, plan);
  const texts = (): string[] => lab.outside.sms.sent(phone).map((sms) => sms.text);
  const stand = (change: Partial<Plan>): void => void lab.plans.set(planId, { ...plan, ...change });
  const paidSecond = [part(1, 'paid'), part(2, 'paid'), part(3, 'due')];
  return { planId, buyerId, productId, url, plan, texts, stand, paidSecond };
}
const due = ({ planId, productId, buyerId }: ReturnType<typeof buyer>, days: 3 | 0 | -3 | -7) => ({
  planId,
  productId,
  buyerId,
  number: 2,
  days,
  dueAt,
});

t.test(
  'a part is told of before its day with the link, the sum and the day, once however often it is told',
  async (t) => {
    const [en, am] = [buyer(), buyer('am')];
    const key = newId();
    for (let n = 0; n < 3; n++) await lab.hear(instalmentDue, creatorId, due(en, 3), key);
    await lab.hear(instalmentDue, creatorId, due(am, 3));
    await lab.work();
    t.same(en.texts(), [`Weaving: part 2 of 3, 500 birr, is due on 20 Dec: ${en.url} Nothing is taken by itself.`]);
    t.match(am.texts(), [/ታኅሣሥ 11.*http/s]);
  },
);

t.test('on the day, late and closed the words are others', async (t) => {
  const [today, late, closed] = [buyer(), buyer(), buyer('en', { state: 'paused' })];
  await lab.hear(instalmentDue, creatorId, due(today, 0));
  await lab.hear(instalmentDue, creatorId, due(late, -3));
  await lab.hear(instalmentDue, creatorId, due(closed, -7));
  await lab.work();
  t.match(today.texts(), [/due today/]);
  t.match(late.texts(), [/is late\. Unpaid, it closes on 3 Jan: http/]);
  t.match(closed.texts(), [/closed until its late part is paid; nothing was deleted/]);
});

t.test('who paid between the reminder and its SMS hears nothing', async (t) => {
  const one = buyer();
  await lab.hear(instalmentDue, creatorId, due(one, 0));
  one.stand({ parts: one.paidSecond });
  const over = buyer();
  await lab.hear(instalmentDue, creatorId, due(over, 0));
  over.stand({ state: 'ended' });
  await lab.work();
  t.same([...one.texts(), ...over.texts()], []);
  const notice = { about: newId(), planId: one.planId, buyerId: one.buyerId, news: 'due', number: 2, days: 0 } as const;
  t.equal(kindOf(notice, { ...one.plan, parts: one.paidSecond }), undefined);
  // Planted: the standing of the moment of the reminder is believed.
  t.equal(kindOf(notice, one.plan), 'today');
});

t.test(
  'who paid a later part hears what is left; the first one has its receipt, and opening is no other news',
  async (t) => {
    const [one, first] = [buyer(), buyer()];
    const order = (of: ReturnType<typeof buyer>, choice: Record<string, string | number>) => ({
      orderId: newId(),
      intentId: newId(),
      productId: of.productId,
      buyerId: of.buyerId,
      amountSantim: 50_000,
      feeSantim: 2_500,
      netSantim: 47_500,
      currency: 'ETB' as const,
      lang: 'en' as const,
      paidAt: dueAt,
      choice,
    });
    one.stand({ parts: one.paidSecond, leftSantim: 50_000 });
    const paid = order(one, { plan: one.planId, pays: 2, firstOrder: newId() });
    const key = newId();
    for (let n = 0; n < 2; n++) await lab.hear(orderPaid, creatorId, paid, key);
    await lab.hear(orderPaid, creatorId, order(first, { parts: 3, whole: 150_000, wholeOff: 0, plan: first.planId }));
    for (const access of ['paused', 'active'] as const) {
      const { productId, buyerId } = one;
      const facts = { orderId: newId(), productId, buyerId, lang: 'en' as const, at: dueAt };
      await lab.hear(orderAccessChanged, creatorId, { ...facts, access, why: 'instalment' });
    }
    await lab.work();
    t.same(one.texts(), [`Weaving: thank you, part 2 of 3 is paid. 500 birr is left: ${one.url}`]);
    t.same(first.texts(), []);
  },
);

t.test('nobody is flooded, however many plans she has', async (t) => {
  const one = buyer();
  for (let n = 0; n < instalmentCap + 2; n++) {
    await lab.hear(instalmentDue, creatorId, due(one, 3), newId());
    await lab.work();
  }
  t.equal(one.texts().length, instalmentCap);
});

t.test('each text is one part, in both languages, whatever the title, and has its link', async (t) => {
  const kinds = ['soon', 'today', 'late', 'closed', 'paid', 'done'] as const;
  const titles = ['Tea', 'የሽመና ትምህርት ለጀማሪዎች', 'Everything that can be woven '.repeat(4), '👩‍👩‍👧'.repeat(40)];
  const url = 'https://app.stanstore.et/pay/i/ABCDEFGHIJKLMNOP';
  let seen = 0;
  for (const kind of kinds)
    for (const title of titles)
      for (const lang of ['am', 'en'] as const) {
        const day = new Date(dueAt);
        const sums = { amount: santim(1_234_550), left: santim(98_765_432) };
        const text = instalmentText(lang, { kind, title, part: 2, count: 6, day, closes: day, ...sums, url });
        t.equal(sizeOf(text).parts, 1, text);
        if (lang === 'en' || kind !== 'done') t.ok(text.includes(url), text);
        seen++;
      }
  t.equal(seen, 48);
});
