// What one service costs: time from start to ready, memory when idle and under load (16 clients, an endpoint that reads
// the database as the person it belongs to). One after the other, beside the running product.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@windsurf/testbed/ports';
import { load } from '../load.ts';
import { environmentOf } from '../product.ts';
import { say } from '../progress.ts';
import type { Service } from '../registry.ts';
import { onWholeProduct, type RunningProduct } from '../whole-product.ts';

const CLIENTS = 16;
const SECONDS = 4;

/** An address of each service that does its ordinary work, and who asks. */
const ordinary: Readonly<Record<string, { path: string; as: 'creator' | 'operator' | 'nobody' }>> = {
  auth: { path: '/v1/auth/session', as: 'creator' },
  'store-builder': { path: '/v1/products', as: 'creator' },
  payments: { path: '/v1/payments/orders', as: 'creator' },
  delivery: { path: '/v1/delivery/files', as: 'creator' },
  analytics: { path: '/v1/analytics/summary', as: 'creator' },
  community: { path: '/v1/community/members', as: 'creator' },
  notifications: { path: '/v1/notifications/messages', as: 'operator' },
};

type Figures = { ready_s: number; idle_mb: number; loaded_mb: number; rps: number };

const megabytesOf = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);

/** @returns exit code; the last line holds each service's figures and the worst of them */
export const run = async (): Promise<number> =>
  await onWholeProduct('bench-services', async (product) => {
    const creator = await product.signIn('+251911000001', 'creator');
    const operator = await product.signIn('+251911000009', 'buyer');
    const headers = { creator: creator.headers, operator: operator.headers, nobody: {} };
    const figures: Record<string, Figures> = {};
    for (const service of product.services) {
      const target = ordinary[service.name];
      if (!target) throw new Error(`bench/services.ts does not know what ${service.name} ordinarily does`);
      figures[service.name] = await measure(product, service, target.path, headers[target.as]);
      say(`${service.name}: ${JSON.stringify(figures[service.name])}`);
    }
    const worst = (of: (f: Figures) => number): number => Math.max(...Object.values(figures).map(of));
    const line = { worst_ready_s: worst((f) => f.ready_s), worst_mb: worst((f) => f.loaded_mb), services: figures };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return line.worst_ready_s <= 1.5 && line.worst_mb <= 160 ? 0 : 1;
  });

async function measure(
  product: RunningProduct,
  service: Service,
  path: string,
  headers: Record<string, string>,
): Promise<Figures> {
  const port = await freePort();
  const ports = new Map(product.services.map((s) => [s.name, product.product.portOf(s.name) ?? 0]));
  ports.set(service.name, port);
  const began = performance.now();
  const child = spawn(process.execPath, [join(service.folder, 'src/main.ts')], {
    env: environmentOf(service, product.stack, ports),
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    await readyAt(port);
    const ready = (performance.now() - began) / 1000;
    await wait(2000);
    const idle = megabytesOf(child.pid ?? 0);
    const { rps } = await load(`http://127.0.0.1:${port}${path}`, CLIENTS, SECONDS, headers);
    return { ready_s: Math.round(ready * 100) / 100, idle_mb: idle, loaded_mb: megabytesOf(child.pid ?? 0), rps };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function readyAt(port: number): Promise<void> {
  const end = performance.now() + 20_000;
  for (;;) {
    const ok = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    if (performance.now() > end) throw new Error('the service did not become ready');
    await wait(10);
  }
}
