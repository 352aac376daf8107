// For whom a feature is on. Pure: the same rule and the same creator give the same answer in every service and for ever.
import { hash } from 'node:crypto';
import type { FlagName, FlagRule, Platform } from '@windsurf/contracts/auth-platform';

/** Whom it is asked for; a message to a creator has no platform. */
export type Asked = { readonly creatorId: string; readonly platform?: Platform };

/** 0 to 99, evenly spread; another one for each flag, so that not always the same creators come first. */
export const bucketOf = (flag: FlagName, creatorId: string): number =>
  Number.parseInt(hash('sha256', `${flag}:${creatorId}`).slice(0, 8), 16) % 100;

/** Whether a rule holds. Off is off for everybody; what has no platform is not held back by a list of them. */
export function holds(flag: FlagName, rule: FlagRule, { creatorId, platform }: Asked): boolean {
  if (!rule.enabled) return false;
  if (platform !== undefined && rule.platforms.length > 0 && !rule.platforms.includes(platform)) return false;
  return rule.creators.includes(creatorId) || bucketOf(flag, creatorId) < rule.percent;
}
