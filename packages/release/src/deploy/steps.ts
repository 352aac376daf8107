import type { StepRecord } from './state.ts';

export type Plan = {
  /** Percent of traffic for green, step by step; the last is 100. */
  readonly shifts: readonly number[];
  /** How long green is watched after each shift but the last, in milliseconds. */
  readonly stepMs: number;
  /** How long it is watched with all the traffic, in milliseconds. */
  readonly bakeMs: number;
  /** How often it is looked at, in milliseconds. */
  readonly pollMs: number;
  /** All domains must have been validated after so long, in milliseconds. */
  readonly validateMs: number;
  /** How long blue may take to end its requests, in milliseconds. */
  readonly graceMs: number;
  /** A runner that has not written for so long counts as dead, in milliseconds. */
  readonly leaseMs: number;
};

/** Steps 5/25/50/100, ten minutes of watching at the end. */
export const DEFAULT_PLAN: Plan = {
  shifts: [5, 25, 50, 100],
  stepMs: 120_000,
  bakeMs: 600_000,
  pollMs: 5_000,
  validateMs: 300_000,
  graceMs: 90_000,
  leaseMs: 120_000,
};

export const stepNames = (plan: Plan, withWorkers: boolean): string[] => [
  'start-green',
  'validate',
  ...plan.shifts.map((percent) => `shift-${percent}`),
  'bake',
  'promote',
  ...(withWorkers ? ['workers'] : []),
  'retire-blue',
];

/** The list with a step in its new state; a step that was begun before keeps its place and its beginning. */
export const withStep = (
  steps: readonly StepRecord[],
  name: string,
  state: StepRecord['state'],
  at: string,
  detail?: string,
): StepRecord[] => {
  const place = steps.findIndex((step) => step.name === name);
  const begunAt = steps[place]?.begunAt ?? at;
  const record: StepRecord = {
    name,
    state,
    begunAt,
    ...(state === 'begun' ? {} : { endedAt: at }),
    ...(detail === undefined ? {} : { detail }),
  };
  return place === -1 ? [...steps, record] : steps.with(place, record);
};

export const isDone = (steps: readonly StepRecord[], name: string): boolean =>
  steps.some((step) => step.name === name && step.state === 'done');
