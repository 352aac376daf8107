import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import { queryWriter, templateByKeys } from '@windsurf/db/template';
import type { Tenancy } from '@windsurf/db/tenancy';
import type { DB } from '../db.gen.ts';
import type { Platform } from '../deps.ts';

export type Outcome = NonNullable<DB['payments.callbacks']['outcome']>;

type Compile = Tenancy<DB>['compile'];

const write = queryWriter<DB>();
type NewCallback = Omit<Insertable<DB['payments.callbacks']>, 'copies' | 'lastReceivedAt'> & {
  readonly lastReceivedAt: Date;
};

/** Keeps what came, and what was made of it; the same bytes again only count. Gives the id of the kept one. */
export const keepCallback = templateByKeys<NewCallback, { id: string; copies: number }>((callback) =>
  write
    .insertInto('payments.callbacks')
    .values(callback)
    .onConflict((c) =>
      c.columns(['rail', 'bodyHash']).doUpdateSet({
        copies: sql<number>`callbacks.copies + 1`,
        lastReceivedAt: sql<Date>`excluded.last_received_at`,
        outcome: sql<Outcome>`excluded.outcome`,
        verified: sql<boolean>`excluded.verified`,
      }),
    )
    .returning(['id', 'copies']),
);

export const markCallback = (compile: Compile, id: string, outcome: Outcome) =>
  compile.updateTable('payments.callbacks').set({ outcome }).where('id', '=', id).compile();

type AuditLine = { readonly who: string; readonly what: string; readonly about: string; readonly at: Date };
export const auditLine = (compile: Compile, line: AuditLine) =>
  compile.insertInto('payments.audit').values(line).compile();

export async function writeAudit(tx: Platform, line: AuditLine): Promise<void> {
  await tx.insertInto('payments.audit').values(line).execute();
}

export async function noticesOfOrder(tx: Platform, rail: string, providerOrderId: string) {
  return await tx
    .selectFrom('payments.callbacks')
    .select(['id', 'receivedAt', 'copies', 'verified', 'outcome'])
    .where('rail', '=', rail)
    .where('providerOrderId', '=', providerOrderId)
    .orderBy('receivedAt', 'desc')
    .limit(50)
    .execute();
}
