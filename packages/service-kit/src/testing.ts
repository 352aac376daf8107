// For the tests beside: an app whose caller says in a header who she is, and a log that can be read.
import type { FastifyInstance } from 'fastify';
import type { Principal } from '@windsurf/contracts/principal';
import { wrongOrigin } from '@windsurf/contracts/problem';
import { createApp } from './app.ts';
import type { AppOptions } from './app.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { ownNetworks, readTrustedProxies } from './proxies.ts';

const person = { kind: 'person', personId: 'p', sessionId: 's', csrf: 'good', via: 'cookie' } as const;
export const principals: Readonly<Record<string, Principal>> = {
  nobody: { kind: 'nobody' },
  person: { ...person, creatorId: null, operator: false },
  creator: { ...person, creatorId: 'c', operator: false },
  operator: { ...person, creatorId: null, operator: true },
  service: { kind: 'service', service: 'auth' },
};

export type TestApp = {
  readonly app: FastifyInstance;
  readonly lines: () => Record<string, unknown>[];
  readonly text: () => string;
};

export async function testApp(options: Partial<AppOptions> = {}): Promise<TestApp> {
  const written: string[] = [];
  const log = createLog({ service: 'test', level: 'debug', destination: { write: (line) => void written.push(line) } });
  const app = await createApp({
    service: 'test',
    log,
    healthPaths: ['/v1/test/health'],
    ready: async () => undefined,
    metrics: createMetrics('test'),
    trustedProxies: readTrustedProxies(ownNetworks),
    authenticate: async (request) => principals[String(request.headers['x-who'] ?? 'nobody')] ?? { kind: 'nobody' },
    guardChange: (_request, principal, csrf) => {
      if (principal.kind === 'person' && csrf !== 'good') throw wrongOrigin();
    },
    ...options,
  });
  return {
    app,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    text: () => written.join(''),
  };
}
