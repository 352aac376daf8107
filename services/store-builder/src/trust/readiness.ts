// What still stands between a creator and being ready, by name (S1-02 … S1-04, ON-9). Pure.
import type { ReadinessBlocker, ReadinessState } from '@windsurf/contracts/store-trust';
import { readinessWords } from '@windsurf/language/words-trust';
import type { BlockerCode } from '@windsurf/language/words-trust';

export type ReadinessFacts = {
  readonly hasLine: boolean;
  /** A block of her own, no sample. */
  readonly hasBlock: boolean;
  readonly pageLive: boolean;
  readonly productsOnSale: number;
  /** The newest product that waits, and that was refused; null for none. */
  readonly waitingProductId: string | null;
  readonly rejectedProductId: string | null;
  readonly payoutLinked: boolean;
};
export type Readiness = {
  readonly state: ReadinessState;
  readonly blockers: readonly ReadinessBlocker[];
  /** 0 to 1, in thousandths. */
  readonly completeness: number;
};

const blocker = (code: BlockerCode, actionUrl: string): ReadinessBlocker => ({
  code,
  messageAm: readinessWords[code].am,
  messageEn: readinessWords[code].en,
  actionUrl,
});

function productBlocker(facts: ReadinessFacts): ReadinessBlocker {
  if (facts.rejectedProductId !== null) return blocker('product-rejected', `/products/${facts.rejectedProductId}`);
  if (facts.waitingProductId !== null) return blocker('product-waits', `/products/${facts.waitingProductId}`);
  return blocker('no-product', '/products/new');
}

/**
 * INCOMPLETE while something of the profile is missing; PENDING_OAUTH when only the linked account is; else READY. The
 * order of the blockers is the order in which they are best mended.
 */
export function readinessOf(facts: ReadinessFacts): Readiness {
  const profile = [
    { done: facts.hasLine, blocker: blocker('no-line', '/page') },
    { done: facts.hasBlock, blocker: blocker('no-block', '/page') },
    { done: facts.pageLive, blocker: blocker('page-not-published', '/page') },
    { done: facts.productsOnSale > 0, blocker: productBlocker(facts) },
  ];
  const all = [...profile, { done: facts.payoutLinked, blocker: blocker('no-payout-account', '/money/account') }];
  const complete = profile.every(({ done }) => done);
  // The name is there from the first minute and counts as done.
  const done = 1 + all.filter((row) => row.done).length;
  return {
    state: !complete ? 'INCOMPLETE' : facts.payoutLinked ? 'READY' : 'PENDING_OAUTH',
    blockers: all.filter((row) => !row.done).map((row) => row.blocker),
    completeness: Math.round((done / (all.length + 1)) * 1000) / 1000,
  };
}
