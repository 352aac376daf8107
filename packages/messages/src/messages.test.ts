import { randomUUID } from 'node:crypto';
import { asCreatorId } from '@windsurf/db/tenancy';
import { assertTenantWall } from '@windsurf/db/wall';
import t from 'tap';
import { on, onceIn, work } from './consume.ts';
import { emit } from './emit.ts';
import { installQueue } from './install.ts';
import { enqueue } from './job.ts';
import { orderPaid, orderPaidNext, settleCheck } from './lab.ts';
import { openStand } from './testing.ts';

const { lab, a, b, queueB, queue, creator, pay, remember, drainB, waiting, effects } = await openStand(t);

t.test('what is emitted in a transaction that rolls back was never said', async (t) => {
  const rolledBack = a.inCreator(creator, async (tx) => {
    await emit(tx, orderPaid, randomUUID(), { order: 'o' });
    throw new Error('no');
  });
  await t.rejects(rolledBack, { message: 'no' });
  t.equal(await waiting(), 0);
  await pay(randomUUID());
  t.equal(await waiting(), 1, 'committed, it waits');
});

t.test('an event emitted twice has one effect, while it waits and after it was handled', async (t) => {
  const key = randomUUID();
  await pay(key);
  await pay(key);
  t.equal(await waiting(), 1);
  t.equal(await drainB(), 1);
  await pay(key);
  t.equal(await drainB(), 1, 'delivered again');
  t.equal(await effects(key), 1);
});

t.test('the handler gets the creator of the scope, key, version and payload', async (t) => {
  const key = randomUUID();
  const seen: unknown[] = [];
  await pay(key, { order: 'o1' });
  await drainB({
    consumers: [
      on(orderPaid, async ({ signal, ...message }) => void seen.push({ ...message, aborted: signal.aborted })),
    ],
  });
  const once = { schema: 'mlab_b', message: 'order.paid', key };
  t.strictSame(seen, [
    {
      creatorId: creator,
      key,
      event: 'order.paid',
      version: 1,
      attempt: 1,
      payload: { order: 'o1' },
      once,
      aborted: false,
    },
  ]);
});

t.test(
  'a version that no subscription knows is parked and counted, and released by the migration that knows it',
  async (t) => {
    const key = randomUUID();
    await a.inCreator(creator, async (tx) => await emit(tx, orderPaidNext, key, { order: 'o', amount: 1 }));
    t.equal(await waiting(), 0);
    t.strictSame(await queue.parked(), [{ event: 'order.paid', version: 2, count: 1 }]);
    await lab.migrate('mlab_b', "select messages.subscribe('order.paid', '{1,2}')");
    t.strictSame(await queue.parked(), []);
    t.equal(await drainB(), 0, 'a build that does not know it leaves it alone');
    t.strictSame(await lab.admin('select attempts from queue_mlab_b._private_jobs'), [{ attempts: 0 }]);
    t.equal(await drainB({ consumers: [remember, on(orderPaidNext, async () => {})] }), 1);
  },
);

t.test('outside of a creator’s scope nothing is emitted, outside of a scope nothing enqueued', async (t) => {
  const emitting = 'select messages.emit($1, 1, gen_random_uuid(), $2)';
  const values = ['order.paid', '{"order":"o"}'];
  const denied = { code: '42501' };
  await t.rejects(lab.as('svc_mlab_a', null, null, emitting, values), denied);
  await t.rejects(lab.as('svc_mlab_a', null, creator, emitting, values), denied);
  await t.rejects(lab.as('svc_mlab_a', 'mlab_a_creator', null, emitting, values), denied);
  for (const scope of ['platform', 'buyer', 'public'])
    await t.rejects(lab.as('svc_mlab_a', `mlab_a_${scope}`, creator, emitting, values), denied);
  const enqueueing = "select messages.enqueue('settle.check', 'k', '{}', null)";
  await t.rejects(lab.as('svc_mlab_a', null, creator, enqueueing), denied);
  await t.rejects(lab.as('svc_mlab_a', 'mlab_a_creator', null, enqueueing), denied);
  for (const scope of ['buyer', 'public'])
    await t.rejects(lab.as('svc_mlab_a', `mlab_a_${scope}`, creator, enqueueing), denied);
  t.equal(await waiting(), 0);
});

t.test('a foreign service emits nothing that is not its own and reads no queue', async (t) => {
  const denied = { code: '42501' };
  const jobs = 'select * from queue_mlab_b._private_jobs';
  await pay(randomUUID());
  await t.rejects(
    lab.as('svc_mlab_b', 'mlab_b_creator', creator, "select messages.emit('order.paid', 1, gen_random_uuid(), '{}')"),
    denied,
    'the event of a',
  );
  await t.rejects(
    b.inCreator(creator, async (tx) => await emit(tx, orderPaid, randomUUID(), { order: 'o' })),
    { name: 'DatabaseFault', message: /may not emit/ },
  );
  await t.rejects(lab.migrate('mlab_b', "select messages.own('order.paid')"), denied, 'taken over by a migration');
  await t.rejects(
    lab.as('svc_mlab_a', 'mlab_a_creator', creator, "select messages.emit('file.ready', 1, gen_random_uuid(), '{}')"),
    denied,
    'nobody’s event',
  );
  await t.rejects(
    lab.as('svc_mlab_a', 'mlab_a_creator', creator, "select messages.subscribe('order.paid', '{1}')"),
    denied,
    'subscribing at run time',
  );
  await t.rejects(lab.as('svc_mlab_a', 'mlab_a_creator', creator, 'select * from messages.subscriptions'), denied);
  await t.rejects(lab.as('svc_mlab_a', null, null, 'set role queue_mlab_b'), denied);
  await t.rejects(lab.as('svc_mlab_a', null, null, jobs), denied);
  await t.rejects(lab.as('svc_mlab_a', 'mlab_a_creator', creator, jobs), denied);
  await t.rejects(lab.as('svc_mlab_a', 'queue_mlab_a', null, jobs), denied);
  await t.rejects(
    lab.as('svc_mlab_a', 'mlab_a_creator', creator, "select queue_mlab_b.accept($1, 'order.paid', 1, $1, '{}', true)", [
      creator,
    ]),
    denied,
    'past emit',
  );
  await t.rejects(lab.as('svc_mlab_b', 'mlab_b_creator', creator, jobs), denied, 'the service’s own scope');
  await t.rejects(
    lab.as('svc_mlab_b', 'queue_mlab_b', null, 'select * from mlab_b.facts'),
    denied,
    'the worker’s role reads no table',
  );
  await t.rejects(lab.as('svc_mlab_b', 'queue_mlab_b', null, 'create table queue_mlab_b.x ()'), denied);
  t.equal((await lab.as('svc_mlab_b', 'queue_mlab_b', null, jobs)).length, 1, 'the worker’s role sees its queue');
});

t.test('a planted grant that opens a foreign event is seen by this check', async (t) => {
  await lab.admin("update messages.emitters set service = 'mlab_b' where event = 'order.paid'");
  await t.resolves(
    lab.as('svc_mlab_b', 'mlab_b_creator', creator, "select messages.emit('order.paid', 1, gen_random_uuid(), '{}')"),
  );
  await lab.admin("update messages.emitters set service = 'mlab_a' where event = 'order.paid'");
});

t.test('a job goes to the own queue alone, with the creator of the scope, and none from the platform', async (t) => {
  const seen: unknown[] = [];
  const check = work(
    settleCheck,
    async ({ creatorId, key, payload }) => void seen.push([creatorId, key, payload.order]),
  );
  await b.inCreator(creator, async (tx) => await enqueue(tx, settleCheck, 'one', { order: 'o1' }));
  await b.inPlatform(async (tx) => await enqueue(tx, settleCheck, 'two', { order: 'o2' }));
  t.equal(await lab.count('select count(*) from queue_mlab_a._private_jobs'), 0);
  t.equal(await drainB({ jobs: [check] }), 2);
  t.strictSame(seen, [
    [creator, 'one', 'o1'],
    [null, 'two', 'o2'],
  ]);
  const rolledBack = b.inPlatform(async (tx) => {
    await enqueue(tx, settleCheck, 'three', { order: 'o3' });
    throw new Error('no');
  });
  await t.rejects(rolledBack, { message: 'no' });
  t.equal(await waiting(), 0);
});

t.test('a job for later does not run early, and runs when a test says that it is time', async (t) => {
  const at = new Date(Date.now() + 3_600_000);
  const check = work(settleCheck, async () => {});
  await b.inCreator(creator, async (tx) => await enqueue(tx, settleCheck, 'later', { order: 'o' }, { runAt: at }));
  t.equal(await drainB({ jobs: [check] }), 0);
  t.equal(await drainB({ jobs: [check], upTo: new Date(at.getTime() - 1000) }), 0);
  t.match(await queue.figures(), { due: 0, scheduled: 1 });
  t.equal(await drainB({ jobs: [check], upTo: at }), 1);
});

t.test('one job per name and key: the later word wins, also about the time', async (t) => {
  const seen: string[] = [];
  const check = work(settleCheck, async ({ payload }) => void seen.push(payload.order));
  const ask = async (order: string, runAt: Date): Promise<void> =>
    await b.inCreator(creator, async (tx) => await enqueue(tx, settleCheck, 'k', { order }, { runAt }));
  await ask('first', new Date(Date.now() + 3_600_000));
  await ask('second', new Date(0));
  t.equal(await drainB({ jobs: [check] }), 1);
  t.strictSame(seen, ['second']);
});

t.test(
  'a job that enqueues itself under its own key runs again, and drain follows what handlers enqueue',
  async (t) => {
    let rounds = 0;
    const check = work(settleCheck, async ({ key, once, payload }) => {
      await b.inCreator(creator, async (tx) => {
        if (!(await onceIn(tx, { once }))) return;
        if (++rounds < 3) await enqueue(tx, settleCheck, key, payload);
      });
    });
    await b.inCreator(creator, async (tx) => await enqueue(tx, settleCheck, 'again', { order: 'o' }));
    t.equal(await drainB({ jobs: [check] }), 3);
    t.equal(rounds, 3, 'each round is new work to onceIn');
    t.equal(await waiting(), 0);
  },
);

t.test('one creator’s claim says nothing about another’s, and the wall stands with the queue', async (t) => {
  const other = asCreatorId(randomUUID());
  const once = { schema: 'mlab_b', message: 'order.paid', key: randomUUID() };
  t.equal(await b.inCreator(creator, async (tx) => await onceIn(tx, { once })), true);
  t.equal(await b.inCreator(creator, async (tx) => await onceIn(tx, { once })), false);
  t.equal(await b.inCreator(other, async (tx) => await onceIn(tx, { once })), true);
  t.equal((await lab.as('svc_mlab_b', 'mlab_b_creator', other, 'select * from mlab_b.handled_messages')).length, 1);
  for (const service of ['mlab_a', 'mlab_b'])
    t.match(await assertTenantWall(queueB, { service, exceptions: [], doors: [] }), /^2 tables/);
});

t.test('installing again is one quick look, and an upgrade puts back what was lost', async (t) => {
  const install = { adminUrl: lab.adminUrl, schema: 'mlab_b' };
  // Whoever installs writes this row last, so one that only looks leaves it as it was.
  const written = async () =>
    await lab.admin("select xmin::text as by_transaction from messages.services where service = 'mlab_b'");
  const before = await written();
  await Promise.all([1, 2, 3].map(async () => await installQueue(install)));
  t.same(await written(), before, 'nothing was written');
  await pay(randomUUID());
  await lab.admin(
    "drop policy worker on queue_mlab_b._private_jobs; update messages.services set fingerprint = 'older'",
  );
  t.equal(await drainB(), 0, 'without the policy the queue looks empty');
  await installQueue(install);
  t.notSame(await written(), before);
  t.equal(await drainB(), 1, 'and nothing was lost');
});
