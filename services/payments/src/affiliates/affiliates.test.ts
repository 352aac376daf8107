import t from 'tap';
import { startTestPayments } from '../testing.ts';
import type { AffiliateTermsView, AffiliateView, ShareView } from '@windsurf/contracts/payments-affiliates';
import { fourFacts } from '@windsurf/testbed/people';
import type { TestPerson } from '@windsurf/testbed/people';
import {
  allow,
  balanceOf,
  join,
  joinUrl,
  lastOrder,
  open,
  personWith,
  settleAll,
  shop,
  start,
  termsUrl,
} from './testing.ts';

t.test('whether people may recommend a product: said by its creator, and read by nobody else', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const other = lab.people.person({ creator: true });
  const { headers } = lab.seller;
  const put = (body: unknown, who: object = headers) => ({
    method: 'PUT' as const,
    url: termsUrl(product),
    headers: who as Record<string, string>,
    body: body as object,
  });
  const facts = await fourFacts(lab.app, {
    works: put(open),
    badShape: put({ ...open, percent: 76 }),
    stranger: put(open, other.headers),
    nobody: put(open, {}),
  });
  t.same([facts.works.statusCode, facts.badShape, facts.stranger, facts.nobody], [200, 422, 404, 401]);
  t.match(facts.works.json(), { version: 1, open: true, percent: 30, holdDays: 14, affiliates: 0 });
  t.equal((await allow(lab, product)).json<AffiliateTermsView>().version, 1, 'the same again is no change');
  t.equal(
    (await allow(lab, product, { percent: 40 })).statusCode,
    409,
    'what somebody else changed is not overwritten',
  );
  const read = (who: object) => ({ url: termsUrl(product), headers: who as Record<string, string> });
  const seen = await fourFacts(lab.app, { works: read(headers), stranger: read(other.headers), nobody: read({}) });
  t.same([seen.works.statusCode, seen.stranger, seen.nobody], [200, 404, 401]);
});

t.test('a person accepts the terms, and has a link and a word; twice is once', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const person = lab.people.person();
  t.equal((await join(lab, product, person)).statusCode, 409, 'nobody joins what is not offered');
  await allow(lab, product);
  const at = (body: object, headers: Record<string, string>) => ({
    method: 'POST' as const,
    url: joinUrl(product),
    headers,
    body,
  });
  const good = { name: 'አበበ', percent: 30, accept: true };
  const facts = await fourFacts(lab.app, {
    works: at(good, person.headers),
    badShape: at({ ...good, accept: false }, person.headers),
    nobody: at(good, {}),
  });
  t.same([facts.works.statusCode, facts.badShape, facts.nobody], [200, 422, 401]);
  const { code, link } = facts.works.json<{ code: string; link: string }>();
  t.match(code, /^ABEBE[1-9]$/);
  t.ok(link.endsWith(`/@selam-books/tea?ref=${code.toLowerCase()}`), link);
  t.equal((await join(lab, product, person)).json<{ code: string }>().code, code, 'the same agreement');
  t.equal(await lab.count('payments.affiliations'), 1);
  const both = await Promise.all(
    [1, 2].map(async () => await join(lab, product, lab.people.person(), { name: 'Almaz' })),
  );
  t.equal(
    new Set(both.map((one) => one.json<{ code: string }>().code)).size,
    2,
    'two of one name at once have two codes',
  );
  t.equal(
    (await join(lab, product, lab.people.person(), { percent: 50 })).statusCode,
    409,
    'what was read is what is accepted',
  );
  t.equal((await join(lab, product, lab.people.person(), { name: '7 7' })).statusCode, 422);
  t.equal((await join(lab, product, lab.seller)).statusCode, 409, 'the seller does not pay herself');
  const unknown = await lab.app.inject({
    ...at(good, person.headers),
    url: joinUrl({ ...product, id: '00000000-0000-7000-8000-000000000000' }),
  });
  t.equal(unknown.statusCode, 404);
  const mine = await lab.app.inject({ url: '/v1/payments/affiliations', headers: person.headers });
  t.same(
    mine.json<{ items: { code: string }[] }>().items.map((one) => one.code),
    [code],
  );
  t.equal((await lab.app.inject({ url: '/v1/payments/affiliations' })).statusCode, 401);
  const stranger = await lab.app.inject({ url: '/v1/payments/affiliations', headers: lab.people.person().headers });
  t.same(stranger.json(), { items: [] }, 'nobody sees another’s');
  const taken = await lab.app.inject({
    method: 'POST',
    url: '/v1/payments/codes',
    headers: lab.seller.headers,
    body: { code, gives: { percent: 20 }, toAt: null, maxUses: null, perBuyer: null, productIds: null },
  });
  t.equal(taken.statusCode, 409, 'a discount cannot have an affiliate’s word');
});

t.test('only buyers join where only buyers may', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  await allow(lab, product, { buyersOnly: true });
  const buyer = await personWith(lab, '+251911000001');
  t.equal((await join(lab, product, buyer)).statusCode, 409);
  await start(lab, product);
  await settleAll(lab);
  t.equal((await join(lab, product, buyer)).statusCode, 200);
});

t.test('a part is held for the days of refunds, goes back with them, and then arrives in her own books', async (t) => {
  const lab = await startTestPayments(t);
  const { product, abebe, code } = await shop(lab);
  await start(lab, product, { ref: code });
  await settleAll(lab);
  const { id, shares } = await lastOrder(lab);
  const [party] = await lab.db.look<{ id: string }>('select id from payments.affiliates');
  const account = `share:${party?.id ?? ''}`;
  t.equal(await balanceOf(lab, product.creatorId, account), -shares);
  const [held] = (await lab.app.inject({ url: '/v1/payments/shares', headers: abebe.headers })).json<{
    items: ShareView[];
  }>().items;
  t.match(held, {
    state: 'held',
    amountSantim: shares,
    releaseAt: new Date(lab.clock.now().getTime() + 14 * 86_400_000).toISOString().slice(0, 10),
  });
  const quote = await lab.app.inject({
    url: `/v1/payments/orders/${id}/refund-quote?amountSantim=10000`,
    headers: lab.seller.headers,
  });
  const asked = quote.json<Record<string, number>>();
  t.equal(
    (asked.feeBackSantim ?? 0) +
      (asked.sharesBackSantim ?? 0) +
      (asked.fromBalanceSantim ?? 0) +
      (asked.owedSantim ?? 0),
    10_000,
  );
  const refund = async (body: object, key: string) =>
    await lab.app.inject({
      method: 'POST',
      url: `/v1/payments/orders/${id}/refunds`,
      headers: { ...lab.seller.headers, 'idempotency-key': key },
      body: { reason: 'buyer-asked', access: 'keep', ...body },
    });
  t.equal((await refund({ amountSantim: 10_000 }, 'affiliates-refund-1')).statusCode, 201);
  t.equal(
    (await refund({ amountSantim: 10_000 }, 'affiliates-refund-1')).statusCode,
    201,
    'the same request is the same refund',
  );
  const left = Math.floor((shares * 20_000) / 30_000);
  t.equal(await balanceOf(lab, product.creatorId, account), -left, 'in proportion, once');
  lab.clock.advance(14 * 86_400 + 60);
  await lab.work();
  await lab.work();
  t.equal(await balanceOf(lab, product.creatorId, account), 0);
  t.equal(
    await balanceOf(lab, abebe.personId, 'creator-payable'),
    -left,
    'payable to her, also before she has a store',
  );
  const between =
    (await balanceOf(lab, product.creatorId, 'between-books')) +
    (await balanceOf(lab, abebe.personId, 'between-books'));
  t.equal(between, 0, 'nothing is lost between the books');
  await refund({ whole: true }, 'affiliates-refund-2');
  t.equal(await balanceOf(lab, abebe.personId, 'creator-payable'), -left, 'what was let go of is hers for good');
  const [sum] = await lab.db.look<{ n: string }>('select sum(amount_santim) as n from payments.postings');
  t.equal(Number(sum?.n), 0);
});

t.test('a creator sees who recommends what and ends it; strangers see nothing', async (t) => {
  const lab = await startTestPayments(t);
  const { product, code } = await shop(lab);
  await start(lab, product, { code });
  await settleAll(lab);
  const list = async (who: TestPerson) =>
    await lab.app.inject({ url: '/v1/payments/affiliates', headers: who.headers });
  const [row] = (await list(lab.seller)).json<{ items: AffiliateView[] }>().items;
  t.match(row, { code, percent: 30, state: 'active', sums: { sales: 1 } });
  const other = lab.people.person({ creator: true });
  t.same((await list(other)).json(), { items: [], nextCursor: null });
  const end = (headers: Record<string, string>, body: object = { productId: product.id }) => ({
    method: 'POST' as const,
    url: `/v1/payments/affiliates/${row?.affiliateId ?? ''}/end`,
    headers,
    body,
  });
  const facts = await fourFacts(lab.app, {
    works: end(lab.seller.headers),
    badShape: end(lab.seller.headers, {}),
    stranger: end(other.headers),
    nobody: end({}),
  });
  t.same([facts.works.statusCode, facts.badShape, facts.stranger, facts.nobody], [200, 422, 404, 401]);
  t.equal(facts.works.json<AffiliateView>().state, 'ended');
  t.equal((await start(lab, product, { code }, '0911000002')).statusCode, 409, 'her word is told to do nothing');
  t.equal((await start(lab, product, { ref: code }, '0911000002')).statusCode, 201, 'her link is an ordinary link');
  await settleAll(lab);
  t.equal(await lab.count('payments.shares'), 1, 'what was earned stays');
});

t.test('whom the seller has ended does not come back by the same link; what she earned stays', async (t) => {
  const lab = await startTestPayments(t);
  const { product, abebe, code } = await shop(lab);
  await start(lab, product, { ref: code });
  await settleAll(lab);
  const [row] = (await lab.app.inject({ url: '/v1/payments/affiliates', headers: lab.seller.headers })).json<{
    items: AffiliateView[];
  }>().items;
  const end = {
    method: 'POST' as const,
    url: `/v1/payments/affiliates/${row?.affiliateId ?? ''}/end`,
    headers: lab.seller.headers,
    body: { productId: product.id },
  };
  t.equal((await lab.app.inject(end)).statusCode, 200);
  const again = await join(lab, product, abebe);
  t.equal(again.statusCode, 409);
  t.match(again.json(), { type: /affiliate-ended-by-seller/ });
  t.equal((await join(lab, product, abebe, { name: 'Another' })).statusCode, 409, 'nor under another word');
  await allow(lab, product, { baseVersion: 1, percent: 40 });
  t.equal((await join(lab, product, abebe, { percent: 40 })).statusCode, 409, 'nor on other terms');
  t.equal(await lab.count('payments.affiliations where ended_at is null'), 0);
  const browser = lab.people.browser(abebe);
  const page = await lab.app.inject({
    method: 'POST',
    url: `/affiliate/${product.id}?lang=en`,
    headers: { ...browser, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: abebe.csrf, percent: '40', name: 'Abebe', accept: '1' }).toString(),
  });
  t.equal(page.statusCode, 409);
  t.match(page.body, /What you earned stays yours/);
  await start(lab, product, { ref: code }, '0911000002');
  await settleAll(lab);
  t.equal(await lab.count('payments.shares'), 1, 'her link earns nothing any more');
  const other = await lab.product(9_900);
  await allow(lab, other);
  t.equal((await join(lab, other, abebe)).statusCode, 200, 'another product is another agreement');
});

t.test('a number that is only typed makes nobody an affiliate: the code of its phone comes first', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  await allow(lab, product);
  const form = await lab.app.inject({
    method: 'POST',
    url: `/affiliate/${product.id}?lang=en`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'name=Abebe&accept=1&percent=30&phone=0911000001',
  });
  t.equal(form.statusCode, 401);
  const body = { name: 'Abebe', percent: 30, accept: true };
  t.equal((await lab.app.inject({ method: 'POST', url: joinUrl(product), body })).statusCode, 401);
  const person = lab.people.person();
  const named = await join(lab, product, person, { phone: '0911000001' });
  t.equal(named.statusCode, 422, 'nobody is named but by her own session');
  t.equal(await lab.count('payments.affiliates'), 0);
});
