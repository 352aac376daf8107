import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
type Line = { msg: string; port?: number; level: number; time: number };

/** Starts the sandbox's own process on free ports and on a folder of its own, and waits until it is ready or has ended. */
export async function startProcess(folder: string, seed: object, environment: Record<string, string> = {}) {
  const seedFile = join(folder, 'seed.json');
  await writeFile(seedFile, JSON.stringify(seed));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      SANDBOX_PORT: '0',
      S3_PORT: '0',
      SECRETS_PORT: '0',
      DATA_DIR: join(folder, 'data'),
      SEED_SECRETS_FILE: seedFile,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  let told = '';
  child.stderr.on('data', (data: Buffer) => {
    told += data.toString();
  });
  const lines: Line[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(JSON.parse(line) as Line);
    if (lines.at(-1)?.msg === 'ready') break;
  }
  // a full pipe would hold the child up
  child.stdout.resume();
  const url = (what: RegExp): string => `http://127.0.0.1:${lines.find((line) => what.test(line.msg))?.port ?? 0}`;
  return { child, exit, lines, told: () => told, s3: url(/^S3/), secrets: url(/^Secrets/), rails: url(/^telebirr/) };
}
