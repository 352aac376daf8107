// HAProxy's runtime socket as far as the switcher uses it: weights, and whether each server answers its check.
import { createServer } from 'node:net';
import type { Layout } from './haproxy-config.ts';
import { serverName, SLOTS, testBackend } from './haproxy-config.ts';

export type FakeHaproxy = {
  /** Weight by `backend/server`. */
  readonly weights: Map<string, number>;
  readonly commands: string[];
  stop(): Promise<void>;
};

const CHECK_MS = 300;

const answersCheck = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(CHECK_MS) })).ok;
  } catch {
    return false;
  }
};

export const startFakeHaproxy = async (layout: Layout): Promise<FakeHaproxy> => {
  const weights = new Map<string, number>();
  const ports = new Map<string, number>();
  const commands: string[] = [];
  for (const service of layout.services)
    for (const backend of [service.name, testBackend(service.name)])
      for (const slot of SLOTS)
        for (const [place, port] of service.ports[slot].entries()) {
          const key = `${backend}/${serverName(slot, place)}`;
          ports.set(key, port);
          weights.set(key, backend === service.name && slot === layout.first ? 100 : 0);
        }
  const stat = async (): Promise<string> => {
    const rows = await Promise.all(
      [...ports].map(async ([key, port]) => {
        const [backend = '', server = ''] = key.split('/');
        return `${backend},${server},${(await answersCheck(port)) ? 'UP' : 'DOWN'},${weights.get(key) ?? 0},`;
      }),
    );
    return ['# pxname,svname,status,weight,', 'production,FRONTEND,OPEN,,', ...rows, ''].join('\n');
  };
  const answer = async (command: string): Promise<string> => {
    if (command === 'show stat') return await stat();
    const [, key = '', weight = ''] = /^set weight (\S+) (\d+)$/.exec(command) ?? [];
    if (!weights.has(key)) return 'No such server.\n';
    if (Number(weight) > 256) return 'Absolute weight can only be between 0 and 256 inclusive.\n';
    weights.set(key, Number(weight));
    commands.push(command);
    return '\n';
  };
  const server = createServer((socket) => {
    socket.once('data', (data) => {
      void answer(data.toString().trim()).then((text) => socket.end(text));
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(layout.socket, done));
  return {
    weights,
    commands,
    stop: async () => await new Promise((done) => server.close(() => done())),
  };
};
