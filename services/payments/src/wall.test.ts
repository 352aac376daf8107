import t from 'tap';
import { assertTenantWall } from '@windsurf/db/wall';
import { testDatabase, wallPlanOf } from '@windsurf/testbed/database';

t.test('the tenant wall of payments stands', async (t) => {
  const db = await testDatabase(t, ['payments']);
  t.match(await assertTenantWall(db.pool('svc_payments'), wallPlanOf('payments')), /^13 tables/);
});
