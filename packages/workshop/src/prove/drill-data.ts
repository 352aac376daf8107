// The demo product, made by its own services, in a database that a restore drill will destroy.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@windsurf/testbed/ports';
import { migrateAll } from '../databases.ts';
import { startGateway } from '../gateway.ts';
import { devFolder, root } from '../place.ts';
import { type ProductOptions, seed, startProduct } from '../product.ts';
import { readServices, startable } from '../registry.ts';
import { claimRun } from '../run-record.ts';
import { startStack } from '../stack.ts';
import { originsOf } from '../up.ts';

/**
 * Lays the schemas, runs the services until their demo data is made, and stops them again.
 *
 * @param adminUrl superuser's address of the database
 * @param say told what is made
 */
export const fillWithDemo = async (adminUrl: string, say: (line: string) => void): Promise<void> => {
  const dir = join(devFolder, `prove-drill-${process.pid}`);
  const run = await claimRun(dir, 'npm run prove:ops');
  const services = startable(readServices(root));
  const port = await freePort();
  const stack = await startStack({ dir: join(dir, 'stack'), ephemeral: true, run, origins: originsOf(port) });
  try {
    await migrateAll(adminUrl, services, () => undefined);
    const parts: ProductOptions = {
      stack: { ...stack, adminUrl },
      run,
      services,
      known: readServices(root),
      logs: join(dir, 'logs'),
      declaredPorts: false,
      say,
    };
    const product = await startProduct(parts);
    // Rails call back through it while the demo data is made.
    const gateway = await startGateway({
      port,
      services,
      portOf: product.portOf,
      dashboard: () => undefined,
      home: undefined,
      policy: "default-src 'none'",
    });
    try {
      say(`demo data made by ${(await seed(parts, product)).join(', ')}`);
    } finally {
      await gateway.stop();
      await product.stop();
    }
  } finally {
    await stack.stop();
    run.release();
    await rm(dir, { recursive: true, force: true });
  }
};
