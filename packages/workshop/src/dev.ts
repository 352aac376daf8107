import { join } from 'node:path';
import { migrateAll } from './databases.ts';
import { devFolder, root } from './place.ts';
import { type ProductOptions, startProduct } from './product.ts';
import { say } from './progress.ts';
import { readServices, type Service, startable } from './registry.ts';
import { claimRun } from './run-record.ts';
import { Sentence } from './sentence.ts';
import { startStack } from './stack.ts';
import { chosenPort, originsOf, untilAsked } from './up.ts';

/**
 * The startable service of a name.
 *
 * @throws Sentence with the names that there are
 */
export const serviceNamed = (name: string | undefined): Service => {
  const services = startable(readServices(root));
  const found = services.find((service) => service.name === name);
  if (found !== undefined) return found;
  throw new Sentence(`Say which service: ${services.map((service) => service.name).join(', ')}.`);
};

/**
 * `npm run dev -- auth`: the stack, and one service that starts again whenever one of its files changes.
 *
 * @returns exit code
 */
export const dev = async ([name]: string[]): Promise<number> => {
  const service = serviceNamed(name);
  const run = await claimRun(devFolder, `npm run dev -- ${service.name}`);
  const asked = untilAsked();
  try {
    const all = readServices(root);
    const origins = originsOf(chosenPort());
    const stack = await startStack({ dir: devFolder, ephemeral: false, run, origins });
    try {
      say(stack.how);
      await migrateAll(stack.adminUrl, startable(all), say);
      const options: ProductOptions = {
        stack,
        run,
        services: [service],
        known: all,
        logs: join(devFolder, 'logs'),
        declaredPorts: true,
        say,
        flags: ['--watch', '--watch-preserve-output'],
      };
      const product = await startProduct(options);
      say(`${service.name} is ready on http://localhost:${product.portOf(service.name)} and restarts on change`);
      say(`log: .dev/logs/${service.name}.log; phone: ${stack.sandboxUrl}/phone; Ctrl-C stops everything`);
      const end = await Promise.race([asked, product.broken]);
      if (!end.startsWith('SIG')) say(end);
      await product.stop();
      return end.startsWith('SIG') ? 0 : 1;
    } finally {
      await stack.stop();
    }
  } finally {
    run.release();
  }
};
