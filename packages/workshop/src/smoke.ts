// `npm run test:smoke -- --env=local|staging|production`: hands over to the release, which runs it in pipelines too. What
// runs on this machine is asked at the addresses that it was started with.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { keptEnvironment } from './environment.ts';
import { devFolder, root } from './place.ts';
import { isRunning } from './run-record.ts';
import { Sentence } from './sentence.ts';

const ADDRESSES = ['APP_ORIGIN', 'STORE_ORIGIN', 'SANDBOX_URL'] as const;

/**
 * @returns exit code: 0 when nothing failed and something was looked at
 * @throws Sentence when nothing runs here
 */
export const smoke = async (args: string[]): Promise<number> => {
  const env: NodeJS.ProcessEnv = { ...process.env };
  const given = ADDRESSES.some((name) => env[name] !== undefined && env[name] !== '');
  if (args.includes('--env=local') && !given && !args.some((arg) => arg.startsWith('--url'))) {
    const kept = keptEnvironment('auth');
    if (!isRunning(devFolder) || kept === undefined)
      throw new Sentence(
        'npm run test:smoke -- --env=local asks what npm start runs here, and nothing runs: start it first.',
      );
    for (const name of ADDRESSES) env[name] = kept[name];
  }
  const child = spawn(process.execPath, [join(root, 'packages/release/src/cli.ts'), 'smoke', ...args], {
    env,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
};
