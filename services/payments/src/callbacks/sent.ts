// The end of money that we sent: told by the rail at an address that only it was given.
import type { Deps } from '../deps.ts';
import { settlePayout } from '../payouts/send.ts';
import type { ParsedCallback, RailName } from '../rails/rails.ts';
import { heardOfRefund } from '../refunds/send.ts';

type SentNotice = Extract<ParsedCallback, { kind: 'sent' }>;

/** False when no refund or payout of ours is meant. */
export async function endSent(deps: Deps, rail: RailName, notice: SentNotice): Promise<boolean> {
  if (notice.about === 'payout') return await settlePayout(deps, notice.id, notice.end);
  return await heardOfRefund(deps, rail, notice.id, notice.end);
}
