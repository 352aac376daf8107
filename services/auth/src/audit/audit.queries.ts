import type { Tx } from '../deps.ts';

export type Deed = {
  readonly at: Date;
  readonly operatorId: string;
  /** `flag.set`, `notice.announced`. */
  readonly what: string;
  /** `flag:checkout-bump`. */
  readonly about: string;
  readonly reason: string;
  readonly facts: unknown;
};

/** Only ever added to: the service may not change or remove what stands there. */
export async function insertDeed(tx: Tx, deed: Deed): Promise<void> {
  await tx
    .insertInto('auth.audit')
    .values({ ...deed, facts: JSON.stringify(deed.facts) })
    .execute();
}

/** What was done about something, the newest first. */
export async function deedsAbout(tx: Tx, about: string, most: number): Promise<readonly Deed[]> {
  return await tx
    .selectFrom('auth.audit')
    .select(['at', 'operatorId', 'what', 'about', 'reason', 'facts'])
    .where('about', '=', about)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}
