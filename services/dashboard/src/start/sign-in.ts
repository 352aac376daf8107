// What is known between asking for a code and typing it.
import { signal } from '@preact/signals';
import { requestCode, signIn } from '@windsurf/contracts/auth';
import { call, session, sessionLost } from '../api.ts';
import { loadStore, store } from '../store.ts';
import { lang } from '../words.ts';

export type Asked = {
  /** As the server groups it: 0911 234 567. */
  readonly phone: string;
  /** When another code may be asked for, in ms. */
  readonly againAt: number;
};

const KEY = 'ws-asked';

const kept = (): Asked | undefined => {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Asked | null;
    return found ?? undefined;
  } catch {
    return undefined;
  }
};

/** The number that waits for its code; it survives a reload, the code never does. */
export const asked = signal<Asked | undefined>(kept());

export function keepAsked(value: Asked | undefined): void {
  asked.value = value;
  try {
    if (value === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Without storage a reload asks for the number again.
  }
}

/** Sends a code to a number. Throws `ApiProblem`. */
export async function askForCode(phone: string): Promise<void> {
  const answer = await call(requestCode, { body: { phone, lang: lang.peek() } });
  keepAsked({ phone: answer.phone, againAt: Date.now() + answer.resendInSeconds * 1000 });
}

/** Signs in as a creator and reads her store. Throws `ApiProblem`. */
export async function enter(phone: string, code: string, borrowedPhone: boolean): Promise<void> {
  const body = {
    phone,
    code,
    as: 'creator' as const,
    answerWith: 'cookies' as const,
    borrowedPhone,
    lang: lang.peek(),
  };
  const answer = await call(signIn, { body });
  store.value = undefined;
  sessionLost.value = false;
  session.value = answer.session;
  keepAsked(undefined);
  await loadStore();
}
