// People, as other services may know them: an id for a number, and a number only to send a message to it.
import { writeAudit } from '@windsurf/audit/audit';
import { notFound } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import { phoneFrom } from './phone-input.ts';
import { findPerson, grantRole, idOfPhone, upsertPerson } from './people.queries.ts';
import type { PersonRow } from './people.queries.ts';

// What other features may do with people inside their own transaction.
export { findPerson, grantRole, setLanguage } from './people.queries.ts';
export type { PersonRow } from './people.queries.ts';

/** Inside a transaction: the person of a number, made if new. `id` is for demo data, which wants fixed ids. */
export async function personOf(deps: Deps, tx: Tx, phone: E164, lang: 'am' | 'en', id = newId()): Promise<PersonRow> {
  return await upsertPerson(tx, {
    id,
    phoneHash: deps.vault.hash(phone),
    phoneSealed: deps.vault.seal(phone),
    phoneHint: deps.vault.hint(phone),
    lang,
  });
}

/** A guest who buys is a person. Twice with one number is one person. Throws 422 for what is no Ethiopian mobile. */
export async function findOrCreatePerson(deps: Deps, input: { phone: string; lang: 'am' | 'en' }): Promise<string> {
  const phone = phoneFrom(input.phone);
  const { id } = await deps.tenancy.inPlatform(async (tx) => await personOf(deps, tx, phone, input.lang));
  return id;
}

/** The person of a number; null when there is none. Throws 422 for what is no Ethiopian mobile. */
export async function personIdOf(deps: Deps, phone: string): Promise<string | null> {
  const phoneHash = deps.vault.hash(phoneFrom(phone));
  return await deps.tenancy.inPlatform(async (tx) => await idOfPhone(tx, phoneHash));
}

/** The number and language of a person. Throws 404 for an unknown id. */
export async function phoneOfPerson(deps: Deps, id: string): Promise<{ phone: E164; lang: 'am' | 'en' }> {
  const person = await deps.tenancy.inPlatform(async (tx) => await findPerson(tx, id));
  if (!person) throw notFound();
  return { phone: deps.vault.open(person.phoneSealed), lang: person.lang };
}

/** Makes the person of a number an operator; only the command `npm run operator` calls this. */
export async function makeOperator(deps: Deps, phone: string): Promise<string> {
  return await deps.tenancy.inPlatform(async (tx) => {
    const person = await personOf(deps, tx, phoneFrom(phone), 'am');
    await grantRole(tx, person.id, 'operator');
    await writeAudit(tx, 'auth', {
      at: deps.clock.now(),
      actor: { kind: 'system' },
      action: 'operator.made',
      entity: `person:${person.id}`,
      reason: 'by the command on the server',
    });
    return person.id;
  });
}
