// `node services/payments/src/rails/self-test.ts [rail]`: which of address, allow-list, key and clock is wrong. One line for
// each check; ends with 1 when one fails. Reads the environment and the secret as the service does.
import { pathToFileURL } from 'node:url';
import { baseEnv, readEnv } from '@windsurf/service-kit/env';
import { loadSecret, secretsManager } from '@windsurf/service-kit/secrets';
import { PaymentsSecret } from '../env.ts';
import type { Rails } from './rails.ts';
import { createRails } from './registry.ts';

export type SelfTest = { readonly lines: readonly string[]; readonly ok: boolean };

/**
 * Looks at all rails, or at one.
 *
 * @returns lines to print, none with a secret in it; `ok` false when a check failed, or when there was nothing to look at
 */
export async function selfTest(rails: Rails, only?: string): Promise<SelfTest> {
  const chosen = [...rails.values()].filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0)
    return {
      lines: [`there is no rail ${only ?? ''} in the secret; there are: ${[...rails.keys()].join(', ')}`],
      ok: false,
    };
  const lines: string[] = [];
  let failed = 0;
  let seen = 0;
  for (const rail of chosen) {
    const checks = await rail.selfTest();
    if (checks.length === 0) lines.push(`${rail.name}: nobody outside to ask`);
    for (const { part, ok, says } of checks) {
      lines.push(`${rail.name}: ${ok ? 'right' : 'WRONG'}  ${part}  ${says}`);
      seen += 1;
      failed += ok ? 0 : 1;
    }
  }
  lines.push(`${seen} checks, ${failed} wrong`);
  return { lines, ok: failed === 0 };
}

async function run(): Promise<void> {
  const { SECRETS_ENDPOINT, AWS_REGION } = baseEnv;
  const env = readEnv({ SECRETS_ENDPOINT, AWS_REGION }, process.env);
  const source = secretsManager({ endpoint: env.SECRETS_ENDPOINT, region: env.AWS_REGION });
  const rails = createRails(await loadSecret(source, 'windsurf/payments', PaymentsSecret));
  const { lines, ok } = await selfTest(rails, process.argv[2]);
  process.stdout.write(`${lines.join('\n')}\n`);
  await Promise.all([...rails.values()].map(async (rail) => await rail.close()));
  process.exitCode = ok ? 0 : 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  run().catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  });
}
