// The creator's store, shared by all screens.
import { signal } from '@preact/signals';
import { myStore } from '@windsurf/contracts/store';
import type { Store } from '@windsurf/contracts/store';
import { call, session } from './api.ts';
import { type ApiProblem, asProblem } from './api-problem.ts';

/** null: she has none yet; undefined: not known yet. */
export const store = signal<Store | null | undefined>(undefined);
/** Why the store could not be read. */
export const storeProblem = signal<ApiProblem | undefined>(undefined);

/** Reads session and store, as far as there are any. */
export async function loadStore(): Promise<Store | null | undefined> {
  storeProblem.value = undefined;
  try {
    store.value = await call(myStore, {});
  } catch (error) {
    const problem = asProblem(error);
    if (problem.status === 404) store.value = null;
    else if (session.peek() !== null) storeProblem.value = problem;
  }
  return store.peek();
}

/** The first screen that is not finished; undefined when all are. */
export function firstUnfinished(): string | undefined {
  if (session.value === null) return '/start';
  if (store.value === undefined) return undefined;
  if (store.value === null) return '/start/name';
  if (store.value.onboarding === 'making') return '/start/making';
  return store.value.onboarding === 'links' ? '/start/links' : undefined;
}
