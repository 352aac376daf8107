// Writing down who did what, and why, in the transaction of the deed. The database numbers the row and links it to the one
// before; no role of a service may change or remove what stands there.
import { asCreatorId, later } from '@windsurf/db/tenancy';
import type { CreatorTx, PlatformTx } from '@windsurf/db/tenancy';
import { CompiledQuery } from 'kysely';

/** A person for herself, an operator, or the product by itself. */
export type Actor =
  | { readonly kind: 'user' | 'admin'; readonly id: string; readonly ip?: string; readonly requestId?: string }
  | { readonly kind: 'system'; readonly requestId?: string };

export type Deed = {
  readonly at: Date;
  readonly actor: Actor;
  /** `trust.changed`: noun and past tense. */
  readonly action: string;
  /** `creator:…`, `product:…`, `flag:checkout-bump`. */
  readonly entity: string;
  readonly reason?: string;
  /** What was before and what is now: states, ids and sums, never personal data. */
  readonly before?: unknown;
  readonly after?: unknown;
};

/** Whose chain holds what concerns no creator alone: runs over all of them, and operators who looked. */
export const nobodysChain = asCreatorId('00000000-0000-0000-0000-000000000000');

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/**
 * Adds a row to the audit table of a service. In a creator's scope it goes into that creator's chain. It is sent before
 * whatever the transaction does next, so that a rule of the database can ask for it.
 */
export async function writeAudit<DB>(tx: CreatorTx<DB> | PlatformTx<DB>, schema: string, deed: Deed): Promise<void> {
  if (!/^[a-z][a-z_]*$/.test(schema)) throw new RangeError('not the schema of a service');
  const { actor } = deed;
  const person = actor.kind === 'system' ? undefined : actor;
  await later(
    tx,
    CompiledQuery.raw(
      `insert into ${schema}.audit_logs (at, actor_kind, actor_id, action, entity, reason, before, after, ip, request_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        deed.at,
        actor.kind,
        person?.id ?? null,
        deed.action,
        deed.entity,
        deed.reason ?? '',
        json(deed.before),
        json(deed.after),
        person?.ip ?? null,
        actor.requestId ?? null,
      ],
    ),
  );
}
