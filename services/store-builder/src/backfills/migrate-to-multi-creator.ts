// One-off task of the service's image: node src/backfills/migrate-to-multi-creator.ts --file=products.json --handle=NAME
// [--dry-run]. The store of that name has to be open; its creator finds the products among her drafts.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asCreatorId } from '@windsurf/db/tenancy';
import { createDeps, openBase } from '../deps.ts';
import { moveLegacyProducts, readLegacyProducts } from './legacy-products.ts';

const { values } = parseArgs({
  options: { file: { type: 'string' }, handle: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
});
const { file, handle } = values;
if (file === undefined || handle === undefined) {
  process.stderr.write('usage: migrate-to-multi-creator --file=products.json --handle=NAME [--dry-run]\n');
  process.exit(2);
}
const products = readLegacyProducts(readFileSync(file, 'utf8'));
const base = await openBase();
try {
  const deps = createDeps(base);
  const [owner] = await deps.tenancy.door<{ creatorOfHandle: string | null }>('creator_of_handle', handle);
  const id = owner?.creatorOfHandle ?? null;
  if (id === null) {
    process.stderr.write(`There is no store @${handle}: open it first, with the phone of its owner.\n`);
    process.exitCode = 2;
  } else {
    const moved = await moveLegacyProducts(deps, asCreatorId(id), products, { dryRun: values['dry-run'] });
    for (const { legacyId, why } of moved.refused) process.stdout.write(`not moved: ${legacyId}: ${why}\n`);
    process.stdout.write(`${JSON.stringify({ ...moved, refused: moved.refused.length })}\n`);
    process.exitCode = moved.refused.length === 0 ? 0 : 1;
  }
} finally {
  for (const close of base.stops) await close();
}
