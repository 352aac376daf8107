import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { OfferTerms, OfferView } from '@windsurf/contracts/store-offers';
import { asCreatorId } from '@windsurf/db/tenancy';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { expire } from './offers.ts';
import { offerStatuses } from '@windsurf/contracts/store-offers';
import { transitions } from './transitions.ts';

const lab = await startTestStores(t);
const operator = lab.people.person({ operator: true });
const inDays = (days: number): string =>
  new Date(lab.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
const terms = (change: Partial<OfferTerms> = {}): OfferTerms => ({
  cashSantim: 500_000,
  inKindSantim: 250_050,
  inKind: 'two nights in Bahir Dar',
  deliverables: [{ kind: 'video', count: 2, note: 'of the lake' }],
  dueOn: inDays(60),
  usageDays: 90,
  note: '',
  ...change,
});
async function published(): Promise<TestCreator> {
  const creator = await lab.creator();
  await lab.save(creator, { line: 'Videos' });
  await lab.publish(creator);
  return creator;
}
async function verify(of: TestCreator): Promise<void> {
  const body = { tier: 'VERIFIED', reason: 'identity-checked', note: 'seen the papers', seenTier: 'NEW' };
  const answer = await lab.call(operator, 'POST', `/v1/stores/operator/creators/${of.creatorId}/trust`, body);
  if (answer.statusCode !== 200) throw new Error(answer.body);
}
async function brand(): Promise<TestCreator> {
  const made = await lab.creator('Tana Hotel');
  await verify(made);
  await lab.call(made, 'PUT', '/v1/offers/brand', { name: 'Tana Hotel', about: 'By the lake', website: null });
  return made;
}
const sendAs = async (of: TestCreator, to: TestCreator, more: object = {}) =>
  await lab.call(of, 'POST', '/v1/offers', {
    id: randomUUID(),
    handle: to.handle,
    terms: terms(),
    answerWithinDays: 14,
    ...more,
  });
async function sent(of: TestCreator, to: TestCreator, more: object = {}): Promise<OfferView> {
  const answer = await sendAs(of, to, more);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<OfferView>();
}
const act = async (of: TestCreator, { id }: { id: string }, what: string, seenStatus: string, more: object = {}) =>
  await lab.call(of, 'POST', `/v1/offers/${id}/${what}`, { seenStatus, ...more });
const read = async (of: TestCreator, { id }: { id: string }): Promise<OfferView> =>
  (await lab.call(of, 'GET', `/v1/offers/${id}`)).json<OfferView>();
const problem = (answer: { json(): unknown }): unknown => (answer.json() as { title: unknown }).title;
const me = async (of: TestCreator) =>
  (await lab.call(of, 'GET', '/v1/creators/me')).json<Record<string, string | null>>();
const [hotel, selam] = [await brand(), await published()];

t.test('only a verified account with a brand profile sends offers; what is missing is named', async (t) => {
  const nobody = await lab.creator();
  t.equal((await lab.call(nobody, 'GET', '/v1/offers/brand')).statusCode, 404);
  const refused = await sendAs(nobody, selam);
  t.equal(refused.statusCode, 409);
  t.match(refused.json(), {
    title: 'brand-not-ready',
    blockers: [{ code: 'no-brand-profile' }, { code: 'brand-not-verified' }],
  });
  const saved = await lab.call(nobody, 'PUT', '/v1/offers/brand', {
    name: ' New  Brand ',
    about: '',
    website: 'https://b.example',
  });
  t.match(saved.json(), { name: 'New Brand', blockers: [{ code: 'brand-not-verified', actionUrl: '/money/account' }] });
  t.match((await sendAs(nobody, selam)).json(), { blockers: [{ code: 'brand-not-verified' }] });
  t.equal((await lab.call(hotel, 'GET', '/v1/offers/brand')).json<{ blockers: unknown[] }>().blockers.length, 0);
});

t.test('an offer is sent once, with its total and frozen terms, and the first one is noted once', async (t) => {
  const id = randomUUID();
  const body = { id, terms: terms() };
  const offer = await sent(hotel, selam, body);
  t.match(offer, {
    status: 'pending',
    role: 'brand',
    totalValueCents: 750_050,
    isValid: true,
    validationErrors: [],
    statusHistory: [{ from: null, to: 'pending', by: 'brand' }],
    may: ['cancel'],
  });
  t.same((await sent(hotel, selam, body)).sentAt, offer.sentAt, 'twice is once');
  t.equal(problem(await sendAs(hotel, selam, { id, terms: terms({ cashSantim: 1 }) })), 'offer-moved');
  const seen = await read(selam, offer);
  t.match(seen, { role: 'creator', brandName: 'Tana Hotel', may: ['accept', 'decline', 'counter'] });
  const first = (await me(selam)).firstOfferReceivedAt;
  t.ok(first);
  lab.clock.advance(60);
  await sent(hotel, selam);
  t.equal((await me(selam)).firstOfferReceivedAt, first);
  const rows = await lab.db.look<{ action: string; after: object }>(
    `select action, after from store.audit_logs where entity = 'offer:${id}'`,
  );
  t.match(rows, [{ action: 'offer.sent', after: { totalValueCents: 750_050, creatorId: selam.creatorId } }]);
});

t.test('wrong terms, one’s own store and nobody’s store are refused with what to do', async (t) => {
  const bad = await sendAs(hotel, selam, { terms: terms({ deliverables: [], dueOn: inDays(3) }) });
  t.equal(bad.statusCode, 422);
  t.match(bad.json(), {
    title: 'offer-not-valid',
    errors: [{ code: 'no-deliverable' }, { code: 'due-before-answer' }],
  });
  await lab.save(hotel, { line: 'Hotel' });
  await lab.publish(hotel);
  t.equal(problem(await sendAs(hotel, hotel)), 'own-offer');
  t.equal((await sendAs(hotel, { ...selam, handle: 'nobody-here' })).statusCode, 404);
  for (const wrong of [
    { cashSantim: -1 },
    { cashSantim: 0.5 },
    { dueOn: 'soon' },
    { deliverables: [{ kind: 'x', count: 1 }] },
  ])
    t.equal((await sendAs(hotel, selam, { terms: { ...terms(), ...wrong } })).statusCode, 422, JSON.stringify(wrong));
  t.equal((await sendAs(hotel, selam, { answerWithinDays: 0 })).statusCode, 422);
});

t.test('accepted, done by both, completed: the creator is proven, and each step stands in the history', async (t) => {
  const creator = await published();
  const offer = await sent(hotel, creator);
  const accepted = await act(creator, offer, 'accept', 'pending');
  t.equal(accepted.statusCode, 200, accepted.body);
  t.match(accepted.json(), { status: 'accepted', may: ['cancel', 'complete'] });
  t.equal((await act(creator, offer, 'accept', 'pending')).statusCode, 200, 'twice is once');
  t.ok((await me(creator)).firstOfferRespondedAt);
  const half = await act(creator, offer, 'complete', 'accepted');
  t.match(half.json(), { status: 'accepted', creatorCompleted: true, brandCompleted: false, may: ['cancel'] });
  t.match(await me(creator), { trustTier: 'NEW', firstCollabCompletedAt: null }, 'her own word alone proves nothing');
  await act(creator, offer, 'complete', 'accepted');
  t.match(await me(creator), { trustTier: 'NEW' });
  t.match((await act(hotel, offer, 'complete', 'accepted')).json(), { status: 'completed', may: [] });
  t.match(await me(creator), { trustTier: 'PROVEN', firstCollabCompletedAt: /^\d{4}/ });
  t.same(
    (await read(creator, offer)).statusHistory.map(({ from, to, by }) => [from, to, by]),
    [
      [null, 'pending', 'brand'],
      ['pending', 'accepted', 'creator'],
      ['accepted', 'completed', 'brand'],
    ],
  );
  const changes = await lab.db.look(`select from store.offer_status_changes where offer_id = '${offer.id}'`);
  t.equal(changes.length, 2);
  const actions = await lab.db.look<{ action: string }>(
    `select action from store.audit_logs where entity = 'offer:${offer.id}' order by seq`,
  );
  t.same(
    actions.map(({ action }) => action),
    [
      'offer.sent',
      'offer.status_changed',
      'offer.responded',
      'offer.said_done',
      'offer.said_done',
      'offer.status_changed',
    ],
  );
  t.equal(problem(await act(creator, offer, 'cancel', 'completed')), 'offer-moved');
});

t.test('other terms are asked for, agreed to, and what was asked first stays as it was', async (t) => {
  const offer = await sent(hotel, selam);
  const wanted = terms({ cashSantim: 900_000 });
  const countered = await act(selam, offer, 'counter', 'pending', { terms: wanted });
  t.match(countered.json(), { status: 'countered', counterTerms: { cashSantim: 900_000 }, totalValueCents: 750_050 });
  t.match((await read(hotel, offer)).may, ['accept', 'decline']);
  t.equal(problem(await act(selam, offer, 'accept', 'countered')), 'offer-moved', 'nobody agrees with herself');
  const agreed = await act(hotel, offer, 'accept', 'countered');
  t.match(agreed.json(), {
    status: 'accepted',
    terms: { cashSantim: 900_000 },
    originalTermsSnapshot: { cashSantim: 500_000 },
    totalValueCents: 1_150_050,
  });
  const again = await sent(hotel, selam);
  t.equal((await act(selam, again, 'counter', 'pending', { terms: terms({ deliverables: [] }) })).statusCode, 422);
  t.match(await read(selam, again), { status: 'pending', counterTerms: null });
});

t.test('of an acceptance and a cancellation at the same moment, one happens', async (t) => {
  const offer = await sent(hotel, selam);
  const both = await Promise.all([act(selam, offer, 'accept', 'pending'), act(hotel, offer, 'cancel', 'pending')]);
  t.same(
    both.map(({ statusCode }) => statusCode).sort((a, b) => a - b),
    [200, 409],
  );
  t.equal((await read(hotel, offer)).statusHistory.length, 2);
});

t.test(
  'an offer that nobody answers expires by itself; one that cannot be kept any more is not accepted',
  async (t) => {
    const offer = await sent(hotel, selam, { answerWithinDays: 2 });
    const late = await sent(hotel, selam, { answerWithinDays: 30, terms: terms({ dueOn: inDays(31) }) });
    const creatorId = asCreatorId(selam.creatorId);
    await expire(lab.deps, creatorId, offer.id);
    t.equal((await read(selam, offer)).status, 'pending', 'not before its time');
    const [queued] = await lab.db.look<{ n: number }>(
      `select count(*)::int as n from queue_store._private_jobs j where j.payload::text like '%${offer.id}%'`,
    );
    t.equal(queued?.n, 1, 'its end is in the queue');
    lab.clock.advance(2 * 86_400 + 1);
    t.equal(
      problem(await act(selam, offer, 'accept', 'pending')),
      'offer-moved',
      'not after it, whether or not the job ran',
    );
    t.same((await read(selam, offer)).may, []);
    await expire(lab.deps, creatorId, offer.id);
    await expire(lab.deps, creatorId, offer.id);
    t.match(await read(selam, offer), { status: 'expired', statusHistory: [{}, { to: 'expired', by: 'system' }] });
    await lab.db.look(`update store.offers set expires_at = expires_at + '90 days' where id = '${late.id}'`);
    lab.clock.advance(60 * 86_400);
    const refused = await act(selam, late, 'accept', 'pending');
    t.equal(problem(refused), 'offer-not-valid');
    t.match(await read(selam, late), { status: 'pending', isValid: false, validationErrors: ['due-past'] });
  },
);

t.test(
  'planted: history rewritten, terms changed, a way that is none, by hand in the database: each is refused',
  async (t) => {
    const offer = await sent(hotel, selam);
    const on = `where id = '${offer.id}'`;
    const planted: readonly [string, RegExp][] = [
      [
        `update store.offers set original_terms_snapshot = jsonb_set(original_terms_snapshot, '{cashSantim}', '1') ${on}`,
        /never changes/,
      ],
      [`update store.offers set status_history = '[]' ${on}`, /only grows/],
      [
        `update store.offers set status_history = jsonb_set(status_history, '{0,to}', '"accepted"') ${on}`,
        /only grows/,
      ],
      [`update store.offers set status = 'completed' ${on}`, /no offer goes from pending to completed/],
      [`update store.offers set status = 'accepted' ${on}`, /stands in the history/],
      [`update store.offers set brand_id = '${randomUUID()}' ${on}`, /never changes/],
    ];
    for (const [text, says] of planted) await t.rejects(lab.db.look(text), says, text);
    t.match(await read(selam, offer), { status: 'pending', originalTermsSnapshot: { cashSantim: 500_000 } });
    // The table of the code and that of the database are one: every pair of statuses is tried.
    for (const from of offerStatuses)
      for (const to of offerStatuses) {
        if (from === to) continue;
        const tried = await lab.db
          .look(
            `do $$ begin
             alter table store.offers disable trigger keep;
             update store.offers set status = '${from}', status_history = '[]' ${on};
             alter table store.offers enable trigger keep;
             update store.offers set status = '${to}', status_history = '[{"to":"${to}"}]' ${on};
             raise exception 'went';
           end $$`,
          )
          .then(
            () => 'nothing was raised',
            (error: unknown) => (error as Error).message,
          );
        t.equal(tried === 'went', transitions[from][to] !== undefined, `${from} to ${to}: ${tried}`);
      }
  },
);

t.test('a stranger sees the same 404, nobody 401, and lists are each one’s own', async (t) => {
  const stranger = await brand();
  const offer = await sent(hotel, selam);
  t.equal((await lab.call(stranger, 'GET', `/v1/offers/${offer.id}`)).statusCode, 404);
  t.equal((await lab.call(stranger, 'GET', `/v1/offers/${randomUUID()}`)).statusCode, 404);
  for (const what of ['accept', 'decline', 'cancel', 'complete', 'counter']) {
    const more = what === 'counter' ? { terms: terms() } : {};
    t.equal((await act(stranger, offer, what, 'pending', more)).statusCode, 404, what);
    t.equal((await lab.call(undefined, 'POST', `/v1/offers/${offer.id}/${what}`, {})).statusCode, 401, what);
    t.equal((await act(selam, offer, what, 'maybe', more)).statusCode, 422, what);
  }
  for (const url of ['/v1/offers', '/v1/offers/brand', `/v1/offers/${offer.id}`])
    t.equal((await lab.call(undefined, 'GET', url)).statusCode, 401, url);
  t.equal((await sendAs(undefined as unknown as TestCreator, selam)).statusCode, 401);
  t.equal((await lab.call(undefined, 'PUT', '/v1/offers/brand', {})).statusCode, 401);
  t.equal((await lab.call(hotel, 'PUT', '/v1/offers/brand', { name: 'x' })).statusCode, 422);
  const list = async (of: TestCreator, query = '') =>
    (await lab.call(of, 'GET', `/v1/offers${query}`)).json<{ items: OfferView[]; nextCursor: string | null }>();
  t.same((await list(stranger, '?role=brand')).items, []);
  t.same((await list(stranger)).items, []);
  const page = await list(hotel, '?role=brand&limit=2');
  t.equal(page.items.length, 2);
  t.ok(page.items.every(({ role }) => role === 'brand'));
  const next = await list(hotel, `?role=brand&limit=2&cursor=${page.nextCursor ?? ''}`);
  t.notOk(next.items.some(({ id }) => page.items.some((item) => item.id === id)));
  t.ok((await list(selam)).items.some(({ id }) => id === offer.id));
  t.equal((await lab.call(hotel, 'GET', '/v1/offers?cursor=x')).statusCode, 422);
  t.equal((await lab.call(hotel, 'GET', '/v1/offers?role=guest')).statusCode, 422);
});

t.test('a campaign groups the offers of its brand; a draft and a closed one send none', async (t) => {
  const id = randomUUID();
  const body = { id, title: 'Lake Tana in spring', brief: 'Two videos', budgetSantim: 5_000_000 };
  const made = await lab.call(hotel, 'POST', '/v1/campaigns', body);
  t.equal(made.statusCode, 201, made.body);
  t.match(made.json(), { state: 'draft', offers: {} });
  t.same((await lab.call(hotel, 'POST', '/v1/campaigns', body)).json(), made.json(), 'twice is once');
  t.equal(problem(await sendAs(hotel, selam, { campaignId: id })), 'campaign-not-open');
  t.match((await lab.call(hotel, 'PATCH', `/v1/campaigns/${id}`, { state: 'open' })).json(), { state: 'open' });
  const offer = await sent(hotel, selam, { campaignId: id });
  await sent(hotel, await published(), { campaignId: id });
  await act(selam, offer, 'decline', 'pending');
  t.match((await lab.call(hotel, 'GET', `/v1/campaigns/${id}`)).json(), { offers: { declined: 1, pending: 1 } });
  t.match((await lab.call(hotel, 'GET', '/v1/campaigns')).json(), { items: [{ id, offers: { declined: 1 } }] });
  const inIt = await lab.call(hotel, 'GET', `/v1/offers?role=brand&campaignId=${id}`);
  t.equal(inIt.json<{ items: unknown[] }>().items.length, 2);
  t.equal((await read(selam, offer)).campaignId, null, 'how a brand groups its offers is its own');
  await lab.call(hotel, 'PATCH', `/v1/campaigns/${id}`, { state: 'closed' });
  t.equal(problem(await sendAs(hotel, selam, { campaignId: id })), 'campaign-not-open');

  const stranger = await brand();
  t.equal((await lab.call(stranger, 'GET', `/v1/campaigns/${id}`)).statusCode, 404);
  t.equal((await lab.call(stranger, 'PATCH', `/v1/campaigns/${id}`, { state: 'open' })).statusCode, 404);
  t.equal((await sendAs(stranger, selam, { campaignId: id })).statusCode, 404);
  for (const [method, url] of [
    ['GET', '/v1/campaigns'],
    ['POST', '/v1/campaigns'],
    ['GET', `/v1/campaigns/${id}`],
    ['PATCH', `/v1/campaigns/${id}`],
  ] as const)
    t.equal((await lab.call(undefined, method, url)).statusCode, 401, `${method} ${url}`);
  t.equal((await lab.call(hotel, 'POST', '/v1/campaigns', { ...body, title: '' })).statusCode, 422);
  t.equal((await lab.call(hotel, 'PATCH', `/v1/campaigns/${id}`, { state: 'draft' })).statusCode, 422);
  t.equal(problem(await lab.call(selam, 'POST', '/v1/campaigns', { ...body, id: randomUUID() })), 'brand-not-ready');
});
