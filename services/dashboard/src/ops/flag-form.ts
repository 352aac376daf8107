// What an operator typed about a flag, as the rule it means; or what is wrong with it.
import { type FlagRule, type Platform, platforms } from '@windsurf/contracts/auth-platform';
import { opsPlatformWords as own } from '@windsurf/language/words-ops-platform';
import type { Phrase } from '@windsurf/language/phrases';

export type TypedFlag = {
  readonly enabled: boolean;
  readonly percent: string;
  readonly creators: string;
  readonly platforms: readonly Platform[];
  readonly reason: string;
};
export type FlagWrong = { readonly field: 'percent' | 'creators' | 'reason'; readonly says: Phrase };

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const typedOf = (rule: FlagRule): TypedFlag => ({
  enabled: rule.enabled,
  percent: String(rule.percent),
  creators: rule.creators.join('\n'),
  platforms: rule.platforms,
  reason: '',
});

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,]+/)
      .map((line) => line.trim().toLowerCase())
      .filter((line) => line !== ''),
  ),
];

/** Every field that is wrong; none for what can be sent. */
export function wrongsOfFlag(typed: TypedFlag): FlagWrong[] {
  const wrongs: FlagWrong[] = [];
  const percent = typed.percent.trim();
  if (!/^\d{1,3}$/.test(percent) || Number(percent) > 100) wrongs.push({ field: 'percent', says: own.percentWrong });
  if (!linesOf(typed.creators).every((line) => id.test(line)))
    wrongs.push({ field: 'creators', says: own.creatorsWrong });
  if (typed.reason.trim().length < 5) wrongs.push({ field: 'reason', says: own.reasonShort });
  return wrongs;
}

export const ruleOfTyped = (typed: TypedFlag): FlagRule => ({
  enabled: typed.enabled,
  percent: Number(typed.percent),
  creators: linesOf(typed.creators),
  platforms: platforms.filter((one) => typed.platforms.includes(one)),
});

/** A moment of a field for date and time, which stands in East Africa Time; undefined for none. */
export function momentOf(local: string): string | undefined {
  const at = new Date(`${local}:00+03:00`);
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
