/**
 * Sales of a month, in santim, from which the smaller fee is worth the price of the plan; whole birr, up.
 *
 * @param monthSantim what the plan costs for a month
 * @param before basis points without the plan
 * @param after basis points with it
 */
export function breakEven(monthSantim: number, before: number, after: number): number {
  const saved = before - after;
  return saved <= 0 ? 0 : Math.ceil((monthSantim * 100) / saved) * 100;
}
