// Steps that she has put aside, one by one, on this browser; More brings them back.
import { computed, signal } from '@preact/signals';
import { session } from '../api.ts';

const turn = signal(0);
/** Also here, for a browser that keeps nothing. */
const kept = new Map<string, readonly string[]>();
const keyOf = (): string => `ws-steps ${session.value?.personId ?? ''}`;

/** The ids of the steps that are not shown. */
export const dismissed = computed<readonly string[]>(() => {
  const key = keyOf();
  if (turn.value > 0 && kept.has(key)) return kept.get(key) ?? [];
  try {
    return localStorage.getItem(key)?.split(' ').filter(Boolean) ?? [];
  } catch {
    return [];
  }
});

function put(ids: readonly string[]): void {
  kept.set(keyOf(), ids);
  try {
    localStorage.setItem(keyOf(), ids.join(' '));
  } catch {
    // It holds until the page is closed.
  }
  turn.value += 1;
}

export const dismissStep = (id: string): void => put([...new Set([...dismissed.peek(), id])]);
export const recallSteps = (): void => put([]);
