import { encode } from 'uqr';
import { t } from 'tap';
import { orderPaid } from '@windsurf/contracts/payments';
import { productPublishedTyped } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { changeAccess } from '../entitlements/access.ts';
import { ticketText } from '../entitlements/entitlements.ts';
import { startTestDelivery } from '../testing.ts';
import { qrPicture } from './ticket-qr.ts';

const test = await startTestDelivery(t);
const { app, db, deps } = test;
const selam = test.creator();
const creatorId = asCreatorId(selam.creatorId);

async function publish(type: 'event-ticket' | 'tip'): Promise<string> {
  const startsAt = new Date(deps.clock.now().getTime() + 48 * 3_600_000);
  const event = {
    type: 'event-ticket' as const,
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 7_200_000).toISOString(),
    place: 'in-person' as const,
    placeText: 'Hager Fikir Theatre, Piassa',
    seats: 20,
  };
  const tip = { type: 'tip' as const, amounts: [1000, 2000, 3000], minSantim: 1000, showNames: false };
  const details = type === 'tip' ? tip : event;
  const productId = newId();
  await test.say(productPublishedTyped, selam.creatorId, {
    productId,
    version: 1,
    type,
    details,
    slug: 'thing',
    title: 'A concert',
    priceSantim: 10_000,
    currency: 'ETB',
    coverUrl: null,
    fileId: null,
    handle: 'selam-books',
    storeName: 'Selam Books',
  });
  await test.work();
  return productId;
}
/** Buys it; answers the entitlement and the order. */
async function buy(productId: string) {
  const order = {
    orderId: newId(),
    intentId: newId(),
    productId,
    buyerId: newId(),
    amountSantim: 10_000,
    feeSantim: 500,
    netSantim: 9500,
    currency: 'ETB' as const,
    lang: 'en' as const,
    paidAt: deps.clock.now().toISOString(),
    items: [{ productId, amountSantim: 10_000 }],
  };
  await test.say(orderPaid, selam.creatorId, order);
  await test.work();
  const [row] = await db.look<{ id: string }>(
    `select id from delivery.entitlements where order_id = '${order.orderId}'`,
  );
  return { id: row?.id ?? '', order };
}
const get = async (path: string) => await app.inject({ url: path });

/** Which modules of a drawn code are dark. */
function modulesOf(svg: string): boolean[][] {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const rows = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  const path = /fill="#000" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let at = 0; at < Number(run); at += 1) (rows[Number(y)] ?? [])[Number(x) + at] = true;
  return rows;
}

t.test(
  'a ticket shows its code as a picture that says what a door reads, and none once it was given back',
  async (t) => {
    const { id, order } = await buy(await publish('event-ticket'));
    const text = ticketText(deps.links.ticketCode(id));
    for (const lang of ['en', 'am']) {
      const { body } = await get(`${deps.links.receiptPath(id)}?lang=${lang}`);
      const [svg = ''] = /<svg role="img"[^]*?<\/svg>/.exec(body) ?? [];
      t.same(modulesOf(svg), encode(text, { ecc: 'M', border: 4 }).data);
      t.match(svg, lang === 'en' ? 'aria-label="The code of the ticket, to scan"' : 'aria-label="የትኬቱ ኮድ፣ የሚቃኝ"');
      t.match(body, '/ticket.ics?lang=');
    }
    t.notSame(modulesOf(String(qrPicture(`${text}X`, ''))), encode(text, { ecc: 'M', border: 4 }).data);
    await deps.tenancy.inCreator(creatorId, async (tx) => {
      const { orderId, productId, buyerId, lang } = order;
      const facts = { orderId, productId, buyerId, lang, at: deps.clock.now().toISOString() };
      await changeAccess(tx, creatorId, { ...facts, access: 'revoked', why: 'refund' });
    });
    const { body } = await get(`${deps.links.receiptPath(id)}?lang=en`);
    t.notMatch(body, 'role="img"');
    t.notMatch(body, 'ticket.ics');
    t.match((await get(`${deps.links.receiptPath(id)}/ticket.ics`)).body, 'STATUS:CANCELLED');
  },
);

t.test('its event goes into the phone’s calendar, without the code; another receipt has no such file', async (t) => {
  const { id } = await buy(await publish('event-ticket'));
  const file = await get(`${deps.links.receiptPath(id)}/ticket.ics?lang=en`);
  t.equal(file.statusCode, 200);
  t.match(file.headers['content-type'], 'text/calendar');
  t.equal(file.headers['cache-control'], 'private, no-store');
  const lines = file.body.replaceAll('\r\n ', '').split('\r\n');
  t.ok(lines.includes('SUMMARY:A concert'));
  t.ok(lines.some((line) => line.startsWith('LOCATION:') && line.includes(String.raw`Hager Fikir Theatre\, Piassa`)));
  const [row] = await db.look<{ starts_at: Date }>(
    `select starts_at from delivery.tickets where entitlement_id = '${id}'`,
  );
  const start = (row?.starts_at ?? new Date(0)).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  t.ok(lines.includes(`DTSTART:${start}`));
  t.notMatch(file.body, deps.links.ticketCode(id).slice(0, 4) + '-', 'a shared calendar lets nobody in');
  const tip = await buy(await publish('tip'));
  t.equal((await get(`${deps.links.receiptPath(tip.id)}/ticket.ics`)).statusCode, 404);
  t.equal((await get(`/r/${'A'.repeat(22)}/ticket.ics`)).statusCode, 404);
});
