import type { Deps } from '../deps.ts';

/** Many buyers share one address behind a carrier, so this only stops floods. Throws 429. */
export async function limitStarts(deps: Deps, address: string): Promise<void> {
  await deps.limits.take({ name: 'checkout', max: deps.checkoutsPerAddress, windowSeconds: 600 }, address);
}

/** Codes are words that people guess: an address that asks about many that we do not know has to wait. Throws 429. */
export async function limitCodes(deps: Deps, address: string): Promise<void> {
  await deps.limits.take({ name: 'unknown-code', max: 100, windowSeconds: 600 }, address);
}
