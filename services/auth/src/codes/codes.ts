// Codes cost money and open doors, so they are capped in PostgreSQL and say the same thing to everyone.
import { randomInt } from 'node:crypto';
import { codeLocked, codeWrong, codesCapped } from '@windsurf/contracts/auth';
import { busyNow } from '@windsurf/contracts/problem';
import type { Problem } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { sendCode as sendCodeBySms } from '@windsurf/contracts/notifications';
import { CallFailed } from '@windsurf/http-client/call';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import {
  countTowards,
  countTry,
  lockNumber,
  lockOut,
  lockedUntil,
  markUsed,
  waitingCodeAt,
  replaceCode,
  takeCode,
} from './codes.queries.ts';
import type { CapKind, CodePurpose } from './codes.queries.ts';

export type { CodePurpose } from './codes.queries.ts';

export const codeLifeSeconds = 300;
export const resendSeconds = 60;
export const triesPerCode = 5;
export const lockSeconds = 600;
/** How many codes may be asked for; what a person needs in an hour is one or two. */
export const caps = { numberHour: 5, numberDay: 10, addressDayFactor: 5, prefixHour: 60, platformDay: 20_000 } as const;

const hour = 3_600_000;
const minutesUntil = (until: Date, now: Date): number =>
  Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
const floorTo = (at: Date, ms: number): Date => new Date(Math.floor(at.getTime() / ms) * ms);

async function spend(deps: Deps, tx: Tx, phone: E164, address: string, now: Date): Promise<void> {
  const number = deps.vault.hash(phone);
  // The last four digits vary within a block of numbers, which is how pumped numbers come.
  const prefix = phone.slice(0, -4);
  const rules: readonly (readonly [CapKind, string, number, number])[] = [
    ['number-hour', number, caps.numberHour, hour],
    ['number-day', number, caps.numberDay, 24 * hour],
    ['address-hour', address, deps.codesPerAddressHour, hour],
    ['address-day', address, deps.codesPerAddressHour * caps.addressDayFactor, 24 * hour],
    ['prefix-hour', prefix, caps.prefixHour, hour],
    ['platform-day', 'all', caps.platformDay, 24 * hour],
  ];
  for (const [kind, who, max, ms] of rules) {
    const start = floorTo(now, ms);
    const count = await countTowards(tx, kind, who, start);
    if (count > max) {
      const ends = new Date(start.getTime() + ms);
      deps.log.warn({ cap: kind }, 'a code was refused by a cap');
      throw codesCapped(
        { minutes: minutesUntil(ends, now) },
        { retryAfter: Math.ceil((ends.getTime() - now.getTime()) / 1000) },
      );
    }
  }
}

/**
 * Sends a six-digit code. Says the same for a known and an unknown number. Asking again within 60 seconds sends
 * nothing new and is no error. Throws 429 over a cap or while locked, 503 when no SMS can be sent at all.
 */
export async function requestCode(
  deps: Deps,
  input: { phone: E164; address: string; lang: 'am' | 'en'; purpose?: CodePurpose },
): Promise<void> {
  const purpose = input.purpose ?? 'sign-in';
  const now = deps.clock.now();
  const phoneHash = deps.vault.hash(input.phone);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const id = newId();
  const fresh = await deps.tenancy.inPlatform(async (tx) => {
    await lockNumber(tx, phoneHash);
    const locked = await lockedUntil(tx, phoneHash, now);
    if (locked) throw codeLocked({ minutes: minutesUntil(locked, now) }, { retryAfter: lockSeconds });
    const waiting = await waitingCodeAt(tx, phoneHash, purpose);
    if (waiting && now.getTime() - waiting.getTime() < resendSeconds * 1000) return false;
    await spend(deps, tx, input.phone, input.address, now);
    await replaceCode(tx, {
      id,
      phoneHash,
      purpose,
      digest: deps.vault.codeDigest(id, code),
      createdAt: now,
      expiresAt: new Date(now.getTime() + codeLifeSeconds * 1000),
    });
    return true;
  });
  if (!fresh) return;
  try {
    await deps.notifications(sendCodeBySms, {
      body: { key: id, phone: input.phone, code, lang: input.lang, ...(purpose === 'sign-in' ? {} : { purpose }) },
    });
  } catch (error) {
    // An unknown outcome may be an SMS on its way; only a certain failure is told, and frees the number at once.
    if (!(error instanceof CallFailed) || error.unknown) return;
    deps.log.error({ reason: error.message }, 'a code could not be sent');
    await deps.tenancy.inPlatform(async (tx) => await markUsed(tx, id, now));
    throw busyNow({}, { retryAfter: 30, cause: error });
  }
}

/**
 * Uses up the code of a number, or says no. Wrong, expired, used and never sent are one answer. The fifth wrong try
 * locks the number for ten minutes. The count of tries is kept although the answer is no: it is returned, not thrown.
 */
export async function useCode(
  deps: Deps,
  tx: Tx,
  phone: E164,
  code: string,
  purpose: CodePurpose = 'sign-in',
): Promise<Problem | undefined> {
  const now = deps.clock.now();
  const phoneHash = deps.vault.hash(phone);
  const locked = await lockedUntil(tx, phoneHash, now);
  if (locked) {
    return codeLocked(
      { minutes: minutesUntil(locked, now) },
      { pointer: '/code', retryAfter: Math.ceil((locked.getTime() - now.getTime()) / 1000) },
    );
  }
  const typed = code.replace(/[\s-]/g, '');
  const row = await takeCode(tx, phoneHash, purpose, now);
  if (!row) return codeWrong({}, { pointer: '/code' });
  if (deps.vault.matches(row.digest, row.id, typed)) {
    await markUsed(tx, row.id, now);
    return undefined;
  }
  await countTry(tx, row.id);
  if (row.tries + 1 < triesPerCode) return codeWrong({}, { pointer: '/code' });
  await markUsed(tx, row.id, now);
  await lockOut(tx, phoneHash, new Date(now.getTime() + lockSeconds * 1000));
  return codeLocked({ minutes: lockSeconds / 60 }, { pointer: '/code', retryAfter: lockSeconds });
}
