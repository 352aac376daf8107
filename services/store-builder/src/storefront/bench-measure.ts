// Runs the client, in its own process, and reads what it saw.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Measured = { requests: number; rps: number; p99: number; failed: number; bytes: number };

/** One run of the client in its own process. Throws when an answer was no 200. */
export async function measure(
  url: string,
  options: { clients: number; seconds: number; encoding?: string; below?: number; host?: string },
): Promise<Measured> {
  const file = fileURLToPath(new URL('bench-client.ts', import.meta.url));
  const args = [
    file,
    url,
    String(options.clients),
    String(options.seconds),
    options.encoding ?? 'identity',
    String(options.below ?? 1),
    options.host ?? '',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  for await (const chunk of child.stdout) out += String(chunk);
  const measured = JSON.parse(out) as Measured;
  if (measured.failed > 0 || measured.requests === 0)
    throw new Error(`${measured.failed} of ${measured.requests} failed`);
  return measured;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
