// What is paid in parts: whether it may be, and what of it is paid today. The code is taken off the whole price before it is
// divided; a price that the buyer names, a cart and an extra are paid at once.
import { instalmentsAlone, instalmentsOver } from '@windsurf/contracts/payments-instalments';
import { leastPlanSantim, partTitle, planned } from '../instalments/instalments.ts';
import type { BegunPlan, Planned } from '../instalments/instalments.ts';
import type { Sellable, Total } from '../sellable/sellable.ts';

/** What is paid today of what is paid in parts. Throws instalmentsAlone and instalmentsOver. */
export function firstPart(offer: Sellable, whole: Total, parts: number, now: Date): { total: Total; plan: BegunPlan } {
  if (offer.more.length > 0 || whole.items.some(({ kind }) => kind === 'item' || kind === 'bump'))
    throw instalmentsAlone({}, { pointer: '/fields/parts' });
  const plan = planOf(offer, whole, now);
  const [first] = plan?.parts ?? [];
  if (!first || plan?.parts.length !== parts) throw instalmentsOver({}, { pointer: '/fields/parts' });
  const { listSantim, discountSantim, amountSantim } = first;
  const today = { listSantim, discountSantim, amountSantim };
  const items = whole.items.map((item) =>
    item.kind === 'main' ? { ...item, ...today, title: partTitle(item.title, [1], parts) } : item,
  );
  const total = { items, listSantim, discountSantim, totalSantim: amountSantim };
  return { total, plan: { parts, whole: whole.totalSantim, wholeOff: whole.discountSantim } };
}

/** The parts in which a purchase can be paid now; undefined where it cannot. */
export function planOf(
  { instalments }: Sellable,
  { totalSantim, discountSantim }: Total,
  now: Date,
): Planned | undefined {
  if (instalments === null || totalSantim < leastPlanSantim) return undefined;
  return planned({ amountSantim: totalSantim, discountSantim }, instalments, now);
}
