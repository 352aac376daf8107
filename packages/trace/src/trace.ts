// For which request we are working, through calls, events and jobs: W3C Trace Context (https://www.w3.org/TR/trace-context/),
// header `traceparent`. Only random numbers travel, nothing about a person. It may be lost without harm, so it alone rides
// in the asynchronous context; transactions and principals are passed as what they are.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

export type Trace = {
  /** 32 hex digits: the same in every service that works for one request. */
  readonly traceId: string;
  /** 16 hex digits: this service's part of it. */
  readonly spanId: string;
  /** 2 hex digits, as the caller gave them; `01` says that somebody records it. */
  readonly flags: string;
};

/** A trace that is not worked out before somebody asks for it: most public reads write no line and call nobody. */
export type TraceContext = { readonly given: unknown; trace: Trace | undefined };

const storage = new AsyncLocalStorage<TraceContext>();
const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const zeros = /^0+$/;

/** What a `traceparent` says; undefined when it says nothing that can be believed (section 3.2 of the standard). */
export function readTraceparent(given: unknown): Trace | undefined {
  const found = typeof given === 'string' && given.length <= 512 ? shape.exec(given) : null;
  const [, version = '', traceId = '', spanId = '', flags = '', more] = found ?? [];
  if (!found || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (zeros.test(traceId) || zeros.test(spanId)) return undefined;
  return { traceId, spanId, flags };
}

/** Our part of the caller's trace, or the beginning of a new one. */
export function openTrace(given?: unknown): Trace {
  const caller = readTraceparent(given);
  const random = randomBytes(24).toString('hex');
  return {
    traceId: caller?.traceId ?? random.slice(0, 32),
    spanId: random.slice(32),
    flags: caller?.flags ?? '00',
  };
}

/** A context for {@link inContext}; `given` is the caller's `traceparent`, if there is one. */
export const traceContext = (given?: unknown): TraceContext => ({ given, trace: undefined });

/** Does the work, and all that it starts, within the context. */
export const inContext = <R>(context: TraceContext, work: () => R): R => storage.run(context, work);

/** Does the work for the caller who sent this `traceparent`, or within a new trace when it says none. */
export const inTrace = <R>(given: unknown, work: () => R): R => inContext(traceContext(given), work);

/** Goes on with a trace that was kept, by its id in any notation of a uuid; null changes nothing. */
export function inTraceOf<R>(traceId: string | null, work: () => R): R {
  const id = traceId?.replaceAll('-', '').toLowerCase() ?? '';
  if (!/^[0-9a-f]{32}$/.test(id) || zeros.test(id)) return work();
  const trace = { traceId: id, spanId: randomBytes(8).toString('hex'), flags: '00' };
  return inContext({ given: undefined, trace }, work);
}

/** The trace for which we are working now; undefined outside of every request and message. */
export function currentTrace(): Trace | undefined {
  const context = storage.getStore();
  if (!context) return undefined;
  context.trace ??= openTrace(context.given);
  return context.trace;
}

/** `traceparent` for whoever works for us next; undefined outside of every request and message. */
export function traceparent(): string | undefined {
  const trace = currentTrace();
  return trace && `00-${trace.traceId}-${trace.spanId}-${trace.flags}`;
}

/** What every log line says about its trace. */
export function traceFields(): { traceId?: string } {
  const trace = currentTrace();
  return trace ? { traceId: trace.traceId } : {};
}
