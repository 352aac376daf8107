// Whether the other services answer, asked the way a load balancer asks.
import { readRails } from '@windsurf/contracts/payments-follow';
import type { Answer } from '@windsurf/contracts/endpoint';
import { request } from 'undici';

export const neighbours = ['payments', 'delivery', 'notifications', 'store-builder'] as const;
export type Neighbour = (typeof neighbours)[number];
/** Addresses within our own network. */
export type Addresses = Readonly<Record<Neighbour, string>>;
export type Health = 'ok' | 'slow' | 'down';
export type RailFound = {
  readonly rail: string;
  readonly names: { readonly am: string; readonly en: string };
  readonly state: Answer<typeof readRails>['rails'][number]['state'];
};

/** A service that needs longer is as good as away: somebody waits for this page. */
const deadlineMs = 1500;
const slowMs = 800;

async function ask(url: string): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(deadlineMs) });
  return { status: statusCode, text: await body.text() };
}

/** Never rejects. */
export async function healthOf(address: string): Promise<Health> {
  const since = performance.now();
  try {
    const { status } = await ask(`${address}/readyz`);
    if (status !== 200) return 'down';
    return performance.now() - since > slowMs ? 'slow' : 'ok';
  } catch {
    return 'down';
  }
}

/** The ways to pay with their names in both languages; empty while payments does not say. Never rejects. */
export async function railsFrom(address: string): Promise<readonly RailFound[]> {
  try {
    const [am, en] = await Promise.all(
      ['am', 'en'].map(async (lang) => {
        const { status, text } = await ask(`${address}${readRails.url}?lang=${lang}`);
        return status === 200 ? (JSON.parse(text) as Answer<typeof readRails>).rails : [];
      }),
    );
    return (en ?? []).map(({ rail, name, state }) => ({
      rail,
      names: { en: name, am: am?.find((one) => one.rail === rail)?.name ?? name },
      state,
    }));
  } catch {
    return [];
  }
}
