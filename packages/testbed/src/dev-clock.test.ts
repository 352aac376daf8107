import t from 'tap';
import { createPool } from '@windsurf/db/pool';
import { testDatabase } from './database.ts';
import { clockOf } from '@windsurf/service-kit/dev-clock';

const system = { now: () => new Date() };

t.test(
  'without a row the time is the time; with one it runs as fast as the row says, everywhere but in production',
  async (t) => {
    const db = await testDatabase(t, ['payments']);
    const pool = createPool({ connectionString: db.url('svc_payments'), max: 1, applicationName: 'test' });
    t.teardown(async () => await pool.end());
    t.equal(await clockOf(pool, 'development', system), system);
    const began = Date.now();
    await db.look(
      "insert into app.dev_clock (real_at, fake_at, scale) values (now() - interval '1 minute', '2026-11-20T00:00:00Z', 60)",
    );
    const clock = await clockOf(pool, 'development', system);
    t.equal(clock.scale, 60);
    const passed = clock.now().getTime() - Date.parse('2026-11-20T00:00:00Z');
    const since = (Date.now() - began + 10) * 60;
    t.ok(passed >= 3_600_000 && passed <= 3_600_000 + since, 'a minute of ours is an hour of the rehearsal');
    await t.rejects(clockOf(pool, 'production', system), /development clock in production/);
    await t.rejects(
      db.look('insert into app.dev_clock (real_at, fake_at, scale) values (now(), now(), 2)'),
      'one row at most',
    );
  },
);
