// The checks that need nothing but the address of the app.
import { HEALTHY } from '../hooks/domains.ts';
import { get } from '../hooks/request.ts';
import type { KnownService } from '../deploy/services.ts';
import { type Check, type CheckResult, failed, ok } from './checks.ts';

const TIMEOUT_MS = 10_000;
/** An answer of a health path that takes longer is told, not failed: it travels from another continent. */
const SLOW_MS = 2_000;

/** @param host sent instead of the address's own, where a name is not known to the resolver */
export const httpChecks = (baseUrl: string, services: readonly KnownService[], host?: string): Check[] => {
  const ask = async (path: string): Promise<{ status: number; text: string; ms: number }> => {
    const began = performance.now();
    const answer = await get(`${baseUrl}${path}`, {
      host,
      headers: { accept: 'application/json' },
      timeoutMs: TIMEOUT_MS,
    });
    return { ...answer, ms: Math.round(performance.now() - began) };
  };
  const health = async (domain: string): Promise<CheckResult> => {
    const name = `health ${domain}`;
    try {
      const { status, text, ms } = await ask(`/v1/${domain}/health`);
      if (status !== 200) return failed(name, `answered ${status}`);
      if (text !== HEALTHY) return failed(name, `did not answer exactly ${HEALTHY}`);
      return ok(name, `${ms} ms${ms > SLOW_MS ? ', which is slow' : ''}`);
    } catch (error) {
      return failed(name, error instanceof Error ? error.message : String(error));
    }
  };
  const domains = services.flatMap((one) => one.domains);
  return [
    // S4-01 … S4-13, S4-53, S4-78: every path of the checklist, and our own.
    { name: 'health', run: async () => await Promise.all(domains.map(health)) },
    {
      // S4-62, from where we stand; the alarm p95 judges everybody's.
      name: 'answer times',
      async run() {
        const times = (
          await Promise.all(domains.map(async (domain) => (await ask(`/v1/${domain}/health`)).ms))
        ).toSorted((a, b) => a - b);
        const middle = times[times.length >> 1] ?? 0;
        return middle > SLOW_MS
          ? failed('answer times', `the middle one is ${middle} ms`)
          : ok('answer times', `the middle one of ${times.length} is ${middle} ms`);
      },
    },
    {
      name: 'sign-in keys',
      async run() {
        const { status, text } = await ask('/.well-known/jwks.json');
        const keys = status === 200 ? (JSON.parse(text) as { keys?: unknown[] }).keys : undefined;
        return keys === undefined || keys.length === 0
          ? failed('sign-in keys', `answered ${status} without a key: nobody could be known`)
          : ok('sign-in keys', `${keys.length} published`);
      },
    },
    {
      name: 'ways to pay',
      async run() {
        const { status } = await ask('/v1/payments/rails');
        return status === 200 ? ok('ways to pay', 'listed') : failed('ways to pay', `answered ${status}`);
      },
    },
  ];
};
