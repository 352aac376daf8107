// What a queue's screen reads: frozen while it is read, asked again every half minute while the page is seen.
import { signal } from '@preact/signals';
import type { Answer, EndpointShape, Input } from '@windsurf/contracts/endpoint';
import { urlOf } from '@windsurf/contracts/endpoint';
import { useCallback, useEffect } from 'preact/hooks';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { decided, type Frozen, freeze, type Keyed, nextWaiting, refreeze } from './frozen.ts';

const EVERY_MS = 30_000;

/** What stands on the desk, by address of the list; it stays while one goes to a case and back. */
const desk = signal<Readonly<Record<string, Frozen<Keyed>>>>({});
const put = (key: string, frozen: Frozen<Keyed>): void => {
  desk.value = { ...desk.peek(), [key]: frozen };
};

/** Signed out: nothing of it stays. */
export const clearDesk = (): void => {
  desk.value = {};
};

type Paged = EndpointShape & { readonly response: unknown };
type ItemOf<E> = Answer<E> extends { items: readonly (infer T)[] } ? T : never;
export type QueueState<T> = {
  readonly frozen: Frozen<T> | undefined;
  readonly problem: ApiProblem | undefined;
  /** Shows the newest page. */
  renew(): void;
  retry(): void;
};

const problems = signal<Readonly<Record<string, ApiProblem | undefined>>>({});

async function read(endpoint: EndpointShape, input: object, key: string, signal?: AbortSignal): Promise<void> {
  try {
    const page = (await call(endpoint, input as Input<EndpointShape>, signal === undefined ? {} : { signal })) as {
      items: (Keyed | { readonly creatorId: string })[];
      nextCursor?: string | null;
    };
    // A creator stands for herself.
    const items = page.items.map((item) => ('id' in item ? item : { ...item, id: item.creatorId }));
    const fresh = { items, nextCursor: page.nextCursor ?? null };
    const known = desk.peek()[key];
    put(key, known === undefined ? freeze(fresh, Date.now()) : refreeze(known, fresh, Date.now()));
    problems.value = { ...problems.peek(), [key]: undefined };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.title !== 'given-up') problems.value = { ...problems.peek(), [key]: problem };
  }
}

/** The list of a queue, by its address. */
const queueKey = (endpoint: EndpointShape, input: object): string => urlOf(endpoint, input);

export function useQueue<const E extends Paged>(endpoint: E, input: Input<E>): QueueState<ItemOf<E> & Keyed> {
  const key = queueKey(endpoint, input as object);
  useEffect(() => {
    const stop = new AbortController();
    const ask = (): void => void read(endpoint, input as object, key, stop.signal);
    ask();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') ask();
    }, EVERY_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
    // The key stands for endpoint and input.
  }, [key]);
  const renew = useCallback(() => {
    const known = desk.peek()[key];
    if (known !== undefined) put(key, freeze(known.latest, known.at));
  }, [key]);
  return {
    frozen: desk.value[key] as Frozen<ItemOf<E> & Keyed> | undefined,
    problem: problems.value[key],
    renew,
    retry: () => void read(endpoint, input as object, key),
  };
}

/** Says on every list that this case was decided. */
export function markDecided(id: string): void {
  desk.value = Object.fromEntries(
    Object.entries(desk.peek()).map(([key, frozen]) => [
      key,
      frozen.items.some((item) => item.id === id) ? decided(frozen, id) : frozen,
    ]),
  );
}

/**
 * The next case that waits on the list from which this one was opened. A case that was opened by its address reads the list
 * first.
 *
 * @param input what the list is asked for; undefined where a list does not lead to its next case
 */
export function useNext<const E extends Paged>(
  endpoint: E,
  input: Input<E> | undefined,
  id: string,
): string | undefined {
  const key = input === undefined ? undefined : queueKey(endpoint, input as object);
  useEffect(() => {
    if (key === undefined || desk.peek()[key] !== undefined) return undefined;
    const stop = new AbortController();
    void read(endpoint, input as object, key, stop.signal);
    return () => stop.abort();
    // The key stands for endpoint and input.
  }, [key]);
  return key === undefined ? undefined : nextWaiting(desk.value[key], id)?.id;
}
