import { pino } from 'pino';
import t from 'tap';
import { on } from './consume.ts';
import { assertQueueGrants, workerRights } from './grants.ts';
import { openLab, orderPaid } from './lab.ts';
import { queuePool } from './queue.ts';
import { startWorker } from './worker.ts';

const lab = await openLab();
const url = lab.url('svc_mlab_b');
const pool = queuePool(url, 'mlab_b', 1);
t.teardown(async () => {
  await pool.end();
  await lab.end();
});

t.test('a worker with all its rights may start', async (t) => {
  await t.resolves(assertQueueGrants(pool, 'mlab_b'));
});

t.test('each right taken away in turn is named before the worker starts', async (t) => {
  let seen = 0;
  for (const [object, ...rights] of workerRights) {
    const rel = `queue_mlab_b.${object}`;
    const target = rights[0] === 'EXECUTE' ? `function ${rel}` : rel;
    for (const right of rights) {
      const [take, giveBack] =
        right === 'policy'
          ? [
              `drop policy worker on ${rel}`,
              `create policy worker on ${rel} to queue_mlab_b using (true) with check (true)`,
            ]
          : [`revoke ${right} on ${target} from queue_mlab_b`, `grant ${right} on ${target} to queue_mlab_b`];
      await lab.admin(take);
      await t.rejects(assertQueueGrants(pool, 'mlab_b'), {
        message: `the worker of queue_mlab_b lacks: ${right} on ${object}`,
      });
      await lab.admin(giveBack);
      seen++;
    }
  }
  t.comment(`${seen} rights taken away`);
  t.equal(seen, 18);
  await t.resolves(assertQueueGrants(pool, 'mlab_b'), 'all given back');
});

t.test('the worker holds no right that it does not ask for', async (t) => {
  const held = await lab.admin(`
    select c.relname || ' ' || x.privilege_type as "right" from pg_class c, aclexplode(c.relacl) x
      where c.relnamespace = 'queue_mlab_b'::regnamespace and x.grantee = 'queue_mlab_b'::regrole
    union all select p.proname || ' EXECUTE' from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
      where p.pronamespace = 'queue_mlab_b'::regnamespace and x.grantee in (0, 'queue_mlab_b'::regrole)`);
  const asked = workerRights.flatMap(([object, ...rights]) =>
    rights.filter((r) => r !== 'policy').map((r) => `${object} ${r}`),
  );
  t.strictSame(new Set(held.map((row) => row['right'])), new Set(asked));
});

t.test('usage of the schema is named too, and startWorker refuses', async (t) => {
  await lab.admin('revoke usage on schema queue_mlab_b from queue_mlab_b');
  const start = startWorker({
    connectionString: url,
    schema: 'mlab_b',
    consumers: [on(orderPaid, async () => {})],
    jobs: [],
    log: pino({ level: 'silent' }),
  });
  await t.rejects(start, { message: /lacks: .*USAGE on the schema/ });
  await lab.admin('grant usage on schema queue_mlab_b to queue_mlab_b');
});
