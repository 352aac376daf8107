import t from 'tap';
import type { ApprovalCase } from '@windsurf/contracts/store-approval';
import type { Product } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';
import { isSampled, oneIn } from './ruling.ts';

const lab = await startTestStores(t);
const [one, two] = [lab.people.person({ operator: true }), lab.people.person({ operator: true })];
const waitingOn = (on: boolean): void => {
  lab.flags['product-approval'] = { enabled: true, percent: on ? 100 : 0, creators: [], platforms: [] };
};
waitingOn(true);
const caseOf = (of: TestCreator, { id }: { id: string }): string => `${of.creatorId}_${id}`;
const read = async (id: string, as = one): Promise<ApprovalCase> =>
  (await lab.call(as, 'GET', `/v1/stores/operator/approvals/${id}`)).json<ApprovalCase>();
const decide = async (id: string, what: 'approve' | 'reject' | 'restore', body: object = {}, as = one) => {
  const { version: seenVersion, status: seenStatus } = await read(id);
  const seen = what === 'restore' ? { seenVersion } : { seenVersion, seenStatus };
  const reason = what === 'reject' ? { reason: 'unclear' } : {};
  const said = { note: 'looked at it', ...seen, ...reason, ...body };
  return await lab.call(as, 'POST', `/v1/stores/operator/approvals/${id}/${what}`, said);
};
const queue = async (name: 'waiting' | 'sampled' = 'waiting'): Promise<string[]> =>
  (await lab.call(two, 'GET', `/v1/stores/operator/approvals?queue=${name}&limit=100`))
    .json<{ items: { id: string }[] }>()
    .items.map(({ id }) => id);
const handIn = async (of: TestCreator, fields: object = {}): Promise<Product> => {
  const { id } = await lab.product(of, { fileId: await lab.readyFile(of), ...fields });
  const answer = await lab.call(of, 'POST', `/v1/products/${id}/publish`);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<Product>();
};
const again = async (of: TestCreator, { id }: Product) => await lab.call(of, 'POST', `/v1/products/${id}/publish`);
const change = async (of: TestCreator, product: Product, fields: object): Promise<Product> =>
  (
    await lab.call(of, 'PATCH', `/v1/products/${product.id}`, { baseVersion: product.version, ...fields })
  ).json<Product>();
const mine = async (of: TestCreator, { id }: Product): Promise<Product> =>
  (await lab.call(of, 'GET', `/v1/products/${id}`)).json<Product>();
const pageOf = async (of: TestCreator, { slug }: Product) => await lab.get(`/@${of.handle}/${slug}`);
const problem = (answer: { json(): unknown }): unknown => (answer.json() as { title: unknown }).title;
const trust = async (of: TestCreator, tier: string): Promise<void> => {
  const body = { tier, reason: 'known-in-public', note: 'for this test', seenTier: 'NEW' };
  t.equal((await lab.call(one, 'POST', `/v1/stores/operator/creators/${of.creatorId}/trust`, body)).statusCode, 200);
};
async function shop(): Promise<TestCreator> {
  const creator = await lab.creator();
  await lab.save(creator, { line: 'Notes' });
  await lab.publish(creator);
  return creator;
}
const announced = async (of: TestCreator): Promise<number> =>
  (
    await lab.db.look(
      `select 1 from store.published_products where creator_id = '${of.creatorId}' and live and approved`,
    )
  ).length;

t.test('a new creator’s product waits, is seen by nobody, and is sold once an operator approves it', async (t) => {
  const creator = await shop();
  const product = await handIn(creator);
  t.match(product, { state: 'draft', url: null, approval: { status: 'pending_review', reason: null } });
  t.equal((await pageOf(creator, product)).statusCode, 404);
  t.equal(await announced(creator), 0);
  t.match(
    (await again(creator, product)).json(),
    { state: 'draft', approval: { status: 'pending_review' } },
    'waits on',
  );
  const id = caseOf(creator, product);
  t.ok((await queue()).includes(id));
  t.match(await read(id), {
    title: product.title,
    trustTier: 'NEW',
    onSale: null,
    fileKind: 'pdf',
    status: 'pending_review',
  });
  const approved = await decide(id, 'approve');
  t.equal(approved.statusCode, 200, approved.body);
  t.match(approved.json(), { status: 'approved', onSale: { title: product.title } });
  t.equal((await pageOf(creator, product)).statusCode, 200);
  t.match(await mine(creator, product), { state: 'published', changed: false, approval: { status: 'approved' } });
  t.notOk((await queue()).includes(id));
  t.equal((await decide(id, 'approve')).statusCode, 200, 'twice is once');
  t.equal(problem(await decide(id, 'approve', {}, two)), 'case-moved', 'another one comes too late');
});

t.test(
  'a refusal has a reason that its creator reads; the same again is refused, a changed one waits again',
  async (t) => {
    const creator = await shop();
    const product = await handIn(creator);
    const id = caseOf(creator, product);
    t.equal((await decide(id, 'reject', { reason: 'file-wrong', note: 'page 3 is empty' })).statusCode, 200);
    const refused = await mine(creator, product);
    t.match(refused, {
      state: 'draft',
      approval: { status: 'rejected', reason: 'file-wrong', said: 'page 3 is empty' },
    });
    const same = await again(creator, product);
    t.equal(same.statusCode, 409);
    t.match(same.json(), { title: 'product-rejected', approval: { reason: 'file-wrong' } });
    await change(creator, refused, { description: 'With page 3.' });
    t.match((await again(creator, product)).json(), { approval: { status: 'pending_review', reason: null } });
    t.equal((await decide(id, 'approve')).statusCode, 200);
    t.equal((await pageOf(creator, product)).statusCode, 200);
  },
);

t.test('what is on sale stays as it is while its change waits', async (t) => {
  const creator = await shop();
  const product = await handIn(creator, { title: 'First words' });
  const id = caseOf(creator, product);
  await decide(id, 'approve');
  await change(creator, await mine(creator, product), { title: 'Other words' });
  t.match((await again(creator, product)).json(), { state: 'published', changed: true });
  t.match(await read(id), { title: 'Other words', onSale: { title: 'First words' }, status: 'pending_review' });
  t.match((await pageOf(creator, product)).body, /First words/);
  await decide(id, 'reject');
  t.match((await pageOf(creator, product)).body, /First words/, 'the older one was never complained of');
  const third = await change(creator, await mine(creator, product), { title: 'Third words' });
  await again(creator, third);
  await decide(id, 'approve');
  t.match((await mine(creator, product)).title, 'Third words');
  t.equal(await announced(creator), 1);
});

t.test('what was changed since it was looked at is not approved', async (t) => {
  const creator = await shop();
  const product = await handIn(creator);
  const id = caseOf(creator, product);
  const seenVersion = (await read(id)).version;
  await change(creator, product, { title: 'Something else' });
  t.equal(problem(await decide(id, 'approve', { seenVersion })), 'case-moved');
  t.equal(problem(await decide(id, 'reject', { seenVersion })), 'case-moved');
  t.equal(await announced(creator), 0);
});

t.test('planted: nobody approves, refuses or restores her own, and two operators decide once', async (t) => {
  const herself = lab.people.person({ creator: true, operator: true });
  const handle = `own-${herself.personId.slice(-8)}`;
  await lab.call(herself, 'POST', '/v1/stores', { displayName: 'Her own', handle, lang: 'en' });
  const creator: TestCreator = Object.assign(herself, { creatorId: herself.personId, handle });
  const product = await handIn(creator);
  const id = caseOf(creator, product);
  for (const what of ['approve', 'reject', 'restore'] as const) {
    const own = await decide(id, what, {}, herself);
    t.equal(own.statusCode, 403, what);
    t.equal(problem(own), 'own-case');
  }
  t.equal(await announced(creator), 0);
  const { version: seenVersion, status: seenStatus } = await read(id);
  const seen = { seenVersion, seenStatus, note: 'both saw the same' };
  const url = `/v1/stores/operator/approvals/${id}`;
  const both = await Promise.all([
    lab.call(one, 'POST', `${url}/approve`, seen),
    lab.call(two, 'POST', `${url}/reject`, { ...seen, reason: 'unclear' }),
  ]);
  t.same(
    both.map(({ statusCode }) => statusCode).sort((a, b) => a - b),
    [200, 409],
  );
});

t.test('who is verified or proven sells at once, and some of it is looked at afterwards', async (t) => {
  const creator = await shop();
  await trust(creator, 'VERIFIED');
  const product = await handIn(creator);
  t.match(product, { state: 'published', approval: { status: 'approved' } });
  const ids = Array.from({ length: 3000 }, () => newId());
  t.equal(ids.filter((id) => isSampled('NEW', id, 1)).length, 3000, 'all of a new creator, where nobody waits');
  t.ok(ids.some((id) => isSampled('VERIFIED', id, 1)) && ids.some((id) => !isSampled('VERIFIED', id, 1)));
  t.ok(oneIn.PROVEN > oneIn.VERIFIED);
  t.equal(isSampled('VERIFIED', product.id, 7), isSampled('VERIFIED', product.id, 7));
});

t.test('where nobody has to wait, everything new is on sale at once and in the queue to look at', async (t) => {
  waitingOn(false);
  t.teardown(() => waitingOn(true));
  const creator = await shop();
  const product = await handIn(creator);
  t.match(product, { state: 'published', approval: { status: 'approved' } });
  const id = caseOf(creator, product);
  t.ok((await queue('sampled')).includes(id));
  t.equal((await decide(id, 'approve')).statusCode, 200);
  t.notOk((await queue('sampled')).includes(id));
  t.equal(await announced(creator), 1);
});

t.test('a product that was published before anybody looked counts as approved', async (t) => {
  waitingOn(false);
  const creator = await shop();
  const product = await handIn(creator);
  await lab.db.look(`delete from store.product_approvals where creator_id = '${creator.creatorId}'`);
  waitingOn(true);
  t.match(await mine(creator, product), { state: 'published', approval: null });
  t.match(await read(caseOf(creator, product)), { status: 'approved' });
  t.equal((await pageOf(creator, product)).statusCode, 200);
  t.match((await again(creator, product)).json(), { state: 'published' }, 'publishing it unchanged asks nobody');
});

t.test('what one operator took from sale, another one gives back; nobody sells it meanwhile', async (t) => {
  waitingOn(false);
  const creator = await shop();
  await trust(creator, 'PROVEN');
  const product = await handIn(creator);
  waitingOn(true);
  const id = caseOf(creator, product);
  t.equal((await decide(id, 'reject', { reason: 'not-yours', note: 'copied from a book' })).statusCode, 200);
  t.match(await mine(creator, product), { state: 'withdrawn', approval: { status: 'rejected', takenDown: true } });
  t.equal((await pageOf(creator, product)).statusCode, 410);
  t.equal((await again(creator, product)).statusCode, 409);
  await change(creator, await mine(creator, product), { title: 'A new name' });
  t.match(
    (await again(creator, product)).json(),
    { approval: { status: 'pending_review' } },
    'even who is proven waits',
  );
  t.equal(await announced(creator), 0);
  await lab.call(creator, 'POST', `/v1/products/${product.id}/withdraw`);
  t.match(await mine(creator, product), { approval: { takenDown: true } }, 'taking it back does not clear it');
  t.equal(problem(await decide(id, 'restore')), 'second-person');
  await again(creator, product);
  t.equal(problem(await decide(id, 'approve')), 'second-person', 'nor by approving what she handed in anew');
  await lab.call(creator, 'POST', `/v1/products/${product.id}/withdraw`);
  t.equal((await decide(id, 'restore', {}, two)).statusCode, 200);
  t.match(await mine(creator, product), { state: 'published', approval: { status: 'approved', takenDown: false } });
  t.equal(await announced(creator), 1);
});

t.test('what is given back is what was seen: a change after the look is not put on sale unseen', async (t) => {
  waitingOn(false);
  const creator = await shop();
  const product = await handIn(creator);
  const id = caseOf(creator, product);
  t.equal((await decide(id, 'reject', {}, one)).statusCode, 200);
  const { version: seenVersion } = await read(id, two);
  await change(creator, await mine(creator, product), { title: 'Something else altogether' });
  t.equal(problem(await decide(id, 'restore', { seenVersion }, two)), 'case-moved');
  t.equal(await announced(creator), 0);
  t.equal((await decide(id, 'restore', {}, two)).statusCode, 200, 'after another look');
  waitingOn(true);
});

t.test(
  'an older version can be taken from sale although a newer one was refused, and repeating the refusal does not',
  async (t) => {
    const creator = await shop();
    const product = await handIn(creator);
    const id = caseOf(creator, product);
    t.equal((await decide(id, 'approve')).statusCode, 200);
    await change(creator, await mine(creator, product), { title: 'Worse' });
    await again(creator, product);
    const { version: seenVersion } = await read(id);
    const refusal = { seenVersion, seenStatus: 'pending_review' };
    for (const time of ['once', 'twice']) {
      t.equal((await decide(id, 'reject', refusal)).statusCode, 200, time);
      t.equal(await announced(creator), 1, 'what nobody complains of stays');
    }
    for (const time of ['once', 'twice']) {
      t.equal((await decide(id, 'reject', { seenVersion, seenStatus: 'rejected' })).statusCode, 200, time);
      t.equal(await announced(creator), 0);
    }
    t.equal((await pageOf(creator, product)).statusCode, 410);
    t.match(await mine(creator, product), { state: 'withdrawn', approval: { status: 'rejected', takenDown: true } });
  },
);

t.test('a bundle that waited is not put on sale with a part that was taken down meanwhile', async (t) => {
  waitingOn(false);
  const creator = await shop();
  const parts = [await handIn(creator), await handIn(creator)];
  waitingOn(true);
  const details = { type: 'bundle', productIds: parts.map(({ id }) => id) };
  const bundle = await lab.product(creator, { details });
  t.match((await again(creator, bundle)).json(), { approval: { status: 'pending_review' } });
  const id = caseOf(creator, bundle);
  t.equal((await decide(caseOf(creator, parts[0] ?? bundle), 'reject')).statusCode, 200);
  t.equal(problem(await decide(id, 'approve')), 'case-moved');
  t.equal((await pageOf(creator, bundle)).statusCode, 404);
  t.equal((await decide(id, 'reject')).statusCode, 200, 'and can still be refused');
});

t.test('each decision stands in the record with its reason', async (t) => {
  const creator = await shop();
  const product = await handIn(creator);
  const id = caseOf(creator, product);
  await decide(id, 'reject', { note: 'too little said' });
  const rows = await lab.db.look<{ action: string; reason: string; actor_id: string }>(
    `select action, reason, actor_id from store.audit_logs where entity = 'product:${product.id}' and action <> 'product.opened' order by seq`,
  );
  t.same(rows, [
    { action: 'product.handed-in', reason: '', actor_id: creator.creatorId },
    { action: 'product.rejected', reason: 'unclear: too little said', actor_id: one.personId },
  ]);
  const walked = await lab.call(one, 'GET', '/v1/stores/operator/audit/verification');
  t.match(walked.json(), { broken: [] });
  t.ok(walked.json<{ rows: number }>().rows > 20);
});

t.test('only operators; a wrong shape is 422, what is nobody’s 404', async (t) => {
  const creator = await shop();
  const product = await handIn(creator);
  const id = caseOf(creator, product);
  const base = '/v1/stores/operator/approvals';
  for (const url of [base, `${base}/${id}`]) {
    t.equal((await lab.call(undefined, 'GET', url)).statusCode, 401);
    t.equal((await lab.call(creator, 'GET', url)).statusCode, 403);
  }
  t.equal((await lab.call(one, 'GET', `${base}?queue=none`)).statusCode, 422);
  t.equal((await lab.call(one, 'GET', `${base}?cursor=none`)).statusCode, 422);
  const first = await lab.call(one, 'GET', `${base}?limit=1`);
  t.ok(first.json<{ nextCursor: string | null }>().nextCursor);
  for (const what of ['approve', 'reject', 'restore'] as const) {
    t.equal((await decide(id, what, {}, creator)).statusCode, 403, what);
    t.equal((await lab.call(undefined, 'POST', `${base}/${id}/${what}`, {})).statusCode, 401);
    t.equal((await decide(id, what, { note: 'no' })).statusCode, 422);
    t.equal((await decide(id, what, { more: 1 })).statusCode, 422);
  }
  t.equal((await decide(id, 'reject', { reason: 'because' })).statusCode, 422);
  const stranger = await shop();
  const foreign = `${stranger.creatorId}_${product.id}`;
  t.equal((await lab.call(one, 'GET', `${base}/${foreign}`)).statusCode, 404, 'of another creator');
  t.equal((await lab.call(one, 'GET', `${base}/${newId()}_${product.id}`)).statusCode, 404);
  t.equal((await lab.call(one, 'GET', `${base}/nonsense`)).statusCode, 404);
});
