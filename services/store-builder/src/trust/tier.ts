// Who is trusted how far (S1-08, S1-09). Pure: the same evidence gives the same tier, here, in the backfill and in tests.
import type { TrustTier } from '@windsurf/contracts/store-trust';

export type TrustEvidence = {
  /** Every creator signed in with a code that was texted to her number. */
  readonly phoneConfirmed: boolean;
  /** The payout account is in the name that its rail, or the tax profile, knows. */
  readonly payoutNameMatches: boolean;
  /** A person looked at a document. */
  readonly identityChecked: boolean;
  readonly completedCollaborations: number;
};
export type Because = 'first-collaboration' | 'identity' | 'phone-and-payout-name';
export type Trust = { readonly tier: TrustTier; readonly because: readonly Because[] };

/**
 * PROVEN with the first completed collaboration; VERIFIED with a checked identity, or a confirmed phone and a payout account
 * in the same name; else NEW. What was sold or reported is shown to operators beside this and decides nothing by itself.
 */
export function computeTrustTier(evidence: TrustEvidence): Trust {
  const because: Because[] = [
    ...(evidence.completedCollaborations > 0 ? (['first-collaboration'] as const) : []),
    ...(evidence.identityChecked ? (['identity'] as const) : []),
    ...(evidence.phoneConfirmed && evidence.payoutNameMatches ? (['phone-and-payout-name'] as const) : []),
  ];
  const tier = because.includes('first-collaboration') ? 'PROVEN' : because.length > 0 ? 'VERIFIED' : 'NEW';
  return { tier, because };
}
