import { t } from 'tap';
import { entitlementGranted } from '@windsurf/contracts/delivery';
import { orderPaid } from '@windsurf/contracts/payments';
import { productPublished } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestNotifications } from '../testing.ts';

const lab = await startTestNotifications(t);
const creatorId = newId();
const productId = newId();
lab.phones.set(creatorId, { phone: '+251922000001', lang: 'en' });
t.beforeEach(() => lab.outside.clear());

const published = (version: number, title: string) =>
  ({
    productId,
    version,
    type: 'digital-download',
    slug: 'guide',
    title,
    priceSantim: 20_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam',
    storeName: 'Selam',
  }) as const;
const paid = (buyerId: string, orderId = newId()) =>
  ({
    orderId,
    intentId: newId(),
    productId,
    buyerId,
    amountSantim: 20_000,
    feeSantim: 1000,
    netSantim: 19_000,
    currency: 'ETB',
    lang: 'am',
    paidAt: '2026-11-20T08:00:00Z',
  }) as const;
const granted = (buyerId: string, lang: 'am' | 'en', entitlementId = newId()) =>
  ({ entitlementId, orderId: newId(), productId, buyerId, lang, grantedAt: '2026-11-20T08:00:01Z' }) as const;
const buyer = (phone: string, lang: 'am' | 'en' = 'am'): string => {
  const id = newId();
  lab.phones.set(id, { phone, lang });
  return id;
};
const link = (entitlementId: string): string => {
  const url = `http://localhost:8080/r/${entitlementId.slice(-12)}`;
  lab.links.set(entitlementId, { url, title: 'Budget 2019', storeName: 'Selam' });
  return url;
};

t.test('an entitlement is one SMS with its link, in the language of the page, however often it is told', async (t) => {
  const event = granted(buyer('+251911000401', 'am'), 'en');
  const url = link(event.entitlementId);
  const key = newId();
  for (let i = 0; i < 5; i++) {
    await lab.hear(entitlementGranted, creatorId, event, key);
    await lab.work();
  }
  await lab.hear(entitlementGranted, creatorId, event, newId());
  await lab.work();
  t.match(lab.outside.sms.sent('+251911000401'), [
    { text: `Paid: Budget 2019 from Selam. Open it here: ${url}`, parts: 1 },
  ]);
  t.equal(lab.outside.sms.sent('+251911000401').length, 1);
});

t.test(
  'a hundred purchases, each told five times at once, are a hundred SMS to buyers and a hundred to the creator',
  async (t) => {
    const phones: string[] = [];
    await lab.hear(productPublished, creatorId, published(1, 'Budget 2019'));
    for (let i = 0; i < 100; i++) {
      const phone = `+25193300${String(i).padStart(4, '0')}`;
      phones.push(phone);
      const person = buyer(phone);
      const [order, event] = [paid(person), granted(person, 'am')];
      link(event.entitlementId);
      const [orderKey, eventKey] = [newId(), newId()];
      for (let again = 0; again < 5; again++) {
        await lab.hear(orderPaid, creatorId, order, again < 3 ? orderKey : newId());
        await lab.hear(entitlementGranted, creatorId, event, again < 3 ? eventKey : newId());
      }
    }
    await lab.work();
    await lab.outside.sms.settled();
    t.equal(phones.filter((phone) => lab.outside.sms.sent(phone).length === 1).length, 100, '100 of 100');
    t.equal(lab.outside.sms.sent('+251922000001').length, 100);
    t.equal(lab.outside.sms.sent().length, 200);
  },
);

t.test('the creator hears what was sold, by its newest title, and what is hers', async (t) => {
  await lab.hear(productPublished, creatorId, published(3, 'The newest title'));
  await lab.hear(productPublished, creatorId, published(2, 'An older title'));
  await lab.work();
  await lab.hear(orderPaid, creatorId, paid(buyer('+251911000402')));
  await lab.work();
  t.match(lab.outside.sms.sent('+251922000001'), [{ text: 'Sold: The newest title. 190 birr for you after fees.' }]);
  const other = newId();
  lab.phones.set(other, { phone: '+251922000002', lang: 'am' });
  await lab.hear(orderPaid, other, paid(buyer('+251911000403')));
  await lab.work();
  t.match(
    lab.outside.sms.sent('+251922000002'),
    [{ text: 'አንድ ምርት ተሸጧል። የእርስዎ ድርሻ 190 ብር።' }],
    'a title of another creator is not hers',
  );
});

t.test('a service that is away delays a message and loses none', async (t) => {
  const person = newId();
  const event = granted(person, 'am');
  const url = link(event.entitlementId);
  const { auth } = lab.deps;
  const away = Object.assign(async () => await Promise.reject(new Error('away')), { close: auth.close });
  Object.assign(lab.deps, { auth: away });
  await lab.hear(entitlementGranted, creatorId, event);
  await t.rejects(lab.work(), /receipt\.write/);
  Object.assign(lab.deps, { auth });
  lab.phones.set(person, { phone: '+251911000404', lang: 'am' });
  await lab.db.look('update queue_notifications._private_jobs set run_at = now() where attempts = 1');
  await lab.work();
  t.match(lab.outside.sms.sent('+251911000404'), [
    { text: `ተከፍሏል፦ Budget 2019፣ Selam ${url}`, encoding: 'UCS-2', parts: 1 },
  ]);
});

t.test('somebody who is not there is a dead letter at once, with its key in the log', async (t) => {
  const event = granted(newId(), 'am');
  link(event.entitlementId);
  await lab.hear(entitlementGranted, creatorId, event);
  await t.rejects(lab.work(), /auth knows no such person/);
  const dead = lab.lines().filter((line) => line.msg === 'message is dead');
  t.match(dead, [{ job: 'receipt.write', key: event.entitlementId, level: 50 }]);
  t.equal(dead.length, 1);
});

t.test('a number is asked for once and again after 30 days', async (t) => {
  const person = buyer('+251911000405');
  const send = async () => {
    const event = granted(person, 'am');
    link(event.entitlementId);
    await lab.hear(entitlementGranted, creatorId, event);
    await lab.work();
  };
  lab.asked = 0;
  await send();
  await send();
  t.equal(lab.asked, 1);
  lab.phones.set(person, { phone: '+251911000406', lang: 'am' });
  lab.clock.advance(31 * 86_400);
  await send();
  t.equal(lab.asked, 2);
  t.equal(lab.outside.sms.sent('+251911000405').length, 2);
  t.equal(lab.outside.sms.sent('+251911000406').length, 1);
});

t.test('numbers stand nowhere in the clear, neither in rows nor in logs', async (t) => {
  const rows = JSON.stringify([
    await lab.db.look('select * from notifications.recipients'),
    await lab.db.look('select * from notifications.messages'),
    await lab.db.look('select * from queue_notifications._private_jobs'),
  ]);
  t.ok(rows.length > 10_000);
  t.notMatch(rows, /(?:251|\b0)(?:9110004\d\d|93300\d{4}|92200000)|localhost:8080\/r\//);
  t.notMatch(lab.logged(), /(?:251|\b0)(?:9110004\d\d|93300\d{4}|92200000)|localhost:8080\/r\//);
});

t.test('operators switch the SMS about sales off without touching what buyers get', async (t) => {
  const written = async () => (await lab.rows()).filter((row) => row.template === 'sale').length;
  const before = await written();
  lab.switched.rules = { 'sale-sms': { enabled: false, percent: 100, creators: [], platforms: [] } };
  t.teardown(() => (lab.switched.rules = {}));
  await lab.hear(orderPaid, creatorId, paid(buyer('+251911000404')));
  const event = granted(buyer('+251911000405'), 'en');
  link(event.entitlementId);
  await lab.hear(entitlementGranted, creatorId, event);
  await lab.work();
  t.equal(await written(), before);
  t.equal(lab.outside.sms.sent('+251911000405').length, 1);
  lab.switched.rules = {};
  await lab.hear(orderPaid, creatorId, paid(buyer('+251911000406')));
  await lab.work();
  t.equal(await written(), before + 1);
});

t.test(
  'what costs nothing is told five times a day to one number, whoever types it; what was paid always',
  async (t) => {
    const phone = '+251911000477';
    const id = buyer(phone);
    const one = async (free: boolean): Promise<void> => {
      const event = granted(id, 'en');
      lab.links.set(event.entitlementId, { url: link(event.entitlementId), title: 'A gift', storeName: 'Selam', free });
      await lab.hear(entitlementGranted, creatorId, event);
    };
    for (let time = 0; time < 8; time++) await one(true);
    await lab.work();
    t.equal(lab.outside.sms.sent(phone).length, 5);
    await one(false);
    await lab.work();
    t.equal(lab.outside.sms.sent(phone).length, 6);
  },
);
