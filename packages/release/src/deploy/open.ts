// Begins a deployment, or takes over one whose runner has died.
import { randomUUID } from 'node:crypto';
import type { Held } from './book.ts';
import { type Facts, mayStart } from './guards.ts';
import { type Change, type Deployment, type Environment, stateKey } from './state.ts';
import type { StateStore } from './store.ts';
import { Refusal } from './trouble.ts';

export type Begin = {
  readonly environment: Environment;
  readonly service: string;
  readonly revision: string;
  readonly change: Change;
  readonly overrideReason: string | undefined;
  readonly manualInterventions: readonly string[];
};

export type OpenParts = {
  readonly store: StateStore<Deployment>;
  readonly runnerId: string;
  readonly leaseMs: number;
  now(): Date;
  /** The revision that takes production traffic; undefined before the first deployment. */
  runningNow(): Promise<string | undefined>;
  facts(): Promise<Facts>;
};

const dated = (now: Date): string => now.toISOString().replace(/\D/g, '').slice(0, 14);

/**
 * @throws Refusal when another deployment of the service is under way, or when a rule says that this one may not start
 * @throws LostLease when two runners begin in the same moment
 */
export const openDeployment = async (parts: OpenParts, asked: Begin): Promise<Held & { readonly resumed: boolean }> => {
  const { store, runnerId, leaseMs } = parts;
  const key = stateKey(asked.environment, asked.service);
  const now = parts.now();
  const runner = { id: runnerId, until: new Date(now.getTime() + leaseMs).toISOString() };
  const kept = await store.read(key);
  if (kept !== undefined && kept.value.outcome === undefined) {
    const held = kept.value;
    refuseWhileUnderWay(held, asked, now);
    const deployment: Deployment = {
      ...held,
      runner,
      attempts: held.attempts + 1,
      manualInterventions: [...held.manualInterventions, ...asked.manualInterventions],
    };
    return { deployment, version: await store.write(key, deployment, kept.version), resumed: true };
  }
  const verdict = mayStart({ ...asked, now }, await parts.facts());
  if (verdict.refusals.length > 0)
    throw new Refusal(`${asked.service} is not deployed to ${asked.environment}: ${verdict.refusals.join('; and ')}.`);
  const previous = await parts.runningNow();
  if (previous === asked.revision)
    throw new Refusal(`${asked.service} already runs ${asked.revision} in ${asked.environment}.`);
  const deployment: Deployment = {
    id: `${dated(now)}-${asked.service}-${randomUUID().slice(0, 8)}`,
    environment: asked.environment,
    service: asked.service,
    revision: asked.revision,
    ...(previous === undefined ? {} : { previous }),
    change: asked.change,
    startedAt: now.toISOString(),
    runner,
    attempts: 1,
    steps: [],
    domains: [],
    events: [],
    manualInterventions: [...asked.manualInterventions, ...verdict.overridden],
  };
  return { deployment, version: await store.write(key, deployment, kept?.version), resumed: false };
};

const refuseWhileUnderWay = (held: Deployment, asked: Begin, now: Date): void => {
  const step = held.steps.at(-1)?.name ?? 'its beginning';
  const what = `a deployment of ${held.service} to ${held.environment} (${held.revision}) is under way since ${held.startedAt}, at ${step}`;
  if (new Date(held.runner.until) > now)
    throw new Refusal(
      `${what}, and its runner was alive a moment ago. Wait for it, or end it with the rollback command.`,
    );
  if (held.revision !== asked.revision)
    throw new Refusal(
      `${what}; its runner has died. Deploy the same revision again to carry on with it, or end it with the rollback command.`,
    );
};

/** Takes an unfinished deployment away from whoever holds it, to roll it back. Undefined when there is none. */
export const takeOver = async (
  parts: Pick<OpenParts, 'store' | 'runnerId' | 'leaseMs' | 'now'>,
  environment: Environment,
  service: string,
  reason: string,
): Promise<Held | undefined> => {
  const key = stateKey(environment, service);
  const kept = await parts.store.read(key);
  if (kept === undefined || kept.value.outcome !== undefined) return undefined;
  const now = parts.now();
  const deployment: Deployment = {
    ...kept.value,
    runner: { id: parts.runnerId, until: new Date(now.getTime() + parts.leaseMs).toISOString() },
    attempts: kept.value.attempts + 1,
    trouble: kept.value.trouble ?? reason,
    manualInterventions: [...kept.value.manualInterventions, `rolled back by hand: ${reason}`],
  };
  return { deployment, version: await parts.store.write(key, deployment, kept.version) };
};
