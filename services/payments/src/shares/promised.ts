// What is promised of a payment that begins: frozen with it, so that nothing that is agreed or ended later changes it.
import type { Promised } from './split.ts';

/** A collaborator as she agreed, by the product. */
export type Partner = {
  readonly id: string;
  readonly productId: string;
  readonly partnerId: string;
  readonly percent: number;
};
type Affiliate = {
  readonly id: string;
  readonly payeeId: string;
  readonly percent: number;
  readonly holdDays: number;
  readonly remembered?: true;
  readonly proven?: true;
};

/** Days in which a refund takes back a collaborator's part too. */
const partnerHoldDays = 14;

/** An affiliate has her part of everything that is bought together; a collaborator of the product that she made. */
export function promises(
  items: readonly { readonly productId: string }[],
  affiliate: Affiliate | undefined,
  partners: readonly Partner[],
): Promised[] {
  const all = items.map((item) => item.productId);
  // Who is read beside two things, as the partner of an extra that lies in the cart too, has agreed once.
  const once = new Map(partners.map((partner) => [partner.id, partner]));
  const theirs = [...once.values()].filter((partner) => all.includes(partner.productId));
  return [
    ...(affiliate
      ? [
          {
            kind: 'affiliate' as const,
            partyId: affiliate.id,
            payeeId: affiliate.payeeId,
            holdDays: affiliate.holdDays,
            percents: Object.fromEntries(all.map((id) => [id, affiliate.percent])),
            ...(affiliate.remembered ? { remembered: true as const } : {}),
            ...(affiliate.proven ? { proven: true as const } : {}),
          },
        ]
      : []),
    ...theirs.map(({ id, productId, partnerId, percent }) => ({
      kind: 'collaborator' as const,
      partyId: id,
      payeeId: partnerId,
      holdDays: partnerHoldDays,
      percents: { [productId]: percent },
    })),
  ];
}
