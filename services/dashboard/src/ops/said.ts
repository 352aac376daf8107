// Words of the wire in the reader's language. One that is not known yet stays as it is.
import { opsWords as words, railNames, tellerNames } from '@windsurf/language/words-ops';
import type { Phrase } from '@windsurf/language/phrases';
import { tr } from '../words.ts';
import { ageOf } from './age.ts';

export const said = (phrases: Readonly<Record<string, Phrase>>, key: string): string => {
  const phrase = Object.hasOwn(phrases, key) ? phrases[key] : undefined;
  return phrase === undefined ? key : tr(phrase);
};

export const railSaid = (rail: string): string => said(railNames, rail);
/** Who says so: one of us, somebody, or a rail by its name. */
export const tellerSaid = (who: string): string => said({ ...railNames, ...tellerNames }, who);

export function ageSaid(ms: number): string {
  const { phrase, n } = ageOf(ms);
  return tr(phrase, { n });
}
export const ageSince = (moment: string, now = Date.now()): string => ageSaid(now - Date.parse(moment));
/** The end of an id, enough to tell two apart. */
export const shortId = (id: string): string => id.slice(-8);

/** How long until a moment, or how long ago it was. */
export function clockSaid(dueAt: string, now = Date.now(), ahead: Phrase = words.left): string {
  const left = Date.parse(dueAt) - now;
  return left >= 0 ? tr(ahead, { age: ageSaid(left) }) : tr(words.overdueBy, { age: ageSaid(-left) });
}
