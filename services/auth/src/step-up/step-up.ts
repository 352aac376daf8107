// A fresh code before a change that could cost money. The right code is exchanged for a proof, which the service that
// makes the change has us use up: once, for this person and this purpose, within five minutes.
import { createHash, randomBytes } from 'node:crypto';
import { stepUpNeeded } from '@windsurf/contracts/auth';
import { notSignedIn } from '@windsurf/contracts/problem';
import type { Problem } from '@windsurf/contracts/problem';
import type { E164 } from '@windsurf/phone/phone';
import { requestCode, useCode } from '../codes/codes.ts';
import type { Deps } from '../deps.ts';
import { findPerson } from '../people/people.ts';
import { currentSession } from '../sessions/sessions.ts';
import { burnStepUp, insertStepUp } from './step-up.queries.ts';
import type { StepUpPurpose } from './step-up.queries.ts';

export const proofLifeSeconds = 300;
type Who = { readonly personId: string; readonly sessionId: string };
const digestOf = (proof: string): string => createHash('sha256').update(proof).digest('base64url');

/** A token lives on for minutes after its session was ended; who ends it expects that nothing more can be changed. */
async function ownNumber(deps: Deps, { personId, sessionId }: Who): Promise<E164> {
  await currentSession(deps, sessionId);
  const person = await deps.tenancy.inPlatform(async (tx) => await findPerson(tx, personId));
  if (!person) throw notSignedIn();
  return deps.vault.open(person.phoneSealed);
}

/** Sends a code to the person's own number, capped and locked as sign-in codes are; gives that number. */
export async function sendStepUpCode(
  deps: Deps,
  who: Who,
  input: { readonly purpose: StepUpPurpose; readonly address: string; readonly lang: 'am' | 'en' },
): Promise<E164> {
  const phone = await ownNumber(deps, who);
  await requestCode(deps, { phone, ...input });
  return phone;
}

/** A proof for the right code. Throws 422 or 429 as `useCode` says, and 401 for a session that has ended. */
export async function proveStepUp(
  deps: Deps,
  who: Who,
  input: { readonly purpose: StepUpPurpose; readonly code: string },
): Promise<string> {
  const phone = await ownNumber(deps, who);
  const proof = randomBytes(32).toString('base64url');
  const now = deps.clock.now();
  const problem = await deps.tenancy.inPlatform(async (tx): Promise<Problem | undefined> => {
    const wrong = await useCode(deps, tx, phone, input.code, input.purpose);
    if (wrong) return wrong;
    const expiresAt = new Date(now.getTime() + proofLifeSeconds * 1000);
    await insertStepUp(tx, { ...who, digest: digestOf(proof), purpose: input.purpose, issuedAt: now, expiresAt });
    return undefined;
  });
  if (problem) throw problem;
  return proof;
}

/** Uses a proof up. Throws 403 stepUpNeeded for one that is not good, whatever the cause. */
export async function useStepUp(
  deps: Deps,
  input: { readonly personId: string; readonly purpose: StepUpPurpose; readonly proof: string },
): Promise<void> {
  const { personId, purpose, proof } = input;
  const good = await deps.tenancy.inPlatform(
    async (tx) => await burnStepUp(tx, { digest: digestOf(proof), personId, purpose }, deps.clock.now()),
  );
  if (!good) throw stepUpNeeded();
}
