import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keptEnvironment } from './environment.ts';
import { devFolder, root } from './place.ts';
import { isRunning } from './run-record.ts';
import { Sentence } from './sentence.ts';

/**
 * `npm run operator -- 0911234567`: makes a person an operator in the running product. The rule is auth's own; this
 * hands over to it.
 *
 * @returns exit code
 */
export const operator = async ([phone]: string[]): Promise<number> => {
  if (phone === undefined) throw new Sentence('Say whose number: npm run operator -- 0911234567.');
  const entry = join(root, 'services/auth/src/operator.ts');
  const env = keptEnvironment('auth');
  if (env === undefined || !isRunning(devFolder) || !existsSync(entry))
    throw new Sentence('The product is not running: npm start in another terminal, then this again.');
  const child = spawn(process.execPath, [entry, phone], { cwd: root, env, stdio: 'inherit' });
  const [code]: (number | null)[] = await once(child, 'exit');
  return code ?? 1;
};
