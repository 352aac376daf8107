import { gregorianDays } from './ethiopian.ts';
import { inEat } from './moment.ts';

/** Things with a moment, by the day on which they fall in Addis Ababa; days and things keep their order. */
export function byDay<V>(all: readonly V[], momentOf: (one: V) => Date): { readonly first: Date; readonly all: V[] }[] {
  const days = Map.groupBy(all, (one) => gregorianDays(inEat(momentOf(one)).gregorian));
  return [...days.values()].map((of) => ({ first: momentOf(of[0] as V), all: of }));
}
