// What a screen reads: the last known value at once, then a fresh one. Nothing is ever shown as 0 because it is missing.
import { delMany, get, keys, set } from 'idb-keyval';
import type { Answer, EndpointShape, Input } from '@windsurf/contracts/endpoint';
import { urlOf } from '@windsurf/contracts/endpoint';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { call, session } from './api.ts';
import { type ApiProblem, asProblem } from './api-problem.ts';

export type Resource<T> = {
  readonly data: T | undefined;
  /** When `data` was read, in ms; it is stale while `fresh` is false. */
  readonly at: number;
  readonly fresh: boolean;
  /** Why the last try failed. */
  readonly problem: ApiProblem | undefined;
  reload(): void;
  /** Puts a newer value in place that an answer to a change already brought. */
  put(value: T): void;
};
type Known = { readonly data: unknown; readonly at: number };

const known = new Map<string, Known>();

/** Forgets everything: the next person on this phone sees nothing of the last one. */
export function forgetResources(): void {
  known.clear();
  keys()
    .then(async (all) => await delMany(all.filter((key) => typeof key === 'string' && key.startsWith('seen '))))
    .catch(() => undefined);
}

const keyOf = (endpoint: EndpointShape, input: object): string =>
  `${session.peek()?.personId ?? ''} ${urlOf(endpoint, input)}`;

/** Forgets what was read from an address, so that the next screen asks again. */
export function staleResources(endpoint: EndpointShape): void {
  const start = endpoint.url.split('/:')[0] ?? endpoint.url;
  for (const key of known.keys()) if (key.split(' ')[1]?.startsWith(start)) known.delete(key);
}

/**
 * Reads an endpoint for a screen.
 *
 * @param options.keep also keeps the answer on this device, for the numbers of the home screen
 * @param options.skip asks nothing yet
 */
export function useResource<const E extends EndpointShape>(
  endpoint: E,
  input: Input<E>,
  options: { keep?: boolean; skip?: boolean } = {},
): Resource<Answer<E>> {
  const key = keyOf(endpoint, input as object);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ key: string; known?: Known; fresh: boolean; problem?: ApiProblem }>(() => ({
    key,
    ...(known.has(key) ? { known: known.get(key) as Known } : {}),
    fresh: false,
  }));
  const shown = state.key === key ? state : { key, known: known.get(key), fresh: false, problem: undefined };

  useEffect(() => {
    if (options.skip === true) return undefined;
    const stop = new AbortController();
    const remember = (value: Known): void => {
      known.set(key, value);
      if (options.keep === true) set(`seen ${key}`, value).catch(() => undefined);
    };
    if (options.keep === true && !known.has(key)) {
      get<Known>(`seen ${key}`)
        .then((kept) => {
          if (kept === undefined || known.has(key) || stop.signal.aborted) return;
          known.set(key, kept);
          setState((now) => (now.fresh ? now : { key, known: kept, fresh: false }));
        })
        .catch(() => undefined);
    }
    call(endpoint, input, { signal: stop.signal })
      .then((data) => {
        const value = { data, at: Date.now() };
        remember(value);
        setState({ key, known: value, fresh: true });
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        const last = known.get(key);
        setState({ key, ...(last === undefined ? {} : { known: last }), fresh: false, problem: asProblem(error) });
      });
    return () => stop.abort();
    // The key stands for endpoint and input.
  }, [key, turn, options.skip]);

  const reload = useCallback(() => {
    setState((now) => ({ ...now, fresh: false }));
    setTurn((n) => n + 1);
  }, []);
  const put = useCallback(
    (value: Answer<E>) => {
      const entry = { data: value, at: Date.now() };
      known.set(key, entry);
      setState({ key, known: entry, fresh: true });
    },
    [key],
  );
  return {
    data: shown.known?.data as Answer<E> | undefined,
    at: shown.known?.at ?? 0,
    fresh: shown.fresh,
    problem: shown.problem,
    reload,
    put,
  };
}
