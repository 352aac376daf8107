import t from 'tap';
import { proveTenantWall } from '@windsurf/db/prove-wall';
import { testDatabase, wallPlanOf } from '@windsurf/testbed/database';

// Thirty tables, each seen by four kinds of readers.
t.setTimeout(300_000);

t.test('no scope reads or writes what is not its own, and each planted defect is found', async (t) => {
  const db = await testDatabase(t, ['store-builder']);
  const proof = await proveTenantWall({
    adminUrl: db.adminUrl,
    service: 'store',
    plan: wallPlanOf('store-builder'),
  });
  t.same(proof.leaks, []);
  t.ok(proof.tables >= 11 && proof.probes > 400, `${proof.tables} tables, ${proof.probes} probes`);
  t.ok(proof.plantedDefects > 100, `${proof.plantedDefects} planted defects`);
  t.same(proof.missed, []);
});
