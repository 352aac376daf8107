import pg from 'pg';
import { t } from 'tap';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { orderAccessChanged } from '@windsurf/contracts/payments';
import { productPublishedAhead, productPublishedTyped, productWithdrawn } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import { pdfBytes, startTestDelivery } from '../testing.ts';
import { grantEntitlement } from '../entitlements/entitlements.ts';
import { returnPreorder } from './preorders.ts';
import { attend } from './releases.ts';

const test = await startTestDelivery(t);
const { app, db, deps, clock } = test;
const selam = test.creator();
const creatorId = asCreatorId(selam.creatorId);
const said = ['release.changed', 'release.file-due', 'preorder.changed', 'preorder.returned'];
await db.look(`insert into messages.subscriptions select unnest($1::text[]), 'queue_delivery', '{1}'`, [said]);

const day = 86_400;
const inDays = (days: number): string => new Date(clock.now().getTime() + days * day * 1000).toISOString();
type Shown = { productId: string; version: number; details: ProductDetails; fileId: string | null };

/** What the store says of it; a product with a day is said in the words of those. */
async function say(shown: Shown): Promise<void> {
  const words = { slug: 'album', title: 'Album', coverUrl: null, handle: 'selam-books', storeName: 'Selam Books' };
  const ahead = 'releaseAt' in shown.details;
  const event = ahead ? productPublishedAhead : productPublishedTyped;
  const type = shown.details.type;
  await test.say(event, selam.creatorId, { ...shown, type, priceSantim: 10_000, currency: 'ETB', ...words });
  await test.work();
}
async function announce(releaseAt = inDays(10), fileId: string | null = null): Promise<Shown> {
  const details: ProductDetails = { type: 'digital-download', releaseAt };
  const shown = { productId: newId(), version: 1, details, fileId };
  await say(shown);
  return shown;
}
async function move(of: Shown, releaseAt: string | undefined, fileId = of.fileId): Promise<Shown> {
  const details: ProductDetails = { type: 'digital-download', ...(releaseAt === undefined ? {} : { releaseAt }) };
  const next = { ...of, version: of.version + 1, details, fileId };
  await say(next);
  return next;
}
const facts = async (name: string, productId: string): Promise<Record<string, unknown>[]> =>
  (await test.emitted(name)).map((event) => event.payload).filter((payload) => payload.productId === productId);
const told = async (productId: string): Promise<unknown[]> =>
  (await facts('preorder.changed', productId)).map((payload) => payload.what);
const returned = async (productId: string): Promise<unknown[]> =>
  (await facts('preorder.returned', productId)).map((payload) => payload.why);
const stateOf = async (productId: string): Promise<unknown> =>
  (await db.look('select state from delivery.releases where product_id = $1', [productId]))[0]?.state;
const look = async ({ productId }: Shown): Promise<void> => await attend(deps, creatorId, productId);
const text = (body: string): string => body.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ');
const receipt = async (path: string, lang = 'en') => await app.inject({ url: `${path}?lang=${lang}` });
const file = async (): Promise<string> => (await test.upload(selam, 'album.pdf', pdfBytes())).id;
const entitlementOf = async (path: string): Promise<string> => {
  const rows = await db.look<{ id: string }>('select id from delivery.entitlements');
  return rows.find(({ id }) => deps.links.receiptPath(id) === path)?.id ?? '';
};

/** Holds a row until every one of these waits at it, so that they truly come at once. */
async function atOnce(lock: string, id: string, works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const gate = new pg.Client({ connectionString: db.adminUrl });
  await gate.connect();
  try {
    await gate.query('begin');
    await gate.query(`${lock} for update`, [id]);
    const under = works.map(async (work) => await work());
    for (;;) {
      const [row] = await db.look<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (row?.n === works.length) break;
    }
    await gate.query('commit');
    await Promise.all(under);
  } finally {
    await gate.end();
  }
}
const releaseRow = 'select from delivery.releases where product_id = $1';

t.test(
  'before its day it is said when it opens, in both calendars, whatever link is used; on the day it opens once',
  async (t) => {
    const fileId = await file();
    const shown = await announce(inDays(10), fileId);
    const path = await test.pay(selam, shown.productId);
    const granted = await test.emitted('entitlement.granted');
    t.equal(granted.at(-1)?.payload.opensAt, (shown.details as { releaseAt: string }).releaseAt);
    for (const [lang, says] of [
      ['en', /Comes out on [^<]*\d{4}[^<]*\([^)]*\d{4}/],
      ['am', /የሚወጣው [^<]*ቀን \d{4}[^<]*\(/],
    ] as const)
      t.match(text((await receipt(path, lang)).body), says);
    t.notMatch((await receipt(path)).body, /href="\/d\//, 'no button leads to a file');
    t.notMatch((await receipt(path)).body, /\/return/, 'and she agreed to the day');

    const download = `${path.replace('/r/', '/d/')}/${fileId}`;
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await app.inject({ method, url: download, headers: { range: 'bytes=0-' } });
      t.match(
        [answer.statusCode, answer.headers.location],
        [302, `${path}?lang=am`],
        'it leads to the page that says when',
      );
    }
    // Files that got there by another way open nothing either.
    const id = await entitlementOf(path);
    await db.look(
      `insert into delivery.entitlement_files (creator_id, entitlement_id, file_id, position, buyer_id)
     select creator_id, id, $2, 0, buyer_id from delivery.entitlements where id = $1`,
      [id, fileId],
    );
    t.equal((await app.inject({ url: download })).headers.location, `${path}?lang=am`);
    t.notMatch((await receipt(path)).body, /href="\/d\//);
    await db.look('delete from delivery.entitlement_files where entitlement_id = $1', [id]);

    clock.advance(10 * day - 1);
    await look(shown);
    t.same(await told(shown.productId), [], 'a second before it nothing opens');
    t.equal((await app.inject({ url: download })).headers.location, `${path}?lang=am`);
    clock.advance(1);
    // Three workers at once, and another later.
    const workers = [1, 2, 3].map(() => async () => await look(shown));
    await atOnce(releaseRow, shown.productId, workers);
    await look(shown);
    t.same(await told(shown.productId), ['out'], 'told once');
    t.same(
      (await facts('release.changed', shown.productId)).map((one) => one.state),
      ['released'],
    );
    const opened = await app.inject({ url: download });
    t.equal(opened.statusCode, 302);
    t.match(opened.headers.location, /^http/, 'the file itself');
    t.match((await receipt(path)).body, /href="\/d\//);
    const late = await test.pay(selam, shown.productId);
    t.match((await receipt(late)).body, /href="\/d\//, 'who buys later has it at once');
    t.same(await told(shown.productId), ['out'], 'and needs no message');
  },
);

t.test(
  'who bought before a move is told once and may take her money back in one press, which gives it back once',
  async (t) => {
    const fileId = await file();
    let shown = await announce(inDays(20));
    const [first, second] = [await test.pay(selam, shown.productId), await test.pay(selam, shown.productId)];
    shown = await move(shown, inDays(40));
    const third = await test.pay(selam, shown.productId);
    await look(shown);
    t.same(await told(shown.productId), ['moved', 'moved'], 'each once, and not who bought after it');
    const page = (await receipt(first)).body;
    t.match(text(page), /The seller moved the day/);
    const press = async (path: string) =>
      await app.inject({
        method: 'POST',
        url: `${path}/return?lang=en`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
        payload: '',
      });
    t.match(page, new RegExp(`action="${first}/return`));
    t.equal((await press(third)).statusCode, 409, 'who agreed to this day has no button and no way around it');
    const id = await entitlementOf(first);
    const presses = [1, 2, 3].map(() => async () => await returnPreorder(deps, creatorId, id));
    await atOnce('select from delivery.entitlements where id = $1', id, presses);
    t.equal((await press(first)).statusCode, 303);
    t.same(await returned(shown.productId), ['buyer'], 'one press or five give it back once');
    t.match(text((await receipt(first)).body), /All your money goes back/);
    t.equal((await press('/r/AAAAAAAAAAAAAAAA')).statusCode, 404, 'a stranger’s address opens nothing');
    t.equal((await press('/r/short')).statusCode, 404);
    const nothing = await test.publish(selam, { fileId });
    t.equal((await press(await test.pay(selam, nothing.productId))).statusCode, 404, 'what was there has no such way');

    shown = await move(shown, undefined, fileId);
    await look(shown);
    t.same(await told(shown.productId), ['moved', 'moved', 'out', 'out'], 'without a day it is out now');
    t.equal((await press(second)).statusCode, 409, 'and what is open does not go back by a press');
    t.notMatch((await receipt(first)).body, /href="\/d\//, 'who has her money back has no file');
    const gone = await app.inject({ url: `${first.replace('/r/', '/d/')}/${fileId}` });
    t.match(gone.headers.location, /\/r\//);
  },
);

t.test(
  'no file on the day: its creator was reminded, buyers are told, and a week later everybody’s money goes back once',
  async (t) => {
    const shown = await announce(inDays(10));
    const paths = [await test.pay(selam, shown.productId), await test.pay(selam, shown.productId)];
    const due = async (): Promise<unknown[]> =>
      (await facts('release.file-due', shown.productId)).map((one) => one.days);
    await look(shown);
    t.same(await due(), []);
    clock.advance(3 * day);
    await look(shown);
    await look(shown);
    t.same(await due(), [7]);
    clock.advance(6 * day);
    await look(shown);
    t.same(await due(), [7, 1]);
    const list = async (headers: Record<string, string> = selam.headers) =>
      await app.inject({ url: '/v1/delivery/releases', headers });
    t.match((await list()).json().items.at(-1), {
      productId: shown.productId,
      state: 'waiting',
      fileReady: false,
      waiting: 2,
    });
    t.same((await list(test.creator().headers)).json().items, [], 'of her own');
    t.equal((await list({})).statusCode, 401);
    clock.advance(day);
    await look(shown);
    await look(shown);
    t.same(await due(), [7, 1, 0]);
    t.same(await told(shown.productId), ['late', 'late']);
    t.equal(await stateOf(shown.productId), 'late');
    t.match(text((await receipt(paths[0] ?? '')).body), /was to come out on .* is late.*If it is not here by/s);
    clock.advance(7 * day - 1);
    await look(shown);
    t.same(await returned(shown.productId), [], 'not a second before the week is over');
    clock.advance(1);
    const workers = [1, 2, 3].map(() => async () => await look(shown));
    await atOnce(releaseRow, shown.productId, workers);
    await look(shown);
    t.same(await returned(shown.productId), ['late', 'late']);
    t.same(
      (await facts('release.changed', shown.productId)).map((one) => one.state),
      ['late', 'given-up'],
    );
    const after = await test.pay(selam, shown.productId);
    t.same(
      await returned(shown.productId),
      ['late', 'late', 'withdrawn'],
      'whose payment came after that gets it back too',
    );
    t.match(text((await receipt(after)).body), /All your money goes back/);
  },
);

t.test('late, and then there: it opens with its file, and nothing goes back', async (t) => {
  let shown = await announce(inDays(2));
  const path = await test.pay(selam, shown.productId);
  clock.advance(3 * day);
  await look(shown);
  t.same(await told(shown.productId), ['late']);
  shown = await move(shown, (shown.details as { releaseAt: string }).releaseAt, await file());
  t.same(await told(shown.productId), ['late', 'out']);
  t.match((await receipt(path)).body, /href="\/d\//);
  clock.advance(10 * day);
  await look(shown);
  t.same(await returned(shown.productId), []);
});

t.test('a file that is still being checked on the day opens it when it is ready', async (t) => {
  const bytes = pdfBytes();
  const begun = await test.begin(selam, 'late.pdf', bytes);
  const shown = await announce(inDays(2), begun.id);
  const path = await test.pay(selam, shown.productId);
  clock.advance(2 * day);
  await look(shown);
  t.equal(await stateOf(shown.productId), 'late');
  await test.complete(selam, begun.id);
  await test.work();
  t.equal(await stateOf(shown.productId), 'released');
  t.match((await receipt(path)).body, /href="\/d\//);
});

t.test('taken from sale before its day, everybody’s money goes back; sold again, it is a new promise', async (t) => {
  let shown = await announce(inDays(10));
  const [path, refunded] = [await test.pay(selam, shown.productId), newId()];
  await test.pay(selam, shown.productId, { orderId: refunded });
  const about = { orderId: refunded, productId: shown.productId, buyerId: newId(), lang: 'am' as const };
  const at = clock.now().toISOString();
  await test.say(orderAccessChanged, selam.creatorId, { ...about, access: 'revoked', why: 'refund', at });
  await test.say(productWithdrawn, selam.creatorId, { productId: shown.productId, version: shown.version });
  await test.work();
  t.equal(await stateOf(shown.productId), 'withdrawn');
  t.same(await returned(shown.productId), ['withdrawn', 'withdrawn'], 'payments knows what was refunded before');
  // The bank held one of them; what it gives free is asked for again.
  const later = new Date(clock.now().getTime() + 1000).toISOString();
  await test.say(orderAccessChanged, selam.creatorId, { ...about, access: 'active', why: 'restored', at: later });
  await test.work();
  t.equal((await returned(shown.productId)).length, 3);
  shown = await move(shown, inDays(5), await file());
  const again = await test.pay(selam, shown.productId);
  t.equal(await stateOf(shown.productId), 'waiting');
  clock.advance(5 * day);
  await look(shown);
  t.same(await told(shown.productId), ['out'], 'only who bought again');
  t.match((await receipt(again)).body, /href="\/d\//);
  t.notMatch((await receipt(path)).body, /href="\/d\//);
  t.equal((await returned(shown.productId)).length, 3);
});

t.test('a bundle opens as a whole, with the files of all its parts and one message', async (t) => {
  const parts = [
    await test.publish(selam, { fileId: await file() }),
    await test.publish(selam, { fileId: await file() }),
  ];
  const productIds = parts.map((part) => part.productId);
  const shown: Shown = {
    productId: newId(),
    version: 1,
    details: { type: 'bundle', productIds, releaseAt: inDays(3) },
    fileId: null,
  };
  await say(shown);
  const ids = [shown.productId, ...productIds];
  const items = ids.map((productId, at) => ({ productId, amountSantim: at === 0 ? 19_950 : 0 }));
  const path = await test.pay(selam, shown.productId, { items });
  t.notMatch((await receipt(path)).body, /href="\/d\//);
  clock.advance(3 * day);
  await look(shown);
  t.same(await told(shown.productId), ['out']);
  t.equal((await receipt(path)).body.match(/href="\/d\//g)?.length, 2);
});

t.test('the library says when, and offers nothing to download before', async (t) => {
  const shown = await announce(inDays(4), await file());
  const buyer = test.people.person({});
  await test.pay(selam, shown.productId, { buyerId: buyer.personId });
  const read = async (): Promise<string> =>
    (await app.inject({ url: '/k?lang=en', headers: test.people.browser(buyer) })).body;
  const before = await read();
  t.match(text(before), /Comes out on/);
  t.match(text(before), /Not out yet/);
  t.notMatch(before, /href="\/d\//);
  clock.advance(4 * day);
  await look(shown);
  t.match(await read(), /href="\/d\//);
});

t.test('who orders while it opens either waits no more or is told: nobody is forgotten between the two', async (t) => {
  for (let round = 0; round < 4; round += 1) {
    const shown = await announce(inDays(1), await file());
    clock.advance(day);
    const { productId } = shown;
    const order = {
      orderId: newId(),
      intentId: newId(),
      productId,
      buyerId: newId(),
      amountSantim: 10_000,
      feeSantim: 500,
      netSantim: 9_500,
      currency: 'ETB' as const,
      lang: 'en' as const,
      paidAt: clock.now().toISOString(),
    };
    const grant = async () =>
      await deps.tenancy.inCreator(creatorId, async (tx) => await grantEntitlement(deps, tx, creatorId, order));
    await atOnce(
      releaseRow,
      productId,
      round % 2 === 0 ? [grant, async () => await look(shown)] : [async () => await look(shown), grant],
    );
    await look(shown);
    const [row] = await db.look<{ preorder: string | null; files: number }>(
      `select e.preorder, (select count(*)::int from delivery.entitlement_files f where f.entitlement_id = e.id) as files
       from delivery.entitlements e where e.order_id = $1`,
      [order.orderId],
    );
    t.ok(row?.preorder === null || row?.preorder === 'open', String(row?.preorder));
    t.equal(row?.files, 1);
    t.equal((await told(productId)).length, row?.preorder === 'open' ? 1 : 0);
  }
});
