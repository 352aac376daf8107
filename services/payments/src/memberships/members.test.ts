import t from 'tap';
import * as contract from '@windsurf/contracts/payments-memberships';
import { urlOf } from '@windsurf/contracts/endpoint';
import { newId } from '@windsurf/db/ids';
import { startTestMemberships } from './testing.ts';
import { day } from './periods.ts';

const lab = await startTestMemberships(t);
const { app, people, seller, clock } = lab;
const days = (from: Date, count: number): Date => new Date(from.getTime() + count * day);
const join = async (product: Awaited<ReturnType<typeof lab.place>>, fields: object = {}): Promise<void> => {
  const answer = await lab.start(product, lab.someone(), fields);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const [intent] = await lab.intentsOf(product);
  if (intent) await lab.settled(intent.id, intent.amount);
  clock.advance(1);
};
const stranger = people.person({ creator: true });
const buyer = people.person();
const read = async (url: string, headers: Record<string, string> = seller.headers) =>
  await app.inject({ url, headers });
const club = await lab.place();
for (let n = 0; n < 3; n++) await join(club);

t.test('a creator lists her members, newest first, in pages; nobody else sees one', async (t) => {
  const { url } = contract.listMemberships;
  const first = (await read(`${url}?limit=2`)).json<{ items: contract.MemberView[]; nextCursor: string }>();
  t.equal(first.items.length, 2);
  const rest = (await read(`${url}?limit=2&cursor=${first.nextCursor}`)).json<typeof first>();
  t.equal(rest.items.length, 1);
  t.equal(new Set([...first.items, ...rest.items].map(({ id }) => id)).size, 3);
  t.match(first.items[0] ?? {}, {
    title: 'Tea club',
    state: 'active',
    leaving: false,
    monthSantim: 15_000,
    endedHow: null,
  });
  t.match(first.items[0]?.buyerHint ?? '', /^\d{3}$/);
  t.same((await read(`${url}?state=ended`)).json<typeof first>().items, []);
  t.same((await read(url, stranger.headers)).json<typeof first>().items, [], 'another creator');
  t.equal((await read(`${url}?state=gone`)).statusCode, 422);
  t.equal((await read(`${url}?cursor=x`)).statusCode, 422);
  t.equal((await read(url, {})).statusCode, 401);
  t.equal((await read(url, buyer.headers)).statusCode, 403);
});

t.test('numbers tell who came, and who left from who forgot', async (t) => {
  const product = await lab.place(20_000);
  await join(product);
  await lab.press(product, { do: 'leave' });
  const left = await lab.membershipOf(product);
  await join(product);
  const forgot = await lab.membershipOf(product);
  await lab.walkTo(days(forgot.until, 4), 24);
  t.not(left.id, forgot.id);
  const answer = await read(contract.readMembershipNumbers.url);
  type Numbers = { months: { month: string; joined: number; left: number; forgot: number }[]; products: object[] };
  const numbers = answer.json<Numbers>();
  const sum = (of: 'joined' | 'left' | 'forgot'): number => numbers.months.reduce((all, one) => all + one[of], 0);
  t.equal(numbers.months.length, 6);
  t.same([sum('joined'), sum('left')], [5, 1]);
  t.equal(sum('forgot'), 4, 'the three of the other club did not pay either');
  t.match(numbers, { active: 0, grace: 0, monthSantim: 0 });
  t.match(numbers.products, [{ title: 'Tea club', notice: null }, { monthSantim: 20_000 }]);
  const other = (await read(contract.readMembershipNumbers.url, stranger.headers)).json<Numbers>();
  t.same(other.products, []);
  t.equal((await read(`${contract.readMembershipNumbers.url}?lang=xx`)).statusCode, 422);
  t.equal((await read(contract.readMembershipNumbers.url, {})).statusCode, 401);
  t.equal((await read(contract.readMembershipNumbers.url, buyer.headers)).statusCode, 403);
  const table = await read(contract.readMembersTable.url);
  t.match(table.headers, { 'content-type': /text\/csv/ });
  t.equal(table.body.trim().split('\r\n').length, 6, 'a head and five members');
  t.match(table.body, /Tea club,\d{3},ended,.*,200\.00,left/);
  t.equal((await read(contract.readMembersTable.url, {})).statusCode, 401);
  t.equal((await read(contract.readMembersTable.url, stranger.headers)).body.trim().split('\r\n').length, 1);
});

const announce = async (body: object, headers: Record<string, string> = seller.headers, key = newId()) =>
  await app.inject({
    method: 'POST',
    url: contract.announceMembershipPrice.url,
    headers: { ...headers, 'idempotency-key': key },
    body,
  });

t.test('another price is told to running members; theirs holds until a bill that is made a week later', async (t) => {
  const product = await lab.place();
  await join(product);
  const { id, until } = await lab.membershipOf(product);
  await lab.place(18_000, undefined, 2, product.id);
  const key = newId();
  const body = { productId: product.id, monthSantim: 18_000 };
  const told = await announce(body, seller.headers, key);
  t.match(told.json(), { monthSantim: 18_000, members: 1 });
  t.same((await announce(body, seller.headers, key)).json(), told.json(), 'twice is once');
  t.match((await announce(body)).json(), { status: 409, title: 'same-price' });
  await lab.look();
  await lab.walkTo(days(clock.now(), 1), 6);
  const notices = (await lab.told('membership.price-announced')).filter((one) => one.membershipId === id);
  t.equal(notices.length, 1);
  t.match((await app.inject({ url: await lab.pageOf(product) })).body, /Bills made from/);
  await lab.renew(product);
  t.equal((await lab.intentsOf(product))[0]?.amount, 15_000, 'paid early it is the old price');
  const next = await lab.membershipOf(product);
  await lab.walkTo(days(next.until, -4), 24);
  t.equal((await lab.membershipOf(product)).month, 18_000, 'the bill after the notice');
  await lab.renew(product);
  t.equal((await lab.intentsOf(product))[0]?.amount, 18_000);
  t.ok(next.until > until);
  await join(product);
  t.equal((await lab.intentsOf(product))[0]?.amount, 18_000, 'who joins pays what it costs');
});

t.test('a running member never pays more than who joins now', async (t) => {
  const product = await lab.place();
  await join(product);
  await lab.place(12_000, undefined, 2, product.id);
  await lab.renew(product, 3);
  t.equal((await lab.intentsOf(product))[0]?.amount, 32_400);
});

t.test('a price is announced for one’s own membership alone, in its shape', async (t) => {
  const product = await lab.place();
  const body = { productId: product.id, monthSantim: 30_000 };
  t.equal((await announce({ ...body, monthSantim: 1 })).statusCode, 422);
  t.equal((await announce({ ...body, more: 1 })).statusCode, 422);
  t.match((await announce(body, stranger.headers)).json(), { status: 404, title: 'not-a-membership' });
  t.match((await announce({ ...body, productId: newId() })).json(), { status: 404, title: 'not-a-membership' });
  const file = await lab.product();
  t.equal((await announce({ ...body, productId: file.id })).statusCode, 404);
  t.equal((await announce(body, {})).statusCode, 401);
  t.equal((await announce(body, buyer.headers)).statusCode, 403);
});

t.test('the address for an SMS is given to services alone, the same each time', async (t) => {
  const product = await lab.place();
  await join(product);
  const { id } = await lab.membershipOf(product);
  const at = (creatorId: string, member = id): string =>
    urlOf(contract.linkOfMembership, { params: { id: member }, query: { creatorId } });
  const service = people.service('notifications');
  const first = (await read(at(lab.creatorId), service)).json<{ url: string }>();
  t.match(first, { title: 'Tea club', state: 'active', leaving: false, months: 1, amountSantim: 15_000 });
  t.match(first.url, /\/pay\/m\/[A-Za-z0-9_-]{16}$/);
  t.same((await read(at(lab.creatorId), service)).json(), first);
  t.equal((await read(at(stranger.creatorId ?? ''), service)).statusCode, 404);
  t.equal((await read(at(lab.creatorId, newId()), service)).statusCode, 404);
  t.equal((await read(at('x'), service)).statusCode, 422);
  t.equal((await read(at(lab.creatorId), {})).statusCode, 401);
  t.equal((await read(at(lab.creatorId))).statusCode, 403);
});

t.test('a membership is no extra beside another thing: for how long would nobody have chosen', async (t) => {
  const [club, file] = [await lab.place(), await lab.product()];
  const body = { baseVersion: 0, payWhatYouWant: null, stock: null, scheduledPrices: [] };
  const bump = { productId: club.id, priceSantim: 5000 };
  const url = `/v1/payments/products/${file.id}/terms`;
  const answer = await app.inject({ method: 'PUT', url, headers: seller.headers, body: { ...body, bump } });
  t.match(answer.json(), { status: 422, title: 'bump-refused' });
});
