import t from 'tap';
import { proveTenantWall } from '@windsurf/db/prove-wall';
import { testDatabase, wallPlanOf } from '@windsurf/testbed/database';

// Forty tables, each seen by five kinds of readers.
t.setTimeout(300_000);

t.test('no scope reads or writes what is not its own, and each planted defect is found', async (t) => {
  const db = await testDatabase(t, ['payments']);
  const proof = await proveTenantWall({
    adminUrl: db.adminUrl,
    service: 'payments',
    plan: wallPlanOf('payments'),
  });
  t.same(proof.leaks, []);
  t.ok(proof.tables >= 13 && proof.probes > 200, `${proof.tables} tables, ${proof.probes} probes`);
  t.ok(proof.plantedDefects > 0);
  t.same(proof.missed, []);
  t.equal(proof.plantedFound, proof.plantedDefects);
});
