// The end of money that we sent: told by the rail at an address that only it was given.
import type { Deps } from '../deps.ts';
import type { ParsedCallback } from '../rails/rails.ts';

type SentNotice = Extract<ParsedCallback, { kind: 'sent' }>;

/** False when no refund or payout of ours is meant. */
export async function endSent(_deps: Deps, _notice: SentNotice): Promise<boolean> {
  return false;
}
