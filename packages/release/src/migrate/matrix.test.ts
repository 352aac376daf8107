// The whole matrix is one of the proofs of `npm run prove:ops`; here it runs for one service.
import t from 'tap';
import { proveSchemaMatrix } from './acceptance/prove-matrix.ts';

t.test('old code runs on the newer schema, new code refuses the older one, and planted defects are seen', async (t) => {
  const said: string[] = [];
  const proof = await proveSchemaMatrix((line) => said.push(line), { services: ['community'], holdMs: 0, few: true });
  t.ok(proof.ok, said.join('\n'));
  t.match(proof.figures, {
    services: 1,
    cells: 4,
    cells_red: 0,
    failed_during_migration: 0,
    planted_defects: 3,
    planted_found: 3,
  });
});
