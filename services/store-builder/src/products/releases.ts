// The day of a pre-order (docs/decisions/0018): when it may be, how far it may move once somebody has paid, and what
// becomes of the offer on that day.
import { formatMoment } from '@windsurf/calendar/moment';
import { releaseOf } from '@windsurf/contracts/product-types';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import { Moment } from '@windsurf/contracts/shapes';
import {
  detailRefused,
  releaseAfterSale,
  releaseFar,
  releaseMoveFar,
  releaseMovedBefore,
  releasePast,
} from '@windsurf/contracts/store-problems';
import type { Language } from '@windsurf/language/phrases';
import { Value } from 'typebox/value';
import type { Findings } from '../texts/texts.ts';
import type { ProductRow } from './products.queries.ts';

const day = 86_400_000;
/** Nobody pays for what is further away than half a year. */
export const mostDaysAhead = 180;
/** Once, and no more than a month. */
export const mostDaysLater = 30;

/** What was promised before, as far as it still holds. */
export type Standing = Pick<ProductRow, 'releaseAt' | 'releaseMoved' | 'releasedAt' | 'publishedVersion' | 'state'> & {
  readonly details: ProductDetails;
};
const pointer = '/details/releaseAt';

/** Details without a day: it is there. */
export function withoutRelease<D extends ProductDetails>(details: D): D {
  if (releaseOf(details) === undefined) return details;
  const { releaseAt: _day, ...there } = details as D & { releaseAt?: string };
  return there as unknown as D;
}

/** It can be had only later: it was announced for a day and has not opened. */
export const isAhead = ({ details, releasedAt }: Pick<Standing, 'details' | 'releasedAt'>): boolean =>
  releasedAt === null && releaseOf(details) !== undefined;

/**
 * The details with their day as it is kept; what is wrong with it is added to the findings. `standing` is undefined for a
 * product that is new. The day that stands may be said again, also when it is over.
 */
export function acceptRelease(
  findings: Findings,
  details: ProductDetails,
  standing: Standing | undefined,
  now: Date,
  lang: Language,
): ProductDetails {
  const typed = releaseOf(details);
  if (typed === undefined) return details;
  if (standing !== undefined && standing.releasedAt !== null) return withoutRelease(details);
  // Of another form, its place is named already.
  if (!Value.Check(Moment, typed)) return details;
  const wanted = new Date(typed);
  if (Number.isNaN(wanted.getTime())) {
    findings.add(detailRefused, pointer);
    return details;
  }
  const kept = { ...details, releaseAt: wanted.toISOString() } as ProductDetails;
  const says = (at: number): string => formatMoment(new Date(at), lang, 'full');
  const before = standing?.state === 'published' ? standing.releaseAt : null;
  const same = [before?.toISOString(), standing && releaseOf(standing.details)].includes(wanted.toISOString());
  if (standing !== undefined && standing.state === 'published' && before === null)
    findings.add(releaseAfterSale, pointer);
  else if (same) return kept;
  else if (wanted <= now) findings.add(releasePast, pointer);
  else if (wanted.getTime() > now.getTime() + mostDaysAhead * day) {
    findings.add(releaseFar, pointer, { days: mostDaysAhead, last: says(now.getTime() + mostDaysAhead * day) });
  } else if (before !== null && wanted > before) {
    const words = { before: says(before.getTime()), days: mostDaysLater };
    const last = before.getTime() + mostDaysLater * day;
    if (standing?.releaseMoved === true) findings.add(releaseMovedBefore, pointer, words);
    else if (wanted.getTime() > last) findings.add(releaseMoveFar, pointer, { ...words, last: says(last) });
  }
  return kept;
}

/** What is promised from now on, when it goes on sale like this. */
export function promiseOf(row: Standing): Pick<ProductRow, 'releaseAt' | 'releaseMoved'> {
  const wanted = releaseOf(row.details);
  const before = row.state === 'published' ? row.releaseAt : null;
  if (wanted === undefined) return { releaseAt: before, releaseMoved: row.releaseMoved };
  const releaseAt = new Date(wanted);
  // Taken from sale, everybody was paid back: the next promise is a first one.
  if (before === null) return { releaseAt, releaseMoved: false };
  return { releaseAt, releaseMoved: row.releaseMoved || releaseAt > before };
}
