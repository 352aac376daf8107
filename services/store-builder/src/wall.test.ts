import t from 'tap';
import { assertTenantWall } from '@windsurf/db/wall';
import { testDatabase, wallPlanOf } from '@windsurf/testbed/database';

t.test('the tenant wall of stores stands', async (t) => {
  const db = await testDatabase(t, ['store-builder']);
  const seen = await assertTenantWall(db.pool('svc_store'), wallPlanOf('store-builder'));
  t.match(seen, /^1[0-9] tables/, seen);
});

t.test('a policy that is dropped turns the wall red', async (t) => {
  const db = await testDatabase(t, ['store-builder']);
  await db.look('drop policy creator on store.drafts');
  await t.rejects(assertTenantWall(db.pool('svc_store'), wallPlanOf('store-builder')), /store\.drafts/);
});
