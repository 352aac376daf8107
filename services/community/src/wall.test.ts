import t from 'tap';
import { proveTenantWall } from '@windsurf/db/prove-wall';
import { testDatabase, wallPlanOf } from '@windsurf/testbed/database';

t.test('no scope reads or writes what is not its own, and each planted defect is found', async (t) => {
  const db = await testDatabase(t, ['community']);
  const proof = await proveTenantWall({ adminUrl: db.adminUrl, service: 'community', plan: wallPlanOf('community') });
  t.same(proof.leaks, []);
  t.ok(proof.tables >= 7 && proof.probes > 100, `${proof.tables} tables, ${proof.probes} probes`);
  t.ok(proof.plantedDefects > 0);
  t.equal(proof.plantedFound, proof.plantedDefects);
});
