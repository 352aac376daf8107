import type { PayoutAccountView } from '@windsurf/contracts/payments-payouts';
import type { AccountRow } from './accounts.ts';

/** An account as its creator and operators see it: never the whole number. */
export const accountView = (row: AccountRow): PayoutAccountView => ({
  id: row.id,
  kind: row.kind,
  bank: row.bank as PayoutAccountView['bank'],
  numberHint: row.numberHint,
  holder: row.holder,
  name: row.nameState,
  readyAt: row.readyAt.toISOString(),
  addedAt: row.addedAt.toISOString(),
  inUse: row.removedAt === null,
});
