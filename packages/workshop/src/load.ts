// Load from a process of its own, so that it does not share the measured process's event loop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';

const autocannon = createRequire(import.meta.url).resolve('autocannon');

export type LoadFigures = { readonly rps: number; readonly p99: number; readonly failed: number };

/** Sends GET requests over kept connections for `seconds`. Throws when an answer was no success. */
export async function load(
  url: string,
  connections: number,
  seconds: number,
  headers: Record<string, string> = {},
): Promise<LoadFigures> {
  const args = ['-c', String(connections), '-d', String(seconds), '--json', '--no-progress'];
  for (const [name, value] of Object.entries(headers)) args.push('-H', `${name}=${value}`);
  const child = spawn(process.execPath, [autocannon, ...args, url], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(child, 'close');
  const result = JSON.parse(text) as {
    requests: { average: number };
    latency: { p99: number };
    errors: number;
    timeouts: number;
    non2xx: number;
  };
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${failed} requests to ${new URL(url).pathname} failed`);
  return { rps: Math.round(result.requests.average), p99: result.latency.p99, failed };
}

export const requestsPerSecond = async (url: string, connections: number, seconds: number): Promise<number> =>
  (await load(url, connections, seconds)).rps;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
