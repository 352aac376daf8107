import t from 'tap';
import { type Need, type NeedFacts, needsOf, urgency } from './needs.ts';

const now = 20_000 * 86_400_000;
const hours = (by: number): string => new Date(now + by * 3_600_000).toISOString();

const none: NeedFacts = { payouts: [], refunds: [], products: [], bookings: [], requests: [], offers: [] };
const payout = (id: string, state: 'held' | 'failed' | 'paid' | 'cancelled', by: number) => ({
  id,
  state,
  amountSantim: 50_000,
  hold: null,
  nextAttemptAt: null,
  requestedAt: hours(by),
  endedAt: null,
});
const refund = (orderId: string | null, state: 'asked' | 'failed' | 'sent', by: number) => ({
  id: `refund ${orderId} ${by}`,
  source: orderId === null ? ('credit' as const) : ('order' as const),
  orderId,
  title: 'Notes',
  amountSantim: 10_000,
  state,
  askedAt: hours(by),
  endedAt: null,
});
const product = (id: string, more: Partial<NeedFacts['products'][number]> = {}): NeedFacts['products'][number] => ({
  id,
  title: id,
  type: 'digital-download',
  details: { type: 'digital-download' },
  state: 'published',
  fileId: 'file',
  fileReady: true,
  approval: null,
  updatedAt: hours(-48),
  ...more,
});
const rejected = {
  status: 'rejected',
  reason: 'misleading',
  said: '',
  takenDown: false,
  submittedAt: hours(-30),
  decidedAt: hours(-20),
} as const;
const ahead = (by: number): Partial<NeedFacts['products'][number]> => ({
  details: { type: 'digital-download', releaseAt: hours(by) },
  fileId: null,
  fileReady: false,
});
const booking = (id: string, by: number, state: 'confirmed' | 'held' = 'confirmed') => ({
  id,
  productId: 'lesson',
  title: 'Lesson',
  startsAt: hours(by),
  endsAt: hours(by + 1),
  state,
});
const request = (id: string, state: 'new' | 'accepted' | 'delivered', due: number) => ({
  id,
  title: 'Logo',
  state,
  access: 'active' as const,
  askedAt: hours(-5),
  dueAt: hours(due),
});
const offer = (id: string, may: NeedFacts['offers'][number]['may'], by = -3) => ({
  id,
  brandName: 'Tana Hotel',
  may,
  statusHistory: [],
  sentAt: hours(by),
});

const everything: NeedFacts = {
  payouts: [payout('stuck', 'failed', -1), payout('held', 'held', -2)],
  refunds: [refund('one', 'asked', -30), refund('two', 'failed', -40)],
  products: [
    product('no file', { fileReady: false }),
    product('no', { approval: rejected }),
    product('soon', ahead(30)),
    product('fine'),
  ],
  bookings: [booking('b', 3)],
  requests: [request('r', 'new', 90)],
  offers: [offer('o', ['accept', 'decline'])],
};

/** What is wrong with a queue; the proof below shows that it finds what is planted. */
function defects(rows: readonly Need[]): string[] {
  const found: string[] = [];
  for (const [at, row] of rows.entries()) {
    const above = rows[at - 1];
    if (above !== undefined && urgency.indexOf(above.kind) > urgency.indexOf(row.kind))
      found.push(`${above.kind} above ${row.kind}`);
    if (above?.kind === row.kind && above.at > row.at) found.push(`${row.kind}: the younger one above`);
    if (rows.findIndex(({ about }) => about === row.about) !== at) found.push(`${row.about} twice`);
  }
  return found;
}
const kinds = (facts: Partial<NeedFacts>): string[] => needsOf({ ...none, ...facts }, now).map(({ kind }) => kind);

t.test('everything that can wait stands in the order of its urgency, each once', async (t) => {
  const rows = needsOf(everything, now);
  t.same(
    rows.map(({ kind }) => kind),
    [
      'payout-failed',
      'payout-held',
      'refund-failed',
      'refund-open',
      'rejected',
      'preorder',
      'booking',
      'request',
      'file',
      'offer',
    ],
    'money first, an offer last',
  );
  t.same(defects(rows), []);
  t.same(needsOf(none, now), [], 'and nothing is nothing');
});

t.test('the order does not depend on the order of the facts, and twice told is once shown', async (t) => {
  const { payouts, refunds, products, bookings, requests, offers } = everything;
  const twice = <T>(rows: readonly T[]): T[] => [...rows, ...rows];
  const told = {
    payouts: twice(payouts),
    refunds: twice(refunds),
    products: twice(products),
    bookings: twice(bookings),
    requests: twice(requests),
    offers: twice(offers),
  };
  t.same(needsOf(told, now), needsOf(everything, now));
  const both = needsOf({ ...none, products: [product('x', { approval: rejected, fileReady: false })] }, now);
  t.same(
    both.map(({ kind }) => kind),
    ['rejected'],
    'a product with two troubles is one row, under the worse one',
  );
});

t.test('among equals what waits longest is on top, and the next booking is the first', async (t) => {
  const queue = needsOf({ ...none, offers: [offer('new', ['accept'], -1), offer('old', ['accept'], -9)] }, now);
  t.same(
    queue.map(({ about }) => about),
    ['offer old', 'offer new'],
  );
  const day = needsOf({ ...none, bookings: [booking('late', 9), booking('soon', 1)] }, now);
  t.ok((day[0]?.at ?? 0) < (day[1]?.at ?? 0));
});

t.test('what is not hers to do now does not wait for her', async (t) => {
  t.same(kinds({ payouts: [payout('new', 'paid', -1), payout('old', 'failed', -9)] }), [], 'sent again since');
  t.same(kinds({ payouts: [payout('new', 'cancelled', -1), payout('old', 'failed', -9)] }), ['payout-failed']);
  t.same(kinds({ refunds: [refund('o', 'asked', -23)] }), [], 'younger than a day');
  t.same(kinds({ refunds: [refund('o', 'sent', -99)] }), []);
  t.same(kinds({ refunds: [refund('o', 'sent', -1), refund('o', 'failed', -9)] }), [], 'given back at the second try');
  t.same(kinds({ refunds: [refund(null, 'asked', -99)] }), [], 'a sum that bought nothing is ours');
  t.same(kinds({ products: [product('p', { fileReady: false, updatedAt: hours(-0.5) })] }), [], 'still looked at');
  t.same(kinds({ products: [product('p', { fileReady: false, state: 'withdrawn' })] }), []);
  t.same(kinds({ bookings: [booking('b', 25), booking('c', -3), booking('d', 2, 'held')] }), []);
  t.same(kinds({ requests: [request('r', 'accepted', 48), request('s', 'delivered', -1)] }), []);
  t.same(kinds({ requests: [request('r', 'accepted', 4)] }), ['request'], 'due within a day');
  t.same(kinds({ offers: [offer('o', ['cancel'])] }), [], 'the other one has to answer');
});

t.test('everybody who comes at one time is one row that says how many', async (t) => {
  const rows = needsOf({ ...none, bookings: [booking('a', 2), booking('b', 2), booking('c', 3)] }, now);
  t.same(
    rows.map(({ people }) => people),
    [2, 1],
  );
});

t.test('the look at a queue finds an order, a repetition and an age that are wrong', async (t) => {
  const rows = needsOf(everything, now);
  const [first, second, ...rest] = rows;
  if (first === undefined || second === undefined) throw new Error('no queue');
  t.same(defects([second, first, ...rest]), ['payout-held above payout-failed']);
  t.same(defects([...rows.slice(-1), ...rows.slice(0, -1)]), ['offer above payout-failed']);
  t.same(defects([first, first]), ['payout stuck twice']);
  t.same(defects([{ ...first, about: 'another', at: first.at + 1 }, first]), ['payout-failed: the younger one above']);
});

t.test('a pre-order without its file stands there from a week before its day on, until it is out', async (t) => {
  const of = (by: number, more: object = {}): string[] =>
    kinds({ products: [product('album', { ...ahead(by), ...more })] });
  t.same(of(24 * 7 + 1), []);
  t.same(of(24 * 7 - 1), ['preorder']);
  t.same(of(-24), ['preorder'], 'late');
  t.same(of(24, { fileId: 'file', fileReady: true }), []);
  t.same(of(24, { state: 'draft' }), [], 'nobody waits for a draft');
});
