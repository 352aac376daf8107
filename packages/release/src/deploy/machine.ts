// One deployment from its first step to its end. Each step is written before it is done and after; whoever finds the state
// repeats the step that was begun and goes on from there.
import { setTimeout as pause } from 'node:timers/promises';
import type { TrafficSwitcher } from '../switcher/types.ts';
import { type Book, type Held, keepBook } from './book.ts';
import { judge, type Limits, LIMITS, type Observation } from './judge.ts';
import { type Deployment, type DomainResult, stateKey } from './state.ts';
import { isDone, type Plan, stepNames, withStep } from './steps.ts';
import type { StateStore } from './store.ts';
import { LostLease, said, Trouble } from './trouble.ts';

export type MachineParts = {
  readonly store: StateStore<Deployment>;
  readonly switcher: TrafficSwitcher;
  readonly runnerId: string;
  /** Asks each feature domain by itself. Throws, or names the domains that are not well. */
  validate(testUrl: string): Promise<readonly DomainResult[]>;
  /** What green and blue did since a moment. */
  observe(since: Date): Promise<Observation>;
  /** Names of alarms that are red now. */
  redAlarms(): Promise<readonly string[]>;
  /** Updates the service's worker, which has no traffic to shift; after the promotion. */
  readonly workers?: ((revision: string) => Promise<void>) | undefined;
  readonly limits?: Limits | undefined;
  now(): Date;
  say(line: string): void;
};

/**
 * Carries a deployment to its end: promoted, or rolled back.
 *
 * @returns its last state, with an outcome
 * @throws LostLease when another runner has taken it over
 */
export const walk = async (parts: MachineParts, plan: Plan, held: Held): Promise<Deployment> => {
  const { environment, service } = held.deployment;
  const book = keepBook({ ...parts, key: stateKey(environment, service), leaseMs: plan.leaseMs }, held);
  if (book.state.trouble === undefined) {
    try {
      for (const name of stepNames(plan, parts.workers !== undefined))
        if (!isDone(book.state.steps, name)) await take(parts, plan, book, name);
      return await end(parts, book, 'promoted');
    } catch (error) {
      if (error instanceof LostLease) throw error;
      parts.say(`${service}: ${said(error)}`);
      await book.write({ trouble: said(error) });
    }
  }
  return await rollBack(parts, book);
};

const take = async (parts: MachineParts, plan: Plan, book: Book, name: string): Promise<void> => {
  const mark = async (state: 'begun' | 'done' | 'failed', detail?: string): Promise<void> => {
    const steps = withStep(book.state.steps, name, state, parts.now().toISOString(), detail);
    await book.write({ steps, events: eventsOf(parts, book) });
  };
  await mark('begun');
  parts.say(`${book.state.service}: ${name}`);
  try {
    await mark('done', await book.during(async () => await act(parts, plan, book, name)));
  } catch (error) {
    if (error instanceof LostLease) throw error;
    await mark('failed', said(error));
    // The new revision has all the traffic and was found good: an old one that does not end is told, not undone.
    if (name !== 'retire-blue') throw error;
    parts.say(`${book.state.service}: the old revision did not end: ${said(error)}`);
  }
};

/** Does one step; what it returns is written beside it. */
const act = async (parts: MachineParts, plan: Plan, book: Book, name: string): Promise<string | undefined> => {
  const { switcher } = parts;
  const { revision } = book.state;
  if (name.startsWith('shift-')) {
    const percent = Number(name.slice('shift-'.length));
    await switcher.setWeight(percent);
    return percent === 100 ? undefined : await watch(parts, plan, plan.stepMs);
  }
  switch (name) {
    case 'start-green':
      await switcher.startGreen(revision);
      return undefined;
    case 'validate':
      return await validate(parts, plan, book);
    case 'bake':
      return await watch(parts, plan, plan.bakeMs);
    case 'promote':
      await switcher.promote();
      return undefined;
    case 'workers':
      await parts.workers?.(revision);
      return undefined;
    case 'retire-blue':
      await switcher.retireBlue(plan.graceMs);
      return undefined;
    default:
      throw new Error(`there is no step ${name}`);
  }
};

const validate = async (parts: MachineParts, plan: Plan, book: Book): Promise<string> => {
  const limit = new AbortController();
  const late = pause(plan.validateMs, undefined, { signal: limit.signal }).then(() => {
    throw new Trouble(`validation of the feature domains did not answer within ${plan.validateMs / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    const domains = await Promise.race([parts.validate(parts.switcher.testUrl()), late]);
    await book.write({ domains });
    if (domains.length === 0) throw new Trouble('validation looked at no feature domain');
    const bad = domains.filter(({ ok }) => !ok);
    if (bad.length > 0)
      throw new Trouble(bad.map(({ domain, problem }) => `domain ${domain}: ${problem ?? 'not well'}`).join('; '));
    return `${domains.length} domains, ${domains.reduce((sum, one) => sum + one.requests, 0)} requests`;
  } finally {
    limit.abort();
  }
};

/** Looks again and again for so long, and at least once. */
const watch = async (parts: MachineParts, plan: Plan, lastsMs: number): Promise<string> => {
  const since = parts.now();
  const until = since.getTime() + lastsMs;
  for (;;) {
    const left = until - parts.now().getTime();
    if (left > 0) await pause(Math.min(plan.pollMs, left));
    const red = await parts.redAlarms();
    if (red.length > 0) throw new Trouble(`red: ${red.join(', ')}`);
    const seen = await parts.observe(since);
    const worse = judge(seen, parts.limits ?? LIMITS);
    if (worse !== undefined) throw new Trouble(worse);
    if (parts.now().getTime() >= until)
      return `${seen.green.requests} requests on green, ${seen.green.failed} failed; ${seen.blue.requests} on blue, ${seen.blue.failed} failed`;
  }
};

const rollBack = async (parts: MachineParts, book: Book): Promise<Deployment> => {
  const name = 'rollback';
  const reason = book.state.trouble ?? '';
  const at = (): string => parts.now().toISOString();
  await book.write({ steps: withStep(book.state.steps, name, 'begun', at()) });
  parts.say(`${book.state.service}: rolling back`);
  try {
    await book.during(async () => await parts.switcher.rollback(reason));
    await book.write({ steps: withStep(book.state.steps, name, 'done', at(), reason) });
    return await end(parts, book, 'rolled-back');
  } catch (error) {
    if (error instanceof LostLease) throw error;
    await book.write({ steps: withStep(book.state.steps, name, 'failed', at(), said(error)) });
    return await end(parts, book, 'rollback-failed');
  }
};

const end = async (parts: MachineParts, book: Book, outcome: 'promoted' | 'rolled-back' | 'rollback-failed') => {
  parts.say(`${book.state.service}: ${outcome}${book.state.trouble === undefined ? '' : ` (${book.state.trouble})`}`);
  return await book.write({ outcome, endedAt: parts.now().toISOString(), events: eventsOf(parts, book) });
};

/** Those that are kept, and what the switcher has seen since. */
const eventsOf = ({ switcher }: MachineParts, { state }: Book): Deployment['events'] => {
  const kept = new Set(state.events.map((event) => `${event.at} ${event.what}`));
  return [...state.events, ...switcher.events().filter((event) => !kept.has(`${event.at} ${event.what}`))];
};
