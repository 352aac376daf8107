// Where people are reached: a sealed copy of what auth knows, fetched when first needed and renewed after 30 days.
import { phoneOfPerson } from '@windsurf/contracts/auth';
import { CallFailed } from '@windsurf/http-client/call';
import { GiveUp } from '@windsurf/messages/consume';
import { asPhone } from '@windsurf/phone/phone';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps } from '../deps.ts';
import { findRecipient, keepRecipient } from './recipients.queries.ts';

const goodForMs = 30 * 86_400_000;

export type Recipient = { readonly phone: E164; readonly lang: 'am' | 'en' };

/**
 * Number and language of a person. Asks auth outside of any transaction; throws what the call throws, to be tried
 * again, and GiveUp for a person whom auth does not know.
 */
export async function recipientOf(deps: Deps, personId: string): Promise<Recipient> {
  const now = deps.clock.now();
  const known = await deps.tenancy.inPlatform(async (tx) => await findRecipient(tx, personId));
  if (known && now.getTime() - known.fetchedAt.getTime() < goodForMs) {
    return { phone: asPhone(deps.cipher.open(known.phoneSealed)), lang: known.lang };
  }
  const { phone, lang } = await deps.auth(phoneOfPerson, { params: { id: personId } }).catch((error: unknown) => {
    throw error instanceof CallFailed && error.status === 404 ? new GiveUp('auth knows no such person') : error;
  });
  const phoneSealed = deps.cipher.seal(asPhone(phone));
  await deps.tenancy.inPlatform(async (tx) => await keepRecipient(tx, { personId, phoneSealed, lang, fetchedAt: now }));
  return { phone: asPhone(phone), lang };
}
