import { phoneForeign, phoneRefused } from '@windsurf/contracts/auth';
import { parsePhone } from '@windsurf/phone/phone';
import type { Deps } from '../deps.ts';
import { queueSms } from '../sms/sms.ts';
import { codeText } from '../texts/texts.ts';

/** A code lives so long at auth; a later SMS would only open nothing. */
export const codeLifeSeconds = 300;

/**
 * Queues the SMS of a code, which says what it is for when that is not signing in. The same key is the same message: sent once. Codes are sent at any hour.
 * Throws 422 for what is no Ethiopian mobile.
 */
export async function sendCode(
  deps: Deps,
  input: {
    readonly key: string;
    readonly phone: string;
    readonly code: string;
    readonly lang: 'am' | 'en';
    readonly purpose?: 'sign-in' | 'payout-account';
  },
) {
  const parsed = parsePhone(input.phone);
  if (!parsed.ok) throw (parsed.problem === 'foreign' ? phoneForeign : phoneRefused)({}, { pointer: '/phone' });
  return await queueSms(deps, {
    template: 'code',
    about: input.key,
    personId: null,
    phone: parsed.phone,
    lang: input.lang,
    text: codeText(input.lang, { code: input.code, host: deps.appHost, money: input.purpose === 'payout-account' }),
    expiresAt: new Date(deps.clock.now().getTime() + codeLifeSeconds * 1000),
  });
}
