// The fresh code that a change of the account takes: asked for, typed, and exchanged for a proof.
import { sendStepUpCode, stepUp } from '@windsurf/contracts/auth';
import { call } from '../api.ts';
import { lang } from '../words.ts';

/** The masked number that the code went to. */
export async function askForProofCode(): Promise<string> {
  const { phone } = await call(sendStepUpCode, { body: { purpose: 'payout-account', lang: lang.peek() } });
  return phone;
}

/** A proof for the right code; it is good once. Throws `ApiProblem` with the pointer `/code`. */
export async function proofFor(code: string): Promise<string> {
  const { proof } = await call(stepUp, { body: { purpose: 'payout-account', code } });
  return proof;
}

/** Six digits out of whatever was typed or pasted, a whole SMS included. */
export const digitsOf = (text: string): string =>
  (/(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? text.replace(/\D/g, '')).slice(0, 6);
